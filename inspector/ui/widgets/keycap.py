"""Key caps, and the bar at the foot that says which keys work here."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from inspector.ui.look import look, u

Hint = tuple[str, str]
"""Keys, separated by spaces, and what they do."""

_WRAP = int(Qt.TextFlag.TextWordWrap.value)


def cap_width(text: str) -> float:
    """Return how wide a key cap is, in px."""
    metrics = QFontMetricsF(look().font(13, bold=True))
    return max(metrics.horizontalAdvance(text) + u(12), u(22))


def paint_cap(
    painter: QPainter,
    left: float,
    middle: float,
    text: str,
    *,
    ink: str = "text2",
    fill: str = "surface",
) -> float:
    """Paint one key cap whose left edge and middle line are given; return its width."""
    width, height = cap_width(text), u(22)
    rect = QRectF(left, middle - height / 2, width, height)
    wearing = look()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(wearing.colour(ink), wearing.theme.stroke))
    painter.setBrush(wearing.colour(fill))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), u(4), u(4))
    painter.setFont(wearing.font(13, bold=True))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()
    return width


class KeyLine(QWidget):
    """The caps of one command and what they do, in a line or, where it is narrow, in more."""

    CAPS = 132
    """Px at 100 % that are kept for the caps, so that the words of a column stand in line."""

    def __init__(self, keys: str, words: str) -> None:
        super().__init__()
        self._caps, self._words = keys.split(), words
        self.setAccessibleName(f"{keys} {words}")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(u(self.CAPS + 120), u(30))

    def minimumSizeHint(self) -> QSize:
        return QSize(u(self.CAPS + 80), u(30))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(u(30), self._height(width) + u(8))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        wearing = look()
        painter = QPainter(self)
        left = 0.0
        for cap in self._caps:
            left += paint_cap(painter, left, u(15), cap) + u(4)
        painter.setFont(wearing.font(15))
        painter.setPen(wearing.colour("text"))
        left = self._left()
        rect = QRectF(left, u(4), self.width() - left, self.height())
        painter.drawText(rect, _WRAP, self._words)

    def _left(self) -> float:
        caps = sum(cap_width(cap) + u(4) for cap in self._caps)
        return max(caps + u(6), float(u(self.CAPS)))

    def _height(self, width: int) -> int:
        area = QRect(0, 0, max(round(width - self._left()), u(60)), 10_000)
        return QFontMetrics(look().font(15)).boundingRect(area, _WRAP, self._words).height()


class KeyHints(QWidget):
    """One line of keys and what they do; what does not fit is left to F1."""

    def __init__(self, hints: Sequence[Hint] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hints = tuple(hints)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        look().changed.connect(self.updateGeometry)

    def set_hints(self, hints: Sequence[Hint]) -> None:
        """Show other keys."""
        self._hints = tuple(hints)
        self.setAccessibleName("，".join(f"{keys} {words}" for keys, words in hints))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(u(300), u(36))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        wearing = look()
        painter = QPainter(self)
        painter.fillRect(self.rect(), wearing.colour("surface"))
        painter.setPen(wearing.colour("line"))
        painter.drawLine(QPointF(0, 0.5), QPointF(self.width(), 0.5))
        font = wearing.font(13)
        metrics = QFontMetricsF(font)
        left, middle = float(u(16)), self.height() / 2
        for keys, words in self._hints:
            caps = keys.split()
            width = sum(cap_width(cap) + u(4) for cap in caps) + metrics.horizontalAdvance(words)
            if left + width > self.width() - u(16):
                return
            for cap in caps:
                left += paint_cap(painter, left, middle, cap) + u(4)
            painter.setFont(font)
            painter.setPen(wearing.colour("text2"))
            rect = QRectF(left + u(2), 0, metrics.horizontalAdvance(words) + 2, self.height())
            painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, words)
            left += metrics.horizontalAdvance(words) + u(18)
