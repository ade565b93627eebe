"""A box to tick, with a focus ring that is seen in every theme."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QCheckBox

from inspector.ui.icons import paint_icon
from inspector.ui.look import look, u
from inspector.ui.widgets.panel import Ring

BOX, PAD = 22, 8
"""Px at 100 %: the box, and the room around it for the ring; the style's own is 13 px, and grey."""


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
        self.setMinimumHeight(u(40))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        words = QFontMetrics(self.font()).horizontalAdvance(self.text())
        return QSize(words + u(BOX + 3 * PAD), u(40))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._ring.setGeometry(self.rect())

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter, wearing = QPainter(self), look()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(u(PAD), (self.height() - u(BOX)) / 2, u(BOX), u(BOX))
        ticked = self.isChecked()
        painter.setPen(QPen(wearing.colour("accent_fill" if ticked else "control"), u(2)))
        painter.setBrush(wearing.colour("accent_fill" if ticked else "surface"))
        painter.drawRoundedRect(box, u(4), u(4))
        if ticked:
            paint_icon(painter, box.adjusted(u(2), u(2), -u(2), -u(2)), "check", "inv")
        painter.setPen(wearing.colour("text" if self.isEnabled() else "text3"))
        words = QRectF(self.rect()).adjusted(u(BOX + 2 * PAD), 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())
        self._ring.setVisible(self.hasFocus())
