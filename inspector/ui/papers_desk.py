"""The desk of the page 文书, made of actions on an open folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from inspector.actions.desk import Desk
from inspector.actions.editions import EditionChecked
from inspector.actions.papers.document import Document, Planned, Wish
from inspector.actions.papers.registry import documents_of
from inspector.actions.papers.writing import Target, Written, draw_paper, plan_of, write_papers
from inspector.actions.verifying import verify_paper
from inspector.domain.ids import SiteCode
from inspector.domain.progress import Ticket
from inspector.domain.visit import VisitKey
from inspector.platform.folder import Role
from inspector.sheets.leaf import DrawnLeaf
from inspector.ui.pages.papers.desk import Checked, Leaflet
from inspector.ui.pages.sites.lines import SiteLine
from inspector.ui.site_lines import site_lines


class PapersWork:
    """What the page asks for; of the store it keeps nothing but the names of the sites."""

    def __init__(self, desk: Desk, role: Role) -> None:
        self._desk, self._role = desk, role
        self._sites: Mapping[SiteCode, SiteLine] = {}

    def documents(self) -> Sequence[Document]:
        """Return what can be printed here, in order."""
        return documents_of(self._role)

    def plan(self, document: Document, options: Mapping[str, str]) -> Sequence[Leaflet]:
        """Return the leaves of a document, each with its site."""
        planned = plan_of(self._desk, document, Wish(options=options))
        self._sites = {}
        return [
            Leaflet(planned=one, find_site=partial(self._site, _site_of(one.key)))
            for one in planned
        ]

    def _site(self, code: SiteCode) -> SiteLine | None:
        """Return a site by its code; all are loaded when the first is asked for."""
        if not self._sites:
            self._sites = {line.code: line for line in site_lines(self._desk)}
        return self._sites.get(code)

    def draw(self, planned: Planned, ticket: Ticket | None = None) -> DrawnLeaf:
        """Return a leaf as it is printed."""
        return draw_paper(planned, ticket)

    def write(
        self,
        document: Document,
        options: Mapping[str, str],
        picked: frozenset[str],
        target: Target,
        ticket: Ticket,
    ) -> Written:
        """Write files."""
        wish = Wish(options=options, picked=picked)
        return write_papers(self._desk, document, wish, target, ticket)

    def verify(self, text: str) -> Checked:
        """Find what a code belongs to."""
        found = verify_paper(self._desk, text)
        return Checked(
            matches=found.matches,
            sentence=found.sentence,
            changes=found.changes,
            edition=text if isinstance(found, EditionChecked) else "",
        )


def _site_of(key: str) -> SiteCode:
    """Return the site that a leaf's key names: a visit's, or the key itself."""
    try:
        return VisitKey.parse(key).site
    except ValueError:
        return SiteCode(key)
