"""The two workspaces: which pages they have, and what joins the pages to the actions.

Imported once a folder is opened, with what 今日 needs; a page's modules come with its first build:
importing all of them took longer than all else between a PIN and the day.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings

from inspector.actions import attending, pausing, scoring, showing, starting
from inspector.actions.attending import Attendance
from inspector.actions.desk import Desk
from inspector.actions.scoring import OpenVisit, Recused, TooFewPresent
from inspector.actions.starting import Choice
from inspector.domain.courtesy import COURTESY
from inspector.domain.errors import InspectorError
from inspector.domain.ids import ItemCode, PersonId, SiteCode, VisitUid
from inspector.domain.visit import VisitKey, VisitState
from inspector.platform.folder import Role
from inspector.ui import texts
from inspector.ui.attendance import WhoIsThere
from inspector.ui.garbage import for_good
from inspector.ui.locks import FolderLocks
from inspector.ui.navigation import Workspace
from inspector.ui.page import Entry, Page
from inspector.ui.pages.kinds.page import KindsPage
from inspector.ui.pages.sites.lines import SiteLine
from inspector.ui.pages.today.page import TodayPage
from inspector.ui.pages.visit.route import Spot
from inspector.ui.shell import Shell
from inspector.ui.site_goals import site_goals
from inspector.ui.site_lines import site_lines
from inspector.ui.today_desk import TodayWork

if TYPE_CHECKING:
    from inspector.ui.field_desk import FieldDesk
    from inspector.ui.pages.visit.page import VisitPage


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """The ways out of a workspace: to another folder, and behind the lock."""

    leave: Callable[[], None] = lambda: None
    lock: Callable[[], None] = lambda: None


NO_WAYS = Ways()


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """Where somebody was when the window was locked."""

    key: str
    visit: VisitUid | None = None
    spot: Spot | None = None


def open_workspace(
    shell: Shell,
    desk: Desk,
    settings: QSettings,
    ways: Ways = NO_WAYS,
    where: Where | None = None,
) -> Callable[[], Where]:
    """Show the pages of the folder's role; return what tells where somebody is in them.

    ``where`` is the place to go back to; one that is no longer there is passed over.

    Raises:
        InspectorError: The store does not answer.
    """
    if desk.folder.role is Role.FIELD:
        field = FieldWorkspace(shell, desk, settings, ways)
        field.open()
        if where is not None:
            field.go_back(where)
        return field.where
    from inspector.ui.office import office_entries  # noqa: PLC0415 - a laptop does without

    feet = foot_entries(shell, desk, settings, ways)
    entries = [*office_entries(shell, desk), *feet]
    county = showing.face_of(desk).county
    shell.open_workspace(Workspace.OFFICE, entries, county, entries[0].key)
    shell.frame.find_sites = lambda: site_goals(site_lines(desk), lambda one: _find(shell, one))
    if where is not None and where.key in {entry.key for entry in entries[1:]}:
        shell.go(where.key)
    return lambda: Where(key=_key(shell))


def prepare(role: Role) -> None:
    """Import what the role's first page needs; the job that opens a folder calls this."""
    if role is Role.OFFICE:
        import inspector.ui.office  # noqa: F401, PLC0415 - a laptop does without


@cache
def load_visit() -> None:
    """Import what scores a visit; once a process, at the first visit or before."""
    with for_good():
        import inspector.ui.field_desk  # noqa: PLC0415 - the import is the purpose
        import inspector.ui.pages.visit.page  # noqa: F401, PLC0415 - as above


@cache
def warm_up(role: Role) -> None:
    """Import what the role's other pages need, while somebody reads the first; once a process."""
    if role is Role.FIELD:
        load_visit()
        COURTESY.give_way()
    with for_good():
        if role is Role.FIELD:
            import inspector.actions.papers.signing_book  # noqa: PLC0415 - as above
            import inspector.ui.handing_desk  # noqa: PLC0415 - as above
            import inspector.ui.pages.handing.page  # noqa: PLC0415 - as above

            COURTESY.give_way()
            import inspector.ui.blanks_desk  # noqa: PLC0415 - as above
            import inspector.ui.pages.blanks.page  # noqa: PLC0415 - as above
        else:
            import inspector.ui.pages.papers.page  # noqa: PLC0415 - as above
            import inspector.ui.papers_desk  # noqa: PLC0415 - as above

            COURTESY.give_way()
            import inspector.ui.clue_desk  # noqa: PLC0415 - as above
            import inspector.ui.pages.clues.page  # noqa: F401, PLC0415 - as above


def foot_entries(shell: Shell, desk: Desk, settings: QSettings, ways: Ways) -> list[Entry]:
    """Return the pages 体检, 备份 and 设置, which both workspaces have."""

    def checkup() -> Page:
        from inspector.ui.checkup_desk import FolderCheckup  # noqa: PLC0415 - with its page
        from inspector.ui.pages.checkup.page import CheckupPage  # noqa: PLC0415 - as above

        return CheckupPage(FolderCheckup(desk), shell.jobs)

    def backup() -> Page:
        from inspector.ui.backup_desk import BackupWork  # noqa: PLC0415 - as above
        from inspector.ui.pages.backup.page import BackupPage  # noqa: PLC0415 - as above

        return BackupPage(BackupWork(desk), shell.jobs)

    def options() -> Page:
        from inspector.ui.pages.settings.page import SettingsPage  # noqa: PLC0415 - as above

        locks = FolderLocks(desk, shell.jobs, settings, ways.lock)
        return SettingsPage(ways.leave, locks)

    return [
        Entry(key="checkup", word=texts.CHECKUP, icon="shield-check", foot=True, build=checkup),
        Entry(key="backup", word=texts.BACKUP, icon="floppy-disk", foot=True, build=backup),
        Entry(key="settings", word=texts.SETTINGS, icon="gear", foot=True, build=options),
    ]


def _find(shell: Shell, line: SiteLine) -> None:
    """Show one site in the office's list of sites."""
    from inspector.ui.pages.sites.page import SitesPage  # noqa: PLC0415 - with its page

    page = shell.go("sites")
    if isinstance(page, SitesPage):
        page.field.setText(f"{line.township} {line.name}")


def _key(shell: Shell) -> str:
    page = shell.page()
    return page.key if page is not None else ""


def _items(page: VisitPage) -> set[ItemCode]:
    """Return the items that a visit asks; an earlier round may have found more."""
    return {item.code for item in page.session.rubric.items()}


class FieldWorkspace:
    """The day, the sites and the visit that is open; the pages know nothing of each other."""

    def __init__(self, shell: Shell, desk: Desk, settings: QSettings, ways: Ways = NO_WAYS) -> None:
        self._shell, self._desk, self._settings = shell, desk, settings
        self._ways = ways
        self._face = showing.face_of(desk)
        self._visit: VisitUid | None = None
        self._today: TodayPage | None = None

    def open(self) -> None:
        """Show the team's day."""
        entries = [
            Entry(key="today", word=texts.TODAY, icon="calendar-check", build=self._build_today),
            Entry(
                key="problems", word=texts.PROBLEMS, icon="list-checks", build=self._build_problems
            ),
            Entry(key="blanks", word=texts.PAPER, icon="printer", build=self._build_blanks),
            Entry(key="handing", word=texts.HANDING, icon="export", build=self._build_handing),
            Entry(key="sites", word=texts.SITES, icon="map-trifold", build=self._build_sites),
            *foot_entries(self._shell, self._desk, self._settings, self._ways),
        ]
        place = texts.TEAM.format(county=self._face.county, team=self._face.team)
        self._shell.open_workspace(Workspace.FIELD, entries, place, "today")
        self._shell.frame.find_sites = lambda: site_goals(
            site_lines(self._desk), lambda line: self.open_visit(line.code)
        )

    def where(self) -> Where:
        """Return which page is open, and in a visit the site and the row."""
        key, page = _key(self._shell), self._scoring_page()
        spot = page.zone.spot if page is not None else None
        within = key == "visit" and not isinstance(self._shell.page(), KindsPage)
        return Where(key=key, visit=self._visit if within else None, spot=spot)

    def _scoring_page(self) -> VisitPage | None:
        """Return the visit that is scored, if its page is the one in front."""
        if _key(self._shell) != "visit":
            return None
        from inspector.ui.pages.visit.page import VisitPage  # noqa: PLC0415 - with its page

        page = self._shell.page()
        return page if isinstance(page, VisitPage) else None

    def go_back(self, where: Where) -> None:
        """Open the page where somebody was, and the visit at its row."""
        if where.visit is not None:
            self.open_uid(where.visit)
            page = self._scoring_page()
            if page is not None and where.spot is not None:
                page.zone.go(where.spot)
        elif where.key in ("problems", "blanks", "sites", "handing", "backup", "settings"):
            self._shell.go(where.key)

    def open_visit(self, code: str) -> None:
        """Open the visit of a site; where there are several that wait, ask which."""
        own = [one for one in starting.choices(self._desk, SiteCode(code)) if one.planned]
        waiting = [one for one in own if one.state is not VisitState.SEALED]
        if len(waiting or own) == 1:
            self.open_uid((waiting or own)[0].key.uid)
        else:
            self.choose_kind(code)

    def open_uid(self, uid: str, people: Sequence[PersonId] | None = None) -> None:
        """Open a visit; who is there today begins it, unless ``people`` says who.

        Where somebody must keep away, the team is asked who goes.
        """
        load_visit()
        from inspector.ui.field_desk import FieldDesk  # noqa: PLC0415 - not for 今日

        if not self._shell.may_leave():
            self._shell.go("visit")
            return
        key = VisitKey.parse(uid)
        try:
            if people is None:
                people = attending.attendance(self._desk, key.site).present
            visit = scoring.open_key(self._desk, key, people=people)
            scored = FieldDesk(self._desk, key.site, opened=visit) if visit.scored else None
        except (Recused, TooFewPresent):
            self._ask_who(key)
            return
        except InspectorError as error:
            self._shell.explain(error)
            return
        self._visit = key.uid
        if self._today is not None:
            self._today.stand_on(key.uid)
        if scored is not None:
            self._put_visit(lambda: self._build_visit(scored))
            self._show_slate()
        else:
            pausing.resume(self._desk, key.uid)
            self._put_visit(lambda: self._build_survey(visit))

    def _show_slate(self) -> None:
        """Begin a visit with its slate, as long as nothing was counted and no phone is set."""
        page = self._scoring_page()
        if page is not None and page.shooting.fresh:
            page.shooting.show_slate()

    def choose_kind(self, code: str) -> None:
        """Show what the team may open at a site."""
        found = starting.choices(self._desk, SiteCode(code))
        if not found:
            self._shell.explain(scoring.NotAssigned(place=code))
        elif self._shell.may_leave():
            self._put_visit(lambda: self._build_kinds(found))

    def _put_visit(self, build: Callable[[], Page]) -> None:
        entry = Entry(key="visit", word=texts.VISIT, icon="clipboard-text", build=build)
        self._shell.put_entry(entry)
        self._shell.go("visit")

    def ask_who_is_there(self) -> None:
        """Let the team tick who is there today."""
        there = attending.attendance(self._desk, SiteCode(""))
        WhoIsThere(there, self._note_who, self._shell, begin=False).open()

    def _ask_who(self, key: VisitKey) -> None:
        def begin(there: Attendance) -> None:
            attending.note_absent(self._desk, there.absent)
            self.open_uid(key.uid, there.people)

        there = attending.attendance(self._desk, key.site)
        WhoIsThere(there, begin, self._shell, begin=True).open()

    def _note_who(self, there: Attendance) -> None:
        try:
            attending.note_absent(self._desk, there.absent)
        except InspectorError as error:
            self._shell.explain(error)
        page = self._shell.page()
        if isinstance(page, TodayPage):
            page.reload()

    def _build_today(self) -> Page:
        page = TodayPage(TodayWork(self._desk))
        page.chosen.connect(self.open_uid)
        page.other_wanted.connect(lambda uid: self.choose_kind(VisitKey.parse(uid).site))
        page.handing.connect(lambda: self._shell.go("handing"))
        page.sites_wanted.connect(lambda: self._shell.go("sites"))
        page.who_wanted.connect(self.ask_who_is_there)
        self._today = page
        return page

    def open_item(self, uid: str, item: str) -> None:
        """Open a visit at one of its items."""
        self.open_uid(uid)
        page = self._scoring_page()
        if page is not None and item in _items(page):
            page.zone.go(Spot(step=None, item=ItemCode(item)))
            page.show_scoring()

    def _build_problems(self) -> Page:
        from inspector.ui.pages.problems.page import ProblemsPage  # noqa: PLC0415 - with its page
        from inspector.ui.problems_desk import ProblemsWork  # noqa: PLC0415 - as above

        page = ProblemsPage(ProblemsWork(self._desk))
        page.chosen.connect(self.open_item)
        return page

    def _build_blanks(self) -> Page:
        from inspector.ui.blanks_desk import BlanksWork  # noqa: PLC0415 - with its page
        from inspector.ui.pages.blanks.page import BlanksPage  # noqa: PLC0415 - as above

        page = BlanksPage(BlanksWork(self._desk), self._shell.jobs)
        page.item_wanted.connect(self.open_item)
        page.counted.connect(self._renew_visit)
        return page

    def _renew_visit(self) -> None:
        """Build the open visit anew when it is next shown: its paper was typed elsewhere."""
        uid = self._visit
        if uid is not None and self._shell.may_leave():
            entry = Entry(
                key="visit", word=texts.VISIT, icon="clipboard-text",
                build=lambda: self._build_again(uid),
            )  # fmt: skip
            self._shell.put_entry(entry)

    def _build_again(self, uid: VisitUid) -> Page:
        from inspector.ui.field_desk import FieldDesk  # noqa: PLC0415 - with its page

        key = VisitKey.parse(uid)
        visit = scoring.open_key(self._desk, key)
        if visit.scored:
            return self._build_visit(FieldDesk(self._desk, key.site, opened=visit))
        return self._build_survey(visit)

    def _build_sites(self) -> Page:
        from inspector.ui.pages.sites.page import SitesPage  # noqa: PLC0415 - with its page

        round_ = texts.ROUND.format(round=self._face.round) if self._face.round else ""
        page = SitesPage(lambda: site_lines(self._desk), f"{self._face.county}　{round_}")
        page.chosen.connect(self.open_visit)
        page.handing.connect(lambda: self._shell.go("handing"))
        return page

    def _build_handing(self) -> Page:
        from inspector.ui.handing_desk import HandingWork  # noqa: PLC0415 - with its page
        from inspector.ui.pages.handing.page import HandingPage  # noqa: PLC0415 - as above

        return HandingPage(HandingWork(self._desk), self._shell.jobs, self._settings)

    def _build_kinds(self, found: Sequence[Choice]) -> Page:
        page = KindsPage(found)
        page.chosen.connect(self.open_uid)
        page.left.connect(lambda: self._shell.go("today"))
        return page

    def _build_survey(self, visit: OpenVisit) -> Page:
        from inspector.ui.pages.survey.page import SurveyPage  # noqa: PLC0415 - with its page
        from inspector.ui.sign_panel import SignPanel, paper_of  # noqa: PLC0415 - as above
        from inspector.ui.survey_desk import SurveyWork  # noqa: PLC0415 - as above

        desk = SurveyWork(self._desk, visit)
        sign = SignPanel(desk.paper, paper_of(desk), self._shell.jobs)
        page = SurveyPage(desk, self._shell.jobs, sign)
        page.left.connect(lambda: self._shell.go("today"))
        self._shell.disk.writable.connect(page.save_rest)
        return page

    def _build_visit(self, desk: FieldDesk) -> Page:
        from inspector.ui.pages.visit.page import VisitPage  # noqa: PLC0415 - with its page

        page = VisitPage(desk, self._shell.jobs, self._settings)
        page.left.connect(lambda: self._shell.go("today"))
        page.handing.connect(lambda: self._shell.go("handing"))
        self._shell.disk.writable.connect(page.session.save_again)
        return page
