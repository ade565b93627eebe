"""The strip over every page of a practice: nothing here counts."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QPainter, QPaintEvent

from inspector.ui.look import look, u
from inspector.ui.widgets.button import Button
from inspector.ui.widgets.label import Elided
from inspector.ui.widgets.panel import Panel, row


class PracticeBar(Panel):
    """Hatched, so that it is told apart without colour; ``end`` is its button."""

    def __init__(self, sentence: str, act: str, end: Callable[[], object]) -> None:
        super().__init__("conflict_soft")
        self.label = Elided(sentence, 15, "conflict", bold=True)
        self.setAccessibleName(sentence)
        self.button = Button(act, end)
        box = row(self.label, self.button, gap=10)
        box.setStretch(0, 1)
        box.setContentsMargins(u(34), u(4), u(14), u(4))
        self.setLayout(box)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter, line = QPainter(self), u(2)
        ink = look().colour("conflict")
        hatch = self.rect().adjusted(u(6), u(4), 0, -u(4) - line)
        hatch.setWidth(u(20))
        painter.fillRect(hatch, QBrush(ink, Qt.BrushStyle.BDiagPattern))
        painter.fillRect(0, self.height() - line, self.width(), line, ink)
