"""A field of several lines: Tab goes on, Esc is over, a text that is shown makes no noise."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from inspector.ui.widgets.words import Words


def test_several_lines_are_typed_and_leaving_is_told(qtbot: QtBot) -> None:
    words = Words("实情", "看到什么")
    qtbot.addWidget(words)
    done: list[bool] = []
    words.done.connect(lambda: done.append(True))
    QTest.keyClicks(words, "a")
    QTest.keyClick(words, Qt.Key.Key_Return)
    QTest.keyClicks(words, "b")
    assert words.text() == "a\nb"
    QTest.keyClick(words, Qt.Key.Key_Escape)
    QTest.keyClick(words, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert done == [True, True]
    assert words.text() == "a\nb"


def test_a_text_that_is_shown_makes_no_signal_and_moves_no_cursor(qtbot: QtBot) -> None:
    words = Words("实情", rows=3)
    qtbot.addWidget(words)
    changes: list[bool] = []
    words.textChanged.connect(lambda: changes.append(True))
    words.show_text("abc")
    assert not changes
    QTest.keyClicks(words, "x")
    at = words.textCursor().position()
    words.show_text(words.text())
    assert words.textCursor().position() == at
    assert words.sizeHint().height() >= words.minimumSizeHint().height()
