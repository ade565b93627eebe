"""The forms of an open folder: rubrics and policy as they were handed out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import ClassVar

from inspector.domain.canonical import Tree, canonical, digest
from inspector.domain.errors import InspectorError
from inspector.domain.ids import Digest, StepId
from inspector.domain.narrowing import narrow
from inspector.domain.negative import NegativeList, negative_list_from_tree
from inspector.domain.phrases import phrases_from_tree, with_phrases
from inspector.domain.policy import Policy, policy_from_tree
from inspector.domain.questions import QuestionBank, bank_from_tree
from inspector.domain.rubric import Rubric
from inspector.domain.rubric_tree import rubric_from_tree
from inspector.store.documents import Document
from inspector.store.unit import Reading

RUBRIC = "rubric"
POLICY = "policy"
NEGATIVE_LIST = "negative-list"
QUESTIONS = "questions"
PHRASES = "phrases"
"""What the county learned of its teams' words, for one round (``domain.phrases``)."""

KINDS = (RUBRIC, POLICY, NEGATIVE_LIST, QUESTIONS, PHRASES)
"""The documents that a dispatch brings."""


class FormMissing(InspectorError):
    """A visit or a site needs a form that this folder does not hold."""

    code: ClassVar[str] = "R110"
    what: ClassVar[str] = "数据文件夹里没有评分标准“{rubric}”。"
    next_step: ClassVar[str] = "在县办加上这个评分标准，重新下发；外业请打开新的下发包。"


def document_of(kind: str, tree: dict[str, Tree]) -> Document:
    """Return a form's tree as a document that can be kept and sent."""
    return Document(
        kind=kind,
        id=str(tree.get("id", kind)),
        version=str(tree.get("version", "")),
        digest=digest(tree),
        text=canonical(tree).decode(),
    )


def rubric_of_id(reading: Reading, rubric_id: str) -> Rubric:
    """Return the current version of a rubric.

    Raises:
        FormMissing: The folder holds none of that id.
    """
    document = reading.documents.current(RUBRIC, rubric_id)
    if document is None:
        raise FormMissing(rubric=rubric_id)
    return _rubric(document, _learned(reading))


def rubric_of_digest(reading: Reading, wanted: Digest) -> Rubric:
    """Return the exact version of a rubric that a visit was scored with.

    Raises:
        FormMissing: The folder does not hold it.
    """
    document = reading.documents.by_digest(RUBRIC, wanted)
    if document is None:
        raise FormMissing(rubric=wanted[:12])
    return _rubric(document, _learned(reading))


def form_of_visit(reading: Reading, wanted: Digest, steps: tuple[StepId, ...] | None) -> Rubric:
    """Return what a visit asks of the form it was scored with: all of it, or some steps.

    Raises:
        FormMissing: The folder does not hold the form.
    """
    document = reading.documents.by_digest(RUBRIC, wanted)
    if document is None:
        raise FormMissing(rubric=wanted[:12])
    return _narrowed(document, _learned(reading), steps)


def policy_of(reading: Reading) -> Policy:
    """Return the county's policy.

    Raises:
        FormMissing: The folder holds none.
    """
    document = reading.documents.current(POLICY)
    if document is None:
        raise FormMissing(rubric=POLICY)
    return _policy(document)


def policies_of(reading: Reading) -> Iterator[Policy]:
    """Yield the county's policy, then every version that it had, newest first.

    Raises:
        FormMissing: The folder holds none.
    """
    yield policy_of(reading)  # nearly always enough
    for document in reversed(reading.documents.all(POLICY)):
        yield _policy(document)


def negative_list_of(reading: Reading) -> NegativeList:
    """Return the county's negative list.

    Raises:
        FormMissing: The folder holds none.
    """
    document = reading.documents.current(NEGATIVE_LIST)
    if document is None:
        raise FormMissing(rubric=NEGATIVE_LIST)
    return _negative_list(document)


def questions_of(reading: Reading) -> QuestionBank | None:
    """Return the county's question bank, if it has one."""
    document = reading.documents.current(QUESTIONS)
    return None if document is None else _bank(document)


@lru_cache(maxsize=4)
def _bank(document: Document) -> QuestionBank:
    return bank_from_tree(document.tree())


@lru_cache(maxsize=4)
def _negative_list(document: Document) -> NegativeList:
    return negative_list_from_tree(document.tree())


@lru_cache(maxsize=4)
def _policy(document: Document) -> Policy:
    return policy_from_tree(document.tree())


@lru_cache(maxsize=16)
def _narrowed(
    document: Document, learned: Document | None, steps: tuple[StepId, ...] | None
) -> Rubric:
    return narrow(_rubric(document, learned), steps)


@lru_cache(maxsize=16)
def _rubric(document: Document, learned: Document | None) -> Rubric:
    rubric = plain_rubric(document)
    if learned is None:
        return rubric
    return with_phrases(rubric, phrases_from_tree(learned.tree()).get(rubric.id, {}))


@lru_cache(maxsize=16)
def plain_rubric(document: Document) -> Rubric:
    """Return a rubric as its file has it, without what the county learned since."""
    return rubric_from_tree(document.tree())


def _learned(reading: Reading) -> Document | None:
    return reading.documents.current(PHRASES)
