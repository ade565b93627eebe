"""Photos that came in are checked behind all other work, some at a time."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject

from inspector.actions.checking_photos import PhotosChecked
from inspector.domain.progress import Ticket
from inspector.ui.shell import Shell

TITLE = "正在检查照片"
UNIT = "照片"
REFUSED = "有 {count} 张照片不合格，不显示、不打印，分数不受影响"
SLICE = 256
"""Photos of one job, about three seconds: work that people ask for does not wait longer."""


class Checker(Protocol):
    """The desk, as far as checking needs it."""

    def check_photos(self, at_most: int, ticket: Ticket) -> PhotosChecked:
        """Check some; runs in a job."""
        ...


class PhotoCheck(QObject):
    """Queues one slice after another; stopped by hand, it goes on after the next import.

    It lives as long as who made it: a child of the window would keep the desk behind the lock.
    """

    def __init__(self, desk: Checker, shell: Shell) -> None:
        super().__init__()
        self._desk, self._shell = desk, shell
        self._queued = self._came = self._more = False

    def begin(self) -> None:
        """Check what waits, unless that is under way."""
        if self._queued:
            self._came = True  # it may be behind the slice at work
            return
        self._queued, self._came, self._more = True, False, False
        desk = self._desk
        self._shell.jobs.start(
            TITLE,
            lambda ticket: desk.check_photos(SLICE, ticket),
            self._take,
            unit=UNIT,
            ended=self._go_on,
        )

    def _take(self, checked: PhotosChecked) -> None:
        if checked.refused:
            self._shell.say(REFUSED.format(count=len(checked.refused)))
        self._more = self._came or (checked.waiting > 0 and checked.seen > 0)

    def _go_on(self) -> None:
        self._queued = False
        if self._more:
            self.begin()
