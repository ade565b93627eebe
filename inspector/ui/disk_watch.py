"""Watches the open folder's disk, says over every page what is wrong, and tries it again."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThreadPool, QTimer, Signal

from inspector.domain.errors import InspectorError
from inspector.domain.progress import Ticket
from inspector.platform.ballast import Ballast, Size, no_ballast
from inspector.platform.latch import Cause, Shut
from inspector.ui import texts
from inspector.ui.job import Jobs
from inspector.ui.widgets.warning_bar import Tone, WarningBar

if TYPE_CHECKING:
    from inspector.actions.desk import Desk

PAUSE = 20_000
"""Milliseconds between two looks at a disk that refused, or that has lost its ballast."""

AFTER_OPENING = 4_000
"""Milliseconds after which the ballast is made: opening a folder must not wait for it."""


class DiskWatch(QObject):
    """One for the window; :meth:`watch` gives it the folder that was opened.

    ``turned`` follows every change of the latch, from whatever thread; ``writable`` when the disk
    takes writes again, so that a page can save what it could not.
    """

    turned = Signal()
    writable = Signal()

    def __init__(self, bar: WarningBar, jobs: Jobs) -> None:
        super().__init__(bar)
        self._bar, self._jobs = bar, jobs
        self.desk: Desk | None = None
        """The folder that is open."""
        self.keeps_back: Size = no_ballast
        """How much room is kept back in a folder; the program sets it, tests and tours do not."""
        self._shut: Shut | None = None
        self._doubt = ""
        self._trying = False
        self._timer = QTimer(self)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.look_again)
        self.turned.connect(self.show_state)
        bar.again.connect(self.try_again)

    def watch(self, desk: Desk | None) -> None:
        """Watch the folder that is open now; None when it was closed."""
        self.desk, self._shut = desk, None
        if desk is None:
            self._timer.stop()
            self._bar.clear()
            return
        desk.latch.listen(self.turned.emit)
        self._timer.start()
        self._doubt = _doubt(desk)
        self.show_state()
        QTimer.singleShot(AFTER_OPENING, self, self.make_ballast)

    def show_state(self) -> None:
        """Say what is wrong, or nothing."""
        desk = self.desk
        if desk is None:
            return
        before, self._shut = self._shut, desk.latch.shut
        if self._shut is not None:
            told = texts.ONLY_READING.format(
                cause=self._shut.cause.sentence,
                safe=self._shut.cause.safe,
                advice=self._shut.cause.advice,
            )
            self._bar.show_warning(told, Tone.STOP, may_try=True)
            if before is None and desk.latch.roomy() and self._shut.cause is Cause.FULL:
                self.try_again()  # the ballast has made room
        elif desk.ballast.spent:
            self._bar.show_warning(texts.ON_RESERVE, Tone.WARN, may_try=False)
        elif self._doubt:
            told = texts.CLOCK_WRONG.format(doubt=self._doubt)
            self._bar.show_warning(told, Tone.WARN, may_try=False)
        else:
            self._bar.clear()
        if before is not None and self._shut is None:
            self.writable.emit()

    def look_again(self) -> None:
        """Try a disk that refused; where it was full, only once it has room."""
        desk = self.desk
        if desk is None:
            return
        shut = desk.latch.shut
        if shut is None:
            self._doubt = _doubt(desk)
            if desk.ballast.spent:
                self.make_ballast()
            self.show_state()
        elif shut.cause is not Cause.FULL or desk.latch.roomy():
            self.try_again()

    def try_again(self) -> None:
        """Try the disk in a job; what comes of it is shown."""
        desk = self.desk
        if desk is None or self._trying:
            return
        latch = desk.latch

        def work(_ticket: Ticket) -> object:
            return latch.try_again()

        self._trying = True
        self._jobs.start(
            texts.TRYING_DISK, work, self._tried, failed=self._refused, ended=self._rest
        )

    def make_ballast(self) -> None:
        """Take up the room that is kept back, in a thread of its own."""
        if self.desk is not None:
            ballast = self.desk.ballast
            QThreadPool.globalInstance().start(lambda: self._make(ballast))

    def _make(self, ballast: Ballast) -> None:
        with suppress(InspectorError, RuntimeError):  # no room for it, or the window is gone
            ballast.make(self.keeps_back)
            self.turned.emit()

    def _tried(self, _shut: object) -> None:
        self.show_state()

    def _refused(self, error: Exception) -> None:
        if isinstance(error, InspectorError):
            told = f"{error.sentence()}{error.advice()}"
            self._bar.show_warning(told, Tone.STOP, may_try=True)

    def _rest(self) -> None:
        self._trying = False


def _doubt(desk: Desk) -> str:
    """Return what is wrong with the clock, compared with what the folder last saw."""
    from inspector.actions import clocks  # noqa: PLC0415 - the first paint must not wait

    try:
        with desk.store.reading() as reading:
            return clocks.doubt(desk.clock(), clocks.last_seen(reading))
    except InspectorError:
        return ""  # whoever reads next says what is wrong
