"""The desk of the page 备份, made of actions on an open folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from inspector.actions import safekeeping
from inspector.actions.desk import Desk
from inspector.actions.safekeeping import Place, Round
from inspector.domain.progress import Ticket


class BackupWork:
    """Joins the page 备份 to the actions."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def places(self) -> Sequence[Place]:
        """Return the places as they stand."""
        return safekeeping.places_of(self._desk)

    def choose_place(self, place: Path | None, *, second: bool) -> None:
        """Set a place."""
        safekeeping.choose_place(self._desk, place, second=second)

    def minutes(self) -> int:
        """Return how many minutes lie between two backups."""
        return safekeeping.minutes_of(self._desk)

    def choose_minutes(self, minutes: int) -> None:
        """Set how many."""
        safekeeping.choose_minutes(self._desk, minutes)

    def back_up(self, ticket: Ticket) -> Round:
        """Back up now."""
        return safekeeping.keep(self._desk, ticket=ticket)
