"""Forms as files: rubric, policy, lists, question bank, document templates, as canonical trees.

The canonical tree is the file's own, with texts in NFC, decimal numbers as text (``"0.5"``) and
mappings that have Chinese keys as lists of pairs. It is what travels and what the digest names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from inspector.domain.canonical import Tree
from inspector.domain.policy import Policy, policy_from_tree
from inspector.domain.rubric import Rubric
from inspector.domain.rubric_tree import rubric_from_tree
from inspector.domain.template import Template, template_from_tree
from inspector.exchange.rubric_check import (
    DOCUMENT,
    NEGATIVE_LIST,
    POLICY,
    QUESTIONS,
    RUBRIC,
    check_file,
    check_marked,
)
from inspector.exchange.rubric_problem import Problem, RubricFaulty
from inspector.exchange.rubric_yaml import as_canonical, read_marked

__all__ = [
    "FormFile",
    "PolicyFile",
    "Problem",
    "RubricFaulty",
    "RubricFile",
    "TemplateFile",
    "check_file",
    "read_negative_list",
    "read_policy",
    "read_questions",
    "read_rubric",
    "read_template",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormFile:
    """A negative list or question bank: the canonical tree of its file."""

    path: Path
    tree: Mapping[str, Tree]


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyFile:
    """A policy: its canonical tree, as it travels in a package, and the policy itself."""

    path: Path
    tree: Mapping[str, Tree]
    policy: Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateFile:
    """A document template: the canonical tree of its file, and the template itself."""

    path: Path
    tree: Mapping[str, Tree]
    template: Template


@dataclass(frozen=True, slots=True, kw_only=True)
class RubricFile:
    """A rubric: its canonical tree, as it travels in a package, and the rubric itself."""

    path: Path
    tree: Mapping[str, Tree]
    rubric: Rubric


def read_rubric(path: Path) -> RubricFile:
    """Read a rubric 评分标准.

    Raises:
        RubricFaulty: The file has faults; all of them are in ``problems``.
        FileMissing, FileUnreadable, FolderReadOnly: The file cannot be read.
    """
    tree = _read(path, RUBRIC)
    return RubricFile(path=path, tree=tree, rubric=rubric_from_tree(tree))


def read_policy(path: Path) -> PolicyFile:
    """Read a policy 考评规则.

    Raises:
        RubricFaulty: The file has faults; all of them are in ``problems``.
        FileMissing, FileUnreadable, FolderReadOnly: The file cannot be read.
    """
    tree = _read(path, POLICY)
    return PolicyFile(path=path, tree=tree, policy=policy_from_tree(tree))


def read_negative_list(path: Path) -> FormFile:
    """Read a negative list 负面清单.

    Raises:
        RubricFaulty: The file has faults; all of them are in ``problems``.
        FileMissing, FileUnreadable, FolderReadOnly: The file cannot be read.
    """
    return FormFile(path=path, tree=_read(path, NEGATIVE_LIST))


def read_questions(path: Path) -> FormFile:
    """Read a question bank 应知应会题库.

    Raises:
        RubricFaulty: The file has faults; all of them are in ``problems``.
        FileMissing, FileUnreadable, FolderReadOnly: The file cannot be read.
    """
    return FormFile(path=path, tree=_read(path, QUESTIONS))


def read_template(path: Path) -> TemplateFile:
    """Read a document template 文书模板.

    Raises:
        RubricFaulty: The file has faults; all of them are in ``problems``.
        FileMissing, FileUnreadable, FolderReadOnly: The file cannot be read.
    """
    tree = _read(path, DOCUMENT)
    return TemplateFile(path=path, tree=tree, template=template_from_tree(tree))


def _read(path: Path, kind: str) -> dict[str, Tree]:
    marked = read_marked(path)
    if problems := check_marked(marked, path, kind):
        raise RubricFaulty(path, problems)
    tree = as_canonical(marked.tree)
    assert isinstance(tree, dict)  # noqa: S101  the checker has seen to it
    return tree
