"""The part of the office's desk that is about packages: what went out, what came, receipts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from inspector.actions import custody, overseeing, receipting
from inspector.actions.custody import CustodyBoard
from inspector.actions.desk import Desk
from inspector.actions.overseeing import HandedLine, RoundLine
from inspector.actions.receipting import WrittenReceipt
from inspector.domain.ids import RoundId, TeamId
from inspector.domain.progress import Ticket


class ExchangeDesk:
    """What plan, intake and custody ask for about packages."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def rounds(self) -> Sequence[RoundLine]:
        """Return all rounds, the newest last."""
        return overseeing.round_lines(self._desk)

    def handed_out(self, round_id: RoundId) -> Sequence[HandedLine]:
        """Return what was handed out."""
        return overseeing.handed_out(self._desk, round_id)

    def custody(self) -> CustodyBoard | None:
        """Return how every team of the round in hand stands; None if no round was planned."""
        return custody.custody_of(self._desk) if self.rounds() else None

    def write_receipts(
        self, out: Path, ticket: Ticket, teams: Sequence[str] = ()
    ) -> Sequence[WrittenReceipt]:
        """Write the receipts of some teams, or of every team that has a laptop."""
        wanted = [TeamId(team) for team in teams]
        return receipting.write_receipts(self._desk, out, *wanted, ticket=ticket)
