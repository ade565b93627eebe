"""Two entries can be set side by side in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inspector.domain.explaining import aside_sentences, entry_sentence, rule_sentence
from inspector.domain.ids import CheckpointCode, StepId
from inspector.domain.points import Points
from inspector.domain.rubric import Checkpoint, Deduct
from inspector.domain.visit import EMPTY, Entry, ItemEntry, Reason, ZeroCase

POINT = Checkpoint(
    code=CheckpointCode("ZB-1.1"),
    text="台账",
    step=StepId("check"),
    max=Points(2_00),
    rule=Deduct(unit="处", per=Points(50)),
)


@pytest.mark.parametrize(
    ("entry", "points", "said"),
    [
        (None, None, "未评"),
        (Entry(), None, "未评"),
        (Entry(defects=0), Points(2_00), "无问题"),
        (Entry(defects=2), Points(1_00), "2 处 × 0.5 分 = 扣 1 分"),
        (
            Entry(defects=2, reasons=(Reason(text="缺签字", count=2),)),
            Points(1_00),
            "2 处 × 0.5 分 = 扣 1 分（缺签字×2）",
        ),
    ],
)
def test_an_entry_is_said_with_its_arithmetic_and_reasons(
    entry: Entry | None, points: Points | None, said: str
) -> None:
    assert entry_sentence(POINT, entry, points) == said


def test_zero_cases_and_what_does_not_apply_are_said_with_their_grounds() -> None:
    assert aside_sentences(EMPTY) == ()
    both = ItemEntry(zero=ZeroCase(condition="账目造假", basis="账本"), na="没有")
    assert aside_sentences(both) == ("零分情形：账目造假（账本）", "不适用：没有")


def test_a_question_is_answered_wrong_not_found() -> None:
    asked = replace(POINT, rule=Deduct(unit="题", per=Points(1_00)))
    assert rule_sentence(asked) == "每答错 1 题扣 1 分，扣完为止"
    assert rule_sentence(POINT) == "每发现 1 处扣 0.5 分，扣完为止"
