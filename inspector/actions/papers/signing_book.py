"""All that a village signs at the end of a visit, as one file: score sheet, then problem list."""

from __future__ import annotations

from inspector.actions.desk import Desk
from inspector.actions.papers.document import Wish
from inspector.actions.papers.problem_lists import COPIES, PLAIN, PROBLEM_LIST
from inspector.actions.papers.score_sheets import SCORE_SHEETS
from inspector.actions.papers.writing import planned_leaves
from inspector.domain.ids import VisitUid
from inspector.domain.progress import Ticket
from inspector.domain.visit import VisitKey
from inspector.sheets.leaf import book_pdf

BOTH_PAPERS = (SCORE_SHEETS, PROBLEM_LIST)


def signing_book(desk: Desk, uid: VisitUid, ticket: Ticket) -> bytes:
    """Return the papers of a sealed visit in one PDF; two prints of it are 一式两份.

    So the list comes once and unmarked: the printer makes the copies.

    Raises:
        NothingToPrint, NoProblemLists, NothingChosen: The visit is not sealed.
        InspectorError: Its counts do not fit its form.
        Cancelled: By the ticket.
    """
    wish = Wish(
        round=VisitKey.parse(uid).round,
        picked=frozenset({str(uid)}),
        options={COPIES.name: PLAIN},
    )
    leaves = [
        one.make() for document in BOTH_PAPERS for one in planned_leaves(desk, document, wish)
    ]
    return book_pdf(leaves, ticket, title=leaves[0].title, total=len(leaves))
