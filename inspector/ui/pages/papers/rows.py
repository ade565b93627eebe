"""Lists of the page 文书: documents under the heads of their groups, leaves with ticks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem

from inspector.ui.look import look, u
from inspector.ui.widgets.card import paint_frame
from inspector.ui.widgets.command_list import COMMANDING, NOWHERE, CommandList, Index

ROW_ROLE = int(Qt.ItemDataRole.UserRole)
MIDDLE = Qt.AlignmentFlag.AlignVCenter
WRAP = int(Qt.TextFlag.TextWordWrap.value)
SIDE, TICK = 14, 20
"""Px at 100 % beside the words, and of the box to tick."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line; a head has no key and cannot be current, ``ticked`` is None where nothing is."""

    title: str
    text: str = ""
    key: str = ""
    ticked: bool | None = None

    def accessible(self) -> str:
        """Return what a screen reader says."""
        state = {True: "已选 ", False: "未选 ", None: ""}[self.ticked]
        return f"{state}{self.title} {self.text}".strip()


class Rows(QAbstractListModel):
    """The lines of a list."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def tick(self, ticked: frozenset[str]) -> None:
        """Show which lines are ticked; where one stands stays."""
        self._rows = [replace(row, ticked=row.key in ticked) for row in self._rows]
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def place_of(self, key: str) -> int:
        """Return the place of a key, or -1."""
        return next((at for at, row in enumerate(self._rows) if key and row.key == key), -1)

    def keys(self) -> list[str]:
        """Return the keys of all lines shown."""
        return [row.key for row in self._rows if row.key]

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and self._rows[index.row()].key:
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.accessible()
        return None


class RowPainter(QStyledItemDelegate):
    """Paints heads and lines; words take as many lines as they need."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        view = option.widget
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else u(280)
        row: Row = index.data(ROW_ROLE)
        if not row.key:
            return QSize(width, u(34))
        return QSize(width, u(16) + _high(row, width) + _under(row, width))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row: Row = index.data(ROW_ROLE)
        rect, wearing = QRectF(option.rect), look()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not row.key:
            painter.setFont(wearing.font(14, bold=True))
            painter.setPen(wearing.colour("text2"))
            painter.drawText(rect.adjusted(u(SIDE), u(8), 0, 0), MIDDLE, row.title)
        else:
            view = option.widget
            current = isinstance(view, CommandList) and view.currentIndex() == index
            if current:
                card = rect.adjusted(u(4), 1, -u(4), -1)
                paint_frame(painter, card, current=True, focused=view.hasFocus())
            _paint_row(painter, rect, row, bold=current and row.ticked is None)
        painter.restore()


def _room(row: Row, width: float) -> int:
    return round(width - u(2 * SIDE) - (u(TICK + 8) if row.ticked is not None else 0))


def _high(row: Row, width: float) -> int:
    area = QRect(0, 0, _room(row, width), 10_000)
    bold = row.ticked is None
    return QFontMetrics(look().font(15, bold=bold)).boundingRect(area, WRAP, row.title).height()


def _under(row: Row, width: float) -> int:
    if not row.text:
        return 0
    area = QRect(0, 0, _room(row, width), 10_000)
    return QFontMetrics(look().font(14)).boundingRect(area, WRAP, row.text).height()


def _paint_row(painter: QPainter, rect: QRectF, row: Row, *, bold: bool) -> None:
    wearing, left = look(), rect.left() + u(SIDE)
    high = _high(row, rect.width())
    if row.ticked is not None:
        _paint_tick(painter, QRectF(left, rect.center().y() - u(TICK) / 2, u(TICK), u(TICK)), row)
        left += u(TICK + 8)
    painter.setFont(wearing.font(15, bold=bold))
    painter.setPen(wearing.colour("text"))
    room = _room(row, rect.width())
    painter.drawText(QRectF(left, rect.top() + u(8), room, high + 2), WRAP, row.title)
    if row.text:
        painter.setFont(wearing.font(14))
        painter.setPen(wearing.colour("text2"))
        under = QRectF(left, rect.top() + u(8) + high, room, rect.height())
        painter.drawText(under, WRAP, row.text)


def _paint_tick(painter: QPainter, box: QRectF, row: Row) -> None:
    wearing, side = look(), box.width()
    painter.setPen(
        QPen(wearing.colour("accent_fill" if row.ticked else "control"), wearing.theme.stroke)
    )
    painter.setBrush(wearing.colour("accent_fill" if row.ticked else "surface"))
    painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), u(4), u(4))
    if row.ticked:
        pen = QPen(wearing.colour("inv"), side / 9)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        spots = ((0.27, 0.52), (0.44, 0.68), (0.74, 0.34))
        line = [QPointF(box.left() + x * side, box.top() + y * side) for x, y in spots]
        painter.drawPolyline(QPolygonF(line))


class RowList(CommandList):
    """``toggled`` carries the key of a line on which Space was pressed, or its box clicked.

    ``wanted`` carries single keys that are the page's business; ``all_wanted`` follows Ctrl+A.
    """

    toggled = Signal(str)
    wanted = Signal(str)
    all_wanted = Signal()

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.rows = Rows(self)
        self.setModel(self.rows)
        self.setItemDelegate(RowPainter(self))
        self._settled = QTimer(self, singleShot=True, interval=0)
        self._settled.timeout.connect(self._keep_in_view)
        self.clicked.connect(self._click)
        look().changed.connect(self.scheduleDelayedItemsLayout)

    def key(self) -> str:
        """Return the key of the current line; empty if there is none."""
        row: Row | None = self.currentIndex().data(ROW_ROLE)
        return row.key if row is not None else ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
        self._settled.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ctrl = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if ctrl and event.key() == Qt.Key.Key_A:
            self.all_wanted.emit()
        elif event.modifiers() & COMMANDING:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Home and self.rows.keys():
            self.choose(self.rows.place_of(self.rows.keys()[0]))  # a head stands above it
        elif event.key() == Qt.Key.Key_Space and self.key():
            self.toggled.emit(self.key())
        elif event.text() == "/":
            self.wanted.emit("/")
        else:
            super().keyPressEvent(event)

    def choose(self, row: int) -> None:
        super().choose(row)
        self._keep_in_view()

    def _keep_in_view(self) -> None:
        """Show the current line and the head above it: the list may just have become lower."""
        current = self.currentIndex()
        above: Row | None = current.siblingAtRow(current.row() - 1).data(ROW_ROLE)
        if above is not None and not above.key:
            self.scrollTo(current.siblingAtRow(current.row() - 1))
        self.scrollTo(current)

    def _click(self, index: Index) -> None:
        """Toggle where the box is; elsewhere a click only looks."""
        spot = self.viewport().mapFromGlobal(self.cursor().pos())
        if index.isValid() and spot.x() < u(SIDE + TICK + 4):
            self.toggled.emit(self.key())
