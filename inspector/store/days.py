"""What a team chose for a day: its visits in their order, and who is absent."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert

from inspector.domain.day import DayPlan
from inspector.domain.ids import PersonId, VisitUid
from inspector.store.field_schema import DayRow
from inspector.store.rows import Rows, from_text, to_text

_NEW = insert(DayRow)
_PUT = _NEW.on_conflict_do_update(
    index_elements=["day"],
    set_={name: _NEW.excluded[name] for name in ("visits", "absent")},
)


class Days:
    """Days of the store."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def plan(self, day: date) -> DayPlan:
        """Return what was chosen for a day; nothing, if nothing was."""
        found = self._rows.read(
            select(DayRow.visits, DayRow.absent).where(DayRow.day == day.isoformat())
        )
        if not found:
            return DayPlan()
        visits, absent = found[0]
        return DayPlan(
            visits=None if visits is None else tuple(map(VisitUid, from_text(visits))),
            absent=frozenset(map(PersonId, from_text(absent))),
        )

    def put(self, day: date, plan: DayPlan) -> None:
        """Write what was chosen for a day, in place of what was."""
        values = {
            "day": day.isoformat(),
            "visits": None if plan.visits is None else to_text(plan.visits),
            "absent": to_text(sorted(plan.absent)),
        }
        self._rows.write(_PUT, values)
