"""What a key on a checkpoint row does to its entry. Pure: no Qt, no store.

Every function returns the entry after the key, or None where the key means nothing on such a
row; the caller then says which keys do.

Source: UI design, sections 3.3 and 5.1 and its list of later decisions (3 and 4).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from inspector.domain.ledger import MISSING, THERE, full_cells, misses
from inspector.domain.rubric import Bands, Checkpoint, Deduct, Grid, Level, Ratio, Sample, YesNo
from inspector.domain.rules import MAX_COUNT, MAX_MEASURE_DIGITS
from inspector.domain.visit import Entry, Reason

LETTERS = "ABCDEF"
"""The keys of the first six phrases."""

MEASURE_DECIMALS = MAX_MEASURE_DIGITS // 2


class Target(StrEnum):
    """What digits go into."""

    DEFECTS = "defects"
    SEEN = "seen"
    MEASURE = "measure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Typing:
    """A number being typed on one row; it ends when the row is left or another key comes."""

    text: str = ""
    target: Target = Target.DEFECTS
    doubted: bool = False
    """The number is larger than is likely, and not counted yet; see ``doubt``."""


IDLE = Typing()


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """An entry after a key, and the number that is being typed."""

    entry: Entry
    typing: Typing = IDLE


def letter(checkpoint: Checkpoint, entry: Entry, text: str) -> Entry | None:
    """Take a reason: one more fault, or the ground of faults that were only counted."""
    rule = checkpoint.rule
    if isinstance(rule, YesNo):
        return _touched(entry, met=False, reasons=_toggled(entry.reasons, text))
    if isinstance(rule, Level | Bands | Ratio):
        return _touched(entry, reasons=_toggled(entry.reasons, text))
    defects = entry.defects or 0
    if entry.cells:
        return _touched(entry, reasons=_toggled(entry.reasons, text)) if defects else None
    untold = defects - sum(reason.count for reason in entry.reasons)
    if untold > 0:
        return _touched(entry, reasons=_added(entry.reasons, text, untold))
    grown = counted_to(checkpoint, entry, defects + 1)
    return None if grown is None else replace(grown, reasons=_added(entry.reasons, text, 1))


def more(checkpoint: Checkpoint, entry: Entry) -> Entry | None:
    """Count one fault more, its reason still untold."""
    if entry.cells:
        return None
    return counted_to(checkpoint, entry, (entry.defects or 0) + 1)


def fewer(checkpoint: Checkpoint, entry: Entry) -> Entry | None:
    """Count one fault less and drop the last reason; a yes/no row is open again."""
    if isinstance(checkpoint.rule, YesNo) and entry.met is not None:
        return _touched(entry, met=None, reasons=())
    if not entry.defects or entry.cells:
        return None
    return counted_to(checkpoint, entry, entry.defects - 1)


def counted_to(checkpoint: Checkpoint, entry: Entry, defects: int) -> Entry | None:
    """Set the number of faults; reasons beyond it are dropped from the last one back."""
    rule = checkpoint.rule
    if isinstance(rule, Sample):
        seen = rule.n if entry.seen is None else entry.seen
        if defects > seen:
            return None
        return _touched(entry, defects=defects, seen=seen, reasons=_trimmed(entry.reasons, defects))
    if not isinstance(rule, Deduct) or defects > MAX_COUNT:
        return None
    return _touched(
        entry, defects=defects, reasons=_trimmed(entry.reasons, defects), cells=(), dates=()
    )


def digit(
    checkpoint: Checkpoint, entry: Entry, char: str, typing: Typing, most: int = MAX_COUNT
) -> Marked | None:
    """Take a digit (or the point of a measure): a level, a count, the number seen, a value.

    A count over ``most`` is only typed, not counted.
    """
    rule = checkpoint.rule
    if isinstance(rule, Level):
        chosen = _level(checkpoint, rule, entry, char)
        return None if chosen is None else Marked(entry=chosen)
    if isinstance(rule, Bands | Ratio):
        return _measured(entry, replace(typing, text=typing.text + char, target=Target.MEASURE))
    if isinstance(rule, YesNo) or char == ".":
        return None
    target = typing.target if typing.text or typing.target is Target.SEEN else Target.DEFECTS
    text = (typing.text + char).lstrip("0") or "0"
    counted = _counted(checkpoint, entry, text, target)
    if counted is None and target is Target.SEEN and typing.text and entry.seen is not None:
        # / 2 1: no sample is 21, so 2 were seen and 1 of them fails
        return digit(checkpoint, entry, char, IDLE, most)
    if counted is None:
        return None
    return _likely(entry, counted, Typing(text=text, target=target), most)


def backspace(
    checkpoint: Checkpoint, entry: Entry, typing: Typing, most: int = MAX_COUNT
) -> Marked | None:
    """Take the last digit back; ``most`` as for :func:`digit`."""
    if isinstance(checkpoint.rule, Bands | Ratio):
        text = typing.text or (f"{entry.measure:f}" if entry.measure is not None else "")
        return _measured(entry, Typing(text=text[:-1], target=Target.MEASURE))
    if not typing.text:
        return None
    text = typing.text[:-1]
    if text:
        counted = _counted(checkpoint, entry, text, typing.target)
    elif typing.target is Target.SEEN:
        counted = _touched(entry, seen=None, defects=None, reasons=())
    else:
        counted = _touched(entry, defects=None, reasons=())
    if counted is None:
        return None
    return _likely(entry, counted, Typing(text=text, target=typing.target), most)


def _likely(before: Entry, counted: Entry, typing: Typing, most: int) -> Marked:
    """Take a count that is likely; of another one only note what was typed."""
    if typing.target is Target.DEFECTS and (counted.defects or 0) > most:
        return Marked(entry=before, typing=replace(typing, doubted=True))
    return Marked(entry=counted, typing=typing)


def slash(checkpoint: Checkpoint, entry: Entry) -> Marked | None:
    """Say that the whole sample was seen; digits that follow say how many really were."""
    rule = checkpoint.rule
    if not isinstance(rule, Sample):
        return None
    seen = _touched(entry, seen=rule.n)
    return Marked(entry=seen, typing=Typing(target=Target.SEEN))


def ticked(grid: Grid, entry: Entry, cells: tuple[str, ...], dates: tuple[str, ...] = ()) -> Entry:
    """Take a ticked grid; its misses are the count."""
    defects = misses(grid, cells)
    reasons = _trimmed(entry.reasons, defects)
    return _touched(entry, cells=cells, dates=dates, defects=defects, reasons=reasons)


def answered(entry: Entry, grid: Grid, place: int, question: str, *, right: bool) -> Entry:
    """Take the answer to a question; what was wrong names the question, for the paper."""
    cells = (entry.cells or full_cells(grid))[0]
    cells = cells[:place] + (THERE if right else MISSING) + cells[place + 1 :]
    reasons = tuple(reason for reason in entry.reasons if reason.text != question)
    if not right:
        reasons = (*reasons, Reason(text=question))
    return _touched(entry, cells=(cells,), defects=misses(grid, (cells,)), reasons=reasons)


def put_off(entry: Entry) -> Entry:
    """Mark a row 稍后再看, or take the mark off."""
    return replace(entry, later=not entry.later)


def remarked(entry: Entry, note: str) -> Entry:
    """Write a remark, which costs nothing."""
    return replace(entry, note=note.strip())


def level_at(checkpoint: Checkpoint, entry: Entry, place: int) -> Entry | None:
    """Choose the level at ``place``, from 0."""
    rule = checkpoint.rule
    if not isinstance(rule, Level):
        return None
    return _level(checkpoint, rule, entry, str(place + 1))


def met(checkpoint: Checkpoint, entry: Entry) -> Entry | None:
    """Say 符合 by hand."""
    if not isinstance(checkpoint.rule, YesNo):
        return None
    return _touched(entry, met=True, reasons=())


def unmet(checkpoint: Checkpoint, entry: Entry) -> Entry | None:
    """Say 不符合 by hand; the reason is still untold."""
    if not isinstance(checkpoint.rule, YesNo):
        return None
    return _touched(entry, met=False)


def _touched(entry: Entry, **fields: object) -> Entry:
    """Change fields by hand: the row is no longer filled by Enter, nor put off."""
    return replace(entry, filled=False, later=False, **fields)  # type: ignore[arg-type]  # callers name the fields of Entry


def _counted(checkpoint: Checkpoint, entry: Entry, text: str, target: Target) -> Entry | None:
    value = int(text)
    if target is Target.DEFECTS:
        return counted_to(checkpoint, entry, value)
    rule = checkpoint.rule
    if not isinstance(rule, Sample) or value > rule.n:
        return None
    defects = entry.defects if entry.defects is None else min(entry.defects, value)
    return _touched(
        entry, seen=value, defects=defects, reasons=_trimmed(entry.reasons, defects or 0)
    )


def _measured(entry: Entry, typing: Typing) -> Marked | None:
    text = typing.text
    whole, _, decimals = text.partition(".")
    if text.count(".") > 1 or len(whole) > MAX_MEASURE_DIGITS or len(decimals) > MEASURE_DECIMALS:
        return None
    value = Decimal(text) if text.strip(".") else None
    return Marked(entry=_touched(entry, measure=value), typing=typing)


def _level(checkpoint: Checkpoint, rule: Level, entry: Entry, char: str) -> Entry | None:
    place = int(char) - 1 if char.isdecimal() else -1
    if not 0 <= place < len(rule.levels):
        return None
    name, points = rule.levels[place]
    reasons = () if points == checkpoint.max else entry.reasons
    return _touched(entry, level=name, reasons=reasons)


def _added(reasons: tuple[Reason, ...], text: str, count: int) -> tuple[Reason, ...]:
    if any(reason.text == text for reason in reasons):
        return tuple(
            replace(reason, count=reason.count + count) if reason.text == text else reason
            for reason in reasons
        )
    return (*reasons, Reason(text=text, count=count))


def _toggled(reasons: tuple[Reason, ...], text: str) -> tuple[Reason, ...]:
    rest = tuple(reason for reason in reasons if reason.text != text)
    return rest if len(rest) < len(reasons) else (*reasons, Reason(text=text))


def _trimmed(reasons: tuple[Reason, ...], most: int) -> tuple[Reason, ...]:
    kept: list[Reason] = []
    for reason in reasons:
        count = min(reason.count, most)
        most -= count
        if count:
            kept.append(replace(reason, count=count))
    return tuple(kept)
