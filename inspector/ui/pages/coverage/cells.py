"""The coverage of a round as a table: a township a row, a site a cell."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QAbstractTableModel, QObject, Qt

from inspector.actions.covering import CoverageBoard, TownshipCover
from inspector.domain.coverage import CoverageState
from inspector.domain.ids import SiteCode
from inspector.domain.wording import word
from inspector.ui.glyphs import Glyph
from inspector.ui.pages.coverage import texts
from inspector.ui.widgets.command_list import NOWHERE, Index

CELL_ROLE = int(Qt.ItemDataRole.UserRole)
TOWNSHIP_ROLE = CELL_ROLE + 1

NAME, TEAM, FIRST = 0, 1, 2
"""Columns before the cells; behind the last cell stands the count."""

GLYPHS = {
    CoverageState.RECEIVED: Glyph.RECEIVED,
    CoverageState.MISSING: Glyph.MISSING,
    CoverageState.PHOTOS: Glyph.PARTIAL,
    CoverageState.CONFLICT: Glyph.CONFLICT,
    CoverageState.RETURNED: Glyph.RETURNED,
}

Cell = tuple[SiteCode, str, CoverageState]


class Cells(QAbstractTableModel):
    """Townships and their sites; only cells of sites can be current."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._townships: tuple[TownshipCover, ...] = ()
        self._widest = 0
        self.only: CoverageState | None = None
        """The state that is looked for, if any."""

    def show_board(self, board: CoverageBoard | None) -> None:
        """Show a round's coverage."""
        self.beginResetModel()
        self._townships = board.townships if board is not None else ()
        self._widest = max((len(one.cells) for one in self._townships), default=0)
        self.endResetModel()

    @property
    def widest(self) -> int:
        """How many sites the largest township has."""
        return self._widest

    def township(self, row: int) -> TownshipCover:
        """Return the township of a row."""
        return self._townships[row]

    def cell(self, row: int, column: int) -> Cell | None:
        """Return the site of a cell, or None where there is none."""
        cells = self._townships[row].cells
        at = column - FIRST
        return cells[at] if 0 <= at < len(cells) else None

    def place_of(self, code: SiteCode) -> tuple[int, int] | None:
        """Return row and column of a site."""
        for row, township in enumerate(self._townships):
            for at, cell in enumerate(township.cells):
                if cell[0] == code:
                    return row, at + FIRST
        return None

    def exceptions(self) -> Iterator[tuple[int, int]]:
        """Yield what is not simply received, or what is looked for, row by row."""
        for row, township in enumerate(self._townships):
            for at, (_code, _name, state) in enumerate(township.cells):
                if state is not CoverageState.RECEIVED and self.only in (None, state):
                    yield row, at + FIRST

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._townships)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() or not self._townships else FIRST + self._widest + 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and self.cell(index.row(), index.column()) is not None:
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        if role == CELL_ROLE:
            return self.cell(index.row(), index.column())
        if role == TOWNSHIP_ROLE:
            return self._townships[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words(index.row(), index.column())
        return None

    def _words(self, row: int, column: int) -> str:
        township, cell = self._townships[row], self.cell(row, column)
        if cell is not None:
            place = texts.CELL.format(township=township.name, name=cell[1], tail=cell[0][-3:])
            return f"{place} {word(cell[2])}"
        if column == NAME:
            return township.name
        if column == TEAM:
            return texts.TEAMS.format(teams="、".join(township.teams))
        if column == FIRST + self._widest:
            return texts.COUNT_TOLD.format(
                name=township.name, received=township.received, planned=township.planned
            )
        return ""
