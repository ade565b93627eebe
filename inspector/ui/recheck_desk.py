"""The desk of the page 复核, made of actions on an open office folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from inspector.actions import dispatching, recheck_board, rechecks
from inspector.actions.desk import Desk
from inspector.actions.dispatching import Dispatched
from inspector.actions.recheck_board import RecheckBoard, RecheckStart
from inspector.actions.rechecks import RecheckPlan
from inspector.domain.ids import RoundId
from inspector.domain.progress import Ticket


class OfficeRechecks:
    """What the page asks for."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def start(self, of: RoundId | None = None) -> RecheckStart | None:
        """Return what a sample is drawn from; None while no round was planned."""
        return recheck_board.recheck_start(self._desk, of)

    def recheck(self, name: RoundId) -> RecheckBoard | None:
        """Return a round of rechecks; None where it was not planned."""
        return recheck_board.recheck_board(self._desk, name)

    def draw(self, name: RoundId, of: RoundId, seed: int | None) -> RecheckPlan:
        """Draw the sample and keep it."""
        return rechecks.plan_rechecks(self._desk, name, of, seed=seed)

    def dispatch(self, round_id: RoundId, out: Path, ticket: Ticket) -> Sequence[Dispatched]:
        """Write the packages of the round; runs in a job."""
        return dispatching.dispatch(self._desk, round_id, out, ticket=ticket)

    def print_rechecks(self, board: RecheckBoard, out: Path, ticket: Ticket) -> Path:
        """Write the list; runs in a job."""
        ticket.step(0, 1)
        return recheck_board.print_rechecks(self._desk, board, out)
