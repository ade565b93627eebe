"""Which of many backups stay: many of late, few of long ago."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

DAYS, WEEKS = 14, 8
"""How many days, and how many weeks before those, keep one backup each; months keep one for ever.

Only days and weeks with backups count, so that no wrong clock makes everything old at once.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One backup: its name, when it was made by the clock of then, and whether it is whole."""

    name: str
    at: datetime
    whole: bool


def staying(copies: Iterable[Copy], today: date) -> frozenset[str]:
    """Return the names of those that stay.

    All of ``today`` and of the latest day stay, then the newest of each of ``DAYS`` days, of
    ``WEEKS`` weeks, and of every month. Only whole ones count; where none is whole, all stay.
    """
    known = sorted(copies, key=lambda one: (one.at, one.name), reverse=True)
    whole = [one for one in known if one.whole]
    if not whole:
        return frozenset(one.name for one in known)
    latest = whole[0].at.date()
    kept = {one.name for one in whole if one.at.date() in (today, latest)}
    days = _newest_of_each(whole, lambda at: at.date())
    weeks = _newest_of_each(whole, lambda at: at.isocalendar()[:2])
    months = _newest_of_each(whole, lambda at: (at.year, at.month))
    recent = days[:DAYS]
    before = [one for one in weeks if one.at < recent[-1].at][:WEEKS]
    last = (*recent, *before)[-1].at
    return frozenset(
        kept
        | {one.name for one in (*recent, *before)}
        | {one.name for one in months if one.at < last}
    )


def _newest_of_each(
    copies: Sequence[Copy], span: Callable[[datetime], date | tuple[int, ...]]
) -> list[Copy]:
    """Return the first of each run of one span; ``copies`` are sorted, newest first."""
    return [next(group) for _span, group in groupby(copies, key=lambda one: span(one.at))]
