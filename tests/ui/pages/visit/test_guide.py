"""Enter stops once where something is still owed: a value, or the reason of a deduction."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from inspector.domain.ids import CheckpointCode, ItemCode
from inspector.domain.rubric import Level
from inspector.domain.scorecard import GapKind
from inspector.domain.visit import EMPTY
from inspector.ui.pages.visit.page import VisitPage
from inspector.ui.pages.visit.route import Spot, missing_reasons

ENTER = Qt.Key.Key_Return


@pytest.fixture
def told(page: VisitPage) -> list[str]:
    """What the page said."""
    said: list[str] = []
    page.toast.connect(said.append)
    return said


def stand(page: VisitPage, item: str, row: str | None = None) -> None:
    code = None if row is None else CheckpointCode(row)
    page.zone.go(Spot(step=None, item=ItemCode(item), checkpoint=code))


def keys(page: VisitPage, *pressed: str) -> None:
    for key in pressed:
        QTest.keyClicks(page.zone.rows, key)


def enter(page: VisitPage) -> None:
    QTest.keyClick(page.zone.rows, ENTER)


def test_a_level_below_the_best_stops_at_its_row_and_names_the_letters(
    page: VisitPage, told: list[str]
) -> None:
    stand(page, "ZB-1", "ZB-1.1")
    keys(page, "2")
    letters = min(len(page.session.rubric.checkpoint(CheckpointCode("ZB-1.1")).phrases), 6)
    stand(page, "ZB-1", "ZB-1.2")
    enter(page)
    assert page.zone.spot.checkpoint == "ZB-1.1"
    assert told[-1].startswith(f"ZB-1.1 扣了分，还没有原因：按 A–{'ABCDEF'[letters - 1]} 选")
    assert page.session.entry(ItemCode("ZB-1")).confirmed == frozenset()


def test_the_reason_that_was_asked_for_lets_enter_confirm(page: VisitPage) -> None:
    stand(page, "PA-2", "PA-2.1")
    keys(page, "2")
    enter(page)
    assert page.zone.spot == Spot(
        step=None, item=ItemCode("PA-2"), checkpoint=CheckpointCode("PA-2.1")
    )
    keys(page, "A")
    enter(page)
    assert page.zone.spot.item != "PA-2"
    kinds = {gap.kind for gap in page.session.scorecard.gaps if gap.item == "PA-2"}
    assert GapKind.REASON not in kinds


def test_enter_asks_once_and_the_review_asks_again(page: VisitPage) -> None:
    stand(page, "PA-2", "PA-2.1")
    keys(page, "2")
    enter(page)
    enter(page)
    assert page.zone.spot.item != "PA-2"
    found = [gap for gap in page.session.scorecard.gaps if gap.kind is GapKind.REASON]
    assert [(gap.item, gap.checkpoint) for gap in found] == [("PA-2", "PA-2.1")]


def test_what_is_owed_is_asked_from_the_top_down(page: VisitPage, told: list[str]) -> None:
    """CY-3.1 lacks its value; below it a count lacks its reason."""
    rows = [row.code for row in page.session.rubric.item(ItemCode("CY-3")).checkpoints]
    stand(page, "CY-3", "CY-3.2")
    keys(page, "1")
    enter(page)
    assert page.zone.spot.checkpoint == rows[0]
    assert told[-1].startswith("还差要填的数")
    enter(page)
    assert page.zone.spot.checkpoint == "CY-3.2"
    assert "还没有原因" in told[-1]


def test_a_level_is_asked_for_by_its_keys(page: VisitPage, told: list[str]) -> None:
    row = next(
        row
        for item in page.session.rubric.items()
        for row in item.checkpoints
        if isinstance(row.rule, Level)
    )
    item = next(one for one in page.session.rubric.items() if row in one.checkpoints)
    stand(page, item.code, row.code)
    enter(page)
    assert page.zone.spot.checkpoint == row.code
    assert told[-1].startswith(f"{row.code} {row.text}还没有等次：按 1–")


def test_a_row_without_phrases_asks_for_own_words_and_one_phrase_has_one_letter(
    page: VisitPage, told: list[str]
) -> None:
    rubric = page.session.rubric
    row = rubric.checkpoint(CheckpointCode("ST-2.1"))
    item = rubric.item(ItemCode("ST-2"))
    for phrases, words in (((), "：按 T 自写"), (("柴草乱堆",), "：按 A 选，或按 T 自写")):
        lean = replace(row, phrases=phrases)
        rows = tuple(lean if one.code == row.code else one for one in item.checkpoints)
        leaned = replace(item, checkpoints=rows)
        stars = tuple(
            replace(
                star, items=tuple(leaned if one.code == item.code else one for one in star.items)
            )
            for star in rubric.stars
        )
        page.session.rubric = replace(rubric, stars=stars)
        page.session.put(Spot(step=None, item=item.code), EMPTY)
        stand(page, "ST-2", "ST-2.1")
        keys(page, "2")
        enter(page)
        assert words in told[-1]
        page.zone.guide._stopped_at.clear()


def test_a_step_asks_for_its_own_rows_only(page: VisitPage) -> None:
    stand(page, "ST-2", "ST-2.1")
    keys(page, "2")
    item, gaps = page.session.rubric.item(ItemCode("ST-2")), page.session.scorecard.gaps
    step = page.session.rubric.checkpoint(CheckpointCode("ST-2.1")).step
    others = {one.step for one in item.checkpoints} - {step}
    assert [row.code for row in missing_reasons(item, gaps, step)] == ["ST-2.1"]
    assert all(missing_reasons(item, gaps, other) == [] for other in others)
