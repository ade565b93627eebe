"""Clues by keyboard, and what earlier rounds found shown at its item."""

from __future__ import annotations

import pytest
from memory_beside import MemoryBeside
from PySide6.QtCore import QEvent, QSettings, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from inspector.actions.cluing import ClueWithoutWords
from inspector.domain.clue import Clue
from inspector.domain.ids import ItemCode
from inspector.ui.job import Jobs
from inspector.ui.pages.visit import texts
from inspector.ui.pages.visit.desk import VisitDesk
from inspector.ui.pages.visit.page import VisitPage
from inspector.ui.pages.visit.route import Spot


@pytest.fixture
def beside(desk: VisitDesk) -> MemoryBeside:
    held = desk.beside
    assert isinstance(held, MemoryBeside)
    return held


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(*keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(focused(), key)


def write(text: str) -> None:
    for char in text:
        event = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, char)
        QApplication.sendEvent(focused(), event)


def test_a_clue_is_chosen_written_and_kept_at_once(
    page: VisitPage, beside: MemoryBeside, qtbot: QtBot
) -> None:
    press(Qt.Key.Key_V)
    assert page.parts.part is page.beside.clues
    entry = beside.entries()[1].id
    press(Qt.Key.Key_Home, Qt.Key.Key_Down, Qt.Key.Key_Return)
    write("11月5日，村东头公示栏撕毁")
    with qtbot.waitSignal(page.toast, timeout=1_000) as said:
        press(Qt.Key.Key_Return)
    assert beside.noted == [Clue(entry=entry, what="11月5日，村东头公示栏撕毁")]
    assert said.args == [texts.CLUE_KEPT.format(entry=entry, photos=0)]
    index = page.beside.clues.list.currentIndex()
    assert "村东头" in str(index.data(Qt.ItemDataRole.AccessibleTextRole))
    press(Qt.Key.Key_X)
    assert beside.noted == []
    press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is page.zone.rows


def test_the_entry_that_the_item_points_at_stands_ready(page: VisitPage) -> None:
    page.zone.go(Spot(step=None, item=ItemCode("ZB-1")))
    press(Qt.Key.Key_V)
    index = page.beside.clues.list.currentIndex()
    assert str(index.data()).startswith("N01 ")


def test_an_empty_field_notes_nothing(page: VisitPage, beside: MemoryBeside) -> None:
    assert not page.beside.clues.isVisible()
    press(Qt.Key.Key_V, Qt.Key.Key_Return, Qt.Key.Key_Return)
    assert beside.noted == []
    press(Qt.Key.Key_Return)
    write("x")
    press(Qt.Key.Key_Escape)
    assert len(beside.noted) == 1, "Esc loses nothing that was written"


def test_a_refusal_is_explained_and_nothing_is_shown_as_kept(
    page: VisitPage, beside: MemoryBeside, qtbot: QtBot
) -> None:
    beside.refusal = ClueWithoutWords()
    press(Qt.Key.Key_V, Qt.Key.Key_Return)
    write("看到了")
    with qtbot.waitSignal(page.failed, timeout=1_000) as failed:
        press(Qt.Key.Key_Return)
    assert failed.args == [beside.refusal]
    assert beside.noted == []


def test_a_frozen_visit_takes_no_clue(page: VisitPage, beside: MemoryBeside, qtbot: QtBot) -> None:
    press(Qt.Key.Key_V)
    page.session.desk.seal()
    with qtbot.waitSignal(page.session.frozen, timeout=1_000):
        press(Qt.Key.Key_Return)
    assert not page.beside.clues._strip.isVisible()
    assert beside.noted == []


def test_what_was_found_last_time_stands_at_its_item(
    qtbot: QtBot, desk: VisitDesk, beside: MemoryBeside, jobs: Jobs, settings: QSettings
) -> None:
    beside.earlier[ItemCode("ST-2")] = ["柴草乱堆×2", "坑塘有漂浮物"]
    page = VisitPage(desk, jobs, settings)
    qtbot.addWidget(page)
    page.zone.head.fold(opened=True)
    page.zone.go(Spot(step=None, item=ItemCode("ST-2")))
    assert "上次问题　柴草乱堆×2；坑塘有漂浮物" in page.zone.head._prompts.text()
    page.zone.go(Spot(step=None, item=ItemCode("ST-1")))
    assert "上次问题" not in page.zone.head._prompts.text()
