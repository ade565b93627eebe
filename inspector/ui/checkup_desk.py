"""The open folder, as far as the page 体检 needs it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from inspector.actions import examining
from inspector.actions.desk import Desk
from inspector.actions.diagnosis import Finding
from inspector.domain.progress import Ticket
from inspector.platform.folder import Role


class FolderCheckup:
    """Examines one open folder."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def examine(self, ticket: Ticket, *, mend: bool) -> Sequence[Finding]:
        """Look at everything."""
        return examining.examine(self._desk, rebuild=mend, ticket=ticket)

    def now(self) -> datetime:
        """Tell the time."""
        return self._desk.clock()

    def mends(self) -> bool:
        """Tell whether tables are made from records here: at the office."""
        return self._desk.folder.role is Role.OFFICE
