"""Backups that nobody asks for: when one is due, and at the end of a day."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from inspector.domain.errors import InspectorError
from inspector.ui import texts
from inspector.ui.job import Job
from inspector.ui.shell import Shell

if TYPE_CHECKING:
    from inspector.actions.desk import Desk
    from inspector.actions.safekeeping import Round

LOOK = 60_000
"""Milliseconds between two looks whether a backup is due."""

AT_CLOSING = 5_000
"""Milliseconds that closing the window waits for a backup at most."""


class BackupWatch(QObject):
    """Backs up behind all other work, and gives way to it: whole copies stay for the next time."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell
        self._desk: Desk | None = None
        self._job: Job | None = None
        self._worked = self._asked = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK)
        self._timer.timeout.connect(self.look)
        shell.jobs.waiting.connect(self._give_way)
        shell.jobs.began.connect(self._see)

    @property
    def busy(self) -> bool:
        """True while a backup runs that nobody asked for."""
        return self._job is not None and self._shell.jobs.running is self._job

    def watch(self, desk: Desk | None) -> None:
        """Look after another folder, or none."""
        self._desk, self._worked, self._asked = desk, False, False
        if desk is None:
            self._timer.stop()
        else:
            self._timer.start()

    def look(self) -> None:
        """Begin a backup if one is due and nobody works."""
        if self._desk is None or self._shell.jobs.running is not None:
            return
        from inspector.actions import safekeeping  # noqa: PLC0415 - the first paint must not wait

        try:
            due = safekeeping.is_due(self._desk, soon=self._worked)
        except InspectorError:  # who works here will be told; a watch only looks
            return
        if due:
            self._begin(lambda: None)

    def before_closing(self, close: Callable[[], object]) -> bool:
        """Begin a backup if a day's work is in none, and ``close`` after it; else say False.

        It is given up after ``AT_CLOSING``, and not begun a second time.
        """
        if self._desk is None or self._asked:
            return False
        from inspector.actions import safekeeping  # noqa: PLC0415 - as above

        self._asked = True
        try:
            late = safekeeping.is_late(self._desk)
        except InspectorError:
            return False
        if late:
            job = self._begin(lambda: QTimer.singleShot(0, self._shell, close))
            QTimer.singleShot(AT_CLOSING, job, job.ticket.cancel)
            self._shell.say(texts.BACKUP_FIRST)
        return late

    def stop(self) -> None:
        """Ask a backup that nobody asked for to end."""
        if self._job is not None and self.busy:
            self._job.ticket.cancel()

    def _begin(self, after: Callable[[], None]) -> Job:
        desk = self._desk
        if desk is None:
            raise RuntimeError("no folder is open")
        from inspector.actions import safekeeping  # noqa: PLC0415 - as above

        self._worked = False

        def end() -> None:
            self._job = None
            after()

        self._job = self._shell.jobs.start_quietly(
            texts.BACKING_UP,
            lambda ticket: safekeeping.keep(desk, ticket=ticket),
            self._tell,
            end,
        )
        return self._job

    def _tell(self, made: Round) -> None:
        for error in made.refused[:1]:
            self._shell.say(texts.NO_BACKUP.format(why=error.sentence()))

    def _give_way(self, waiting: int) -> None:
        if waiting:
            self.stop()

    def _see(self, job: Job) -> None:
        self._worked = self._worked or job is not self._job
