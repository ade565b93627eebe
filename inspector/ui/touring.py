"""Every page of a county, one after the other: what pictures are made of and audits look at.

A stop shows something and yields its name. Pages are those that a workspace builds, so a page
that is added to one is visited by itself; so is every part of a visit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from random import Random
from shutil import copytree, ignore_patterns
from tempfile import TemporaryDirectory

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QDialog

from inspector.actions import scoring, showing, starting
from inspector.actions.desk import Desk, sit_down
from inspector.actions.inventing import invent
from inspector.actions.playing import PIN
from inspector.domain.finding import Finding
from inspector.domain.ids import SiteCode, VisitUid
from inspector.domain.visit import VisitState
from inspector.platform import clock
from inspector.ui.doors import GAP_TEAM_FOLDER, OFFICE_FOLDER, Doors
from inspector.ui.pages.survey.page import SurveyPage
from inspector.ui.pages.visit.page import VisitPage
from inspector.ui.pages.visit.part import Part
from inspector.ui.pages.welcome.asked import Asked
from inspector.ui.pages.welcome.locked import LockPage
from inspector.ui.pages.welcome.page import WelcomePage
from inspector.ui.shell import Shell
from inspector.ui.widgets.confirm import Confirm
from inspector.ui.workspaces import FieldWorkspace, open_workspace

WELCOME, OFFICE, FIELD, VISIT = "欢迎", "县办", "外业", "考评"
HALF, SEALED, LOCKED = "打到一半", "已定稿", "已上锁"
PALETTE, HELP, ASKED, SCORING = "找命令", "帮助", "确认", "打分"
KINDS, WRITTEN = "选考评", "写了一条"

PART, CARE, SEED = 12, 0.7, 5
"""Of an open visit the first items are scored, in a copy of the laptop: how many, how well."""


def whole_tour(shell: Shell, county: Path, settings: QSettings) -> Iterator[str]:
    """Go through the start, the office and one team's laptop of a played county.

    Raises:
        InspectorError: A folder of the county cannot be opened.
    """
    doors = Doors(shell, settings, county, clock.now)
    yield from front_stops(shell, doors)
    with sitting(county / OFFICE_FOLDER) as desk:
        open_workspace(shell, desk, settings)
        yield from office_stops(shell)
        doors.show_welcome()
    for folder in sorted(county.glob(f"{FIELD}_*"), key=prefers_open)[:1]:
        with TemporaryDirectory() as scratch, sitting(_copied(folder, Path(scratch))) as desk:
            yield from field_stops(shell, desk, settings)
            doors.show_welcome()


def front_stops(shell: Shell, doors: Doors) -> Iterator[str]:
    """Show what stands before a folder is open: the choices, their forms, the lock."""
    doors.show_welcome()
    yield WELCOME
    page = shell.page()
    if isinstance(page, WelcomePage):
        page.ask_pin(Path("/数据/县办"), "县办")
        yield f"{WELCOME}_{Asked.PIN.value}"
        page.ask_other_way(office=True)
        yield f"{WELCOME}_{Asked.RECOVERY.value}"
        page.ask_other_way(office=False)
        yield f"{WELCOME}_{Asked.CODE.value}"
        page.choices[2].click()
        yield f"{WELCOME}_{Asked.DISPATCH.value}"
    doors.new_office()
    yield f"{WELCOME}_新建县库"
    doors.restore()
    yield f"{WELCOME}_恢复"
    shell.show_alone(LockPage("黍垣县 T09 组", Path("/数据/外业_T09"), office=False))
    yield f"{WELCOME}_{LOCKED}"


def office_stops(shell: Shell) -> Iterator[str]:
    """Show every page of the office that is open, and what may lie over one."""
    for entry in shell.entries():
        shell.go(entry.key)
        yield f"{OFFICE}_{entry.word}"
    shell.go(shell.entries()[0].key)
    yield from _over_a_page(shell, OFFICE)


def field_stops(shell: Shell, desk: Desk, settings: QSettings) -> Iterator[str]:
    """Show every page of a laptop, an open visit half scored and a sealed one, all their parts."""
    rows = showing.site_rows(desk)
    still_open = [row.site.code for row in rows if row.state is not VisitState.SEALED][:1]
    sealed = [row.site.code for row in rows if row.state is VisitState.SEALED][:1]
    for code in still_open:
        _score_part(desk, code)
    field = FieldWorkspace(shell, desk, settings)
    field.open()
    for entry in shell.entries():
        shell.go(entry.key)
        yield f"{FIELD}_{entry.word}"
    for codes, name in ((still_open, HALF), (sealed, SEALED)):
        for code in codes:
            field.open_uid(_scored(desk, code))
            yield from visit_stops(shell, f"{FIELD}_{VISIT}_{name}")
    for code in still_open:
        yield from kind_stops(shell, desk, field, code)
    yield from _over_a_page(shell, FIELD)


def _scored(desk: Desk, code: SiteCode) -> VisitUid:
    """Return a site's own visit; others may wait there that an earlier tour began."""
    return next(one.key.uid for one in starting.choices(desk, code) if one.kind.scored)


def visit_stops(shell: Shell, name: str) -> Iterator[str]:
    """Show the open visit by step and by star, then each of its parts."""
    page = shell.page()
    if not isinstance(page, VisitPage):
        return
    page.show_scoring()
    yield f"{name}_{SCORING}"
    page.switch_view()
    yield f"{name}_{SCORING}_另一种排列"
    page.switch_view()
    page.paperwork.draw()
    yield f"{name}_打分表"
    for part in page.parts.findChildren(Part):
        page.parts.show_part(part)
        yield f"{name}_{part.word or type(part).__name__}"
    page.show_scoring()


def kind_stops(shell: Shell, desk: Desk, field: FieldWorkspace, code: SiteCode) -> Iterator[str]:
    """Show what else may be opened at a site, and each kind without points: bare, and written."""
    field.choose_kind(code)
    yield f"{FIELD}_{KINDS}"
    for choice in starting.choices(desk, code):
        if not choice.kind.scored:
            field.open_uid(choice.key.uid)
            yield from _survey_stops(shell, f"{FIELD}_{choice.kind.name}")


def _survey_stops(shell: Shell, name: str) -> Iterator[str]:
    page = shell.page()
    if not isinstance(page, SurveyPage):
        return
    yield name
    if not page.session.findings:
        page.session.put(
            Finding(n=0, problem="路灯不亮", fact="村部东侧三盏路灯不亮", cause="线断")
        )
        page.reload()
    yield f"{name}_{WRITTEN}"


def _over_a_page(shell: Shell, name: str) -> Iterator[str]:
    """Show the palette, the help card and a question over the page in front."""
    shell.frame.show_palette()
    yield f"{name}_{PALETTE}"
    shell.frame.show_help()
    yield f"{name}_{HELP}"
    shell.frame.cover_no_more()
    ask = Confirm(["这一步做了就改不回来。"], "照做", lambda: None, shell)
    ask.open()
    yield f"{name}_{ASKED}"
    ask.reject()


def dialogs(shell: Shell) -> Sequence[QDialog]:
    """Return the questions that are open in front of the window."""
    return [one for one in shell.findChildren(QDialog) if one.isVisible()]


def prefers_open(folder: Path) -> tuple[bool, str]:
    """Sort the team first of which the demo left a site open."""
    return folder.name != GAP_TEAM_FOLDER, folder.name


@contextmanager
def sitting(folder: Path) -> Iterator[Desk]:
    """Open a folder of a played county for as long as it is looked at."""
    desk = sit_down(folder, PIN, clock=clock.now)
    try:
        yield desk
    finally:
        desk.close()


def _score_part(desk: Desk, code: SiteCode) -> None:
    visit = scoring.open_visit(desk, code)
    invented = invent(visit.rubric, Random(SEED), care=CARE)  # noqa: S311 - marks are invented, not secret
    for item in list(invented)[:PART]:
        scoring.put_item(desk, visit, item, invented[item])


def _copied(folder: Path, scratch: Path) -> Path:
    """Return a copy of a laptop's folder: a tour leaves what it visits as it was."""
    return copytree(folder, scratch / folder.name, ignore=ignore_patterns("lock"))
