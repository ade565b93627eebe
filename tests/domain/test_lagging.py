"""Who lags for several rounds in a row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

import pytest

from inspector.domain.ids import Digest, RoundId, SiteCode, TownshipCode
from inspector.domain.lagging import TalkRules, lagging, lagging_in, talk_rules
from inspector.domain.points import Points
from inspector.domain.policy import RankingPolicy, policy_from_tree
from inspector.domain.ranking import Edition, Ranking, SiteResult, freeze, mean_percent, rank
from inspector.domain.reading import BadTree
from inspector.domain.site import Township

RULES = TalkRules()


def ranked(scores: Mapping[str, int], streets: str = "") -> Ranking:
    """Rank townships of one site each; those named in ``streets`` are sub-districts."""
    townships = [
        Township(code=TownshipCode(name), name=name, kind="街道" if name in streets else "镇")
        for name in scores
    ]
    results = [
        SiteResult(
            site=SiteCode(name),
            township=TownshipCode(name),
            points=Points(score * 100),
            max=Points(10000),
            level=3,
        )
        for name, score in scores.items()
    ]
    return rank(results, townships, RankingPolicy(groups=("乡镇", "街道")))


def frozen(month: int, scores: Mapping[str, int], streets: str = "") -> Edition:
    return freeze(
        ranked(scores, streets),
        round_id=RoundId(f"2026-{month:02}"),
        policy=Digest("p"),
        at=f"2026-{month:02}-17T09:00:00+08:00",
        by="",
    )


GOOD = dict.fromkeys("甲乙丙丁戊己", 90)


def test_last_of_its_group_and_far_below_the_mean_lags() -> None:
    found = lagging_in(RoundId("r"), ranked({**GOOD, "庚": 80}), RULES)
    assert list(found) == [TownshipCode("庚")]
    lag = found[TownshipCode("庚")]
    assert (lag.place, lag.score, lag.among) == (7, Fraction(80), "乡镇")
    assert lag.mean == Fraction(6 * 90 + 80, 7)
    assert lag.gap == lag.mean - 80


@pytest.mark.parametrize(("score", "lags"), [(84, True), (85, False)])
def test_the_margin_counts_from_the_mean_of_all_sites(score: int, lags: bool) -> None:  # noqa: FBT001 - a table
    scores = {**GOOD, "庚": score}
    gap = mean_percent(ranked(scores)) - score
    assert (gap >= 5) is lags
    assert bool(lagging_in(RoundId("r"), ranked(scores), RULES)) is lags


def test_exactly_the_margin_is_enough() -> None:
    rules = TalkRules(margin=mean_percent(ranked({**GOOD, "庚": 80})) - 80)
    assert lagging_in(RoundId("r"), ranked({**GOOD, "庚": 80}), rules)
    assert not lagging_in(
        RoundId("r"), ranked({**GOOD, "庚": 80}), replace(rules, margin=rules.margin + 1)
    )


def test_a_small_group_is_held_against_the_whole_county() -> None:
    streets = {**GOOD, "庚": 70, "街": 80}
    found = lagging_in(RoundId("r"), ranked(streets, "街"), RULES)
    assert list(found) == [TownshipCode("庚")]  # the only street is last of its group of one
    worst = lagging_in(RoundId("r"), ranked({**GOOD, "街": 70}, "街"), RULES)
    assert {code: lag.among for code, lag in worst.items()} == {TownshipCode("街"): "全县"}


def test_a_tie_at_the_end_lags_together() -> None:
    found = lagging_in(RoundId("r"), ranked({**GOOD, "庚": 70, "辛": 70}), RULES)
    assert sorted(found) == sorted([TownshipCode("庚"), TownshipCode("辛")])


def test_only_rounds_in_a_row_count() -> None:
    low, high = {**GOOD, "庚": 70}, {**GOOD, "庚": 90}
    once = lagging([frozen(11, low), frozen(10, high), frozen(9, low)], RULES)
    twice = lagging([frozen(11, low), frozen(10, low), frozen(9, high)], RULES)
    assert once == ()
    (lag,) = twice
    assert [one.round for one in lag.rounds] == ["2026-11", "2026-10"]
    (lag,) = lagging([frozen(11, low), frozen(10, low), frozen(9, low)], RULES)
    assert len(lag.rounds) == 3


def test_who_has_got_out_of_it_is_not_talked_to() -> None:
    low, high = {**GOOD, "庚": 70}, {**GOOD, "庚": 90}
    assert lagging([frozen(11, high), frozen(10, low), frozen(9, low)], RULES) == ()
    assert lagging([], RULES) == ()


def series(*months: bool) -> list[Edition]:
    """Freeze a round a month, oldest first, in which 庚 lags or not; return them newest first."""
    return [
        frozen(month, {**GOOD, "庚": 70 if lags else 90})
        for month, lags in reversed(list(enumerate(months, start=1)))
    ]


LAGS, WELL = True, False


def test_who_lags_again_before_being_released_is_talked_to_at_once() -> None:
    (lag,) = lagging(series(LAGS, LAGS, WELL, LAGS), RULES)
    assert [one.round for one in lag.rounds] == ["2026-04", "2026-02", "2026-01"]
    assert lag.in_a_row == 1
    (lag,) = lagging(series(LAGS, LAGS, WELL, LAGS, LAGS), RULES)
    assert (len(lag.rounds), lag.in_a_row) == (4, 2)


def test_enough_good_rounds_in_a_row_wipe_the_slate_clean() -> None:
    assert lagging(series(LAGS, LAGS, WELL, WELL, LAGS), RULES) == ()
    (lag,) = lagging(series(LAGS, LAGS, WELL, WELL, LAGS, LAGS), RULES)
    assert [one.round for one in lag.rounds] == ["2026-06", "2026-05"]
    slow = replace(RULES, release=3)
    assert len(lagging(series(LAGS, LAGS, WELL, WELL, LAGS), slow)) == 1
    assert lagging(series(LAGS, LAGS, WELL, WELL, WELL, LAGS), slow) == ()


def test_a_good_round_between_two_bad_ones_starts_the_release_anew() -> None:
    assert len(lagging(series(LAGS, LAGS, WELL, LAGS, WELL, LAGS), RULES)) == 1


def test_a_single_bad_round_is_forgotten_by_the_next_good_one() -> None:
    assert lagging(series(LAGS, WELL, LAGS), RULES) == ()
    (lag,) = lagging(series(LAGS, WELL, LAGS, LAGS), RULES)
    assert [one.round for one in lag.rounds] == ["2026-04", "2026-03"]


@pytest.mark.parametrize(
    ("said", "rounds"),
    [
        ("连续两月脱离后解除", 2),
        ("连续3个月脱离后解除", 3),
        ("连续三轮脱离后解除", 3),
        ("脱离后由县里解除", 2),
        ("连续0轮", 1),
    ],
)
def test_when_a_talk_is_forgotten_is_read_from_the_policy(said: str, rounds: int) -> None:
    tree = {"talk": {"reset": said}}
    assert talk_rules(policy_from_tree(tree)).release == rounds  # type: ignore[arg-type] # a plain tree


def test_the_rules_are_read_from_the_policy() -> None:
    tree = {
        "talk": {
            "lagging": "所在组末位，且低于全县平均分3.5分以上；不足4个单位的组与全县比较",
            "consecutive_months": 3,
        }
    }
    assert talk_rules(policy_from_tree(tree)) == TalkRules(  # type: ignore[arg-type] # a plain tree
        margin=Fraction("3.5"), small_group=4, rounds=3
    )
    assert talk_rules(policy_from_tree({})) == TalkRules()
    with pytest.raises(BadTree):
        talk_rules(policy_from_tree({"talk": {"consecutive_months": "二"}}))


def test_a_county_without_any_result_has_no_mean() -> None:
    empty = rank([], [], RankingPolicy())
    assert mean_percent(empty) == 0
    assert lagging_in(RoundId("r"), empty, RULES) == {}
