"""What the schema finds is said in plain Chinese, with line, code and fix."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from inspector.exchange.rubric_check import check_file
from inspector.exchange.rubric_check_shape import check_shape, where_of
from inspector.exchange.rubric_problem import Problem
from inspector.exchange.rubric_yaml import parse_marked

Break = Callable[..., list[Problem]]
LineOf = Callable[[str, str], int]
Case = tuple[str, str, str, str, str, str]

ITEM = "    title: 争当好支书\n    short: 争当好支书\n"
PER = "        unit: 题\n        per: 1\n"
LOCKED = "      phrases: [当天无值班记录, 签到不全, 代签, "


@pytest.mark.parametrize(
    "case",
    [
        (
            "  lead_office: 组织部", "  leed_office: 组织部", "  leed_office", "ZB",
            "不认识的键“leed_office”。是不是想写“lead_office”？", "请改过来。",
        ),
        (
            ITEM, ITEM + "    color: red\n", "    color: red", "ZB-1",
            "不认识的键“color”。", "可用的键是 id、star",
        ),
        (
            "      by: listen\n", "", "    - id: ZB-1.1", "ZB-1.1", "缺少“by”。", "by: …，哪一步",
        ),
        (
            ITEM, "    titel: 争当好支书\n    short: 争当好支书\n", "    titel", "ZB-1",
            "不认识的键“titel”。是不是想写“title”？", "请改过来。",
        ),
        (
            "    short: 争当好支书\n", "    short: 争当一名人人都说好的支书\n",
            "    short: 争当一名", "ZB-1",
            "“short”字数太多（争当一名人人都说好的支书）。", "最多 9 个字",
        ),
        (
            LOCKED, LOCKED + "一, 二, 三, 四, 五, 六, 七, 八, 九, 十, ", LOCKED + "一", "ZB-1.3",
            "“phrases”个数太多（16 个值的列表）。", "最多 12 条",
        ),
        (
            LOCKED, LOCKED + "代签, ", LOCKED + "代签", "ZB-1.3",
            "“phrases”里“代签”重复。", "删去一个",
        ),
        (
            LOCKED, LOCKED + "5, ", LOCKED + "5", "ZB-1.3",
            "“phrases”应是文字，却写了5。", "14 个字",
        ),
        (
            "    title: 争当好支书", "    title: 2026", "    title: 2026", "ZB-1",
            "“title”应是文字，却写了2026。", "请给值加引号。",
        ),
        (
            "    title: 争当好支书", "    title: [争当, 好支书]", "    title: [", "ZB-1",
            "“title”应是文字，却写了2 个值的列表。", "请写一句文字。",
        ),
        (
            "      photos_min: 2", "      photos_min: 两张", "photos_min: 两张", "ZB-1",
            "“photos_min”应是整数，却写了两张。", "写整数",
        ),
        (
            "    evidence:\n", "    evidence: true\n    x:\n", "    evidence: true", "ZB-1",
            "“evidence”应是键和值，却写了true。", "请照示例改“evidence”。",
        ),
        (
            "    zero_if: []", "    zero_if:", "    zero_if:\n", "ZB-1",
            "“zero_if”应是列表，却写了空。", "零分情形",
        ),
        (
            "    zero_if: []", "    zero_if: {a: 1}", "    zero_if: {", "ZB-1",
            "“zero_if”应是列表，却写了键和值。", "零分情形",
        ),
        (
            "        unit: 题\n        per: 1\n", "        unit: 题\n        per: 1.005\n",
            "per: 1.005", "ZB-1.2", "“per”写法不对（1.005）。", "最多两位小数",
        ),
        (
            "        unit: 题\n        per: 1\n", "        unit: 题\n        per: -1\n",
            "per: -1", "ZB-1.2", "“per”太小（-1）。", "不为负",
        ),
        (
            PER, PER + "        n: 5\n", "        n: 5\n", "ZB-1.2",
            "不认识的键“n”。", "可用的键是 kind、unit、per",
        ),
        (
            "        kind: deduct\n        unit: 题", "        kind: dedukt\n        unit: 题",
            "kind: dedukt", "ZB-1.2", "“kind”不能用这个值（dedukt）。", "deduct、yesno",
        ),
        (
            "  decimals: 2", "  decimals: 1", "  decimals: 1", "scoring",
            "“decimals”不能用这个值（1）。", "写 2",
        ),
        (
            "    - id: ZB-1.1", "    - id: 支-1.1", "    - id: 支-1.1", "支-1.1",
            "“id”写法不对（支-1.1）。", "字母、数字",
        ),
        (
            "  items: 29\n", "  items: 0\n", "  items: 0\n", "counts",
            "“items”太小（0）。", "写整数",
        ),
        (
            "  allow_na: false", "  allow_na: maybe", "allow_na: maybe", "ZB-1",
            "“allow_na”应是true 或 false，却写了maybe。", "写 true 或 false",
        ),
    ],
)  # fmt: skip
def test_a_wrong_shape_is_named_with_line_and_fix(
    broken: Break, line_of: LineOf, case: Case
) -> None:
    old, new, line, where, what, fix = case
    problems = broken("rural.yaml", old, new)
    found = [problem for problem in problems if problem.what == what]
    assert len(found) == 1, problems
    assert found[0].where == where
    assert found[0].line == line_of("rural.yaml", line)
    assert fix in found[0].fix


def test_a_misspelt_key_is_told_once_and_not_as_missing_too(broken: Break) -> None:
    (problem,) = broken("rural.yaml", "base_star: ZB", "base_sta: ZB", "_max_level: 2", "_max: 2")[
        :1
    ]
    assert "是不是想写“base_star”" in problem.what
    problems = broken("community.yaml", "  min_score: 80", "  min_scor: 80")
    assert [problem.what for problem in problems] == [
        "不认识的键“min_scor”。是不是想写“min_score”？"
    ]


@pytest.mark.parametrize("name", ["policy.yaml", "negative-list.yaml", "questions.yaml"])
def test_the_other_forms_have_their_own_shape(broken: Break, name: str) -> None:
    problems = broken(name, "notice: ", "notise: ")
    assert [problem.what for problem in problems] == ["不认识的键“notise”。是不是想写“notice”？"]


def test_who_signs_is_one_of_those_whom_the_paper_has_a_box_for(
    broken: Break, line_of: LineOf
) -> None:
    old = "  must_sign:   # 不打招呼、不用陪同接待：没有乡镇干部陪同\n  - 全体考评员"
    (problem,) = broken("policy.yaml", old, old.replace("全体考评员", "村民代表"))
    assert (problem.where, problem.line) == ("unannounced", line_of("policy.yaml", "  - 村民代表"))
    assert "村民代表" in problem.what
    assert "陪同乡镇干部" in problem.fix
    (problem,) = broken("policy.yaml", "- 村民代表", "- 村党组织书记（或受委托人）")
    assert "重复" in problem.what


def test_a_county_code_without_quotes_is_told_to_have_them(broken: Break) -> None:
    (problem,) = broken("policy.yaml", "'419924'", "419924")
    assert (problem.where, problem.what) == ("county_code", "“county_code”应是文字，却写了419924。")
    assert "要加引号" in problem.fix


def test_a_question_names_an_item_or_a_star_and_not_both(broken: Break, line_of: LineOf) -> None:
    (problem,) = broken("questions.yaml", "  item: ZB-1\n", "  item: ZB-1\n  star: ZB\n")
    assert (problem.where, problem.line) == ("R01", line_of("questions.yaml", "- id: R01"))
    assert problem.what == "item 和 star 要写一个，也只写一个。"


def test_a_long_text_is_shown_cut(broken: Break) -> None:
    (problem,) = broken("rural.yaml", "notice: ", "notice: " + "字" * 400)
    assert "字字…共 " in problem.what


def test_the_nearest_code_is_named_even_where_the_place_is_missing() -> None:
    marked = parse_marked(b"stars:\n- id: A\n  items:\n  - id: A-1\n")
    assert where_of(marked, ("stars", 0, "items", 0, "max")) == "A-1"
    assert where_of(marked, ("stars", 0)) == "A"
    assert where_of(marked, ("stars",)) == "stars"
    assert where_of(marked, ()) == ""


def test_a_rule_of_no_kind_is_told_once() -> None:
    marked = parse_marked(
        b"stars:\n- items:\n  - checkpoints:\n    - id: A-1\n      rule: {unit: x, per: 1}\n"
    )
    check_shape(marked, "rubric")
    said = [problem.what for problem in marked.problems if problem.line == 5]
    assert said == ["缺少“kind”。"]


def test_a_list_as_the_whole_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "list.yaml"
    path.write_text("- 1\n", encoding="utf-8")
    (problem,) = check_file(path)
    assert problem.what == "文件最外层不是键和值。"


def test_a_text_without_a_rule_of_its_own_is_told_its_greatest_length(broken: Break) -> None:
    (problem,) = broken("rural.yaml", "    title: 争当好支书", "    title: " + "长" * 41)
    assert problem.fix == "最多 40，请改短。"
