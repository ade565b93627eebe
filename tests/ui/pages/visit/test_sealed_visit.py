"""A visit after 定稿 is read, not changed, and the page says so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from inspector.actions.inventing import invent
from inspector.domain.ids import CheckpointCode, ItemCode, StepId
from inspector.ui.job import Jobs
from inspector.ui.pages.visit import sign_texts, texts
from inspector.ui.pages.visit.desk import VisitDesk
from inspector.ui.pages.visit.page import VisitPage
from inspector.ui.pages.visit.route import Spot
from inspector.ui.widgets.ask import Ask
from inspector.ui.widgets.button import Button

ROW = CheckpointCode("ST-2.1")


@pytest.fixture
def open_page(
    qtbot: QtBot, desk: VisitDesk, jobs: Jobs, settings: QSettings, seconds: object
) -> Iterator[VisitPage]:
    """A visit with nothing but photos missing."""
    for code, entry in invent(desk.rubric, Random(1), care=0.9).items():
        desk.put_item(code, entry)
    page = VisitPage(desk, jobs, settings, seconds)  # type: ignore[arg-type]  # a fixture's type
    qtbot.addWidget(page)
    page.resize(1366, 768)
    page.show()
    yield page
    assert jobs.wait()


@pytest.fixture
def page(open_page: VisitPage) -> VisitPage:
    """The same, sealed while it was open."""
    open_page.show_review()
    open_page.review.seal.emit("")
    open_page.show_review()
    return open_page


def words(part: QWidget) -> str:
    return " ".join(button.text() for button in part.findChildren(Button) if button.isVisible())


def to_rows(page: VisitPage) -> None:
    page.show_scoring()
    page.zone.go(Spot(step=StepId("look"), item=ItemCode("ST-2"), checkpoint=ROW))


def test_it_opens_at_its_result_with_lock_and_time(
    page: VisitPage, jobs: Jobs, settings: QSettings, qtbot: QtBot
) -> None:
    again = VisitPage(page.session.desk, jobs, settings)
    qtbot.addWidget(again)
    assert again.head.saved.text() == "已定稿 11月5日 11:02"
    assert again.hints() == sign_texts.SIGN_KEYS, "what comes next is to sign"
    again.show_review()
    assert again.hints() == texts.SEALED_REVIEW_KEYS
    assert "得" in again.review._total.text()
    assert "暂计" not in again.review._total.text()


def test_only_what_is_read_can_be_pressed(page: VisitPage) -> None:
    shown = words(page.review)
    assert texts.SEAL not in shown.split()
    assert {sign_texts.SIGN, sign_texts.FOR_SECRETARY} <= set(shown.split())
    to_rows(page)
    shown = words(page.zone)
    for gone in (texts.CONFIRM, texts.UNDO, texts.PHOTO_ADD, texts.NEXT_GAP):
        assert gone not in shown
    assert texts.SHEET in shown
    assert page.hints() == texts.SEALED_KEYS


def test_keys_say_once_that_it_is_frozen(page: VisitPage) -> None:
    to_rows(page)
    before = dict(page.session.counted)
    told: list[str] = []
    page.toast.connect(told.append)
    for key in "A1TZNXLMP+-/":
        QTest.keyClicks(page.zone.rows, key)
    page.zone.marker.tick(0, 0)
    page.zone.marker.go_back()
    page.photos.choose()
    page.photos.take_in([Path("村口.jpg")])
    page.zone.tray.toggle()
    assert told == [texts.FROZEN]
    assert page.session.counted == before
    assert not page.zone.strip.is_open


def test_enter_only_goes_on(page: VisitPage) -> None:
    to_rows(page)
    before = page.zone.spot.item
    QTest.keyClick(page.zone.rows, Qt.Key.Key_Return)
    assert page.zone.spot.item != before


def test_its_rows_have_values_and_nothing_to_press(page: VisitPage) -> None:
    to_rows(page)
    row = page.zone._model.view(0)
    assert row.frozen
    assert row.current
    page.grab()
    page.zone.go(Spot(step=None, item=ItemCode("ZB-2"), checkpoint=CheckpointCode("ZB-2.3")))
    page.grab()


def test_a_gap_left_open_is_looked_at_not_filled(page: VisitPage) -> None:
    page.show_review()
    line = page.review._gaps.line(page.review._gaps.gaps()[0])
    assert line.act == texts.LOOK_THERE
    page.review._go(page.review.gap_list.currentIndex())
    assert page._filling is None


def test_ctrl_enter_asks_why_the_rest_is_left_before_it_seals(open_page: VisitPage) -> None:
    open_page.show_review()
    assert texts.MUSTS_FILLED in open_page.review._head.text()
    QTest.keyClick(
        open_page.review.gap_list, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
    )
    (asked,) = open_page.review.findChildren(Ask)
    QTest.keyClick(asked, Qt.Key.Key_Return)
    assert not open_page.session.stopped(), "without a reason nothing is left open"
    asked.fields[0].setText("照片在另一台手机里")
    QTest.keyClick(asked.fields[0], Qt.Key.Key_Return)
    assert open_page.session.stopped()
    assert {one.reason for one in open_page.session.desk.paper.left()} == {"照片在另一台手机里"}


def test_escape_goes_back_step_by_step(page: VisitPage, qtbot: QtBot) -> None:
    page.show_review()
    QTest.keyClick(page.review.gap_list, Qt.Key.Key_Escape)
    assert page.parts.currentWidget() is page.zone
    with qtbot.waitSignal(page.left, timeout=1_000):
        QTest.keyClick(page.zone.rows, Qt.Key.Key_Escape)


def test_the_tab_of_the_review_has_its_tick_only_once_sealed(open_page: VisitPage) -> None:
    assert open_page.review.tab() == (texts.REVIEW, 0, 0)
    open_page.show_review()
    open_page.review.seal.emit("")
    assert open_page.review.tab() == (texts.REVIEW, 1, 1)


def test_a_sealed_visit_is_not_paused(open_page: VisitPage) -> None:
    open_page.show_review()
    assert open_page.review.pause_button.isVisible()
    open_page.review.seal.emit("")
    open_page.show_review()
    assert not open_page.review.pause_button.isVisible()
