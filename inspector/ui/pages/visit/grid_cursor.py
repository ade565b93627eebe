"""Ticking a ledger: cells, the cursor in them, and the keys. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from inspector.domain.rubric import Grid
from inspector.domain.rules import DISORDERED, MISSING, NOT_DUE, THERE, full_cells


@dataclass(frozen=True, slots=True, kw_only=True)
class GridCursor:
    """An open grid: what is ticked and where the cursor stands."""

    grid: Grid
    cells: tuple[str, ...]
    row: int = 0
    column: int = 0
    touched: bool = False

    @classmethod
    def opening(cls, grid: Grid, cells: tuple[str, ...]) -> GridCursor:
        """Open a grid as it was left, or with nothing missing."""
        return cls(grid=grid, cells=cells or full_cells(grid))

    def moved(self, down: int, right: int) -> GridCursor:
        """Move the cursor; it stays inside."""
        return replace(
            self,
            row=min(max(self.row + down, 0), len(self.grid.rows) - 1),
            column=min(max(self.column + right, 0), len(self.grid.columns) - 1),
        )

    def at(self, row: int, column: int) -> GridCursor:
        """Put the cursor on a cell."""
        return replace(self, row=row, column=column)

    def toggled(self) -> GridCursor:
        """Go on: there → missing (→ in the wrong order, where steps have one) → there."""
        circle = [THERE, MISSING, DISORDERED] if self.grid.kind == "steps" else [THERE, MISSING]
        now = self.cells[self.row][self.column]
        after = circle[(circle.index(now) + 1) % len(circle)] if now in circle else THERE
        return self._with(after)

    def not_due(self) -> GridCursor:
        """Say that nothing was due in this cell, or that it was after all."""
        now = self.cells[self.row][self.column]
        return self._with(THERE if now == NOT_DUE else NOT_DUE)

    def _with(self, letter: str) -> GridCursor:
        line = self.cells[self.row]
        changed = line[: self.column] + letter + line[self.column + 1 :]
        cells = (*self.cells[: self.row], changed, *self.cells[self.row + 1 :])
        return replace(self, cells=cells, touched=True)
