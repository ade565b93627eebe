"""The desk of the page 收工, made of actions on an open field folder."""

from __future__ import annotations

from pathlib import Path

from inspector.actions import acknowledging, purging, sending
from inspector.actions.acknowledging import ReceiptTaken
from inspector.actions.desk import Desk
from inspector.actions.handed import HandedOver, handed
from inspector.actions.purging import Purgeable
from inspector.actions.sending import Sent, Wish
from inspector.domain.progress import Ticket


class HandingWork:
    """What handing in does on one laptop."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def handed(self) -> HandedOver:
        """Return how far every site and package has come."""
        return handed(self._desk)

    def hand_in(self, out: Path, wish: Wish, ticket: Ticket) -> Sent:
        """Write what no receipt covers."""
        return sending.export(self._desk, out, wish, ticket=ticket)

    def take_receipt(self, file: Path, ticket: Ticket) -> ReceiptTaken:
        """Take a receipt in."""
        return acknowledging.take_receipt(self._desk, file, ticket=ticket)

    def hear(self, code: str) -> str:
        """Note check characters heard on the telephone."""
        return acknowledging.hear_code(self._desk, code)

    def purgeable(self) -> Purgeable:
        """Say which photos may go."""
        return purging.purgeable(self._desk)

    def purge(self, ticket: Ticket) -> Purgeable:
        """Give them up."""
        return purging.purge(self._desk, ticket=ticket)
