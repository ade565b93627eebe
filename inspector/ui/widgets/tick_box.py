"""A box to tick, with a focus ring that is seen in every theme."""

from __future__ import annotations

from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox

from inspector.ui.look import look, u
from inspector.ui.widgets.panel import Ring


class TickBox(QCheckBox):
    """``name`` stands beside it and is what screen readers say."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setAccessibleName(name)
        self._ring = Ring(self)
        self.dress()
        look().changed.connect(self.dress)

    def dress(self) -> None:
        """Take font and height from the look."""
        self.setFont(look().font(16))
        self.setMinimumHeight(u(36))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._ring.setGeometry(self.rect())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self._ring.setVisible(self.hasFocus())
