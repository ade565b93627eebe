"""Steps that do not exist and samples of two sizes are named."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from inspector.exchange.rubric_problem import Problem

Break = Callable[..., list[Problem]]
LineOf = Callable[[str, str], int]
Case = tuple[str, str, str, str, str, str]


@pytest.mark.parametrize(
    "case",
    [
        (
            "问5名无职党员", "问3名无职党员", "问3名无职党员", "ZB-3",
            "提示写 3 人，要点 ZB-3.6 抽 5 人。", "3 或 5",
        ),
        (
            "text: 随机5户厕所正常使用", "text: 随机三户厕所正常使用", "随机三户", "ST-3.1",
            "文字写 3 户，规则按 5 户计分。", "3 或 5",
        ),
        (
            "text: 随机一条背街10户", "text: 随机一条背街十二户", "背街十二户", "ST-2.3",
            "文字写 12 户，规则按 10 户计分。", "12 或 10",
        ),
        (
            "text: 应知应会随机5问", "text: 应知应会随机4问", "随机4问", "ZB-1.2",
            "文字写 4 题，规则按 5 题计分。", "4 或 5",
        ),
        (
            "分开问2名党员、2名群众", "分开问3名党员、2名群众", "分开问3名", "ZB-1",
            "提示写 3 人，要点 ZB-1.6 抽 4 人。", "3 或 4",
        ),
        (
            "问3户：怎么评", "问一户：怎么评", "问一户", "ST-6",
            "提示写 1 户，要点 ST-6.3 抽 3 户。", "1 或 3",
        ),
    ],
)  # fmt: skip
def test_a_number_that_is_not_the_size_of_the_sample_is_named(
    broken: Break, line_of: LineOf, case: Case
) -> None:
    old, new, line, where, what, fix = case
    (problem,) = broken("rural.yaml", old, new)
    assert problem.what == what
    assert problem.where == where
    assert problem.line == line_of("rural.yaml", line)
    assert fix in problem.fix


def test_a_prompt_may_name_other_numbers_beside_the_size(broken: Break) -> None:
    assert broken("rural.yaml", "问5名无职党员", "200户以上的村，从12名里问5名无职党员") == []


def test_a_step_that_does_not_exist_is_named_where_it_is_used(
    broken: Break, line_of: LineOf
) -> None:
    problems = broken(
        "rural.yaml", "      by: listen", "      by: lisen", "      look:", "      lokk:"
    )
    assert [(problem.where, problem.what) for problem in problems] == [
        ("ZB-1.1", "没有“lisen”这一步。是不是想写“listen”？"),
        ("ZB-2", "没有“lokk”这一步。是不是想写“look”？"),
    ]
    assert problems[0].fix == "请写 listen、look、check 之一。"
    assert problems[1].line == line_of("rural.yaml", "      lokk:")


def test_prompts_of_a_step_without_a_checkpoint_in_the_item_are_named(
    broken: Break, line_of: LineOf
) -> None:
    (problem,) = broken(
        "rural.yaml",
        "      check:\n      - 值班坐班",
        "      look:\n      - 看门牌\n      check:\n      - 值班坐班",
    )
    assert problem.where == "ZB-1"
    assert problem.line == line_of("rural.yaml", "      look:\n      - 看门牌")
    assert "“看”这一步有提示，本项却没有这一步的要点" in problem.what
    assert "移到" in problem.fix


def test_a_step_that_no_checkpoint_uses_is_named(broken: Break, line_of: LineOf) -> None:
    (problem,) = broken(
        "rural.yaml", "scoring:\n", "- id: weigh\n  name: 议\n  title: 四议\nscoring:\n"
    )
    assert problem.where == "weigh"
    assert problem.line == line_of("rural.yaml", "- id: weigh")
    assert problem.what == "“议”这一步没有任何要点。"


def test_without_steps_only_their_absence_is_told(broken: Break) -> None:
    problems = broken("rural.yaml", "steps:\n- id: listen", "sreps:\n- id: listen")
    assert [problem.what for problem in problems] == ["不认识的键“sreps”。是不是想写“steps”？"]


def test_a_number_that_is_no_number_is_passed_over(broken: Break) -> None:
    assert broken("rural.yaml", "问5名无职党员", "问三五名无职党员") == []


def test_numbers_above_ten_are_read_in_both_scripts(broken: Break) -> None:
    assert broken("rural.yaml", "text: 随机一条背街10户", "text: 随机一条背街十户") == []
    (problem,) = broken("rural.yaml", "text: 随机一条背街十户", "text: 随机一条背街二十五户")
    assert "文字写 25 户" in problem.what
