"""分叉 fork: two packages, or two records, under one number of one stream.

A laptop gives each number once. Two different things under one number mean that its folder was
copied and both copies went on. Nothing tells which one is right, so a person has to ask.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from inspector.domain.ids import VisitUid
from inspector.exchange.read_package import PackageContents
from inspector.store.records import visit_of
from inspector.store.unit import Reading, UnitOfWork

ALARM = "fork/"
"""Under this and a package's id the store's texts name the visits that an alarm is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fork:
    """What bears one number twice, and the visits that are in doubt."""

    what: str
    """包 or 记录."""
    number: int
    visits: tuple[VisitUid, ...]


def fork_of(reading: Reading, contents: PackageContents) -> Fork | None:
    """Return what a package and the store have under one number, or None."""
    facts, ours = contents.head.facts, contents.head.package_id
    coming = {visit_of(record.uid) for record in contents.records}
    twins = [one for one in reading.packages.of_seq(facts.stream, facts.seq) if one.id != ours]
    if twins:
        there = {
            visit_of(record.uid)
            for package in twins
            for record in reading.records.of_package(package.id)
        }
        return Fork(what="包", number=facts.seq, visits=_ordered(coming | there))
    return _record_fork(reading, contents)


def _record_fork(reading: Reading, contents: PackageContents) -> Fork | None:
    new = {record.rid for record in contents.records}
    new -= reading.records.known(new)
    by_stream: dict[str, dict[int, set[VisitUid]]] = {}
    for record in contents.records:
        if record.rid in new:
            stream = by_stream.setdefault(str(record.tree["dev"]), {})
            stream.setdefault(record.n, set()).add(visit_of(record.uid))
    twice: dict[int, set[VisitUid]] = {}
    for stream_id, numbers in by_stream.items():
        for record in reading.records.all_after(stream_id, min(numbers) - 1):
            if record.n in numbers:
                visits = numbers[record.n] | {visit_of(record.uid)}
                twice.setdefault(record.n, set()).update(visits)
    if not twice:
        return None
    return Fork(what="记录", number=min(twice), visits=_ordered(set().union(*twice.values())))


def _ordered(visits: set[VisitUid]) -> tuple[VisitUid, ...]:
    return tuple(sorted(visits))


def alarm(unit: UnitOfWork, package_id: str, visits: Sequence[VisitUid]) -> None:
    """Keep the visits of a fork out of the ranking until it is decided."""
    unit.meta.put(ALARM + package_id, json.dumps(list(visits)))


def all_clear(unit: UnitOfWork, package_id: str) -> tuple[VisitUid, ...]:
    """End the alarm about a package; return the visits it was about."""
    written = unit.meta.get(ALARM + package_id)
    unit.meta.remove(ALARM + package_id)
    return tuple(VisitUid(uid) for uid in json.loads(written or "[]"))


def alarmed(reading: Reading) -> frozenset[VisitUid]:
    """Return every visit that some open alarm is about."""
    return frozenset(
        VisitUid(uid)
        for written in reading.meta.under(ALARM).values()
        for uid in json.loads(written)
    )
