"""Boxes to fill in by pen: one kind for each kind of rule, reasons under their letters."""

from __future__ import annotations

import pytest

from inspector.domain.ids import CheckpointCode
from inspector.domain.rubric import Grid, Rubric
from inspector.sheets.entry_boxes import (
    LETTERS,
    ChipLook,
    answer_of,
    chips,
    draw_grid,
    grid_height,
    unit_of,
)
from inspector.sheets.page import PALE, Page
from inspector.sheets.paper import Paper


@pytest.fixture
def page() -> Page:
    return Paper(title="", author="").page()


@pytest.mark.parametrize(
    ("code", "blanks", "choices"),
    [
        ("ST-2.1", ["几处"], []),
        ("ZB-1.6", ["实看/4人", "不合格"], []),
        ("ZB-1.4", [], ["符合", "不符合"]),
        ("ZB-1.1", [], ["好5", "较好4", "一般3", "差0"]),
        ("CY-3.1", ["万元"], []),
        ("CY-2.4", ["%"], []),
    ],
)
def test_each_kind_of_rule_has_its_boxes(
    rural: Rubric, code: str, blanks: list[str], choices: list[str]
) -> None:
    answer = answer_of(rural.checkpoint(CheckpointCode(code)))
    assert [one.label for one in answer.blanks] == blanks
    assert [one.words for one in answer.choices] == choices
    assert answer.height > 10


def test_a_measure_without_unit_asks_for_the_value() -> None:
    assert unit_of("带动农户占比（%）") == "%"
    assert unit_of("占比") == ""


def test_reasons_stand_under_the_first_six_letters_and_break_into_lines(rural: Rubric) -> None:
    point = rural.checkpoint(CheckpointCode("ZB-2.3"))
    assert len(point.phrases) > len(LETTERS)
    look = ChipLook()
    wide, narrow = chips(point, 2_000, look), chips(point, 120, look)
    assert [chip.letter for line in wide.lines for chip in line] == list(LETTERS)
    assert len(wide.lines) == 1
    assert len(narrow.lines) > 2
    assert narrow.height == pytest.approx(len(narrow.lines) * look.letter.leading)
    for line in narrow.lines:
        assert [chip.x for chip in line] == sorted({chip.x for chip in line})


def test_what_is_not_due_is_grey(page: Page) -> None:
    months = tuple(f"{month}月" for month in range(1, 13))
    grid = Grid(kind="months", rows=("党员大会", "支委会"), columns=months, due=((3, 6, 9, 12), ()))
    draw_grid(page, (0, 100), 300, grid)
    content = page.content.decode()
    assert content.count(f"{PALE} g ") == 8
    assert content.count(" re ") == 24


def test_six_steps_have_room_for_a_date(rural: Rubric) -> None:
    steps = rural.checkpoint(CheckpointCode("ZB-2.3")).grid
    months = rural.checkpoint(CheckpointCode("ZB-4.1")).grid
    assert steps is not None
    assert months is not None
    assert grid_height(steps) / len(steps.rows) > grid_height(months) / len(months.rows)
