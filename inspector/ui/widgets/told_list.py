"""A list of things told: a glyph, a sentence and what goes with it, as many lines as they need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QFontMetricsF, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem

from inspector.ui.glyphs import Glyph, paint_glyph, token_of
from inspector.ui.look import look, u
from inspector.ui.widgets.card import paint_frame
from inspector.ui.widgets.command_list import NOWHERE, CommandList, Index

TOLD_ROLE = int(Qt.ItemDataRole.UserRole)
MIDDLE = Qt.AlignmentFlag.AlignVCenter
WRAP = int(Qt.TextFlag.TextWordWrap.value)
LEFT, SIDE = 46, 16
"""Px at 100 %: where the words begin, and what is left free beside them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One line; without a glyph it is a head. Only a line with a ``key`` can be current."""

    title: str
    text: str = ""
    aside: str = ""
    glyph: Glyph | None = None
    key: str = ""


class ToldLines(QAbstractListModel):
    """The lines; heads and sentences cannot be current."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._lines: tuple[Told, ...] = ()

    def show_lines(self, lines: Sequence[Told]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self._lines = tuple(lines)
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and self._lines[index.row()].key:
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == TOLD_ROLE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{line.title} {line.text} {line.aside}".strip()
        return None


class ToldPainter(QStyledItemDelegate):
    """Paints heads and lines; long texts wrap."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        view = option.widget
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else u(320)
        line: Told = index.data(TOLD_ROLE)
        if line.glyph is None:
            return QSize(width, u(44) if line.title else u(30))
        return QSize(width, u(14) + _height(line.title, width, 15) + _height(line.text, width, 14))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        line: Told = index.data(TOLD_ROLE)
        rect = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if line.glyph is None:
            _paint_head(painter, rect, line, first=index.row() == 0)
        else:
            view = option.widget
            current = isinstance(view, CommandList) and view.currentIndex() == index
            leads = isinstance(view, ToldList) and view.leads
            if current and (leads or view.hasFocus()):
                frame = rect.adjusted(u(8), 1, -u(8), -1)
                paint_frame(painter, frame, current=True, focused=view.hasFocus())
            _paint_line(painter, rect, line, line.glyph)
        painter.restore()


def _room(width: float) -> int:
    return round(width - u(LEFT + SIDE))


def _height(text: str, width: int, px: float) -> int:
    if not text:
        return 0
    area = QRect(0, 0, _room(width), 10_000)
    return QFontMetrics(look().font(px, bold=px == 15)).boundingRect(area, WRAP, text).height()


def _paint_head(painter: QPainter, rect: QRectF, line: Told, *, first: bool) -> None:
    wearing = look()
    inner = rect.adjusted(u(16), 0, -u(16), 0)
    if not line.title:
        painter.setFont(wearing.font(15))
        painter.setPen(wearing.colour("text2"))
        painter.drawText(inner, MIDDLE, line.text)
        return
    if not first:
        painter.fillRect(QRectF(inner.left(), rect.top() + u(4), inner.width(), 1),
                         wearing.colour("line"))  # fmt: skip
    inner = inner.adjusted(0, u(8), 0, 0)
    font = wearing.font(17, bold=True)
    painter.setFont(font)
    painter.setPen(wearing.colour("text"))
    painter.drawText(inner, MIDDLE, line.title)
    across = QFontMetricsF(font).horizontalAdvance(line.title)
    painter.setFont(wearing.font(15))
    painter.setPen(wearing.colour("text2"))
    painter.drawText(inner.adjusted(across + u(10), 0, 0, 0), MIDDLE, line.aside)


def _paint_line(painter: QPainter, rect: QRectF, line: Told, glyph: Glyph) -> None:
    wearing = look()
    paint_glyph(painter, QRectF(rect.left() + u(SIDE), rect.top() + u(8), u(18), u(18)), glyph)
    room = _room(rect.width())
    top = rect.top() + u(6)
    height = _height(line.title, round(rect.width()), 15)
    painter.setFont(wearing.font(15, bold=True))
    painter.setPen(wearing.colour(token_of(glyph) if glyph is Glyph.CONFLICT else "text"))
    painter.drawText(QRectF(rect.left() + u(LEFT), top, room, height + 2), WRAP, line.title)
    painter.setFont(wearing.font(14))
    painter.setPen(wearing.colour("text2"))
    under = QRectF(rect.left() + u(LEFT), top + height, room, rect.bottom() - top - height)
    painter.drawText(under, WRAP, line.text)


class ToldList(CommandList):
    """The list; rows follow the width of the panel.

    ``leads``: what is chosen stands beside the list, so it stays marked while the focus is there.
    """

    def __init__(self, name: str, *, leads: bool = False) -> None:
        super().__init__(name)
        self.leads = leads
        self.lines = ToldLines(self)
        self.setModel(self.lines)
        self.setItemDelegate(ToldPainter(self))
        self.setUniformItemSizes(False)
        look().changed.connect(self.scheduleDelayedItemsLayout)

    def key(self, index: Index) -> str:
        """Return the key of a line; empty if it has none."""
        line: Told | None = index.data(TOLD_ROLE)
        return line.key if line is not None else ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
