"""From the welcome page into a workspace: open, create, unpack, play. All of it in jobs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, QTimer

from inspector.domain.errors import InspectorError
from inspector.domain.progress import Ticket
from inspector.platform.clock import Clock
from inspector.ui import texts
from inspector.ui.look import FIELD_SCALE, SCALE_KEY, look
from inspector.ui.pages.welcome.choices import Recent
from inspector.ui.pages.welcome.page import WelcomePage
from inspector.ui.recent import read_recent, remember
from inspector.ui.shell import Shell

if TYPE_CHECKING:
    from inspector.actions.creating import OfficeMade
    from inspector.actions.desk import Desk
    from inspector.ui.pages.office_new.page import OfficeNewPage
    from inspector.ui.pages.office_new.wish import NewOffice
    from inspector.ui.pages.welcome.forms import DispatchWish

DEMO_PIN = "135790"
"""The PIN of the sample county, whose marks are invented (``actions.playing``)."""

OFFICE_FOLDER, GAP_TEAM_FOLDER = "县办", "外业_T09"
"""Folders of a played county; team T09 left one site out."""


class Doors(QObject):
    """Joins the welcome page to the actions; imports them only when they are needed."""

    def __init__(self, shell: Shell, settings: QSettings, home: Path, clock: Clock) -> None:
        super().__init__(shell)
        self._shell, self._settings, self._home, self._clock = shell, settings, home, clock
        self._desk: Desk | None = None
        self._welcome: WelcomePage | None = None
        shell.leaving = self.close

    def show_welcome(self) -> None:
        """Close what is open and show the three choices."""
        self.close()
        page = WelcomePage(read_recent(self._settings), DEMO_PIN)
        page.sample.connect(self.open_sample)
        page.folder.connect(self.open_folder)
        page.office.connect(self.new_office)
        page.dispatch.connect(self.open_dispatch)
        self._welcome = page
        self._shell.show_alone(page)

    def leave(self) -> None:
        """Go back to the start once the click that asked for it is over."""
        if self._shell.may_leave():
            QTimer.singleShot(0, self.show_welcome)

    def close(self) -> None:
        """Close the open folder, so that others can open it."""
        desk, self._desk = self._desk, None
        self._shell.disk.watch(None)
        if desk is not None:
            desk.close()

    def open_folder(self, path: Path, pin: str) -> None:
        """Open a data folder and show its workspace."""

        def work(_ticket: Ticket) -> Desk:
            from inspector.actions.desk import sit_down  # noqa: PLC0415 - after the first paint

            return sit_down(path, pin, clock=self._clock)

        self._start(texts.OPENING, work, self._enter)

    def open_sample(self) -> None:
        """Open the sample county; the first time its round is played."""
        out = self._home / texts.SAMPLE_COUNTY
        office = out / OFFICE_FOLDER
        if (office / "folder.json").is_file():
            self.open_folder(office, DEMO_PIN)
            return

        def work(ticket: Ticket) -> Path:
            from inspector.actions.playing import Script, play  # noqa: PLC0415 - as above

            return play(out, Script(sites=44, photos=1, untidy=True, sheets=False), ticket).office

        self._start(texts.PLAYING, work, self._enter_sample, unit=texts.STEP)

    def new_office(self) -> None:
        """Show the page that makes a county office."""
        from inspector.ui.pages.office_new.page import OfficeNewPage  # noqa: PLC0415 - as above

        page = OfficeNewPage()
        page.wanted.connect(lambda wish: self._create_office(page, wish))
        page.entered.connect(lambda: self._enter_office(page))
        page.left.connect(self.leave)
        self._welcome = None
        self._shell.show_alone(page)

    def open_dispatch(self, wish: DispatchWish) -> None:
        """Make a field folder from a dispatch, or bring it up to date, and open it."""

        def work(ticket: Ticket) -> Path:
            from inspector.actions import opening  # noqa: PLC0415 - as above

            handed = opening.HandedOut(package=wish.package, code=wish.code)
            opening.open_dispatch(wish.folder, handed, wish.pin, clock=self._clock, ticket=ticket)
            return wish.folder

        self._start(texts.UNPACKING, work, lambda path: self.open_folder(path, wish.pin))

    def _enter(self, desk: Desk) -> None:
        from inspector.actions.showing import face_of  # noqa: PLC0415 - as above
        from inspector.ui.workspaces import open_workspace  # noqa: PLC0415 - as above

        self.close()
        self._desk = desk
        self._shell.disk.watch(desk)
        face = face_of(desk)
        title = texts.TEAM.format(county=face.county, team=face.team) if face.team else face.county
        remember(self._settings, Recent(path=desk.folder.path, title=title, role=str(face.role)))
        if not self._settings.value(SCALE_KEY):
            look().rescale(FIELD_SCALE if face.team else 1.0)
            self._settings.remove(SCALE_KEY)  # nobody chose it: another role starts with its own
        open_workspace(self._shell, desk, self._settings, self.leave)

    def _enter_sample(self, office: Path) -> None:
        team = office.parent / GAP_TEAM_FOLDER
        if (team / "folder.json").is_file():
            title = f"{texts.SAMPLE_COUNTY} {GAP_TEAM_FOLDER.rpartition('_')[2]} 组"
            remember(self._settings, Recent(path=team, title=title, role="field"))
        self.open_folder(office, DEMO_PIN)

    def _create_office(self, page: OfficeNewPage, wish: NewOffice) -> None:
        def work(_ticket: Ticket) -> OfficeMade:
            from inspector.actions import creating  # noqa: PLC0415 - as above

            files = creating.OfficeFiles(
                sites=wish.sites,
                teams=wish.teams,
                rubrics=wish.rubrics,
                policy=wish.policy,
                default_rubric="by-kind",
            )
            return creating.create_office(wish.folder, wish.pin, files, clock=self._clock)

        def fail(error: Exception) -> None:
            page.refuse(error)
            if not isinstance(error, InspectorError):
                self._shell.explain(error)

        self._shell.jobs.start(texts.CREATING, work, page.show_made, failed=fail)

    def _enter_office(self, page: OfficeNewPage) -> None:
        if page.wish is not None:
            self.open_folder(page.wish.folder, page.wish.pin)

    def _start(
        self,
        title: str,
        work: Callable[[Ticket], object],
        done: Callable[..., None],
        unit: str = "",
    ) -> None:
        self._shell.jobs.start(title, work, done, unit=unit, failed=self._fail)

    def _fail(self, error: Exception) -> None:
        if isinstance(error, InspectorError) and self._welcome is not None:
            self._welcome.refuse(f"{error.sentence()} {error.advice()}")
            if self._welcome.asking:
                return
        self._shell.explain(error)
