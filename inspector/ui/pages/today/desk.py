"""What the page 今日 asks of the laptop."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from inspector.actions.readiness import Check
from inspector.actions.today import Today
from inspector.domain.ids import VisitUid


class TodayDesk(Protocol):
    """The laptop, as far as a team's day needs it."""

    def today(self) -> Today:
        """Return the team's day.

        Raises:
            InspectorError: The store does not answer.
        """
        ...

    def move(self, uid: VisitUid, by: int) -> None:
        """Move a visit within today's list.

        Raises:
            InspectorError: It cannot be saved.
        """
        ...

    def arrange(self, visits: Sequence[VisitUid]) -> None:
        """Let today's list be these visits in this order.

        Raises:
            InspectorError: It cannot be saved.
        """
        ...

    def put_on(self, uid: VisitUid) -> None:
        """Put a visit onto today's list.

        Raises:
            InspectorError: It cannot be saved.
        """
        ...

    def take_off(self, uid: VisitUid) -> None:
        """Take a visit off today's list.

        Raises:
            BegunAlready: It was begun.
            InspectorError: It cannot be saved.
        """
        ...

    def look_around(self) -> Sequence[Check]:
        """Return how battery, disk, clock, backup and handing in stand.

        Raises:
            InspectorError: The store does not answer.
        """
        ...
