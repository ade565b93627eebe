"""Grids and photos that cannot be taken are named."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from inspector.exchange.rubric_problem import Problem

Break = Callable[..., list[Problem]]
LineOf = Callable[[str, str], int]
Case = tuple[str, str, str, str, str, str]

MONTHS = "columns: [1月, 2月, 3月, 4月, 5月, 6月, 7月, 8月, 9月, 10月, 11月, 12月]"

YESNO_GRID = "        kind: yesno\n      grid: {kind: steps, rows: [甲], columns: [一, 二]}"


@pytest.mark.parametrize(
    "case",
    [
        (MONTHS, "columns: [1月, 2月, 3月]", "columns: [1月, 2月, 3月]", "ZB-4.1",
         "按月的勾选格有 3 列。", "12 个月"),
        ("due: [[3, 6, 9, 12], [], [], [3, 6, 9, 12]]", "due: [[3, 6, 9, 12]]",
         "due: [[3, 6, 9, 12]]\n", "ZB-4.1", "due 有 1 行，勾选格有 4 行。", "每行"),
        ("columns: [第1月, 第2月, 第3月, 第4月, 第5月, 第6月]",
         "columns: [第1月, 第2月, 第3月, 第4月, 第5月, 第6月]\n        due: [[6, 7]]",
         "due: [[6, 7]]", "PA-4.1", "第 7 列不存在，勾选格有 6 列。", "1 到 6"),
        ("        kind: yesno\n      phrases: [没有培训",
         YESNO_GRID + "\n      phrases: [没有培训",
         "grid: {kind: steps", "ZB-1.4", "规则是 yesno，不按次数扣分，勾选格用不上。", "deduct"),
        ("        rows: [主题党日]", "        rows: [主题党日]\n        disorder: flags",
         "disorder: flags", "ZB-4.2", "只有按环节的勾选格才有先后次序。", "steps"),
    ],
)  # fmt: skip
def test_a_grid_that_cannot_be_ticked_is_named(broken: Break, line_of: LineOf, case: Case) -> None:
    old, new, line, where, what, fix = case
    problems = [problem for problem in broken("rural.yaml", old, new) if problem.what == what]
    assert [(problem.where, problem.line) for problem in problems] == [
        (where, line_of("rural.yaml", line))
    ]
    assert fix in problems[0].fix


def test_photos_cannot_be_asked_where_nothing_may_be_photographed(
    broken: Break, line_of: LineOf
) -> None:
    (problem,) = broken("rural.yaml", "      photos_min: 0", "      photos_min: 1")
    assert problem.where == "PA-7"
    assert problem.line == line_of("rural.yaml", "      photos_min: 1\n      photo_hints: []")
    assert "只看不拍" in problem.what
    assert "photos_min" in problem.fix


def test_columns_are_counted_from_one(broken: Break) -> None:
    problems = broken("rural.yaml", "due: [[3, 6, 9, 12], []", "due: [[0, 6, 9, 12], []")
    assert "第 0 列不存在，勾选格有 12 列。" in {problem.what for problem in problems}
