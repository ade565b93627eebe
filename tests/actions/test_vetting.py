"""What a package may say: visits, people and streams of its own, at a time that may be strange."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from played_county import ROUND, START, County, at_office, in_field

from inspector.actions import receiving
from inspector.actions.pen import Pen
from inspector.actions.vetting import NotItsPeople, clock_words, note_people
from inspector.domain.ids import PersonId, TeamId
from inspector.domain.team import Team
from inspector.store.unit import UnitOfWork

LEFT = "T01-2"


def leave(unit: UnitOfWork) -> None:
    """Let everybody of T01 go to another team, as a new list of teams would."""
    teams = unit.teams.all()
    ours = next(one for one in teams if one.id == "T01")
    other = next(one for one in teams if one.id == "T02")
    unit.teams.put([Team(id=other.id, home=other.home, members=(*other.members, *ours.members))])


def test_a_name_that_was_never_in_the_team_is_refused(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamp = Pen._stamp
    monkeypatch.setattr(Pen, "_stamp", lambda pen: replace(stamp(pen), by=PersonId("T02-1")))
    file = county.hand_in(county.laptop, sites=1)
    with at_office(county.office) as desk:
        (taken,) = receiving.take_in(desk, [file])
        with desk.store.reading() as reading:
            assert reading.records.count() == 0
    assert (taken.refused, taken.code) == (True, "P125")
    assert "T02-1" in taken.sentence


def test_who_was_in_the_team_when_it_was_sent_out_may_sign(county: County) -> None:
    file = county.hand_in(county.laptop, sites=1)
    with at_office(county.office) as desk:
        with desk.store.unit() as unit:
            leave(unit)
            assert unit.teams.ever_in(TeamId("T01")) == frozenset()
            unit.commit()
        prepared = receiving.prepare(desk, file)
        with desk.store.unit() as unit:
            unit.meta.remove(f"people/{ROUND}/T01")
            unit.commit()
        with pytest.raises(NotItsPeople):
            receiving.accept(desk, prepared)
        with desk.store.unit() as unit:
            note_people(unit, ROUND, TeamId("T01"), [LEFT, "T01-1", "T01-3"])
            unit.commit()
        assert not receiving.accept(desk, prepared).refused


def test_a_package_of_another_laptop_s_stream_is_refused(county: County) -> None:
    one = county.hand_in(county.laptop, sites=1)
    with in_field(county.laptop) as desk, desk.store.reading() as reading:
        stream = reading.meta.get("stream") or ""
    other = county.open_laptop("t02", "T02")
    with in_field(other) as desk, desk.store.unit() as unit:
        unit.meta.put("stream", stream)
        unit.commit()
    two = county.hand_in(other, sites=1)
    with at_office(county.office) as desk:
        taken = receiving.take_in(desk, [one, two])
    assert (taken[1].refused, taken[1].code) == (True, "P121")


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        (0, ""),
        (36, ""),
        (-36, ""),
        (40, "，包上自称的写出时间比现在早 40 小时"),
        (-72, "，包上自称的写出时间比现在晚 3 天"),
    ],
)
def test_a_claimed_time_that_is_far_off_is_said(hours: int, said: str) -> None:
    claimed = (START - timedelta(hours=hours)).isoformat()
    assert clock_words(claimed, START) == said


@pytest.mark.parametrize("claimed", ["", "昨天", "2026-11-03T08:30:00"])
def test_a_claimed_time_that_is_none_is_said(claimed: str) -> None:
    assert "读不懂" in clock_words(claimed, START)
