"""The checker of forms: every problem of a file at once, with line number and the fix."""

from __future__ import annotations

from pathlib import Path

from inspector.domain.rubric_tree import rubric_from_tree
from inspector.exchange.rubric_check_documents import check_document
from inspector.exchange.rubric_check_entry import check_grids, check_photos
from inspector.exchange.rubric_check_extremes import check_extremes
from inspector.exchange.rubric_check_links import (
    Companions,
    check_negative_list,
    check_negative_refs,
    check_policy,
    check_questions,
)
from inspector.exchange.rubric_check_rules import check_rules, check_thresholds
from inspector.exchange.rubric_check_shape import check_shape, did_you_mean
from inspector.exchange.rubric_check_steps import check_samples, check_steps
from inspector.exchange.rubric_check_sums import check_counts, check_ids, check_sums
from inspector.exchange.rubric_outline import Outline, Part, outline_of, root_of
from inspector.exchange.rubric_problem import Problem
from inspector.exchange.rubric_yaml import Marked, as_canonical, read_marked
from inspector.platform.resources import form

RUBRIC = "rubric"
POLICY = "policy"
NEGATIVE_LIST = "negative-list"
QUESTIONS = "questions"
DOCUMENT = "document"

_SCHEMAS = {
    f"inspector.{kind}/1": kind for kind in (RUBRIC, POLICY, NEGATIVE_LIST, QUESTIONS, DOCUMENT)
}


def check_file(path: Path) -> list[Problem]:
    """Return every problem of a form's file, by line; an empty list means that it is sound.

    The kind of form is read from its ``schema`` line. Links are checked against the other forms
    in the same folder; without a negative list there, against the one that travels with the
    program.

    Raises:
        FileMissing, FileUnreadable, FolderReadOnly: The file cannot be read.
    """
    return check_marked(read_marked(path), path)


def check_marked(marked: Marked, path: Path, expected: str = "") -> list[Problem]:
    """Check an already read file; ``expected`` is the kind that it has to be, if any.

    Raises:
        FileUnreadable, FolderReadOnly: A form beside it cannot be read.
    """
    if marked.tree is not None:
        kind = _kind(marked, expected)
        if kind:
            check_shape(marked, kind)
            _check_content(marked, kind, path)
    return sorted(set(marked.problems))


def _kind(marked: Marked, expected: str) -> str:
    """Return the kind of form, or blame the file and return the empty text."""
    root = root_of(marked)
    if not isinstance(marked.tree, dict):
        marked.blame((), "", "文件最外层不是键和值。", "请从示例标准复制一份再改。")
        return ""
    named = root.text("schema")
    kind = _SCHEMAS.get(named, "")
    if not kind:
        what = f"不认识的种类 schema: {named}。" if named else "缺少 schema，看不出是哪种文件。"
        fix = f"第一行请写 schema: {' 或 '.join(_SCHEMAS)}。"
        marked.blame(("schema",), "schema", what + did_you_mean(named, list(_SCHEMAS)), fix)
        return expected
    if expected and kind != expected:
        marked.blame(
            ("schema",),
            "schema",
            f"这是 {kind} 文件，这里要的是 {expected} 文件。",
            "请选对文件。",
        )
        return ""
    return kind


def _check_content(marked: Marked, kind: str, path: Path) -> None:
    if kind == DOCUMENT:
        check_document(root_of(marked))
        return
    companions = _companions(path)
    if kind == RUBRIC:
        _check_rubric(marked, companions)
        return
    check = {
        POLICY: check_policy,
        NEGATIVE_LIST: check_negative_list,
        QUESTIONS: check_questions,
    }[kind]
    check(root_of(marked), companions)


def _check_rubric(marked: Marked, companions: Companions) -> None:
    outline = outline_of(marked)
    for check in (
        check_sums,
        check_counts,
        check_ids,
        check_thresholds,
        check_rules,
        check_steps,
        check_samples,
        check_grids,
        check_photos,
    ):
        check(outline)
    check_negative_refs(outline, companions)
    if not marked.problems:  # a faulty form cannot be scored, and its faults are named already
        tree = as_canonical(marked.tree)
        assert isinstance(tree, dict)  # noqa: S101  the schema has seen to it
        check_extremes(marked, rubric_from_tree(tree))


def _companions(path: Path) -> Companions:
    """Read the other forms in the folder of ``path``; faulty ones are taken as far as they go."""
    rubrics: dict[str, Outline] = {}
    negative: dict[str, Part] | None = None
    for other in sorted(path.parent.glob("*.yaml")):
        if other.name == path.name or not other.is_file():
            continue
        marked = read_marked(other)
        root = root_of(marked)
        kind = _SCHEMAS.get(root.text("schema"))
        if kind == RUBRIC and root.text("id"):
            rubrics[root.text("id")] = outline_of(marked)
        elif kind == NEGATIVE_LIST:
            negative = _entries(root)
    if negative is None:
        negative = _entries(root_of(read_marked(form("negative-list.yaml"))))
    return Companions(rubrics=rubrics, negative=negative)


def _entries(root: Part) -> dict[str, Part]:
    return {entry.text("id"): entry for entry in root.parts("entries")}
