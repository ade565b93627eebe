"""Plain tables: a head that comes again on each page, cells that wrap, figures on the right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from inspector.sheets.flow import Row
from inspector.sheets.page import A4, BLACK, DARK, Page, PaperSize, Style, plain, strong

HEAD = plain(8, 15, DARK)
CELL = plain(9.2, 13.4)
STRONG_CELL = strong(9.2, 13.4)
PAD = 2.2
GUTTER = 10
INSET = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column; ``share`` is its part of the width, figures stand on the right edge."""

    title: str
    share: float
    figures: bool = False
    strong: bool = False

    @property
    def style(self) -> Style:
        """The look of the column's cells."""
        return STRONG_CELL if self.strong else CELL


def table(
    columns: Sequence[Column], rows: Iterable[Sequence[str]], *, size: PaperSize = A4
) -> Iterator[Row]:
    """Yield the rows of a table, as wide as the page."""
    total = sum(column.share for column in columns)
    spans = [size.span * column.share / total for column in columns]
    head = _head(columns, spans)
    yield head
    for cells in rows:
        yield _row(columns, spans, cells, head)


def _head(columns: Sequence[Column], spans: Sequence[float]) -> Row:
    def draw(page: Page, y: float) -> None:
        size = page.size
        page.rule(size.left, y, (size.right, y), width=1, paint=BLACK)
        x = size.left
        for column, span in zip(columns, spans, strict=True):
            _write(page, (x, y), column, span, [column.title], HEAD)
            x += span
        under = y + HEAD.leading
        page.rule(size.left, under, (size.right, under), width=0.6, paint=BLACK)

    return Row(height=HEAD.leading + 1, draw=draw, keep=True)


def _row(columns: Sequence[Column], spans: Sequence[float], cells: Sequence[str], head: Row) -> Row:
    broken = [
        column.style.lines(cell, span - GUTTER)
        for column, span, cell in zip(columns, spans, cells, strict=True)
    ]
    height = max(map(len, broken)) * CELL.leading + 2 * PAD

    def draw(page: Page, y: float) -> None:
        size = page.size
        x = size.left
        for column, span, lines in zip(columns, spans, broken, strict=True):
            _write(page, (x, y + PAD), column, span, lines, column.style)
            x += span
        page.rule(size.left, y + height, (size.right, y + height), width=0.35)

    return Row(height=height, draw=draw, again=(head,))


def _write(
    page: Page,
    corner: tuple[float, float],
    column: Column,
    span: float,
    lines: Sequence[str],
    style: Style,
) -> None:
    x, y = corner
    if not column.figures:
        page.lines(x + INSET, y, lines, style)
        return
    for line in lines:
        page.text_right(x + span - GUTTER + INSET, y + style.rise, line, style)
        y += style.leading
