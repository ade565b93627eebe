"""Questions, earlier problems and clues of the visit page, made of actions on a field folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from inspector.actions import asking, cluing, scoring
from inspector.actions.desk import Desk
from inspector.actions.forms import FormMissing
from inspector.actions.recalling_problems import problems_of
from inspector.domain.clue import Clue
from inspector.domain.ids import ItemCode
from inspector.domain.negative import NegativeEntry
from inspector.domain.questions import Question


class BesideWork:
    """What stands beside the counts of one visit."""

    def __init__(self, desk: Desk, visit: scoring.OpenVisit) -> None:
        self._desk, self._visit = desk, visit

    def questions(self, count: int) -> Sequence[Question]:
        """Return up to ``count`` questions of the county's bank."""
        return asking.questions_for(self._desk, self._visit, count)

    def problems(self) -> Mapping[ItemCode, Sequence[str]]:
        """Return what earlier rounds found here and is still open, by item."""
        with self._desk.store.reading() as reading:
            found = problems_of(reading, self._visit.line.site.code)
        return {item: [problem.fact for problem in problems] for item, problems in found.items()}

    def entries(self) -> Sequence[NegativeEntry]:
        """Return the entries of the negative list that a clue may name."""
        try:
            return cluing.entries_for(self._desk, self._visit)
        except FormMissing:
            return ()

    def clues(self) -> Sequence[Clue]:
        """Return the clues noted in this visit."""
        return cluing.clues_of(self._desk, self._visit)

    def put_clue(self, clue: Clue) -> None:
        """Note a clue for the county's joint review."""
        cluing.put_clue(self._desk, self._visit, clue)

    def drop_clue(self, clue: Clue) -> None:
        """Take a clue back that was noted by mistake."""
        cluing.drop_clue(self._desk, self._visit, clue)
