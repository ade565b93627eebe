"""Exceptions that nobody caught."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QObject, Signal


class _Carrier(QObject):
    """Brings an error to the thread of the window: no other may open one."""

    thrown = Signal(object)

    def __init__(self, show: Callable[[BaseException], None]) -> None:
        super().__init__()
        self._show = show
        self.thrown.connect(self._arrived)

    def _arrived(self, error: BaseException) -> None:
        self._show(error)


def watch(show: Callable[[BaseException], None]) -> None:
    """Give every exception that nobody caught to ``show``; Ctrl+C still ends the program.

    ``show`` runs in the thread that calls this, also for what a worker threw.
    """
    carrier = _Carrier(show)

    def hook(kind: type[BaseException], error: BaseException, trail: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trail)
            return
        carrier.thrown.emit(error)

    sys.excepthook = hook
