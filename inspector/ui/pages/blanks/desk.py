"""What the page 纸面 needs of the open folder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from inspector.actions.double_entry import Comparison
from inspector.actions.entry_books import BookEntered
from inspector.domain.double_entry import Choice, DoubleState
from inspector.domain.ids import SiteCode, VisitUid
from inspector.domain.progress import Ticket
from inspector.domain.visit import VisitState


@dataclass(frozen=True, slots=True, kw_only=True)
class BlankLine:
    """One planned visit with points, ready to show."""

    uid: VisitUid
    site: SiteCode
    township: str
    name: str
    state: VisitState
    double: DoubleState

    @property
    def place(self) -> str:
        """Township and village."""
        return f"{self.township} {self.name}"


class BlanksDesk(Protocol):
    """Paper out, paper in, paper compared."""

    def lines(self) -> Sequence[BlankLine]:
        """Return the team's visits along its road."""
        ...

    def print_blank(
        self, document: str, out: Path, sites: Sequence[SiteCode], ticket: Ticket
    ) -> Sequence[Path]:
        """Print blank sheets or strips of some sites, or of all, into a folder; runs in a job."""
        ...

    def print_card(self, out: Path) -> Path:
        """Print the key card into a folder."""
        ...

    def write_book(self, out: Path, sites: Sequence[SiteCode]) -> Path:
        """Write a 录入表 of some sites, or of all, into a folder."""
        ...

    def enter(self, file: Path, ticket: Ticket) -> BookEntered:
        """Enter a filled book; runs in a job."""
        ...

    def enter_second(self, file: Path, by: str) -> tuple[Comparison, ...]:
        """Take a filled book as the second entry of its sites; runs in a job."""
        ...

    def comparison(self, uid: VisitUid) -> Comparison:
        """Return how the two entries of a visit compare."""
        ...

    def verify(self, text: str) -> Sequence[str]:
        """Say whether the paper that a code or QR line is on matches, and what changed since.

        Raises:
            InspectorError: It is none, or nothing here bears it.
        """
        ...

    def settle(self, uid: VisitUid, code: str, choice: Choice, by: str) -> Comparison:
        """Settle one difference by name."""
        ...
