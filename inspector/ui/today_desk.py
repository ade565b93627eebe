"""The desk of 今日, made of actions on an open field folder."""

from __future__ import annotations

from collections.abc import Sequence

from inspector.actions import readiness, today
from inspector.actions.desk import Desk
from inspector.actions.readiness import Check
from inspector.actions.today import Today
from inspector.domain.ids import VisitUid
from inspector.platform.battery import read_battery


class TodayWork:
    """A team's day on this laptop."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def today(self) -> Today:
        """Return the team's day."""
        return today.today(self._desk)

    def move(self, uid: VisitUid, by: int) -> None:
        """Move a visit within today's list."""
        today.move(self._desk, uid, by)

    def arrange(self, visits: Sequence[VisitUid]) -> None:
        """Let today's list be as it was before a change."""
        today.arrange(self._desk, visits)

    def put_on(self, uid: VisitUid) -> None:
        """Put a visit onto today's list."""
        today.put_on(self._desk, uid)

    def take_off(self, uid: VisitUid) -> None:
        """Take a visit off today's list."""
        today.take_off(self._desk, uid)

    def look_around(self) -> Sequence[Check]:
        """Return how battery, disk, clock, backup and handing in stand."""
        return readiness.look_around(self._desk, read_battery())
