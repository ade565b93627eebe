"""抽问: questions from the county's bank, the same ones on every laptop of a team."""

from __future__ import annotations

from inspector.actions.desk import Desk
from inspector.actions.forms import questions_of
from inspector.actions.scoring import OpenVisit
from inspector.domain.questions import Question, draw


def questions_for(desk: Desk, visit: OpenVisit, count: int) -> tuple[Question, ...]:
    """Draw up to ``count`` questions of a visit's form; the visit's uid is the seed.

    Nobody chooses the questions, and nobody can draw again until easier ones come; a county
    without a bank has none.

    Raises:
        InspectorError: The store does not answer.
    """
    with desk.store.reading() as reading:
        bank = questions_of(reading)
    if bank is None:
        return ()
    return draw(bank.of_form(visit.rubric.id), visit.uid, count)
