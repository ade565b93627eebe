"""The office's pages: what stands in its side list, and what joins the pages to the actions.

To add a page: write it under ``pages/<name>/`` as a :class:`~inspector.ui.page.Page` that is
given a desk, and add an ``Entry`` here whose ``build`` imports and makes it.
"""

from __future__ import annotations

from inspector.actions.desk import Desk
from inspector.platform.folder import Role
from inspector.ui import texts
from inspector.ui.office_desk import OfficeDesk
from inspector.ui.page import Entry, Page
from inspector.ui.pages.coverage.page import CoveragePage
from inspector.ui.photo_check import PhotoCheck
from inspector.ui.shell import Shell
from inspector.ui.site_lines import site_lines


def office_entries(shell: Shell, desk: Desk) -> list[Entry]:
    """Return the office's pages; the first one is its home."""
    pages = OfficePages(shell, desk)
    this, base = texts.GROUP_ROUND, texts.GROUP_BASE
    return [
        Entry(
            key="coverage", word="覆盖", icon="squares-four",
            group=this, build=pages.coverage,
        ),
        Entry(
            key="plan", word="计划抽签", icon="shuffle",
            group=this, build=pages.plan,
        ),
        Entry(
            key="intake", word="收包", icon="tray-arrow-down",
            group=this, build=pages.intake,
        ),
        Entry(
            key="rulings", word="冲突裁定", icon="gavel",
            group=this, build=pages.rulings,
        ),
        Entry(
            key="rechecks", word="复核", icon="list-magnifying-glass",
            group=this, build=pages.rechecks,
        ),
        Entry(
            key="clues", word="线索联审", icon="scales",
            group=this, build=pages.clues,
        ),
        Entry(
            key="custody", word="交接台账", icon="handshake",
            group=this, build=pages.custody,
        ),
        Entry(
            key="ranking", word="排名通报", icon="ranking",
            group=this, build=pages.ranking,
        ),
        Entry(
            key="papers", word="文书", icon="printer",
            group=this, build=pages.papers,
        ),
        Entry(
            key="sites", word=texts.SITES, icon="map-trifold",
            group=base, build=pages.sites,
        ),
    ]  # fmt: skip


class OfficePages:
    """Builds the office's pages for one open folder; pages know nothing of each other."""

    def __init__(self, shell: Shell, desk: Desk) -> None:
        self._shell, self._desk = shell, desk
        self._office = OfficeDesk(desk)
        self._photos = PhotoCheck(self._office, shell)
        if self._office.unchecked():
            self._photos.begin()

    def coverage(self) -> Page:
        """Build the home: what came in, what is missing."""
        page = CoveragePage(self._office, self._shell.jobs)
        page.import_wanted.connect(lambda: self._shell.go("intake"))
        page.plan_wanted.connect(lambda: self._shell.go("plan"))
        return page

    def plan(self) -> Page:
        """Build the plan of rounds, and what is handed out."""
        from inspector.ui.pages.plan.page import PlanPage  # noqa: PLC0415 - with its page

        return PlanPage(self._office, self._shell.jobs)

    def intake(self) -> Page:
        """Build the table on which packages are read and taken in."""
        from inspector.ui.apart_desk import OfficeApart  # noqa: PLC0415 - as above
        from inspector.ui.pages.intake.page import IntakePage  # noqa: PLC0415 - as above

        page = IntakePage(self._office, self._shell.jobs, OfficeApart(self._desk))
        page.coverage_wanted.connect(lambda: self._shell.go("coverage"))
        page.taken_in.connect(self._photos.begin)
        return page

    def rulings(self) -> Page:
        """Build what laptops and teams disagree about."""
        from inspector.ui.pages.rulings.page import RulingsPage  # noqa: PLC0415 - as above
        from inspector.ui.ruling_desk import OfficeRulings  # noqa: PLC0415 - as above

        page = RulingsPage(OfficeRulings(self._desk))
        page.coverage_wanted.connect(lambda: self._shell.go("coverage"))
        return page

    def rechecks(self) -> Page:
        """Build the round of rechecks: its draw, its list, both marks."""
        from inspector.ui.pages.rechecks.page import RechecksPage  # noqa: PLC0415 - as above
        from inspector.ui.recheck_desk import OfficeRechecks  # noqa: PLC0415 - as above

        page = RechecksPage(OfficeRechecks(self._desk), self._shell.jobs)
        page.plan_wanted.connect(lambda: self._shell.go("plan"))
        page.intake_wanted.connect(lambda: self._shell.go("intake"))
        return page

    def clues(self) -> Page:
        """Build the clues of the teams, and what the joint review decides on them."""
        from inspector.ui.clue_desk import OfficeClues  # noqa: PLC0415 - as above
        from inspector.ui.pages.clues.page import CluesPage  # noqa: PLC0415 - as above

        page = CluesPage(OfficeClues(self._desk))
        page.coverage_wanted.connect(lambda: self._shell.go("coverage"))
        return page

    def custody(self) -> Page:
        """Build the list of who handed in what, and of what is owed."""
        from inspector.ui.pages.custody.page import CustodyPage  # noqa: PLC0415 - as above

        page = CustodyPage(self._office, self._shell.jobs)
        page.plan_wanted.connect(lambda: self._shell.go("plan"))
        return page

    def ranking(self) -> Page:
        """Build the ranking."""
        from inspector.ui.pages.ranking.page import RankingPage  # noqa: PLC0415 - as above

        page = RankingPage(self._office, self._shell.jobs)
        page.coverage_wanted.connect(lambda: self._shell.go("coverage"))
        return page

    def papers(self) -> Page:
        """Build every document: seen, picked, printed, saved, verified."""
        from inspector.ui.pages.papers.page import PapersPage  # noqa: PLC0415 - as above
        from inspector.ui.papers_desk import PapersWork  # noqa: PLC0415 - as above

        return PapersPage(PapersWork(self._desk, Role.OFFICE), self._shell.jobs)

    def sites(self) -> Page:
        """Build the list of all sites."""
        from inspector.ui.pages.sites.page import SitesPage  # noqa: PLC0415 - as above

        return SitesPage(lambda: site_lines(self._desk), opens=False)
