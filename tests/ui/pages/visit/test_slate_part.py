"""The slate covers the window, black on white, and works by keys alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from memory_photos import PEOPLE, MemorySlates
from PySide6.QtCore import QSettings, QSize, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from inspector.domain.slate import How, PhoneClock
from inspector.media.intake import take_in
from inspector.sheets.slate_code import modules
from inspector.ui.job import Jobs
from inspector.ui.look import look
from inspector.ui.pages.visit import slate_texts as texts
from inspector.ui.pages.visit.desk import VisitDesk
from inspector.ui.pages.visit.page import VisitPage
from inspector.ui.pages.visit.slate_board import SlateBoard
from inspector.ui.widgets.ask import Ask

LONG = "大柳树河西岸头道沟㟃头䢺岭𬇙水二十一里铺移民安置新村社区居民委"


@pytest.fixture
def page(qtbot: QtBot, desk: VisitDesk, jobs: Jobs, settings: QSettings) -> Iterator[VisitPage]:
    page = VisitPage(desk, jobs, settings)
    qtbot.addWidget(page)
    page.resize(1366, 697)
    page.show()
    yield page
    assert jobs.wait()


@pytest.fixture
def slates(desk: VisitDesk) -> MemorySlates:
    assert isinstance(desk.slates, MemorySlates)
    return desk.slates


@pytest.fixture
def board(page: VisitPage) -> SlateBoard:
    page.shooting.show_slate()
    return page.shooting.slate.board


def press(board: SlateBoard, key: Qt.Key) -> None:
    QTest.keyClick(board, key)


def states(board: SlateBoard) -> list[str]:
    return [chip.state for chip in board.chips]


def test_f3_covers_the_window_in_white_whatever_the_theme(page: VisitPage) -> None:
    look().switch("dark")
    QTest.keyClick(page, Qt.Key.Key_F3)
    board = page.shooting.slate.board
    assert board.isVisible()
    assert board.geometry() == page.rect()
    shot = board.grab().toImage()
    assert shot.pixelColor(5, 5).name() == "#ffffff"
    assert page.hints() == texts.KEYS
    page.resize(1093, 546)
    assert board.size() == QSize(1093, 546)
    look().switch("light")


def test_each_second_shows_another_code(board: SlateBoard) -> None:
    before = board.face
    board.refresh()
    assert before.clock < board.face.clock
    assert before.modules != board.face.modules


def test_it_rests_while_nobody_sees_it(board: SlateBoard, page: VisitPage) -> None:
    assert board._second.isActive()
    press(board, Qt.Key.Key_Return)
    assert not board.isVisible()
    assert not board._second.isActive()
    assert page.parts.part is None
    assert page.zone.rows.hasFocus()


def test_phones_are_ticked_and_the_code_says_whose_turn_it_is(
    board: SlateBoard, slates: MemorySlates
) -> None:
    assert states(board) == [texts.TURN, *[texts.WAITING] * 3]
    press(board, Qt.Key.Key_1)
    press(board, Qt.Key.Key_2)
    assert states(board) == [texts.DONE, texts.DONE, texts.TURN, texts.WAITING]
    assert slates.seats[-1] == 3
    press(board, Qt.Key.Key_1)
    assert slates.seats[-1] == 1
    for key in (Qt.Key.Key_1, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_9):
        press(board, key)
    assert slates.seats[-1] == 0  # nobody's turn any more
    QTest.mouseClick(board.chips[3], Qt.MouseButton.LeftButton)
    assert states(board)[3] == texts.TURN


def test_a_phone_that_was_read_back_is_set(page: VisitPage, slates: MemorySlates) -> None:
    slates.known.append(PhoneClock(camera="A", how=How.QR, owner=PEOPLE[1].id, shown="x"))
    page.shooting.show_slate()
    assert states(page.shooting.slate.board)[1] == texts.SET
    assert page.shooting.slate.tab() == (texts.SLATE, 1, 4)


def test_phones_that_were_ticked_and_not_read_yet_are_both_said(
    board: SlateBoard, page: VisitPage, slates: MemorySlates
) -> None:
    part = page.shooting.slate
    assert board._note() == texts.BRIGHT
    press(board, Qt.Key.Key_1)
    press(board, Qt.Key.Key_2)
    assert board._note().startswith("已照 2/4，已读到 0/4")
    assert board._note() in board.accessibleName()
    press(board, Qt.Key.Key_Return)
    assert part.tab() == (texts.SHOT_READ.format(shot=2, count=4), 0, 4)
    assert "起始 已照 2/4，已读到 0/4" in page.head.tabs.accessibleName() + "".join(
        page.head.tabs.words(place) for place in range(1)
    )
    slates.known.append(PhoneClock(camera="A", how=How.QR, owner=PEOPLE[0].id, shown="x"))
    assert board.tally() == (2, 1)
    slates.known.append(PhoneClock(camera="B", how=How.TYPED, owner=PEOPLE[1].id, shown="x"))
    assert part.tab() == (texts.SLATE, 2, 4)
    slates.known.append(PhoneClock(camera="C", how=How.NAMED, owner=PEOPLE[2].id))
    assert part.tab() == (texts.SLATE, 2, 4)  # whose it is sets no clock


def test_a_leader_does_without_it_and_says_why(
    board: SlateBoard, page: VisitPage, slates: MemorySlates, qtbot: QtBot
) -> None:
    press(board, Qt.Key.Key_X)
    ask = board.findChild(Ask)
    assert ask is not None
    ask.fields[0].setText("四不两直")
    with qtbot.waitSignal(page.shooting.tab_changed):
        ask.act.click()
    assert [clock.reason for clock in slates.known] == ["四不两直"]
    assert page.shooting.slate.tab() == (texts.SLATE, 4, 4)
    assert not board.isVisible()


def test_a_refused_reason_is_told(board: SlateBoard, page: VisitPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.failed):
        page.shooting.slate._skip(" ")
    assert board.isVisible()


def test_enter_on_a_button_and_escape_leave_it(page: VisitPage) -> None:
    for leave in ("start", "back", "escape"):
        page.shooting.show_slate()
        board = page.shooting.slate.board
        if leave == "start":
            QTest.keyClick(board.start_button, Qt.Key.Key_Return)
        elif leave == "back":
            board.back_button.click()
        else:
            press(board, Qt.Key.Key_Escape)
        assert not board.isVisible(), leave


def test_keys_of_nobody_are_left_alone(board: SlateBoard) -> None:
    press(board, Qt.Key.Key_Q)
    QTest.keyClick(board.start_button, Qt.Key.Key_Q)
    QTest.keyClick(board, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert states(board)[0] == texts.TURN
    assert board.isVisible()


@pytest.mark.parametrize("size", [(1366, 768), (1366, 697), (1093, 546), (880, 480)])
def test_a_name_of_33_characters_is_not_cut(
    page: VisitPage, slates: MemorySlates, size: tuple[int, int]
) -> None:
    """Whatever stands below the name stays below it: the code's line is where it is drawn last."""
    slates.site = LONG
    page.resize(*size)
    page.shooting.show_slate()
    board = page.shooting.slate.board
    assert LONG in board.accessibleName()
    assert not board.grab().isNull()
    lowest = max(chip.geometry().bottom() for chip in board.chips)
    assert lowest < board.start_button.y()
    assert board.back_button.geometry().bottom() <= board.height()


@pytest.mark.parametrize("size", [(1366, 697), (1093, 546)])
def test_what_the_screen_shows_is_read_back(
    page: VisitPage,
    slates: MemorySlates,
    monkeypatch: pytest.MonkeyPatch,
    size: tuple[int, int],
    tmp_path: Path,
) -> None:
    shown = slates.face(1)
    line = "WXS1:4F1C09AB:419924102217:T07:261103083120:1:9C3E"
    monkeypatch.setattr(slates, "face", lambda _seat: replace(shown, modules=modules(line)))
    page.resize(*size)
    page.shooting.show_slate()
    page.shooting.slate.board.grab().save(str(tmp_path / "screen.png"))
    assert take_in(tmp_path / "screen.png").codes == (line,)
