"""The lists beside the groups: phones, piles, and the items that pictures are hung on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
)
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from inspector.ui.glyphs import Glyph, paint_glyph
from inspector.ui.look import look, u
from inspector.ui.pages.visit.photo_groups import PHOTOS_MIME
from inspector.ui.widgets.command_list import NOWHERE, CommandList, Index
from inspector.ui.widgets.keycap import cap_width, paint_cap

LINE_ROLE = int(Qt.ItemDataRole.UserRole)


@dataclass(frozen=True, slots=True, kw_only=True)
class SideLine:
    """One line: words, more words below, something at the right, and a shape or a key before."""

    words: str
    below: str = ""
    right: str = ""
    glyph: Glyph | None = None
    key: str = ""
    loud: bool = False
    """Whether the right side is a warning."""
    on: bool = False
    """Whether it is the one that is shown or suggested."""


class SideLines(QAbstractListModel):
    """A short list that is shown anew as a whole."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._lines: tuple[SideLine, ...] = ()

    def show_lines(self, lines: Sequence[SideLine]) -> None:
        """Show other lines."""
        if len(lines) == len(self._lines):
            self._lines = tuple(lines)
            if lines:
                self.dataChanged.emit(self.index(0), self.index(len(lines) - 1))
            return
        self.beginResetModel()
        self._lines = tuple(lines)
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == LINE_ROLE:
            return line
        if role in (int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.AccessibleTextRole)):
            return " ".join(filter(None, (line.key, line.words, line.below, line.right)))
        if role == int(Qt.ItemDataRole.ToolTipRole):
            return f"{line.words}\n{line.below}".strip()
        return None


class SidePainter(QStyledItemDelegate):
    """Paints a line of one or two rows of words."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        del option
        line: SideLine = index.data(LINE_ROLE)
        return QSize(u(100), u(58 if line.below else 40))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        line: SideLine = index.data(LINE_ROLE)
        wearing, view = look(), option.widget
        rect = QRectF(option.rect).adjusted(u(2), 1, -u(2), -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if line.on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(wearing.colour("sel"))
            painter.drawRoundedRect(rect, u(6), u(6))
        if isinstance(view, CommandList) and view.hasFocus() and view.currentIndex() == index:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(wearing.colour("accent"))
            painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), u(6), u(6))
        inner = rect.adjusted(u(8), 0, -u(8), 0)
        first = QRectF(inner.left(), inner.top(), inner.width(), inner.height())
        if line.below:
            first.setHeight(inner.height() / 2 + u(2))
        self._paint_first(painter, first, line)
        if line.below:
            second = QRectF(inner.left(), first.bottom() - u(2), inner.width(), inner.height() / 2)
            self._paint_below(painter, second, line)
        painter.restore()

    def _paint_first(self, painter: QPainter, rect: QRectF, line: SideLine) -> None:
        wearing, middle = look(), Qt.AlignmentFlag.AlignVCenter
        bold = wearing.font(15, bold=True)
        wide = QFontMetricsF(bold).horizontalAdvance(line.right)
        painter.setFont(bold)
        painter.setPen(wearing.colour("warn" if line.loud else "text2"))
        painter.drawText(rect, middle | Qt.AlignmentFlag.AlignRight, line.right)
        if line.key:
            paint_cap(painter, rect.left(), rect.center().y(), line.key)
            rect = rect.adjusted(cap_width(line.key) + u(8), 0, 0, 0)
        painter.setFont(wearing.font(15, bold=line.on or bool(line.below)))
        painter.setPen(wearing.colour("text"))
        room = max(0, round(rect.width() - wide - u(8)))
        words = painter.fontMetrics().elidedText(line.words, Qt.TextElideMode.ElideRight, room)
        painter.drawText(rect, middle, words)

    def _paint_below(self, painter: QPainter, rect: QRectF, line: SideLine) -> None:
        wearing = look()
        if line.glyph is not None:
            mark = QRectF(rect.left(), rect.center().y() - u(8), u(16), u(16))
            paint_glyph(painter, mark, line.glyph)
            rect = rect.adjusted(u(22), 0, 0, 0)
        painter.setFont(wearing.font(14))
        painter.setPen(wearing.colour("warn" if line.glyph is Glyph.GAP else "text2"))
        words = painter.fontMetrics().elidedText(
            line.below, Qt.TextElideMode.ElideRight, round(rect.width())
        )
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, words)


class SideList(CommandList):
    """A side list; ``picked`` carries the row that Enter or a click meant, ``leaving`` is Esc."""

    picked = Signal(int)
    leaving = Signal()
    dropped = Signal(int)

    def __init__(self, name: str, *, drops: bool = False) -> None:
        super().__init__(name)
        self.lines = SideLines(self)
        self.setModel(self.lines)
        self.setItemDelegate(SidePainter(self))
        self.setAcceptDrops(drops)
        self.clicked.connect(lambda index: self.picked.emit(index.row()))
        self.entered_row.connect(lambda index: self.picked.emit(index.row()))

    def fit(self) -> None:
        """Be as high as the lines are."""
        heights = [self.sizeHintForRow(row) for row in range(self.lines.rowCount())]
        self.setFixedHeight(sum(heights) + 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leaving.emit()
            return
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(PHOTOS_MIME):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if event.mimeData().hasFormat(PHOTOS_MIME):
            index = self.indexAt(event.position().toPoint())
            event.setAccepted(index.isValid())
            if index.isValid():
                self.setCurrentIndex(index)

    def dropEvent(self, event: QDropEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.mimeData().hasFormat(PHOTOS_MIME):
            event.acceptProposedAction()
            self.dropped.emit(index.row())
