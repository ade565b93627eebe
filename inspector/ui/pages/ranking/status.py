"""The strip above a ranking: hatched while it is provisional, quiet once it is frozen."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from inspector.ui.icons import paint_icon
from inspector.ui.look import look, u

HATCH, HEIGHT = 76, 40
"""Px at 100 %."""


class StatusStrip(QWidget):
    """One state in a word, what it means, and what paper will say."""

    def __init__(self) -> None:
        super().__init__()
        self._word = self._told = self._aside = ""
        self.frozen = False
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        look().changed.connect(self.updateGeometry)

    def show_state(self, word: str, told: str, *, frozen: bool, aside: str = "") -> None:
        """Show a state."""
        self._word, self._told, self._aside, self.frozen = word, told, aside, frozen
        self.setAccessibleName(f"{word}，{told}{aside}")
        self.update()

    def words(self) -> str:
        """Return everything that is written on it."""
        return f"{self._word} {self._told} {self._aside}".strip()

    def sizeHint(self) -> QSize:
        return QSize(u(400), u(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        wearing = look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        tone, ground = ("text", "sunken") if self.frozen else ("warn", "warn_soft")
        painter.fillRect(rect, wearing.colour(ground))
        left = float(u(20))
        if not self.frozen:
            self._paint_hatching(painter)
            left = float(u(HATCH + 10))
        painter.setPen(wearing.colour("line2" if self.frozen else tone))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        icon = "lock-simple" if self.frozen else "lock-simple-open"
        paint_icon(painter, QRectF(left, u(9), u(22), u(22)), icon, tone)
        left += u(30)
        left = self._write(painter, left, self._word, tone, bold=True, room=rect.width())
        aside = QFontMetricsF(wearing.font(14)).horizontalAdvance(self._aside)
        room = rect.width() - left - u(24) - (aside + u(20) if self._aside else 0)
        self._write(painter, left, self._told, "text", bold=False, room=room)
        painter.setFont(wearing.font(14))
        painter.setPen(wearing.colour("text2"))
        painter.drawText(
            rect.adjusted(0, 0, -u(20), 0),
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
            self._aside,
        )

    def _write(
        self, painter: QPainter, left: float, text: str, tone: str, *, bold: bool, room: float
    ) -> float:
        wearing = look()
        font = wearing.font(16 if bold else 15, bold=bold)
        metrics = QFontMetricsF(font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        self.setToolTip(self.words() if shown != text else "")
        painter.setFont(font)
        painter.setPen(wearing.colour(tone))
        across = metrics.horizontalAdvance(shown)
        painter.drawText(
            QRectF(left, 0, across + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, shown
        )
        return left + across + u(12)

    def _paint_hatching(self, painter: QPainter) -> None:
        painter.save()
        painter.setClipRect(QRectF(0, 0, u(HATCH), self.height()))
        painter.setPen(QPen(look().colour("warn"), 1.4))
        height = self.height()
        for left in range(-height, u(HATCH) + height, u(9)):
            painter.drawLine(left, height, left + height, 0)
        painter.restore()
