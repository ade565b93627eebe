"""回执以后改过的: what was changed after the office had acknowledged it.

A correction is a revision with a name, so nothing is hidden; but who relied on the receipt should
hear of it. Works at the office and on a laptop alike: both hold receipts and records.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from inspector.domain.ids import Rid, VisitUid
from inspector.domain.receipt import covered, from_lines
from inspector.domain.record import Record
from inspector.domain.ruling import ruling_of
from inspector.domain.visit import VisitKey
from inspector.store.records import visit_of
from inspector.store.unit import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Amended:
    """One visit that was changed after a receipt."""

    visit: VisitUid
    place: str
    receipt: int
    """The number of the first receipt that had acknowledged what was replaced."""
    parts: tuple[str, ...]
    """The items that were changed, by code; 定稿 for a new seal."""
    people: tuple[str, ...]
    """Who signed the changes; of a ruling, who ruled."""


def amended(reading: Reading) -> tuple[Amended, ...]:
    """Return the visits of which something acknowledged was replaced later, by uid."""
    acknowledged = _acknowledged(reading)
    if not acknowledged:
        return ()
    found: dict[VisitUid, list[tuple[int, Record]]] = {}
    for uid in reading.records.visits():
        for record in reading.records.of_visit(uid):
            before = [acknowledged[one] for one in record.parents if one in acknowledged]
            if before and acknowledged.get(record.rid, min(before) + 1) > min(before):
                found.setdefault(visit_of(record.uid), []).append((min(before), record))
    return tuple(_told(reading, uid, changes) for uid, changes in sorted(found.items()))


def _acknowledged(reading: Reading) -> dict[Rid, int]:
    """Return, for each record, the first receipt that acknowledged it."""
    links = reading.records.links()
    first: dict[Rid, int] = {}
    for team in sorted({one.team for one in reading.packages.all()}):
        for line in reading.receipts.of_team(team):
            for rid in covered(from_lines(json.loads(line.text)), links).rids:
                first[rid] = min(line.number, first.get(rid, line.number))
    return first


def _told(reading: Reading, uid: VisitUid, changes: Iterable[tuple[int, Record]]) -> Amended:
    listed = list(changes)
    site = reading.sites.one(VisitKey.parse(uid).site)
    return Amended(
        visit=uid,
        place=site.site.name if site is not None else uid,
        receipt=min(number for number, _record in listed),
        parts=tuple(dict.fromkeys(_part(record) for _number, record in listed)),
        people=tuple(dict.fromkeys(_person(record) for _number, record in listed)),
    )


def _part(record: Record) -> str:
    parts = {"seal": "定稿", "reopen": "重开", "sign": "签字"}
    return parts.get(record.type) or record.uid.rpartition("/")[2]


def _person(record: Record) -> str:
    ruling = ruling_of(record)
    return ruling.by if ruling is not None else str(record.tree["by"])
