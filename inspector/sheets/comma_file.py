"""A listing as CSV: what other programs read, in UTF-8 with its mark, lines ended as RFC 4180 says.

A text that a spreadsheet would take for a formula is preceded by an apostrophe: that begins with
``= + - @``, their full-width forms, a tab or a line end. Numbers of ours are never touched.

Source: OWASP, "CSV Injection".
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

from inspector.sheets.listing import Kind, Listing, Table, Value, shown

DANGEROUS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
"""What a cell of text may not begin with."""

GUARD = "'"
MARK = "\ufeff"


def listing_csv(listing: Listing) -> bytes:
    """Return a listing's tables under one another, each with its head, parted by an empty line."""
    return _encoded(_lines(listing))


def listings_csv(parts: Sequence[tuple[str, Listing]]) -> bytes:
    """Return several listings under one another, each after a line with its name."""
    lines: list[list[str]] = []
    for name, listing in parts:
        lines += [[], [guarded(name)]] if lines else [[guarded(name)]]
        lines += _lines(listing)
    return _encoded(lines)


def _lines(listing: Listing) -> Iterator[list[str]]:
    for number, table in enumerate(listing.tables):
        if number:
            yield []
        if len(listing.tables) > 1 and table.name:
            yield [guarded(table.name)]
        yield [guarded(column.title.replace("\n", "")) for column in table.columns]
        for row in table.rows:
            yield _cells(table, row)


def _encoded(lines: Iterable[list[str]]) -> bytes:
    out = StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(lines)
    return f"{MARK}{out.getvalue()}".encode("utf-8", "replace")


def guarded(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula; blanks before it do not hide one."""
    return f"{GUARD}{text}" if text.startswith(DANGEROUS) or _hidden(text) else text


def _hidden(text: str) -> bool:
    return text[:1].isspace() and text.lstrip().startswith(DANGEROUS)


def _cells(table: Table, row: Sequence[Value]) -> list[str]:
    return [
        guarded(value) if isinstance(value, str) else _number(column.kind, value)
        for column, value in zip(table.columns, row, strict=True)
    ]


def _number(kind: Kind, value: Value) -> str:
    return shown(kind, value).replace(",", "")
