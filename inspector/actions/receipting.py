"""Write receipts at the office: what it holds of each team's work, signed."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

from inspector.actions import keys
from inspector.actions.desk import Desk
from inspector.actions.dispatch_form import PackedReceipt
from inspector.actions.lacking import lacking
from inspector.actions.noting import Passage, note_package, reserve
from inspector.actions.placing import make_room
from inspector.actions.projecting import Flag
from inspector.actions.refusals import refusals_of
from inspector.actions.trusting import root_of, trust_of
from inspector.domain.canonical import Tree, canonical
from inspector.domain.errors import InspectorError
from inspector.domain.ids import CountyCode, RoundId, TeamId, VisitUid
from inspector.domain.progress import Ticket
from inspector.domain.ranges import ranges_of
from inspector.domain.reading import as_mapping
from inspector.domain.receipt import (
    Receipt,
    StreamHeld,
    Turned,
    ends_of,
    from_lines,
    hold,
    to_lines,
)
from inspector.domain.visit import VisitKey
from inspector.exchange.header import HeaderFacts, Kind
from inspector.exchange.write_package import Payload, WrittenPackage, write_package
from inspector.store.apart import Decision
from inspector.store.packages import Direction, PackageLine
from inspector.store.receipts import ReceiptLine
from inspector.store.unit import Reading, UnitOfWork

README = """\
五星考评回执

records.jsonl  县办收到了哪些记录、照片和数据包，还缺什么

在考评组的电脑上导入这个文件：以后只交没有回执的，照片可以清理。
格式说明见程序文档《数据包格式》。
"""


class NoLaptopYet(InspectorError):
    """No laptop of the team is enrolled, so nobody could open its receipt."""

    code: ClassVar[str] = "P230"
    what: ClassVar[str] = "{team} 组还没有登记过的电脑，写不了回执。"
    next_step: ClassVar[str] = "先导入这个组交来的数据包，再写回执。"


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenReceipt:
    """A receipt that was written and read back."""

    team: TeamId
    path: Path
    package_id: str
    laptops: int
    """How many laptops can open it."""
    receipt: Receipt


def write_receipts(
    desk: Desk, out: Path, *only: TeamId, ticket: Ticket | None = None
) -> tuple[WrittenReceipt, ...]:
    """Write the receipts of some teams, or of every team that has a laptop.

    Raises:
        NoLaptopYet: There is no laptop to write it for.
        DiskFull, FolderReadOnly, ReadBackFailed: The disk refused; receipts written before stay.
        Cancelled: By the ticket; receipts written before stay.
    """
    ticket = ticket or Ticket()
    with desk.store.reading() as reading:
        trust = trust_of(reading)
    teams = sorted({key.team for key in trust.keys if key.team and trust.of_team(key.team)})
    wanted = [one for one in teams if not only or one in only]
    if not wanted:
        raise NoLaptopYet(team="、".join(only) or "各")
    make_room(out)
    written: list[WrittenReceipt] = []
    for at, one in enumerate(wanted, start=1):
        written.append(_write(desk, out, one))
        ticket.step(at, len(wanted), f"回执 {one}")
    return tuple(written)


def receipt_of(reading: Reading, desk: Desk, team: TeamId, number: int) -> Receipt:
    """Say what the office holds of a team's work, as one reading sees it.

    A photo that was found damaged counts as missing until a whole copy has come: on a receipt's
    word a laptop may give its own up.
    """
    visits = [uid for uid in reading.records.visits() if VisitKey.parse(uid).team == team]
    came = [one for one in reading.packages.all(Direction.IN) if one.team == team]
    named = dict.fromkeys(
        photo.digest for uid in visits for photo in reading.evidence.of_visit(uid)
    )
    known = {*named, *reading.carried.of_team(team)}
    absent = lacking(reading, desk.vault, known)
    return Receipt(
        number=number,
        at=desk.clock(),
        team=team,
        rounds=_rounds(visits, came),
        streams=_streams(reading, visits, came),
        packages=tuple(one.id for one in came),
        held=tuple(sorted(known - absent)),
        missing=tuple(one for one in named if one in absent),
        turned=_turned(reading, team, came),
        conflicts=tuple(
            line.uid for line in reading.visits.lines(team=team) if Flag.CONFLICT in line.flags
        ),
    )


def _rounds(visits: Iterable[VisitUid], came: Iterable[PackageLine]) -> tuple[RoundId, ...]:
    rounds = {VisitKey.parse(uid).round for uid in visits} | {one.round for one in came}
    return tuple(sorted(rounds))


def _streams(
    reading: Reading, visits: Sequence[VisitUid], came: Sequence[PackageLine]
) -> tuple[StreamHeld, ...]:
    links = reading.records.links(visits)
    held = hold(links, ends_of(links, ((one.stream, one.carried) for one in came)))
    packages: defaultdict[str, list[PackageLine]] = defaultdict(list)
    for one in came:
        packages[one.stream].append(one)
    return tuple(
        replace(
            held.get(stream) or StreamHeld(stream=stream, n=0, rid="", blocks=()),
            seqs=ranges_of(one.seq for one in packages[stream]),
            last=max(packages[stream], key=_place).id if packages[stream] else "",
        )
        for stream in sorted({*held, *packages})
    )


def _place(package: PackageLine) -> tuple[int, str]:
    return package.seq, package.id


def _turned(reading: Reading, team: TeamId, came: Iterable[PackageLine]) -> tuple[Turned, ...]:
    taken = {one.id for one in came}
    apart = [
        Turned(package=one.id, name=one.name, code=one.code, sentence=one.reason, apart=True)
        for one in reading.apart.all(Decision.OPEN)
        if one.team == team
    ]
    known = taken | {one.package for one in apart}
    refused = [one for one in refusals_of(reading, team) if one.package not in known]
    return (*apart, *refused)


def _write(desk: Desk, out: Path, team: TeamId) -> WrittenReceipt:
    place = reserve(desk)
    with desk.store.unit() as unit:
        number = _next_number(unit)
        receipt = receipt_of(unit, desk, team, number)
        root, trust = root_of(unit), trust_of(unit)
        county = CountyCode(unit.meta.get(keys.COUNTY_CODE) or "")
        unit.commit()
    facts = HeaderFacts(
        kind=Kind.RECEIPT,
        county=county,
        round=receipt.rounds[-1] if receipt.rounds else RoundId(""),
        team=team,
        device="county",
        stream=place.stream,
        seq=place.seq,
        prev=place.prev,
        trust_version=trust.version,
        claimed_at=receipt.at.isoformat(timespec="seconds"),
        label=f"回执 {team} 第 {number} 号",
    )
    book: dict[str, Tree] = {"t": "trust", "book": trust.to_tree()}
    lines = [*to_lines(receipt), book]
    laptops = [key.recipient for key in trust.of_team(team) if key.recipient]
    written = write_package(
        out / f"回执_{team}_{number:04d}.wxp",
        facts,
        Payload(records=lines, readme=README),
        root.signer(),
        (*laptops, *root.recipients),
        Ticket(),
    )
    _note(desk, receipt, facts, written, len(lines))
    return WrittenReceipt(
        team=team,
        path=written.path,
        package_id=written.package_id,
        laptops=len(laptops),
        receipt=receipt,
    )


def _note(
    desk: Desk, receipt: Receipt, facts: HeaderFacts, written: WrittenPackage, lines: int
) -> None:
    passage = Passage(
        facts=facts,
        direction=Direction.OUT,
        package_id=written.package_id,
        name=written.path.name,
        size=written.size,
        records=lines,
        objects=0,
        frame=written.frame,
    )
    with desk.store.unit() as unit:
        unit.receipts.add(kept(receipt, written.package_id))
        note_package(unit, passage, at=desk.clock())
        unit.commit()


def _next_number(unit: UnitOfWork) -> int:
    """Give a number away, for ever: it is committed before the receipt is written."""
    given = int(unit.meta.get(keys.RECEIPT_NUMBER) or 0)
    number = max(given, unit.receipts.last_number()) + 1
    unit.meta.put(keys.RECEIPT_NUMBER, str(number))
    return number


def kept(receipt: Receipt, package_id: str) -> ReceiptLine:
    """Return a receipt as the store keeps it, at the office and on a laptop."""
    lines: list[Tree] = [*to_lines(receipt)]
    return ReceiptLine(
        id=package_id,
        team=receipt.team,
        number=receipt.number,
        at=receipt.at,
        text=canonical(lines).decode(),
    )


def packed_receipt(reading: Reading, team: TeamId) -> PackedReceipt | None:
    """Return the team's newest receipt as its next dispatch carries it, or None."""
    line = reading.receipts.latest(team)
    if line is None:
        return None
    return PackedReceipt(id=line.id, lines=tuple(map(as_mapping, json.loads(line.text))))


def last_receipt(reading: Reading, team: TeamId) -> Receipt | None:
    """Return the team's newest receipt, or None."""
    packed = packed_receipt(reading, team)
    return None if packed is None else from_lines(packed.lines)
