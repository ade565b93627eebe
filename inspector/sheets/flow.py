"""Putting rows on pages: what belongs together stays together, heads come again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from inspector.sheets.page import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Something ``height`` points high that draws itself at a ``y``."""

    height: float
    draw: Callable[[Page, float], None]
    keep: bool = False
    """Never the last of its page: the next row follows on the same one."""
    again: tuple[Row, ...] = ()
    """Drawn first where a new page begins with this row: table head, section."""


def space(height: float) -> Row:
    """Return an empty row."""
    return Row(height=height, draw=lambda _page, _y: None)


OPEN_PAGES = 8
"""The last so many pages are not folded: a short sheet would pay for what only a ledger needs."""


def bound(rows: Sequence[Row], *, last: int) -> Iterator[Row]:
    """Yield rows of which the ``last`` so many stay with what follows them."""
    yield from rows[:-last]
    yield from (replace(row, keep=True) for row in rows[-last:])


def paginate(
    rows: Iterable[Row], new_page: Callable[[], Page], *, top: float, bottom: float
) -> list[Page]:
    """Put ``rows`` on as many pages as they need, each between ``top`` and ``bottom``.

    A row that is higher than a page gets one of its own and runs over.
    """
    listed = list(rows)
    pages: list[Page] = []
    for row, (number, y) in zip(listed, _places(listed, top, bottom), strict=True):
        if number == len(pages):
            if len(pages) >= OPEN_PAGES:
                pages[-OPEN_PAGES].fold()
            pages.append(new_page())
            above = top
            for head in row.again if number else ():
                head.draw(pages[-1], above)
                above += head.height
        row.draw(pages[-1], y)
    return pages or [new_page()]


def pages_needed(rows: Iterable[Row], *, top: float, bottom: float) -> int:
    """Return how many pages :func:`paginate` would fill."""
    return max((number for number, _y in _places(list(rows), top, bottom)), default=0) + 1


def room_left(rows: Sequence[Row], *, top: float, bottom: float) -> float:
    """Return how many points :func:`paginate` would leave empty below the last of some rows."""
    *_, (_number, y) = _places(rows, top, bottom)
    return max(bottom - y - rows[-1].height, 0.0)


def _places(rows: Sequence[Row], top: float, bottom: float) -> Iterator[tuple[int, float]]:
    """Yield for each row its page, from 0, and its ``y`` there."""
    number, y = 0, top
    for index, row in enumerate(rows):
        if y > top and y + _needed(rows, index) > bottom:
            number += 1
            y = top + sum(head.height for head in row.again)
        yield number, y
        y += row.height


def _needed(rows: Sequence[Row], index: int) -> float:
    """Return the height of a row with all that must follow it on its page."""
    height = rows[index].height
    while rows[index].keep and index + 1 < len(rows):
        index += 1
        height += rows[index].height
    return height
