"""按键卡: every key of the field workspace on one A4 page, to lie beside the keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from inspector.platform.durable import write_durably
from inspector.sheets.page import (
    BLACK,
    DARK,
    HEIGHT,
    LEFT,
    LIGHT,
    MM,
    PALE,
    RIGHT,
    Page,
    Style,
    plain,
    strong,
)
from inspector.sheets.paper import Paper

TITLE = strong(19, 28)
SMALL = plain(8, 12, DARK)
TOP, BOTTOM = 34 * MM, HEIGHT - 18 * MM
GUTTER = 18.0
LARGEST, SMALLEST = 19.0, 8.0
"""Leading of a row in points; the largest at which all rows fit is taken."""

COLUMNS = (2, 3)

HINT = "屏幕上按 F1 看当前页的按键，与这张卡相同。"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyGroup:
    """The keys of one page of the window: keys, and what they do."""

    title: str
    keys: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Grid:
    """Sizes that follow from the leading, in points, and the number of columns."""

    leading: float
    columns: int

    @property
    def column(self) -> float:
        return (RIGHT - LEFT + GUTTER) / self.columns - GUTTER

    @property
    def head(self) -> Style:
        return strong(self.leading * 0.56, self.leading * 1.35)

    @property
    def word(self) -> Style:
        return plain(self.leading * 0.57, self.leading)

    @property
    def cap(self) -> Style:
        return strong(self.leading * 0.46, self.leading)


def key_card_bytes(groups: Sequence[KeyGroup], *, version: str, county: str = "") -> bytes:
    """Return the card as PDF of one page; ``county`` is whose folder it is printed from, if any.

    Raises:
        ValueError: There are more keys than one page can hold.
    """
    paper = Paper(title="外业按键卡", author=county or "五星考评")
    page = paper.page()
    page.text(LEFT, 15 * MM + TITLE.rise, "外业按键卡", TITLE)
    page.text_right(RIGHT, 15 * MM + TITLE.rise, f"五星考评 {version}", SMALL)
    page.rule(LEFT, 29 * MM, (RIGHT, 29 * MM), width=1.4, paint=BLACK)
    grid, columns = _fitted(groups)
    for index, column in enumerate(columns):
        y = TOP
        for group in column:
            y = _draw(page, (LEFT + index * (grid.column + GUTTER), y), group, grid)
    page.text(LEFT, HEIGHT - 12 * MM, HINT, SMALL)
    paper.put(page)
    return paper.finish()


def write_key_card(
    out: Path, groups: Sequence[KeyGroup], *, version: str, county: str = ""
) -> None:
    """Write the card as PDF, whole or not at all; ``county`` as for :func:`key_card_bytes`.

    Raises:
        ValueError: There are more keys than one page can hold.
        InspectorError: The disk refused, see ``platform.durable``.
    """
    write_durably(out, key_card_bytes(groups, version=version, county=county))


def _fitted(groups: Sequence[KeyGroup]) -> tuple[_Grid, list[list[KeyGroup]]]:
    """Return the largest grid in which all groups fit on the page, none torn apart."""
    leading = LARGEST
    while leading >= SMALLEST:
        for columns in COLUMNS:
            grid = _Grid(leading=leading, columns=columns)
            spread = _spread(groups, grid)
            if spread is not None:
                return grid, spread
        leading -= 0.25
    raise ValueError("more keys than one page can hold")


def _spread(groups: Sequence[KeyGroup], grid: _Grid) -> list[list[KeyGroup]] | None:
    """Put groups into columns in their order, as even as that allows; None if they do not fit."""
    most = BOTTOM - TOP
    if grid.columns * most < sum(len(one.keys) for one in groups) * grid.leading:
        return None  # not even if each row took one line: wrapping them all would be slow
    heights = [_height(group, grid) for group in groups]
    room = max(sum(heights) / grid.columns, *heights)
    while room <= most:
        spread: list[list[KeyGroup]] = [[]]
        used = 0.0
        for group, height in zip(groups, heights, strict=True):
            if spread[-1] and used + height > room:
                spread.append([])
                used = 0.0
            spread[-1].append(group)
            used += height
        if len(spread) <= grid.columns:
            return spread
        room += grid.leading
    return None


def _height(group: KeyGroup, grid: _Grid) -> float:
    lines = sum(len(_words(keys, words, grid)) for keys, words in group.keys)
    return grid.head.leading + lines * grid.leading + grid.leading * 0.7


def _words(keys: str, words: str, grid: _Grid) -> list[str]:
    return grid.word.lines(words, grid.column - _caps_span(keys, grid) - 6)


def _caps_span(keys: str, grid: _Grid) -> float:
    """Return the room of the caps: a common column, more for long ones."""
    caps = keys.split(" ")
    wide = sum(_cap_width(cap, grid) + 3 for cap in caps)
    return max(grid.column * 0.34, wide + 2)


def _cap_width(cap: str, grid: _Grid) -> float:
    return max(grid.cap.width(cap) + 8, grid.leading * 0.9)


def _draw(page: Page, corner: tuple[float, float], group: KeyGroup, grid: _Grid) -> float:
    x, y = corner
    head = grid.head
    page.box((x, y), (grid.column, head.leading - 2), fill=PALE)
    page.text(x + 5, y - 1 + head.rise, group.title, head)
    y += head.leading + 1
    for keys, words in group.keys:
        lines = _words(keys, words, grid)
        left = x
        for cap in keys.split(" "):
            wide = _cap_width(cap, grid)
            size = (wide, grid.leading - 3)
            page.box((left, y + 1.5), size, stroke=DARK, width=0.7)
            page.text_centred(left + wide / 2, y + grid.cap.rise, cap, grid.cap)
            left += wide + 3
        page.lines(x + _caps_span(keys, grid) + 4, y, lines, grid.word)
        y += len(lines) * grid.leading
        page.rule(x, y, (x + grid.column, y), width=0.25, paint=LIGHT)
    return y + grid.leading * 0.7 - 1
