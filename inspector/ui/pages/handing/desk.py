"""What the page 收工 asks of the laptop."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from inspector.actions.acknowledging import ReceiptTaken
from inspector.actions.handed import HandedOver
from inspector.actions.purging import Purgeable
from inspector.actions.sending import Sent, Wish
from inspector.domain.progress import Ticket


class HandingDesk(Protocol):
    """The laptop, as far as handing in needs it. All but ``handed`` run in jobs."""

    def handed(self) -> HandedOver:
        """Return how far every site and package has come.

        Raises:
            InspectorError: The store does not answer.
        """
        ...

    def hand_in(self, out: Path, wish: Wish, ticket: Ticket) -> Sent:
        """Write what no receipt covers.

        Raises:
            InspectorError: Why not.
        """
        ...

    def take_receipt(self, file: Path, ticket: Ticket) -> ReceiptTaken:
        """Take a receipt in.

        Raises:
            InspectorError: It is refused, and why.
        """
        ...

    def hear(self, code: str) -> str:
        """Note check characters heard on the telephone; return the package's id.

        Raises:
            InspectorError: They belong to no package.
        """
        ...

    def purgeable(self) -> Purgeable:
        """Say which photos may go."""
        ...

    def purge(self, ticket: Ticket) -> Purgeable:
        """Give them up, and return what went."""
        ...
