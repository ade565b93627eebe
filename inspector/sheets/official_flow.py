"""Laying rows on pages by the grid: after a table the text finds back to its lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from inspector.sheets.flow import Row
from inspector.sheets.official_grid import BOTTOM, PITCH, TOP
from inspector.sheets.page import Page

EDGE = 0.5
"""Points by which the last line of a page may seem to stick out: sums of floats."""

LEAST_GAP = 8
"""Points that are left free under a table at least."""


@dataclass(frozen=True, slots=True)
class LaidOut:
    """Pages, and how far down the last one is filled, in points."""

    pages: tuple[Page, ...]
    end: float


def _snapped(_page: Page, _y: float) -> None:
    """Draw nothing: the row only leads to the next line of the grid."""


SNAP = Row(height=0, draw=_snapped)
"""Goes on at the next line of the grid; nothing at the head of a page, nor at the end."""


def lay_out(rows: Iterable[Row], new_page: Callable[[], Page]) -> LaidOut:
    """Put rows on as many pages as they need; what keeps together stays together."""
    listed = list(rows)
    pages, y = [new_page()], TOP
    for index, row in enumerate(listed):
        if row is SNAP:
            if y > TOP and index + 1 < len(listed):
                y = TOP + ceil((y + LEAST_GAP - TOP) / PITCH) * PITCH
            continue
        if y > TOP and y + _needed(listed, index) > BOTTOM + EDGE:
            pages.append(new_page())
            y = TOP
            for head in row.again:
                head.draw(pages[-1], y)
                y += head.height
        row.draw(pages[-1], y)
        y += row.height
    return LaidOut(tuple(pages), y)


def _needed(rows: Sequence[Row], index: int) -> float:
    """Return the height of a row with all that must follow it on its page."""
    height = rows[index].height
    while rows[index].keep and index + 1 < len(rows):
        index += 1
        height += rows[index].height
    return height
