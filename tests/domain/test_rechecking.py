"""Rechecks stand beside what they look at again; the policy says which counts."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from inspector.domain.canonical import Tree
from inspector.domain.ids import PersonId, RubricId, SiteCode, TeamId, TownshipCode
from inspector.domain.points import Points
from inspector.domain.policy import policy_from_tree
from inspector.domain.ranking import Counts, Exclusion, SiteResult
from inspector.domain.reading import BadTree
from inspector.domain.rechecking import (
    Askew,
    Direction,
    RecheckRules,
    Scored,
    askew,
    draw_sample,
    recheck_rules,
    send,
    settle,
)
from inspector.domain.site import Site
from inspector.domain.team import Member, Team
from inspector.exchange.rubric_file import read_policy
from inspector.platform.resources import form

TOWN = TownshipCode("419901100000")
RULES = RecheckRules(replaces=True)


def scored(team: str, site: str, percent: int, why: Exclusion | None = None) -> Scored:
    result = SiteResult(
        site=SiteCode(site),
        township=TOWN,
        points=Points(percent * 100),
        max=Points(10000),
        level=3,
        exclusion=why,
    )
    return Scored(team=TeamId(team), result=result)


def policy(recheck: dict[str, Tree]) -> RecheckRules:
    return recheck_rules(policy_from_tree({"recheck": recheck}))


def test_the_countys_own_rules_are_read() -> None:
    rules = recheck_rules(read_policy(form("policy.yaml")).policy)
    assert rules == RecheckRules(
        ratio=Fraction(1, 10), least=2, deviation=Fraction(5), replaces=True
    )
    assert policy({}) == RecheckRules()
    assert policy({"deviation_points": "2.5", "over": "报县办"}).deviation == Fraction(5, 2)
    assert not policy({"over": "报县办"}).replaces
    with pytest.raises(BadTree):
        policy({"min_per_team": "two"})


@given(st.integers(0, 100), st.integers(0, 100))
@example(90, 85)
@example(85, 90)
@example(90, 84)
def test_a_recheck_counts_only_beyond_the_limit(first: int, again: int) -> None:
    results, (told,) = settle([scored("T1", "a", first)], [scored("T2", "a", again)], RULES)
    (kept,) = results
    over = abs(first - again) > 5
    assert told.counts is (Counts.AGAIN if over else Counts.FIRST)
    assert kept.team == ("T2" if over else "T1")
    assert (told.first, told.again) == (Fraction(first), Fraction(again))


def test_without_the_sentence_both_wait_for_a_ruling() -> None:
    results, (told,) = settle(
        [scored("T1", "a", 90)], [scored("T2", "a", 80)], RecheckRules(replaces=False)
    )
    assert [one.team for one in results] == ["T1", "T2"]
    assert told.counts is Counts.OPEN


def test_what_is_no_recheck_changes_nothing() -> None:
    first = [scored("T1", "a", 90), scored("T1", "b", 90, Exclusion.CONFLICT)]
    again = [
        scored("T1", "a", 10),
        scored("T2", "b", 10),
        scored("T2", "c", 10),
        scored("T3", "a", 10, Exclusion.RECOUNT),
    ]
    results, told = settle(first, again, RULES)
    assert list(results) == first
    assert told == ()


def test_two_teams_or_two_rechecks_are_left_to_a_ruling() -> None:
    first = [scored("T1", "a", 90), scored("T2", "a", 80)]
    assert settle(first, [scored("T3", "a", 10)], RULES) == (tuple(first), ())
    results, told = settle(
        [scored("T1", "a", 90)], [scored("T2", "a", 80), scored("T3", "a", 70)], RULES
    )
    assert len(results) == 3
    assert {one.counts for one in told} == {Counts.OPEN}


def test_a_team_that_leans_one_way_twice_is_named() -> None:
    first = [scored("T1", site, 90) for site in "abc"] + [scored("T2", site, 80) for site in "de"]
    again = [scored("T3", site, 80) for site in "ab"] + [
        scored("T3", "c", 99),
        scored("T3", "d", 90),
        scored("T3", "e", 70),
    ]
    _results, told = settle(first, again, RULES)
    assert list(askew(told, RULES)) == [Askew(team=TeamId("T1"), direction=Direction.HIGH, times=2)]


@given(
    st.dictionaries(st.sampled_from("ABCDE"), st.integers(0, 30), max_size=5),
    st.integers(0, 2**20),
)
def test_a_sample_has_some_of_every_team(sizes: dict[str, int], seed: int) -> None:
    visited = {
        TeamId(team): [SiteCode(f"{team}{at}") for at in range(count)]
        for team, count in sizes.items()
    }
    sample = draw_sample(visited, RULES, seed)
    assert sample == draw_sample(visited, RULES, seed)
    assert len(set(sample)) == len(sample)
    for team, count in sizes.items():
        drawn = [site for of, site in sample if of == team]
        assert len(drawn) >= min(2, count)
        assert set(drawn) <= set(visited[TeamId(team)])
    assert len(sample) * 10 >= sum(sizes.values())


def site(code: str, township: str) -> Site:
    return Site(
        code=SiteCode(code),
        township=TownshipCode(township),
        name=code,
        rubric=RubricId("rural"),
    )


def team(name: str, home: str, *recused: str) -> Team:
    member = Member(
        id=PersonId(f"{name}-1"),
        name="人",
        role="组长",
        recused_sites=frozenset(map(SiteCode, recused)),
    )
    return Team(id=TeamId(name), home=TownshipCode(home), members=(member,))


def test_another_team_goes_that_may() -> None:
    teams = [team("T1", "N"), team("T2", "S"), team("T3", "W", "c"), team("T4", "W")]
    sites = {one.code: one for one in (site("a", "S"), site("b", "S"), site("c", "N"))}
    sample = [(TeamId("T1"), SiteCode("a")), (TeamId("T1"), SiteCode("b"))]
    sent, left = send([*sample, (TeamId("T4"), SiteCode("c"))], teams, sites, ())
    assert sent == {"a": "T3", "b": "T4", "c": "T2"}
    assert left == ()
    sent, left = send(sample, teams[:2], sites, ())
    assert (sent, left) == ({}, ("a", "b"))
