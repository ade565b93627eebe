"""A ruling says what one side said, who chose it and why."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from inspector.domain.ids import PersonId, Rid
from inspector.domain.merging import heads
from inspector.domain.record import Record, Stamp, mint
from inspector.domain.ruling import Ruling, disagreeing, ruled_fields, ruling_of


def record(device: str, points: int, parents: tuple[Rid, ...] = (), **more: str) -> Record:
    stamp = Stamp(
        device=device,
        n=1,
        prev=None,
        by=PersonId("T07-1"),
        at=datetime(2026, 11, 5, 9, tzinfo=UTC),
    )
    return mint("item", "u/ZB-1", {"points": points, **more}, stamp=stamp, parents=parents)


ONE, TWO = record("a", 100), record("b", 200)


def test_a_ruling_keeps_what_was_said_and_names_who_chose_it() -> None:
    fields = ruled_fields(TWO, by=" 王审定 ", why="现场复看")
    assert fields["points"] == 200
    stamp = Stamp(
        device="office",
        n=1,
        prev=None,
        by=PersonId("县办:王审定"),
        at=datetime(2026, 11, 9, tzinfo=UTC),
    )
    ruled = mint("item", "u/ZB-1", fields, stamp=stamp, parents=(ONE.rid, TWO.rid))
    assert ruling_of(ruled) == Ruling(by="王审定", why="现场复看", chosen=TWO.rid)
    assert ruling_of(TWO) is None
    again = ruled_fields(ruled, by="李", why="改正")
    assert again["ruling"] == {"by": "李", "why": "改正", "chosen": str(ruled.rid)}
    every = [ONE, TWO, ruled]
    assert disagreeing(every, heads(every)) == {
        "u/ZB-1": tuple(sorted((ONE, TWO), key=lambda one: one.rid))
    }
    assert disagreeing([ONE, TWO], heads([ONE, TWO])) == {}
    assert disagreeing([ONE], heads([ONE])) == {}


@pytest.mark.parametrize(("by", "why"), [(" ", "x"), ("王", "\u3000")])
def test_a_ruling_bears_a_name_and_a_reason(by: str, why: str) -> None:
    with pytest.raises(ValueError, match="a name and a reason"):
        ruled_fields(ONE, by=by, why=why)
