"""Sums, counts and ids that do not come out are named with both ways out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from inspector.exchange.rubric_problem import Problem

Break = Callable[..., list[Problem]]
LineOf = Callable[[str, str], int]


def test_items_that_do_not_add_up_to_the_star_name_sum_line_and_both_ways_out(
    broken: Break, line_of: LineOf
) -> None:
    problems = broken(
        "rural.yaml",
        "    title: 便民服务\n    short: 便民服务\n",
        "    title: 便民服务\n    short: 便民服务2\n",
        "    max: 15\n    checkpoints:\n    - id: WM-1.1",
        "    max: 13\n    checkpoints:\n    - id: WM-1.1",
    )
    item, star = sorted(problems, key=lambda problem: -problem.line)
    assert (item.where, item.line) == (
        "WM-1",
        line_of("rural.yaml", "    max: 13\n    checkpoints:\n    - id: WM-1.1"),
    )
    assert item.what == "便民服务各要点合计 15 分，不是 13 分。"
    assert "减 2 分" in item.fix
    assert star.where == "WM"
    assert star.what == "文明幸福星各项合计 98 分，不是 100 分。"
    assert star.fix == "请共加 2 分，或把这里的 max 改成 98。"


def test_checkpoints_that_do_not_add_up_to_the_item_are_named(
    broken: Break, line_of: LineOf
) -> None:
    (problem,) = broken(
        "rural.yaml",
        "      text: 清洁行动、保洁考勤、工资资料\n      by: check\n      max: 4",
        "      text: 清洁行动、保洁考勤、工资资料\n      by: check\n      max: 3.5",
    )
    assert problem.where == "ST-2"
    assert problem.line == line_of("rural.yaml", "    max: 18\n    checkpoints:\n    - id: ST-2.1")
    assert problem.what == "村容村貌（六乱六清）各要点合计 17.5 分，不是 18 分。"
    assert "加 0.5 分" in problem.fix


def test_a_total_that_is_not_the_sum_of_the_stars_is_named(broken: Break, line_of: LineOf) -> None:
    (problem,) = broken("rural.yaml", "total_max: 500", "total_max: 400")
    assert problem.line == line_of("rural.yaml", "total_max: 400")
    assert problem.what == "各星满分合计 500 分，total_max 写 400 分。"
    assert "500" in problem.fix


def test_a_star_of_another_size_than_the_form_says_is_named(broken: Break) -> None:
    problems = broken("rural.yaml", "star_max: 100", "star_max: 90")
    assert [problem.where for problem in problems] == ["ZB", "CY", "ST", "PA", "WM"]
    assert problems[0].what == "支部过硬星满分是 100 分，scoring.star_max 写 90 分。"


def test_a_lost_item_is_counted_and_its_place_named(broken: Break, county_forms: Path) -> None:
    text = (county_forms / "rural.yaml").read_text(encoding="utf-8")
    start = text.index("  - id: ST-4\n")
    end = text.index("  - id: ST-5\n")
    problems = broken("rural.yaml", text[start:end], "")
    said = {problem.what for problem in problems}
    assert "应有 29 项，文件里有 28 项（可能少了生态宜居星第 4 项）。" in said
    assert "应有 112 个要点，文件里有 108 个要点。" in said
    assert "生态宜居星各项合计 84 分，不是 100 分。" in said
    assert "seq 是 5，按次序这是第 4 项。" in said


def test_stars_are_numbered_in_their_order(broken: Break) -> None:
    (problem,) = broken("rural.yaml", "  order: 2", "  order: 3")
    assert (problem.where, problem.what) == ("CY", "order 是 3，按次序这是第 2 颗星。")


@pytest.mark.parametrize(
    ("old", "new", "where", "what"),
    [
        ("    - id: ST-2.2\n", "    - id: ST-2.1\n", "ST-2.1", "要点的编号 ST-2.1 重复"),
        ("- id: look\n", "- id: listen\n", "listen", "步骤的编号 listen 重复"),
        ("  - id: PA-3\n", "  - id: PA-2\n", "PA-2", "项的编号 PA-2 重复"),
    ],
)
def test_an_id_that_stands_twice_names_the_first_line(
    broken: Break, line_of: LineOf, old: str, new: str, where: str, what: str
) -> None:
    first = line_of("rural.yaml", new)
    problems = [p for p in broken("rural.yaml", old, new) if "重复" in p.what]
    assert len(problems) == 1
    assert problems[0].where == where
    assert what in problems[0].what
    assert f"第 {first} 行" in problems[0].what
    assert problems[0].fix == "请换一个编号。"


def test_an_item_that_names_another_star_is_told_where_it_stands(broken: Break) -> None:
    (problem,) = broken("rural.yaml", "  - id: ST-2\n    star: ST", "  - id: ST-2\n    star: CY")
    assert problem.where == "ST-2"
    assert "列在 ST 星下面" in problem.what
    assert "改成 ST" in problem.fix


def test_numbering_is_left_alone_where_not_everything_is_numbered(broken: Break) -> None:
    assert broken("rural.yaml", "    seq: 1\n", "") == []


def test_more_than_the_declared_number_is_told_too(broken: Break, line_of: LineOf) -> None:
    problems = broken("rural.yaml", "  stars: 5", "  stars: 4", "  items: 29", "  items: 28")
    assert [(problem.line, problem.what) for problem in problems] == [
        (line_of("rural.yaml", "  stars: 4"), "应有 4 颗星，文件里有 5 颗星。"),
        (line_of("rural.yaml", "  items: 28"), "应有 28 项，文件里有 29 项。"),
    ]


def test_a_missing_id_is_left_to_the_schema(broken: Break) -> None:
    old = "    - id: ST-2.2\n      text: 坑塘"
    (problem,) = broken("rural.yaml", old, "    - text: 坑塘")
    assert (problem.where, problem.what) == ("ST-2", "缺少“id”。")
