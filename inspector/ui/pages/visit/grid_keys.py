"""The keys of an open ledger 勾选格: from a key to saved ticks."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from inspector.domain.ledger import COUNTS, DISORDERED
from inspector.domain.rubric import Grid
from inspector.domain.visit import Entry
from inspector.ui.pages.visit import marking, texts
from inspector.ui.pages.visit.grid_cursor import GridCursor
from inspector.ui.pages.visit.route import Spot
from inspector.ui.pages.visit.session import VisitSession

MOVES = {"Up": (-1, 0), "Down": (1, 0), "Left": (0, -1), "Right": (0, 1)}


class GridKeys(QObject):
    """One row's ledger at a time; ``cursor`` is None while none is open.

    Signals: ``said`` one sentence for the person; ``redraw`` when the cursor moved.
    """

    said = Signal(str)
    redraw = Signal()

    def __init__(self, session: VisitSession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._spot: Spot | None = None
        self.cursor: GridCursor | None = None

    def open(self, spot: Spot, grid: Grid) -> None:
        """Open the ledger of a row as it was left."""
        if self.cursor is None:
            self._spot = spot
            mark = self._mark()
            self.cursor = GridCursor.opening(grid, mark.cells, mark.dates)
            self.redraw.emit()

    def close(self) -> None:
        """Close it; what was ticked is kept already."""
        self.cursor = None
        self.redraw.emit()

    def tick(self, row: int, column: int) -> None:
        """Click a cell."""
        if self.cursor is not None:
            self.cursor = self.cursor.at(row, column).toggled()
            self._keep()

    def press(self, key: str) -> bool:
        """Take a key; False if no ledger is open, or if the key is none of its: then it closes."""
        grid = self.cursor
        if grid is None:
            return False
        if key in MOVES and not (key == "Left" and grid.column == 0):
            self.cursor = grid.moved(*MOVES[key])
            self.redraw.emit()
        elif grid.dated and (key == "Backspace" or (len(key) == 1 and key.isdecimal())):
            self._type_day(grid, key)
        elif key in ("Space", "Delete"):
            self.cursor = grid.toggled() if key == "Space" else grid.not_due()
            self._keep()
        else:
            if key == "Enter":
                self._keep()
            self.close()
            return key in ("Enter", "Esc", "Left")
        return True

    def _type_day(self, grid: GridCursor, key: str) -> None:
        typed = grid.rubbed() if key == "Backspace" else grid.digit(key)
        if typed is None:
            self.said.emit(texts.NO_DAY)
            self.cursor = replace(grid, typed="")
            self.redraw.emit()
            return
        self.cursor = typed
        if typed.dates != grid.dates:
            self._keep()
            wrong = typed.cells[grid.row][grid.column] == DISORDERED
            told = texts.WRONG_ORDER if grid.grid.disorder == COUNTS else texts.WRONG_ORDER_FREE
            self.said.emit(told.format(step=grid.grid.columns[grid.column]) if wrong else "")
        self.redraw.emit()

    def _keep(self) -> None:
        if self.cursor is not None and self._spot is not None:
            cursor = self.cursor
            ticked = marking.ticked(cursor.grid, self._mark(), cursor.cells, cursor.dates)
            self._session.put_mark(self._spot, ticked)
            self.redraw.emit()

    def _mark(self) -> Entry:
        spot = self._spot
        if spot is None or spot.checkpoint is None:
            raise AssertionError("a ledger is one row's")
        return self._session.mark(spot.item, spot.checkpoint)
