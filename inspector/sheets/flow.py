"""Putting rows on pages: what belongs together stays together, heads come again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

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


def paginate(
    rows: Iterable[Row], new_page: Callable[[], Page], *, top: float, bottom: float
) -> list[Page]:
    """Put ``rows`` on as many pages as they need, each between ``top`` and ``bottom``.

    A row that is higher than a page gets one of its own and runs over.
    """
    listed = list(rows)
    pages, y = [new_page()], top
    for index, row in enumerate(listed):
        if y > top and y + _needed(listed, index) > bottom:
            pages.append(new_page())
            y = top
            for head in row.again:
                head.draw(pages[-1], y)
                y += head.height
        row.draw(pages[-1], y)
        y += row.height
    return pages


def _needed(rows: Sequence[Row], index: int) -> float:
    """Return the height of a row with all that must follow it on its page."""
    height = rows[index].height
    while rows[index].keep and index + 1 < len(rows):
        index += 1
        height += rows[index].height
    return height
