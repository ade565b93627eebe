"""Places are exact, ties share them, and an edition never changes."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.domain.ids import Digest, RoundId, SiteCode, TownshipCode
from inspector.domain.points import Points
from inspector.domain.policy import OrderBy, RankingPolicy, TwoTeams
from inspector.domain.ranking import Exclusion, SiteResult, freeze, percent_text, rank
from inspector.domain.site import Township

ROUND = RoundId("2026-11")
POLICY = Digest("p" * 64)
RULES = RankingPolicy(groups=("乡镇", "街道"))
COUNTY = (
    Township(code=TownshipCode("001"), name="丰禾街道", kind="街道"),
    Township(code=TownshipCode("100"), name="双堽镇", kind="镇"),
    Township(code=TownshipCode("200"), name="野桑乡", kind="乡"),
    Township(code=TownshipCode("201"), name="无名", kind=""),
)


def result(
    site: str, points: int, *, township: str = "", level: int = 3, of: int = 500_00
) -> SiteResult:
    return SiteResult(
        site=SiteCode(site),
        township=TownshipCode(township or site[:3]),
        points=Points(points),
        max=Points(of),
        level=level,
    )


def test_equal_percents_share_a_place_and_the_next_is_skipped() -> None:
    ranking = rank(
        [
            result("001b", 400_00),
            result("001a", 400_00),
            result("100a", 300_00),
            result("200a", 450_00),
        ],
        COUNTY,
        RULES,
    )
    assert [(row.place, row.site) for row in ranking.sites] == [
        (1, "200a"), (2, "001a"), (2, "001b"), (4, "100a"),
    ]  # fmt: skip


def test_forms_of_different_totals_are_compared_on_the_hundred_scale() -> None:
    ranking = rank([result("001a", 400_00), result("100a", 80_00, of=100_00)], COUNTY, RULES)
    assert [row.place for row in ranking.sites] == [1, 1]
    assert ranking.sites[0].percent == 80


def test_a_township_has_the_exact_mean_of_its_sites() -> None:
    ranking = rank(
        [result("001a", 1_00), result("001b", 1_00), result("001c", 2_00, of=700_00)],
        COUNTY,
        RULES,
    )
    (row,) = ranking.townships
    assert row.score == (Fraction(1, 5) * 2 + Fraction(2, 7)) / 3
    assert percent_text(row.score) == "0.23"
    assert ranking.without_result == ("100", "200", "201")


def test_equal_scores_are_separated_by_the_share_of_full_stars_only() -> None:
    rows = [
        result("001a", 400_00, level=5),
        result("100a", 400_00),
        result("200a", 400_00),
    ]
    ranking = rank(rows, COUNTY, RULES)
    assert [(row.place, row.township) for row in ranking.townships] == [
        (1, "001"), (2, "100"), (2, "200"),
    ]  # fmt: skip
    assert ranking.townships[0].top_share == 1
    more = [*rows, result("001b", 400_00), result("100b", 400_00, level=5), result("201a", 1_00)]
    assert [(row.place, row.township) for row in rank(more, COUNTY, RULES).townships] == [
        (1, "001"), (1, "100"), (3, "200"), (4, "201"),
    ]  # fmt: skip
    share_counts = [
        *(result(f"001{n}", 400_00, level=5 if n < 2 else 1) for n in range(4)),
        result("100a", 400_00, level=5),
    ]
    assert rank(share_counts, COUNTY, RULES).townships[0].township == "100"
    by_score = rank(rows, COUNTY, replace(RULES, order_by=(OrderBy.SCORE,)))
    assert [row.place for row in by_score.townships] == [1, 1, 1]


def test_townships_are_also_ranked_within_their_group() -> None:
    rows = [result("001a", 3_00), result("100a", 4_00), result("200a", 2_00), result("201a", 1_00)]
    ranking = rank(rows, COUNTY, RULES)
    assert {row.township: (row.group, row.group_place) for row in ranking.townships} == {
        "100": ("乡镇", 1), "001": ("街道", 1), "200": ("乡镇", 2), "201": ("乡镇", 3),
    }  # fmt: skip
    assert rank(rows, COUNTY, replace(RULES, groups=())).townships[0].group == ""


def test_fewer_than_three_sites_are_marked() -> None:
    few = rank([result("001a", 1), result("001b", 1)], COUNTY, RULES)
    assert few.townships[0].few
    enough = rank([result("001a", 1), result("001b", 1), result("001c", 1)], COUNTY, RULES)
    assert not enough.townships[0].few


def test_what_is_not_settled_is_excluded_by_name() -> None:
    rows = [
        replace(result("001a", 1), exclusion=Exclusion.CONFLICT),
        replace(result("001b", 1), exclusion=Exclusion.RECOUNT),
        result("100a", 1),
        result("100a", 2),
        result("200a", 1),
        replace(result("200a", 2), exclusion=Exclusion.CONFLICT),
        result("100b", 5),
    ]
    ranking = rank(rows, COUNTY, RULES)
    assert [row.site for row in ranking.sites] == ["100b"]
    assert {row.site: row.why for row in ranking.excluded} == {
        "001a": Exclusion.CONFLICT,
        "001b": Exclusion.RECOUNT,
        "100a": Exclusion.DOUBLE,
        "200a": Exclusion.CONFLICT,
    }
    assert ranking.without_result == ("001", "200", "201")


def test_nothing_received_ranks_nobody() -> None:
    ranking = rank([], COUNTY, RULES)
    assert (ranking.sites, ranking.townships) == ((), ())


def test_an_unknown_township_is_a_bug() -> None:
    with pytest.raises(KeyError):
        rank([result("999a", 1)], COUNTY, RULES)


def test_an_edition_is_named_by_all_that_it_states() -> None:
    ranking = rank([result("001a", 1_00)], COUNTY, RULES)
    first = freeze(ranking, round_id=ROUND, policy=POLICY, at="2026-11-16", by="主任")
    again = freeze(ranking, round_id=ROUND, policy=POLICY, at="2026-11-16", by="主任")
    assert first == again
    assert first.number == 1
    other = rank([result("001a", 1_01)], COUNTY, RULES)
    assert freeze(other, round_id=ROUND, policy=POLICY, at="2026-11-16", by="主任").digest != (
        first.digest
    )
    second = freeze(
        other,
        round_id=ROUND,
        policy=POLICY,
        at="2026-11-20",
        by="主任",
        before=first,
        reason="复核",
    )
    assert (second.number, second.corrects, second.reason) == (2, first.digest, "复核")


@pytest.mark.parametrize(("round_id", "reason"), [("2026-11", " "), ("2026-12", "复核")])
def test_a_correction_states_its_reason_and_keeps_to_its_round(round_id: str, reason: str) -> None:
    ranking = rank([], COUNTY, RULES)
    first = freeze(ranking, round_id=ROUND, policy=POLICY, at="a", by="b")
    with pytest.raises(ValueError, match="correction"):
        freeze(
            ranking, round_id=RoundId(round_id), policy=POLICY, at="a", by="b", before=first,
            reason=reason,
        )  # fmt: skip


results = st.lists(
    st.builds(
        result,
        st.integers(0, 3).map(lambda n: COUNTY[n].code).flatmap(
            lambda code: st.integers(0, 99).map(lambda n: f"{code}{n:02d}")
        ),
        st.integers(0, 500_00),
        level=st.integers(0, 5),
    ),
    unique_by=lambda one: one.site,
    max_size=30,
)  # fmt: skip


@given(rows=results, choice=st.data())
def test_the_order_of_arrival_changes_nothing(
    rows: list[SiteResult], choice: st.DataObject
) -> None:
    assert rank(choice.draw(st.permutations(rows)), COUNTY, RULES) == rank(rows, COUNTY, RULES)


@given(rows=results)
def test_a_place_is_one_more_than_the_number_of_better_ones(rows: list[SiteResult]) -> None:
    ranking = rank(rows, COUNTY, RULES)
    for site in ranking.sites:
        assert site.place == 1 + sum(other.percent > site.percent for other in ranking.sites)
    for row in ranking.townships:
        better = [(other.score, other.top_share) for other in ranking.townships]
        assert row.place == 1 + sum(pair > (row.score, row.top_share) for pair in better)
    assert sum(row.sites for row in ranking.townships) == len(rows)


def test_two_teams_on_one_site_count_by_their_exact_mean_if_the_policy_says_so() -> None:
    mean = replace(RULES, two_teams=TwoTeams.AVERAGE)
    twice = [result("001a", 80_01, of=100_00, level=4), result("001a", 90_00, of=100_00, level=2)]
    ranking = rank([*twice, result("100a", 85_00, of=100_00)], COUNTY, mean)
    assert [(row.site, row.place, row.level) for row in ranking.sites] == [
        ("001a", 1, 2), ("100a", 2, 3),
    ]  # fmt: skip
    assert ranking.sites[0].percent == Fraction(17_001, 200)
    assert ranking.excluded == ()
    (one,) = rank(twice, COUNTY, RULES).excluded
    assert one.why is Exclusion.DOUBLE


def test_a_mean_is_taken_across_forms_and_not_with_what_is_excluded() -> None:
    mean = replace(RULES, two_teams=TwoTeams.AVERAGE)
    across = [result("001a", 300_00), result("001a", 80_00, of=100_00)]
    assert rank(across, COUNTY, mean).sites[0].percent == 70
    open_ = replace(across[0], exclusion=Exclusion.CONFLICT)
    (one,) = rank([open_, across[1]], COUNTY, mean).excluded
    assert one.why is Exclusion.CONFLICT
