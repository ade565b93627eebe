"""A listing as a workbook: one look for all, a sheet for each table, sums that calculate.

What people wrote is always text, so that nothing that begins with ``= + - @`` is a formula or a
link. A formula bears the value that paper shows, so the file reads right before it is calculated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from math import ceil
from typing import ClassVar

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from inspector.domain.errors import InspectorError
from inspector.sheets.listing import Column, Kind, Listing, Table, Value, plain_number
from inspector.sheets.page import MM

MAX_SHEET_NAME = 31
MAX_CELL = 32_767
MAX_ROWS = 1_048_576
MAX_MARGIN_TEXT = 60
"""Characters of one third of a head or foot; the format's limit is 255 for all three."""

A4_CODE, A3_CODE = 9, 8
FONT = "微软雅黑"
CREATOR = "五星考评"
UNITS_IN_POINT = 0.19
"""Widths of columns count figures of the standard type, some 5.3 points each."""

LINE_HIGH, ROW_HIGH, MOST_HIGH = 15.0, 18.0, 400.0
"""Points: a line of the standard type, a row of one line, and the format's limit of a row."""

FORMATS: Mapping[Kind, str] = {
    Kind.CODE: "@",
    Kind.TEXT: "@",
    Kind.DIGEST: "@",
    Kind.COUNT: "#,##0",
    Kind.POINTS: "0.00",
    Kind.SCORE: "0.00",
    Kind.PERCENT: "0.00%",
    Kind.MONEY: "#,##0.00",
    Kind.DAY: "yyyy-mm-dd",
    Kind.MOMENT: "yyyy-mm-dd hh:mm",
}
LEAST: Mapping[Kind, float] = {
    Kind.TEXT: 8,
    Kind.CODE: 6,
    Kind.COUNT: 7,
    Kind.DAY: 11.5,
    Kind.MOMENT: 17,
    Kind.MONEY: 12,
}
"""Narrowest columns, in figures; a number that does not fit shows as ###."""

_REFERENCE = re.compile(r"\{(?:(?P<table>\w+)\.)?(?P<key>\w+)(?P<all>:?)\}")
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


class TooManyRows(InspectorError):
    """A table is longer than a worksheet."""

    code: ClassVar[str] = "W231"
    what: ClassVar[str] = "“{title}”有 {count} 行，一张工作表放不下。"
    next_step: ClassVar[str] = "请按乡镇分开写，或写成 CSV。"


def listing_xlsx(listing: Listing) -> bytes:
    """Return a listing as a workbook; the same bytes for the same listing.

    Raises:
        TooManyRows: A table is longer than a worksheet.
    """
    return listings_xlsx(listing.title, [("", listing)])


def listings_xlsx(title: str, parts: Sequence[tuple[str, Listing]]) -> bytes:
    """Return several listings, at least one, in one workbook: sheets are called by their names.

    It bears the first one's author and the latest time.

    Raises:
        TooManyRows: A table is longer than a worksheet.
    """
    content = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    created = max(listing.at for _name, listing in parts)
    with Workbook(content, options) as book:
        book.set_properties(
            {
                "title": clean(title),
                "author": clean(parts[0][1].left),
                "comments": CREATOR,
                "created": created.replace(tzinfo=None),
            }
        )
        looks, taken = _Looks(book), set[str]()
        for name, listing in parts:
            sheets = list(_sheets(listing, name, taken))
            known = {sheet.table.key: sheet for sheet in sheets if sheet.table.key}
            for sheet in sheets:
                _fill(book.add_worksheet(sheet.name), sheet, looks, known)
    return content.getvalue()


def check_rows(listing: Listing) -> None:
    """See that every table fits on a worksheet.

    Raises:
        TooManyRows: One does not.
    """
    for table in listing.tables:
        if len(table.rows) > MAX_ROWS - 100:
            raise TooManyRows(title=listing.title, count=len(table.rows))


def clean(text: str) -> str:
    """Return a text as a cell can hold it: no sign that XML forbids, at most 32,767 units."""
    plain = _NOT_IN_XML.sub("", text.replace("\r\n", "\n").replace("\t", " "))
    if plain.startswith("<r>") and plain.endswith("</r>"):
        plain = f" {plain}"  # XlsxWriter would take it for marked-up text and write it raw
    return cut(plain, MAX_CELL)


def cut(text: str, units: int) -> str:
    """Return a text in at most ``units`` UTF-16 units, which is how Excel counts; a cut shows."""
    if len(text) * 2 <= units or len(text.encode("utf-16-le")) <= 2 * units:
        return text
    text = text[: units - 1]
    while len(text.encode("utf-16-le")) > 2 * (units - 1):
        text = text[:-1]
    return f"{text}…"


def sheet_name(text: str, taken: set[str]) -> str:
    """Return a name that Excel takes, another one for each sheet; ``taken`` grows by it."""
    plain = _NOT_IN_NAMES.sub("_", clean(text)).strip() or "表"
    if plain.casefold() == "history":  # Excel keeps that one for itself
        plain += "_"
    name, count = cut(plain, MAX_SHEET_NAME), 2
    while name.casefold() in taken:  # to Excel, a and A are one name
        mark = f"（{count}）"
        name, count = cut(plain, MAX_SHEET_NAME - len(mark)) + mark, count + 1
    taken.add(name.casefold())
    return name


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    """One table in its place: rows counted from 0."""

    listing: Listing
    table: Table
    name: str
    above: tuple[str, ...]
    first: bool

    @property
    def head(self) -> int:
        return 1 + len(self.above)

    @property
    def last(self) -> int:
        """The last row of values."""
        return self.head + len(self.table.rows)

    def column(self, key: str) -> str:
        """Return a column's letters by its key."""
        return str(xl_col_to_name(self.table.place(key)))

    def whole(self, key: str, *, outside: bool) -> str:
        """Return a column's values as a fixed range."""
        letters = self.column(key)
        mark = "'{}'!".format(self.name.replace("'", "''")) if outside else ""
        return f"{mark}${letters}${self.head + 2}:${letters}${self.last + 1}"


class _Looks:
    """The formats of a workbook; Excel wants each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._base = {"font_name": FONT, "font_size": 10, "valign": "vcenter"}
        self._made: dict[tuple[Kind, bool, bool, bool], Format] = {}
        wide = {**self._base, "text_wrap": True, "num_format": "@"}
        self.title: Format = book.add_format(
            {**wide, "bold": True, "font_size": 16, "align": "center"}
        )
        self.above: Format = book.add_format({**wide, "align": "center", "font_color": "#404040"})
        self.note: Format = book.add_format({**wide, "font_size": 9, "font_color": "#404040"})
        self.head: Format = book.add_format(
            {
                **wide,
                "bold": True,
                "align": "center",
                "bg_color": "#E7E6E6",
                "border": 1,
                "border_color": "#7F7F7F",
            }
        )

    def cell(self, column: Column, *, figures: bool, total: bool = False) -> Format:
        """Return the look of a column's cells; a text keeps to its edge, and is no number."""
        kind = column.kind if figures else Kind.TEXT
        wanted = (kind, column.strong or total, column.kind.figures, total)
        if wanted not in self._made:
            look = {
                **self._base,
                "text_wrap": not figures,
                "num_format": FORMATS[kind],
                "bold": wanted[1],
                "align": "right" if column.kind.figures else "left",
                "indent": 0 if column.kind.figures else 1,
                "border": 1,
                "border_color": "#BFBFBF",
            }
            if total:
                look |= {"top": 2, "top_color": "#404040", "bg_color": "#F2F2F2"}
            self._made[wanted] = self._book.add_format(look)
        return self._made[wanted]


def _sheets(listing: Listing, name: str, taken: set[str]) -> Iterator[_Sheet]:
    """Yield its sheets; in a workbook of several listings they begin with the listing's name."""
    check_rows(listing)
    several = len(listing.tables) > 1
    for number, table in enumerate(listing.tables):
        called = table.name or listing.title
        if name:
            called = f"{name} {table.name}" if several else name
        state = f"{listing.state}　{listing.hint}".strip("　")
        code = f"记录码 {listing.code}" if listing.code else ""
        about = (table.name if several else "", *listing.subtitles, state, code)
        yield _Sheet(
            listing=listing,
            table=table,
            name=sheet_name(called, taken),
            above=tuple(clean(line) for line in about if line),
            first=number == 0,
        )


def _fill(page: Worksheet, sheet: _Sheet, looks: _Looks, known: Mapping[str, _Sheet]) -> None:
    table, pen = sheet.table, _Pen(page, looks)
    widths = _widths(sheet)
    wide = sum(widths)
    page.set_default_row(ROW_HIGH)
    for at, width in enumerate(widths):
        page.set_column(at, at, width)
    pen.across(0, sheet, clean(sheet.listing.title), looks.title, 30)
    for row, line in enumerate(sheet.above, 1):
        pen.across(row, sheet, line, looks.above, _high(line, wide))
    for at, column in enumerate(table.columns):
        page.write_string(sheet.head, at, clean(column.title), looks.head)
    page.set_row(sheet.head, _head_high(table.columns, widths))
    for row, values in enumerate(table.rows, sheet.head + 1):
        for at, (column, value) in enumerate(zip(table.columns, values, strict=True)):
            formula = _resolved(column.formula, sheet, row, known) if column.formula else ""
            pen.write(row, at, column, value, formula)
        high = max(_lines(value, width) for value, width in zip(values, widths, strict=True))
        if high > 1:  # LibreOffice keeps a row as high as the file says
            page.set_row(row, min(MOST_HIGH, 3 + high * LINE_HIGH))
    end = _totals(pen, sheet)
    for line in _after(sheet):
        end += 1
        pen.across(end, sheet, line, looks.note, _high(line, wide))
    _set_up(page, sheet, end)


class _Pen:
    """Writes cells of one worksheet."""

    def __init__(self, page: Worksheet, looks: _Looks) -> None:
        self._page = page
        self._looks = looks

    def write(
        self,
        row: int,
        at: int,
        column: Column,
        value: Value,
        formula: str = "",
        *,
        total: bool = False,
    ) -> None:
        """Write one value by its column's kind; a number may be what a formula comes to."""
        look = self._looks.cell(column, figures=not isinstance(value, str | None), total=total)
        if value is None or value == "":
            self._page.write_blank(row, at, None, look)
        elif isinstance(value, str):
            self._page.write_string(row, at, clean(value), look)
        elif isinstance(value, date):
            moment = value.replace(tzinfo=None) if isinstance(value, datetime) else value
            self._page.write_datetime(row, at, moment, look)
        elif formula:
            number = plain_number(column.kind, value)
            self._page.write_formula(row, at, formula, look, number)
        else:
            self._page.write_number(row, at, plain_number(column.kind, value), look)

    def plain(self) -> Format:
        """Return the look of a text that is no column's."""
        return self._looks.cell(Column(title="", share=1), figures=False)

    def across(self, row: int, sheet: _Sheet, text: str, look: Format, high: float) -> None:
        """Write a line as wide as the table."""
        last = len(sheet.table.columns) - 1
        if last:
            self._page.merge_range(row, 0, row, last, "", look)
        self._page.write_string(row, 0, text, look)
        self._page.set_row(row, high)


def _totals(pen: _Pen, sheet: _Sheet) -> int:
    """Write the last line with its sums, and return the row where the table ends."""
    table, totals = sheet.table, sheet.table.totals
    if not table.rows:
        pen.across(sheet.head + 1, sheet, clean(table.empty), pen.plain(), ROW_HIGH)
        return sheet.head + 1
    if totals is None:
        return sheet.last
    row = sheet.last + 1
    for at, (column, value) in enumerate(zip(table.columns, totals, strict=True)):
        pen.write(row, at, column, value, _total_formula(sheet, at, column), total=True)
    return row


def _total_formula(sheet: _Sheet, at: int, column: Column) -> str:
    """Return what the last line calculates: a sum, a mean, or a mean weighed by another column."""
    own, weights = (
        f"{letters}{sheet.head + 2}:{letters}{sheet.last + 1}"
        for letters in (xl_col_to_name(at), sheet.column(column.by) if column.by else "")
    )
    if column.by:
        return f"=SUMPRODUCT({own},{weights})/SUM({weights})"
    return f"={column.total.value}({own})"


def _after(sheet: _Sheet) -> Iterator[str]:
    """Yield the lines under the first table; those under others stand on paper only."""
    if not sheet.first:
        return
    yield from (clean(note) for note in sheet.listing.notes)
    if sheet.listing.notice:
        yield clean(sheet.listing.notice)
    if sheet.listing.signers:
        yield "".join(f"{clean(signer)}：{'　' * 10}" for signer in sheet.listing.signers)


def _resolved(formula: str, sheet: _Sheet, row: int, known: Mapping[str, _Sheet]) -> str:
    """Put cells and columns into a formula; empty if the table it looks at has no row."""
    tables = [one["table"] for one in _REFERENCE.finditer(formula) if one["table"]]
    if any(not known[table].table.rows for table in tables):
        return ""

    def place(found: re.Match[str]) -> str:
        of = known[found["table"]] if found["table"] else sheet
        if found["all"]:
            return of.whole(found["key"], outside=of is not sheet)
        return f"{of.column(found['key'])}{row + 1}"

    return f"={_REFERENCE.sub(place, formula)}"


def _set_up(page: Worksheet, sheet: _Sheet, end: int) -> None:
    """Make it print like our paper: size, repeated head, page numbers, as wide as a page."""
    listing, table = sheet.listing, sheet.table
    across = listing.size.width > listing.size.height
    if across:
        page.set_landscape()
    page.set_paper(A3_CODE if listing.size.width > 320 * MM else A4_CODE)
    page.set_margins(left=0.6, right=0.5, top=0.75, bottom=0.75)
    page.center_horizontally()
    page.hide_gridlines(2)
    page.fit_to_pages(1, 0)
    page.repeat_rows(sheet.head)
    page.print_area(0, 0, end, len(table.columns) - 1)
    page.freeze_panes(sheet.head + 1, 0)
    if len(table.rows) > 1:
        page.autofilter(sheet.head, 0, sheet.last, len(table.columns) - 1)
    left, right = _in_margin(listing.left), _in_margin(listing.right)
    page.set_header(f"&L{left}&R{right}")
    code = _in_margin(f"记录码 {listing.code}" if listing.code else "")
    page.set_footer(f"&L{code}&C第 &P 页　共 &N 页&R{_in_margin(listing.state)}")
    texts = [at for at, column in enumerate(table.columns) if not _is_number(column)]
    spots = (f"{xl_col_to_name(at)}{sheet.head + 2}:{xl_col_to_name(at)}{end + 1}" for at in texts)
    page.ignore_errors({"number_stored_as_text": " ".join(spots)})


def _is_number(column: Column) -> bool:
    return column.kind not in (Kind.TEXT, Kind.CODE, Kind.DIGEST)


def _in_margin(text: str) -> str:
    """Return a text for a head or foot, in which an ampersand is a command."""
    return cut(clean(text).replace("&", "＆").replace("\n", " "), MAX_MARGIN_TEXT)


def _widths(sheet: _Sheet) -> list[float]:
    """Share the paper's width out among the columns, in figures of the standard type."""
    columns = sheet.table.columns
    units = sheet.listing.size.span * UNITS_IN_POINT
    total = sum(column.share for column in columns)
    return [
        max(LEAST.get(column.kind, 8.5), round(units * column.share / total, 1))
        for column in columns
    ]


def _lines(value: Value, units: float) -> int:
    """Guess how many lines a text takes in a width; a full-width sign is two figures wide."""
    if not isinstance(value, str) or (len(value) * 2 <= units - 3 and "\n" not in value):
        return 1
    return sum(
        max(1, ceil(sum(2.1 if ord(sign) > 0x2E7F else 1.1 for sign in line) / (units - 2)))
        for line in clean(value).split("\n")
    )


def _high(text: str, units: float) -> float:
    """Guess the height of a merged line, which no program adjusts."""
    return min(MOST_HIGH, 3 + LINE_HIGH * _lines(text, units))


def _head_high(columns: Sequence[Column], widths: Sequence[float]) -> float:
    pairs = zip(columns, widths, strict=True)
    return 3 + max(_high(column.title, width) for column, width in pairs)
