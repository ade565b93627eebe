"""The laptop's camera: looked through, kept by one key, told when it is pulled out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from memory_photos import MemoryPhotos
from PySide6.QtCore import QObject, QSettings, Qt
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QVideoFrame, QVideoFrameInput
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from inspector.domain.roll import Still
from inspector.domain.slate import LAPTOP
from inspector.ui import camera
from inspector.ui.job import Jobs
from inspector.ui.lens import Lens
from inspector.ui.pages.visit import photo_texts as texts
from inspector.ui.pages.visit.camera_part import CameraPart, jpeg_of
from inspector.ui.pages.visit.desk import VisitDesk
from inspector.ui.pages.visit.page import VisitPage
from inspector.ui.pages.visit.photo_import import INBOX_KEY

quiet = pytest.mark.qt_log_ignore("No RHI backend", "propagateSizeHints", extend=True)
"""Offscreen no graphics card turns frames; Qt says so once, and turns them itself."""

WIDE, HIGH = 320, 240


def frame_of(grey: int) -> QVideoFrame:
    image = QImage(WIDE, HIGH, QImage.Format.Format_RGB32)
    image.fill(grey * 0x010101)
    return QVideoFrame(image)


@pytest.fixture
def source() -> QVideoFrameInput:
    return QVideoFrameInput()


@pytest.fixture
def fake(source: QVideoFrameInput, monkeypatch: pytest.MonkeyPatch) -> None:
    def open_camera(parent: QObject) -> Lens:
        return Lens(source, parent)

    monkeypatch.setattr(camera, "has_camera", lambda: True)
    monkeypatch.setattr(camera, "open_camera", open_camera)


@pytest.fixture
def page(
    qtbot: QtBot, desk: VisitDesk, jobs: Jobs, settings: QSettings, tmp_path: Path, fake: None
) -> Iterator[VisitPage]:
    """A visit on a laptop with a camera that shows what ``source`` plays."""
    del fake
    settings.setValue(INBOX_KEY, str(tmp_path / "收图"))
    page = VisitPage(desk, jobs, settings)
    qtbot.addWidget(page)
    page.resize(1366, 768)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.opened()
    yield page
    page.close()  # the camera is put away before what plays its frames is gone
    assert jobs.wait()


@pytest.fixture
def part(page: VisitPage, source: QVideoFrameInput, qtbot: QtBot) -> CameraPart:
    """The camera in front, and a first frame of it."""
    QTest.keyClick(page, Qt.Key.Key_F2)
    part = page.shooting.camera
    assert page.parts.part is part
    play(part, source, 120, qtbot)
    return part


def play(part: CameraPart, source: QVideoFrameInput, grey: int, qtbot: QtBot) -> None:
    lens = part._lens
    assert lens is not None

    def came() -> bool:
        source.sendVideoFrame(frame_of(grey))  # refused while one is on its way
        image = lens.still()
        return not image.isNull() and abs(image.pixelColor(5, 5).red() - grey) < 8

    qtbot.waitUntil(came)


@quiet
@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_a_key_keeps_what_is_seen_and_the_picture_is_taken_in_as_any(
    page: VisitPage, part: CameraPart, roll: MemoryPhotos, key: Qt.Key, qtbot: QtBot
) -> None:
    assert page.hints() == texts.CAMERA_KEYS
    with qtbot.waitSignal(page.shooting.importing.done):
        QTest.keyClick(part.view, key)
    ((files, anyway),) = roll.asked
    (still,) = files
    assert isinstance(still, Still)
    assert (still.camera, anyway) == (LAPTOP, False)
    kept = QImage.fromData(still.content)
    assert (kept.width(), kept.height()) == (WIDE, HIGH)
    assert abs(kept.pixelColor(9, 9).red() - 120) < 8
    assert part._told.text() == texts.SHOT.format(count=1)
    assert page.parts.part is part


@quiet
def test_the_picture_is_live(part: CameraPart, source: QVideoFrameInput, qtbot: QtBot) -> None:
    middle = part.view.rect().center()
    dark = part.view.grab().toImage().pixelColor(middle).red()
    play(part, source, 220, qtbot)
    assert part.view.grab().toImage().pixelColor(middle).red() > dark + 60


@quiet
def test_escape_leads_back_to_where_it_was_asked_for(page: VisitPage, part: CameraPart) -> None:
    QTest.keyClick(part.view, Qt.Key.Key_F)  # means nothing here
    QTest.keyClick(part.view, Qt.Key.Key_Escape)
    assert page.parts.part is None
    assert part._lens is None
    page.shooting.show_photos()
    page.shooting.photos.camera_button.click()
    assert page.shooting.camera.isVisible()
    QTest.keyClick(part.view, Qt.Key.Key_Escape)
    assert page.shooting.photos.isVisible()


@quiet
def test_a_camera_that_is_pulled_out_is_told_in_one_sentence(
    page: VisitPage, part: CameraPart, qtbot: QtBot
) -> None:
    lens = part._lens
    assert lens is not None
    with qtbot.waitSignal(page.toast) as told:
        lens.lost.emit()
    assert told.args == [texts.CAMERA_LOST]
    assert page.parts.part is None
    part._lost()  # Qt says it twice, by the error and by the list of devices
    with qtbot.waitSignal(page.toast) as told:
        part.shoot()
    assert told.args == [texts.NO_FRAME]


@quiet
def test_before_the_first_frame_nothing_is_kept(
    page: VisitPage, roll: MemoryPhotos, qtbot: QtBot
) -> None:
    QTest.keyClick(page, Qt.Key.Key_F2)
    part = page.shooting.camera
    assert not part.view.grab().isNull()
    with qtbot.waitSignal(page.toast) as told:
        QTest.keyClick(part.view, Qt.Key.Key_Space)
    assert told.args == [texts.NO_FRAME]
    assert roll.asked == []


@quiet
def test_the_buttons_come_once_a_camera_is_found_and_go_with_the_seal(
    page: VisitPage, qtbot: QtBot
) -> None:
    tray, photos = page.zone.tray.camera_button, page.shooting.photos.camera_button
    qtbot.waitUntil(lambda: not tray.isHidden() and not photos.isHidden())
    tray.click()
    assert page.shooting.camera.isVisible()
    page.session.desk.seal()
    page.shooting._look_for_camera()
    assert tray.isHidden()
    page.show_scoring()
    page.shooting.show_camera()
    assert page.parts.part is None


@quiet
def test_without_a_camera_there_is_no_button_and_f2_says_so(
    page: VisitPage, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(camera, "has_camera", lambda: False)
    page.shooting._look_for_camera()
    assert page.zone.tray.camera_button.isHidden()
    with qtbot.waitSignal(page.toast) as told:
        QTest.keyClick(page, Qt.Key.Key_F2)
    assert told.args == [texts.NO_CAMERA]


@quiet
def test_the_laptops_camera_has_no_owner_and_the_right_clock(
    page: VisitPage, roll: MemoryPhotos, qtbot: QtBot
) -> None:
    roll.shoot(LAPTOP, 10)
    page.shooting.show_photos()
    photos = page.shooting.photos
    (phone,) = photos.sorter.phones()
    assert (phone.known, phone.clock, phone.owner) == (True, texts.OWN_CLOCK, None)
    assert LAPTOP in photos.phones.lines.index(0).data()
    with qtbot.waitSignal(page.toast) as told:
        QTest.keyClick(photos.groups, Qt.Key.Key_Y)
    assert told.args == [texts.LAPTOP_OWNER]
    assert roll.clocks == {}


@quiet
def test_a_picture_is_smaller_the_lower_the_policy_sets_it() -> None:
    image = QImage(WIDE, HIGH, QImage.Format.Format_RGB32)
    for x in range(WIDE):
        for y in range(HIGH):
            image.setPixel(x, y, (x * y * 2_654_435_761) % 0xFFFFFF)
    assert len(jpeg_of(image, 50)) < len(jpeg_of(image, 90))
