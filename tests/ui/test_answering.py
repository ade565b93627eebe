"""While a job is at work, a key or a click makes it wait until the answer is painted."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from inspector.domain.courtesy import Courtesy
from inspector.domain.progress import Ticket
from inspector.ui.answering import Answering
from inspector.ui.job import Jobs

AGES = 60.0
"""Seconds; no test waits so long."""


class Desk:
    """A window whose job is at work until ``go`` is set."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.jobs = Jobs(self.window)
        self.courtesy = Courtesy(AGES)
        self.answering = Answering(self.jobs, self.courtesy)
        self.go = Event()
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)

    @property
    def answers(self) -> bool:
        return self.courtesy.claimed

    def work(self) -> None:
        self.jobs.start("收包", lambda _ticket: self.go.wait(AGES), lambda _done: None)

    def key(self) -> None:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a")
            QCoreApplication.sendEvent(self.window.windowHandle(), event)


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    made = Desk(qtbot)
    yield made
    made.answering.end()
    made.go.set()
    assert made.jobs.wait()


def test_a_key_makes_work_wait_until_its_answer_is_painted(desk: Desk, qtbot: QtBot) -> None:
    desk.work()
    desk.key()
    assert desk.answers
    desk.key()  # a key held down is one answer
    assert desk.courtesy._claims == 1
    qtbot.waitUntil(lambda: not desk.answers)


def test_a_click_does_too(desk: Desk) -> None:
    desk.work()
    event = QMouseEvent(
        QEvent.Type.MouseButtonPress, QPointF(1, 1), QPointF(1, 1),
        Qt.MouseButton.LeftButton, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QCoreApplication.sendEvent(desk.window.windowHandle(), event)
    assert desk.answers


def test_moving_the_mouse_and_painting_do_not(desk: Desk) -> None:
    desk.work()
    desk.window.repaint()
    event = QMouseEvent(
        QEvent.Type.MouseMove, QPointF(2, 2), QPointF(2, 2),
        Qt.MouseButton.NoButton, Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QCoreApplication.sendEvent(desk.window.windowHandle(), event)
    assert not desk.answers


def test_without_work_nothing_is_listened_to(desk: Desk, qtbot: QtBot) -> None:
    desk.key()
    assert not desk.answers
    desk.work()
    desk.key()
    with qtbot.waitSignal(desk.jobs.idle):
        desk.go.set()
    assert not desk.answers
    desk.key()
    assert not desk.answers


def test_a_window_that_opens_during_work_is_heard_too(desk: Desk, qtbot: QtBot) -> None:
    desk.work()
    dialog = QWidget()
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier)
    QCoreApplication.sendEvent(dialog.windowHandle(), event)
    assert desk.answers


def test_work_that_checks_stands_still_meanwhile(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("inspector.domain.progress.COURTESY", desk.courtesy)
    begun, done = Event(), Event()

    def work(ticket: Ticket) -> None:
        begun.set()
        desk.go.wait(AGES)
        ticket.check()
        done.set()

    desk.jobs.start("收包", work, lambda _done: None)
    assert begun.wait(AGES)
    desk.key()
    desk.go.set()
    assert not done.is_set()
    qtbot.waitUntil(done.is_set)
    assert not desk.answers
