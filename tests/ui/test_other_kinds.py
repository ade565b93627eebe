"""In a real folder: another kind of visit is begun at a site, written, and opened again."""

from __future__ import annotations

import pytest
from played_county import County, in_field
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from inspector.actions import starting
from inspector.domain.visit import VisitKey
from inspector.ui.pages.kinds.page import KindsPage
from inspector.ui.pages.survey.page import SurveyPage
from inspector.ui.pages.today.page import TodayPage
from inspector.ui.pages.visit.page import VisitPage
from inspector.ui.shell import Shell
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


def test_a_site_of_another_team_is_explained(
    county: County, shell: Shell, settings: QSettings, qtbot: QtBot
) -> None:
    del qtbot
    with in_field(county.laptop) as desk:
        workspace = FieldWorkspace(shell, desk, settings)
        workspace.open()
        workspace.open_visit("419901200201")
        assert isinstance(shell.page(), TodayPage)
