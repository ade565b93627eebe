"""The question bank 应知应会题库 of the listen step, and drawing from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from inspector.domain import reading
from inspector.domain.canonical import Tree
from inspector.domain.dice import dice, shuffled
from inspector.domain.ids import ItemCode, RubricId, StarId

WRONG_ANSWER = "答错："
"""How the reason of a wrong answer begins; the question follows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question; it belongs to an item, or to a whole star. ``hint``: where the answer is."""

    id: str
    form: RubricId
    item: ItemCode | None
    star: StarId | None
    text: str
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionBank:
    """All questions of a county."""

    version: str
    notice: str
    questions: tuple[Question, ...]

    def of_form(self, form: RubricId) -> tuple[Question, ...]:
        """Return the questions of one form."""
        return tuple(question for question in self.questions if question.form == form)


def bank_from_tree(tree: Mapping[str, Tree]) -> QuestionBank:
    """Build a bank from its canonical tree.

    Raises:
        BadTree: A key is missing, or a value is of another kind.
    """
    return QuestionBank(
        version=reading.text(tree, "version", ""),
        notice=reading.text(tree, "notice", ""),
        questions=tuple(
            _question(reading.as_mapping(question))
            for question in reading.listed(tree, "questions")
        ),
    )


def draw(questions: Sequence[Question], seed: int | str, count: int) -> tuple[Question, ...]:
    """Draw up to ``count`` questions; as many items as possible are asked about.

    The seed, such as the visit's uid, gives the same questions again on every laptop of a team.

    Raises:
        ValueError: ``count`` is negative.
    """
    if count < 0:
        raise ValueError(f"cannot draw {count} questions")
    first: list[Question] = []
    more: list[Question] = []
    asked: set[ItemCode | StarId | None] = set()
    for question in shuffled(dice(seed), sorted(questions, key=lambda one: one.id)):
        about = question.item or question.star
        (more if about in asked else first).append(question)
        asked.add(about)
    return tuple([*first, *more][:count])


def _question(tree: Mapping[str, Tree]) -> Question:
    item, star = reading.text(tree, "item", ""), reading.text(tree, "star", "")
    return Question(
        id=reading.text(tree, "id"),
        form=RubricId(reading.text(tree, "form")),
        item=ItemCode(item) if item else None,
        star=StarId(star) if star else None,
        text=reading.text(tree, "text"),
        hint=reading.text(tree, "hint", ""),
    )
