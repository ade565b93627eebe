"""A site's year: means of rounds, stars by the form's own rules, and what the years earn."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from scored_form import counted_form

from inspector.domain.canonical import Tree
from inspector.domain.denial import Effect
from inspector.domain.ids import RoundId, SiteCode
from inspector.domain.reading import BadTree
from inspector.domain.rewards import Reward, funds_of, reward, reward_rules, targets_of
from inspector.domain.rubric import Deduct, Rubric
from inspector.domain.scorecard import ItemState, Scorecard, StarState
from inspector.domain.scoring import score
from inspector.domain.visit import Entry, ItemEntry
from inspector.domain.year import (
    NO_ROUND,
    SEVERAL_FORMS,
    CountedRound,
    CountedVisit,
    history_of,
    lowest_of,
    site_year,
)
from inspector.exchange.rubric_file import read_policy, read_rubric
from inspector.platform.resources import form

SITE = SiteCode("419924100217")
NOTHING = Effect()


@pytest.fixture(scope="module")
def rural() -> Rubric:
    return read_rubric(form("rural.yaml")).rubric


def card(rubric: Rubric, faults: int = 0, star: int = 0) -> Scorecard:
    """Score a form with so many faults on each plain checkpoint of one star."""
    points = [point for item in rubric.stars[star].items for point in item.checkpoints]
    bad = {point.code: Entry(defects=faults) for point in points if isinstance(point.rule, Deduct)}
    return score(rubric, counted_form(rubric, bad if faults else {}))


def visit(one: Scorecard, form_: str) -> CountedVisit:
    return CountedVisit(form=form_, items={item.code: item for item in one.items})


def rounds(*cards: Scorecard, forms: str = "aaaa") -> list[CountedRound]:
    return [
        CountedRound(
            round=RoundId(f"2026-{at:02d}"),
            percent=Fraction(100 * one.points, one.max),
            visits=(visit(one, form_),),
        )
        for at, (one, form_) in enumerate(zip(cards, forms, strict=False), start=1)
    ]


def test_a_year_is_the_mean_of_its_rounds_and_its_stars_follow(rural: Rubric) -> None:
    clean, poor = card(rural), card(rural, faults=9)
    year = site_year(SITE, rural, rounds(clean, poor), NOTHING)
    assert year.percent == (Fraction(100) + Fraction(100 * poor.points, poor.max)) / 2
    assert [name for name, _ in year.rounds] == ["2026-01", "2026-02"]
    first = year.stars[0]
    assert 2 * first.points == pytest.approx(
        clean.stars[0].points + poor.stars[0].points, abs=len(rural.stars[0].items)
    ), "each item is rounded once"
    assert first.state is StarState.LOST
    assert [star.state for star in year.stars[1:]] == [StarState.WON] * 4
    assert year.level == 2, "without its base star a branch has two at most"
    assert "未得支部过硬星" in year.reason


def test_one_clean_round_makes_five_stars(rural: Rubric) -> None:
    year = site_year(SITE, rural, rounds(card(rural)), NOTHING)
    assert (year.level, year.reason, year.percent) == (5, "", Fraction(100))


def test_what_the_joint_review_took_holds_for_the_year(rural: Rubric) -> None:
    clean = rounds(card(rural))
    denied = site_year(SITE, rural, clean, Effect(stars=frozenset({rural.stars[1].id})))
    assert (denied.level, denied.stars[1].state) == (4, StarState.DENIED)
    capped = site_year(SITE, rural, clean, Effect(cap=2))
    assert (capped.level, capped.reason) == (2, "负面清单联审通过，星级最高 2 星")
    nothing = site_year(SITE, rural, clean, Effect(everything=True))
    assert nothing.level == 0
    assert "不授任何星" in nothing.reason
    assert capped.percent == 100, "points stay as they are"


def test_rounds_by_different_forms_have_no_common_level(rural: Rubric) -> None:
    year = site_year(SITE, rural, rounds(card(rural), card(rural), forms="ab"), NOTHING)
    assert (year.level, year.stars, year.reason) == (None, (), SEVERAL_FORMS)
    assert year.percent == 100


def test_a_site_nobody_saw_has_no_year(rural: Rubric) -> None:
    year = site_year(SITE, rural, [], NOTHING)
    assert (year.level, year.percent, year.reason) == (None, None, NO_ROUND)


def test_an_item_that_never_applied_costs_nothing(rural: Rubric) -> None:
    star = rural.stars[1]
    item = replace(star.items[0], allow_na=True)
    lenient = replace(
        rural,
        stars=(rural.stars[0], replace(star, items=(item, *star.items[1:])), *rural.stars[2:]),
    )
    counted = counted_form(lenient, {})
    counted[item.code] = ItemEntry(na="没有")
    without = score(lenient, counted)
    assert [one.state for one in without.items if one.code == item.code] == [
        ItemState.NOT_APPLICABLE
    ]
    assert site_year(SITE, lenient, rounds(without, without), NOTHING).level == 5
    assert site_year(SITE, lenient, rounds(without, card(lenient)), NOTHING).level == 5


def test_of_mixed_years_the_lowest_counts_and_an_unknown_one_none() -> None:
    assert lowest_of((5, 4, 4), 3) == 4
    assert lowest_of((5, 4, 4), 1) == 4
    assert lowest_of((None, 4, 4), 3) is None
    assert lowest_of((4,), 3) is None


def test_the_history_is_two_years_and_this_one() -> None:
    past = {2024: {SITE: 3}, 2025: {}}
    assert history_of(past, SITE, 2026, 5) == (3, None, 5)


@pytest.mark.parametrize(
    ("levels", "fits"),
    [
        ((None, None, 3), ["RW1", "RW2"]),
        ((3, 3, 3), ["RW1", "RW2", "RW5", "RW8"]),
        ((5, 4, 4), ["RW4", "RW7", "RW10"]),
        ((5, 5, 5), ["RW3", "RW6", "RW9"]),
        ((5, 5, 2), []),
        ((5, 5, None), []),
    ],
)
def test_the_countys_rules_fit_by_level_and_years(
    levels: tuple[int | None, ...], fits: list[str]
) -> None:
    rules = reward_rules(read_policy(form("policy.yaml")).tree)
    assert [rule.id for rule in reward(rules, levels).rules] == fits


def test_money_that_is_not_filled_in_is_open_and_not_nought() -> None:
    rules = reward_rules(read_policy(form("policy.yaml")).tree)
    three, five = reward(rules, (None, None, 3)), reward(rules, (None, None, 5))
    assert (three.money, three.open) == (Fraction(3), ())
    assert (five.money, [rule.id for rule in five.open]) == (Fraction(0), ["RW9"])
    assert [rule.percent for rule in three.raises] == [5]
    assert reward(rules, (5, 5, 5)).rules[1].leaving


def test_a_policy_without_rewards_earns_nothing() -> None:
    assert reward_rules({}) == ()
    assert reward((), (5, 5, 5)) == Reward(rules=())
    with pytest.raises(BadTree):
        reward_rules({"rewards": {"rules": [{"id": "RW1"}]}})
    with pytest.raises(BadTree):
        reward_rules({"rewards": {}})


@pytest.mark.parametrize(("key", "value"), [("amount", "-3"), ("percent", "五"), ("amount", "1/0")])
def test_an_amount_that_is_none_or_below_nought_is_refused(key: str, value: str) -> None:
    rule: dict[str, Tree] = {"id": "RW1", "when": "三星", "give": "经费", "level": 3, key: value}
    with pytest.raises(BadTree, match=key):
        reward_rules({"rewards": {"rules": [rule]}})
    with pytest.raises(BadTree, match="amount"):
        funds_of({"rewards": {"funds": [{"name": "党费", "amount": "-1"}]}})
    free = reward_rules({"rewards": {"rules": [{**rule, key: "0"}]}})
    assert reward(free, (None, None, 3)).open == (), "nought is an amount"


def test_two_visits_of_one_round_are_its_mean_before_the_rounds_are(rural: Rubric) -> None:
    clean, poor = card(rural), card(rural, faults=9)
    both = CountedRound(
        round=RoundId("2026-01"),
        percent=Fraction(50),
        visits=(visit(clean, "a"), visit(poor, "a")),
    )
    year = site_year(SITE, rural, [both, *rounds(clean, forms="a")], NOTHING)
    lost = clean.stars[0].points - poor.stars[0].points
    assert year.percent == 75, "a round's percent is what was frozen"
    assert clean.stars[0].points - year.stars[0].points == pytest.approx(lost / 4, abs=6)
    other = replace(both, visits=(both.visits[0], visit(poor, "b")))
    assert site_year(SITE, rural, [other], NOTHING).reason == SEVERAL_FORMS


def test_targets_are_the_countys_own_of_that_year() -> None:
    tree = read_policy(form("policy.yaml")).tree
    ours = {5: 12, 4: 64, 3: 180, 2: 210, 1: 33}
    assert targets_of(tree, 2025, ("黍垣县", "419924")) == ours
    assert targets_of(tree, 2026, ("黍垣县", "419924")) == {}
    assert targets_of(tree, 2023, ("黍垣县", "419924")) == {}, "those of another county"
    assert targets_of(tree, 2023, ("新野县", "411329")) == {5: 7, 4: 36, 3: 98, 2: 121}
    assert targets_of({}, 2025, ("", "")) == {}
    anybody: dict[str, Tree] = {"targets": [{"year": 2025, "zero": 4}]}
    assert targets_of(anybody, 2025, ("", "")) == {0: 4}


def test_funds_are_named_with_their_amounts() -> None:
    funds = dict(funds_of(read_policy(form("policy.yaml")).tree))
    assert funds["创建工作专项党费"] == Fraction("347.9")
    assert sum(funds.values()) == Fraction("9827.9")
    assert funds_of({}) == funds_of({"rewards": {}}) == ()


def test_a_clean_card_is_not_changed_by_a_year_of_one_round(rural: Rubric) -> None:
    for faults in (1, 2, 5):
        one = card(rural, faults, star=2)
        year = site_year(SITE, rural, rounds(one), NOTHING)
        assert [star.points for star in year.stars] == [star.points for star in one.stars]
        assert year.level == one.level
        assert replace(year.stars[0], reasons=()) == replace(one.stars[0], reasons=())
