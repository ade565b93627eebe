"""Plans keep to every rule, or name the one in the way."""

from __future__ import annotations

import csv
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspector.domain import rota_search
from inspector.domain.dice import dice
from inspector.domain.ids import PersonId, RoundId, RubricId, SiteCode, TeamId, TownshipCode
from inspector.domain.policy import CrossInspection
from inspector.domain.rota import (
    CountsDiffer,
    HomesUneven,
    HomeUnknown,
    Lineup,
    OddTeams,
    Pairs,
    RuleBroken,
    assign,
    plan_cross,
    plan_draw,
    plan_rotate,
    plan_round,
    plan_swap,
    spread,
)
from inspector.domain.rota_rules import PlanRule, Rules, faults, mutual_pairs, recused
from inspector.domain.rota_search import draw_pairs, swap_pairs
from inspector.domain.site import Site, Township
from inspector.domain.team import Member, Pattern, Round, Team

SAMPLE_ROTATION = Path(__file__).parents[2] / "resources" / "sample_county" / "rotation.csv"
ROUND = RoundId("2026-11")
COUNTY_RULES = CrossInspection(teams=22, forbidden={0: "查自己", 11: "22组时k=11两两互查"})


def town(n: int) -> TownshipCode:
    return TownshipCode(f"4199{n:03d}")


def team_id(n: int) -> TeamId:
    return TeamId(f"T{n:02d}")


def team(n: int, *recused_at: int) -> Team:
    member = Member(
        id=PersonId(f"T{n:02d}-1"),
        name=f"组员{n}",
        role="组长",
        recused_townships=frozenset(map(town, recused_at)),
    )
    return Team(id=team_id(n), home=town(n), members=(member,))


def lineup(
    count: int,
    *,
    history: tuple[Pairs, ...] = (),
    rules: CrossInspection = COUNTY_RULES,
    teams: tuple[Team, ...] | None = None,
) -> Lineup:
    return Lineup(
        teams=teams or tuple(team(n) for n in range(1, count + 1)),
        townships=tuple(Township(code=town(n), name=f"{n}号镇") for n in range(1, count + 1)),
        history=history,
        rules=rules,
    )


def rotate(line: Lineup, shift: int | None = None) -> Round:
    return plan_rotate(line, round_id=ROUND, kind="cross", shift=shift)


def sites(township: int, count: int) -> list[Site]:
    return [
        Site(
            code=SiteCode(f"{town(township)}{n:03d}"),
            name=f"{n}号村",
            township=town(township),
            rubric=RubricId("rural"),
        )
        for n in range(1, count + 1)
    ]


# --- 推磨 -------------------------------------------------------------------------------------


def test_a_rotation_sends_each_team_k_townships_further() -> None:
    planned = rotate(lineup(22), 3)
    assert planned.shift == 3
    assert planned.pairs[0] == ("T01", town(4))
    assert planned.pairs[21] == ("T22", town(3))


@pytest.mark.parametrize(
    ("shift", "words"),
    [
        (0, "“不查本乡镇”：T01 会查到本乡镇1号镇"),
        (22, "“不查本乡镇”"),
        (11, "“同轮不互查”：T01 与 T12 互查"),
        (5, "“3 轮内不重复查同一乡镇”：T01 前几轮查过6号镇"),
    ],
)
def test_a_shift_that_breaks_a_rule_is_refused_by_name(shift: int, words: str) -> None:
    line = lineup(22, history=(rotate(lineup(22), 5).pairs,))
    with pytest.raises(RuleBroken) as caught:
        rotate(line, shift)
    assert words in caught.value.sentence()


def test_a_forbidden_shift_is_data_and_holds_for_that_number_of_teams() -> None:
    rules = CrossInspection(teams=5, forbidden={2: "县里不用"})
    with pytest.raises(RuleBroken, match="k=2，县里不用"):
        rotate(lineup(5, rules=rules), 2)
    assert rotate(lineup(7, rules=rules), 2).shift == 2
    assert rotate(lineup(15), 11).shift == 11


def test_without_a_shift_the_first_lawful_one_is_taken() -> None:
    first = rotate(lineup(22))
    second = rotate(lineup(22, history=(first.pairs,)))
    third = rotate(lineup(22, history=(first.pairs, second.pairs)))
    assert (first.shift, second.shift, third.shift) == (1, 2, 3)
    old = (first.pairs, second.pairs, third.pairs)
    after = rotate(lineup(22, history=(*old, rotate(lineup(22), 4).pairs)))
    assert after.shift == 1


def test_a_recused_member_blocks_the_shift_and_is_named() -> None:
    teams = (team(1, 2), team(2), team(3))
    with pytest.raises(RuleBroken, match="“组员回避”：T01 的组员1应回避2号镇"):
        rotate(lineup(3, teams=teams), 1)
    assert rotate(lineup(3, teams=teams)).shift == 2


def test_where_every_shift_is_blocked_the_fewest_rules_in_the_way_are_named() -> None:
    teams = (team(1, 2), team(2), team(3, 2))
    with pytest.raises(RuleBroken) as caught:
        rotate(lineup(3, teams=teams))
    assert caught.value.facts["rule"] == "组员回避"
    with pytest.raises(RuleBroken) as caught:
        rotate(lineup(2))
    assert caught.value.facts["rule"] == "同轮不互查"
    with pytest.raises(RuleBroken) as caught:
        rotate(lineup(1))
    assert caught.value.facts["rule"] == "禁用的推磨数、不查本乡镇"


def test_a_county_may_drop_rules() -> None:
    free = CrossInspection(not_own=False, no_mutual=frozenset(), apart_rounds=0)
    assert rotate(lineup(1, rules=free)).pairs == (("T01", town(1)),)
    assert rotate(lineup(2, rules=free), 1).shift == 1


def test_a_ring_needs_one_team_in_each_township() -> None:
    crowded = (team(1), replace(team(2), home=town(1)), team(3))
    with pytest.raises(HomesUneven, match=r"“推磨”.*1号镇有 2 个"):
        rotate(lineup(3, teams=crowded), 1)
    with pytest.raises(HomesUneven, match="2号镇有 0 个"):
        plan_swap(lineup(3, teams=(team(1), team(3))), round_id=ROUND, kind="cross")


def test_a_team_from_nowhere_is_refused() -> None:
    with pytest.raises(HomeUnknown, match="T09"):
        lineup(2, teams=(team(9),))


def test_the_sample_countys_three_rounds_are_rotations_by_3_7_and_13() -> None:
    with SAMPLE_ROTATION.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    codes = sorted({row["inspects_code"] for row in rows})
    by_name = {row["inspects_township"]: row["inspects_code"] for row in rows}
    homes = {row["team"]: by_name[row["home_township"]] for row in rows}
    line = Lineup(
        teams=tuple(
            Team(id=TeamId(one), home=TownshipCode(home), members=()) for one, home in homes.items()
        ),
        townships=tuple(Township(code=TownshipCode(code), name=code) for code in codes),
        rules=COUNTY_RULES,
    )
    for number, shift in (("1", 3), ("2", 7), ("3", 13)):
        planned = rotate(line, shift)
        assert set(planned.pairs) == {
            (row["team"], row["inspects_code"]) for row in rows if row["round"] == number
        }
        line = replace(line, history=(*line.history, planned.pairs))


# --- 交叉 -------------------------------------------------------------------------------------


def test_cross_gives_each_township_two_teams_from_elsewhere() -> None:
    planned = plan_cross(lineup(22), round_id=ROUND, kind="cross", shift=3)
    assert planned.shift == 3
    assert len(planned.pairs) == 44
    for n in range(1, 23):
        here = [one for one, township in planned.pairs if township == town(n)]
        assert len(set(here)) == 2
        assert team_id(n) not in here
    assert mutual_pairs(planned.pairs, lineup(22).teams) == []


def test_cross_splits_the_sites_by_their_position() -> None:
    line = lineup(5)
    planned = plan_cross(line, round_id=ROUND, kind="cross", shift=1)
    visits = assign(planned, line.teams, sites(2, 5))
    by_site = {visit.visit.site[-3:]: visit.visit.team for visit in visits}
    odd, even = (one for one, township in planned.pairs if township == town(2))
    assert by_site == {"001": odd, "002": even, "003": odd, "004": even, "005": odd}


def test_cross_takes_the_first_two_lawful_shifts_where_none_is_asked() -> None:
    assert plan_cross(lineup(7), round_id=ROUND, kind="cross").shift == 1


def test_cross_names_the_rule_in_the_way() -> None:
    with pytest.raises(RuleBroken) as caught:
        plan_cross(lineup(3), round_id=ROUND, kind="cross")
    assert caught.value.facts["rule"] == "同轮不互查"
    with pytest.raises(RuleBroken, match="不查本乡镇"):
        plan_cross(lineup(5), round_id=ROUND, kind="cross", shift=5)
    with pytest.raises(RuleBroken) as caught:
        plan_cross(lineup(3), round_id=ROUND, kind="cross", shift=1)
    assert caught.value.facts["pattern"] == "交叉"


# --- 对调 -------------------------------------------------------------------------------------


def test_swap_pairs_everyone_both_ways_and_varies_with_history() -> None:
    line = lineup(6)
    first = plan_swap(line, round_id=ROUND, kind="cross")
    assert len(mutual_pairs(first.pairs, line.teams)) == 3
    second = plan_swap(lineup(6, history=(first.pairs,)), round_id=ROUND, kind="cross")
    assert not set(first.pairs) & set(second.pairs)
    assert len(mutual_pairs(second.pairs, line.teams)) == 3


def test_an_odd_number_of_teams_cannot_swap() -> None:
    with pytest.raises(OddTeams, match="5 个考评组，多出一个"):
        plan_swap(lineup(5), round_id=ROUND, kind="cross")


def test_swap_names_the_rule_in_the_way() -> None:
    first = plan_swap(lineup(2), round_id=ROUND, kind="cross")
    with pytest.raises(RuleBroken) as caught:
        plan_swap(lineup(2, history=(first.pairs,)), round_id=ROUND, kind="cross")
    assert caught.value.facts["rule"] == "3 轮内不重复查同一乡镇"
    teams = (team(1, 2, 3, 4), team(2), team(3), team(4))
    with pytest.raises(RuleBroken, match="组员回避"):
        plan_swap(lineup(4, teams=teams), round_id=ROUND, kind="cross")


# --- 抽签 -------------------------------------------------------------------------------------


def test_a_draw_is_repeated_by_its_seed_and_differs_by_another() -> None:
    draws = [plan_draw(lineup(22), round_id=ROUND, kind="cross", seed=n) for n in (7, 7, 8)]
    assert draws[0] == draws[1]
    assert draws[0].seed == 7
    assert draws[0].pairs != draws[2].pairs
    assert list(faults(lineup(22), draws[0].pairs, frozenset(PlanRule))) == []


def test_a_stored_seed_means_the_same_plan_for_ever() -> None:
    drawn = plan_draw(lineup(5), round_id=ROUND, kind="cross", seed=2026)
    assert [township[-1] for _, township in drawn.pairs] == ["5", "3", "1", "2", "4"]


def test_a_draw_needs_as_many_teams_as_townships_but_not_one_in_each() -> None:
    with pytest.raises(CountsDiffer, match="2 个考评组、3 个乡镇"):
        plan_draw(lineup(3, teams=(team(1), team(2))), round_id=ROUND, kind="cross", seed=1)
    crowded = (team(1), replace(team(2), home=town(1)), team(3), team(4))
    line = lineup(4, teams=crowded)
    drawn = plan_draw(line, round_id=ROUND, kind="cross", seed=1)
    assert {township for _, township in drawn.pairs} == {town(n) for n in (1, 2, 3, 4)}


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        (lineup(1), "不查本乡镇"),
        (lineup(2), "同轮不互查"),
        (lineup(4, teams=(team(1, 2, 3, 4), team(2), team(3), team(4))), "组员回避"),
        (
            lineup(3, history=(rotate(lineup(3), 1).pairs, rotate(lineup(3), 2).pairs)),
            "3 轮内不重复查同一乡镇",
        ),
    ],
)
def test_a_draw_names_the_rule_in_the_way(line: Lineup, rule: str) -> None:
    with pytest.raises(RuleBroken) as caught:
        plan_draw(line, round_id=ROUND, kind="cross", seed=1)
    assert caught.value.facts["rule"] == rule


def test_a_search_gives_up_after_its_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    line = lineup(6)
    monkeypatch.setattr(rota_search, "MAX_STEPS", 0)
    with pytest.raises(RuleBroken):
        plan_draw(line, round_id=ROUND, kind="cross", seed=1)
    with pytest.raises(RuleBroken):
        plan_swap(line, round_id=ROUND, kind="cross")


# --- all patterns -----------------------------------------------------------------------------


def test_every_pattern_is_planned_by_its_name() -> None:
    line = lineup(6)
    for pattern in Pattern:
        planned = plan_round(pattern, line, round_id=ROUND, kind="cross", seed=3)
        assert (planned.pattern, planned.kind, planned.id) == (pattern, "cross", ROUND)
    with pytest.raises(ValueError, match="seed"):
        plan_round(Pattern.DRAW, line, round_id=ROUND, kind="cross")


@st.composite
def counties(draw: st.DrawFn) -> Lineup:
    count = draw(st.integers(2, 40))
    numbers = st.integers(1, count)
    teams = tuple(
        team(n, *draw(st.lists(numbers, max_size=2))) if draw(st.integers(0, 9)) == 0 else team(n)
        for n in range(1, count + 1)
    )
    line = lineup(count, rules=CrossInspection(apart_rounds=0))
    history = tuple(
        rotate(replace(line, rules=CrossInspection(not_own=False, no_mutual=frozenset(),
                                                   apart_rounds=0)), shift).pairs
        for shift in draw(st.lists(st.integers(0, count - 1), max_size=4))
    )  # fmt: skip
    return lineup(count, teams=teams, history=history)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(line=counties(), pattern=st.sampled_from(Pattern), seed=st.integers(0, 10**6))
def test_a_plan_keeps_to_every_rule_or_names_one_that_is_in_the_way(
    line: Lineup, pattern: Pattern, seed: int
) -> None:
    try:
        planned = plan_round(pattern, line, round_id=ROUND, kind="cross", seed=seed)
    except OddTeams:
        assert len(line.teams) % 2
        return
    except RuleBroken:
        return
    assert list(faults(line, planned.pairs, line.active(pattern))) == []
    times = 2 if pattern is Pattern.CROSS else 1
    assert sorted(township for _, township in planned.pairs) == sorted(
        [township.code for township in line.townships] * times
    )
    assert sorted(one for one, _ in planned.pairs) == sorted([one.id for one in line.teams] * times)


@settings(max_examples=60, deadline=None)
@given(line=counties(), seed=st.integers(0, 99))
def test_what_blocks_a_draw_is_what_its_absence_allows(line: Lineup, seed: int) -> None:
    words = {
        "不查本乡镇": PlanRule.OWN,
        "同轮不互查": PlanRule.MUTUAL,
        "组员回避": PlanRule.RECUSAL,
    }
    try:
        plan_draw(line, round_id=ROUND, kind="cross", seed=seed)
    except RuleBroken as refusal:
        named = str(refusal.facts["rule"]).split("、")
        dropped = {words.get(word, PlanRule.APART) for word in named}
        fewer: Rules = line.active(Pattern.DRAW) - dropped
        assert draw_pairs(line, fewer, dice(seed)) is not None


# --- sites ------------------------------------------------------------------------------------


def test_sites_are_visited_in_order_of_code() -> None:
    line = lineup(5)
    planned = rotate(line, 1)
    visits = assign(planned, line.teams, reversed(sites(2, 4)))
    assert [(visit.order, visit.visit.site[-3:]) for visit in visits] == [
        (1, "001"), (2, "002"), (3, "003"), (4, "004"),
    ]  # fmt: skip
    assert {visit.visit.team for visit in visits} == {"T01"}
    assert visits[0].visit.uid == f"2026-11/cross/{town(2)}001/T01/1"
    assert all(one.order + 1 == two.order for one, two in pairwise(visits))


def kept_away(n: int, site: str) -> Team:
    own = team(n)
    member = replace(own.members[0], recused_sites=frozenset([SiteCode(site)]))
    return replace(own, members=(member,))


def test_a_recused_site_goes_to_the_lawful_team_with_the_fewest_sites() -> None:
    first = f"{town(2)}001"
    teams = (kept_away(1, first), team(2), kept_away(3, first), team(4, 2), team(5), team(6))
    line = lineup(6, teams=teams)
    handed = spread(rotate(line, 1), teams, [*sites(2, 3), *sites(6, 2)])
    (moved,) = handed.moved
    assert (moved.site, moved.team, moved.member, moved.to) == (first, "T01", "组员1", "T06")
    assert handed.left_out == ()
    assert len(handed.assignments) == 5
    mine = [visit for visit in handed.assignments if visit.visit.team == "T06"]
    assert [(visit.visit.site, visit.order) for visit in mine] == [(first, 1)]


def test_in_cross_the_other_team_of_the_township_steps_in() -> None:
    line = lineup(5)
    planned = plan_cross(line, round_id=ROUND, kind="cross", shift=1)
    odd, even = (one for one, township in planned.pairs if township == town(2))
    first = f"{town(2)}001"
    number = int(odd[1:])
    teams = tuple(kept_away(number, first) if one.id == odd else one for one in line.teams)
    (moved,) = spread(planned, teams, sites(2, 3)).moved
    assert moved.to == even


def test_a_site_that_nobody_may_visit_is_named() -> None:
    first = f"{town(2)}001"
    teams = (kept_away(1, first), team(2), kept_away(3, first))
    handed = spread(rotate(lineup(3, teams=teams), 1), teams, sites(2, 2))
    assert handed.left_out == (first,)
    assert handed.moved[0].to is None
    assert len(handed.assignments) == 1


def test_a_site_of_a_township_outside_the_round_is_named() -> None:
    line = lineup(3)
    planned = replace(rotate(line, 1), pairs=((team_id(1), town(2)),))
    handed = spread(planned, line.teams, [*sites(1, 1), *sites(2, 1)])
    assert handed.left_out == (f"{town(1)}001",)


def test_a_round_with_an_unknown_team_is_a_bug() -> None:
    line = lineup(3)
    with pytest.raises(KeyError):
        assign(rotate(line, 1), line.teams[1:], sites(2, 1))


def test_teams_may_swap_only_where_both_may_go() -> None:
    teams = (team(1, 2), team(2), team(3), team(4))
    pairs = swap_pairs(lineup(4, teams=teams), frozenset(PlanRule))
    assert pairs is not None
    assert ("T01", town(2)) not in pairs
    assert ("T02", town(1)) not in pairs
    assert recused(teams[0], town(2)) == "组员1"
