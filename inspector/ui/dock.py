"""The dock at the foot: long work, how far it is, how long it takes, and how to stop it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from inspector.ui import texts
from inspector.ui.job import Job, Jobs
from inspector.ui.look import look, u
from inspector.ui.widgets.button import Button
from inspector.ui.widgets.label import Elided, Label
from inspector.ui.widgets.panel import Panel, row

Seconds = Callable[[], float]

LONG = 3
"""Seconds after which work that nobody asked for is shown too."""


class Bar(QWidget):
    """A progress bar; without a total it stays empty."""

    def __init__(self) -> None:
        super().__init__()
        self._part = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_part(self, done: int, total: int) -> None:
        """Fill ``done / total`` of the bar."""
        self._part = done / total if total else 0.0
        self.setAccessibleName(f"{round(self._part * 100)}%")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(u(160), u(8))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        rect = QRectF(self.rect())
        painter.setBrush(look().colour("sunken"))
        painter.drawRoundedRect(rect, u(4), u(4))
        painter.setBrush(look().colour("accent_fill"))
        rect.setWidth(rect.width() * self._part)
        painter.drawRoundedRect(rect, u(4), u(4))


class Dock(Panel):
    """Shows the running job of a queue; hidden while there is none."""

    def __init__(self, jobs: Jobs, seconds: Seconds) -> None:
        super().__init__("surface", border="line", radius=0)
        self._seconds = seconds
        self._began = 0.0
        self._job: Job | None = None
        self._title, self._count = Label(bold=True), Elided("", 15, "text2")
        self._left, self._queue = Label("", 15, "text2"), Label("", 15, "text3")
        self._bar = Bar()
        self._stop = Button(texts.STOP, self._ask_to_stop, height=34)
        self.setLayout(
            row(self._title, self._count, self._bar, self._left, self._queue, self._stop,
                margin=8, gap=12)
        )  # fmt: skip
        self.hide()
        jobs.began.connect(self.show_job)
        jobs.waiting.connect(self._show_queue)
        jobs.idle.connect(self._rest)

    def show_job(self, job: Job) -> None:
        """Show a job from its start."""
        self._job, self._began = job, self._seconds()
        self._title.setText(job.title)
        self._count.setText("")
        self._left.setText("")
        self._bar.show_part(0, 1)
        self._stop.say(texts.STOP)
        self._stop.allow()
        job.stepped.connect(self._show_step)
        self.setVisible(not job.quiet)

    def _show_step(self, done: int, total: int, label: str) -> None:
        if self.isHidden() and self._seconds() - self._began >= LONG:
            self.show()
        unit = self._job.unit if self._job is not None else ""
        self._count.setText(f"{done:,} / {total:,} {unit} {label}".strip())
        self._bar.show_part(done, total)
        self._left.setText(remaining(self._seconds() - self._began, done, total))

    def _show_queue(self, count: int) -> None:
        self._queue.setText(texts.QUEUED.format(count=count) if count else "")

    def _ask_to_stop(self) -> None:
        if self._job is not None:
            self._job.ticket.cancel()
            self._stop.say(texts.STOPPING)
            self._stop.allow(texts.STOPPING)

    def _rest(self) -> None:
        self._job = None
        self.hide()


def remaining(passed: float, done: int, total: int) -> str:
    """Say how long work still takes; nothing in its first three seconds or twentieth part.

    The first step of much work is longer than the others, and the guess frightens people.
    """
    if passed < 3 or not 0 < done < total or done * 20 < total:
        return ""
    seconds = round(passed / done * (total - done))
    if seconds < 90:
        return texts.LEFT_SECONDS.format(seconds=max(seconds, 1))
    return texts.LEFT_MINUTES.format(minutes=round(seconds / 60))
