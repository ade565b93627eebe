"""A list with columns: heads above, rows painted, one Tab stop, no widget a cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from inspector.ui.glyphs import Glyph, paint_glyph
from inspector.ui.look import look, u
from inspector.ui.widgets.command_list import NOWHERE, CommandList, Index
from inspector.ui.widgets.panel import column, paint_rule

LINE_ROLE = int(Qt.ItemDataRole.UserRole)
MIDDLE = Qt.AlignmentFlag.AlignVCenter
GAP, SIDE = 16, 12
"""Px at 100 % between columns, and at both ends of a row."""
GLYPH, LEADING = 26, 20
"""Px at 100 %: a glyph with its gap, and what each further line adds to a row."""
LONG, MOST_LINES = 9, 3
"""Characters from which a text may take more lines, and how many: no village is cut to …."""
WRAP = int(Qt.TextFlag.TextWordWrap.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: ``width`` in px at 100 %, to which ``share`` adds a part of what is left."""

    title: str
    width: float
    share: float = 0
    right: bool = False
    bold: bool = False
    tone: str = "text"
    """Colour token."""
    px: float = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row: a text for each column; a head has only the first one.

    ``glyph`` stands before the text of the column ``glyph_at``; ``loud`` makes the row bold.
    """

    cells: tuple[str, ...]
    key: str = ""
    head: bool = False
    glyph: Glyph | None = None
    glyph_at: int = 0
    loud: bool = False
    told: str = ""
    """What a screen reader says, where the cells do not say it all."""


class Lines(QAbstractListModel):
    """Rows of a column list; heads cannot be current."""

    def __init__(self, columns: Sequence[Column], parent: QObject) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._lines: tuple[Line, ...] = ()

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._lines = tuple(lines)
        self.endResetModel()

    def line(self, row: int) -> Line:
        """Return what a row shows."""
        return self._lines[row]

    def place_of(self, key: str) -> int:
        """Return the row with this key, or -1."""
        return next((at for at, line in enumerate(self._lines) if key and line.key == key), -1)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or self._lines[index.row()].head:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == LINE_ROLE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return line.told or self._words(line)
        return None

    def _words(self, line: Line) -> str:
        if line.head:
            return line.cells[0]
        parts = zip(self._columns, line.cells, strict=False)
        return "，".join(f"{one.title} {text}".strip() for one, text in parts if text)


class RowPainter(QStyledItemDelegate):
    """Paints one row; a subclass may paint a cell of its own."""

    def __init__(self, columns: Sequence[Column], height: float, parent: QObject) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._height = height

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        view = option.widget
        lines = 1
        if isinstance(view, CommandList):
            lines = self.lines_of(index.data(LINE_ROLE), view.viewport().width())
        return QSize(u(200), u(self._height + (lines - 1) * LEADING))

    def lines_of(self, line: Line, width: float) -> int:
        """Return how many lines the longest text of a row takes in a list of this width."""
        most = 1
        if line.head or max(map(len, line.cells), default=0) < LONG:
            return most
        for at, place in enumerate(places(self.columns, QRectF(0, 0, width, 0))):
            text = line.cells[at] if at < len(line.cells) else ""
            if len(text) >= LONG and not self.columns[at].right:
                room = place.width() - (u(GLYPH) if _marked(line, at) else 0)
                most = max(most, _count(text, self._font(line, at), room))
        return min(most, MOST_LINES)

    def _font(self, line: Line, at: int) -> QFont:
        return look().font(self.columns[at].px, bold=self.columns[at].bold or line.loud)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        line: Line = index.data(LINE_ROLE)
        rect, view = QRectF(option.rect), option.widget
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if line.head:
            self._paint_head(painter, rect, line)
        else:
            current = isinstance(view, CommandList) and view.currentIndex() == index
            self._paint_ground(painter, rect, current=current, focused=current and view.hasFocus())
            for at, place in enumerate(places(self.columns, rect)):
                if not self.paint_cell(painter, place, line, at):
                    self._paint_text(painter, place, line, at)
        painter.restore()

    def paint_cell(self, painter: QPainter, rect: QRectF, line: Line, at: int) -> bool:
        """Paint a cell that is no text; return whether it was one."""
        del painter, rect, line, at
        return False

    def _paint_head(self, painter: QPainter, rect: QRectF, line: Line) -> None:
        painter.fillRect(rect, look().colour("sunken"))
        painter.setFont(look().font(14, bold=True))
        painter.setPen(look().colour("text2"))
        painter.drawText(rect.adjusted(u(SIDE), 0, 0, 0), MIDDLE, line.cells[0])

    def _paint_ground(
        self, painter: QPainter, rect: QRectF, *, current: bool, focused: bool
    ) -> None:
        wearing = look()
        if current:
            painter.fillRect(rect, wearing.colour("sel"))
        paint_rule(painter, rect)
        if focused:
            painter.setPen(QPen(wearing.colour("accent"), u(2)))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), u(5), u(5))

    def _paint_text(self, painter: QPainter, rect: QRectF, line: Line, at: int) -> None:
        text = line.cells[at] if at < len(line.cells) else ""
        shown = self.columns[at]
        painter.setFont(self._font(line, at))
        painter.setPen(look().colour(shown.tone))
        if line.glyph is not None and _marked(line, at):
            side = u(18)
            paint_glyph(
                painter, QRectF(rect.left(), rect.center().y() - side / 2, side, side), line.glyph
            )
            rect = rect.adjusted(u(GLYPH), 0, 0, 0)
        align = Qt.AlignmentFlag.AlignRight if shown.right else Qt.AlignmentFlag.AlignLeft
        metrics, lines = QFontMetricsF(painter.font()), 1
        if not shown.right:
            lines = min(_count(text, painter.font(), rect.width()), MOST_LINES)
        room = rect.width() + 1 if lines == 1 else lines * _room(metrics, rect.width())
        fitting = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        flags = int((align | MIDDLE).value) | (WRAP if lines > 1 else 0)
        painter.drawText(rect.adjusted(0, 0, 1, 0), flags, fitting)


def _marked(line: Line, at: int) -> bool:
    return line.glyph is not None and line.glyph_at == at


def _count(text: str, font: QFont, room: float) -> int:
    """Return how many lines a text takes; only a long one takes more than one."""
    metrics = QFontMetricsF(font)
    needs = metrics.horizontalAdvance(text)
    if len(text) < LONG or needs <= room + 1:
        return 1
    return ceil(needs / _room(metrics, room))


def _room(metrics: QFontMetricsF, width: float) -> float:
    """Return what a line surely holds: the next character may just not fit any more."""
    return max(width - metrics.maxWidth() / 2, 1.0)


def places(columns: Sequence[Column], rect: QRectF) -> list[QRectF]:
    """Return where the columns of a row are."""
    fixed = sum(u(one.width) for one in columns) + u(GAP) * (len(columns) - 1) + u(2 * SIDE)
    spare = max(rect.width() - fixed, 0.0)
    shares = sum(one.share for one in columns) or 1.0
    left, found = rect.left() + u(SIDE), []
    for one in columns:
        width = u(one.width) + spare * one.share / shares
        found.append(QRectF(left, rect.top(), width, rect.height()))
        left += width + u(GAP)
    return found


class ColumnHeads(QWidget):
    """The titles of the columns."""

    def __init__(self, columns: Sequence[Column], view: CommandList) -> None:
        super().__init__()
        self.columns, self._view = tuple(columns), view
        self._fit()
        look().changed.connect(self._fit)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        wearing = look()
        rect = QRectF(0, 0, self._view.viewport().width(), self.height())
        painter.setPen(wearing.colour("line2"))
        painter.drawLine(rect.bottomLeft(), QRectF(self.rect()).bottomRight())
        painter.setFont(wearing.font(13))
        painter.setPen(wearing.colour("text3"))
        for one, place in zip(self.columns, places(self.columns, rect), strict=True):
            align = Qt.AlignmentFlag.AlignRight if one.right else Qt.AlignmentFlag.AlignLeft
            fitting = QFontMetricsF(painter.font()).elidedText(
                one.title, Qt.TextElideMode.ElideRight, place.width() + 1
            )
            painter.drawText(place.adjusted(0, 0, 1, 0), align | MIDDLE, fitting)

    def _fit(self) -> None:
        self.setFixedHeight(u(30))


class ColumnList(QWidget):
    """Heads and rows together; ``list`` takes the focus, ``lines`` is its model."""

    def __init__(
        self, name: str, columns: Sequence[Column], *, height: float = 25,
        painter: type[RowPainter] = RowPainter,
    ) -> None:  # fmt: skip
        super().__init__()
        self.list = _List(name, self)
        self.lines = Lines(columns, self.list)
        self.painter = painter(columns, height, self.list)
        self.heads = ColumnHeads(columns, self.list)
        self.list.setModel(self.lines)
        self.list.setItemDelegate(self.painter)
        self.list.viewport().setAutoFillBackground(False)
        box = column(self.heads)
        box.addWidget(self.list, 1)
        self.setLayout(box)
        self.setFocusProxy(self.list)
        look().changed.connect(self.list.scheduleDelayedItemsLayout)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show other rows; the row with the same key stays current, else the first one."""
        index = self.list.currentIndex()
        key = self.lines.line(index.row()).key if index.isValid() else ""
        self.lines.show_lines(lines)
        self.list.setUniformItemSizes(
            not any(len(cell) >= LONG for one in lines for cell in one.cells)
        )
        place = self.lines.place_of(key)
        first = next((at for at, line in enumerate(lines) if not line.head), 0)
        self.list.choose(place if place >= 0 else first)


class _List(CommandList):
    def __init__(self, name: str, owner: ColumnList) -> None:
        super().__init__(name)
        self._owner = owner

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
        self._owner.heads.update()
