"""The page 体检 shows what the doctor found, the gravest first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import pytest
from played_county import START
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspector.actions.diagnosis import Finding, State, judged, noted
from inspector.domain.progress import Ticket
from inspector.ui.job import Jobs
from inspector.ui.pages.checkup.page import CheckupPage

WELL = judged("记录链", "12 条记录环环相接", [], "")
NOTE = noted("包号", "T07 缺 12-19 号包")
BROKEN = Finding(name="重算", state=State.FAULT, sentence="各表与记录不符")


class Folder:
    """A folder about which the test knows everything."""

    def __init__(self) -> None:
        self.found: list[Finding] = [WELL]
        self.mended: list[bool] = []
        self.office = True

    def examine(self, ticket: Ticket, *, mend: bool) -> Sequence[Finding]:
        ticket.step(1, 1, "查")
        self.mended.append(mend)
        return self.found

    def now(self) -> datetime:
        return START

    def mends(self) -> bool:
        return self.office


@pytest.fixture
def folder() -> Folder:
    return Folder()


@pytest.fixture
def page(folder: Folder, qtbot: QtBot) -> CheckupPage:
    jobs = Jobs(QApplication.instance() or QObject())
    page = CheckupPage(folder, jobs)
    qtbot.addWidget(page)
    page.resize(900, 500)
    page.show()
    return page


def checked(page: CheckupPage, qtbot: QtBot) -> str:
    with qtbot.waitSignal(page.toast) as told:
        page.start()
    qtbot.waitUntil(page.again.isEnabled)
    return str(told.args[0]) if told.args else ""


def test_nothing_is_looked_at_before_somebody_asks(page: CheckupPage, folder: Folder) -> None:
    page.opened()
    assert folder.mended == []
    assert page.hints()[0] == ("F5", "开始体检")


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ([WELL], "1 项都好。"),
        ([WELL, NOTE], "没有不好的；1 项请留意。"),
        ([WELL, NOTE, BROKEN], "1 项不好，先看这几项。"),
    ],
)
def test_it_says_how_the_folder_stands(
    page: CheckupPage, folder: Folder, qtbot: QtBot, found: list[Finding], said: str
) -> None:
    folder.found = found
    assert checked(page, qtbot) == said
    page.opened()
    assert page.hints()[0] == ("F5", "再查一遍")
    assert page.findings[0] is found[-1], "what is wrong stands first"


def test_tables_are_mended_only_when_asked_and_only_at_the_office(
    page: CheckupPage, folder: Folder, qtbot: QtBot
) -> None:
    folder.found = [BROKEN]
    checked(page, qtbot)
    assert page.mend.isVisible()
    page.start_mending()
    page.start()  # one at a time
    qtbot.waitUntil(page.again.isEnabled)
    assert folder.mended == [False, True]
    folder.office = False
    checked(page, qtbot)
    assert not page.mend.isVisible()
