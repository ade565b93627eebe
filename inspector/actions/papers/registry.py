"""All documents there are: the window's page 文书 and ``inspector print`` are built from this list.

To add one: write its module here, and add its :class:`Document` to the list below.
"""

from __future__ import annotations

from collections.abc import Mapping

from inspector.actions.papers.albums import ALBUM
from inspector.actions.papers.blanks import BLANK, STRIP
from inspector.actions.papers.boards import BOARDS
from inspector.actions.papers.bulletin import BULLETIN
from inspector.actions.papers.coverage_paper import COVERAGE
from inspector.actions.papers.custody_paper import CUSTODY
from inspector.actions.papers.document import Document
from inspector.actions.papers.draw_paper import DRAW_RECORD
from inspector.actions.papers.ledgers import LEDGER
from inspector.actions.papers.notices import NOTICE
from inspector.actions.papers.objection_papers import OBJECTION
from inspector.actions.papers.packs import MONTHLY, WEEKLY
from inspector.actions.papers.problem_lists import PROBLEM_LIST
from inspector.actions.papers.rankings import RANKING
from inspector.actions.papers.receipts import RECEIPT
from inspector.actions.papers.recheck_papers import RECHECK_RECORD
from inspector.actions.papers.score_sheets import SCORE_SHEETS
from inspector.actions.papers.site_cards import SITE_CARD
from inspector.actions.papers.star_forms import STAR_FORM
from inspector.actions.papers.talks import TALK_LETTER, TALK_RECORD
from inspector.actions.papers.team_slip_papers import TEAM_SLIP
from inspector.actions.papers.year_paper import ANNUAL
from inspector.platform.folder import Role

_ALL = (
    DRAW_RECORD,
    BLANK,
    STRIP,
    SCORE_SHEETS,
    PROBLEM_LIST,
    ALBUM,
    SITE_CARD,
    RECHECK_RECORD,
    OBJECTION,
    RANKING,
    BULLETIN,
    TALK_LETTER,
    TALK_RECORD,
    COVERAGE,
    NOTICE,
    LEDGER,
    BOARDS,
    TEAM_SLIP,
    CUSTODY,
    RECEIPT,
    MONTHLY,
    WEEKLY,
    ANNUAL,
    STAR_FORM,
)

DOCUMENTS: Mapping[str, Document] = {one.name: one for one in _ALL}
"""Every document by its name on the command line."""


def documents_of(role: Role) -> tuple[Document, ...]:
    """Return the documents that a folder of this role can print, in the order they are shown."""
    return tuple(one for one in _ALL if role in one.roles)
