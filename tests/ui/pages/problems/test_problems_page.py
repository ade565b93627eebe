"""问题 by keyboard alone: what is open, what was found, and the way to the item."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from still_day import LONG, ROAD, StillProblems

from inspector.platform.durable import DiskFull
from inspector.ui.glyphs import Glyph
from inspector.ui.pages.problems import texts
from inspector.ui.pages.problems.page import ProblemsPage
from inspector.ui.widgets.told_list import TOLD_ROLE, Told

Open = Callable[[StillProblems], ProblemsPage]


@pytest.fixture
def open_page(qtbot: QtBot) -> Open:
    def build(desk: StillProblems) -> ProblemsPage:
        page = ProblemsPage(desk)
        qtbot.addWidget(page)
        page.resize(1_100, 640)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        page.opened()
        return page

    return build


@pytest.fixture
def page(open_page: Open) -> ProblemsPage:
    return open_page(StillProblems())


def lines(page: ProblemsPage) -> list[Told]:
    model = page.list.lines
    return [model.data(model.index(row, 0), TOLD_ROLE) for row in range(model.rowCount())]  # type: ignore[misc]  # the role's type


def test_villages_stand_in_road_order_with_place_tail_and_counts(page: ProblemsPage) -> None:
    heads = [line for line in lines(page) if line.glyph is None]
    assert [head.title for head in heads] == [
        "古塬镇 㟃头村　尾号 212",
        f"古塬镇 {LONG}　尾号 213",
    ]
    assert [head.aside for head in heads] == ["上次 4 件　本轮 2 件", "上次 4 件"]
    assert page._subtitle.text() == "上次未销号 8 件，本轮查出 2 件"


def test_a_problem_says_what_where_and_since_when_and_no_points(page: ProblemsPage) -> None:
    first = lines(page)[1]
    assert (first.title, first.glyph) == ("柴草乱堆×2、线缆乱拉", Glyph.UNSET)
    assert first.text == "未销号　ST-2.1 人居环境　2026-10 轮　限期整改"
    own = next(line for line in lines(page) if line.glyph is Glyph.DEDUCTED)
    assert own.text == "本轮查出　ST-2.1 人居环境"
    assert not any("分" in f"{line.title}{line.text}".replace("分场", "") for line in lines(page))


def test_enter_leads_to_the_item_of_that_village(page: ProblemsPage, qtbot: QtBot) -> None:
    assert QApplication.focusWidget() is page.list
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    with qtbot.waitSignal(page.chosen, timeout=1_000) as chosen:
        QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert chosen.args == [ROAD[1].uid, "ST-2"]
    assert page.hints() == texts.KEYS


def test_digits_choose_what_is_shown(page: ProblemsPage) -> None:
    shapes: list[set[Glyph | None]] = []
    for key in "231":
        QTest.keyClicks(page.list, key)
        shapes.append({line.glyph for line in lines(page) if line.glyph is not None})
    assert shapes == [{Glyph.UNSET}, {Glyph.DEDUCTED}, {Glyph.UNSET, Glyph.DEDUCTED}]
    page.way.picked.emit(2)
    assert [line.glyph for line in lines(page)].count(None) == 1


def test_a_village_is_found_by_its_initials(page: ProblemsPage, qtbot: QtBot) -> None:
    QTest.keyClicks(page.list, "/")
    QTest.keyClicks(page.field, "hfq")
    assert [line.title for line in lines(page) if line.glyph is None] == [
        f"古塬镇 {LONG}　尾号 213"
    ]
    with qtbot.waitSignal(page.chosen, timeout=1_000) as chosen:
        QTest.keyClick(page.field, Qt.Key.Key_Return)
    assert chosen.args == [ROAD[2].uid, "ST-2"]
    page.field.setText("nowhere")
    assert "nowhere" in page.empty.text()
    QTest.keyClick(page.field, Qt.Key.Key_Return)
    QTest.keyClick(page.field, Qt.Key.Key_Escape)
    assert page.list.isVisible()
    QTest.keyClick(page.field, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is page.list


def test_nothing_to_show_says_why(open_page: Open) -> None:
    page = open_page(StillProblems([]))
    assert page.empty.text() == texts.EMPTY
    assert QApplication.focusWidget() is page.field
    second = StillProblems()
    second.every = second.every[1:]
    page = open_page(second)
    QTest.keyClicks(page.list, "3")
    assert page.empty.text() == "本轮还没有查出问题。"


def test_the_same_problem_stays_chosen_when_the_page_comes_back(page: ProblemsPage) -> None:
    page.list.choose(3)
    key = page.list.key(page.list.currentIndex())
    page.opened()
    assert page.list.key(page.list.currentIndex()) == key


def test_a_store_that_does_not_answer_is_explained(page: ProblemsPage, qtbot: QtBot) -> None:
    desk = StillProblems()
    desk.refusal = DiskFull(path="/x")
    page._desk = desk
    with qtbot.waitSignal(page.failed, timeout=1_000):
        page.opened()
