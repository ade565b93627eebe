"""What somebody new to a visit looked for on the screen, and did not find."""

from __future__ import annotations

from random import Random

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from inspector.actions.inventing import invent
from inspector.domain.ids import CheckpointCode, ItemCode
from inspector.domain.ledger import QUESTIONS
from inspector.domain.scorecard import GapKind
from inspector.domain.visit import Entry as Mark
from inspector.ui.look import look
from inspector.ui.navigation import Workspace
from inspector.ui.page import Entry
from inspector.ui.pages.visit import sign_texts, texts
from inspector.ui.pages.visit.desk import VisitDesk
from inspector.ui.pages.visit.marker import Asking
from inspector.ui.pages.visit.page import VisitPage
from inspector.ui.pages.visit.route import Spot
from inspector.ui.pages.visit.row_layout import _unit_of
from inspector.ui.shell import Shell
from inspector.ui.widgets.ask import Ask

ROOMS = [(1366, 697), (1093, 546)]


def visit(shell: Shell, desk: VisitDesk, settings: QSettings) -> VisitPage:
    """Open a visit in which everything but the photos is there."""
    for code, counted in invent(desk.rubric, Random(1), care=0.9).items():
        desk.put_item(code, counted)
    page = VisitPage(desk, shell.jobs, settings)
    entry = Entry(key="visit", word="考评", icon="house", build=lambda: page)
    shell.open_workspace(Workspace.FIELD, [entry], "T01", "visit")
    return page


@pytest.mark.parametrize("room", ROOMS)
def test_the_right_to_object_never_steps_back(
    shell: Shell, qtbot: QtBot, desk: VisitDesk, settings: QSettings, room: tuple[int, int]
) -> None:
    look().rescale(1.15)
    shell.resize(*room)
    page = visit(shell, desk, settings)
    page.show_review()
    qtbot.waitUntil(page.review.seal_button.isVisible)
    assert page.review.object_button.isVisible()
    page.ending.seal("雨天")
    page.show_review()
    assert page.review.object_button.isVisible()


def test_f5_opens_the_review_and_its_tab_says_so(page: VisitPage) -> None:
    plain = page.head.tabs._widths()[-2]
    QTest.keyClick(page.zone.rows, Qt.Key.Key_F5)
    assert page.parts.part is page.review
    assert (texts.REVIEW_KEY, texts.REVIEW) in texts.SCORING_KEYS
    page.head.tabs.show_steps([("甲乙", 0, 0), (texts.REVIEW, 0, 0)], 0)
    assert page.head.tabs._widths()[1] > page.head.tabs._widths()[0]
    assert plain > page.head.tabs._widths()[0]


def test_f10_keeps_what_is_typed_and_goes_to_the_handing_in(page: VisitPage, qtbot: QtBot) -> None:
    QTest.keyClick(page.zone.rows, Qt.Key.Key_T)
    page.zone.strip.field.setText("垃圾没有清")
    with qtbot.waitSignal(page.handing):
        QTest.keyClick(page.zone.strip.field, Qt.Key.Key_F10)
    spot = page.zone.spot
    assert spot.checkpoint is not None
    mark = page.session.mark(spot.item, spot.checkpoint)
    assert [reason.text for reason in mark.reasons] == ["垃圾没有清"]
    assert "F10" in sign_texts.LOCKED_NOW


@pytest.mark.parametrize("room", ROOMS)
def test_a_gap_of_photos_opens_the_drawer(
    shell: Shell, desk: VisitDesk, settings: QSettings, room: tuple[int, int]
) -> None:
    shell.resize(*room)
    page = visit(shell, desk, settings)
    if page.zone.tray.isVisibleTo(page):
        page.zone.toggle_drawer()
    gap = next(one for one in page.session.scorecard.gaps if one.kind is GapKind.PHOTOS)
    page.show_review()
    page.review.fill.emit(gap)
    assert page.zone.tray.isVisibleTo(page)
    assert shell.toast.sentence() == texts.PHOTOS_MISSING
    page.zone.open_drawer()
    assert page.zone.tray.isVisibleTo(page)


def test_the_button_says_what_enter_does_while_a_text_is_written(page: VisitPage) -> None:
    zone = page.zone
    before = zone._confirm.text()
    QTest.keyClick(zone.rows, Qt.Key.Key_T)
    assert (zone._confirm.text(), zone._confirm.key) == (texts.ASK_TAKE, "Enter")
    zone.strip.field.setText("垃圾没有清")
    here = zone.spot
    QTest.mouseClick(zone._confirm, Qt.MouseButton.LeftButton)
    assert not zone.strip.is_open
    assert zone.spot == here, "the click closed the field, and confirmed nothing"
    assert zone._confirm.text() == before
    zone._ask(Asking.TYPED, "abc")
    assert zone._confirm.text() == texts.TYPED_TAKE
    QTest.mouseClick(zone._confirm, Qt.MouseButton.LeftButton)
    assert zone.strip.is_open, "letters are no reason"


def test_a_question_that_was_answered_by_another_key_goes(
    shell: Shell, qtbot: QtBot, desk: VisitDesk, settings: QSettings
) -> None:
    page = visit(shell, desk, settings)
    page.show_scoring()
    for answer in (Qt.Key.Key_Down, Qt.Key.Key_L):
        QTest.keyClick(page.zone.rows, Qt.Key.Key_X)
        assert shell.toast.sentence() == texts.CLEAR_AGAIN
        QTest.keyClick(page.zone.rows, answer)
        assert shell.toast.sentence() == ""
    page.toast.emit("还差要填的数")
    qtbot.waitUntil(lambda: not shell.toast._fresh.isActive())
    QTest.keyClick(page.zone.rows, Qt.Key.Key_L)
    assert shell.toast.sentence() == "", "the row was changed: it was answered"


def test_a_count_that_the_questions_replace_is_said_and_comes_back(page: VisitPage) -> None:
    asking, told = page.beside.asking, []
    page.undoable.connect(lambda words, undo: told.append((words, undo)))
    row = next(
        (item, one)
        for item in page.session.rubric.items()
        for one in item.checkpoints
        if one.grid is not None and one.grid.kind == QUESTIONS
    )
    spot = Spot(step=None, item=ItemCode(row[0].code), checkpoint=CheckpointCode(row[1].code))
    page.zone.go(spot)
    page.session.put_mark(spot, Mark(defects=2))
    page.beside.ask()
    QTest.keyClick(asking.list, Qt.Key.Key_0)
    ((words, undo),) = told
    assert words == texts.COUNT_REPLACED.format(count=2)
    QTest.keyClick(asking.list, Qt.Key.Key_0)
    assert len(told) == 1, "said once"
    assert undo()
    assert page.session.mark(spot.item, row[1].code) == Mark(defects=2)


def test_a_rate_is_typed_beside_its_unit() -> None:
    assert _unit_of("小区党支部覆盖率（%）") == "%"
    assert _unit_of("参会率") == ""


def test_the_button_of_a_reason_says_what_it_does(page: VisitPage) -> None:
    page.show_review()
    review = page.review
    for line in map(review._gaps.line, range(review._gaps.rowCount())):
        if line.gap is not None and not line.gap.must:
            review.leaving.explain(line)
            break
    (ask,) = page.findChildren(Ask)
    assert ask.windowTitle() == sign_texts.LEAVE
    assert ask.act.text() == sign_texts.LEAVE_NOTE
    ask.reject()
