"""Forms are read into canonical trees, or refused with every problem they have."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from inspector.domain.canonical import canonical, digest
from inspector.exchange.rubric_file import (
    RubricFaulty,
    read_negative_list,
    read_policy,
    read_questions,
    read_rubric,
)
from inspector.exchange.rubric_problem import Problem
from inspector.platform.durable import FileMissing
from inspector.platform.resources import form

Break = Callable[..., list[Problem]]


def test_a_rubric_is_read_with_its_tree_and_its_digest() -> None:
    file = read_rubric(form("rural.yaml"))
    assert file.rubric.id == "rural"
    assert len(list(file.rubric.items())) == 29
    assert sum(len(item.checkpoints) for item in file.rubric.items()) == 112
    assert file.rubric.digest == digest(dict(file.tree))


def test_the_community_form_has_its_own_stars() -> None:
    rubric = read_rubric(form("community.yaml")).rubric
    assert [star.id for star in rubric.stars] == ["ZB", "YY", "PA", "XF", "GJ"]
    assert len(list(rubric.items())) == 27
    assert sum(len(item.checkpoints) for item in rubric.items()) == 108


@pytest.mark.parametrize(
    ("read", "name", "key"),
    [
        (read_policy, "policy.yaml", "talk"),
        (read_negative_list, "negative-list.yaml", "entries"),
        (read_questions, "questions.yaml", "questions"),
    ],
)
def test_the_other_forms_are_canonical_trees(
    read: Callable[[Path], object], name: str, key: str
) -> None:
    file = read(form(name))
    tree = getattr(file, "tree", {})
    assert key in tree
    assert canonical(dict(tree))


def test_a_faulty_form_is_refused_with_the_first_problem_and_their_number(
    broken: Break, county_forms: Path
) -> None:
    problems = broken(
        "rural.yaml", "total_max: 500", "total_max: 501", "min_score: 80", "min_score: 101"
    )
    with pytest.raises(RubricFaulty) as caught:
        read_rubric(county_forms / "rural.yaml")
    assert caught.value.problems == tuple(problems)
    assert caught.value.code == "R101"
    assert caught.value.sentence() == (
        f"rural.yaml 有 2 个问题，第一个在第 {problems[0].line} 行："
        "scoring 各星满分合计 500 分，total_max 写 501 分。"
    )
    assert caught.value.advice().startswith("请把 total_max 改成 500")


def test_a_problem_of_the_whole_file_is_said_without_a_code(tmp_path: Path) -> None:
    path = tmp_path / "empty.yaml"
    path.write_bytes(b"")
    with pytest.raises(RubricFaulty) as caught:
        read_policy(path)
    assert caught.value.sentence() == "empty.yaml 有 1 个问题，第一个在第 1 行：文件是空的。"


def test_a_policy_is_no_rubric() -> None:
    with pytest.raises(RubricFaulty):
        read_rubric(form("policy.yaml"))


def test_a_missing_form_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        read_rubric(tmp_path / "none.yaml")


def test_a_problem_reads_as_one_line() -> None:
    problem = Problem(line=7, where="ST-2.1", what="少了。", fix="补上。")
    assert str(problem) == "第 7 行 ST-2.1：少了。补上。"
    assert str(Problem(line=1, where="", what="空。", fix="填。")) == "第 1 行 空。填。"
