"""Which visits are today's: the begun, the sealed of today, and the next ones of the road."""

from __future__ import annotations

import pytest

from inspector.domain.day import DayPlan, Stop, moved, visits_of_day
from inspector.domain.ids import VisitUid
from inspector.domain.visit import VisitState

PLANNED, OPEN, SEALED = VisitState.PLANNED, VisitState.OPEN, VisitState.SEALED
DONE = "done today"


def road(*states: VisitState | str) -> list[Stop]:
    """Return the stops a, b, c … of a road."""
    return [
        Stop(
            uid=VisitUid(name),
            state=SEALED if state == DONE else VisitState(state),
            sealed_today=state == DONE,
        )
        for name, state in zip("abcdefgh", states, strict=False)
    ]


def day(stops: list[Stop], plan: str | None = None, daily: int = 3) -> str:
    chosen = None if plan is None else tuple(map(VisitUid, plan))
    return "".join(visits_of_day(stops, DayPlan(visits=chosen), daily))


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ((PLANNED,) * 5, "abc"),
        ((SEALED, SEALED, PLANNED, PLANNED, PLANNED, PLANNED), "cde"),
        ((DONE, PLANNED, PLANNED, PLANNED), "abc"),
        ((DONE, DONE, DONE, PLANNED), "abc"),
        ((DONE, DONE, DONE, DONE, PLANNED), "abcd"),
        ((PLANNED, PLANNED, PLANNED, OPEN), "abd"),
        ((OPEN, DONE, SEALED, PLANNED, PLANNED), "abd"),
        ((SEALED, SEALED), ""),
        ((), ""),
    ],
)
def test_the_day_is_filled_up_along_the_road(
    states: tuple[VisitState | str, ...], expected: str
) -> None:
    assert day(road(*states)) == expected


def test_what_the_team_chose_stands_and_what_was_touched_joins_it() -> None:
    stops = road(PLANNED, DONE, OPEN, PLANNED, PLANNED)
    assert day(stops, "da") == "dabc"
    assert day(stops, "") == "bc"
    assert day(stops, "zd") == "dbc", "a visit that was planned away is no longer there"


@pytest.mark.parametrize(
    ("uid", "by", "expected"),
    [
        ("b", -1, "bac"),
        ("b", 1, "acb"),
        ("a", -1, "abc"),
        ("c", 1, "abc"),
        ("a", 9, "bca"),
    ],
)
def test_a_visit_moves_within_the_list(uid: str, by: int, expected: str) -> None:
    shown = [VisitUid(one) for one in "abc"]
    assert "".join(moved(shown, VisitUid(uid), by)) == expected
