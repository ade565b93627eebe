"""Questions are drawn by a seed, and spread over the items."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from inspector.domain.ids import RubricId
from inspector.domain.questions import QuestionBank, bank_from_tree, draw
from inspector.domain.reading import BadTree

if TYPE_CHECKING:
    from inspector.domain.canonical import Tree


@pytest.fixture(scope="session")
def bank(questions_tree: dict[str, Tree]) -> QuestionBank:
    return bank_from_tree(questions_tree)


def test_the_countys_bank_asks_about_both_forms(bank: QuestionBank) -> None:
    rural, community = (bank.of_form(RubricId(form)) for form in ("rural", "community"))
    assert len(rural) >= 20
    assert len(community) >= 20
    assert len(rural) + len(community) == len(bank.questions)
    assert all(question.item or question.star for question in bank.questions)


def test_a_seed_draws_the_same_five_questions_of_five_items_again(bank: QuestionBank) -> None:
    rural = bank.of_form(RubricId("rural"))
    drawn = draw(rural, "2026-11/cross/419924100001/T07/1", 5)
    assert draw(rural[::-1], "2026-11/cross/419924100001/T07/1", 5) == drawn
    for seed in range(40):
        asked = {question.item or question.star for question in draw(rural, seed, 5)}
        assert len(asked) == 5
    assert draw(rural, "2026-11/cross/419924100002/T07/1", 5) != drawn


def test_more_than_there_are_gives_all_of_them_once(bank: QuestionBank) -> None:
    drawn = draw(bank.questions, 1, 10_000)
    assert sorted(question.id for question in drawn) == sorted(one.id for one in bank.questions)
    assert draw((), 1, 5) == ()
    with pytest.raises(ValueError, match="-1"):
        draw((), 1, -1)


def test_a_bank_of_another_shape_is_refused() -> None:
    with pytest.raises(BadTree):
        bank_from_tree({"questions": [{"id": "R01"}]})
