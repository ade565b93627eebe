"""The two workspaces: which pages they have, and what joins the pages to the actions.

Imported only once a folder is opened, since everything below comes with it.
"""

from __future__ import annotations

from PySide6.QtCore import QSettings

from inspector.actions import showing
from inspector.actions.desk import Desk
from inspector.domain.errors import InspectorError
from inspector.domain.ids import SiteCode
from inspector.platform.folder import Role
from inspector.ui import texts
from inspector.ui.field_desk import FieldDesk
from inspector.ui.navigation import Workspace
from inspector.ui.office import office_entries
from inspector.ui.page import Entry, Page
from inspector.ui.pages.sites.page import SitesPage
from inspector.ui.pages.visit.page import VisitPage
from inspector.ui.shell import Shell
from inspector.ui.site_lines import site_lines


def open_workspace(shell: Shell, desk: Desk, settings: QSettings) -> None:
    """Show the pages of the folder's role.

    Raises:
        InspectorError: The store does not answer.
    """
    if desk.folder.role is Role.FIELD:
        FieldWorkspace(shell, desk, settings).open()
    else:
        face = showing.face_of(desk)
        entries = office_entries(shell, desk)
        shell.open_workspace(Workspace.OFFICE, entries, face.county, entries[0].key)


class FieldWorkspace:
    """Sites and the visit that is open; the pages know nothing of each other."""

    def __init__(self, shell: Shell, desk: Desk, settings: QSettings) -> None:
        self._shell, self._desk, self._settings = shell, desk, settings
        self._face = showing.face_of(desk)

    def open(self) -> None:
        """Show the list of sites."""
        entries = [
            Entry(key="sites", word=texts.SITES, icon="map-trifold", build=self._build_sites),
        ]
        place = texts.TEAM.format(county=self._face.county, team=self._face.team)
        self._shell.open_workspace(Workspace.FIELD, entries, place, "sites")

    def open_visit(self, code: str) -> None:
        """Open the visit of a site in front of the list."""
        try:
            desk = FieldDesk(self._desk, SiteCode(code))
        except InspectorError as error:
            self._shell.explain(error)
            return
        self._shell.put_entry(
            Entry(
                key="visit", word=texts.VISIT, icon="clipboard-text",
                build=lambda: self._build_visit(desk),
            )
        )  # fmt: skip
        self._shell.go("visit")

    def _build_sites(self) -> Page:
        round_ = texts.ROUND.format(round=self._face.round) if self._face.round else ""
        page = SitesPage(lambda: site_lines(self._desk), f"{self._face.county}　{round_}")
        page.chosen.connect(self.open_visit)
        return page

    def _build_visit(self, desk: FieldDesk) -> Page:
        page = VisitPage(desk, self._shell.jobs, self._settings)
        page.left.connect(lambda: self._shell.go("sites"))
        return page
