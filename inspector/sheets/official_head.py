"""How an official document begins: red head, title, addressee (GB/T 9704—2012, 7.2, 7.3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from inspector.sheets.flow import Row, space
from inspector.sheets.official_blocks import paragraph_rows
from inspector.sheets.official_facts import Mode, Official
from inspector.sheets.official_grid import (
    LEFT,
    PITCH,
    RED_INK,
    RIGHT,
    SPAN,
    Styles,
    blank,
    centred,
    to_grid,
)
from inspector.sheets.page import MM, Page
from inspector.sheets.title_breaking import Title, title_lines

MARK_TOP = 35 * MM
"""From the upper edge of the type area to that of the issuing mark."""

MARK_RISE = 0.88
"""From a character's upper edge down to the base line, in ems."""

MARK_SIZE = 48
MARK_LEAST = 26
"""Points; the county chooses below 22 × 15 mm a character."""

MARK_NARROW = 0.62
"""How narrow the characters of a long mark may become."""

NUMBER_GAP = 4 * MM
"""From the number to the red line."""

LINE_WIDTH = 0.7 * MM

HEAD_HEIGHT = 10 * PITCH
"""Mark, two lines free, number, red line, two lines free: ten lines of the grid but for a point.

A sheet that bears a red head already keeps the same room free.
"""


def head_rows(official: Official, styles: Styles) -> Iterator[Row]:
    """Yield everything down to the addressee."""
    if official.mode is Mode.RED:
        yield _red_head(official, styles)
    elif official.mode is Mode.PREPRINTED:
        yield _empty_head()
    yield from title_rows(official.title, styles)
    if official.hint:
        hint = f"（{official.state}，{official.hint}）"
        yield Row(
            height=PITCH,
            draw=lambda page, y: centred(page, y - 4, hint, styles.hint),
            keep=True,
        )
    yield blank(keep=True)
    if official.addressee:
        yield from paragraph_rows([(official.addressee, styles.body)], styles, keep=True)


def title_rows(title: Title, styles: Styles) -> Iterator[Row]:
    """Yield a title in 2号, in whole lines of the grid."""
    lines = title_lines(title, styles.title, SPAN)

    def draw(page: Page, y: float) -> None:
        for line in lines:
            centred(page, y, line, styles.title)
            y += styles.title.leading

    height = len(lines) * styles.title.leading
    yield Row(height=height, draw=draw, keep=True)
    yield replace(space(to_grid(height)), keep=True)


def _red_head(official: Official, styles: Styles) -> Row:
    size, narrow = _mark_size(official.mark, styles)
    style = styles.mark(size)

    def draw(page: Page, y: float) -> None:
        top = y + MARK_TOP
        wide = style.width(official.mark) * narrow
        corner = ((LEFT + RIGHT - wide) / 2, top + size * MARK_RISE)
        page.text_narrow(corner, official.mark, style, narrow)
        number = top + MARK_SIZE + 2 * PITCH
        page.text_centred(
            (LEFT + RIGHT) / 2, number + styles.body.size * MARK_RISE, official.number, styles.body
        )
        line = number + styles.body.size + NUMBER_GAP
        page.rule(LEFT, line, (RIGHT, line), width=LINE_WIDTH, paint=RED_INK)

    return Row(height=HEAD_HEIGHT, draw=draw, keep=True)


def _mark_size(mark: str, styles: Styles) -> tuple[float, float]:
    """Return size and narrowness of a mark: first it narrows, then it shrinks."""
    wide = styles.mark(MARK_SIZE).width(mark)
    if wide <= SPAN:
        return MARK_SIZE, 1.0
    if wide * MARK_NARROW <= SPAN:
        return MARK_SIZE, SPAN / wide
    size = max(MARK_LEAST, MARK_SIZE * SPAN / (wide * MARK_NARROW))
    return size, min(MARK_NARROW, SPAN / styles.mark(size).width(mark))


def _empty_head() -> Row:
    return Row(height=HEAD_HEIGHT, draw=lambda _page, _y: None, keep=True)
