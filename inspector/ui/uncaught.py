"""Exceptions that nobody caught."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import TracebackType


def watch(show: Callable[[BaseException], None]) -> None:
    """Give every exception that nobody caught to ``show``; Ctrl+C still ends the program."""

    def hook(kind: type[BaseException], error: BaseException, trail: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trail)
            return
        show(error)

    sys.excepthook = hook
