"""What an office looks at: rounds, packages, plans with their checks, faults by place."""

from __future__ import annotations

from pathlib import Path

import pytest
from played_county import ROUND, County, at_office, sites_of, write_lists

from inspector.actions import overseeing, planning, previewing, receiving, reviewing
from inspector.actions.explaining import faults_of
from inspector.actions.planning import kept_plan
from inspector.domain.errors import InspectorError
from inspector.domain.ids import RoundId
from inspector.domain.merging import Arrival
from inspector.domain.team import Pattern
from inspector.domain.visit import VisitState
from inspector.exchange.rubric_file import RubricFaulty, read_rubric
from inspector.exchange.site_list import ListFaulty, read_sites
from inspector.platform.resources import form

NEXT = RoundId("2026-12")


def test_a_round_counts_what_went_out_and_came_in(county: County) -> None:
    file = county.hand_in(county.laptop)
    with at_office(county.office) as desk:
        receiving.take_in(desk, [file])
        (line,) = overseeing.round_lines(desk)
        assert (line.id, line.pattern, line.sites) == (ROUND, "推磨", 8)
        assert (line.went_out, line.came_in) == (4, 1)
        (arrived,) = overseeing.arrived(desk, ROUND)
        assert (arrived.team, arrived.file) == ("T01", file.name)


def test_what_was_handed_out_bears_the_codes_of_the_slips(county: County) -> None:
    with at_office(county.office) as desk:
        handed = overseeing.handed_out(desk, ROUND)
    assert {str(one.team): one.code for one in handed} == {
        team: one.code for team, one in county.handed.items()
    }
    assert all(one.sites == 2 and len(one.townships) == 1 for one in handed)


def test_a_village_tells_what_is_held_of_it(county: County) -> None:
    file = county.hand_in(county.laptop, sites=1)
    with at_office(county.office) as desk:
        receiving.take_in(desk, [file])
        states = {
            code: overseeing.visits_of_site(desk, ROUND, code)[0].state for code in sites_of(desk)
        }
    assert sorted(states.values()).count(VisitState.SEALED) == 1
    assert sorted(states.values()).count(VisitState.PLANNED) == 7


def test_the_rule_of_the_ranking_names_its_policy(county: County) -> None:
    with at_office(county.office) as desk:
        assert "考评规则" in overseeing.ranking_rule(desk)


def test_a_kept_plan_is_shown_with_every_check(county: County) -> None:
    with at_office(county.office) as desk:
        review = reviewing.review_plan(desk, ROUND)
        assert review is not None
        assert review.went_out
        assert all(check.well for check in review.checks)
        assert review.checks[-1].told == "8/8"
        assert len(review.matrix.now) == 4
        assert len(review.matrix.own) == 4
        assert review.matrix.before == frozenset()
        assert not review.matrix.now & review.matrix.own


def test_a_second_round_is_compared_to_the_first(county: County) -> None:
    with at_office(county.office) as desk:
        planning.plan_round(desk, NEXT, Pattern.DRAW, seed=7)
        first, second = reviewing.review_plan(desk, ROUND), reviewing.review_plan(desk, NEXT)
        assert first is not None
        assert second is not None
        assert second.matrix.before == first.matrix.now
        assert not second.went_out
        apart = next(check for check in second.checks if "轮内" in check.name)
        assert (apart.well, apart.told) == (True, "比对前 1 轮")


def test_a_plan_that_breaks_a_rule_says_which_and_whose(county: County) -> None:
    """A round that was kept under other teams or another policy shows its faults."""
    with at_office(county.office) as desk:
        plan = kept_plan(desk, ROUND)
        assert plan is not None
        with desk.store.unit() as unit:
            unit.teams.put(
                team.__class__(
                    id=team.id, home=dict(plan.round.pairs)[team.id], members=team.members
                )
                for team in unit.teams.all()
            )
            unit.commit()
        review = reviewing.review_plan(desk, ROUND)
        assert review is not None
        own = review.checks[0]
        assert not own.well
        assert "会查到本乡镇" in own.told


def test_a_round_that_was_never_planned_has_no_review(county: County) -> None:
    with at_office(county.office) as desk:
        assert reviewing.review_plan(desk, NEXT) is None


def test_a_card_names_sites_and_forms_and_counts_by_kind(county: County) -> None:
    file = county.hand_in(county.laptop)
    with at_office(county.office) as desk:
        card = previewing.card_of(desk, receiving.prepare(desk, file))
        assert card.count(Arrival.NEW) == sum(one.changes for one in card.sites)
        assert card.count(Arrival.CONFLICT) == 0
        assert card.new_laptop
        assert all("考评表" in name for name in card.forms)
        receiving.take_in(desk, [file])
        again = previewing.card_of(desk, receiving.prepare(desk, file))
        assert again.seen
        assert {one.kind for one in again.sites} == {Arrival.SAME}


def test_packages_on_one_table_are_compared_to_each_other(county: County) -> None:
    file = county.hand_in(county.laptop)
    other = county.hand_in(county.open_laptop("b", "T01"), seed=8, sites=1)
    elsewhere = county.hand_in(county.open_laptop("t02", "T02"))
    with at_office(county.office) as desk:
        first, second = receiving.prepare(desk, file), receiving.prepare(desk, other)
        third = receiving.prepare(desk, elsewhere)
        assert previewing.beside(desk, first, [third]) is first
        clashing = previewing.beside(desk, second, [first, third])
        assert Arrival.CONFLICT not in second.counts
        assert clashing.counts[Arrival.CONFLICT] > 0
        card = previewing.card_of(desk, clashing)
        assert [one.kind for one in card.sites] == [Arrival.CONFLICT]


def test_faults_of_lists_and_forms_are_told_by_place(tmp_path: Path) -> None:
    lists = write_lists(tmp_path)
    rows = lists.sites.read_text("utf-8").splitlines()
    lists.sites.write_text("\n".join([*rows, rows[-1]]), "utf-8")
    with pytest.raises(ListFaulty) as error:
        read_sites(lists.sites)
    (fault,) = faults_of(error.value)
    assert (fault.file, fault.place) == ("sites.csv", "第 15 行 “code”列")
    bad = tmp_path / "bad.yaml"
    bad.write_text(form("rural.yaml").read_text("utf-8").replace("title:", "titel:", 1), "utf-8")
    with pytest.raises(RubricFaulty) as faulty:
        read_rubric(bad)
    found = faults_of(faulty.value)
    assert len(found) == len(faulty.value.problems)
    assert all(one.place.startswith("第 ") and one.fix for one in found)


def test_other_errors_have_no_places() -> None:
    class Other(InspectorError):
        code = "F999"
        what = "别的。"
        next_step = "再试。"

    assert faults_of(Other()) == ()
