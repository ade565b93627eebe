"""Courtesy: long work lets the window answer first.

Python runs one thread at a time. A page that fetches 500 rows lets the interpreter go at each of
them, and beside a busy thread waits up to 5 ms to have it back, each time. Measured, that made a
page three times as slow as alone. So the window says when it answers, and work that is long stops
at its next check point until that is over.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, get_ident

LONGEST = 0.3
"""Seconds that work waits for one answer: a window that is always busy cannot stop an import."""


class Courtesy:
    """Between one thread that answers, the window's, and any number that work."""

    def __init__(self, longest: float = LONGEST) -> None:
        self._longest = longest
        self._claims = 0
        self._answer = self._given_up = 0
        self._answering = 0
        self._over = Event()
        self._over.set()

    @property
    def claimed(self) -> bool:
        """True while somebody is answered."""
        return bool(self._claims)

    def begin(self) -> None:
        """Say that this thread is about to answer, until as many :meth:`end` as this."""
        self._answering = get_ident()
        self._claims += 1
        if self._claims == 1:
            self._answer += 1
            self._over.clear()

    def end(self) -> None:
        """Say that the answer is given."""
        self._claims -= 1
        if not self._claims:
            self._over.set()

    @contextmanager
    def first(self) -> Iterator[None]:
        """Answer within this block."""
        self.begin()
        try:
            yield
        finally:
            self.end()

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """Wait for others within this block: what they hold they give back only by going on."""
        ours = self._claims and get_ident() == self._answering
        if ours:
            self._over.set()
        try:
            yield
        finally:
            if ours:
                self._over.clear()

    def give_way(self) -> None:
        """Wait until the answer at hand is given, at most once and no longer than is bearable.

        Called by work, often; where nobody answers it takes a tenth of a microsecond.
        """
        if self._over.is_set() or get_ident() == self._answering:
            return
        answer = self._answer
        if answer != self._given_up and not self._over.wait(self._longest):
            self._given_up = answer


COURTESY = Courtesy()
"""The one of this process, as the interpreter's lock is."""
