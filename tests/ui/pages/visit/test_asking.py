"""抽问 by keyboard: questions, answers on the row that counts them, and the clock."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from inspector.domain.ids import CheckpointCode, ItemCode
from inspector.domain.questions import Question
from inspector.domain.visit import Entry
from inspector.ui.pages.visit import texts
from inspector.ui.pages.visit.asking import TALK, chips
from inspector.ui.pages.visit.page import VisitPage
from inspector.ui.pages.visit.route import Spot

ROW = CheckpointCode("ZB-1.2")


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def in_front(page: VisitPage) -> object:
    return page.parts.part


def mark(page: VisitPage) -> Entry:
    return page.session.mark(ItemCode("ZB-1"), ROW)


def keys(typed: str) -> None:
    for key in typed:  # a key may move the focus
        QTest.keyClicks(focused(), key)


def press(key: Qt.Key) -> None:
    QTest.keyClick(focused(), key)


def test_each_answer_is_saved_and_a_wrong_one_names_its_question(page: VisitPage) -> None:
    keys("Q")
    assert in_front(page) is page.beside.asking
    asked = [page.beside.asking._questions.asked(place).question.text for place in range(5)]
    keys("10")
    assert mark(page).cells == ("yn---",), "saved before the last one is asked"
    keys("110")
    entry = mark(page)
    assert (entry.cells, entry.defects) == (("ynyyn",), 2)
    wrong = [f"答错：{asked[1]}", f"答错：{asked[4]}"]
    assert [reason.text for reason in entry.reasons] == wrong
    loss = next(one for one in page.session.scorecard.losses if one.checkpoint == ROW)
    assert list(loss.reasons) == wrong
    press(Qt.Key.Key_Return)
    assert in_front(page) is None
    assert page.zone.spot.checkpoint == ROW


def test_an_answer_can_be_changed_and_undone(page: VisitPage) -> None:
    keys("Q0")
    press(Qt.Key.Key_Up)
    keys("1")
    assert (mark(page).cells, mark(page).reasons) == (("y----",), ())
    page.zone.marker.go_back()
    assert mark(page).cells == ("n----",)


def test_the_arrow_on_the_row_asks_too_and_other_rows_ask_the_first(page: VisitPage) -> None:
    page.zone.go(Spot(step=None, item=ItemCode("ZB-1"), checkpoint=ROW))
    press(Qt.Key.Key_Right)
    assert in_front(page) is page.beside.asking
    press(Qt.Key.Key_Escape)
    assert in_front(page) is None
    assert page.zone.marker.grid is None
    page.zone.go(Spot(step=None, item=ItemCode("ST-2")))
    keys("Q")
    assert page.beside.asking.place() == Spot(step=None, item=ItemCode("ZB-1"), checkpoint=ROW)


def test_answers_can_be_clicked(page: VisitPage) -> None:
    keys("Q")
    view = page.beside.asking.list
    card = view.visualRect(view.model().index(2, 0)).toRectF()
    (_right, wrong) = (chip[0].center() for chip in chips(card))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPointF(wrong).toPoint())
    assert mark(page).cells == ("--n--",)


def test_the_clock_counts_five_minutes_and_what_is_over(page: VisitPage) -> None:
    read: list[str] = []
    page.beside.asking.ticked.connect(read.append)
    keys("S")
    clock = page.beside.asking.clock
    assert clock.runs
    assert read[0].startswith("4:5")
    assert in_front(page) is None, "the rows stay in front"
    began = clock._seconds()
    clock._seconds = lambda: began + 4 * 60 + 30
    clock._tick()
    clock._seconds = lambda: began + 5 * 60 + 20
    clock._tick()
    assert texts.OVERTIME.split("{")[0] in read[-1]
    keys("S")
    assert clock.left() == TALK
    assert read[-1] == ""


def test_a_frozen_visit_takes_no_answer(page: VisitPage, qtbot: QtBot) -> None:
    keys("Q")
    page.session.desk.seal()
    with qtbot.waitSignal(page.session.frozen, timeout=1_000):
        keys("1")
    assert mark(page) == Entry()


def test_without_a_bank_the_letters_still_work(
    page: VisitPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(_count: int) -> tuple[Question, ...]:
        return ()

    monkeypatch.setattr(page.session.desk.beside, "questions", none)
    keys("Q")
    assert page.beside.asking._empty.isVisible()
    assert not page.beside.asking.list.isVisible()
    press(Qt.Key.Key_Escape)
    keys("A")
    assert mark(page).defects == 1


def test_the_day_of_a_step_is_typed_and_the_order_is_told(page: VisitPage, qtbot: QtBot) -> None:
    steps = CheckpointCode("ZB-2.3")
    page.zone.go(Spot(step=None, item=ItemCode("ZB-2"), checkpoint=steps))
    press(Qt.Key.Key_Right)
    keys("03120320")
    with qtbot.waitSignal(page.zone.marker.said, timeout=1_000) as said:
        keys("0318")
    assert said.args == [texts.WRONG_ORDER.format(step="审议")]
    entry = page.session.mark(ItemCode("ZB-2"), steps)
    assert (entry.cells[0], entry.dates[0], entry.defects) == ("yyxyyy", "03-12,03-20,03-18,,,", 1)
    with qtbot.waitSignal(page.zone.marker.said, timeout=1_000) as said:
        keys("1399")
    assert said.args == [texts.NO_DAY]
    press(Qt.Key.Key_Left)
    press(Qt.Key.Key_Backspace)
    keys("0325")
    entry = page.session.mark(ItemCode("ZB-2"), steps)
    assert (entry.cells[0], entry.defects) == ("yyyyyy", 0)
    press(Qt.Key.Key_Left)
    press(Qt.Key.Key_Space)
    entry = page.session.mark(ItemCode("ZB-2"), steps)
    assert (entry.cells[0], entry.dates[0]) == ("yynyyy", "03-12,03-20,,,,"), "missing has no day"


def test_sealing_stops_the_clock_that_somebody_forgot(page: VisitPage) -> None:
    keys("S")
    ran = [page.beside.asking.clock.runs]
    for _ in range(2):
        page.session.sealed.emit()
        ran.append(page.beside.asking.clock.runs)
    assert ran == [True, False, False], "a clock that stands still is not started"
