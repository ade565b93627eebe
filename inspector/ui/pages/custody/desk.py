"""What the page 交接台账 asks of the office."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from inspector.actions.custody import CustodyBoard
from inspector.actions.receipting import WrittenReceipt
from inspector.domain.progress import Ticket


class CustodyDesk(Protocol):
    """The office, as far as custody needs it."""

    def custody(self) -> CustodyBoard | None:
        """Return how every team of the round in hand stands; None if no round was planned."""
        ...

    def write_receipts(self, out: Path, ticket: Ticket) -> Sequence[WrittenReceipt]:
        """Write the receipt of every team that has a laptop; runs in a job.

        Raises:
            InspectorError: Why not; receipts written before stay.
        """
        ...
