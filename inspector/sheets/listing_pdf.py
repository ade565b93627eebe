"""A listing on paper: heads that come again, cells that wrap, figures under one another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache, partial
from itertools import count, groupby

from inspector.domain.progress import Ticket
from inspector.sheets import qr
from inspector.sheets.document import heading, paragraph, signing, title_rows
from inspector.sheets.flow import Row, pages_needed, paginate, space
from inspector.sheets.furniture import Furniture, body_bottom, body_top
from inspector.sheets.leaf import Leaf
from inspector.sheets.listing import Column, Kind, Listing, Table, Value, shown
from inspector.sheets.page import BLACK, DARK, PALE, Page, PaperSize, Style, plain, strong
from inspector.sheets.paper import Paper
from inspector.sheets.whole_words import clause_lines


@dataclass(frozen=True, slots=True)
class Look:
    """The type that a table is set in."""

    head: Style
    cell: Style
    strong: Style
    pad: float


USUAL = Look(strong(8.2, 11.6, DARK), plain(9.2, 13.4), strong(9.2, 13.4), 2.4)
SMALL = Look(strong(7.8, 11, DARK), plain(8.4, 12), strong(8.4, 12), 2)
CLOSE, CLOSEST = 1.0, 0.4
"""Padding of rows that must save a page; of rows that bring all on a single one."""

FEW_ROWS = 100
"""Longer tables are many pages, of which one more or less is nothing."""

GROUP = strong(10, 15)
GROUP_NOTE = plain(8.6, 15, DARK)
NOTE = plain(8, 12, DARK)

INSET = 4.6
"""Points left free on both edges of a cell."""

MOST_LINES = 24
"""A cell of more lines goes on in a further row, so that no row is higher than a page."""

ABOVE = 4
"""Points between what stands above a table and its head."""

COUNTED = 38
"""Longer tables never stand on one page, and say at their end how many rows they have."""

SHORT = 0.4
"""Part of a page up to which a table is never torn."""

TOGETHER = 0.2
"""Part of a page that stays together at the end, so that no signature stands alone."""

COMMON = "0123456789.%—名次乡镇（街道）村社区尾号得分合计第页共记录码"


def listing_leaf(listing: Listing, *, stem: str) -> Leaf:
    """Return a listing as a document of its own."""

    def draw(paper: Paper) -> None:
        draw_listing(paper, listing)

    return Leaf(
        stem=stem,
        title=listing.title,
        author=listing.left,
        at=listing.at,
        draw=draw,
        common=COMMON,
        listing=listing,
    )


def draw_listing(paper: Paper, listing: Listing) -> None:
    """Put a listing's pages on the paper, with a bookmark for each of several tables."""
    furniture = Furniture(
        left=listing.left,
        right=listing.right,
        notice=listing.notice,
        state=listing.state,
        hint=listing.hint,
        code=listing.code,
        qr_form=paper.form(qr.drawing(listing.qr), key=listing.qr) if listing.qr else "",
    )
    size = listing.size
    begun: dict[Page, list[str]] = {}
    top, bottom = body_top(size), body_bottom(size)
    rows = listing_rows(listing, begun, _look(listing), paper.ticket)
    wanted = 1 + int(sum(row.height for row in rows) / (bottom - top))
    made = count()

    def new_page() -> Page:
        paper.ticket.step(min(next(made), wanted), wanted, listing.title)
        return furniture.under(paper.page(size))

    pages = paginate(rows, new_page, top=top, bottom=bottom)
    furniture.around(pages)
    for page in pages:
        for name in begun.get(page, ()):
            paper.bookmark(name, 1)
        paper.put(page)


def _drawn(kind: Kind, value: Value) -> str:
    """Return a value as it is set in type: a figure below zero has a minus, not a hyphen."""
    text = shown(kind, value)
    return f"−{text[1:]}" if text[:1] == "-" and isinstance(value, int | Fraction) else text


def _look(listing: Listing) -> Look:
    """Return the usual look, or a closer one that saves a last page with next to nothing on it."""
    usual = SMALL if listing.small else USUAL
    if sum(len(table.rows) for table in listing.tables) > FEW_ROWS:
        return usual
    close, closest = replace(usual, pad=CLOSE), replace(usual, pad=CLOSEST)
    loose, tight = _pages(listing, usual), _pages(listing, close)
    if loose > 1 and tight > 1 and _pages(listing, closest) == 1:
        return closest
    return close if tight < loose else usual


def _pages(listing: Listing, look: Look) -> int:
    return pages_needed(
        listing_rows(listing, {}, look),
        top=body_top(listing.size),
        bottom=body_bottom(listing.size),
    )


def listing_rows(
    listing: Listing, begun: dict[Page, list[str]], look: Look, ticket: Ticket | None = None
) -> list[Row]:
    """Return title, tables, notes and the line to sign on.

    ``begun`` is told on which page a table with a name begins, once the rows are drawn.
    """
    ticket = ticket or Ticket()
    size = listing.size
    rows = list(title_rows(listing.title, listing.subtitles, size=size))
    several = len(listing.tables) > 1
    for number, table in enumerate(listing.tables):
        if number:
            rows.append(space(12))
        if not several:
            rows.append(space(6))
        elif table.name:
            rows.append(_noting(heading(table.name, size=size), table.name, begun))
        rows += table_rows(table, size, look, ticket)
    if listing.notes or listing.signers:  # at the very end a space might take a page of its own
        rows.append(space(8))
    rows += [paragraph(note, NOTE, size=size) for note in listing.notes]
    if not listing.signers:
        return rows
    rows.append(signing(listing.signers, size=size))
    return _ending_together(rows, TOGETHER * (body_bottom(size) - body_top(size)))


def table_rows(table: Table, size: PaperSize, look: Look, ticket: Ticket) -> list[Row]:
    """Return a table's rows, as wide as the page; its last row never stands alone on a page."""
    if not table.rows:
        return [paragraph(table.empty, size=size)]
    heads = {table.group, *table.beside} if table.group else set()
    kept = [at for at, one in enumerate(table.columns) if not heads or one.key not in heads]
    grid = _Grid({at: table.columns[at] for at in kept}, size, look, table.least)
    rows = [grid.head]
    for group, values in groupby(table.rows, key=table.head_of):
        again: tuple[Row, ...] = (grid.head,)
        if group:
            band = grid.band(group, table.group_notes.get(group, ""))
            rows.append(replace(band, again=again))
            again = (grid.head, grid.band(f"{group}（续）", ""))
        own = [part for row in ticket.each(values) for part in grid.rows(row, again)]
        rows += _whole_group(own) if group else own
    ending = 2
    if (totals := table.totals) is not None:
        rows += grid.rows(totals, (grid.head,), last=True)
        ending += 1
    if len(table.rows) > COUNTED:
        rows.append(_count(len(table.rows), size))
        ending += 1
    most = SHORT * (body_bottom(size) - body_top(size))
    short = len(table.rows) <= COUNTED and sum(row.height for row in rows) <= most
    start = 0 if short else max(0, len(rows) - ending)
    return [*rows[:start], *(replace(row, keep=True) for row in rows[start:-1]), rows[-1]]


def _whole_group(rows: Sequence[Row]) -> Iterator[Row]:
    """Yield a group's rows, of which neither the first nor the last stands alone on a page."""
    before_last = len(rows) - 2
    for at, row in enumerate(rows):
        keep = at == before_last or (at == 0 and before_last > 0)
        yield replace(row, keep=True) if keep else row


def _ending_together(rows: Sequence[Row], most: float) -> list[Row]:
    """Return the rows, of which the last ones stay on one page, up to a height."""
    start = len(rows) - 1
    height = rows[start].height
    while start and height + rows[start - 1].height <= most:
        start -= 1
        height += rows[start].height
    return [*rows[:start], *(replace(row, keep=True) for row in rows[start:-1]), rows[-1]]


def _count(count: int, size: PaperSize) -> Row:
    """Return the line under a long table that says how many rows it has."""
    said = f"（共 {count:,} 行，完）"

    def draw(page: Page, y: float) -> None:
        page.text_right(size.right - INSET, y + 1 + NOTE.rise, said, NOTE)

    return Row(height=NOTE.leading + 2, draw=draw)


@dataclass(frozen=True, slots=True)
class _Cell:
    """One broken text in its column."""

    x: float
    lines: list[str]
    style: Style
    figures: bool


@dataclass(frozen=True, slots=True)
class _Part:
    """Which lines of a row stand here, whether it ends with them, and is the last of the table."""

    lines: range
    ends: bool
    last: bool


@lru_cache(maxsize=256)
def _part(start: int, end: int, high: int, *, last: bool) -> _Part:
    return _Part(range(start, end), ends=end == high, last=last)


class _Grid:
    """Columns laid out on a page, and the rows that stand in them."""

    def __init__(
        self, columns: Mapping[int, Column], size: PaperSize, look: Look, least: float
    ) -> None:
        self._places, self._columns = tuple(columns), tuple(columns.values())
        self._size, self._look, self._least = size, look, least
        whole = sum(column.share for column in self._columns)
        self._spans = [size.span * column.share / whole for column in self._columns]
        self._edges = [size.left + sum(self._spans[:at]) for at in range(len(self._columns))]
        self.head = self._head()

    def rows(
        self, values: Sequence[Value], again: tuple[Row, ...], *, last: bool = False
    ) -> Iterator[Row]:
        """Yield the row of some values; one that is very high comes in parts.

        Lines are broken to know how high it is, and again when it is drawn: a ledger of a county
        has twenty thousand rows, whose broken lines would fill the memory.
        """
        high = max(map(len, self._broken(values, last=last)))
        for start in range(0, high, MOST_LINES):
            end = min(high, start + MOST_LINES)
            part = _part(start, end, high, last=last)
            yield self._row(values, again, part)

    def _broken(self, values: Sequence[Value], *, last: bool) -> list[list[str]]:
        places = zip(self._columns, self._spans, self._places, strict=True)
        return [
            clause_lines(
                _drawn(column.kind, values[at]),
                self._style(column, last=last),
                span - 2 * INSET,
            )
            for column, span, at in places
        ]

    def band(self, title: str, note: str) -> Row:
        """Return the head of a group: a shaded line as wide as the table."""
        size = self._size
        width = GROUP.width(title) + 14
        first, *more = GROUP_NOTE.lines(note, max(1, size.span - width - 2 * INSET))
        said = f"{first}…" if more else first

        def draw(page: Page, y: float) -> None:
            page.box((size.left, y + 1), (size.span, GROUP.leading), fill=PALE)
            page.text(size.left + INSET, y + 1 + GROUP.rise, title, GROUP)
            page.text(size.left + INSET + width, y + 1 + GROUP.rise, said, GROUP_NOTE)

        return Row(height=GROUP.leading + 2, draw=draw, keep=True)

    def _row(self, values: Sequence[Value], again: tuple[Row, ...], part: _Part) -> Row:
        needed = len(part.lines) * self._look.cell.leading + self._look.pad * (1 + part.ends)
        height = max(needed, self._least)
        draw = partial(self._draw, values, part, height)  # a closure takes three times that
        return Row(height=height, draw=draw, again=again)

    def _draw(
        self, values: Sequence[Value], part: _Part, height: float, page: Page, y: float
    ) -> None:
        size, last = self._size, part.last
        if last:
            page.rule(size.left, y, (size.right, y), width=0.8, paint=BLACK)
        for cell in self._cells(values, part):
            _write(page, y + self._look.pad, cell)
        for column, edge in zip(self._columns, self._edges, strict=True):
            if column.hand:
                page.rule(edge, y, (edge, y + height), width=0.35, paint=".75")
        if part.ends:
            bottom, weight = y + height, 1.0 if last else 0.35
            paint = BLACK if last else ".75"
            page.rule(size.left, bottom, (size.right, bottom), width=weight, paint=paint)

    def _cells(self, values: Sequence[Value], part: _Part) -> Iterator[_Cell]:
        places = zip(self._columns, self._edges, self._spans, strict=True)
        for (column, edge, span), lines in zip(
            places, self._broken(values, last=part.last), strict=True
        ):
            figures = column.kind.figures
            x = edge + span - INSET if figures else edge + INSET
            own = lines[part.lines.start : part.lines.stop]
            yield _Cell(x, own, self._style(column, last=part.last), figures=figures)

    def _head(self) -> Row:
        size, style = self._size, self._look.head
        broken = [
            [
                line
                for part in column.title.split("\n")
                for line in style.lines(part, span - 2 * INSET)
            ]
            for column, span in zip(self._columns, self._spans, strict=True)
        ]
        most = max(map(len, broken))
        height = ABOVE + most * style.leading + 5
        cells = [
            _Cell(
                edge + span - INSET if column.kind.figures else edge + INSET,
                lines,
                style,
                column.kind.figures,
            )
            for column, edge, span, lines in zip(
                self._columns, self._edges, self._spans, broken, strict=True
            )
        ]

        def draw(page: Page, y: float) -> None:
            page.rule(size.left, y + ABOVE, (size.right, y + ABOVE), width=1, paint=BLACK)
            for cell in cells:
                _write(page, y + ABOVE + 2.5 + (most - len(cell.lines)) * style.leading, cell)
            page.rule(size.left, y + height, (size.right, y + height), width=0.6, paint=BLACK)

        return Row(height=height + 1, draw=draw, keep=True)

    def _style(self, column: Column, *, last: bool) -> Style:
        return self._look.strong if column.strong or last else self._look.cell


def _write(page: Page, y: float, cell: _Cell) -> None:
    if not cell.figures:
        page.lines(cell.x, y, cell.lines, cell.style)
        return
    for line in cell.lines:
        page.text_right(cell.x, y + cell.style.rise, line, cell.style)
        y += cell.style.leading


def _noting(row: Row, name: str, begun: dict[Page, list[str]]) -> Row:
    """Return a row that says on which page it was drawn."""

    def draw(page: Page, y: float) -> None:
        row.draw(page, y)
        begun.setdefault(page, []).append(name)

    return Row(height=row.height, draw=draw, keep=True)
