"""The lock: nobody there, nothing to see, nothing lost; and the way out of a forgotten PIN."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from threading import Event

import keyring
import pytest
from memory_keyring import MemoryKeyring
from played_county import PIN, START, Clock, County, in_field
from PySide6.QtCore import QEvent, QPointF, QSettings, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from inspector.actions import unlocking
from inspector.actions.desk import Desk, sit_down
from inspector.domain.progress import Ticket
from inspector.platform.folder import DataFolder
from inspector.ui import texts
from inspector.ui.doors import Doors
from inspector.ui.idle import MINUTES_KEY, USUAL, Idle, minutes_of
from inspector.ui.pages.settings.page import SettingsPage
from inspector.ui.pages.settings.security import Security
from inspector.ui.pages.today.page import TodayPage
from inspector.ui.pages.visit.marker import Asking
from inspector.ui.pages.visit.page import VisitPage
from inspector.ui.pages.welcome import texts as welcome_texts
from inspector.ui.pages.welcome.asked import Asked
from inspector.ui.pages.welcome.forms import Form
from inspector.ui.pages.welcome.locked import LockPage
from inspector.ui.pages.welcome.page import WelcomePage
from inspector.ui.shell import Shell

NEW = "新的口令 2026"


@pytest.fixture
def keys_here() -> Iterator[MemoryKeyring]:
    before, ours = keyring.get_keyring(), MemoryKeyring()
    keyring.set_keyring(ours)
    yield ours
    keyring.set_keyring(before)


def idle(qtbot: QtBot, shell: Shell) -> None:
    qtbot.waitUntil(lambda: shell.jobs.running is None, timeout=30_000)
    qtbot.wait(1)  # what a timer of 0 ms was to do is done


def opened(doors: Doors, shell: Shell, path: Path, qtbot: QtBot) -> None:
    doors.open_folder(path, PIN)
    idle(qtbot, shell)


def lock_page(shell: Shell) -> LockPage:
    page = shell.page()
    assert isinstance(page, LockPage)
    return page


def locked(doors: Doors, shell: Shell, qtbot: QtBot) -> LockPage:
    doors.lock()
    qtbot.waitUntil(lambda: isinstance(shell.page(), LockPage))
    return lock_page(shell)


def fill(form: Form, **answers: str) -> None:
    for key, text in answers.items():
        form.fields[key].setText(text)
    QTest.keyClick(form.fields["pin"], Qt.Key.Key_Return)


def test_the_lock_closes_the_folder_and_leads_back_to_the_row(
    county: County, doors: Doors, shell: Shell, qtbot: QtBot
) -> None:
    opened(doors, shell, county.laptop, qtbot)
    sites = shell.page()
    assert isinstance(sites, TodayPage)
    QTest.keyClick(sites.list, Qt.Key.Key_Return)
    visit = shell.page()
    assert isinstance(visit, VisitPage)
    name = visit.session.desk.place.name
    visit.zone.command("PgDn")
    visit.zone.rows.choose(1)
    spot = visit.zone.spot
    page = locked(doors, shell, qtbot)
    assert name not in shell.windowTitle() + page.title.text()
    assert "禾县 T01" in page.title.text()
    with in_field(county.laptop):
        pass  # another program may open it
    fill(page.forms[Asked.PIN], pin=PIN)
    qtbot.waitUntil(lambda: isinstance(shell.page(), VisitPage), timeout=30_000)
    again = shell.page()
    assert isinstance(again, VisitPage)
    assert again.session.desk.place.name == name
    assert again.zone.spot == spot


@pytest.mark.parametrize("which", ["laptop", "office"])
def test_no_key_and_no_desk_is_left_behind_the_lock(
    county: County, doors: Doors, shell: Shell, qtbot: QtBot, which: str
) -> None:
    path: Path = getattr(county, which)
    opened(doors, shell, path, qtbot)
    shell.go("settings")
    QApplication.sendPostedEvents()
    locked(doors, shell, qtbot)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    ours = [thing for thing in gc.get_objects() if isinstance(thing, (Desk, DataFolder))]
    folders = [thing for thing in ours if isinstance(thing, DataFolder)]
    assert [one for one in folders if one.path == path and one.key] == []
    assert [one for one in ours if isinstance(one, Desk) and one.folder.path == path] == []


def test_words_that_are_being_typed_are_saved_before_the_lock(
    county: County, doors: Doors, shell: Shell, qtbot: QtBot
) -> None:
    opened(doors, shell, county.laptop, qtbot)
    sites = shell.page()
    assert isinstance(sites, TodayPage)
    QTest.keyClick(sites.list, Qt.Key.Key_Return)
    visit = shell.page()
    assert isinstance(visit, VisitPage)
    visit.zone.marker.press("0")
    visit.zone.strip.ask(Asking.NOTE, "")
    visit.zone.strip.field.setText("台账在镇里")
    page = locked(doors, shell, qtbot)
    fill(page.forms[Asked.PIN], pin=PIN)
    qtbot.waitUntil(lambda: isinstance(shell.page(), VisitPage), timeout=30_000)
    again = shell.page()
    assert isinstance(again, VisitPage)
    assert "台账在镇里" in repr(again.session.desk.counted())


def test_a_wrong_pin_stands_in_the_lock_and_too_many_have_to_wait(
    county: County, doors: Doors, shell: Shell, qtbot: QtBot
) -> None:
    opened(doors, shell, county.office, qtbot)
    page = locked(doors, shell, qtbot)
    for said in ("口令不对", "口令不对", "口令不对", "请等"):
        fill(page.forms[Asked.PIN], pin="000000")
        idle(qtbot, shell)
        assert said in page.forms[Asked.PIN].fault.text()
    assert shell.page() is page


def test_the_office_goes_back_to_its_page(
    county: County, doors: Doors, shell: Shell, qtbot: QtBot
) -> None:
    opened(doors, shell, county.office, qtbot)
    shell.go("ranking")
    page = locked(doors, shell, qtbot)
    assert page.title.text() == "禾县"
    fill(page.forms[Asked.PIN], pin=PIN)
    qtbot.waitUntil(lambda: not isinstance(shell.page(), LockPage), timeout=30_000)
    now = shell.page()
    assert now is not None
    assert now.key == "ranking"


def test_a_team_that_forgot_its_pin_takes_the_code(
    county: County, doors: Doors, shell: Shell, qtbot: QtBot
) -> None:
    opened(doors, shell, county.laptop, qtbot)
    page = locked(doors, shell, qtbot)
    page.forms[Asked.PIN].aside.emit()
    assert page.asked is Asked.CODE
    form = page.forms[Asked.CODE]
    fill(form, secret=county.handed["T02"].code, pin=NEW, again=NEW)
    idle(qtbot, shell)
    assert "组码不对" in form.fault.text()
    fill(form, secret=county.handed["T01"].code, pin=NEW, again=NEW)
    qtbot.waitUntil(lambda: isinstance(shell.page(), TodayPage), timeout=30_000)
    doors.close()
    sit_down(county.laptop, NEW, clock=Clock()).close()


def test_the_start_offers_the_way_of_the_role(
    county: County, doors: Doors, shell: Shell, qtbot: QtBot
) -> None:
    page = shell.page()
    assert isinstance(page, WelcomePage)
    doors.open_chosen(county.office, "禾县")
    page.form(Asked.PIN).aside.emit()
    form = page.form(Asked.RECOVERY)
    assert form.isVisible()
    fill(form, secret="AGE-SECRET-KEY-1QQQ", pin=NEW, again=NEW)  # noqa: S106 - none at all
    idle(qtbot, shell)
    assert "抄写有误" in form.fault.text()
    doors.open_chosen(county.laptop, "禾县 T01 组")
    page.form(Asked.PIN).aside.emit()
    fill(page.form(Asked.CODE), secret=county.handed["T01"].code, pin=NEW, again=NEW)
    qtbot.waitUntil(lambda: isinstance(shell.page(), TodayPage), timeout=30_000)


def test_the_lock_leads_to_another_folder_too(
    county: County, doors: Doors, shell: Shell, qtbot: QtBot
) -> None:
    opened(doors, shell, county.office, qtbot)
    page = locked(doors, shell, qtbot)
    page.forms[Asked.PIN].aside.emit()
    page.forms[Asked.RECOVERY].back.emit()
    assert page.asked is Asked.PIN
    page.forms[Asked.PIN].back.emit()
    qtbot.waitUntil(lambda: isinstance(shell.page(), WelcomePage))
    doors.lock()
    idle(qtbot, shell)
    assert isinstance(shell.page(), WelcomePage), "nothing is open, nothing to lock"


def test_a_dialog_does_not_stay_in_front_of_the_lock(
    county: County, doors: Doors, shell: Shell, qtbot: QtBot
) -> None:
    opened(doors, shell, county.office, qtbot)
    dialog = QDialog(shell)
    dialog.open()
    locked(doors, shell, qtbot)
    assert not dialog.isVisible()


def test_a_job_at_work_is_waited_for_before_the_lock(
    county: County, doors: Doors, shell: Shell, qtbot: QtBot
) -> None:
    opened(doors, shell, county.office, qtbot)
    go_on = Event()
    shell.jobs.start("收包", lambda _ticket: go_on.wait(30), lambda _done: None)
    doors.idle.due.emit()
    doors.lock()
    assert not isinstance(shell.page(), LockPage)
    go_on.set()
    qtbot.waitUntil(lambda: isinstance(shell.page(), LockPage), timeout=30_000)


def busy(shell: Shell, ended: list[str], qtbot: QtBot) -> None:
    """Start work on the desk that stops when it is asked to."""
    begun, pause = Event(), Event()

    def work(ticket: Ticket) -> None:
        begun.set()
        try:
            while not pause.wait(0.01):  # a step at every turn would drown the window
                ticket.step(0, 1)
        finally:
            ended.append("work")

    shell.jobs.start("收包", work, lambda _done: None)
    qtbot.waitUntil(begun.is_set, timeout=30_000)  # other work may be at it first


def test_a_window_with_a_job_asks_and_closes_when_the_job_has_stopped(
    county: County, doors: Doors, shell: Shell, qtbot: QtBot
) -> None:
    opened(doors, shell, county.office, qtbot)
    ended: list[str] = []
    busy(shell, ended, qtbot)

    def close() -> None:
        ended.append("folder")
        doors.close()

    shell.leaving = close
    assert not shell.close()
    assert shell.isVisible()
    (question,) = [one for one in shell.findChildren(QDialog) if one.isVisible()]
    assert question.windowTitle() == texts.STOP_AND_CLOSE
    QTest.keyClick(question, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not shell.isVisible(), timeout=30_000)
    assert ended == ["work", "folder"]


def test_leaving_the_folder_stops_the_job_first(
    county: County, doors: Doors, shell: Shell, qtbot: QtBot
) -> None:
    opened(doors, shell, county.office, qtbot)
    ended: list[str] = []
    busy(shell, ended, qtbot)
    doors.leave()
    assert not isinstance(shell.page(), WelcomePage)
    qtbot.waitUntil(lambda: isinstance(shell.page(), WelcomePage), timeout=30_000)
    assert ended == ["work"]


def security(shell: Shell) -> Security:
    page = shell.go("settings")
    assert isinstance(page, SettingsPage)
    return page.security


def test_a_remembered_folder_opens_from_the_start_without_asking(
    county: County, doors: Doors, shell: Shell, qtbot: QtBot, keys_here: MemoryKeyring
) -> None:
    opened(doors, shell, county.laptop, qtbot)
    part = security(shell)
    part.remember.click()
    idle(qtbot, shell)
    assert part.remember.isChecked()
    assert len(keys_here.held) == 1
    doors.show_welcome()
    doors.open_chosen(county.laptop, "禾县 T01 组")
    qtbot.waitUntil(lambda: isinstance(shell.page(), TodayPage), timeout=30_000)
    part = security(shell)
    assert part.remember.isChecked()
    part.remember.click()
    idle(qtbot, shell)
    assert keys_here.held == {}
    assert not unlocking.is_remembered(county.laptop)


def test_a_keyring_that_is_gone_leads_to_the_pin(
    county: County, doors: Doors, shell: Shell, qtbot: QtBot, keys_here: MemoryKeyring
) -> None:
    with in_field(county.laptop) as desk:
        unlocking.remember(desk)
    keys_here.broken = True
    doors.open_chosen(county.laptop, "禾县 T01 组")
    idle(qtbot, shell)
    page = shell.page()
    assert isinstance(page, WelcomePage)
    assert texts.NOT_REMEMBERED in page.form(Asked.PIN).note.text()
    opened(doors, shell, county.laptop, qtbot)
    part = security(shell)
    part.remember.click()  # takes it back: no keyring is needed to forget
    idle(qtbot, shell)
    part.remember.click()
    idle(qtbot, shell)
    assert not part.remember.isChecked()
    assert "密钥环" in part.kept.text()


def test_a_folder_that_is_gone_is_explained(
    doors: Doors, shell: Shell, tmp_path: Path, qtbot: QtBot
) -> None:
    def explained() -> int:
        notices = [one for one in shell.findChildren(QDialog) if one.isVisible()]
        for notice in notices:
            notice.reject()
        qtbot.wait(1)
        return len(notices)

    doors.open_chosen(tmp_path, "空")
    assert explained() == 1
    doors._ask_other_way(tmp_path)
    assert explained() == 1


def test_the_pin_is_changed_in_the_settings(
    county: County, doors: Doors, shell: Shell, qtbot: QtBot
) -> None:
    opened(doors, shell, county.laptop, qtbot)
    part = security(shell)

    def change(old: str, new: str, again: str) -> str:
        for key, text in (("old", old), ("new", new), ("again", again)):
            part.fields[key].setText(text)
        part.change.click()
        idle(qtbot, shell)
        return part.changed.text()

    assert "都要填" in change("", NEW, NEW)
    assert "不一样" in change(PIN, NEW, PIN)
    assert "至少 6 位" in change(PIN, "123", "123")
    assert "口令不对" in change("000000", NEW, NEW)
    assert "口令已改" in change(PIN, NEW, NEW)
    assert part.fields["new"].text() == ""
    doors.show_welcome()
    sit_down(county.laptop, NEW, clock=Clock()).close()


def test_the_time_until_the_lock_is_chosen_in_the_settings(
    county: County, doors: Doors, shell: Shell, qtbot: QtBot, settings: QSettings
) -> None:
    opened(doors, shell, county.laptop, qtbot)
    assert minutes_of(settings) == USUAL
    part = security(shell)
    part.minutes[0].click()
    assert minutes_of(settings) == 0
    part.minutes[30].click()
    assert minutes_of(settings) == 30


class Watches:
    """Two clocks that a test sets."""

    def __init__(self) -> None:
        self.ticked, self.told = 100.0, START

    def turn(self, seconds: float, *, told: float | None = None) -> None:
        self.ticked += seconds
        self.told += timedelta(seconds=seconds if told is None else told)


@pytest.fixture
def watches() -> Watches:
    return Watches()


@pytest.fixture
def dues(watches: Watches, shell: Shell, settings: QSettings) -> tuple[Idle, list[str]]:
    one = Idle(settings, lambda: watches.told, shell, lambda: watches.ticked)
    said: list[str] = []
    one.due.connect(lambda: said.append("due"))
    return one, said


def test_it_is_due_after_the_chosen_time_and_not_before(
    watches: Watches, dues: tuple[Idle, list[str]], settings: QSettings
) -> None:
    one, said = dues
    watches.turn(USUAL * 60 - 1)
    one.look()
    assert said == []
    watches.turn(1)
    one.look()
    assert said == ["due"]
    one.touch()
    one.look()
    settings.setValue(MINUTES_KEY, 5)
    watches.turn(300)
    one.look()
    assert said == ["due", "due"]
    settings.setValue(MINUTES_KEY, 0)
    watches.turn(10**6)
    one.look()
    assert said == ["due", "due"]


def test_a_laptop_that_slept_and_a_clock_set_back_are_both_seen(
    watches: Watches, dues: tuple[Idle, list[str]]
) -> None:
    one, said = dues
    watches.turn(1, told=3600)  # asleep: only the wall clock went on
    one.look()
    assert said == ["due"]
    one.touch()
    watches.turn(USUAL * 60, told=-86_400)
    one.look()
    assert said == ["due", "due"]


def test_keys_and_mouse_begin_the_time_anew(
    watches: Watches, dues: tuple[Idle, list[str]], shell: Shell
) -> None:
    one, said = dues
    one._watch(shell.windowHandle())
    one._watch(None)
    watches.turn(USUAL * 60)
    spot, none = QPointF(5, 5), Qt.KeyboardModifier.NoModifier
    no_button = Qt.MouseButton.NoButton
    move = QMouseEvent(QEvent.Type.MouseMove, spot, spot, no_button, no_button, none)
    QApplication.sendEvent(shell.windowHandle(), move)
    one.look()
    assert said == []


@pytest.mark.parametrize("nonsense", ["x", "7", "", "-5"])
def test_settings_that_nobody_can_have_chosen_lock_as_usual(
    settings: QSettings, nonsense: str
) -> None:
    settings.setValue(MINUTES_KEY, nonsense)
    assert minutes_of(settings) == USUAL


def test_nobody_there_locks_the_window(
    county: County, doors: Doors, shell: Shell, qtbot: QtBot
) -> None:
    opened(doors, shell, county.laptop, qtbot)
    doors.idle.due.emit()
    qtbot.waitUntil(lambda: isinstance(shell.page(), LockPage))
    page = lock_page(shell)
    assert page.hints() == welcome_texts.LOCKED_KEYS
    QTest.keyClick(shell, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert shell.page() is page
