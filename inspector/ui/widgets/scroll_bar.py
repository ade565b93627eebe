"""A slim scroll bar: a thumb in the colours of the look, no arrows, no frame."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea, QScrollBar

from inspector.ui.look import look, u

WIDTH, THUMB = 14, 8
"""Px at 100 %: wide enough for a finger on a touch pad, painted narrower."""

SHORTEST = 36
"""Px at 100 % of the thumb in a very long list."""


class SlimBar(QScrollBar):
    """Stands at the right edge of a list, or lies at the foot of a page.

    What it hides can also be reached by keys.
    """

    def __init__(
        self,
        lies: Qt.Orientation = Qt.Orientation.Vertical,
        ink: str = "star_off",
        width: tuple[float, float] = (WIDTH, THUMB),
    ) -> None:
        super().__init__(lies)
        self._ink = ink
        self._width, self._thumb = width
        look().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        upright = QSize(u(self._width), u(60))
        return upright if self._upright else upright.transposed()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        span = self.maximum() - self.minimum()
        if span <= 0:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look().colour("control" if self.underMouse() else self._ink))
        painter.drawRoundedRect(self.thumb(), u(self._thumb) / 2, u(self._thumb) / 2)

    def thumb(self) -> QRectF:
        """Return where the thumb is."""
        span = self.maximum() - self.minimum()
        room = (self.height() if self._upright else self.width()) - u(4)
        length = min(max(room * self.pageStep() / (span + self.pageStep()), u(SHORTEST)), room)
        top = u(2) + (room - length) * (self.value() - self.minimum()) / span if span else u(2)
        if not self._upright:
            return QRectF(top, (self.height() - u(self._thumb)) / 2, length, u(self._thumb))
        return QRectF((self.width() - u(self._thumb)) / 2, top, u(self._thumb), length)

    @property
    def _upright(self) -> bool:
        return self.orientation() is Qt.Orientation.Vertical


def slim(area: QAbstractScrollArea) -> None:
    """Give an area the slim bar."""
    area.setVerticalScrollBar(SlimBar())
