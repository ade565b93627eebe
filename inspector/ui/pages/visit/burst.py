"""Typing must not punish: letters that come like a word are taken back and become text.

Source: UI design, list of later decisions (4): three or more letters within 600 ms on a row
that are not one repeated reason letter.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

WITHIN = 0.6
"""Seconds."""

ENOUGH = 3
"""Letters."""


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
        letters = {stroke.letter for stroke in self._strokes}
        if len(self._strokes) < ENOUGH or len(letters) == 1:
            return ()
        word = tuple(self._strokes)
        self.forget()
        return word
