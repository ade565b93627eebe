"""The checker reports everything that is wrong with a form's file, at once and by line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspector.domain.policy import policy_from_tree
from inspector.exchange.rubric_check import check_file, check_marked
from inspector.exchange.rubric_problem import Problem
from inspector.exchange.rubric_yaml import as_canonical, parse_marked
from inspector.platform.resources import form

Break = Callable[..., list[Problem]]
LineOf = Callable[[str, str], int]

SHIPPED = ("rural.yaml", "community.yaml", "negative-list.yaml", "policy.yaml", "questions.yaml")


@pytest.mark.parametrize("name", SHIPPED)
def test_the_shipped_forms_have_no_problem(name: str) -> None:
    assert check_file(form(name)) == []


def test_many_faults_of_one_file_are_all_reported_in_the_order_of_lines(
    broken: Break, line_of: LineOf
) -> None:
    problems = broken(
        "rural.yaml",
        "total_max: 500", "total_max: 501",
        "base_star: ZB", "base_star: ZW",
        "    title: 争当好支书", "    titel: 争当好支书",
        "随机问5题", "随机问6题",
        "      by: check\n", "      by: chek\n",
        "    - id: ZB-2.2", "    - id: ZB-2.1",
        "min_score: 80", "min_score: 101",
        "问5名无职党员", "问3名无职党员",
        "          - 8\n", "          - 9\n",
        "    - N19", "    - N99",
        "    short: 教育医疗培训", "    short: 教育医疗就业培训与服务",
        "    max: 14\n    checkpoints:\n    - id: WM-7.1",
        "    max: 15\n    checkpoints:\n    - id: WM-7.1",
    )  # fmt: skip
    assert [(problem.where, problem.what) for problem in problems] == [
        ("scoring", "各星满分合计 500 分，total_max 写 501 分。"),
        ("overall", "基础星 ZW 不在本标准的星里。"),
        ("ZB", "得星线 101 分高于本星满分 100 分，谁也达不到。"),
        ("ZB-1", "不认识的键“titel”。是不是想写“title”？"),
        ("ZB-1", "提示写 6 题，要点 ZB-1.2 抽 5 题。"),
        ("ZB-1.3", "没有“chek”这一步。是不是想写“check”？"),
        ("ZB-2.1", problems[6].what),
        ("ZB-3", "提示写 3 人，要点 ZB-3.6 抽 5 人。"),
        ("CY-3.1", "最好一档得 9 分，要点满分是 8 分。"),
        ("WM", "文明幸福星各项合计 101 分，不是 100 分。"),
        ("WM-3", "负面清单里没有 N99。"),
        ("WM-7", "“short”字数太多（教育医疗就业培训与服务）。"),
        ("WM-7", "教育医疗与就业培训各要点合计 14 分，不是 15 分。"),
    ]
    lines = [problem.line for problem in problems]
    assert lines == sorted(lines)
    assert "重复" in problems[6].what
    assert lines[0] == line_of("rural.yaml", "total_max: 501")


def test_a_syntax_error_does_not_hide_the_tabs_after_it(county_forms: Path) -> None:
    path = county_forms / "rural.yaml"
    path.write_text("a: 'x\nb:\n\tc: 1\n", encoding="utf-8")
    assert [problem.line for problem in check_file(path)] == [1, 3]


def test_a_file_of_no_known_kind_is_told_which_kinds_there_are(broken: Break) -> None:
    (problem, *_) = broken(
        "rural.yaml", "schema: inspector.rubric/1", "schema: inspector.rubrics/1"
    )
    assert problem.where == "schema"
    assert "是不是想写“inspector.rubric/1”" in problem.what
    assert "inspector.policy/1" in problem.fix
    (problem, *_) = broken("policy.yaml", "schema: inspector.policy/1\n", "")
    assert problem.what == "缺少 schema，看不出是哪种文件。"


def test_a_form_of_another_kind_than_asked_for_is_refused() -> None:
    path = form("policy.yaml")
    (problem,) = check_marked(parse_marked(path.read_bytes()), path, "rubric")
    assert problem.what == "这是 policy 文件，这里要的是 rubric 文件。"


def test_a_kind_that_is_asked_for_is_checked_even_where_the_schema_line_is_wrong() -> None:
    marked = parse_marked(b"schema: x\n")
    said = [problem.what for problem in check_marked(marked, form("policy.yaml"), "policy")]
    assert "缺少“id”。" in said


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_no_damage_to_a_form_makes_the_checker_fail(data: st.DataObject, tmp_path: Path) -> None:
    lines = form("rural.yaml").read_text(encoding="utf-8").splitlines()
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(lines) - 1))
        key = lines[at].partition(":")[0]
        lines[at] = data.draw(
            st.sampled_from(
                ["", f"{key}:", f"{key}: []", f"{key}: {{}}", f"{key}: true", f"{key}: 0",
                 f"{key}: -1.5", f"{key}: x", f"{key}: [[1, 2], [x]]", f"{key}: {{好: []}}",
                 f"{key}: [{{id: 1}}, 2]"]
            )
        )  # fmt: skip
    path = tmp_path / "damaged.yaml"
    path.write_text("\n".join(lines), encoding="utf-8")
    for problem in check_file(path):
        assert problem.line >= 1
        assert problem.what.endswith("。")
        assert problem.fix.endswith("。")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_policy_that_the_checker_passes_can_be_read(data: st.DataObject) -> None:
    lines = form("policy.yaml").read_text(encoding="utf-8").splitlines()
    at = data.draw(st.integers(0, len(lines) - 1))
    key, colon, _ = lines[at].partition(":")
    values = [
        "",
        "[]",
        "{}",
        "true",
        "0",
        "7",
        "-1",
        "0.5",
        "x",
        "[1, 2]",
        "[a]",
        "{好: 1}",
        "null",
    ]
    lines[at] = f"{key}{colon} {data.draw(st.sampled_from(values))}"
    marked = parse_marked("\n".join(lines).encode())
    if not check_marked(marked, form("policy.yaml"), "policy"):
        tree = as_canonical(marked.tree)
        assert isinstance(tree, dict)
        policy_from_tree(tree)
