"""One drawing that says how photos come in: by card or cable, by the folder 收图, by dragging."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from inspector.ui.icons import paint_icon
from inspector.ui.look import look, u
from inspector.ui.pages.visit import photo_texts as texts

WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop


class How(QWidget):
    """Three ways beside each other, each with its sign, and an arrow into the visit."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        said = "；".join(f"{title}：{text}" for _icon, title, text in texts.HOW)
        self.setAccessibleName(f"{texts.HOW_TITLE}。{said}。{texts.HOW_NOTE}")

    def sizeHint(self) -> QSize:
        return QSize(u(560), u(330))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        wearing, painter = look(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(wearing.font(20, bold=True))
        painter.setPen(wearing.colour("text"))
        painter.drawText(QRectF(0, u(8), self.width(), u(36)), WRAP, texts.HOW_TITLE)
        gap, top = u(14), u(56)
        wide = (self.width() - 2 * gap) / 3
        high = min(self.height() - top - u(70), u(230))
        for at, (icon, title, words) in enumerate(texts.HOW):
            card = QRectF(at * (wide + gap), top, wide, high)
            self._paint_way(painter, card, icon, title, words)
        painter.setFont(wearing.font(15))
        painter.setPen(wearing.colour("text2"))
        note = QRectF(u(10), top + high + u(14), self.width() - u(20), u(54))
        painter.drawText(note, WRAP, texts.HOW_NOTE)

    def _paint_way(
        self, painter: QPainter, card: QRectF, icon: str, title: str, words: str
    ) -> None:
        wearing = look()
        painter.setPen(QPen(wearing.colour("line2"), wearing.theme.stroke))
        painter.setBrush(wearing.colour("surface"))
        painter.drawRoundedRect(card, u(8), u(8))
        middle, top = card.center().x(), card.top() + u(38)
        paint_icon(painter, QRectF(middle - u(68), top - u(22), u(44), u(44)), icon, "accent")
        painter.setPen(QPen(wearing.colour("text2"), u(2)))
        painter.drawLine(QPointF(middle - u(14), top), QPointF(middle + u(14), top))
        painter.drawLine(QPointF(middle + u(8), top - u(6)), QPointF(middle + u(14), top))
        painter.drawLine(QPointF(middle + u(8), top + u(6)), QPointF(middle + u(14), top))
        paint_icon(painter, QRectF(middle + u(24), top - u(22), u(44), u(44)), "images", "accent")
        painter.setPen(wearing.colour("text"))
        painter.setFont(wearing.font(17, bold=True))
        inner = card.adjusted(u(12), u(72), -u(12), 0)
        painter.drawText(inner, WRAP, title)
        painter.setFont(wearing.font(15))
        painter.setPen(wearing.colour("text2"))
        painter.drawText(inner.adjusted(0, u(32), 0, 0), WRAP, words)
