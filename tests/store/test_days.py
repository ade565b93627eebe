"""What a team chose for a day lasts for that day."""

from __future__ import annotations

from datetime import date

from inspector.domain.day import DayPlan
from inspector.domain.ids import PersonId, VisitUid
from inspector.store.store import Store

DAY = date(2026, 11, 5)


def test_a_day_comes_back_as_it_was_chosen(empty: Store) -> None:
    chosen = DayPlan(visits=(VisitUid("b"), VisitUid("a")), absent=frozenset({PersonId("T07-2")}))
    with empty.unit() as unit:
        assert unit.days.plan(DAY) == DayPlan()
        unit.days.put(DAY, DayPlan(visits=()))
        assert unit.days.plan(DAY).visits == ()
        unit.days.put(DAY, chosen)
        unit.days.put(date(2026, 11, 6), DayPlan(absent=chosen.absent))
        unit.commit()
    with empty.reading() as reading:
        assert reading.days.plan(DAY) == chosen
        assert reading.days.plan(date(2026, 11, 6)).visits is None
        assert reading.days.plan(date(2026, 11, 7)) == DayPlan()
