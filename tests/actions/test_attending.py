"""Who is there begins a visit; who must keep away stands aside, if the county lets him."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from played_county import START, Clock, County, at_office, in_field, sites_of

from inspector.actions import keys, receiving, scoring, sealing, sending
from inspector.actions.attending import attendance, note_absent
from inspector.actions.checking_tables import check_projection
from inspector.actions.desk import Desk
from inspector.actions.diagnosis import State
from inspector.actions.forms import POLICY, document_of, policy_of
from inspector.actions.inventing import invent
from inspector.actions.scoring import Recused, TooFewPresent
from inspector.domain.canonical import Tree
from inspector.domain.ids import PersonId, SiteCode
from inspector.domain.reading import mapping

LEADER, RECORDER, INSPECTOR = (PersonId(f"T01-{seat}") for seat in (1, 2, 3))


@pytest.fixture
def desk(county: County) -> Iterator[Desk]:
    with in_field(county.laptop) as desk:
        yield desk


def recuse(desk: Desk, *seats: int) -> SiteCode:
    """Let some members keep away from the first site; return it."""
    site = sites_of(desk)[0]
    with desk.store.unit() as unit:
        (team,) = unit.teams.all()
        members = [
            replace(one, recused_sites=frozenset([site])) if n in seats else one
            for n, one in enumerate(team.members, 1)
        ]
        unit.teams.put([replace(team, members=tuple(members))])
        unit.commit()
    return site


def forbid_standing_aside(desk: Desk) -> None:
    with desk.store.unit() as unit:
        tree: dict[str, Tree] = {**policy_of(unit).tree, "version": "strict"}
        cross = {**mapping(tree, "cross_inspection")}
        cross["constraints"] = {**mapping(cross, "constraints"), "recused_stand_aside": False}
        tree["cross_inspection"] = cross
        unit.documents.put(document_of(POLICY, tree))
        unit.commit()


def test_all_are_there_unless_somebody_was_noted_absent(desk: Desk) -> None:
    site = sites_of(desk)[0]
    there = attendance(desk, site)
    assert there.people == there.present == (LEADER, RECORDER, INSPECTOR)
    assert (there.absent, there.hindrance) == (frozenset(), "")
    assert "南镇" in there.place
    note_absent(desk, [INSPECTOR])
    there = attendance(desk, site)
    assert there.present == (LEADER, RECORDER)
    assert there.absent == {INSPECTOR}
    tomorrow = replace(desk, clock=Clock(START + timedelta(days=1)))
    assert attendance(tomorrow, site).absent == frozenset()


def test_who_is_there_stands_in_the_head_of_the_visit(desk: Desk) -> None:
    site = sites_of(desk)[0]
    visit = scoring.open_visit(desk, site, people=[LEADER, RECORDER])
    assert [member.id for member in visit.people] == [LEADER, RECORDER]
    with desk.store.reading() as reading:
        (head,) = reading.records.heads_of(visit.uid)
    assert head.tree["people"] == ["T01-1", "T01-2"]
    again = scoring.open_visit(desk, site, people=[INSPECTOR])
    assert again.people == visit.people, "a visit that was begun keeps its people"


def test_who_must_keep_away_stands_aside_and_the_others_visit(desk: Desk) -> None:
    site = recuse(desk, 3)
    there = attendance(desk, site)
    assert there.people == (LEADER, RECORDER)
    assert there.present == (LEADER, RECORDER, INSPECTOR)
    with pytest.raises(Recused, match=r"人13 要回避 南镇.*：本人包联的村"):
        scoring.open_visit(desk, site, people=there.present)
    assert not there.hindrance
    visit = scoring.open_visit(desk, site, people=there.people)
    assert [member.id for member in visit.people] == [LEADER, RECORDER]


def test_too_few_make_no_visit(desk: Desk) -> None:
    site = recuse(desk, 2, 3)
    there = attendance(desk, site)
    assert "只有 1 人，少于 2 人" in there.hindrance
    with pytest.raises(TooFewPresent, match="只有 1 人"):
        scoring.open_visit(desk, site, people=there.people)
    with desk.store.reading() as reading:
        assert reading.records.count() == 0


def test_where_nobody_may_stand_aside_the_whole_team_keeps_away(desk: Desk) -> None:
    site = recuse(desk, 3)
    forbid_standing_aside(desk)
    assert "整组改派" in attendance(desk, site).hindrance
    with pytest.raises(Recused, match="人13"):
        scoring.open_visit(desk, site, people=[LEADER, RECORDER])


def test_nobody_who_stays_away_signs_a_record(desk: Desk) -> None:
    site = recuse(desk, 2)
    visit = scoring.open_visit(desk, site, people=attendance(desk, site).people)
    scoring.put_items(desk, visit, invent(visit.rubric, Random(3), care=0.8))
    sealing.seal(desk, scoring.open_visit(desk, site))
    sealing.reopen(desk, scoring.open_visit(desk, site), "漏了一项")
    sealing.seal(desk, scoring.open_visit(desk, site))
    with desk.store.reading() as reading:
        by = {str(record.tree["by"]) for record in reading.records.of_visit(visit.uid)}
    assert by == {LEADER}, "the recorder keeps away"


def test_the_office_takes_a_visit_of_those_who_were_there(county: County, tmp_path: Path) -> None:
    with in_field(county.laptop) as desk:
        site = recuse(desk, 2)
        visit = scoring.open_visit(desk, site, people=attendance(desk, site).people)
        scoring.put_items(desk, visit, invent(visit.rubric, Random(3), care=0.8))
        sealing.seal(desk, scoring.open_visit(desk, site))
        sent = sending.export(desk, tmp_path).path
    with at_office(county.office) as desk:
        (taken,) = receiving.take_in(desk, [sent])
        assert not taken.refused
        with desk.store.reading() as reading:
            came = reading.visits.one(visit.uid)
        assert came is not None
        assert came.people == (LEADER, INSPECTOR)
        assert check_projection(desk, mend=False).state is State.WELL


def test_ticks_change_only_who_is_there(desk: Desk) -> None:
    site = recuse(desk, 3)
    there = attendance(desk, site).with_absent([LEADER])
    assert (there.present, there.people) == ((RECORDER, INSPECTOR), (RECORDER,))


def test_a_desk_without_that_site_or_team_still_answers(county: County) -> None:
    with in_field(county.laptop) as desk:
        assert attendance(desk, SiteCode("9")).place == "9"
        assert len(attendance(desk, SiteCode("9")).seats) == 3
        with desk.store.unit() as unit:
            unit.meta.put(keys.TEAM, "T99")
            unit.commit()
        assert attendance(desk, sites_of(desk)[0]).seats == ()
