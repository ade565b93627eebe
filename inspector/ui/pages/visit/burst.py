"""Typing must not punish: letters that come like a word are taken back and become text.

Source: UI design, list of later decisions (4): three or more letters within 600 ms on a row
that are not one repeated reason letter. A letter that repeats the one before it counts once:
``A A B`` is how two faults of one reason and one of another are noted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

WITHIN = 0.6
"""Seconds."""

ENOUGH = 3
"""Letters, each unlike the one before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroke:
    """One letter: when it came, and how long the undo list was before it."""

    letter: str
    at: float
    depth: int


class Burst:
    """Watches the letters on one row; ``seconds`` is a clock that only runs forward."""

    def __init__(self, seconds: Callable[[], float]) -> None:
        self._seconds = seconds
        self._strokes: list[Stroke] = []

    def forget(self) -> None:
        """Start anew: the row was left, or another key came."""
        self._strokes.clear()

    def take(self, letter: str, depth: int) -> tuple[Stroke, ...]:
        """Note a letter; return the strokes to take back if they look like a word, else none."""
        now = self._seconds()
        self._strokes = [stroke for stroke in self._strokes if now - stroke.at <= WITHIN]
        self._strokes.append(Stroke(letter=letter, at=now, depth=depth))
        letters = [stroke.letter for stroke in self._strokes]
        changes = sum(here != there for here, there in pairwise(letters))
        if changes + 1 < ENOUGH:
            return ()
        word = tuple(self._strokes)
        self.forget()
        return word
