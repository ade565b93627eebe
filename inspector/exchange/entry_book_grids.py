"""Ledgers 勾选格 in a 录入表: a line for each row of a grid, a cell for each month or step.

As on the screen only what is missing is told: a line that is 齐 says so in its 记录, in any other
line an empty cell is there. A line of which nothing is said while others of its grid are filled
is a fault: nobody looked, or somebody forgot. Steps take the day they were done; a day before
that of an earlier step is in the wrong order, see ``domain.ledger``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from unicodedata import normalize

from inspector.domain.ledger import (
    DISORDERED,
    MISSING,
    NOT_DUE,
    STEPS,
    THERE,
    full_cells,
    is_day,
    misses,
    ordered,
)
from inspector.domain.rubric import Checkpoint, Grid
from inspector.domain.visit import Entry
from inspector.exchange import entry_book_form as form
from inspector.exchange.entry_book_cells import BadCell, Cells

MARKS: Mapping[str, str] = {
    **dict.fromkeys(("有", "√", "✓"), THERE),
    **dict.fromkeys(("缺", "×", "✗", "X", "x"), MISSING),
    **dict.fromkeys(("不该有", "—", "-"), NOT_DUE),
}
"""What a cell may say; the signs are those of the paper."""

OUT_OF_ORDER = "乱"
_DAY = re.compile(
    r"(?:\d{4}\s*[年./\-])?(\d{1,2})\s*[月./\-]\s*(\d{1,2})\s*日?|(\d{2})(\d{2})", re.ASCII
)


@dataclass(frozen=True, slots=True, kw_only=True)
class GridRow:
    """One filled line: its cells and, of steps, their days; see ``visit.Entry``."""

    cells: str
    dates: str = ""


def read_grid_row(
    grid: Grid, place: int, cells: Cells
) -> tuple[GridRow | None, tuple[BadCell, ...]]:
    """Return what a line says of a row of a grid, or None if nothing; and what is wrong with it."""
    columns = range(form.FIRST_CELL, form.FIRST_CELL + len(grid.columns))
    faults = list(cells.unasked((form.ANSWER, *columns)))
    said = cells.text(form.ANSWER)
    if said not in ("", form.WHOLE):
        what = f"“{said}”认不得。"
        fix = f"这一行没有缺的选“{form.WHOLE}”，有缺的空着，在后面的格里填。"
        faults.append(cells.bad(form.ANSWER, what, fix))
    letters, days = list(full_cells(grid)[place]), [""] * len(grid.columns)
    filled = False
    for at, column in enumerate(columns):
        read = _cell(grid, cells, column)
        if isinstance(read, BadCell):
            faults.append(read)
        elif read is not None:
            filled = True
            letters[at], days[at] = read
    if said == form.WHOLE and any(letter in (MISSING, DISORDERED) for letter in letters):
        fix = "请核对纸面，去掉一样。"
        faults.append(cells.bad(form.ANSWER, f"选了“{form.WHOLE}”，后面又有缺的。", fix))
    if faults or not (filled or said):
        return None, tuple(faults)
    dates = ",".join(days) if any(days) else ""
    line = "".join(letters)
    return GridRow(cells=ordered(line, dates) if dates else line, dates=dates), ()


def _cell(grid: Grid, cells: Cells, column: int) -> tuple[str, str] | BadCell | None:
    """Return a cell's letter and day, None if it is empty, or what is wrong with it."""
    raw, said = cells.raw(column), normalize("NFKC", cells.text(column)).strip()
    if not said:
        return None
    mark = MARKS.get(cells.text(column)) or MARKS.get(said)
    if mark is not None:
        return mark, ""
    if grid.kind != STEPS:
        return cells.bad(column, f"“{said}”认不得。", "请填 有、缺 或 不该有，空着算有。")
    if said == OUT_OF_ORDER:
        return DISORDERED, ""
    day = _day(raw, said)
    if day and is_day(day):
        return THERE, day
    fix = "请写月和日，如 3月12日 或 0312；没有这一步写“缺”。"
    return cells.bad(column, f"“{said}”不是日期。", fix)


def _day(raw: object, said: str) -> str:
    """Return a day as ``03-12``; Excel makes dates of what looks like one."""
    if isinstance(raw, (date, datetime)):
        return f"{raw.month:02d}-{raw.day:02d}"
    if isinstance(raw, float):  # Excel drops the zero of 0312, and that of 3.10, which is lost
        said = said.zfill(4) if raw.is_integer() else ""
    match = _DAY.fullmatch(said)
    if match is None:
        return ""
    month, day = (match[1], match[2]) if match[1] else (match[3], match[4])
    return f"{int(month):02d}-{int(day):02d}"


def with_grid(
    point: Checkpoint, entry: Entry | None, rows: Mapping[int, GridRow], *, answered: bool
) -> tuple[Entry, tuple[str, ...]]:
    """Put what the lines of a grid say into the entry of its checkpoint; and what contradicts it.

    ``rows`` are the filled lines, at least one, by their place in the grid; ``answered`` says that
    the checkpoint's own line has a count.
    """
    grid = point.grid
    if grid is None:
        raise AssertionError("lines of a grid belong to one")
    faults = [
        f"“{name}”一行没有填，没有缺的选“{form.WHOLE}”。"
        for place, name in enumerate(grid.rows)
        if place not in rows
    ]
    cells = tuple(rows[place].cells for place in sorted(rows))
    dates = tuple(rows[place].dates for place in sorted(rows))
    empty = "," * (len(grid.columns) - 1)
    kept = tuple(days or empty for days in dates) if any(dates) else ()
    lacking = misses(grid, cells)
    said = entry or Entry()
    told = sum(reason.count for reason in said.reasons)
    if answered and said.defects != lacking:
        faults.append(f"勾选格缺 {lacking}，记录却是 {said.defects}。")
    elif told > lacking:
        faults.append(f"勾选格缺 {lacking}，原因却有 {told} 次。")
    return replace(said, defects=lacking, cells=cells, dates=kept), tuple(faults)
