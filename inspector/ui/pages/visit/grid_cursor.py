"""Ticking a ledger: cells, the cursor in them, and the keys. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from inspector.domain.ledger import (
    DISORDERED,
    MISSING,
    NOT_DUE,
    STEPS,
    THERE,
    days_of,
    full_cells,
    is_day,
    ordered,
)
from inspector.domain.rubric import Grid

DAY_DIGITS = 4
"""Month and day, two digits each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GridCursor:
    """An open grid: what is ticked, the days of its steps, and where the cursor stands.

    ``typed`` are the first digits of a day, such as ``031`` of 3月12日.
    """

    grid: Grid
    cells: tuple[str, ...]
    row: int = 0
    column: int = 0
    touched: bool = False
    dates: tuple[str, ...] = ()
    typed: str = ""

    @classmethod
    def opening(cls, grid: Grid, cells: tuple[str, ...], dates: tuple[str, ...] = ()) -> GridCursor:
        """Open a grid as it was left, or with nothing missing."""
        return cls(grid=grid, cells=cells or full_cells(grid), dates=dates)

    @property
    def dated(self) -> bool:
        """True where a cell takes the day of its step."""
        return self.grid.kind == STEPS

    def moved(self, down: int, right: int) -> GridCursor:
        """Move the cursor; it stays inside."""
        return replace(
            self,
            row=min(max(self.row + down, 0), len(self.grid.rows) - 1),
            column=min(max(self.column + right, 0), len(self.grid.columns) - 1),
            typed="",
        )

    def at(self, row: int, column: int) -> GridCursor:
        """Put the cursor on a cell."""
        return replace(self, row=row, column=column, typed="")

    def digit(self, char: str) -> GridCursor | None:
        """Type the day of a step, 0312 for 3月12日; the fourth digit goes on to the next step.

        None where it is no day. A day before that of an earlier step marks the order as wrong.
        """
        typed = self.typed + char
        if len(typed) < DAY_DIGITS:
            return replace(self, typed=typed)
        day = f"{typed[:2]}-{typed[2:]}"
        return self._on(day).moved(0, 1) if is_day(day) else None

    def rubbed(self) -> GridCursor:
        """Take the last digit back, or the day that stands there."""
        return replace(self, typed=self.typed[:-1]) if self.typed else self._on("")

    def _on(self, day: str) -> GridCursor:
        empty = "," * (len(self.grid.columns) - 1)
        dates = list(self.dates or (empty,) * len(self.grid.rows))
        days = days_of(dates[self.row])
        days[self.column] = day
        dates[self.row] = ",".join(days)
        line = self.cells[self.row]
        line = line[: self.column] + THERE + line[self.column + 1 :]
        cells = (
            *self.cells[: self.row],
            ordered(line, dates[self.row]),
            *self.cells[self.row + 1 :],
        )
        kept = tuple(dates) if any(row.strip(",") for row in dates) else ()
        return replace(self, cells=cells, dates=kept, touched=True, typed="")

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
        bare = self._on("") if self.dates else self  # what is ticked by hand has no day
        line = bare.cells[self.row]
        changed = line[: self.column] + letter + line[self.column + 1 :]
        cells = (*bare.cells[: self.row], changed, *bare.cells[self.row + 1 :])
        return replace(bare, cells=cells, touched=True)
