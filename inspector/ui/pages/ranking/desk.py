"""What the ranking page asks of the office."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from inspector.actions.covering import CoverageBoard
from inspector.actions.overseeing import RoundLine
from inspector.actions.ranking import Board
from inspector.domain.progress import Ticket


class RankingDesk(Protocol):
    """The office, as far as ranking needs it."""

    def round(self) -> RoundLine | None:
        """Return the round in hand, or None while there is none."""
        ...

    def coverage(self) -> CoverageBoard:
        """Return the coverage of the round in hand."""
        ...

    def board(self) -> Board:
        """Return its ranking, as it was frozen if it was.

        Raises:
            NothingToRank: Nothing has come in.
        """
        ...

    def fresh(self) -> Board:
        """Return its ranking as it would be now, whatever was frozen."""
        ...

    def rule(self) -> str:
        """Return the sentence of the policy on order and ties."""
        ...

    def freeze(self, reason: str) -> Board:
        """Freeze it as the next edition; a correction names its reason."""
        ...

    def print_ranking(self, out: Path, ticket: Ticket) -> Path:
        """Write the ranking list as PDF."""
        ...
