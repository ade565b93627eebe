"""Which visits of a round have paper to sign: the sealed ones, and how lists name them."""

from __future__ import annotations

from inspector.actions.desk import Desk
from inspector.actions.papers.document import Wish
from inspector.actions.rounds import round_meant
from inspector.domain.ids import RoundId
from inspector.domain.visit import VisitState
from inspector.store.visits import VisitLine


def sealed_lines(desk: Desk, wish: Wish) -> tuple[RoundId, list[VisitLine]]:
    """Return the round that is meant, and its sealed visits in the order of lists.

    Raises:
        NoRound, NoSuchRound: There is no such round.
    """
    with desk.store.reading() as reading:
        round_ = round_meant(reading, wish.round)
        lines = reading.visits.lines(round_.id)
    return round_.id, [line for line in lines if line.state is VisitState.SEALED]


def visit_words(line: VisitLine) -> str:
    """Return a visit's place as lists name it: township, site and tail."""
    return f"{line.township} {line.site}（尾号 {line.key.site[-3:]}）"
