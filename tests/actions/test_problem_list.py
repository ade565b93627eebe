"""问题: what earlier rounds left open and what the team itself found, village by village."""

from __future__ import annotations

from dataclasses import replace

import pytest
from played_county import County, count_site, in_field, sites_of

from inspector.actions import scoring, starting, surveying
from inspector.actions.problem_list import problem_list
from inspector.domain.finding import Finding, Outcome
from inspector.domain.ids import ItemCode, RoundId
from inspector.domain.problem import Problem, facts_of
from inspector.store.rounds import Rounds
from inspector.store.sites import Sites


def test_a_quiet_road_has_no_problems(county: County) -> None:
    with in_field(county.laptop) as desk:
        assert problem_list(desk) == ()
        scoring.open_visit(desk, sites_of(desk)[0])
        assert problem_list(desk) == ()


def test_own_findings_stand_beside_those_of_earlier_rounds(county: County) -> None:
    with in_field(county.laptop) as desk:
        first, second = sites_of(desk)
        visit = count_site(desk, first)
        item = next(visit.rubric.items())
        problem = Problem(
            site=second,
            item=item.code,
            checkpoint=item.checkpoints[0].code,
            fact="柴草乱堆",
            round=RoundId("2026-10"),
            deadline="限期整改",
        )
        gone = replace(problem, item=ItemCode("ZZ-9"), checkpoint=None)
        with desk.store.unit() as unit:
            unit.problems.put([problem, gone])
            unit.commit()
        own, earlier = problem_list(desk)
    expected = list(facts_of(visit.rubric, visit.counted))
    assert expected, "the invented visit found something"
    assert [(one.item, one.checkpoint, one.words) for one in own.own] == [
        (one.item, one.checkpoint, one.words) for one in expected
    ]
    assert own.earlier == ()
    assert all(one.title and one.earlier is None for one in own.own)
    assert [(one.title, one.earlier) for one in earlier.earlier] == [
        (item.checkpoints[0].text, problem),
        ("", gone),
    ]
    assert (earlier.own, earlier.site.code, earlier.township) == ((), second, "南镇")


def test_a_visit_without_points_tells_its_findings(county: County) -> None:
    with in_field(county.laptop) as desk:
        site = sites_of(desk)[0]
        visit = starting.start(desk, site, "revisit")
        for finding in (
            Finding(n=0, outcome=Outcome.FIXED, problem="ST-2.1 柴草乱堆"),
            Finding(n=0, outcome=Outcome.NOT_FIXED, problem="ST-2.4 漂浮垃圾", fact="更多了"),
        ):
            surveying.put_finding(desk, visit, finding)
        (found,) = [one for one in problem_list(desk) if one.uid == visit.uid]
    assert [one.words for one in found.own] == ["ST-2.4 漂浮垃圾：更多了"]
    assert (found.own[0].item, found.own[0].title) == ("", "")


def test_what_is_not_there_any_more_is_passed_over(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    with in_field(county.laptop) as desk:
        count_site(desk, sites_of(desk)[0])
        monkeypatch.setattr(Sites, "one", lambda *_: None)
        assert problem_list(desk) == ()
        monkeypatch.undo()
        assert len(problem_list(desk)) == 1
        monkeypatch.setattr(Rounds, "latest", lambda *_: None)
        assert problem_list(desk) == ()
