"""What the intake page asks of the office."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from inspector.actions.previewing import PackageCard
from inspector.actions.receipting import WrittenReceipt
from inspector.actions.receiving import TakenIn
from inspector.domain.progress import Ticket


class IntakeDesk(Protocol):
    """The office, as far as taking packages in needs it."""

    def read(self, file: Path, ticket: Ticket) -> PackageCard:
        """Check a package and say what it holds and would change; nothing is written.

        Raises:
            InspectorError: It is refused, and why.
        """
        ...

    def accept(self, file: Path) -> TakenIn:
        """Take in a package that was read.

        Raises:
            InspectorError: Nothing of it was written, and why.
        """
        ...

    def refuse(self, file: Path, code: str) -> TakenIn | None:
        """Note for later questions that a package was refused, or set it apart and say so."""
        ...

    def write_receipts(
        self, out: Path, ticket: Ticket, teams: Sequence[str] = ()
    ) -> Sequence[WrittenReceipt]:
        """Write the receipts of teams into a folder; runs in a job.

        Raises:
            InspectorError: Why not; receipts written before stay.
        """
        ...

    def forget(self) -> None:
        """Let go of everything that was read and not taken in."""
        ...
