"""纸面 by keyboard alone: print, write the book, enter it, verify it, settle what differs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from still_blanks import ROWS, UID, StillBlanks

from inspector.actions.verifying import CodeUnreadable
from inspector.domain.double_entry import Choice
from inspector.platform.durable import DiskFull
from inspector.ui.glyphs import Glyph
from inspector.ui.job import Jobs
from inspector.ui.pages.blanks import texts
from inspector.ui.pages.blanks.page import BlanksPage
from inspector.ui.widgets.ask import Ask
from inspector.ui.widgets.label import Label
from inspector.ui.widgets.told_list import TOLD_ROLE, Told, ToldList

Open = Callable[[StillBlanks], BlanksPage]


@pytest.fixture
def jobs(qtbot: QtBot, qapp: QApplication) -> Jobs:
    del qtbot
    return Jobs(qapp)


@pytest.fixture
def open_page(qtbot: QtBot, jobs: Jobs) -> Open:
    def build(desk: StillBlanks) -> BlanksPage:
        page = BlanksPage(desk, jobs)
        page.errands.ask_folder = lambda: "/out"
        page.errands.ask_book = lambda: "/out/b.xlsx"
        qtbot.addWidget(page)
        page.resize(1_100, 640)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        page.opened()
        return page

    return build


@pytest.fixture
def desk() -> StillBlanks:
    return StillBlanks()


@pytest.fixture
def page(open_page: Open, desk: StillBlanks) -> BlanksPage:
    return open_page(desk)


def press(key: Qt.Key, control: bool = False) -> None:  # noqa: FBT001, FBT002 - as on a keyboard
    focus = QApplication.focusWidget()
    assert focus is not None
    modifier = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(focus, key, modifier)


def shown(widget: ToldList) -> list[Told]:
    model = widget.lines
    return [model.data(model.index(row, 0), TOLD_ROLE) for row in range(model.rowCount())]  # type: ignore[misc]  # the role's type


def wait(qtbot: QtBot, desk: StillBlanks, jobs: Jobs, count: int) -> None:
    qtbot.waitUntil(lambda: len(desk.asked) >= count and jobs.running is None)


def test_villages_stand_with_place_state_and_verification(page: BlanksPage) -> None:
    first, second, *_ = shown(page.sites)
    assert first.title.endswith("　尾号 211")
    assert (first.text, first.glyph) == ("进行中，核对有出入", Glyph.CONFLICT)
    assert (second.text, second.glyph) == ("进行中，已双人核对", Glyph.CLEAR)
    assert QApplication.focusWidget() is page.sites
    assert page.hints() == texts.KEYS


def test_keys_print_for_this_village_or_for_all(
    page: BlanksPage, desk: StillBlanks, jobs: Jobs, qtbot: QtBot
) -> None:
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_1, control=True)
    wait(qtbot, desk, jobs, 1)
    page.whose.choose(1)
    for count, key in enumerate((Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4), start=2):
        with qtbot.waitSignal(page.toast) as said:
            press(key, control=True)
        assert said.args is not None
        assert "/out" in said.args[0]
        wait(qtbot, desk, jobs, count)
    assert desk.asked == [
        ("blank", Path("/out"), (ROWS[1].site,)),
        ("strip", Path("/out"), ()),
        ("book", Path("/out"), ()),
        ("card", Path("/out")),
    ]


def test_nothing_is_written_where_nobody_says_where(page: BlanksPage, desk: StillBlanks) -> None:
    page.errands.ask_folder = page.errands.ask_book = str
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_I):
        press(key, control=True)
    page.name.setText("田文博")
    press(Qt.Key.Key_D, control=True)
    assert desk.asked == []


def test_a_book_is_entered_and_what_was_passed_over_is_said(
    page: BlanksPage, desk: StillBlanks, jobs: Jobs, qtbot: QtBot
) -> None:
    said = qtbot.waitSignal(page.toast)
    with qtbot.waitSignal(page.counted):
        press(Qt.Key.Key_I, control=True)
    assert said.args == ["录入 0 个站点。㟃头镇 八〇五村（213）已经定稿，没动。"]
    wait(qtbot, desk, jobs, 1)


def test_a_second_entry_needs_a_name_and_shows_what_differs(
    page: BlanksPage, desk: StillBlanks, jobs: Jobs, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(page.toast) as said:
        press(Qt.Key.Key_D, control=True)
    assert said.args == [texts.NAME_FIRST]
    assert QApplication.focusWidget() is page.name
    QTest.keyClicks(page.name, "hou")
    press(Qt.Key.Key_D, control=True)
    wait(qtbot, desk, jobs, 1)
    assert desk.asked == [("second", Path("/out/b.xlsx"), "hou")]
    assert page.hints() == texts.DIFFERENCE_KEYS
    lines = shown(page.differences)
    assert "两遍有 2 处出入" in lines[0].title
    assert lines[2].title.startswith("ZB-1.1　")
    assert "田文博 定：照第二遍" in lines[-1].text


def test_differences_are_settled_by_one_key_each(
    page: BlanksPage, desk: StillBlanks, qtbot: QtBot
) -> None:
    press(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is page.differences
    press(Qt.Key.Key_1)
    assert desk.asked == [], "nobody is named yet"
    page.name.setText("田文博")
    press(Qt.Key.Key_Down)
    assert QApplication.focusWidget() is page.differences
    with qtbot.waitSignal(page.counted):
        press(Qt.Key.Key_2)
    press(Qt.Key.Key_3)
    assert desk.asked == [
        ("settle", UID, "ZB-1.1", Choice.SECOND, "田文博"),
        ("settle", UID, "ST-2.1", Choice.ANEW, "田文博"),
    ]
    assert "已双人核对" in shown(page.differences)[0].title
    press(Qt.Key.Key_1)
    assert len(desk.asked) == 2, "nothing is left to settle"
    press(Qt.Key.Key_Escape)
    assert page.hints() == texts.KEYS
    assert QApplication.focusWidget() is page.sites


def test_a_key_leads_to_the_item_and_back_to_what_differs(page: BlanksPage, qtbot: QtBot) -> None:
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Down)
    with qtbot.waitSignal(page.item_wanted) as wanted:
        press(Qt.Key.Key_E)
    assert wanted.args == [UID, "ST-2"]
    page.opened()
    assert page.hints() == texts.DIFFERENCE_KEYS


def test_a_code_on_paper_is_verified_and_the_next_one_asked_for(
    page: BlanksPage, desk: StillBlanks
) -> None:
    def asking() -> Ask:
        (ask,) = [one for one in page.findChildren(Ask) if one.isVisible()]
        return ask

    def says(ask: Ask) -> list[str]:
        return [label.text() for label in ask.findChildren(Label) if label.isVisible()]

    press(Qt.Key.Key_F6)
    for code, refusal in (("1A2B-3C4D-5E6F", None), ("0000", CodeUnreadable(text="0000"))):
        ask, desk.refusal = asking(), refusal
        QTest.keyClicks(ask.fields[0], code)
        QTest.keyClick(ask, Qt.Key.Key_Return)
        told = says(asking())
        assert f"记录码 {code}" in told
        assert ("记录码对得上" in told) is (refusal is None)
        assert any("不是记录码" in one for one in told) is (refusal is not None)
    assert desk.asked == [("verify", "1A2B-3C4D-5E6F")]
    QTest.keyClick(asking().fields[0], Qt.Key.Key_Escape)
    assert not [one for one in page.findChildren(Ask) if one.isVisible()]


def test_a_village_typed_once_says_so(page: BlanksPage, qtbot: QtBot) -> None:
    press(Qt.Key.Key_Down)
    with qtbot.waitSignal(page.toast) as said:
        press(Qt.Key.Key_Return)
    assert said.args == [texts.NO_SECOND]
    assert page.hints() == texts.KEYS


def test_refusals_are_explained_and_change_nothing(
    page: BlanksPage, desk: StillBlanks, jobs: Jobs, qtbot: QtBot
) -> None:
    desk.refusal = DiskFull(path=Path("x"))
    with qtbot.waitSignal(page.failed):
        press(Qt.Key.Key_1, control=True)
    with qtbot.waitSignal(page.failed):
        press(Qt.Key.Key_I, control=True)
    qtbot.waitUntil(lambda: jobs.running is None)
    with qtbot.waitSignal(page.failed):
        press(Qt.Key.Key_Return)
    desk.refusal = None
    press(Qt.Key.Key_Return)
    page.name.setText("田文博")
    desk.refusal = DiskFull(path=Path("x"))
    with qtbot.waitSignal(page.failed):
        press(Qt.Key.Key_1)
    assert len(shown(page.differences)) == 6


def test_a_laptop_without_visits_says_what_to_do(open_page: Open) -> None:
    page = open_page(StillBlanks(rows=()))
    assert page.empty.isVisible()
    assert not page.sites.isVisible()


def test_letters_that_mean_nothing_do_nothing(page: BlanksPage, desk: StillBlanks) -> None:
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Q)
    press(Qt.Key.Key_1, control=False)
    assert desk.asked == []
    page.differences.setCurrentIndex(page.differences.lines.index(-1, 0))
    press(Qt.Key.Key_E)
    assert page.hints() == texts.DIFFERENCE_KEYS
