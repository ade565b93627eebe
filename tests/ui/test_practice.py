"""Practice in the window: said on every page, never handed in, gone at the end."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspector.actions import practising
from inspector.domain.errors import InspectorError
from inspector.ui import texts
from inspector.ui.doors import Doors
from inspector.ui.pages.welcome.page import WelcomePage
from inspector.ui.recent import read_recent
from inspector.ui.shell import Shell


def begun(shell: Shell, doors: Doors, qtbot: QtBot) -> Path:
    """Begin a practice by its digit on the welcome page; return where it lies."""
    page = shell.page()
    assert page is not None
    QTest.keyClick(page, Qt.Key.Key_4)
    qtbot.waitUntil(lambda: doors.practice.on, timeout=30_000)
    practice = doors.practice._practice
    assert practice is not None
    return practice.root


def test_a_practice_is_said_on_every_page_and_gone_at_the_end(
    shell: Shell, doors: Doors, settings: QSettings, qtbot: QtBot
) -> None:
    root = begun(shell, doors, qtbot)
    for entry in shell.entries():
        shell.go(entry.key)
        assert doors.practice.bar.isVisibleTo(shell), entry.key
    assert read_recent(settings) == []
    doors.practice.bar.button.click()
    qtbot.waitUntil(lambda: isinstance(shell.page(), WelcomePage))
    assert not doors.practice.bar.isVisibleTo(shell)
    assert not root.exists()


def test_a_practice_is_not_locked_but_left(shell: Shell, doors: Doors, qtbot: QtBot) -> None:
    begun(shell, doors, qtbot)
    doors.lock()
    assert shell.toast.sentence() == texts.PRACTICE_NO_LOCK
    doors._lock_unless_busy()
    assert doors.practice.on


def test_closing_the_window_ends_a_practice(shell: Shell, doors: Doors, qtbot: QtBot) -> None:
    root = begun(shell, doors, qtbot)
    assert shell.jobs.wait()  # while work goes on, closing asks first
    QApplication.sendPostedEvents()
    shell.close()
    qtbot.waitUntil(lambda: not root.exists())


def test_what_a_crash_left_goes_at_the_next_start(
    doors: Doors, shell: Shell, tmp_path: Path, qtbot: QtBot
) -> None:
    left = tmp_path / "home" / texts.PRACTICE / "tmp_crashed"
    left.mkdir(parents=True)
    doors.practice.sweep()
    qtbot.waitUntil(lambda: not left.exists())
    assert shell.jobs.wait()
    QApplication.sendPostedEvents()


def test_a_practice_that_cannot_be_made_is_explained(
    shell: Shell, doors: Doors, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    told: list[BaseException] = []

    def refuse(*_args: object, **_more: object) -> None:
        raise practising.PracticeStays

    monkeypatch.setattr(practising, "begin", refuse)
    monkeypatch.setattr(shell, "explain", told.append)
    doors.practise()
    qtbot.waitUntil(lambda: bool(told))
    assert isinstance(told[0], InspectorError)
    assert not doors.practice.on


def test_a_practice_that_does_not_open_is_ended_too(
    shell: Shell, doors: Doors, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    told: list[BaseException] = []

    def fail(*_args: object, **_more: object) -> None:
        raise practising.PracticeStays

    monkeypatch.setattr(doors, "_enter", fail)
    monkeypatch.setattr(shell, "explain", told.append)
    doors.practise()
    qtbot.waitUntil(lambda: bool(told), timeout=30_000)
    assert not doors.practice.on
    assert not list((tmp_path / "home" / texts.PRACTICE).glob("*"))
    qtbot.waitUntil(lambda: shell.page() is not None and shell.page().isEnabled())  # type: ignore[union-attr]  # asked before


def test_while_a_practice_is_made_the_start_takes_no_keys(
    shell: Shell, doors: Doors, qtbot: QtBot
) -> None:
    page = shell.page()
    assert page is not None
    QTest.keyClick(page, Qt.Key.Key_4)
    assert not page.isEnabled()
    shell.jobs.stop()
    qtbot.waitUntil(lambda: shell.jobs.running is None, timeout=30_000)
    front = shell.page()
    assert front is not None
    assert (front is page) is not doors.practice.on
    assert front.isEnabled(), "stopped, it takes them again; made, another page is in front"
