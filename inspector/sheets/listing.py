"""A table described once: drawn as PDF rows, written as a workbook, written as a comma file.

Values are never formatted by the caller: a column's kind says how a value reads, on which edge it
stands and what a workbook calculates with. A text may stand in a column of any kind, such as
``"—"`` or ``"待县里填写"``; it is written as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from fractions import Fraction

from inspector.domain.points import half_up, show_fixed
from inspector.sheets.page import A4, PaperSize

Value = str | int | Fraction | date | datetime | None
"""What a cell holds; None is an empty cell. ``Points`` are int."""

DECIMALS = 100
"""Scores, shares and money are shown to the hundredth, rounded once, half up."""


class Kind(Enum):
    """What a column holds."""

    TEXT = "text"
    CODE = "code"
    """Digits that are a name, such as a tail ``"007"``: text on the right edge."""
    DIGEST = "digest"
    """A digest, on paper in groups of four as people compare it; a file holds it in one piece."""
    COUNT = "count"
    """A whole number."""
    POINTS = "points"
    """``Points``: hundredths as int, shown with two decimals."""
    SCORE = "score"
    """An exact number shown with two decimals, such as a mean on the hundred scale."""
    PERCENT = "percent"
    """An exact share, 0 to 1, shown as a percentage with two decimals."""
    MONEY = "money"
    """An exact amount in the unit that the head names, with two decimals."""
    DAY = "day"
    MOMENT = "moment"
    """A day and a time to the minute, in the zone that it bears."""

    @property
    def figures(self) -> bool:
        """Whether the column stands on its right edge, so that decimals are under one another."""
        return self in _FIGURES


_FIGURES = frozenset((Kind.CODE, Kind.COUNT, Kind.POINTS, Kind.SCORE, Kind.PERCENT, Kind.MONEY))


class Total(Enum):
    """What the last line says under a column."""

    NONE = ""
    SUM = "SUM"
    MEAN = "AVERAGE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column; ``share`` is its part of the width, against the shares of the others.

    ``formula`` is what a workbook calculates in place of the plain value, from other columns by
    their keys: ``{seen}`` is the cell in the same row, ``{score:}`` the whole column,
    ``{sites.percent:}`` a column of another table. It never holds anything that a user wrote, and
    what it comes to must be the value that the row bears.
    """

    title: str
    """A line end in it breaks the head there."""
    share: float
    kind: Kind = Kind.TEXT
    strong: bool = False
    total: Total = Total.NONE
    by: str = ""
    """The key of the column that weighs a mean: of a rate, the column that it is a rate of."""
    key: str = ""
    formula: str = ""
    hand: bool = False
    """People write in it on paper: ruled off from what stands on its left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Columns and rows.

    ``group`` is the key of a column whose equal neighbours stand together: on paper under a head
    of their own, with what ``group_notes`` says beside it; a workbook keeps the column, since
    people filter by it.
    """

    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Value]]
    name: str = ""
    """A heading on paper, and the name of the sheet in a workbook."""
    key: str = ""
    """How formulas of other tables call it."""
    group: str = ""
    beside: tuple[str, ...] = ()
    """Keys of columns that stand in the head of a group too, such as a village and its tail."""
    group_notes: Mapping[str, str] = field(default_factory=dict)
    """By the head of the group, see :meth:`head_of`."""
    least: float = 0
    """Points that a row has at least on paper, where people write in it by hand."""
    empty: str = "没有。"
    """What stands there if there are no rows."""
    total_title: str = "合计"

    @property
    def totals(self) -> tuple[Value, ...] | None:
        """The last line, exact; None if no column has a total, or there is nothing to add up."""
        if not self.rows or all(column.total is Total.NONE for column in self.columns):
            return None
        found = [self._total(at) for at in range(len(self.columns))]
        words = [at for at, column in enumerate(self.columns) if column.total is Total.NONE]
        if words:
            shown = [at for at in words if self.columns[at].key != self.group or not self.group]
            names = [at for at in shown if not self.columns[at].kind.figures]
            found[(names or shown or words)[0]] = self.total_title
        return tuple(found)

    def head_of(self, row: Sequence[Value]) -> str:
        """Return what stands in the head of the group that a row belongs to."""
        places = map(self.place, (self.group, *self.beside)) if self.group else ()
        return "　".join(filter(None, (shown(self.columns[at].kind, row[at]) for at in places)))

    def place(self, key: str) -> int:
        """Return where the column of a key stands, from 0."""
        return next(at for at, column in enumerate(self.columns) if column.key == key)

    def _total(self, at: int) -> Value:
        column = self.columns[at]
        if column.total is Total.NONE:
            return None
        if not column.by:
            return _plain_total(column.total, [row[at] for row in self.rows])
        weight = self.place(column.by)
        pairs = [(_number(row[at]), _number(row[weight])) for row in self.rows]
        whole = sum((one for _value, one in pairs), start=Fraction(0))
        return (
            sum((value * one for value, one in pairs), start=Fraction(0)) / whole if whole else "—"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A document that is a list: its tables, and what stands around them.

    ``state`` (暂定) goes across each page, ``code`` and ``qr`` are those of the frozen record.
    """

    title: str
    at: datetime
    """When what it shows stood so; the files bear it."""
    tables: tuple[Table, ...]
    subtitles: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    size: PaperSize = A4
    left: str = ""
    """In the running head: who issues it."""
    right: str = ""
    """In the running head: the round."""
    notice: str = ""
    state: str = ""
    hint: str = ""
    """What follows from the state."""
    code: str = ""
    """The 记录码 in groups, see ``wording.record_code``."""
    qr: str = ""
    """The text of the QR code."""
    small: bool = False
    """Set in smaller type, for tables of many columns."""
    signers: tuple[str, ...] = ()
    """Who signs at the end, such as ``"填表人"``."""


def shown(kind: Kind, value: Value) -> str:
    """Return a value as paper shows it."""
    if value is None or isinstance(value, str):
        return in_fours(value or "", gap=2) if kind is Kind.DIGEST else value or ""
    if isinstance(value, date):
        return _day(kind, value)
    return _figures(kind, value)


def _figures(kind: Kind, value: int | Fraction) -> str:
    match kind:
        case Kind.POINTS:
            return show_fixed(half_up(value.numerator, value.denominator))
        case Kind.SCORE:
            return show_fixed(_hundredths(value))
        case Kind.PERCENT:
            return f"{show_fixed(_hundredths(100 * value))}%"
        case Kind.MONEY:
            return _grouped(_hundredths(value))
        case _:
            return f"{half_up(value.numerator, value.denominator):,}"


def in_fours(digest: str, *, gap: int = 1) -> str:
    """Return a digest in groups of four digits, as eyes compare it: ``d2ad 5eea e199``."""
    return (" " * gap).join(digest[start : start + 4] for start in range(0, len(digest), 4))


def plain_number(kind: Kind, value: int | Fraction) -> float:
    """Return what a workbook calculates with."""
    return float(Fraction(value, DECIMALS)) if kind is Kind.POINTS else float(value)


def _plain_total(total: Total, values: Sequence[Value]) -> Value:
    known = [one for one in values if isinstance(one, int | Fraction)]
    whole = sum(map(Fraction, known), start=Fraction(0))
    if total is Total.SUM:
        return whole
    return whole / len(known) if known else None


def _number(value: Value) -> Fraction:
    """Return a number as it is; a word weighs nothing, as in a workbook."""
    return Fraction(value) if isinstance(value, int | Fraction) else Fraction(0)


def _day(kind: Kind, value: date) -> str:
    if kind is Kind.MOMENT and isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return f"{value:%Y-%m-%d}"


def _hundredths(value: int | Fraction) -> int:
    return half_up(DECIMALS * value.numerator, value.denominator)


def _grouped(hundredths: int) -> str:
    sign = "-" if hundredths < 0 else ""
    whole, rest = divmod(abs(hundredths), DECIMALS)
    return f"{sign}{whole:,}.{rest:02d}"
