"""What the visit page asks that costs no points: questions, earlier problems, clues."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from inspector.domain.clue import Clue
from inspector.domain.ids import ItemCode
from inspector.domain.negative import NegativeEntry
from inspector.domain.questions import Question


class BesideDesk(Protocol):
    """Everything answers at once; each may raise InspectorError if the store does not answer."""

    def questions(self, count: int) -> Sequence[Question]:
        """Return up to ``count`` questions of the bank; the visit draws them, not the person."""
        ...

    def problems(self) -> Mapping[ItemCode, Sequence[str]]:
        """Return what earlier rounds found here and is still open, by item: facts, no points."""
        ...

    def entries(self) -> Sequence[NegativeEntry]:
        """Return the entries of the negative list that a clue may name, if there is a list."""
        ...

    def clues(self) -> Sequence[Clue]:
        """Return the clues noted in this visit."""
        ...

    def put_clue(self, clue: Clue) -> None:
        """Note a clue for the county's joint review.

        Raises:
            InspectorError: It says nothing, or the visit is sealed; nothing was saved.
        """
        ...

    def drop_clue(self, clue: Clue) -> None:
        """Take a clue back that was noted by mistake.

        Raises:
            InspectorError: The visit is sealed.
        """
        ...
