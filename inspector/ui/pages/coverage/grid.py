"""The coverage grid: 22 rows of cells, painted; received is quiet, everything else is loud."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from inspector.actions.covering import TownshipCover
from inspector.ui.glyphs import paint_glyph
from inspector.ui.look import Tier, look, tier_of, u
from inspector.ui.pages.coverage import texts
from inspector.ui.pages.coverage.cells import (
    CELL_ROLE,
    FIRST,
    GLYPHS,
    NAME,
    TEAM,
    TOWNSHIP_ROLE,
    Cell,
    Cells,
)
from inspector.ui.widgets.command_list import COMMANDING
from inspector.ui.widgets.command_table import CommandTable

MIDDLE = Qt.AlignmentFlag.AlignVCenter
NAME_SIDE = {NAME: Qt.AlignmentFlag.AlignLeft, TEAM: Qt.AlignmentFlag.AlignLeft}
SMALLEST, LARGEST = 12, 19
"""Width of a cell in px at 100 %; more sites than fit scroll."""

ROW = {Tier.COMPACT: 21, Tier.LOW: 21, Tier.STANDARD: 23}
FADED = 0.22


class CellPainter(QStyledItemDelegate):
    """Paints names, cells and counts of the grid."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        view = option.widget
        rect = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        current = view.currentIndex() if isinstance(view, CoverGrid) else QModelIndex()
        if current.isValid() and current.row() == index.row():
            painter.fillRect(rect, look().colour("sel"))
        cell: Cell | None = index.data(CELL_ROLE)
        if cell is None:
            self._paint_words(painter, rect, index.data(TOWNSHIP_ROLE), index.column())
        elif isinstance(view, CoverGrid):
            self._paint_cell(painter, rect, cell, view, focused=current == index)
        painter.restore()

    def _paint_words(
        self, painter: QPainter, rect: QRectF, township: TownshipCover, column: int
    ) -> None:
        wearing = look()
        owing = township.received < township.planned
        painter.setFont(wearing.font(15 if column == NAME else 14, bold=owing))
        painter.setPen(wearing.colour("text" if column == NAME or owing else "text2"))
        if column == NAME:
            painter.drawText(rect, MIDDLE, _short(painter, rect, township.name))
        elif column == TEAM:
            painter.setFont(wearing.font(14))
            painter.setPen(wearing.colour("text3"))
            painter.drawText(rect, MIDDLE, _short(painter, rect, "、".join(township.teams)))
        elif column >= FIRST + len(township.cells):
            count = f"{township.received}/{township.planned}"
            if rect.width() > u(2 * LARGEST):
                place = rect.adjusted(0, 0, -u(6), 0)
                painter.drawText(place, Qt.AlignmentFlag.AlignRight | MIDDLE, count)

    def _paint_cell(
        self, painter: QPainter, rect: QRectF, cell: Cell, view: CoverGrid, *, focused: bool
    ) -> None:
        side = min(rect.width(), rect.height())
        place = QRectF(rect.center().x() - side / 2, rect.center().y() - side / 2, side, side)
        only = view.cells().only
        if only is not None and cell[2] is not only:
            painter.setOpacity(FADED)
        paint_glyph(painter, place.adjusted(u(2), u(2), -u(2), -u(2)), GLYPHS[cell[2]])
        painter.setOpacity(1)
        if focused:
            width, ink = (look().ring, "accent") if view.hasFocus() else (1, "line2")
            painter.setPen(QPen(look().colour(ink), width))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), u(4), u(4))


def _short(painter: QPainter, rect: QRectF, text: str) -> str:
    metrics = QFontMetricsF(painter.font())
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width() - u(4))


class CoverGrid(CommandTable):
    """Arrows walk from site to site, over the end of a row into the next."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(texts.GRID, "G")
        self.setParent(parent)
        self.setModel(Cells(self))
        self.setItemDelegate(CellPainter(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.model().modelReset.connect(self.fit)
        look().changed.connect(self.fit)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus() and self.currentIndex().isValid():  # around the cell: it is small
            painter = QPainter(self.viewport())
            painter.setPen(QPen(look().colour("accent"), look().ring))
            painter.drawRect(self.visualRect(self.currentIndex()).adjusted(-2, -1, 1, 0))

    def cells(self) -> Cells:
        """Return the model."""
        model = self.model()
        assert isinstance(model, Cells)  # noqa: S101 - set in __init__
        return model

    def cell(self) -> Cell | None:
        """Return the site that is current."""
        index = self.currentIndex()
        return self.cells().cell(index.row(), index.column()) if index.isValid() else None

    def fit(self) -> None:
        """Give names what they need and cells what is left, within reason."""
        cells = self.cells()
        if not cells.rowCount():
            return
        names, teams, count = self.widths()
        room = self.viewport().width() - names - teams - count
        side = min(max(room // max(cells.widest, 1), u(SMALLEST)), u(LARGEST))
        self.setColumnWidth(NAME, names)
        self.setColumnWidth(TEAM, teams)
        for column in range(FIRST, FIRST + cells.widest):
            self.setColumnWidth(column, side)
        spare = max(room - side * cells.widest, 0)
        self.setColumnWidth(FIRST + cells.widest, count + spare)
        window = self.window()
        tier = tier_of(window.width(), window.height(), look().scale)
        for row in range(cells.rowCount()):
            self.setRowHeight(row, u(ROW[tier]))

    def widths(self) -> tuple[int, int, int]:
        """Return how wide the columns of names, teams and counts are."""
        cells = self.cells()
        metrics = QFontMetricsF(look().font(15, bold=True))
        every = [cells.township(row) for row in range(cells.rowCount())]
        names = max((metrics.horizontalAdvance(one.name) for one in every), default=0)
        teams = max((metrics.horizontalAdvance("、".join(one.teams)) for one in every), default=0)
        return (
            round(min(names, u(140))) + u(14),
            round(min(teams, u(150))) + u(10),
            u(62),
        )

    def next_exception(self) -> None:
        """Go to the next site that is not simply received, from the beginning after the last."""
        found = list(self.cells().exceptions())
        if not found:
            return
        index = self.currentIndex()
        here = (index.row(), index.column())
        self.choose(*next((place for place in found if place > here), found[0]))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps: dict[Qt.Key, Callable[[], None]] = {
            Qt.Key.Key_Left: self._left,
            Qt.Key.Key_Right: self._right,
            Qt.Key.Key_Up: lambda: self._to_row(-1),
            Qt.Key.Key_Down: lambda: self._to_row(1),
            Qt.Key.Key_Home: lambda: self.choose(0, FIRST),
            Qt.Key.Key_End: lambda: self._to_end(self.cells().rowCount() - 1),
        }
        step = steps.get(Qt.Key(event.key()))
        if step is None or event.modifiers() & COMMANDING or not self.currentIndex().isValid():
            super().keyPressEvent(event)
            return
        step()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def _left(self) -> None:
        at = self.currentIndex()
        if at.column() > FIRST:
            self.choose(at.row(), at.column() - 1)
        elif at.row():
            self._to_end(at.row() - 1)

    def _right(self) -> None:
        at = self.currentIndex()
        if self.cells().cell(at.row(), at.column() + 1) is not None:
            self.choose(at.row(), at.column() + 1)
        elif at.row() + 1 < self.cells().rowCount():
            self.choose(at.row() + 1, FIRST)

    def _to_row(self, by: int) -> None:
        at = self.currentIndex()
        row = min(max(at.row() + by, 0), self.cells().rowCount() - 1)
        last = FIRST + len(self.cells().township(row).cells) - 1
        self.choose(row, min(at.column(), last))

    def _to_end(self, row: int) -> None:
        self.choose(row, FIRST + len(self.cells().township(row).cells) - 1)
