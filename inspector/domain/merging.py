"""Joining what several laptops wrote: union of records, heads, and what they come to.

Nothing here looks at a clock or at the order of arrival, so every office that holds the same
records sees the same.

Source: package format, section 4.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from inspector.domain.ids import Rid
from inspector.domain.record import Record
from inspector.domain.revision import content, unreplaced


class Arrival(StrEnum):
    """What the records that a package brings for one uid would do."""

    NEW = "new"
    """Nothing was known of it."""
    SAME = "same"
    """Nothing changes."""
    NEWER = "newer"
    """They replace, or quietly join, what was known."""
    CONFLICT = "conflict"
    """They say something else than what was known; both are kept."""
    REFUSED = "refused"
    """They may not be taken in; the reader of the package says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """One head: the value."""

    value: Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """Several heads that say the same; ``value`` is the one with the least rid."""

    value: Record
    heads: tuple[Record, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Several heads that differ, by rid; a named person must write one that replaces all."""

    heads: tuple[Record, ...]


Outcome = Settled | Joined | Conflict


def heads(records: Iterable[Record]) -> dict[str, tuple[Record, ...]]:
    """Return, for each uid, the revisions that nobody names as parent, by rid."""
    by_uid: dict[str, list[Record]] = {}
    for record in records:
        by_uid.setdefault(record.uid, []).append(record)
    return {uid: unreplaced(revisions) for uid, revisions in by_uid.items()}


def resolve(found: Sequence[Record]) -> Outcome:
    """Say what the heads of one uid come to.

    Raises:
        ValueError: There is no head.
    """
    if not found:
        raise ValueError("a uid without heads")
    ordered = tuple(sorted(found, key=lambda record: record.rid))
    if len(ordered) == 1:
        return Settled(value=ordered[0])
    if len({content(record) for record in ordered}) == 1:
        return Joined(value=ordered[0], heads=ordered)
    return Conflict(heads=ordered)


def arrivals(known: Iterable[Record], incoming: Iterable[Record]) -> dict[str, Arrival]:
    """Say for each uid that comes in what it would change, before anything is written.

    Args:
        known: The records that are here, at least those of the uids that come in.
        incoming: The records of one or more packages.
    """
    before = list(known)
    here = {record.rid for record in before}
    coming = list(incoming)
    fresh = [record for record in coming if record.rid not in here]
    old_heads, new_heads = heads(before), heads([*before, *fresh])
    touched = {record.uid for record in fresh}
    return {
        uid: _arrival(old_heads.get(uid, ()), new_heads[uid]) if uid in touched else Arrival.SAME
        for uid in sorted(touched | {record.uid for record in coming})
    }


def _arrival(old: tuple[Record, ...], new: tuple[Record, ...]) -> Arrival:
    if _rids(old) == _rids(new):
        return Arrival.SAME
    if isinstance(resolve(new), Conflict):
        return Arrival.CONFLICT
    return Arrival.NEWER if old else Arrival.NEW


def _rids(records: Iterable[Record]) -> set[Rid]:
    return {record.rid for record in records}
