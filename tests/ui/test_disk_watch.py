"""The strip over every page: a disk that refuses, the way back, and nothing lost on the way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from played_county import PIN, Clock, County, sites_of
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from inspector.actions.desk import Desk
from inspector.domain.errors import InspectorError
from inspector.platform.durable import DiskFull, FileUnreadable
from inspector.platform.latch import Cause, SavedLost
from inspector.ui import texts
from inspector.ui.doors import Doors
from inspector.ui.look import look
from inspector.ui.pages.sites.page import SitesPage
from inspector.ui.pages.today.page import TodayPage
from inspector.ui.pages.visit import texts as visit_texts
from inspector.ui.pages.visit.page import VisitPage
from inspector.ui.shell import Shell
from inspector.ui.widgets.warning_bar import Tone


@pytest.fixture
def shell(qtbot: QtBot) -> Iterator[Shell]:
    shell = Shell()
    qtbot.addWidget(shell)
    shell.resize(1366, 768)
    shell.show()
    yield shell
    assert shell.jobs.wait()
    shell.leaving()
    look().rescale(1.0)


@pytest.fixture
def desk(shell: Shell, settings: QSettings, county: County, qtbot: QtBot, tmp_path: Path) -> Desk:
    doors = Doors(shell, settings, tmp_path / "home", Clock())
    shell.disk.keeps_back = lambda _free: 4096
    doors.open_folder(county.laptop, PIN)
    qtbot.waitUntil(lambda: isinstance(shell.page(), TodayPage), timeout=30_000)
    opened = shell.disk.desk
    assert opened is not None
    return opened


def visiting(shell: Shell, desk: Desk, place: int = 0) -> VisitPage:
    sites = shell.go("sites")
    assert isinstance(sites, SitesPage)
    sites.chosen.emit(sites_of(desk)[place])
    page = shell.page()
    assert isinstance(page, VisitPage)
    return page


def press(page: VisitPage, key: Qt.Key) -> None:
    QTest.keyClick(page.zone.rows, key)


def break_disk(desk: Desk, patch: pytest.MonkeyPatch, error: InspectorError) -> None:
    """Let the disk refuse every trial, and let it have refused a write before."""

    def revive() -> None:
        raise error

    patch.setattr(desk.latch, "revive", revive)
    desk.latch.meet(error)


def faulty(desk: Desk) -> InspectorError:
    return FileUnreadable(path=desk.folder.store_path, reason="磁盘读写错误")


def test_the_strip_says_what_happened_and_the_button_tries_again(
    shell: Shell, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    bar = shell.warning
    assert not bar.isVisible()
    with monkeypatch.context() as patch:
        break_disk(desk, patch, faulty(desk))
        qtbot.waitUntil(bar.isVisible)
        assert bar.sentence().startswith("磁盘读写出错，现在只能看不能改。已存的分数和照片都在。")
        for key in ("sites", "handing", "settings"):
            shell.go(key)
            assert bar.isVisible(), "over every page"
        bar.button.click()
        qtbot.waitUntil(lambda: shell.jobs.running is None)
        assert bar.isVisible()
    with qtbot.waitSignal(shell.disk.writable, timeout=10_000):
        bar.button.click()
    assert not bar.isVisible()
    assert desk.latch.shut is None


def test_trials_by_the_clock_bring_the_desk_back(
    shell: Shell, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(desk.latch, "roomy", lambda: False)
        break_disk(desk, patch, DiskFull(path=desk.folder.store_path))
        qtbot.waitUntil(shell.warning.isVisible)
        shell.disk.look_again()
        assert shell.jobs.running is None, "a disk without room is not even tried"
    monkeypatch.setattr(desk.latch, "roomy", lambda: True)
    with qtbot.waitSignal(shell.disk.writable, timeout=10_000):
        shell.disk.look_again()
    shell.disk.look_again()
    assert not shell.warning.isVisible()


def test_what_the_disk_forgot_is_said_as_it_is(
    shell: Shell, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_disk(desk, monkeypatch, faulty(desk))
    monkeypatch.setattr(desk.store, "prove", lambda **_how: None)

    def revive() -> None:
        raise SavedLost(lost=3)

    monkeypatch.setattr(desk.latch, "revive", revive)
    shell.warning.button.click()
    qtbot.waitUntil(lambda: Cause.LOST.sentence in shell.warning.sentence())
    assert "已存的分数和照片都在" not in shell.warning.sentence()


def test_a_store_that_is_busy_is_said_and_tried_later(
    shell: Shell, desk: Desk, qtbot: QtBot
) -> None:
    desk.latch.meet(faulty(desk))
    with desk.store.reading():
        shell.warning.button.click()
        qtbot.waitUntil(lambda: "数据库正忙" in shell.warning.sentence(), timeout=15_000)
    with qtbot.waitSignal(shell.disk.writable, timeout=10_000):
        shell.disk.look_again()


def test_the_ballast_is_made_behind_the_window_and_its_use_is_said(
    shell: Shell, desk: Desk, qtbot: QtBot
) -> None:
    assert desk.ballast.held == 0, "opening does not wait for it"
    shell.disk.make_ballast()
    qtbot.waitUntil(lambda: desk.ballast.held == 4096)
    desk.latch.meet(DiskFull(path=desk.folder.store_path))
    qtbot.waitUntil(lambda: shell.warning.sentence() == texts.ON_RESERVE, timeout=10_000)
    assert not shell.warning.button.isVisible()
    assert desk.ballast.held == 0
    shell.disk.look_again()
    qtbot.waitUntil(lambda: not shell.warning.isVisible(), timeout=10_000)
    assert desk.ballast.held == 4096


def test_an_item_that_is_not_saved_stays_and_is_never_called_saved(
    shell: Shell, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = visiting(shell, desk)
    first = page.zone.spot.item
    with monkeypatch.context() as patch:
        break_disk(desk, patch, faulty(desk))
        press(page, Qt.Key.Key_A)
        assert page.session.counted[first].entries, "what was typed stands on the screen"
        assert page.head.saved.text() == visit_texts.UNSAVED
        assert "已存" not in page.head.saved.text()
        press(page, Qt.Key.Key_B)
        assert page.head.saved.text() == visit_texts.UNSAVED
        shown = page.session.counted
        page.open_star(3)
        assert page.zone.spot.item != first
        press(page, Qt.Key.Key_A)
        assert page.session.counted == shown, "no second item is taken before the first is saved"
        assert set(page.session.counted) == {first}
        assert visiting_is_refused(shell, desk, page)
    with qtbot.waitSignal(shell.disk.writable, timeout=10_000):
        shell.warning.button.click()
    assert "已存" in page.head.saved.text()
    again = visiting(shell, desk, 1)
    assert again is not page
    back = visiting(shell, desk)
    assert back.session.counted[first] == shown[first]


def visiting_is_refused(shell: Shell, desk: Desk, page: VisitPage) -> bool:
    """Try to open another village over an item that is not saved."""
    return visiting(shell, desk, 1) is page


def test_closing_asks_once_while_an_item_is_not_saved(
    shell: Shell, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = visiting(shell, desk)
    break_disk(desk, monkeypatch, faulty(desk))
    press(page, Qt.Key.Key_A)
    shell.may_close = lambda: True  # no backup is due before closing
    first, second = QCloseEvent(), QCloseEvent()
    shell.closeEvent(first)
    assert not first.isAccepted()
    assert shell.toast.sentence() == texts.NOT_KEPT
    shell.closeEvent(second)
    assert second.isAccepted()


@pytest.mark.parametrize("tone", list(Tone))
def test_the_strip_wraps_where_there_is_little_room(shell: Shell, tone: Tone) -> None:
    bar = shell.warning
    for cause in Cause:
        told = texts.ONLY_READING.format(cause=cause.sentence, safe=cause.safe, advice=cause.advice)
        bar.show_warning(told, tone, may_try=True)
        shell.resize(880, 480)
        assert not bar.grab().isNull()
        assert bar.accessibleName() == told
    bar.clear()
    assert bar.sentence() == ""


def test_a_date_that_cannot_be_right_is_said_until_it_is_set(shell: Shell, desk: Desk) -> None:
    clock = desk.clock
    assert isinstance(clock, Clock)
    right, clock.now = clock.now, clock.now.replace(year=1970)
    shell.disk.look_again()
    assert "早得不对" in shell.warning.sentence()
    assert not shell.warning.button.isVisible()
    clock.now = right
    shell.disk.look_again()
    assert not shell.warning.isVisible()
