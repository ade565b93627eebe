"""Teams against townships: own, earlier and present pairs, each with a shape of its own."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QBrush, QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from inspector.actions.reviewing import Matrix
from inspector.ui.look import look, u
from inspector.ui.pages.plan import texts
from inspector.ui.widgets.command_list import NOWHERE, Index
from inspector.ui.widgets.command_table import CommandTable
from inspector.ui.widgets.panel import column

STATE_ROLE = int(Qt.ItemDataRole.UserRole)
NAME = 0
"""The column of the teams; townships follow."""

SMALLEST, LARGEST, NAMES = 22, 30, 132
"""Px at 100 %."""

MIDDLE = Qt.AlignmentFlag.AlignVCenter


class Pairs(QAbstractTableModel):
    """A row a team, a column a township."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._matrix: Matrix | None = None

    def show_matrix(self, matrix: Matrix | None) -> None:
        """Show another plan."""
        self.beginResetModel()
        self._matrix = matrix
        self.endResetModel()

    def townships(self) -> tuple[str, ...]:
        """Return the names above the columns."""
        return self._matrix.townships if self._matrix is not None else ()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        if parent.isValid() or self._matrix is None:
            return 0
        return len(self._matrix.teams)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        if parent.isValid() or self._matrix is None:
            return 0
        return len(self._matrix.townships) + 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or index.column() == NAME:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid() or self._matrix is None:
            return None
        team, home = self._matrix.teams[index.row()]
        if index.column() == NAME:
            if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
                return f"{team}　{home}"
            return None
        state = self.state(index.row(), index.column())
        if role == STATE_ROLE:
            return state
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            township = self._matrix.townships[index.column() - 1]
            return texts.CELL.format(team=team, home=home, township=township, state=state)
        return None

    def state(self, row: int, column: int) -> str:
        """Return the word for one pair."""
        matrix, place = self._matrix, (row, column - 1)
        if matrix is None:
            return ""
        if place in matrix.now:
            return texts.NOW
        if place in matrix.own:
            return texts.OWN
        return texts.BEFORE if place in matrix.before else texts.FREE


class PairPainter(QStyledItemDelegate):
    """Paints one pair."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        rect, view = QRectF(option.rect), option.widget
        wearing = look()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        current = view.currentIndex() if isinstance(view, CommandTable) else QModelIndex()
        if current.isValid() and current.row() == index.row():
            painter.fillRect(rect, wearing.colour("sel"))
        if index.column() == NAME:
            painter.setFont(wearing.font(14, bold=current.row() == index.row()))
            painter.setPen(wearing.colour("text"))
            shown = QFontMetricsF(painter.font()).elidedText(
                str(index.data()), Qt.TextElideMode.ElideRight, rect.width()
            )
            painter.drawText(rect, MIDDLE, shown)
        else:
            painter.setPen(wearing.colour("line"))
            painter.drawRect(rect.adjusted(-0.5, -0.5, -0.5, -0.5))
            paint_state(painter, rect, index.data(STATE_ROLE))
            if current == index:
                painter.setPen(QPen(wearing.colour("accent"), u(2) if view.hasFocus() else 1))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), u(4), u(4))
        painter.restore()


def paint_state(painter: QPainter, rect: QRectF, state: str) -> None:
    """Paint the shape of a pair: a filled square, a ring, or hatching."""
    wearing = look()
    side = min(rect.width(), rect.height()) * 0.74
    place = QRectF(rect.center().x() - side / 2, rect.center().y() - side / 2, side, side)
    if state == texts.NOW:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(wearing.colour("accent_fill"))
        painter.drawRoundedRect(place, u(3), u(3))
    elif state == texts.BEFORE:
        ring = place.adjusted(side * 0.14, side * 0.14, -side * 0.14, -side * 0.14)
        painter.setPen(QPen(wearing.colour("control"), 1.4))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(ring)
    elif state == texts.OWN:
        painter.fillRect(
            rect.adjusted(1, 1, -1, -1),
            QBrush(wearing.colour("control"), Qt.BrushStyle.BDiagPattern),
        )


class MatrixHeads(QWidget):
    """Names of townships, turned so that they fit above narrow columns; and what shapes mean."""

    def __init__(self, grid: CommandTable, pairs: Pairs) -> None:
        super().__init__()
        self._grid, self._pairs = grid, pairs

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(look().font(13))
        names = [metrics.horizontalAdvance(name) for name in self._pairs.townships()]
        return QSize(u(200), u(34) + round(max(names, default=0) * 0.87))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_legend(painter)
        painter.setFont(look().font(13))
        painter.setPen(look().colour("text2"))
        for at, name in enumerate(self._pairs.townships(), start=1):
            left = self._grid.columnViewportPosition(at)
            painter.save()
            painter.translate(left + self._grid.columnWidth(at) * 0.55, self.height() - u(4))
            painter.rotate(-60)
            painter.drawText(QPointF(0, 0), name)
            painter.restore()

    def _paint_legend(self, painter: QPainter) -> None:
        left = 0.0
        painter.setFont(look().font(14))
        metrics = QFontMetricsF(painter.font())
        for state in (texts.NOW, texts.BEFORE, texts.OWN):
            paint_state(painter, QRectF(left, u(2), u(22), u(22)), state)
            left += u(28)
            painter.setPen(look().colour("text2"))
            width = metrics.horizontalAdvance(state)
            painter.drawText(QRectF(left, 0, width + 2, u(26)), MIDDLE, state)
            left += width + u(22)


class PairTable(CommandTable):
    """The matrix; columns are as wide as there is room."""

    def __init__(self) -> None:
        super().__init__(texts.MATRIX_NAME)
        self.pairs = Pairs(self)
        self.setModel(self.pairs)
        self.setItemDelegate(PairPainter(self))
        self.pairs.modelReset.connect(self.fit)
        look().changed.connect(self.fit)

    def fit(self) -> None:
        """Share the room among the columns."""
        count = self.pairs.columnCount() - 1
        if count < 1:
            return
        room = self.viewport().width() - u(NAMES)
        side = min(max(room // count, u(SMALLEST)), u(LARGEST))
        self.setColumnWidth(NAME, u(NAMES))
        for at in range(1, count + 1):
            self.setColumnWidth(at, side)
        rows = self.pairs.rowCount()
        height = min(max(self.viewport().height() // max(rows, 1), u(20)), u(26))
        for at in range(rows):
            self.setRowHeight(at, height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()


class MatrixView(QWidget):
    """Legend, heads and matrix."""

    def __init__(self) -> None:
        super().__init__()
        self.table = PairTable()
        self._heads = MatrixHeads(self.table, self.table.pairs)
        box = column(self._heads)
        box.addWidget(self.table, 1)
        self.setLayout(box)
        self.setFocusProxy(self.table)
        self.table.horizontalScrollBar().valueChanged.connect(self._heads.update)

    def show_matrix(self, matrix: Matrix | None) -> None:
        """Show another plan."""
        self.table.pairs.show_matrix(matrix)
        self._heads.updateGeometry()
        self._heads.update()
        self.table.choose(0, 1)
