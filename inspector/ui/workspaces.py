"""The two workspaces: which pages they have, and what joins the pages to the actions.

Imported only once a folder is opened, since everything below comes with it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSettings

from inspector.actions import sending, showing
from inspector.actions.desk import Desk
from inspector.domain.errors import InspectorError
from inspector.domain.ids import SiteCode
from inspector.domain.progress import Ticket
from inspector.domain.visit import VisitState
from inspector.platform.folder import Role
from inspector.ui import texts
from inspector.ui.field_desk import FieldDesk
from inspector.ui.navigation import Workspace
from inspector.ui.office import office_entries
from inspector.ui.page import Entry, Page
from inspector.ui.pages.handing.page import HandedIn, HandingPage, Waiting
from inspector.ui.pages.settings.page import SettingsPage
from inspector.ui.pages.sites.page import SitesPage
from inspector.ui.pages.visit.page import VisitPage
from inspector.ui.shell import Shell
from inspector.ui.site_lines import site_lines

Leave = Callable[[], None]


def open_workspace(
    shell: Shell, desk: Desk, settings: QSettings, leave: Leave = lambda: None
) -> None:
    """Show the pages of the folder's role; ``leave`` closes the folder.

    Raises:
        InspectorError: The store does not answer.
    """
    if desk.folder.role is Role.FIELD:
        FieldWorkspace(shell, desk, settings, leave).open()
    else:
        face = showing.face_of(desk)
        entries = [*office_entries(shell, desk), settings_entry(leave)]
        shell.open_workspace(Workspace.OFFICE, entries, face.county, entries[0].key)


def settings_entry(leave: Leave) -> Entry:
    """Return the page 设置, which both workspaces have."""
    return Entry(
        key="settings", word=texts.SETTINGS, icon="gear", foot=True,
        build=lambda: SettingsPage(leave),
    )  # fmt: skip


class FieldWorkspace:
    """Sites and the visit that is open; the pages know nothing of each other."""

    def __init__(
        self, shell: Shell, desk: Desk, settings: QSettings, leave: Leave = lambda: None
    ) -> None:
        self._shell, self._desk, self._settings, self._leave = shell, desk, settings, leave
        self._face = showing.face_of(desk)

    def open(self) -> None:
        """Show the list of sites."""
        entries = [
            Entry(key="sites", word=texts.SITES, icon="map-trifold", build=self._build_sites),
            Entry(key="handing", word=texts.HANDING, icon="export", build=self._build_handing),
            settings_entry(self._leave),
        ]
        place = texts.TEAM.format(county=self._face.county, team=self._face.team)
        self._shell.open_workspace(Workspace.FIELD, entries, place, "sites")

    def open_visit(self, code: str) -> None:
        """Open the visit of a site in front of the list."""
        if not self._shell.may_leave():
            self._shell.go("visit")
            return
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
        page.handing.connect(lambda: self._shell.go("handing"))
        return page

    def _build_handing(self) -> Page:
        return HandingPage(self._waiting, self._hand_in, self._shell.jobs, self._settings)

    def _waiting(self) -> Waiting:
        states = [row.state for row in showing.site_rows(self._desk)]
        sealed = states.count(VisitState.SEALED)
        return Waiting(sealed=sealed, open=len(states) - sealed)

    def _hand_in(self, out: Path, ticket: Ticket) -> HandedIn:
        sent = sending.export(self._desk, out, ticket=ticket)
        return HandedIn(
            path=sent.path,
            visits=sent.visits,
            photos=sent.photos,
            size=sent.size,
            lost=len(sent.lost),
        )

    def _build_visit(self, desk: FieldDesk) -> Page:
        page = VisitPage(desk, self._shell.jobs, self._settings)
        page.left.connect(lambda: self._shell.go("sites"))
        self._shell.disk.writable.connect(page.session.save_again)
        return page
