"""The body of an official document: numbered headings, paragraphs, tables, forms."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from inspector.sheets.flow import Row, space
from inspector.sheets.justifying import SetLine, set_paragraph
from inspector.sheets.line_breaking import INDENT
from inspector.sheets.official_facts import Block, Form, FormField, Grid, Heading, Text
from inspector.sheets.official_flow import SNAP
from inspector.sheets.official_grid import CELL, LEFT, PITCH, RIGHT, ROOM, SPAN, Styles
from inspector.sheets.page import BLACK, Page, Style

DIGITS = "零一二三四五六七八九十"
LEVELS = 4
ROOMY, DENSE = 3.6, 2.1
"""Points above and below the texts of a table row; long tables are dense, to stay on a page."""

LONG = 12
"""Rows from which on a table is long."""

DENSE_LEADING = 14
LAST_ROWS = 3
"""Rows of a table that stand together at its end: a single one never begins a page."""

GOES_ON = "（续）"
"""After the name of a section that goes on from the page before."""

CELL_SIDE = 3
TABLE_GAP = 6
NOTE_GAP = 3
"""Points between a table and the note below it."""

RULE = 0.6
FRAME = 1.0
FIELD_TITLE = 5 * CELL
"""Width of a form field's title."""


class Numbering:
    """Counts headings: 一、 （一） 1. （1）, each level anew under the one above."""

    def __init__(self) -> None:
        self._counts = [0] * LEVELS

    def next(self, level: int) -> str:
        """Return the number of the next heading of a level from 1 to 4."""
        self._counts[level - 1] += 1
        self._counts[level:] = [0] * (LEVELS - level)
        number = self._counts[level - 1]
        return (
            f"{chinese_number(number)}、",
            f"（{chinese_number(number)}）",
            f"{number}.",
            f"（{number}）",
        )[level - 1]


def chinese_number(number: int) -> str:
    """Write 1 to 99 in Chinese."""
    tens, ones = divmod(number, 10)
    if not tens:
        return DIGITS[ones]
    return f"{DIGITS[tens] if tens > 1 else ''}十{DIGITS[ones] if ones else ''}"


def block_rows(blocks: Sequence[Block], styles: Styles) -> Iterator[Row]:
    """Yield the rows of a body, one a line, in whole lines of the grid."""
    numbering = Numbering()
    for block in blocks:
        match block:
            case Text(words=words):
                yield from paragraph_rows([(INDENT + words, styles.body)], styles)
            case Heading():
                yield from _heading(block, numbering.next(block.level), styles)
            case Grid():
                yield from _grid(block, styles)
            case Form():
                yield from _form(block, styles)


def paragraph_rows(
    spans: Sequence[tuple[str, Style]], styles: Styles, *, keep: bool = False
) -> Iterator[Row]:
    """Yield the lines of a paragraph; its first never stands alone at the foot of a page."""
    lines = set_paragraph(spans, SPAN, cell=ROOM)
    for number, line in enumerate(lines, start=1):
        alone = number == 1 < len(lines) or number == len(lines) - 1 > 1
        yield Row(height=PITCH, draw=_line(line, styles.body), keep=keep or alone)


def _line(line: SetLine, style: Style) -> Callable[[Page, float], None]:
    return lambda page, y: line.draw(page, LEFT, y + style.rise)


def _heading(heading: Heading, number: str, styles: Styles) -> Iterator[Row]:
    style = {1: styles.heading, 2: styles.subheading}.get(heading.level, styles.body)
    spans = [(f"{INDENT}{number}{heading.words}", style), (heading.text, styles.body)]
    yield from paragraph_rows(spans, styles, keep=not heading.text)


def _grid(grid: Grid, styles: Styles) -> Iterator[Row]:
    long = len(grid.rows) > LONG
    look = _Look.of(grid, styles, long=long)
    yield replace(space(0 if long else TABLE_GAP), keep=True)
    if grid.caption:
        yield _caption(grid.caption, styles)
    head = look.head()
    yield head
    rows = _body_rows(grid, look, head)
    together = len(rows) - (0 if grid.note else 1)
    for number, row in enumerate(rows):
        yield replace(row, keep=row.keep or len(rows) - LAST_ROWS <= number < together)
    if grid.note:
        yield from _note(grid.note, styles.cell)
    yield SNAP


def _body_rows(grid: Grid, look: _Look, head: Row) -> list[Row]:
    """Return the rows below the head; those of a section bring its name to a new page."""
    rows: list[Row] = []
    again: tuple[Row, ...] = (head,)
    for cells in grid.rows:
        if len(cells) == 1:
            again = (head, look.band(f"{cells[0]}{GOES_ON}"))
            rows.append(replace(look.band(cells[0]), keep=True, again=(head,)))
        else:
            rows.append(replace(look.row(cells), again=again))
    return rows


@dataclass(frozen=True, slots=True)
class _Look:
    """How the rows of one table are drawn."""

    grid: Grid
    spans: tuple[float, ...]
    head_style: Style
    style: Style
    pad: float

    @classmethod
    def of(cls, grid: Grid, styles: Styles, *, long: bool) -> _Look:
        """Return the look of a table; long ones are dense."""
        total = sum(column.share for column in grid.columns)
        spans = tuple(SPAN * column.share / total for column in grid.columns)
        head_style, style = styles.cell_head, styles.cell
        if long:
            head_style, style = (replace(one, leading=DENSE_LEADING) for one in (head_style, style))
        return cls(grid, spans, head_style, style, DENSE if long else ROOMY)

    def head(self) -> Row:
        """Return the titles, which never stand alone."""
        titles = _cells([one.title for one in self.grid.columns], self.spans, self.head_style)
        middle = [False] * len(self.spans)
        row = _cell_row(titles, self.spans, middle, self.head_style, self.pad, first=True)
        return replace(row, keep=True)

    def row(self, cells: Sequence[str]) -> Row:
        """Return a row of cells."""
        left = [column.left for column in self.grid.columns]
        lines = _cells(cells, self.spans, self.style)
        return _cell_row(lines, self.spans, left, self.style, self.pad, first=False)

    def band(self, words: str) -> Row:
        """Return the name of a section, over all columns."""
        lines = _cells([words], [SPAN], self.head_style)
        return _cell_row(lines, [SPAN], [True], self.head_style, self.pad, first=False)


def _note(words: str, style: Style) -> Iterator[Row]:
    yield replace(space(NOTE_GAP), keep=True)
    for line in style.lines(words, SPAN):
        yield Row(height=style.leading, draw=_left(line, style))


def _left(line: str, style: Style) -> Callable[[Page, float], None]:
    return lambda page, y: page.text(LEFT, y + style.rise, line, style)


def _caption(words: str, styles: Styles) -> Row:
    def draw(page: Page, y: float) -> None:
        page.text_centred((LEFT + RIGHT) / 2, y + styles.cell_head.rise + 4, words, style)

    style = replace(styles.cell_head, size=14)
    return Row(height=PITCH, draw=draw, keep=True)


def _cells(cells: Sequence[str], spans: Sequence[float], style: Style) -> list[list[str]]:
    return [
        style.lines(cell, span - 2 * CELL_SIDE) for cell, span in zip(cells, spans, strict=True)
    ]


def _cell_row(
    cells: Sequence[Sequence[str]],
    spans: Sequence[float],
    left: Sequence[bool],
    style: Style,
    pad: float,
    *,
    first: bool,
) -> Row:
    height = max(map(len, cells)) * style.leading + 2 * pad

    def draw(page: Page, y: float) -> None:
        x = LEFT
        if first:
            page.rule(LEFT, y, (RIGHT, y), width=FRAME, paint=BLACK)
        for lines, span, flush in zip(cells, spans, left, strict=True):
            top = y + (height - len(lines) * style.leading) / 2
            for line in lines:
                at = x + CELL_SIDE + 1 if flush else x + (span - style.width(line)) / 2
                page.text(at, top + style.rise, line, style)
                top += style.leading
            x += span
        _sides(page, y, height, spans)
        page.rule(LEFT, y + height, (RIGHT, y + height), width=RULE, paint=BLACK)

    return Row(height=height, draw=draw)


def _sides(page: Page, y: float, height: float, spans: Sequence[float]) -> None:
    x = LEFT
    page.rule(x, y, (x, y + height), width=RULE, paint=BLACK)
    for span in spans:
        x += span
        page.rule(x, y, (x, y + height), width=RULE, paint=BLACK)


def _form(form: Form, styles: Styles) -> Iterator[Row]:
    yield replace(space(TABLE_GAP), keep=True)
    for number, fields in enumerate(form.rows):
        yield _form_row(fields, styles, first=number == 0)


def _form_row(fields: Sequence[FormField], styles: Styles, *, first: bool) -> Row:
    wide = SPAN / len(fields)
    height = max(field.lines for field in fields) * PITCH
    title, body = replace(styles.cell_head, size=14, leading=20), replace(styles.cell, size=14)

    def draw(page: Page, y: float) -> None:
        if first:
            page.rule(LEFT, y, (RIGHT, y), width=FRAME, paint=BLACK)
        for number, field in enumerate(fields):
            x = LEFT + number * wide
            lines = field.title.split("\n")
            top = y + (height - len(lines) * title.leading) / 2
            for line in lines:
                page.text_centred(x + FIELD_TITLE / 2, top + title.rise, line, title)
                top += title.leading
            page.rule(x + FIELD_TITLE, y, (x + FIELD_TITLE, y + height), width=RULE, paint=BLACK)
            words = body.lines(field.words, wide - FIELD_TITLE - 12) if field.words else []
            page.lines(x + FIELD_TITLE + 6, y + _lead(height, words, body), words, body)
        _sides(page, y, height, [wide] * len(fields))
        page.rule(LEFT, y + height, (RIGHT, y + height), width=RULE, paint=BLACK)

    return Row(height=height, draw=draw)


def _lead(height: float, words: Sequence[str], style: Style) -> float:
    """Return where words begin in a field: in the middle of a low one, else at its top."""
    room = height - len(words) * style.leading
    return room / 2 if height <= 2 * PITCH else 6
