"""A question does what its keys say: Enter acts, Esc goes back, typed words are not lost."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from inspector.ui.widgets.ask import Ask, Question


@pytest.fixture
def said() -> list[list[str]]:
    return []


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(800, 600)
    window.show()
    return window


@pytest.fixture
def ask(parent: QWidget, said: list[list[str]]) -> Ask:
    reason, more = Question(word="原因"), Question(word="补充", value="原来的", must=False)
    asked = Ask("记下", [reason, more], said.append, parent)
    asked.open()
    return asked


def test_esc_goes_back_at_once_while_nothing_was_typed(ask: Ask, said: list[list[str]]) -> None:
    hidden: list[int] = []
    ask.finished.connect(hidden.append)
    QTest.keyClick(ask.fields[0], Qt.Key.Key_Escape)
    assert hidden == [Ask.DialogCode.Rejected]
    assert said == []


def test_esc_keeps_typed_words_until_it_is_pressed_again(ask: Ask, said: list[list[str]]) -> None:
    hidden: list[int] = []
    ask.finished.connect(hidden.append)
    QTest.keyClicks(ask.fields[0], "later")
    QTest.keyClick(ask.fields[1], Qt.Key.Key_Escape)
    assert hidden == []
    QTest.keyClick(ask.act, Qt.Key.Key_Escape)
    assert hidden == [Ask.DialogCode.Rejected]
    assert said == []


def test_enter_acts_once_every_must_is_filled(ask: Ask, said: list[list[str]]) -> None:
    QTest.keyClick(ask.fields[1], Qt.Key.Key_Return)
    assert said == []
    QTest.keyClicks(ask.fields[0], "later")
    QTest.keyClick(ask.fields[0], Qt.Key.Key_Return)
    assert said == [["later", "原来的"]]


def test_ctrl_enter_in_an_empty_field_stays_where_the_words_belong(
    ask: Ask, qtbot: QtBot, said: list[list[str]]
) -> None:
    qtbot.waitUntil(lambda: ask.focusWidget() is ask.fields[0])
    QTest.keyClick(ask.fields[0], Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert ask.focusWidget() is ask.fields[0]
    QTest.keyClicks(ask.fields[0], "later")
    QTest.keyClick(ask.fields[0], Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert ask.focusWidget() is ask.act
    assert said == []
