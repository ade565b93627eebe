"""What the two commands say: plain lines, flushed at once, on any terminal."""

from __future__ import annotations

import io
import sys


class SetUpFailed(Exception):
    """Set-up cannot go on; the user can solve it.

    ``what`` says what happened, ``next_step`` what to do; both Chinese, one sentence each.
    """

    def __init__(self, what: str, next_step: str) -> None:
        super().__init__(what)
        self.what = what
        self.next_step = next_step


def use_any_terminal() -> None:
    """Replace what a terminal cannot show, where printing Chinese would raise an error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def say(text: str) -> None:
    """Print one line of progress at once, so that it stands before a child's output."""
    print(text, flush=True)


def complain(what: str, next_step: str) -> None:
    """Print what happened and what to do now."""
    print(f"{what}\n{next_step}", file=sys.stderr, flush=True)
