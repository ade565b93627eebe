"""What a row cannot show whole ends in …, so that nobody takes a part for all."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPixmap
from pytestqt.qtbot import QtBot

from inspector.ui.look import look
from inspector.ui.pages.visit.row_paint import fitting


@pytest.mark.parametrize(
    ("words", "whole"), [("车辆乱停", True), ("小区数只说出六个、" * 12, False)]
)
def test_two_lines_hold_all_or_say_that_they_do_not(
    qtbot: QtBot, words: str, *, whole: bool
) -> None:
    del qtbot
    pixmap = QPixmap(300, 100)
    painter = QPainter(pixmap)
    painter.setFont(look().font(14))
    place = QRectF(0, 0, 240, painter.fontMetrics().height() * 2)
    shown = fitting(painter, words, place)
    longer = fitting(painter, words, place.adjusted(0, 0, 0, place.height()))
    painter.end()
    assert (shown == words) is whole
    if not whole:
        assert shown.endswith("…")
        assert words.startswith(shown[:-1])
        assert 10 < len(shown) < len(longer)
