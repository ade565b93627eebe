"""The office makes its county, plans and hands out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from played_county import (
    COST,
    PIN,
    ROUND,
    SITES,
    Clock,
    County,
    at_office,
    in_field,
    write_lists,
)

from inspector.actions import creating, dispatching, opening, planning, rounds
from inspector.actions.trusting import trust_of
from inspector.domain.errors import InspectorError
from inspector.domain.ids import RoundId, SiteCode
from inspector.domain.rota import RuleBroken
from inspector.domain.team import Pattern
from inspector.exchange import open_package
from inspector.exchange.read_package import WrongTeamCode
from inspector.exchange.reject import Outdated


def make(path: Path, files: creating.OfficeFiles) -> creating.OfficeMade:
    return creating.create_office(path, PIN, files, clock=Clock(), cost=COST)


def test_an_office_counts_what_it_was_made_of(tmp_path: Path) -> None:
    made = make(tmp_path / "office", write_lists(tmp_path / "lists"))
    assert (made.townships, made.sites, made.teams) == (4, 8, 4)
    assert made.county.name == "禾县"
    assert made.recovery.startswith("AGE-SECRET-KEY-1")


def test_a_faulty_list_makes_no_folder(tmp_path: Path) -> None:
    files = write_lists(tmp_path / "lists")
    files.sites.write_text(SITES.replace("419901100201", "419901100202"), "utf-8")
    with pytest.raises(InspectorError, match=r"\[L"):
        make(tmp_path / "office", files)
    assert not (tmp_path / "office").exists()


def test_a_form_that_nobody_gave_is_named(tmp_path: Path) -> None:
    files = write_lists(tmp_path / "lists")
    files.sites.write_text(SITES.replace(",村,rural", ",村,village-form"), "utf-8")
    with pytest.raises(creating.RubricNotGiven, match="village-form"):
        make(tmp_path / "office", files)


@pytest.mark.parametrize("existed", [True, False])
def test_a_failure_while_filling_leaves_the_place_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, existed: bool
) -> None:
    def fail(*_parts: object) -> None:
        raise RuntimeError("planted")

    monkeypatch.setattr(creating, "_fill", fail)
    place = tmp_path / "office"
    if existed:
        place.mkdir()
    with pytest.raises(RuntimeError, match="planted"):
        make(place, write_lists(tmp_path / "lists"))
    assert not place.exists() or not list(place.iterdir())
    monkeypatch.undo()
    assert make(place, write_lists(tmp_path / "lists")).sites == 8, "the next attempt succeeds"


def test_a_round_can_be_planned_again_until_it_goes_out(county: County, tmp_path: Path) -> None:
    make(tmp_path / "office", write_lists(tmp_path / "lists"))
    with at_office(tmp_path / "office") as desk:
        first = planning.plan_round(desk, ROUND, Pattern.ROTATE, shift=1)
        again = planning.plan_round(desk, ROUND, Pattern.ROTATE, shift=3)
        with desk.store.reading() as reading:
            assert len(reading.rounds.assignments(ROUND)) == 8
    assert first.round.pairs != again.round.pairs
    with at_office(county.office) as desk, pytest.raises(planning.RoundOut):
        planning.plan_round(desk, ROUND, Pattern.ROTATE, shift=3)


def test_a_draw_without_a_seed_keeps_the_one_it_drew(county: County) -> None:
    with at_office(county.office) as desk:
        plan = planning.plan_round(desk, RoundId("2026-12"), Pattern.DRAW)
    assert plan.round.seed is not None
    assert str(plan.round.seed) in plan.sentence


@pytest.mark.parametrize("pattern", [Pattern.ROTATE, Pattern.SWAP, Pattern.DRAW])
def test_every_pattern_goes_to_every_site_once(county: County, pattern: Pattern) -> None:
    later = RoundId("2026-12")
    with at_office(county.office) as desk:
        plan = planning.plan_round(desk, later, pattern, seed=4)
        kept = planning.kept_plan(desk, later)
    assert len(plan.assignments) == len({one.visit.site for one in plan.assignments}) == 8
    assert kept == plan
    assert sum(line.sites for line in plan.lines) == 8
    assert all(line.home != line.township for line in plan.lines)
    assert plan.notes == ()


def test_four_teams_cannot_cross_without_meeting_again(county: County) -> None:
    with at_office(county.office) as desk:
        with pytest.raises(RuleBroken, match="同轮不互查"):
            planning.plan_round(desk, RoundId("2026-12"), Pattern.CROSS)
        assert planning.kept_plan(desk, RoundId("2026-12")) is None


def test_a_site_that_a_member_avoids_changes_hands_and_is_noted(tmp_path: Path) -> None:
    site = SiteCode("419901100201")
    make(tmp_path / "office", write_lists(tmp_path / "lists"))
    with at_office(tmp_path / "office") as desk:
        with desk.store.unit() as unit:
            team, *others = unit.teams.all()
            shy = [replace(one, recused_sites=frozenset([site])) for one in team.members]
            unit.teams.put([replace(team, members=tuple(shy)), *others])
            unit.commit()
        moved = planning.plan_round(desk, RoundId("2026-12"), Pattern.ROTATE, shift=1)
        (note,) = moved.notes
        assert note.startswith("南镇 南村：T01 组 ")
        assert "回避，改由 T0" in note
        to = next(one.visit.team for one in moved.assignments if one.visit.site == site)
        assert f"改由 {to} 组去" in note
        with desk.store.unit() as unit:
            for one in unit.teams.all():
                away = [replace(m, recused_sites=frozenset([site])) for m in one.members]
                unit.teams.put([replace(one, members=tuple(away))])
            unit.commit()
        nobody = planning.plan_round(desk, RoundId("2026-12"), Pattern.ROTATE, shift=1)
    assert len(nobody.assignments) == 7
    assert "没有合适的组" in nobody.notes[0]


@pytest.mark.parametrize("name", ["2026/11", "", "十一月", "x" * 21])
def test_a_round_name_that_would_break_records_is_refused(county: County, name: str) -> None:
    with at_office(county.office) as desk, pytest.raises(planning.RoundNameBad):
        planning.plan_round(desk, RoundId(name), Pattern.ROTATE)


def test_an_unlawful_shift_names_its_rule(county: County) -> None:
    with at_office(county.office) as desk, pytest.raises(RuleBroken) as caught:
        planning.plan_round(desk, RoundId("2026-12"), Pattern.ROTATE, shift=2)
    assert caught.value.advice()


def test_handing_out_again_gives_the_same_codes(county: County, tmp_path: Path) -> None:
    with at_office(county.office) as desk:
        again = dispatching.dispatch(desk, ROUND, tmp_path / "stick2")
    assert {str(one.team): one.code for one in again} == {
        team: one.code for team, one in county.handed.items()
    }
    assert all(one.path.exists() and one.slip.exists() for one in again)
    facts = [open_package.describe(one.path).header.facts for one in again]
    assert [one.seq for one in facts] == [5, 6, 7, 8]
    assert [one.prev for one in facts[1:]] == [one.package_id for one in again[:-1]]


def test_a_round_that_was_not_planned_is_named(county: County, tmp_path: Path) -> None:
    with at_office(county.office) as desk, pytest.raises(rounds.NoSuchRound, match="2030"):
        dispatching.dispatch(desk, RoundId("2030"), tmp_path)


def test_a_dispatch_brings_all_that_a_laptop_needs(county: County) -> None:
    with in_field(county.laptop) as desk, desk.store.reading() as reading:
        assert len(reading.visits.lines(ROUND)) == 2
        assert {one.kind for one in reading.documents.all("rubric")} == {"rubric"}
        assert len(reading.documents.all_current("rubric")) == 2
        assert trust_of(reading).recipients
        assert not trust_of(reading).invitations, "secrets of other teams stay at the office"


def test_a_wrong_code_opens_nothing(county: County, tmp_path: Path) -> None:
    handed = opening.HandedOut(
        package=county.stick / county.handed["T01"].path.name, code=county.handed["T02"].code
    )
    with pytest.raises(WrongTeamCode):
        opening.open_dispatch(tmp_path / "x", handed, PIN, clock=Clock(), cost=COST)
    assert not (tmp_path / "x").exists()


def test_a_second_round_comes_into_the_same_folder(county: County, tmp_path: Path) -> None:
    later = RoundId("2026-12")
    with at_office(county.office) as desk:
        planning.plan_round(desk, later, Pattern.ROTATE, shift=3)
        handed = {one.team: one for one in dispatching.dispatch(desk, later, tmp_path / "stick")}
    one = handed[next(team for team in handed if team == "T01")]
    made = opening.open_dispatch(
        county.laptop,
        opening.HandedOut(package=one.path, code=one.code),
        PIN,
        clock=Clock(),
    )
    assert (made.round, made.new_folder) == (later, False)
    old = county.handed["T01"]
    with pytest.raises(Outdated):
        opening.open_dispatch(
            county.laptop,
            opening.HandedOut(package=county.stick / old.path.name, code=old.code),
            PIN,
            clock=Clock(),
        )


def test_another_team_s_dispatch_does_not_mix_in(county: County) -> None:
    other = county.handed["T02"]
    with pytest.raises(opening.OtherTeam, match="T02"):
        opening.open_dispatch(
            county.laptop,
            opening.HandedOut(package=county.stick / other.path.name, code=other.code),
            PIN,
            clock=Clock(),
        )


def test_planning_ahead_does_not_hide_the_round_at_work(county: County) -> None:
    with at_office(county.office) as desk:
        planning.plan_round(desk, RoundId("2026-12"), Pattern.ROTATE, shift=3)
        with desk.store.reading() as reading:
            current = rounds.current_round(reading)
    assert current is not None
    assert current.id == ROUND


def test_codes_do_not_lie_beside_the_packages(county: County) -> None:
    one = county.handed["T01"]
    assert one.slip.parent != one.path.parent
    assert not list(one.path.parent.glob("*.pdf"))
