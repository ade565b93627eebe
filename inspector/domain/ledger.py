"""Ticked ledgers 勾选格: what their cells mean, the order of dated steps, and how paper says it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from inspector.domain.rubric import Grid

THERE, MISSING, NOT_DUE, DISORDERED = "y", "n", "-", "x"
"""Letters of a grid's cells, see ``visit.Entry.cells``."""

MONTHS, STEPS, QUESTIONS = "months", "steps", "questions"
"""Kinds of grid (``rubric.Grid``)."""

DATE = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])", re.ASCII)
"""A day of the year as ``visit.Entry.dates`` has it; ledgers do not always say the year."""

OUT_OF_ORDER = "顺序不对"

_LEAP = 2024
"""A year that has every day."""

_HALF = 183
"""Days: a step that seems later by more than half a year was earlier, around New Year or not."""


COUNTS, FLAGS = "counts", "flags"
"""What a step in the wrong order costs, see ``rubric.Grid.disorder``."""


def misses(grid: Grid, cells: Sequence[str]) -> int:
    """Return how many cells of a ticked grid cost points: missing ones.

    Disordered ones are another fact; they cost the same if the form says so.
    """
    return sum(row.count(MISSING) for row in cells) + (
        disordered(cells) if grid.disorder == COUNTS else 0
    )


def disordered(cells: Sequence[str]) -> int:
    """Return how many cells of a ticked grid are in the wrong order."""
    return sum(row.count(DISORDERED) for row in cells)


def may_count(grid: Grid, cells: Sequence[str]) -> frozenset[int]:
    """Return the counts that a record may have for a ticked grid.

    Before a form could say what the wrong order costs, it was counted: such records stand.
    """
    own = misses(grid, cells)
    return frozenset({own} if grid.disorder else {own, own + disordered(cells)})


def full_cells(grid: Grid) -> tuple[str, ...]:
    """Return a grid with nothing missing, as it is shown before anyone ticks.

    Of questions none was asked yet.
    """
    if grid.kind == QUESTIONS:
        return tuple(NOT_DUE * len(grid.columns) for _ in grid.rows)
    return tuple(
        "".join(
            THERE if _due(grid, row, column) else NOT_DUE for column in range(len(grid.columns))
        )
        for row in range(len(grid.rows))
    )


def is_day(text: str) -> bool:
    """Tell whether a text is a day of the year, such as ``03-12``."""
    if not DATE.fullmatch(text):
        return False
    try:
        date(_LEAP, int(text[:2]), int(text[3:]))
    except ValueError:
        return False
    return True


def days_of(dates: str) -> list[str]:
    """Split one row of ``visit.Entry.dates``: a day or an empty text for each column."""
    return dates.split(",")


def out_of_order(dates: str) -> frozenset[int]:
    """Return the columns of a row whose day lies before that of an earlier step, from 0.

    Source: the six steps of 四议两公开 are taken one after the other.
    """
    found: set[int] = set()
    latest: int | None = None
    for column, text in enumerate(days_of(dates)):
        if not text:
            continue
        day = date(_LEAP, int(text[:2]), int(text[3:])).timetuple().tm_yday
        if latest is not None and (day - latest) % 366 > _HALF:
            found.add(column)
        else:
            latest = day
    return frozenset(found)


def ordered(cells: str, dates: str) -> str:
    """Return a row's cells with those in the wrong order marked, and no others of the dated."""
    wrong, days = out_of_order(dates), days_of(dates)
    return "".join(
        letter if not days[column] else (DISORDERED if column in wrong else THERE)
        for column, letter in enumerate(cells)
    )


def cell_words(grid: Grid, cells: Sequence[str], dates: Sequence[str] = ()) -> tuple[str, ...]:
    """Say what a ticked grid found: 党课缺 3月、6月; 事项一审议顺序不对（3月12日）.

    Wrong answers are named by their reasons, so questions say nothing here.
    """
    if grid.kind == QUESTIONS:
        return ()
    told = []
    for place, (name, row) in enumerate(zip(grid.rows, cells, strict=False)):
        missing = [head for head, cell in zip(grid.columns, row, strict=False) if cell == MISSING]
        if missing:
            told.append(f"{name}缺 {'、'.join(missing)}")
        days = days_of(dates[place]) if place < len(dates) else [""] * len(row)
        wrong = [at for at, cell in enumerate(row) if cell == DISORDERED]
        if wrong:
            named = "、".join(_dated(grid.columns[at], days[at]) for at in wrong)
            told.append(f"{name}{OUT_OF_ORDER}：{named}")
    return tuple(told)


def free_words(grid: Grid, cells: Sequence[str], dates: Sequence[str] = ()) -> tuple[str, ...]:
    """Say what is in the wrong order where that costs nothing by itself."""
    if grid.disorder == COUNTS or not disordered(cells):
        return ()
    return tuple(words for words in cell_words(grid, cells, dates) if OUT_OF_ORDER in words)


def day_word(day: str) -> str:
    """Write a day of the year as people read it: 3月12日."""
    return f"{int(day[:2])}月{int(day[3:])}日"


def _dated(name: str, day: str) -> str:
    return f"{name}（{day_word(day)}）" if day else name


def _due(grid: Grid, row: int, column: int) -> bool:
    due = grid.due[row] if row < len(grid.due) else ()
    return not due or column + 1 in due
