"""Photos that came in are checked behind other work, a slice at a time."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from office_window import OfficeWindow, office_window
from played_county import County, at_office, count_site, draw_photo, in_field, sites_of
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from inspector.actions import gathering
from inspector.actions.checking_photos import PhotosChecked, RefusedPhoto
from inspector.domain.ids import Digest
from inspector.domain.progress import Ticket
from inspector.store.carried import Carried
from inspector.ui.photo_check import PhotoCheck


class Desk:
    """Answers as told, slice after slice."""

    def __init__(self, *answers: PhotosChecked) -> None:
        self.answers = list(answers)
        self.asked = 0

    def check_photos(self, at_most: int, ticket: Ticket) -> PhotosChecked:
        self.asked += 1
        ticket.step(at_most, at_most)
        return self.answers.pop(0)


def slice_of(sound: int, waiting: int, *refused: str) -> PhotosChecked:
    bad = tuple(RefusedPhoto(digest=Digest(one), reason="坏") for one in refused)
    return PhotosChecked(sound=sound, refused=bad, waiting=waiting, absent=0)


def thumbnail(county: County, digest: Digest) -> bytes:
    with at_office(county.office) as desk:
        return desk.vault.get_thumbnail(digest)


@pytest.fixture
def window(county: County, qtbot: QtBot) -> Iterator[OfficeWindow]:
    with office_window(county.office, qtbot) as window:
        yield window


def test_slices_follow_each_other_until_nothing_waits(window: OfficeWindow) -> None:
    desk = Desk(slice_of(5, 4), slice_of(4, 0, "ab" * 32))
    PhotoCheck(desk, window.shell).begin()
    window.idle()
    assert desk.asked == 2
    assert "有 1 张照片不合格" in window.shell.toast.sentence()


def test_photos_that_nobody_can_decode_now_are_not_asked_for_ever(window: OfficeWindow) -> None:
    desk = Desk(slice_of(0, 4))
    PhotoCheck(desk, window.shell).begin()
    window.idle()
    assert desk.asked == 1


def test_stopped_by_hand_it_stays_stopped(window: OfficeWindow) -> None:
    desk = Desk(slice_of(1, 9))
    check = PhotoCheck(desk, window.shell)
    window.shell.jobs.began.connect(lambda job: job.ticket.cancel())
    check.begin()
    check.begin()
    window.idle()
    assert desk.asked == 1
    check.begin()
    window.idle()
    assert desk.asked == 2


def test_what_comes_during_a_check_is_checked_after_it(window: OfficeWindow) -> None:
    desk = Desk(slice_of(1, 0), slice_of(1, 0))
    check = PhotoCheck(desk, window.shell)
    check.begin()
    check.begin()
    window.idle()
    assert desk.asked == 2


def test_photos_of_a_package_are_checked_after_it_was_taken_in(
    county: County, qtbot: QtBot
) -> None:
    with in_field(county.laptop) as desk:
        visit = count_site(desk, sites_of(desk)[0])
        item = next(iter(visit.rubric.items())).code
        (photo,) = gathering.attach(desk, visit, item, [draw_photo(county.root / "a.jpg")]).evidence
    package = county.hand_in(county.laptop)
    with office_window(county.office, qtbot) as window:
        page = window.intake()
        page.add_files([package])
        for _ in range(2):
            QTest.keyClick(page.list, Qt.Key.Key_Return)
            window.idle()
    assert thumbnail(county, photo.digest)


def test_an_office_goes_on_with_photos_it_did_not_finish(
    county: County, qtbot: QtBot, tmp_path: Path
) -> None:
    content = draw_photo(tmp_path / "a.jpg").read_bytes()
    digest = Digest(sha256(content).hexdigest())
    with at_office(county.office) as desk:
        desk.vault.put(content, digest)
        with desk.store.unit() as unit:
            row = Carried(digest=digest, package="ab" * 32, media="image/jpeg", size=len(content))
            unit.carried.add([row])
            unit.commit()
    with office_window(county.office, qtbot) as window:
        window.idle()
    assert thumbnail(county, digest)
