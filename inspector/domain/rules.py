"""What one entry at one checkpoint comes to: the six kinds of rule.

Everything is exact and rounded once, half up, to a hundredth of a point.

Source: the rubric's ``scoring.rule_kinds`` and ``scoring.rounding``.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from inspector.domain.errors import InspectorError
from inspector.domain.ledger import (
    DISORDERED,
    MISSING,
    NOT_DUE,
    THERE,
    days_of,
    is_day,
    may_count,
    misses,
    ordered,
)
from inspector.domain.points import ZERO, Points, half_up
from inspector.domain.rubric import Bands, Checkpoint, Deduct, Level, Ratio, Sample, YesNo
from inspector.domain.visit import UNSET, Entry

MAX_COUNT = 9999
"""More defects than this at one checkpoint is a slip of the keyboard."""

MAX_MEASURE_DIGITS = 12
"""Digits before the point of a measured value, and after it half as many."""


class EntryMismatch(InspectorError):
    """An entry that does not fit the kind of rule of its checkpoint."""

    code: ClassVar[str] = "S101"
    what: ClassVar[str] = "要点 {checkpoint} 的记录不合评分规则：{fault}。"
    next_step: ClassVar[str] = "请按这条规则重填该要点。"


def checkpoint_points(checkpoint: Checkpoint, entry: Entry) -> Points | None:
    """Return the points of one checkpoint, or None while it is not answered.

    A sample is answered when failing ones and the number seen are known, and at least one was
    seen.

    Raises:
        EntryMismatch: The entry holds what this kind of rule does not ask for, or a value that
            cannot be.
    """
    rule = checkpoint.rule
    match rule:
        case Deduct(per=per):
            defects = entry.defects
            _expect(checkpoint, entry, defects=True)
            if entry.cells or entry.dates:
                _check_cells(checkpoint, entry)
            return None if defects is None else Points(max(0, checkpoint.max - per * defects))
        case Sample():
            _expect(checkpoint, entry, defects=True, seen=True)
            return _sample(checkpoint, rule, entry)
        case YesNo():
            _expect(checkpoint, entry, met=True)
            return None if entry.met is None else (checkpoint.max if entry.met else ZERO)
        case Level():
            _expect(checkpoint, entry, level=True)
            return _level(checkpoint, rule, entry.level)
        case Bands():
            _expect(checkpoint, entry, measure=True)
            return _bands(checkpoint, rule, entry.measure)
        case Ratio():
            _expect(checkpoint, entry, measure=True)
            return _ratio(checkpoint, rule, entry.measure)


def clear_entry(checkpoint: Checkpoint) -> Entry:
    """Return the entry that earns the most at a checkpoint, to try a form out."""
    match checkpoint.rule:
        case Deduct():
            return Entry(defects=0)
        case Sample(n=n):
            return Entry(defects=0, seen=n)
        case YesNo():
            return Entry(met=True)
        case Level(levels=levels):
            return Entry(level=levels[0][0])
        case Bands(bands=bands):
            return Entry(measure=bands[0][0])
        case Ratio(target=target):
            return Entry(measure=target)


def worst_entry(checkpoint: Checkpoint) -> Entry:
    """Return the entry that earns the least at a checkpoint, to try a form out."""
    match checkpoint.rule:
        case Deduct():
            return Entry(defects=MAX_COUNT)
        case Sample(n=n):
            return Entry(defects=n, seen=n)
        case YesNo():
            return Entry(met=False)
        case Level(levels=levels):
            return Entry(level=levels[-1][0])
        case Bands(bands=bands):
            return Entry(measure=bands[-1][0] - 1)
        case Ratio(target=target, per_point=per_point):
            shortfall = Fraction(checkpoint.max, 100) / Fraction(per_point) if per_point else 0
            return Entry(measure=target - int(shortfall) - 1)


def is_blank(entry: Entry) -> bool:
    """Return True if nothing at all was counted, remarks apart."""
    return entry is UNSET or (
        entry.defects is None
        and entry.seen is None
        and entry.level is None
        and entry.met is None
        and entry.measure is None
        and not entry.cells
    )


def _check_cells(checkpoint: Checkpoint, entry: Entry) -> None:
    grid, cells = checkpoint.grid, entry.cells
    if grid is None:
        raise _mismatch(checkpoint, "表上这一要点没有勾选格")
    if len(cells) != len(grid.rows) or any(len(row) != len(grid.columns) for row in cells):
        raise _mismatch(checkpoint, "勾选格的行列与表上不符")
    if set("".join(cells)) - {THERE, MISSING, NOT_DUE, DISORDERED}:
        raise _mismatch(checkpoint, "勾选格里有不认识的记号")
    if entry.defects is not None and entry.defects not in may_count(grid, cells):
        short = misses(grid, cells)
        raise _mismatch(checkpoint, f"勾选格缺 {short} 处，记录却是 {entry.defects} 处")
    if entry.dates:
        _check_dates(checkpoint, entry, len(grid.columns))


def _check_dates(checkpoint: Checkpoint, entry: Entry, columns: int) -> None:
    rows = [days_of(dates) for dates in entry.dates]
    if len(rows) != len(entry.cells) or any(len(row) != columns for row in rows):
        raise _mismatch(checkpoint, "环节日期的行列与表上不符")
    if not all(is_day(day) for row in rows for day in row if day):
        raise _mismatch(checkpoint, "环节日期里有不是日期的内容")
    for cells, dates in zip(entry.cells, entry.dates, strict=True):
        if ordered(cells, dates) != cells:
            raise _mismatch(checkpoint, "环节日期与顺序记号不符")


def _expect(  # noqa: PLR0913 - one switch for each field that an entry can have
    checkpoint: Checkpoint,
    entry: Entry,
    *,
    defects: bool = False,
    seen: bool = False,
    level: bool = False,
    met: bool = False,
    measure: bool = False,
) -> None:
    if (
        (entry.seen is not None and not seen)
        or (entry.level is not None and not level)
        or (entry.met is not None and not met)
        or (entry.measure is not None and not measure)
        or (entry.cells and not (defects and not seen))
    ):
        raise _mismatch(checkpoint, "填了这类规则不用的内容")
    if entry.defects is not None:
        if not defects:
            raise _mismatch(checkpoint, "这类规则不计处数")
        if not 0 <= entry.defects <= MAX_COUNT:
            raise _mismatch(checkpoint, f"处数应在 0 到 {MAX_COUNT} 之间")


def _sample(checkpoint: Checkpoint, rule: Sample, entry: Entry) -> Points | None:
    seen, failing = entry.seen, entry.defects
    if seen is not None and not 0 <= seen <= rule.n:
        raise _mismatch(checkpoint, f"实查数应在 0 到 {rule.n} 之间")
    if failing is not None and failing > (rule.n if seen is None else seen):
        raise _mismatch(checkpoint, "不合格数多于实查数")
    if not seen or failing is None:
        return None
    if seen == rule.n:
        return Points(max(0, checkpoint.max - rule.per * failing))
    return Points(max(0, half_up(checkpoint.max * seen - rule.per * rule.n * failing, seen)))


def _level(checkpoint: Checkpoint, rule: Level, chosen: str | None) -> Points | None:
    if chosen is None:
        return None
    for name, points in rule.levels:
        if name == chosen:
            return points
    raise _mismatch(checkpoint, f"没有“{chosen}”这一等次")


def _bands(checkpoint: Checkpoint, rule: Bands, measure: Decimal | None) -> Points | None:
    if measure is None:
        return None
    _check_measure(checkpoint, measure)
    for lower, points in rule.bands:
        if measure >= lower:
            return points
    return ZERO


def _ratio(checkpoint: Checkpoint, rule: Ratio, measure: Decimal | None) -> Points | None:
    if measure is None:
        return None
    _check_measure(checkpoint, measure)
    if measure >= rule.target:
        return checkpoint.max
    shortfall = Fraction(rule.target) - Fraction(measure)
    exact = checkpoint.max - shortfall * Fraction(rule.per_point) * 100
    return Points(max(0, half_up(exact.numerator, exact.denominator)))


def _check_measure(checkpoint: Checkpoint, measure: Decimal) -> None:
    if not measure.is_finite():
        raise _mismatch(checkpoint, "测量值不是数")
    exponent = measure.as_tuple().exponent
    if (
        measure.adjusted() >= MAX_MEASURE_DIGITS
        or not isinstance(exponent, int)
        or exponent < -MAX_MEASURE_DIGITS // 2
    ):
        raise _mismatch(checkpoint, "测量值位数过多")


def _mismatch(checkpoint: Checkpoint, fault: str) -> EntryMismatch:
    return EntryMismatch(checkpoint=checkpoint.code, fault=fault)
