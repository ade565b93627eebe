"""Stars, items, steps and entries that another form names have to exist."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from inspector.exchange.rubric_check import check_file
from inspector.exchange.rubric_problem import Problem

Break = Callable[..., list[Problem]]
LineOf = Callable[[str, str], int]
Case = tuple[str, str, str, str, str, str, str]

RECORDS = "  steps:\n  - check\n  scored: true\n  ranks: false"
SURVEY = "  scored: false\n  ranks: false\n  source: 柘城县公开报道：遍访"
CROSS = "  scored: true\n  ranks: true"
N01 = "      rural:\n      - ZB\n      community:\n      - ZB\n    cap_level: 2"


@pytest.mark.parametrize(
    "case",
    [
        (
            "negative-list.yaml", N01, N01.replace("- ZB", "- ZD", 1), "      - ZD", "N01",
            "“rural”里没有 ZD 星，不授也没有用。", "ZB、CY",
        ),
        (
            "negative-list.yaml", "      - WM\n  forms:\n  - rural\n- id: N20",
            "      - WM\n  forms:\n  - community\n- id: N20", "      rural:\n      - WM", "N19",
            "不授“rural”的星，forms 里却没有“rural”。", "加上 rural",
        ),
        (
            "negative-list.yaml", "  forms:\n  - rural\n  - community\n- id: N02",
            "  forms:\n  - rural\n  - community\n  - comunity\n- id: N02", "  - comunity", "N01",
            "没有编号为“comunity”的评分标准。是不是想写“community”？", "community、rural",
        ),
        (
            "negative-list.yaml", "    cap_level: 3", "    cap_level: 5", "    cap_level: 5", "N21",
            "星级上限 5 不起作用，最多只有 5 颗星。", "小于 5",
        ),
        (
            "negative-list.yaml", "- id: N24", "- id: N23", "", "N23",
            "条目的编号 N23 重复", "换一个",
        ),
        (
            "rural.yaml", "    - N19\n", "    - N91\n", "    - N91", "WM-3",
            "负面清单里没有 N91。", "清单里的编号",
        ),
        (
            "rural.yaml", "    - N19\n", "    - N24\n", "    - N24", "WM-3",
            "负面清单 N24 不适用于“rural”。", "加上 rural",
        ),
        (
            "questions.yaml", "  item: CY-4\n", "  item: CY-9\n", "  item: CY-9", "R24",
            "“rural”里没有 CY-9。", "标准里的编号",
        ),
        (
            "questions.yaml", "  item: CY-4\n", "  star: CX\n", "  star: CX", "R24",
            "“rural”里没有 CX。", "标准里的编号",
        ),
        (
            "policy.yaml", RECORDS, RECORDS.replace("ranks: false", "ranks: true"),
            "  steps:\n  - check\n  scored", "records",
            "参与排名的考评方式没有走“listen、look”。", "步骤写全",
        ),
        (
            "policy.yaml", SURVEY, SURVEY.replace("ranks: false", "ranks: true"),
            "  ranks: true\n  source: 柘城县公开报道：遍访", "survey",
            "参与排名的考评方式没有打分。", "scored: true",
        ),
        (
            "policy.yaml", CROSS, f"{CROSS}\n  unplanned: true", "  unplanned: true\n  source",
            "cross", "参与排名的考评方式不能由考评组自行开始。", "ranks: false",
        ),
        (
            "questions.yaml", "  form: rural\n", "  form: rurel\n", "  form: rurel", "R01",
            "没有编号为“rurel”的评分标准。是不是想写“rural”？", "community、rural",
        ),
        (
            "questions.yaml", "- id: R02", "- id: R01", "", "R01", "题目的编号 R01 重复", "换一个",
        ),
        (
            "policy.yaml", "  village: rural", "  village: rurall", "  village: rurall", "forms",
            "没有编号为“rurall”的评分标准。是不是想写“rural”？", "community、rural",
        ),
        (
            "policy.yaml", "  - listen\n  - look", "  - lissen\n  - look", "  - lissen", "cross",
            "没有“lissen”这一步。是不是想写“listen”？", "check、listen、look",
        ),
        (
            "policy.yaml", "[1600, 2400]", "[2400, 1600]", "[2400", "evidence",
            "照片长边的最小值大于最大值。", "先写小的",
        ),
        (
            "policy.yaml", "    4: 四星\n", "", "  names:", "star_levels",
            "4 颗星没有名称。", "4: …",
        ),
    ],
)  # fmt: skip
def test_a_name_that_another_form_does_not_have_is_told(
    broken: Break, line_of: LineOf, case: Case
) -> None:
    name, old, new, line, where, what, fix = case
    found = [problem for problem in broken(name, old, new) if what in problem.what]
    assert len(found) == 1
    assert found[0].where == where
    assert fix in found[0].fix
    if line:
        assert found[0].line == line_of(name, line)


def test_a_form_alone_is_checked_against_the_negative_list_that_ships(
    tmp_path: Path, county_forms: Path
) -> None:
    alone = tmp_path / "alone"
    alone.mkdir()
    text = (county_forms / "rural.yaml").read_text(encoding="utf-8")
    (alone / "rural.yaml").write_text(text.replace("- N19", "- N99"), encoding="utf-8")
    (problem,) = check_file(alone / "rural.yaml")
    assert problem.what == "负面清单里没有 N99。"


def test_without_any_rubric_beside_it_a_negative_list_is_not_blamed_for_its_forms(
    tmp_path: Path, county_forms: Path
) -> None:
    for name in ("negative-list.yaml", "questions.yaml", "policy.yaml"):
        alone = tmp_path / name
        alone.mkdir()
        path = alone / name
        path.write_bytes((county_forms / name).read_bytes())
        (alone / "broken.yaml").write_text("a: [", encoding="utf-8")
        (alone / "folder.yaml").mkdir()
        assert check_file(path) == []
