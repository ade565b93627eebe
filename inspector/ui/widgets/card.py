"""The card that a list draws around a row: which one is chosen, and where the keys go."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem

from inspector.ui.look import look, u
from inspector.ui.widgets.command_list import CommandList, Index


def paint_card(painter: QPainter, option: QStyleOptionViewItem, index: Index) -> QRectF:
    """Paint the card of a row and return it; the chosen one is filled, the focused one ringed."""
    view = option.widget
    current = isinstance(view, CommandList) and view.currentIndex() == index
    focused = current and isinstance(view, CommandList) and view.hasFocus()
    card = QRectF(option.rect).adjusted(u(2), u(3), -u(2), -u(3))
    paint_frame(painter, card, current=current, focused=focused)
    return card


def paint_frame(painter: QPainter, card: QRectF, *, current: bool, focused: bool) -> None:
    """Paint a card whose place is known already."""
    wearing = look()
    pen = QPen(wearing.colour("accent" if focused else "control" if current else "line2"))
    pen.setWidthF(wearing.ring if focused else wearing.theme.stroke)
    painter.setPen(pen)
    painter.setBrush(wearing.colour("sel" if current else "surface"))
    painter.drawRoundedRect(card.adjusted(0.5, 0.5, -0.5, -0.5), u(8), u(8))
