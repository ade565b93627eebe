"""Templates of official documents are checked like forms: line, what is wrong, what is allowed."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from inspector.domain.template import KINDS
from inspector.exchange.rubric_check import check_file
from inspector.exchange.rubric_file import RubricFaulty, read_template
from inspector.exchange.rubric_problem import Problem
from inspector.platform.resources import form

Break = Callable[..., list[Problem]]


@pytest.fixture
def broken(tmp_path: Path) -> Break:
    """Replace texts in a copy of the bulletin's template and return what is found."""

    def replace(*changes: str) -> list[Problem]:
        text = form("documents", "bulletin.yaml").read_text("utf-8")
        for old, new in zip(changes[::2], changes[1::2], strict=True):
            assert old in text, old
            text = text.replace(old, new, 1)
        path = tmp_path / "own.yaml"
        path.write_text(text, encoding="utf-8")
        return check_file(path)

    return replace


def line_of(text: str) -> int:
    return form("documents", "bulletin.yaml").read_text("utf-8").partition(text)[0].count("\n") + 1


@pytest.mark.parametrize("kind", list(KINDS))
def test_the_shipped_templates_have_no_problem(kind: str) -> None:
    assert check_file(form("documents", f"{kind}.yaml")) == []
    assert read_template(form("documents", f"{kind}.yaml")).template.id == kind


def test_a_wrong_placeholder_is_named_with_its_line_and_what_is_allowed(broken: Break) -> None:
    (problem,) = broken("{考评时间}", "{考评日期}")
    assert problem.line == line_of("{考评时间}")
    assert problem.what.startswith("月排名通报里没有“{考评日期}”可填。")
    assert "{考评组数}" in problem.fix


def test_a_slip_gets_a_guess(broken: Break) -> None:
    (problem,) = broken("{全县平均}", "{全县平均分}")
    assert "是不是想写“全县平均”" in problem.what


@pytest.mark.parametrize(
    ("old", "new", "what", "fix"),
    [
        ("part: 变化", "part: 变花", "没有“变花”", "前三后三、变化"),
        ("when: 没评完", "when: 评完了", "没有“评完了”", "没评完"),
        ("part: 全部乡镇", "part: 全部", "没有“全部”", "全部乡镇"),
        ("现将{轮次}排名", "现将{轮次排名", "花括号没有成对", "正文不用花括号"),
        ("现将{轮次}排名", "现将{轮次}|排名", "只能写在标题里", "删去"),
        (
            "- heading: 总体情况",
            "- heading: 总体情况\n  text: 接着写",
            "只能写一个",
            "level 2 到 4",
        ),
        ("- part: 前三后三", "- when: 没评完", "只能写一个", "分成几条"),
        ("- part: 前三后三", "- part: 前三后三\n  text: 又一段", "只能写一个", "分成几条"),
        ("  level: 2\n", "  level: 5\n", "“level”太大", "1 到 4"),
        ("issuer: 中共{县}委组织部\n", "", "缺少“issuer”", "署名"),
        ("id: bulletin", "id: bulletins", "“id”不能用这个值", "月排名通报"),
        ("mark: 中共{县}", "mark: {县}", "值以花括号开头", "加引号"),
        ("copies:", "copys:", "不认识的键“copys”", "请改过来"),
    ],
)
def test_other_faults_are_named_too(broken: Break, old: str, new: str, what: str, fix: str) -> None:
    problems = broken(old, new)
    assert any(what in one.what and fix in one.fix for one in problems), problems


def test_a_condition_of_another_kind_is_answered_with_its_own(tmp_path: Path) -> None:
    text = form("documents", "talk-letter.yaml").read_text("utf-8")
    path = tmp_path / "own.yaml"
    path.write_text(text.replace("- part: 历轮成绩", "- part: 历轮成绩\n  when: 有上轮"), "utf-8")
    (problem,) = check_file(path)
    assert problem.fix == "可以写 连续落后、再次落后。"


def test_the_page_for_users_lists_what_each_template_may_hold() -> None:
    page = (Path(__file__).parents[2] / "docs/文书模板写法.md").read_text("utf-8")
    rows = {line.split("|")[1].strip(): line for line in page.splitlines() if line.startswith("|")}
    for kind in KINDS.values():
        row = rows[kind.name]
        shared = "、".join(f"`{{{name}}}`" for name in ("县", "年", "日期", "轮次"))
        assert shared.replace("、", " ") in page
        own = [name for name in kind.placeholders if name not in ("县", "年", "日期", "轮次")]
        assert [*re.findall(r"`\{([^}]+)\}`", row)] == own
        assert "、".join(kind.parts) in row
        assert "、".join(kind.conditions) in row


def test_a_faulty_template_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text("schema: inspector.document/1\nid: notice\n", "utf-8")
    with pytest.raises(RubricFaulty):
        read_template(path)
    with pytest.raises(RubricFaulty, match="policy"):
        read_template(form("policy.yaml"))


def test_a_release_that_names_no_number_of_rounds_is_a_fault(tmp_path: Path) -> None:
    text = form("policy.yaml").read_text("utf-8")
    assert "连续两月脱离后解除" in text
    path = tmp_path / "policy.yaml"
    for said, faults in (("脱离后解除", 1), ("连续3个月脱离后解除", 0)):
        path.write_text(text.replace("连续两月脱离后解除", said), "utf-8")
        problems = [one for one in check_file(path) if "reset" in one.what]
        assert len(problems) == faults
        assert all("连续两月" in one.fix for one in problems)
