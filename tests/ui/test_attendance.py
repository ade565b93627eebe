"""谁到场 by keyboard: ticks, the rule that hinders, and who goes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from still_day import LONG, MEMBERS

from inspector.actions.attending import Attendance, Seat
from inspector.ui.attendance import WhoIsThere
from inspector.ui.widgets.told_list import TOLD_ROLE, Told

RULE = "本人包联的村，或近亲属任村干部的村"
Ask = Callable[..., WhoIsThere]


def attendance(*recused: int, least: int = 2) -> Attendance:
    return Attendance(
        place=f"古塬镇 {LONG}（213）",
        seats=tuple(
            Seat(member=member, present=True, rule=RULE if place in recused else "")
            for place, member in enumerate(MEMBERS)
        ),
        least=least,
        stand_aside=True,
    )


@pytest.fixture
def went() -> list[Attendance]:
    return []


@pytest.fixture
def ask(qtbot: QtBot, went: list[Attendance]) -> Ask:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1_093, 546)
    window.show()

    def build(there: Attendance, *, begin: bool) -> WhoIsThere:
        dialog = WhoIsThere(there, went.append, window, begin=begin)
        dialog.open()
        qtbot.waitUntil(dialog.isVisible)
        return dialog

    return build


def told(dialog: WhoIsThere, row: int) -> Told:
    line = dialog.seats.lines.data(dialog.seats.lines.index(row, 0), TOLD_ROLE)
    assert isinstance(line, Told)
    return line


def test_who_keeps_away_is_named_with_the_rule_and_enter_begins_with_the_rest(
    ask: Ask, went: list[Attendance]
) -> None:
    dialog = ask(attendance(2), begin=True)
    assert told(dialog, 2).title == "3　傅长顺　考评员"
    assert RULE in told(dialog, 2).text
    assert dialog.act.text() == "换人，3 人开始"
    QTest.keyClick(dialog.seats, Qt.Key.Key_3)
    assert dialog.act.text() == "换人，3 人开始", "who keeps away cannot be ticked"
    QTest.keyClick(dialog.seats, Qt.Key.Key_4)
    QTest.keyClick(dialog.seats, Qt.Key.Key_Return)
    (there,) = went
    assert there.people == ("T04-1", "T04-2")
    assert there.absent == {"T04-4"}


def test_too_few_wait_with_the_reason_beside_the_button(ask: Ask, went: list[Attendance]) -> None:
    dialog = ask(attendance(1, 2, 3), begin=True)
    assert not dialog.act.isEnabled()
    assert dialog.reason.text() == "能去的只有 1 人，少于 2 人不能考评。"
    QTest.keyClick(dialog.seats, Qt.Key.Key_Return)
    assert went == []
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_who_is_there_today_is_ticked_by_space_digit_or_mouse(
    ask: Ask, went: list[Attendance]
) -> None:
    dialog = ask(attendance(2), begin=False)
    assert dialog.act.text() == "记下 4 人到场"
    QTest.keyClick(dialog.seats, Qt.Key.Key_Space)
    QTest.keyClick(dialog.seats, Qt.Key.Key_3)
    QTest.keyClick(dialog.seats, Qt.Key.Key_9)
    dialog.seats.clicked.emit(dialog.seats.lines.index(3, 0))
    assert [told(dialog, row).text for row in range(4)] == ["没来", "到场", "没来", "没来"]
    assert dialog.seats.currentIndex().row() == 3
    QTest.keyClick(dialog.seats, Qt.Key.Key_Up)
    QTest.keyClick(dialog.act, Qt.Key.Key_Return)
    assert went[0].present == ("T04-2",)


def test_enter_in_the_card_itself_is_the_button(ask: Ask, went: list[Attendance]) -> None:
    dialog = ask(attendance(), begin=False)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert len(went) == 1
    dialog = ask(attendance(), begin=False)
    QTest.keyClick(dialog, Qt.Key.Key_A)
    assert dialog.isVisible()
