"""A problem tells facts and reasons, and nothing that leads to the earlier mark."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from scored_form import counted_form

from inspector.domain.ids import CheckpointCode, ItemCode, RoundId, SiteCode
from inspector.domain.problem import Fact, Problem, fact_words, facts_of
from inspector.domain.rubric import Bands, Checkpoint, Deduct, Level, Ratio, Sample
from inspector.domain.rules import EntryMismatch, worst_entry
from inspector.domain.visit import Entry, Reason, ZeroCase

if TYPE_CHECKING:
    from inspector.domain.rubric import Rubric


def points_of(rubric: Rubric) -> list[Checkpoint]:
    return [point for item in rubric.items() for point in item.checkpoints]


def test_a_village_without_fault_hands_nothing_on(rural: Rubric) -> None:
    assert list(facts_of(rural, counted_form(rural, {}))) == []
    assert list(facts_of(rural, {})) == []


def test_every_deduction_is_a_fact_in_the_order_of_the_form(rural: Rubric) -> None:
    every = points_of(rural)
    counted = counted_form(rural, {point.code: worst_entry(point) for point in every})
    facts = list(facts_of(rural, counted))
    assert [fact.checkpoint for fact in facts] == [point.code for point in every]
    assert all(fact.words for fact in facts)


def test_reasons_are_told_with_how_often_each(rural: Rubric) -> None:
    point = next(one for one in points_of(rural) if isinstance(one.rule, Deduct))
    reasons = (Reason(text="柴草乱堆", count=2), Reason(text="线缆乱拉"))
    assert fact_words(point, Entry(defects=3, reasons=reasons)) == "柴草乱堆×2、线缆乱拉"


@pytest.mark.parametrize("kind", [Deduct, Sample, Level, Bands, Ratio])
def test_without_a_reason_the_checkpoint_speaks(rural: Rubric, kind: type) -> None:
    for point in points_of(rural):
        if isinstance(point.rule, kind):
            words = fact_words(point, worst_entry(point))
            assert words.startswith(f"{point.text}：")


def test_neither_levels_nor_measures_nor_points_are_told(rural: Rubric, community: Rubric) -> None:
    """Whoever reads what was found must not be led to the earlier mark."""
    seen = set()
    for point in (*points_of(rural), *points_of(community)):
        said = fact_words(point, worst_entry(point)).removeprefix(point.text)
        seen.add(type(point.rule))
        assert "分" not in said
        if isinstance(point.rule, Level):
            assert not any(name in said for name, _points in point.rule.levels)
        if isinstance(point.rule, Bands | Ratio | Level):
            assert not any(letter.isdigit() for letter in said)
    assert len(seen) == 6, "all kinds of rules"


def test_a_zero_case_is_told_with_its_ground_beside_what_was_counted(rural: Rubric) -> None:
    item = next(one for one in rural.items() if one.zero_if)
    point = item.checkpoints[0]
    counted = counted_form(rural, {point.code: worst_entry(point)})
    case = ZeroCase(condition=item.zero_if[0], basis="乡镇通报")
    counted[item.code] = replace(counted[item.code], zero=case)
    first, second = facts_of(rural, counted)
    assert first == Fact(item=item.code, checkpoint=None, words=f"{item.zero_if[0]}（乡镇通报）")
    assert second.checkpoint == point.code
    bare = replace(counted[item.code], zero=replace(case, basis=""))
    assert next(facts_of(rural, {item.code: bare})).words == item.zero_if[0]


def test_what_does_not_apply_is_no_problem(rural: Rubric) -> None:
    item = next(rural.items())
    counted = counted_form(rural, {item.checkpoints[0].code: worst_entry(item.checkpoints[0])})
    counted[item.code] = replace(counted[item.code], na="没有这项工作")
    assert list(facts_of(rural, counted)) == []


def test_counts_that_fit_no_rule_are_refused(rural: Rubric) -> None:
    point = next(one for one in points_of(rural) if isinstance(one.rule, Level))
    with pytest.raises(EntryMismatch):
        list(facts_of(rural, counted_form(rural, {point.code: Entry(defects=1)})))


def test_a_return_visit_calls_a_problem_by_its_code_and_fact() -> None:
    problem = Problem(
        site=SiteCode("1"),
        item=ItemCode("ST-2"),
        checkpoint=CheckpointCode("ST-2.1"),
        fact="柴草乱堆",
        round=RoundId("2026-10"),
    )
    assert problem.words == "ST-2.1 柴草乱堆"
    assert replace(problem, checkpoint=None).words == "ST-2 柴草乱堆"
