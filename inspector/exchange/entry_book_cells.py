"""The cells of one row of a 录入表: numbers, words and reasons, as people really type them.

Full-width digits count as digits; a whole number that Excel keeps as 3.0 is 3; of a formula the
value counts that was saved with it. A date where a number belongs is a fault: Excel turns ``1-2``
into one by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from unicodedata import normalize

from inspector.domain.explaining import plain
from inspector.domain.rubric import Bands, Checkpoint, Deduct, Level, Ratio, Sample, YesNo
from inspector.domain.rules import MAX_MEASURE_DIGITS
from inspector.domain.visit import Entry, Reason
from inspector.exchange import entry_book_form as form
from inspector.exchange.entries_file import NO, YES
from inspector.exchange.sheet_rows import Cell, text_of

DECIMALS = MAX_MEASURE_DIGITS // 2
"""Decimals that a measure may have; a formula may bring more by its binary arithmetic."""

_APART = re.compile(r"[;；\n]")
_DATES = (date, datetime, time, timedelta)


@dataclass(frozen=True, slots=True, kw_only=True)
class BadCell:
    """A cell that cannot be: where in its row, what is wrong, what to do."""

    column: int
    what: str
    fix: str


class _Refused(Exception):
    """A cell cannot be read; holds the fault."""

    def __init__(self, fault: BadCell) -> None:
        super().__init__(fault.what)
        self.fault = fault


class Cells:
    """One row; columns are asked for as ``entry_book_form`` numbers them."""

    def __init__(self, row: Sequence[Cell], heads: Mapping[str, int]) -> None:
        self._row = row
        self._places = [heads.get(head, -1) for head in form.HEADS]

    def raw(self, column: int) -> Cell:
        """Return a cell as the file has it; empty text where there is none."""
        place = self._places[column]
        return self._row[place] if 0 <= place < len(self._row) else ""

    def text(self, column: int) -> str:
        """Return a cell as stripped text."""
        return text_of(self.raw(column))

    def bad(self, column: int, what: str, fix: str) -> BadCell:
        """Return a fault of a cell, by its place in the file."""
        return BadCell(column=max(self._places[column], 0), what=what, fix=fix)

    def filled(self) -> Iterator[int]:
        """Yield where in the file the row has something in a cell to be filled in."""
        for column in range(form.ANSWER, len(form.HEADS)):
            if self.text(column):
                yield self._places[column]

    def unasked(self, asked: Iterable[int]) -> Iterator[BadCell]:
        """Yield the cells that hold something though this row does not ask for it."""
        wanted = set(asked)
        for column in range(form.ANSWER, len(form.HEADS)):
            if column not in wanted and self.text(column):
                what = f"这一行的“{form.HEADS[column]}”不用填。"
                yield self.bad(column, what, "请清空这一格，或看看是不是填错了行。")

    def count(self, column: int, largest: int) -> int | None:
        """Return a whole number from 0 to ``largest``, or None if the cell is empty.

        Raises:
            _Refused: It is none.
        """
        cell = self.raw(column)
        self._refuse_dates(column, cell)
        written = normalize("NFKC", text_of(cell))
        if not written:
            return None
        whole = written.isascii() and written.isdecimal() and len(written) < 16
        if isinstance(cell, bool) or not whole or int(written) > largest:
            what = f"“{written}”不是 0 到 {largest} 的整数。"
            raise _Refused(self.bad(column, what, "请只填个数，不带单位。"))
        return int(written)

    def measure(self, column: int) -> Decimal | None:
        """Return a number, or None if the cell is empty.

        Raises:
            _Refused: It is none.
        """
        cell = self.raw(column)
        self._refuse_dates(column, cell)
        written = normalize("NFKC", text_of(cell)).replace("。", ".")
        if not written:
            return None
        try:
            value = Decimal(written)
            if isinstance(cell, float):
                value = Decimal(plain(round(value, DECIMALS)))
        except InvalidOperation:
            value = Decimal("NaN")
        if isinstance(cell, bool) or not value.is_finite():
            fix = "请只填数，如 12.5，不带单位和百分号。"
            raise _Refused(self.bad(column, f"“{written}”不是数。", fix))
        exponent = value.as_tuple().exponent
        if value.adjusted() >= MAX_MEASURE_DIGITS or int(exponent) < -DECIMALS:
            fix = f"请核对纸面，小数最多 {DECIMALS} 位。"
            raise _Refused(self.bad(column, f"“{written}”位数过多。", fix))
        return value

    def _refuse_dates(self, column: int, cell: Cell) -> None:
        if isinstance(cell, _DATES):
            fix = "请把这一格的格式改成“常规”，再填一次。"
            raise _Refused(self.bad(column, "变成了日期或时间，这里要填数。", fix))


def read_point(point: Checkpoint, cells: Cells) -> tuple[Entry | None, tuple[BadCell, ...]]:
    """Return what a row says of a checkpoint, or None if nothing; and what is wrong with it."""
    faults = list(cells.unasked(_asked(point)))
    answer, seen, letters = None, None, [0] * len(form.LETTERS)
    try:
        answer = _answer(point, cells)
        if isinstance(point.rule, Sample):
            seen = cells.count(form.SEEN, point.rule.n)
    except _Refused as refused:
        faults.append(refused.fault)
    for place in range(min(len(form.LETTERS), len(point.phrases))):
        try:
            letters[place] = cells.count(form.FIRST_LETTER + place, form.MAX_COUNT) or 0
        except _Refused as refused:
            faults.append(refused.fault)
    reasons = _reasons(point, letters, cells.text(form.OWN))
    note = cells.text(form.NOTE)
    if faults:
        return None, tuple(faults)
    if answer is None and seen is None and not reasons and not note:
        return None, ()
    fault = _contradiction(point, cells, (answer, seen), sum(letters))
    if fault is not None:
        return None, (fault,)
    return _entry(point, answer, seen, sum(letters), Entry(reasons=reasons, note=note)), ()


def _asked(point: Checkpoint) -> Iterator[int]:
    yield from (form.ANSWER, form.OWN, form.NOTE)
    if isinstance(point.rule, Sample):
        yield form.SEEN
    for place in range(min(len(form.LETTERS), len(point.phrases))):
        yield form.FIRST_LETTER + place


_Answer = int | str | bool | Decimal | None


def _answer(point: Checkpoint, cells: Cells) -> _Answer:
    match point.rule:
        case Deduct() | Sample():
            return cells.count(form.ANSWER, form.most(point))
        case Bands() | Ratio():
            return cells.measure(form.ANSWER)
        case YesNo():
            return _met(cells)
        case Level(levels=levels):
            return _level(cells, [name for name, _points in levels])


def _met(cells: Cells) -> bool | None:
    cell, said = cells.raw(form.ANSWER), cells.text(form.ANSWER)
    if not said:
        return None
    if isinstance(cell, bool) or said in (*YES, *NO):
        return cell if isinstance(cell, bool) else said in YES
    what = f"“{said}”认不得。"
    raise _Refused(cells.bad(form.ANSWER, what, f"请选“{form.MET}”或“{form.UNMET}”。"))


def _level(cells: Cells, names: list[str]) -> str | None:
    said = cells.text(form.ANSWER)
    if not said or said in names:
        return said or None
    close = get_close_matches(said, names, n=1)
    fix = f"是不是“{close[0]}”？" if close else f"请选：{'、'.join(names)}。"
    raise _Refused(cells.bad(form.ANSWER, f"没有“{said}”这一等次。", fix))


def _reasons(point: Checkpoint, letters: Sequence[int], own: str) -> tuple[Reason, ...]:
    told = {phrase: count for phrase, count in zip(point.phrases, letters, strict=False) if count}
    for words in filter(None, (part.strip() for part in _APART.split(own))):
        told[words] = told.get(words, 0) + 1
    return tuple(Reason(text=text, count=count) for text, count in told.items())


def _contradiction(
    point: Checkpoint, cells: Cells, numbers: tuple[_Answer, int | None], told: int
) -> BadCell | None:
    """Return what answer, number seen and reasons say against each other."""
    answer, seen = numbers
    if form.counts(point) and isinstance(answer, int) and told > answer:
        what = f"原因共 {told} 次，记录却是 {answer}。"
        return cells.bad(form.ANSWER, what, "请核对纸面，改成一致。")
    failing = answer if isinstance(answer, int) else told
    if seen is not None and failing > seen:
        what = f"不合格 {failing}，多于实看数 {seen}。"
        return cells.bad(form.SEEN, what, "请核对纸面，改成一致。")
    if answer is True and told:
        return cells.bad(form.ANSWER, "选了“符合”，又写了原因。", "请核对纸面，去掉一样。")
    return None


def _entry(point: Checkpoint, answer: _Answer, seen: int | None, told: int, base: Entry) -> Entry:
    """Put answer and reasons together; reasons alone are as many defects as they say."""
    reasons, note = base.reasons, base.note
    match point.rule:
        case Deduct() | Sample():
            number = answer if isinstance(answer, int) else (told or None)
            return Entry(defects=number, seen=seen, reasons=reasons, note=note)
        case YesNo():
            met = answer if isinstance(answer, bool) else (False if told else None)
            return Entry(met=met, reasons=reasons, note=note)
        case Level():
            level = answer if isinstance(answer, str) else None
            return Entry(level=level, reasons=reasons, note=note)
        case Bands() | Ratio():
            measure = answer if isinstance(answer, Decimal) else None
            return Entry(measure=measure, reasons=reasons, note=note)
