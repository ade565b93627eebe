"""One button hands the day's work in; receipts come back, and photos may go."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from exchanged import office_on, receive, seal_with_photos
from played_county import PIN, Clock, County, in_field, sites_of
from PySide6.QtCore import QMimeData, QPoint, QSettings, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from inspector.actions import receiving, sending
from inspector.actions.desk import Desk, sit_down
from inspector.actions.spoken import check_codes
from inspector.domain.errors import InspectorError
from inspector.domain.ids import Digest
from inspector.domain.progress import Ticket
from inspector.exchange.volumes import LIMITS, Profile
from inspector.ui.handing_desk import HandingWork
from inspector.ui.job import Jobs
from inspector.ui.pages.handing.page import HandingPage
from inspector.ui.widgets.confirm import Confirm
from inspector.ui.widgets.label import Label


class Full(InspectorError):
    code = "F101"
    what = "U 盘写满了"
    next_step = "换一个 U 盘"


@pytest.fixture
def desk(county: County, tmp_path: Path) -> Iterator[Desk]:
    """Give a laptop on which one site of two is sealed, with two photos."""
    with in_field(county.laptop) as field:
        seal_with_photos(field, sites_of(field)[0], tmp_path / "photos")
    sat = sit_down(county.laptop, PIN, clock=Clock())
    yield sat
    sat.close()


class Opened:
    """A page, and how to wait for its jobs."""

    def __init__(self, work: HandingWork, jobs: Jobs, settings: QSettings, qtbot: QtBot) -> None:
        self.page = HandingPage(work, jobs, settings)
        self._jobs, self._qtbot = jobs, qtbot
        qtbot.addWidget(self.page)
        self.page.resize(1366, 700)
        self.page.show()
        self.page.opened()

    def idle(self) -> None:
        self._qtbot.waitUntil(lambda: self._jobs.running is None, timeout=20_000)
        self._qtbot.wait(1)

    def told(self) -> str:
        told = self.page.told
        return "\n".join(one.text() for one in (told.result, told.keep, told.fault))


@pytest.fixture
def opened(desk: Desk, jobs: Jobs, settings: QSettings, qtbot: QtBot) -> Opened:
    return Opened(HandingWork(desk), jobs, settings, qtbot)


def test_the_result_says_what_was_handed_in_and_that_nothing_is_deleted(
    opened: Opened, desk: Desk, jobs: Jobs, settings: QSettings, qtbot: QtBot, tmp_path: Path
) -> None:
    page = opened.page
    assert "已定稿 1 个站点，还有 1 个没有定稿" in page.state.text()
    assert "2 张照片" in page.state.text()
    page.start()
    assert "先选" in opened.told()
    page.field.setText(str(tmp_path / "stick"))
    page.copy.setText(str(tmp_path / "second"))
    page.button.setFocus()
    QTest.keyClick(page.button, Qt.Key.Key_Return)
    opened.idle()
    assert "1 个站点、2 张照片" in opened.told()
    assert "一份不删" in opened.told()
    assert f"第二份在 {tmp_path / 'second'}" in opened.told()
    (one,), (two,) = (list((tmp_path / name).iterdir()) for name in ("stick", "second"))
    assert one.read_bytes() == two.read_bytes()
    assert page.lists.packages.lines.rowCount() == 1
    assert page.lists.sites.lines.line(0).cells[2:] == ("已交未回执", "0 天")
    again = Opened(HandingWork(desk), jobs, settings, qtbot)
    assert again.page.field.text() == str(tmp_path / "stick")


def test_volumes_and_a_bad_second_copy_are_said(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(LIMITS, Profile.CHAT, 500_000)

    def full(_source: Path, _target: Path, _ticket: Ticket) -> None:
        raise Full

    monkeypatch.setattr(sending, "copy_proved", full)
    page = opened.page
    page.field.setText(str(tmp_path / "stick"))
    page.copy.setText(str(tmp_path / "second"))
    page.way.choose(1)
    page.start()
    opened.idle()
    count = len(list((tmp_path / "stick").iterdir()))
    assert count > 1
    assert f"{count} 个包" in opened.told()
    assert "第二份没有写成：U 盘写满了换一个 U 盘" in opened.told()


def test_stopped_lost_and_given_up_are_said(opened: Opened, tmp_path: Path) -> None:
    volume = sending.SentVolume(
        path=tmp_path / "a.wxp", package_id="ab" * 32, size=10, records=1, photos=1
    )
    opened.page._tell_sent(
        sending.Sent(
            volumes=(volume,),
            visits=1,
            lost=(Digest("x"),),
            given_up=(Digest("y"), Digest("z")),
            planned=3,
        )
    )
    assert "3 个包写好 1 个" in opened.told()
    assert "有 1 张照片读不出来" in opened.told()
    assert "县办缺的 2 张照片" in opened.told()


def test_what_went_wrong_stands_on_the_page(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object, **_named: object) -> sending.Sent:
        raise Full

    monkeypatch.setattr(sending, "export", refuse)
    opened.page.field.setText(str(tmp_path))
    opened.page.start()
    opened.idle()
    assert opened.page.told.fault.text() == "U 盘写满了 换一个 U 盘"
    failed: list[object] = []
    opened.page.failed.connect(failed.append)
    opened.page._explain(ValueError("a bug"))
    assert len(failed) == 1


def test_nothing_sealed_means_nothing_to_press(
    county: County, jobs: Jobs, settings: QSettings, qtbot: QtBot
) -> None:
    with in_field(county.laptop) as field:
        page = Opened(HandingWork(field), jobs, settings, qtbot).page
        assert not page.button.isEnabled()
        assert "没有可交" in page.state.text()


def test_a_receipt_is_chosen_or_dropped_and_the_photos_may_go(
    opened: Opened, county: County, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened.page
    page.purge()
    opened.idle()
    assert "要等县办的回执" in opened.told()
    page.field.setText(str(tmp_path / "stick"))
    page.start()
    opened.idle()
    (file,) = (tmp_path / "stick").iterdir()
    receipt = receive(county, file)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(receipt), ""))
    page.choose_receipt()
    opened.idle()
    assert "第 1 号回执" in opened.told()
    assert "都已回执（第 1 号），没有要交的" in page.state.text()
    assert not page.button.isEnabled()
    assert "第 1 号" in page.lists.told.text()
    page.purge()
    opened.idle()
    (asked,) = page.findChildren(Confirm)
    QTest.keyClick(asked, Qt.Key.Key_Return)
    opened.idle()
    assert "已清理 2 张照片" in opened.told()
    drop(page, file)
    opened.idle()
    assert "P112" in opened.told() or "不能" in opened.told() or "不是" in opened.told()


def test_everything_goes_once_more_by_keys_after_a_receipt(
    opened: Opened, county: County, tmp_path: Path
) -> None:
    page = opened.page
    assert page.again.isHidden(), "the ordinary export brings all of it"
    press_again(page)
    assert not page.findChildren(Confirm)
    page.field.setText(str(tmp_path / "stick"))
    page.start()
    opened.idle()
    (file,) = (tmp_path / "stick").iterdir()
    page.take_receipt(receive(county, file))
    opened.idle()
    page.start()
    assert opened.told().strip() == "", "nothing is left to hand in"
    assert page.again.isVisible()
    page.field.clear()
    press_again(page)
    assert "先选" in opened.told()
    page.field.setText(str(tmp_path / "again"))
    press_again(page)
    (asked,) = page.findChildren(Confirm)
    words = "".join(label.text() for label in asked.findChildren(Label))
    assert "1 个站点" in words
    assert "县办说数据丢了" in words
    QTest.keyClick(asked, Qt.Key.Key_Return)
    opened.idle()
    assert "1 个站点、2 张照片" in opened.told()
    assert len(list((tmp_path / "again").iterdir())) == 1


def press_again(page: HandingPage) -> None:
    """Press the keys of 全部重交."""
    QTest.keyClick(page, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)


def test_a_photo_that_cannot_be_handed_in_is_named(
    opened: Opened, desk: Desk, county: County, tmp_path: Path
) -> None:
    page = opened.page
    with desk.store.reading() as reading:
        photo = min(reading.evidence.digests())
    desk.vault.discard(photo)
    assert page.lacks.isHidden()
    page.reload()
    assert "有 1 张照片在本机丢失或损坏，交不了：" in page.lacks.text()
    assert photo[:12] in page.lacks.text()
    page.field.setText(str(tmp_path / "stick"))
    page.start()
    opened.idle()
    (file,) = (tmp_path / "stick").iterdir()
    page.take_receipt(receive(county, file))
    opened.idle()
    assert "没有要交的。" in page.state.text()
    assert photo[:12] in page.lacks.text()
    assert "请用本机的备份找回" in page.lacks.text()


def drop(page: HandingPage, file: Path) -> None:
    """Let a file fall on the page."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file)), QUrl("https://example.invalid/a")])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    entered = QDragEnterEvent(QPoint(5, 5), copy, mime, left, none)
    page.dragEnterEvent(entered)
    assert entered.isAccepted()
    page.dropEvent(QDropEvent(QPoint(5, 5), copy, mime, left, none))


def test_what_the_office_refused_is_told(opened: Opened, county: County, tmp_path: Path) -> None:
    page = opened.page
    page.field.setText(str(tmp_path / "stick"))
    for _time in range(2):
        page.start()
        opened.idle()
    sound, bent = sorted((tmp_path / "stick").iterdir())
    content = bytearray(bent.read_bytes())
    content[-1] ^= 1
    bent.write_bytes(content)
    with office_on(county.office, 5) as office:
        receiving.take_in(office, [sound, bent])
    page.take_receipt(receive(county))
    opened.idle()
    assert f"{bent.name}（拒收，P114）" in opened.told()
    page.lists.turn()
    assert page.lists.views.at == 1
    assert page.lists.packages.lines.rowCount() == 2
    page.lists.turn()
    assert page.lists.views.at == 0


def test_check_characters_are_typed_on_the_page(
    opened: Opened, county: County, tmp_path: Path
) -> None:
    page = opened.page
    page.hear()
    page.field.setText(str(tmp_path / "stick"))
    page.start()
    opened.idle()
    (file,) = (tmp_path / "stick").iterdir()
    receive(county, file)
    with office_on(county.office, 6) as office, office.store.reading() as reading:
        package = reading.packages.all()[-2].id
    with office_on(county.office, 6) as office:
        codes = check_codes(office, [package])
    page.check.setText(codes.get(package, "0000-0000"))
    QTest.keyClick(page.check, Qt.Key.Key_Return)
    opened.idle()
    assert "校验字相符" in opened.told()
    assert page.lists.packages.lines.line(0).cells[5] == "电话核对过"
    page.check.setText("0000-0000")
    page.hear()
    opened.idle()
    assert "对不上" in opened.told()


def test_a_folder_is_chosen_for_each_copy(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(tmp_path))
    for button in opened.page.findChildren(type(opened.page.button)):
        if button.text() == "选…":
            button.click()
    assert opened.page.field.text() == opened.page.copy.text() == str(tmp_path)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: ("", ""))
    opened.page.choose_receipt()
    assert opened.told().strip() == ""


def test_the_good_news_keeps_its_room_on_a_small_screen(opened: Opened) -> None:
    page = opened.page
    page.resize(1000, 440)
    page.told.say("交好了。", "现在可以拔下 U 盘。")
    page.told.warn("第二份没有写成。")
    opened.idle()
    for label in (page.told.result, page.told.keep, page.told.fault):
        assert label.height() >= label.sizeHint().height()
        bottom = label.mapTo(page, label.rect().bottomLeft()).y()
        assert bottom <= page.lists.y()
