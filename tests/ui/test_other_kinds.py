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


def test_a_site_of_another_team_is_explained(
    county: County, shell: Shell, settings: QSettings, qtbot: QtBot
) -> None:
    del qtbot
    with in_field(county.laptop) as desk:
        workspace = FieldWorkspace(shell, desk, settings)
        workspace.open()
        workspace.open_visit("419901200201")
        assert isinstance(shell.page(), TodayPage)
