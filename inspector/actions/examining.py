"""Examine a data folder: is the engine sound, is everything whole, can everything be rebuilt?"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from inspector.actions.desk import Desk
from inspector.actions.projecting import project
from inspector.domain.canonical import digest
from inspector.domain.errors import InspectorError
from inspector.domain.ids import Digest
from inspector.domain.progress import Ticket
from inspector.domain.record import Record, rid_of
from inspector.platform.folder import Role
from inspector.platform.space import free_bytes
from inspector.store.unit import Reading

SPACE_WANTED = 2**30
"""Bytes that should be free before a day in the field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What was looked at, whether it is well, and what to do if not."""

    name: str
    well: bool
    sentence: str


def examine(desk: Desk, *, rebuild: bool = False, ticket: Ticket | None = None) -> list[Finding]:
    """Look at everything; ``rebuild`` also makes the tables anew from the records and compares.

    Raises:
        Cancelled: By the ticket; nothing was changed.
    """
    ticket = ticket or Ticket()
    findings = [_engine(desk)]
    with desk.store.reading() as reading:
        findings.append(_chain(reading))
        findings.append(_vault(reading, desk, ticket))
    findings.append(_space(desk))
    if rebuild and desk.folder.role is Role.OFFICE:
        findings.append(_rebuild(desk))
    return findings


def _engine(desk: Desk) -> Finding:
    faults = desk.store.faults(thorough=True)
    return Finding(
        name="数据库",
        well=not faults,
        sentence="完整"
        if not faults
        else f"有损坏：{faults[0]}。请先复制数据文件夹，再用备份恢复。",
    )


def _chain(reading: Reading) -> Finding:
    broken: list[str] = []
    count = 0
    for line in reading.records.streams():
        previous: Record | None = None
        for record in reading.records.all_after(line.stream):
            count += 1
            if rid_of(record.tree) != record.rid:
                broken.append(f"{line.stream[:8]} 第 {record.n} 号内容被改过")
            elif _loose(previous, record):
                broken.append(f"{line.stream[:8]} 第 {record.n} 号与前一号接不上")
            previous = record
    return Finding(
        name="记录链",
        well=not broken,
        sentence=f"{count} 条记录环环相接" if not broken else "；".join(broken[:5]),
    )


def _loose(previous: Record | None, record: Record) -> bool:
    """Tell whether a record does not name its neighbour; a gap in the counters is no fault."""
    return (
        previous is not None and record.n == previous.n + 1 and record.tree["prev"] != previous.rid
    )


def _vault(reading: Reading, desk: Desk, ticket: Ticket) -> Finding:
    named = sorted(reading.evidence.digests())
    absent = desk.vault.missing(named)
    bad: list[str] = []
    held = [one for one in named if one not in set(absent)]
    for at, one in enumerate(held, start=1):
        try:
            desk.vault.get(one)
        except InspectorError as error:
            bad.append(error.sentence())
        ticket.step(at, len(held), "核对照片")
    if bad:
        return Finding(name="照片", well=False, sentence=f"{len(bad)} 张有损坏：{bad[0]}")
    if absent and desk.folder.role is Role.FIELD:  # they were taken in here, so they were lost
        sentence = f"{len(absent)} 张不见了，第一张是 {absent[0][:12]}。请用备份找回"
        return Finding(name="照片", well=False, sentence=sentence)
    missing = f"，另有 {len(absent)} 张还没有收到" if absent else ""
    return Finding(name="照片", well=True, sentence=f"{len(held)} 张都完好{missing}")


def _space(desk: Desk) -> Finding:
    free = free_bytes(desk.folder.path)
    well = free >= SPACE_WANTED
    advice = "" if well else "，少于 1 GB，请先清理磁盘"
    return Finding(name="磁盘", well=well, sentence=f"还剩 {free / 1e9:.1f} GB{advice}")


def _rebuild(desk: Desk) -> Finding:
    with desk.store.unit() as unit:
        before = projection_digest(unit)
        project(unit, unit.records.visits())
        after = projection_digest(unit)
        unit.commit()
    well = before == after
    verdict = "相同" if well else "不同，已按记录改正"
    return Finding(
        name="重算", well=well, sentence=f"由记录重算各表，结果{verdict}（{after[:12]}）"
    )


def projection_digest(reading: Reading) -> Digest:
    """Return one digest of the tables that pages read, whatever order they were written in."""
    rows: defaultdict[str, list[str]] = defaultdict(list)
    for line in reading.visits.lines():
        totals = line.totals
        rows["visits"].append(
            f"{line.uid}|{line.state}|{totals.points if totals else ''}"
            f"|{totals.level if totals else ''}|{line.photos}|{','.join(sorted(line.flags))}"
        )
    return digest(sorted(rows["visits"]))  # type: ignore[arg-type]  # a list of texts is a tree
