"""A choice of few: one of the segments is chosen, the strip is one Tab stop."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from inspector.ui.look import look, u
from inspector.ui.widgets.strip import Strip

HEIGHT, INSET, PAD = 38, 3, 14
"""Px at 100 %."""
NONE = -1
"""The place that is chosen while nothing is."""


class Segments(Strip):
    """Words side by side; ``chosen`` carries the place that people chose.

    Arrows choose at once, as in a group of radio buttons.
    """

    chosen = Signal(int)

    def __init__(self, name: str, words: Sequence[str]) -> None:
        super().__init__(name)
        self._title = name
        self._words = tuple(words)
        self.at = 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.picked.connect(self._pick)
        self._tell()

    def choose(self, place: int) -> None:
        """Show ``place`` as chosen, without a signal."""
        self.at, self.cursor_at = place, max(place, 0)
        self._tell()
        self.update()

    def segments(self) -> list[QRectF]:
        left, found = float(u(INSET)), []
        for words in self._words:
            width = self._width(words)
            found.append(QRectF(left, u(INSET), width, self.height() - 2 * u(INSET)))
            left += width
        return found

    def words(self, place: int) -> str:
        return self._words[place]

    def sizeHint(self) -> QSize:
        across = sum(self._width(words) for words in self._words) + 2 * u(INSET)
        return QSize(round(across + 0.5), u(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look().colour("line2"), look().theme.stroke))
        painter.setBrush(look().colour("sunken"))
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(rect, u(8), u(8))
        painter.end()
        super().paintEvent(event)

    def paint_segment(self, painter: QPainter, rect: QRectF, place: int) -> None:
        wearing, chosen = look(), place == self.at
        if chosen:
            painter.setPen(QPen(wearing.colour("accent_line"), wearing.theme.stroke))
            painter.setBrush(wearing.colour("surface"))
            painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), u(6), u(6))
        painter.setFont(wearing.font(15, bold=chosen))
        painter.setPen(wearing.colour("accent" if chosen else "text2"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self._words[place])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        before = self.cursor_at
        super().keyPressEvent(event)
        if self.cursor_at != before:
            self._pick(self.cursor_at)

    def _pick(self, place: int) -> None:
        if place != self.at:
            self.choose(place)
            self.chosen.emit(place)

    def _tell(self) -> None:
        now = f"：{self._words[self.at]}" if self.at != NONE else ""
        self.setAccessibleName(f"{self._title}{now}")

    def _width(self, words: str) -> float:
        metrics = QFontMetricsF(look().font(15, bold=True))
        return metrics.horizontalAdvance(words) + u(2 * PAD)
