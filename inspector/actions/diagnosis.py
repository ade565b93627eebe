"""What the doctor says of one thing it looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

NAMED = 3
"""Faults that a sentence names; the rest is counted."""


STRANGE = (ValueError, LookupError, TypeError, AttributeError)
"""What reading a row raises that somebody edited into something else."""


class State(StrEnum):
    """How it stands. A NOTE needs no repair, but people should know it."""

    WELL = "well"
    NOTE = "note"
    FAULT = "fault"


STATE_WORDS = {State.WELL: "好", State.NOTE: "注意", State.FAULT: "不好"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at: how it stands, and what to do if it is not well."""

    name: str
    state: State
    sentence: str

    @property
    def well(self) -> bool:
        """False if something is wrong; a note is not."""
        return self.state is not State.FAULT

    @property
    def word(self) -> str:
        """The state as people say it."""
        return STATE_WORDS[self.state]


def judged(name: str, well: str, faults: Sequence[str], advice: str) -> Finding:
    """Return a finding: well, or the first faults by name, how many more, and what to do."""
    if not faults:
        return Finding(name=name, state=State.WELL, sentence=well)
    more = f"等 {len(faults)} 处" if len(faults) > NAMED else ""
    sentence = f"{'；'.join(faults[:NAMED])}{more}。{advice}"
    return Finding(name=name, state=State.FAULT, sentence=sentence)


def noted(name: str, sentence: str) -> Finding:
    """Return a finding that needs no repair."""
    return Finding(name=name, state=State.NOTE, sentence=sentence)
