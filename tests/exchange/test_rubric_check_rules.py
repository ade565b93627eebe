"""Rules and thresholds that cannot work are named."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from inspector.exchange.rubric_problem import Problem

Break = Callable[..., list[Problem]]
LineOf = Callable[[str, str], int]
Case = tuple[str, str, str, str, str, str]

FIRST_LEVEL = "          好: 5\n          较好: 4\n          一般: 3\n          差: 0"
BANDS = """        - - 20
          - 8
        - - 10
          - 6
        - - 5
          - 4
        - - 1
          - 2
        - - 0
          - 0"""


@pytest.mark.parametrize(
    "case",
    [
        (
            "min_score: 80", "min_score: 180", "min_score: 180", "ZB",
            "得星线 180 分高于本星满分 100 分，谁也达不到。", "不超过 100",
        ),
        (
            "min_item_ratio: 0.6", "min_item_ratio: 60", "min_item_ratio: 60", "ZB",
            "每项得分率 60 大于 1，谁也达不到。", "0.6",
        ),
        (
            "base_star: ZB", "base_star: ZW", "base_star: ZW", "overall",
            "基础星 ZW 不在本标准的星里。", "ZB、CY",
        ),
        (
            "without_base_star_max_level: 2", "without_base_star_max_level: 4",
            "without_base_star_max_level: 4", "overall",
            "缺基础星时最多得 4 颗星，上限 4 不起作用。", "小于 4",
        ),
        (
            "  base_star: ZB\n", "", "without_base_star_max_level", "overall",
            "没有写基础星，却写了缺基础星时的星级上限。", "base_star",
        ),
        (
            "        unit: 题\n        per: 1\n", "        unit: 题\n        per: 10\n",
            "        per: 10\n", "ZB-1.2",
            "每题扣 10 分，超过要点满分 5 分。", "小数点",
        ),
        (
            "        unit: 天\n        per: 0.5\n", "        unit: 天\n        per: 0\n",
            "        per: 0\n", "ZB-1.3", "每处扣 0 分，扣不下来。", "大于 0",
        ),
        (
            "        n: 5\n        unit: 户\n        per: 1.6",
            "        n: 5\n        unit: 户\n        per: 16",
            "        per: 16", "ST-3.1", "每户扣 16 分，超过要点满分 8 分。", "不超过 8",
        ),
        (
            FIRST_LEVEL, FIRST_LEVEL.replace("好: 5", "好: 4.5", 1), "        levels:", "ZB-1.1",
            "最好一档得 4.5 分，要点满分是 5 分。", "改成 5",
        ),
        (
            FIRST_LEVEL, FIRST_LEVEL.replace("一般: 3", "一般: 4"), "        levels:", "ZB-1.1",
            "各档得分没有从高到低。", "从好到差",
        ),
        (
            BANDS, BANDS.replace("- 8", "- 7"), "        bands:", "CY-3.1",
            "最好一档得 7 分，要点满分是 8 分。", "改成 8",
        ),
        (
            BANDS, BANDS.replace("- - 10", "- - 4"), "        bands:", "CY-3.1",
            "各档的下限没有从高到低。", "从高到低",
        ),
        (
            BANDS, BANDS.replace("\n        - - 0\n          - 0", ""), "        bands:", "CY-3.1",
            "低于 1 的没有档。", "补一档",
        ),
        (
            "target: 20", "target: 120", "target: 120", "CY-2.4",
            "目标 120% 超过 100%，谁也达不到。", "不超过 100",
        ),
        (
            "target: 20", "target: 0", "target: 0", "CY-2.4",
            "目标是 0，谁都不会被扣分。", "大于 0",
        ),
        (
            "per_point: 0.2", "per_point: 0", "per_point: 0", "CY-2.4",
            "每差一点扣 0 分，扣不下来。", "大于 0",
        ),
    ],
)  # fmt: skip
def test_a_rule_that_cannot_work_is_named(broken: Break, line_of: LineOf, case: Case) -> None:
    old, new, line, where, what, fix = case
    (problem,) = broken("rural.yaml", old, new)
    assert problem.what == what
    assert problem.where == where
    assert problem.line == line_of("rural.yaml", line)
    assert fix in problem.fix


def test_a_level_that_stands_twice_is_named_in_both_ways_to_write_levels(broken: Break) -> None:
    pairs = "\n".join(f"        - [{name}, {at}]" for name, at in (("好", 5), ("好", 4), ("差", 0)))
    (problem,) = broken("rural.yaml", FIRST_LEVEL, pairs)
    assert problem.what == "等次“好”写了两次。"
    (problem, *_) = broken("community.yaml", FIRST_LEVEL, FIRST_LEVEL.replace("一般", "较好"))
    assert "“较好”写了两次" in problem.what


def test_a_checkpoint_without_points_is_named(broken: Break) -> None:
    problems = broken(
        "rural.yaml",
        "      text: 村庄规划有批复并公示\n      by: check\n      max: 4",
        "      text: 村庄规划有批复并公示\n      by: check\n      max: 0",
    )
    assert "要点满分是 0 分，查了也不计分。" in {problem.what for problem in problems}


@pytest.mark.parametrize(
    ("new", "what"),
    [
        ("          好: x\n          差: y", "“好”写法不对（x）。"),
        ("        - 好\n        - 差", "“levels”应是列表，却写了好。"),
        ("          好: 5", "“levels”个数不够（键和值）。"),
    ],
)
def test_levels_that_are_none_are_left_to_the_schema(broken: Break, new: str, what: str) -> None:
    assert what in {problem.what for problem in broken("rural.yaml", FIRST_LEVEL, new)}


def test_levels_that_are_a_word_are_left_to_the_schema(broken: Break) -> None:
    problems = broken("rural.yaml", "        levels:\n" + FIRST_LEVEL, "        levels: 好")
    assert [problem.what for problem in problems] == ["“levels”应是键和值或列表，却写了好。"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("        unit: 题\n        per: 1\n", "        unit: 题\n        per: 5\n"),
        ("min_score: 80", "min_score: 100"),
        ("min_item_ratio: 0.6", "min_item_ratio: 1"),
        ("without_base_star_max_level: 2", "without_base_star_max_level: 3"),
        ("target: 20", "target: 100"),
    ],
)
def test_what_can_just_be_reached_is_let_through(broken: Break, old: str, new: str) -> None:
    said = {problem.what for problem in broken("rural.yaml", old, new)}
    assert said <= {"文字写 5 题，规则按 1 题计分。", "提示写 5 题，要点 ZB-1.2 抽 1 题。"}


def test_two_bands_of_one_bound_are_named(broken: Break) -> None:
    (problem,) = broken("rural.yaml", BANDS, BANDS.replace("- - 10", "- - 20"))
    assert problem.what == "各档的下限没有从高到低。"
