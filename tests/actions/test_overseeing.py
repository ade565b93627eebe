"""The office sees what was planned, went out, would come in and came in."""

from __future__ import annotations

from dataclasses import replace

from played_county import ROUND, County, at_office, draw_photo, in_field, sites_of

from inspector.actions import (
    dispatching,
    gathering,
    overseeing,
    planning,
    previewing,
    receiving,
    reviewing,
    scoring,
)
from inspector.actions.projecting import Flag
from inspector.domain.ids import RoundId, SiteCode
from inspector.domain.merging import Arrival
from inspector.domain.team import Pattern
from inspector.domain.visit import Objection, VisitState

LATER = RoundId("2026-12")


def test_rounds_count_what_went_out_and_came_in(county: County) -> None:
    package = county.hand_in(county.laptop)
    with at_office(county.office) as desk:
        receiving.take_in(desk, [package])
        planning.plan_round(desk, LATER, Pattern.ROTATE, shift=3)
        first, later = overseeing.round_lines(desk)
        assert (first.id, first.sites, first.went_out, first.came_in) == (ROUND, 8, 4, 1)
        assert (later.id, later.sites, later.went_out, later.came_in) == (LATER, 8, 0, 0)
        assert first.pattern.startswith("推磨")
        (came,) = overseeing.arrived(desk, ROUND)
        assert (came.team, came.file, came.size) == ("T01", package.name, package.stat().st_size)
        assert came.records > 50
        assert not overseeing.arrived(desk, LATER)
        assert not overseeing.handed_out(desk, LATER)


def test_the_newest_package_of_each_team_is_named_with_its_code(county: County) -> None:
    with at_office(county.office) as desk:
        again = dispatching.dispatch(desk, ROUND, county.root / "again")
        lines = overseeing.handed_out(desk, ROUND)
    assert [(one.team, one.code, one.size) for one in lines] == [
        (one.team, one.code, one.size) for one in again
    ]
    assert [one.sites for one in lines] == [2, 2, 2, 2]
    assert lines[0].townships == ("南镇",)


def test_visits_of_a_site_say_what_the_village_said(county: County) -> None:
    with in_field(county.laptop) as desk:
        site = sites_of(desk)[0]
        visit = scoring.open_visit(desk, site)
        scoring.put_objections(desk, visit, [Objection(item=None, text="雨天", by="书记")])
    files = [county.hand_in(county.laptop, sites=1)]
    files.append(county.hand_in(county.open_laptop("t01b", "T01"), seed=2, sites=1))
    with at_office(county.office) as desk:
        (planned,) = overseeing.visits_of_site(desk, ROUND, site)
        assert (planned.team, planned.state, planned.totals) == ("T01", VisitState.PLANNED, None)
        receiving.take_in(desk, files)
        (came,) = overseeing.visits_of_site(desk, ROUND, site)
        assert came.state is VisitState.SEALED
        assert came.objections == ("雨天",)
        assert Flag.CONFLICT in came.flags
        assert came.sealed_at is not None
        assert overseeing.visits_of_site(desk, ROUND, SiteCode("419901001001"))[0].team != "T01"


def test_a_package_is_shown_before_it_is_taken(county: County) -> None:
    with in_field(county.laptop) as desk:
        visit = scoring.open_visit(desk, sites_of(desk)[0])
        path = county.root / "a.jpg"
        first = next(iter(visit.rubric.items())).code
        gathering.attach(desk, visit, first, [draw_photo(path)])
    package = county.hand_in(county.laptop)
    second = county.hand_in(county.open_laptop("t01b", "T01"), seed=2, sites=1)
    with at_office(county.office) as desk:
        card = previewing.card_of(desk, receiving.prepare(desk, package))
        assert (card.team, card.round, card.photos, card.photos_missing) == ("T01", ROUND, 1, 0)
        assert (card.file, card.size) == (package.name, package.stat().st_size)
        assert card.new_laptop
        assert not card.seen
        assert [site.kind for site in card.sites] == [Arrival.NEW, Arrival.NEW]
        assert [site.photos for site in card.sites] == [1, 0]
        assert sum(site.changes for site in card.sites) == card.records == card.count(Arrival.NEW)
        receiving.take_in(desk, [package])
        again = previewing.card_of(desk, receiving.prepare(desk, package))
        assert again.seen
        assert not again.new_laptop
        assert {site.kind for site in again.sites} == {Arrival.SAME}
        assert sum(site.changes for site in again.sites) == again.count(Arrival.NEW) == 0
        (clash,) = previewing.card_of(desk, receiving.prepare(desk, second)).sites
        assert clash.kind is Arrival.CONFLICT
        assert clash.township == "南镇"


def test_a_plan_is_reviewed_against_every_rule(county: County) -> None:
    with at_office(county.office) as desk:
        assert reviewing.review_plan(desk, LATER) is None
        first = reviewing.review_plan(desk, ROUND)
        planning.plan_round(desk, LATER, Pattern.ROTATE, shift=3)
        later = reviewing.review_plan(desk, LATER)
    assert first is not None
    assert later is not None
    assert (first.went_out, later.went_out) == (True, False)
    assert all(check.well for check in (*first.checks, *later.checks))
    assert first.checks[-1].told == "8/8"
    assert (first.teams, first.sites) == (4, 8)
    assert "第一轮" in [check.told for check in first.checks]
    assert "比对前 1 轮" in [check.told for check in later.checks]
    assert later.matrix.before == first.matrix.now
    assert not later.matrix.now & later.matrix.before
    assert not first.matrix.now & first.matrix.own
    assert len(first.matrix.teams) == len(first.matrix.townships) == 4
    assert first.plan.sentence.endswith("k=1")


def test_what_lies_on_the_table_is_compared_with_what_lies_beside_it(county: County) -> None:
    files = [county.hand_in(county.laptop, sites=1)]
    files.append(county.hand_in(county.open_laptop("t01b", "T01"), seed=2, sites=1))
    files.append(county.hand_in(county.open_laptop("t02", "T02"), sites=1))
    with at_office(county.office) as desk:
        one, clash, far = (receiving.prepare(desk, file) for file in files)
        assert previewing.beside(desk, one, [far]) is one
        assert previewing.beside(desk, one, []) is one
        compared = previewing.beside(desk, one, [far, clash])
        assert compared.counts[Arrival.CONFLICT] > 0
        assert one.counts.get(Arrival.CONFLICT, 0) == 0


def test_the_rule_on_ties_is_shown_with_its_version(county: County) -> None:
    with at_office(county.office) as desk:
        assert "考评规则" in overseeing.ranking_rule(desk)


def test_a_plan_of_an_earlier_round_is_not_blamed_for_a_later_one(county: County) -> None:
    with at_office(county.office) as desk:
        before = reviewing.review_plan(desk, ROUND)
        planning.plan_round(desk, LATER, Pattern.ROTATE, shift=3)
        assert reviewing.review_plan(desk, ROUND) == before
        with desk.store.unit() as unit:
            planned = unit.rounds.one(LATER)
            assert planned is not None
            same = unit.rounds.one(ROUND)
            assert same is not None
            unit.rounds.put(replace(planned, pairs=same.pairs), unit.rounds.assignments(ROUND)[:0])
            unit.commit()
        blamed = reviewing.review_plan(desk, LATER)
    assert blamed is not None
    (wrong,) = [check for check in blamed.checks if not check.well]
    assert wrong.name == "3 轮内不重复查同一乡镇"
    assert wrong.told == "T01 前几轮查过南镇"
