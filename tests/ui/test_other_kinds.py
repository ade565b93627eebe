"""In a real folder: another kind of visit is begun at a site, written, and opened again."""

from __future__ import annotations

import pytest
from played_county import County, in_field
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from inspector.actions import signing, starting
from inspector.actions.desk import Desk
from inspector.actions.scoring import OpenVisit
from inspector.actions.signing import Signing
from inspector.domain.finding import Finding
from inspector.domain.ids import ItemCode
from inspector.domain.progress import Ticket
from inspector.domain.signing import SignState
from inspector.domain.visit import VisitKey
from inspector.ui.pages.kinds.page import KindsPage
from inspector.ui.pages.survey.page import SurveyPage
from inspector.ui.pages.today.page import TodayPage
from inspector.ui.pages.visit.desk import Place
from inspector.ui.pages.visit.last_row import LastRow
from inspector.ui.pages.visit.page import VisitPage
from inspector.ui.shell import Shell
from inspector.ui.sign_panel import SignPanel
from inspector.ui.widgets.ask import Ask
from inspector.ui.widgets.confirm import Confirm
from inspector.ui.widgets.label import Label
from inspector.ui.workspaces import FieldWorkspace


@pytest.fixture
def shell(qtbot: QtBot) -> Shell:
    shell = Shell()
    qtbot.addWidget(shell)
    return shell


def opened(shell: Shell, kind: type[KindsPage | SurveyPage | VisitPage]) -> object:
    page = shell.page()
    assert isinstance(page, kind)
    return page


def test_a_spot_check_is_begun_beside_the_planned_visit(
    county: County, shell: Shell, settings: QSettings
) -> None:
    with in_field(county.laptop) as desk:
        workspace = FieldWorkspace(shell, desk, settings)
        workspace.open()
        day = shell.page()
        assert isinstance(day, TodayPage)
        QTest.keyClick(day.list, Qt.Key.Key_N)
        kinds = opened(shell, KindsPage)
        assert isinstance(kinds, KindsPage)
        QTest.keyClick(kinds.list, Qt.Key.Key_End)
        QTest.keyClick(kinds.list, Qt.Key.Key_Return)
        survey = opened(shell, SurveyPage)
        assert isinstance(survey, SurveyPage)
        survey.add()
        QTest.keyClicks(survey.editor.fact, "lamp")
        assert survey.save_rest()
        where = workspace.where()
        assert where.visit is not None
        assert "/spot/" in where.visit
        survey.left.emit()
        assert shell.page() is day
        assert day.lines.rowCount() == 3
        site = VisitKey.parse(where.visit).site
        workspace.open_visit(site)
        assert isinstance(shell.page(), KindsPage), "two visits wait there, so it asks which"
        workspace.go_back(where)
        again = shell.page()
        assert isinstance(again, SurveyPage)
        assert again.editor.fact.text() == "lamp"


def test_a_site_with_one_visit_opens_at_once(
    county: County, shell: Shell, settings: QSettings
) -> None:
    with in_field(county.laptop) as desk:
        workspace = FieldWorkspace(shell, desk, settings)
        workspace.open()
        with desk.store.reading() as reading:
            line = reading.visits.lines()[0]
        workspace.open_visit(line.key.site)
        assert isinstance(shell.page(), VisitPage)
        starting.start(desk, line.key.site, "四不两直")
        workspace.open_visit(line.key.site)
        assert isinstance(shell.page(), KindsPage)


def test_the_kind_is_named_wherever_it_is_not_the_ordinary_one(
    county: County, shell: Shell, settings: QSettings
) -> None:
    with in_field(county.laptop) as desk:
        workspace = FieldWorkspace(shell, desk, settings)
        workspace.open()
        with desk.store.reading() as reading:
            line = reading.visits.lines()[0]
        workspace.open_uid(line.uid)
        plain = opened(shell, VisitPage)
        assert isinstance(plain, VisitPage)
        assert plain.session.desk.place.kind == ""
        row = next(iter(next(iter(plain.session.rubric.items())).checkpoints))
        workspace.open_uid(starting.start(desk, line.key.site, "四不两直").uid)
        other = opened(shell, VisitPage)
        assert isinstance(other, VisitPage)
        assert "四不两直" in [one.text() for one in other.head.findChildren(Label)]
        assert other.zone.spot.checkpoint != row.code, "each visit has a row of its own"
        day = shell.go("today")
        assert isinstance(day, TodayPage)
        day.opened()
        shown = [one for one in day.lines.lines() if one.row.kind]
        assert [one.chips[0] for one in shown] == ["四不两直"]
        day.resize(1366, 700)
        day.grab()


def spot_check(desk: Desk, shell: Shell, settings: QSettings) -> tuple[SurveyPage, OpenVisit]:
    """Open a spot check at the first site with one finding, and seal it."""
    workspace = FieldWorkspace(shell, desk, settings)
    workspace.open()
    with desk.store.reading() as reading:
        line = reading.visits.lines()[0]
    visit = starting.start(desk, line.key.site, "临时抽查")
    workspace.open_uid(visit.uid)
    page = opened(shell, SurveyPage)
    assert isinstance(page, SurveyPage)
    page.session.put(Finding(n=0, item=ItemCode("ST-2"), fact="后街三处垃圾"))
    page.session.seal()
    return page, visit


def test_a_spot_check_is_signed_in_the_window_and_on_record(
    county: County, shell: Shell, settings: QSettings
) -> None:
    with in_field(county.laptop) as desk:
        page, visit = spot_check(desk, shell, settings)
        sign = page.sign
        assert isinstance(sign, SignPanel)
        for due in signing.sign_lines(desk, visit):
            signing.sign(desk, visit, Signing(part=due.due.part, name=due.due.name or "邵丽"))
        path = county.root / "x.pdf"
        page._desk.save_sheet(path, Ticket())
        assert path.read_bytes().startswith(b"%PDF")
        sign.reload()
        sign.go_on()
        (sure,) = sign.findChildren(Confirm)
        sure.act.click()
        with desk.store.reading() as reading:
            head = reading.visits.one(visit.uid)
        assert head is not None
        assert head.signed is SignState.SIGNED
        assert "ST-2" in page._desk.items()
        assert page._desk.sheet(Ticket()).startswith(b"%PDF")


def test_a_spot_check_is_reopened_in_the_window_and_written_on(
    county: County, shell: Shell, settings: QSettings
) -> None:
    with in_field(county.laptop) as desk:
        page, visit = spot_check(desk, shell, settings)
        sign = page.sign
        assert isinstance(sign, SignPanel)
        sign.press("R")
        (ask,) = sign.findChildren(Ask)
        ask.fields[0].setText("漏写一句")
        ask.act.click()
        open_again = not page.session.frozen
        assert open_again
        page.session.put(Finding(n=1, item=ItemCode("ST-2"), fact="后街三处，东头一处"))
        page.session.seal()
        assert page.session.frozen
        with desk.store.reading() as reading:
            told = [one.fact for one in reading.findings.of_visit(visit.uid)]
        assert told == ["后街三处，东头一处"]


def test_a_site_of_another_team_is_explained(
    county: County, shell: Shell, settings: QSettings, qtbot: QtBot
) -> None:
    del qtbot
    with in_field(county.laptop) as desk:
        workspace = FieldWorkspace(shell, desk, settings)
        workspace.open()
        workspace.open_visit("419901200201")
        assert isinstance(shell.page(), TodayPage)


def test_each_kind_of_visit_keeps_a_row_of_its_own(settings: QSettings) -> None:
    kinds = ("", "复核", "复核 第 2 次")
    places = [Place(township="南镇", name="南村", tail="201", kind=kind) for kind in kinds]
    assert len({LastRow(settings, place)._key for place in places}) == 3
