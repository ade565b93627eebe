"""The doctor's look at what the office handed out: a laptop's lists against the signed dispatch.

At the office these lists are the truth, and nothing signed stands behind them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from inspector.actions.diagnosis import Finding, judged, noted
from inspector.actions.dispatch_form import DispatchForm, DispatchIncomplete, from_records
from inspector.domain.canonical import Tree, canonical
from inspector.domain.errors import InspectorError
from inspector.domain.ids import Digest, RoundId
from inspector.domain.record import Record, rid_of
from inspector.exchange.frame import read_frame
from inspector.exchange.header import Kind, read_header, rids_digest
from inspector.store.documents import Document
from inspector.store.packages import Direction, PackageLine
from inspector.store.unit import Reading, UnitOfWork

KEPT = "dispatch"
"""Kind of the documents that hold the lines of the dispatches opened here."""


def keep_lines(unit: UnitOfWork, records: Iterable[Record], stated: str) -> None:
    """Keep the lines of a dispatch whose header states their digest; older ones state none."""
    if stated:
        lines: list[Tree] = [dict(record.tree) for record in records]
        text = canonical({"lines": lines}).decode()
        unit.documents.put(
            Document(kind=KEPT, id=KEPT, version="", digest=Digest(stated), text=text)
        )


def check_dispatches(reading: Reading) -> list[Finding]:
    """Hold members, sites and assignments against the newest dispatch of each round.

    The headers themselves are checked with all others (:mod:`inspector.actions.checking_anchors`).
    """
    newest = _newest(reading)
    faults: list[str] = []
    unkept = 0
    for row in newest:
        stated = _stated(row)
        kept = reading.documents.by_digest(KEPT, Digest(stated)) if stated else None
        if kept is None:
            unkept += 1
            continue
        form = _read(kept, stated)
        if form is None:
            faults.append(f"{row.round} 轮下发包的存底被改过")
            continue
        faults += _assignments(reading, form)
        if row is newest[-1]:  # an earlier round's names and members may have changed since
            faults += _lists(reading, form)
    if not faults and unkept:
        return [noted("下发", f"{unkept} 轮的下发包没有存底，名册和分派没有核对；再打开一次就有")]
    well = f"{len(newest)} 轮的组员、站点、分派与签名的下发包相同"
    return [judged("下发", well, faults, "以下发包为准，再打开一次最近的下发包就改正")]


def _newest(reading: Reading) -> list[PackageLine]:
    """Return the newest dispatch of each round, the newest of all last; older ones do not open."""
    rows: dict[RoundId, PackageLine] = {}
    for row in reading.packages.all(Direction.IN):
        if row.kind == Kind.DISPATCH:
            rows.pop(row.round, None)
            rows[row.round] = row
    return list(rows.values())


def _stated(row: PackageLine) -> str:
    start = row.frame.encode()
    try:
        return read_header(read_frame(start, len(start))[0].header).facts.rids
    except InspectorError:
        return ""  # the anchors name it


def _read(kept: Document, stated: str) -> DispatchForm | None:
    """Return what a dispatch said, or None if these are not its lines."""
    try:
        lines: list[dict[str, Tree]] = json.loads(kept.text)["lines"]
        records = [Record(rid=rid_of(line), tree=line) for line in lines]
        if rids_digest(record.rid for record in records) != stated:
            return None
        return from_records(records)
    except (ValueError, LookupError, TypeError, AttributeError, DispatchIncomplete):
        return None


def _assignments(reading: Reading, form: DispatchForm) -> Iterator[str]:
    here = {(one.visit.uid, one.order) for one in reading.rounds.assignments(form.round.id)}
    signed = {(one.visit.uid, one.order) for one in form.assignments}
    if here != signed:
        more, less = len(here - signed), len(signed - here)
        yield f"{form.round.id} 轮的分派被改过（多出 {more} 个，少了 {less} 个）"


def _lists(reading: Reading, form: DispatchForm) -> Iterator[str]:
    if reading.teams.one(form.team.id) != form.team:
        yield f"{form.team.id} 组的组员被改过"
    here = {one.code: one for one in reading.sites.all()}
    for site in form.sites:
        if here.get(site.code) != site:
            yield f"站点 {site.name}（{site.code}）在名册里被改过"
    near = {one.code: one for one in reading.sites.townships()}
    for township in form.townships:
        if near.get(township.code) != township:
            yield f"乡镇 {township.name} 在名册里被改过"
