"""What the page 复核 asks of the office."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from inspector.actions.dispatching import Dispatched
from inspector.actions.recheck_board import RecheckBoard, RecheckStart
from inspector.actions.rechecks import RecheckPlan
from inspector.domain.ids import RoundId
from inspector.domain.progress import Ticket


class RecheckDesk(Protocol):
    """The office, as far as rechecks need it."""

    def start(self, of: RoundId | None = None) -> RecheckStart | None:
        """Return what a sample is drawn from; None while no round was planned.

        Raises:
            InspectorError: ``of`` was not planned.
        """
        ...

    def recheck(self, name: RoundId) -> RecheckBoard | None:
        """Return a round of rechecks; None where it was not planned.

        Raises:
            InspectorError: The name is that of another round.
        """
        ...

    def draw(self, name: RoundId, of: RoundId, seed: int | None) -> RecheckPlan:
        """Draw the sample and keep it.

        Raises:
            InspectorError: Nothing was drawn.
        """
        ...

    def dispatch(self, round_id: RoundId, out: Path, ticket: Ticket) -> Sequence[Dispatched]:
        """Write the packages of the round; runs in a job.

        Raises:
            InspectorError: Why not.
        """
        ...

    def print_rechecks(self, board: RecheckBoard, out: Path, ticket: Ticket) -> Path:
        """Write the list; runs in a job.

        Raises:
            InspectorError: The disk refused.
        """
        ...
