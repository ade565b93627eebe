"""Look, jobs, dock, toast, crash reports, shell."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QObject, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspector.domain.errors import InspectorError
from inspector.domain.progress import Ticket
from inspector.ui import crash, uncaught
from inspector.ui.dock import Dock, remaining
from inspector.ui.icons import icon
from inspector.ui.job import Jobs
from inspector.ui.look import Tier, look, tier_of
from inspector.ui.navigation import Workspace
from inspector.ui.page import Entry, Page
from inspector.ui.pages.welcome.choices import Recent
from inspector.ui.recent import read_recent, remember
from inspector.ui.shell import Shell
from inspector.ui.theme import THEMES, load_theme
from inspector.ui.widgets.field import NumField, halfwidth, number


class Broken(InspectorError):
    code = "F199"
    what = "U 盘写满了，{name} 没有写完"
    next_step = "换一个 U 盘再写"


@pytest.fixture
def shell(qtbot: QtBot) -> Iterator[Shell]:
    shell = Shell()
    qtbot.addWidget(shell)
    shell.resize(1366, 768)
    shell.show()
    yield shell
    assert shell.jobs.wait()
    look().switch("light")
    look().rescale(1.0)


def contrast(one: str, other: str) -> float:
    """WCAG 2.2 contrast of two colours ``#RRGGBB``."""

    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = [
            p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
        ]
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", THEMES)
def test_every_theme_has_the_same_tokens_and_readable_texts(name: str) -> None:
    theme = load_theme(name)
    assert set(theme.colours) == set(load_theme("light").colours)
    least = 7 if name == "outdoor" else 4.5
    for token in ("text", "text2", "text3", "accent", "ok", "warn", "deduct", "veto", "conflict"):
        assert contrast(theme.colours[token], theme.colours["surface"]) >= least, token
    assert contrast(theme.colours["inv"], theme.colours["accent_fill"]) >= least
    for token in ("control", "star_off"):
        assert contrast(theme.colours[token], theme.colours["surface"]) >= 3, token


@pytest.mark.parametrize(
    ("width", "height", "scale", "tier"),
    [
        (1366, 768, 1.0, Tier.STANDARD),
        (1366, 697, 1.0, Tier.LOW),
        (1093, 546, 1.0, Tier.COMPACT),
        (1366, 768, 1.15, Tier.COMPACT),
        (1920, 1080, 1.15, Tier.STANDARD),
    ],
)
def test_the_tier_follows_the_room_after_the_scale(
    width: int, height: int, scale: float, tier: Tier
) -> None:
    assert tier_of(width, height, scale) is tier


def test_an_icon_takes_the_colour_of_its_token(qapp: QObject) -> None:
    del qapp
    image = icon("check", 20, "veto").toImage()
    opaque = {
        image.pixelColor(x, y).name()
        for x in range(20)
        for y in range(20)
        if image.pixelColor(x, y).alpha() == 255
    }
    assert opaque == {look().colour("veto").name()}


def test_the_queue_runs_one_job_after_the_other_and_the_dock_shows_it(
    jobs: Jobs, qtbot: QtBot
) -> None:
    dock = Dock(jobs, lambda: 0.0)
    qtbot.addWidget(dock)
    gate, results = Event(), list[object]()

    def work(ticket: Ticket) -> str:
        gate.wait(5)
        ticket.step(1, 2, "第一张")
        return "一"

    jobs.start("收照片", work, results.append, unit="照片")
    jobs.start("排表", lambda _ticket: "二", results.append)
    assert not dock.isHidden()
    with qtbot.waitSignal(jobs.idle, timeout=5_000):
        gate.set()
    assert results == ["一", "二"]
    assert dock.isHidden()


def test_a_failed_job_tells_who_asked_or_else_the_window(jobs: Jobs, qtbot: QtBot) -> None:
    def work(_ticket: Ticket) -> None:
        raise Broken(name="包")

    own: list[Exception] = []
    with qtbot.waitSignal(jobs.idle, timeout=5_000), qtbot.assertNotEmitted(jobs.failed):
        jobs.start("写包", work, print, failed=own.append)
    assert [type(error) for error in own] == [Broken]
    with qtbot.waitSignal(jobs.failed, timeout=5_000):
        jobs.start("写包", work, print)


def test_stopping_a_job_stops_it_at_its_next_step(jobs: Jobs, qtbot: QtBot) -> None:
    gate = Event()

    def work(ticket: Ticket) -> None:
        gate.wait(5)
        ticket.step(1, 9)
        raise AssertionError("it went on")

    job = jobs.start("导入", work, print)
    job.ticket.cancel()
    with qtbot.waitSignal(jobs.idle, timeout=5_000), qtbot.assertNotEmitted(jobs.failed):
        gate.set()


@pytest.mark.parametrize(
    ("passed", "done", "told"),
    [(1, 5, ""), (10, 0, ""), (10, 5, "约剩 10 秒"), (100, 5, "约剩 2 分钟"), (10, 10, "")],
)
def test_the_time_that_remains_is_told_once_it_can_be(passed: float, done: int, told: str) -> None:
    assert remaining(passed, done, 10) == told


def test_the_first_steps_of_much_work_promise_nothing() -> None:
    assert remaining(25, 1, 100) == ""
    assert remaining(25, 5, 100) == "约剩 8 分钟"


def test_an_error_the_user_can_solve_says_what_and_what_next() -> None:
    report = crash.report_of(Broken(name="包"))
    assert report.what == "U 盘写满了，包 没有写完"
    assert report.next_step == "换一个 U 盘再写"
    assert "F199" in report.details
    assert not report.bug


def test_a_bug_is_reported_with_its_trail_only_in_the_details() -> None:
    report = crash.report_of(ValueError("inner"))
    assert report.bug
    assert "inner" not in report.what + report.next_step
    assert "ValueError: inner" in report.details


def test_details_are_copied_by_a_button(shell: Shell) -> None:
    notice = crash.Notice(crash.report_of(Broken(name="包")), shell)
    notice._copy.click()
    assert "F199" in QApplication.clipboard().text()


def test_enter_closes_an_error_and_copies_nothing(shell: Shell) -> None:
    QApplication.clipboard().setText("mine")
    notice = crash.Notice(crash.report_of(Broken(name="包")), shell)
    notice.open()
    QTest.keyClick(notice.focusWidget(), Qt.Key.Key_Return)
    assert not notice.isVisible()
    assert QApplication.clipboard().text() == "mine"


def test_what_nobody_caught_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    shown: list[BaseException] = []
    uncaught.watch(shown.append)
    error = ValueError("lost")
    sys.excepthook(ValueError, error, None)
    assert shown == [error]


def test_what_a_worker_threw_is_shown_by_the_thread_of_the_window(
    monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    shown: list[tuple[BaseException, threading.Thread]] = []
    uncaught.watch(lambda error: shown.append((error, threading.current_thread())))
    error = ValueError("lost")
    worker = threading.Thread(target=lambda: sys.excepthook(ValueError, error, None))
    worker.start()
    worker.join()
    assert not shown
    qtbot.waitUntil(lambda: bool(shown))
    assert shown == [(error, threading.main_thread())]


def test_a_page_is_built_when_it_is_first_opened(shell: Shell) -> None:
    built: list[str] = []

    def build(key: str) -> Page:
        built.append(key)
        return Page()

    entries = [Entry(key=key, word=key, icon="gear", build=partial(build, key)) for key in "ab"]
    shell.open_workspace(Workspace.OFFICE, entries, "禾县", "a")
    assert built == ["a"]
    shell.go("b")
    shell.go("a")
    assert built == ["a", "b"]
    shell.put_entry(entries[1])
    shell.go("b")
    assert built == ["a", "b", "b"]
    shell.show_alone(Page())
    assert shell._navigation is None


def test_the_navigation_opens_pages_by_keyboard(shell: Shell) -> None:
    entries = [Entry(key=key, word=key, icon="gear", build=Page) for key in "ab"]
    shell.open_workspace(Workspace.FIELD, entries, "禾县", "a")
    first = shell.page()
    assert shell._navigation is not None
    view = shell._navigation._lists[0]
    QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert shell.page() is not first


def test_f9_goes_through_the_themes_and_sizes_step(shell: Shell, qtbot: QtBot) -> None:
    shell.activateWindow()
    qtbot.waitUntil(shell.isActiveWindow)
    QTest.keyClick(shell, Qt.Key.Key_F9)
    assert look().theme.name == "outdoor"
    QTest.keyClick(shell, Qt.Key.Key_Equal, Qt.KeyboardModifier.ControlModifier)
    assert look().scale == 1.15
    QTest.keyClick(shell, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(shell, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert look().scale == 1.0


def test_a_toast_can_be_taken_back_once(shell: Shell) -> None:
    undone: list[int] = []
    shell.toast.say("删了一行", lambda: undone.append(1))
    assert shell.toast.sentence() == "删了一行"
    shell.toast._button.click()
    shell.toast._button.click()
    assert undone == [1]
    assert shell.toast.sentence() == ""


def test_a_long_toast_wraps_inside_the_window(shell: Shell) -> None:
    shell.toast.say("很长的一句话" * 40)
    assert shell.toast.width() <= shell.width()


@pytest.mark.parametrize(
    ("typed", "value"), [("１２。５", "12.5"), ("12.5", "12.5"), ("x", None), ("Infinity", None)]
)
def test_numbers_are_read_in_any_width(typed: str, value: str | None) -> None:
    found = number(typed)
    assert (None if found is None else str(found)) == value
    assert halfwidth("、") == "/"


def test_a_number_field_shows_what_it_took(qtbot: QtBot) -> None:
    field = NumField("收入")
    qtbot.addWidget(field)
    field.insert("１２。５")
    field.textEdited.emit(field.text())
    assert field.text() == "12.5"
    assert str(field.value()) == "12.5"
    assert not field.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def test_recent_folders_are_those_still_there(settings: QSettings, tmp_path: Path) -> None:
    for name in "abcdefghij":
        folder = tmp_path / name
        folder.mkdir()
        (folder / "folder.json").write_text("{}")
        remember(settings, Recent(path=folder, title=name, role="field"))
    remember(settings, Recent(path=tmp_path / "c", title="c", role="field"))
    (tmp_path / "i" / "folder.json").unlink()
    assert [recent.title for recent in read_recent(settings)] == list("cjhgfed")
    settings.setValue("recent/folders", "[1]")
    assert read_recent(settings) == []
