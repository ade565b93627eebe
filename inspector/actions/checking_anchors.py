"""The doctor's look at anchors: what signed packages and receipts say of the records.

A chain whose whole tail was computed anew looks sound. But each package that came in is kept with
its signed header, which names the records it carried; nobody can sign that anew without the
laptop's key. So every header is verified once more, and held against the records.

Source: package format, section 5; trust, insider edits.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from inspector.actions import keys
from inspector.actions.diagnosis import Finding, judged, noted
from inspector.actions.trusting import device_of, root_of, trust_of
from inspector.domain.ids import Rid
from inspector.domain.ranges import gaps, numbers, ranges_of, spell
from inspector.domain.reading import BadTree
from inspector.domain.receipt import Block, Link, Receipt, from_lines, hold
from inspector.exchange.frame import Frame, read_frame
from inspector.exchange.header import Header, Kind, package_id, read_header, rids_digest
from inspector.exchange.identity import key_id, signature_holds
from inspector.exchange.reject import Reject
from inspector.store.packages import Direction, PackageLine
from inspector.store.unit import Reading

ADVICE = "这些记录不可信，其余有签名为证；请复制整个数据文件夹留证，请考评组重新导出。"
LISTED = 100_000
"""Most events that are looked through."""


@dataclass(slots=True)
class Anchors:
    """What the packages of this folder vouch for."""

    headers: dict[str, Header] = field(default_factory=dict)
    """By package id, as far as the signature holds."""
    signers: dict[str, str] = field(default_factory=dict)
    """Which key signed a package."""
    faults: list[str] = field(default_factory=list)


def check_anchors(reading: Reading) -> list[Finding]:
    """Verify every kept header once more, and compare records and receipts with them."""
    rows = reading.packages.all()
    anchors = _verified(reading, rows)
    links = reading.records.links()
    rids = {link.rid for link in links}
    faults = anchors.faults
    for row in rows:
        faults += _row_faults(row, anchors, rids)
    faults += _unvouched(reading, rows)
    faults += _chain_faults(rows, anchors, links)
    faults += _unlisted(reading, rows)
    well = f"{len(rows)} 个包的签名和所载记录都对得上"
    findings = [judged("包的存底", well, faults, ADVICE)]
    findings.append(_receipts(reading, links, {row.id for row in rows}))
    findings += _missing_numbers(reading, rows)
    return findings


def _verified(reading: Reading, rows: Iterable[PackageLine]) -> Anchors:
    known = _keys(reading)
    anchors = Anchors()
    for row in rows:
        where = f"{row.team} 第 {row.seq} 号包（{row.id[:12]}）"
        try:
            frame = _frame(row)
            header = read_header(frame.header)
        except (Reject, ValueError):
            anchors.faults.append(f"{where}的存底读不出")
            continue
        public = known.get(frame.key)
        if package_id(frame.header) != row.id:
            anchors.faults.append(f"{where}的存底是别的包的")
        elif public is None:
            anchors.faults.append(f"{where}的签名密钥不在登记里")
        elif not signature_holds(public, frame.signature, frame.signed):
            anchors.faults.append(f"{where}的签名不对")
        else:
            anchors.headers[row.id] = header
            anchors.signers[row.id] = frame.key
    return anchors


def _frame(row: PackageLine) -> Frame:
    start = row.frame.encode()
    return read_frame(start, len(start))[0]


def _keys(reading: Reading) -> Mapping[str, bytes]:
    """Return the public keys that may have signed something here, by id."""
    publics = [key.public for key in trust_of(reading).keys]
    at_office = reading.meta.get(keys.COUNTY_ROOT) is not None
    publics.append(root_of(reading).public if at_office else device_of(reading).public)
    return {key_id(public): public for public in publics}


def _row_faults(row: PackageLine, anchors: Anchors, rids: set[Rid]) -> Iterator[str]:
    header = anchors.headers.get(row.id)
    if header is None:
        return
    facts = header.facts
    where = f"{row.team} 第 {row.seq} 号包（{row.id[:12]}）"
    stated = (facts.stream, facts.seq, facts.team, facts.round, facts.kind, facts.claimed_at)
    if stated != (row.stream, row.seq, row.team, row.round, row.kind, row.claimed_at):
        yield f"{where}的登记与签名的包面不符"
    if facts.kind not in (Kind.VISIT, Kind.OBJECTS):
        return
    carried = _carried(row)
    if carried is None or (facts.rids or rids_digest(())) != rids_digest(carried):
        yield f"{where}的记录清单被改过"
    elif lost := [rid for rid in carried if rid not in rids]:
        yield f"{where}带来的记录缺 {len(lost)} 条，或被改过"
    counts = (header.counts.revisions, header.counts.objects)
    if counts != (row.records, row.objects):
        yield f"{where}登记的件数与包面不符"


def _carried(row: PackageLine) -> list[Rid] | None:
    try:
        bytes.fromhex(row.rids)
    except ValueError:
        return None
    return [Rid(row.rids[at : at + 64]) for at in range(0, len(row.rids), 64)]


def _unvouched(reading: Reading, rows: Iterable[PackageLine]) -> Iterator[str]:
    """Name records that no package brought, and that are not of this folder's own pen."""
    by_id = {row.id: set(_carried(row) or ()) for row in rows if row.direction is Direction.IN}
    own = {reading.meta.get(keys.STREAM) or ""}
    own |= {event.subject for event in reading.events.of_kind("restore", LISTED)}
    own |= {event.subject for event in reading.events.of_kind("moved", LISTED)}
    for row in reading.audit.records():
        where = f"{row.stream[:8]} 第 {row.n} 号记录"
        if not row.package:
            if row.stream not in own:
                yield f"{where}没有来历"
        elif row.package not in by_id:
            yield f"{where}的包（{row.package[:12]}）没有登记"
        elif row.rid not in by_id[row.package]:
            yield f"{where}不是它的包带来的"


def _chain_faults(
    rows: Iterable[PackageLine], anchors: Anchors, links: Iterable[Link]
) -> Iterator[str]:
    """Hold the chain's head that each header names against the record under that number."""
    by_place: dict[tuple[str, int], set[str]] = {}
    for link in links:
        by_place.setdefault((link.stream, link.n), set()).add(link.rid)
    for row in rows:
        header = anchors.headers.get(row.id)
        head = header.facts.chain if header is not None else None
        if head is None:
            continue
        here = by_place.get((row.stream, head.n))
        if here and head.rid not in here:
            yield f"{row.stream[:8]} 第 {head.n} 号与签过名的链头不符"


def _unlisted(reading: Reading, rows: Iterable[PackageLine]) -> Iterator[str]:
    """Name packages of which an event tells, and that have no row any more."""
    came = {row.id for row in rows if row.direction is Direction.IN}
    for event in reading.events.of_kind("take", LISTED):
        if event.detail not in came:
            yield f"收过的包 {event.subject}（{event.detail[:12]}）没有登记了"


def _receipts(reading: Reading, links: Iterable[Link], packages: set[str]) -> Finding:
    """Hold every receipt against what is here: all that was acknowledged must still be the same."""
    faults: list[str] = []
    count = 0
    at_office = reading.meta.get(keys.COUNTY_ROOT) is not None
    restored = {event.subject for event in reading.events.of_kind("restore", LISTED)}
    here = _Here(links, frozenset() if at_office else restored)  # its receipts were restored too
    for team in sorted({row.team for row in reading.packages.all()}):
        for line in reading.receipts.of_team(team):
            count += 1
            where = f"{team} 第 {line.number} 号回执"
            try:
                receipt = from_lines(json.loads(line.text))
            except (ValueError, BadTree, TypeError, AttributeError):
                faults.append(f"{where}读不出")
                continue
            if (receipt.number, receipt.team) != (line.number, line.team):
                faults.append(f"{where}的登记与内容不符")
            if at_office and not packages.issuperset(receipt.packages):
                faults.append(f"{where}认过的包有缺")
            differing = here.differing(receipt, everything=at_office)
            faults += [f"{where}认过的 {one} 与库里不同" for one in differing]
    return judged("回执", f"{count} 份回执与记录相符", faults, ADVICE)


class _Here:
    """The records that are here, by stream and counter; of ``restored`` streams not the end."""

    def __init__(self, links: Iterable[Link], restored: Collection[str]) -> None:
        self._restored = restored
        self._rids: dict[str, dict[int, list[Rid]]] = {}
        for link in links:
            self._rids.setdefault(link.stream, {}).setdefault(link.n, []).append(link.rid)

    def differing(self, receipt: Receipt, *, everything: bool) -> list[str]:
        """Return which acknowledged blocks of records are not as they were.

        A laptop holds no record of its team's other laptops; an office holds ``everything``.
        """
        return [
            f"{stream.stream[:8]} {spell(block.n)} 号"
            for stream in receipt.streams
            for block in stream.blocks
            if (everything or stream.stream in self._rids)
            if not self._same(stream.stream, block)
        ]

    def _same(self, stream: str, block: Block) -> bool:
        here = self._rids.get(stream, {})
        counted = numbers(block.n)
        if any(len(here.get(n, ())) > 1 for n in counted):
            return True  # a fork that was admitted since: the chain names it
        own = [Link(stream=stream, n=n, rid=here[n][0]) for n in counted if n in here]
        if stream in self._restored and counted and max(here, default=0) < counted[-1]:
            return True  # what was written after the backup is not here: that proves nothing
        held = hold(own).get(stream)
        return held is not None and held.blocks == (block,)


def _missing_numbers(reading: Reading, rows: Iterable[PackageLine]) -> list[Finding]:
    """Name the packages that should be between others: a lost stick, or one that was set aside."""
    seqs: dict[tuple[str, str], list[int]] = {}
    for row in rows:
        if row.direction is Direction.IN and row.kind in (Kind.VISIT, Kind.OBJECTS):
            seqs.setdefault((row.team, row.stream), []).append(row.seq)
    for apart in reading.apart.all():
        seqs.setdefault((apart.team, apart.stream), []).append(apart.seq)
    said = [
        f"{team}（{stream[:4]}）缺 {spell(missing)} 号包"
        for (team, stream), found in sorted(seqs.items())
        if (missing := gaps(ranges_of(found)))
    ]
    if not said:
        return []
    sentence = "；".join(said) + "。下次交包会补上，不用处理；一直缺的请问考评组"
    return [noted("包号", sentence)]
