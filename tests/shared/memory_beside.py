"""What stands beside the counts of a visit, in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from inspector.domain.clue import Clue
from inspector.domain.ids import ItemCode, RubricId
from inspector.domain.negative import NegativeEntry, negative_list_from_tree
from inspector.domain.questions import Question, bank_from_tree, draw
from inspector.exchange.rubric_file import read_negative_list, read_questions
from inspector.platform.resources import form


class MemoryBeside:
    """The county's own bank and list; what was found earlier is ``earlier``."""

    def __init__(self) -> None:
        self.earlier: dict[ItemCode, Sequence[str]] = {}
        self.noted: list[Clue] = []
        self.refusal: Exception | None = None

    def questions(self, count: int) -> Sequence[Question]:
        bank = bank_from_tree(read_questions(form("questions.yaml")).tree)
        return draw(bank.of_form(RubricId("rural")), "a visit", count)

    def problems(self) -> Mapping[ItemCode, Sequence[str]]:
        return self.earlier

    def entries(self) -> Sequence[NegativeEntry]:
        tree = read_negative_list(form("negative-list.yaml")).tree
        return negative_list_from_tree(tree).of_form(RubricId("rural"))

    def clues(self) -> Sequence[Clue]:
        return list(self.noted)

    def put_clue(self, clue: Clue) -> None:
        if self.refusal is not None:
            raise self.refusal
        if clue not in self.noted:
            self.noted.append(clue)

    def drop_clue(self, clue: Clue) -> None:
        self.noted.remove(clue)
