"""Take packages in at the office: stage, verify, say what would change, then change it at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import ClassVar

from inspector.actions import projecting
from inspector.actions.desk import Desk
from inspector.actions.noting import Passage, note_package
from inspector.actions.trusting import identities_of, keep_trust, trust_of
from inspector.domain.errors import InspectorError
from inspector.domain.ids import Digest, RoundId, TeamId, VisitUid
from inspector.domain.merging import Arrival, arrivals
from inspector.domain.progress import Ticket
from inspector.domain.record import Record
from inspector.domain.visit import VisitKey
from inspector.domain.visit_record import check_record, evidence_of
from inspector.exchange.read_package import FROM_LAPTOPS, PackageContents, look, read
from inspector.exchange.reject import Reject
from inspector.exchange.staging import Staged, stage
from inspector.exchange.trust_book import KnownKey
from inspector.store.devices import Device, DeviceState
from inspector.store.events import Event
from inspector.store.packages import Direction
from inspector.store.unit import Reading, UnitOfWork


class NotItsVisit(Reject):
    """A laptop sends a visit that was not assigned to its team."""

    code: ClassVar[str] = "P120"
    step: ClassVar[int] = 11
    what: ClassVar[str] = "数据包里有没分给 {team} 组的考评：{visit}。"
    next_step: ClassVar[str] = (
        "没有写入任何内容。请核对是不是别组的包；组间临时换村的，请分到的组重新录入。"
    )


class ForeignRecord(Reject):
    """A record in a laptop's package is not of a kind that laptops write, or malformed."""

    code: ClassVar[str] = "P121"
    step: ClassVar[int] = 11
    what: ClassVar[str] = "数据包里的记录读不懂（{why}）。"
    next_step: ClassVar[str] = "没有写入任何内容。请让考评组用同一版本的程序重新导出。"


COPYING = 300
"""Thousandths of a package's time that copying it off the stick takes, about."""

MEGABYTE = 10**6


class NotHandedIn(Reject):
    """A package that the office made itself, such as a dispatch."""

    code: ClassVar[str] = "P122"
    step: ClassVar[int] = 5
    what: ClassVar[str] = "这是县办自己写出的包（{label}），不是考评组交来的。"
    next_step: ClassVar[str] = "请改选考评组交来的数据包，文件名以“回传”开头。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A package that passed every check and is not taken in yet: what it holds and would change."""

    file: str
    contents: PackageContents
    plan: dict[str, Arrival]
    """For each uid that comes in, what it would change."""
    seen: bool
    """Taken in before: taking it again changes nothing."""
    visits: tuple[VisitUid, ...]
    missing: tuple[Digest, ...]
    """Photos that the records name and neither package nor vault holds."""

    @property
    def counts(self) -> dict[Arrival, int]:
        """How many things are new, the same, newer, in conflict."""
        return dict(Counter(self.plan.values()))

    @property
    def team(self) -> TeamId:
        """Whose package it is."""
        return self.contents.head.facts.team

    @property
    def label(self) -> str:
        """What the laptop calls it."""
        return self.contents.head.facts.label


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenIn:
    """What became of one file."""

    file: str
    team: str
    refused: bool
    sentence: str
    code: str = ""
    new: int = 0
    same: int = 0
    newer: int = 0
    conflicts: int = 0
    visits: int = 0
    photos: int = 0
    missing_photos: int = 0


def peek(desk: Desk, file: Path) -> str:
    """Say what a package calls itself, after its signature was checked and nothing else read.

    Raises:
        Reject: It is not a package of this county's laptops.
    """
    with desk.store.reading() as reading:
        return look(file, trust_of(reading)).facts.label


def prepare(desk: Desk, file: Path, ticket: Ticket | None = None) -> Prepared:
    """Copy, verify and read a package; photos go to the vault, the store is not touched.

    Raises:
        Reject: It fails a check; photos that were stored are collected by the doctor.
        DiskFull, FolderReadOnly, FileMissing, FileUnreadable: The disk refused.
        Cancelled: By the ticket.
    """
    ticket = ticket or Ticket()
    with desk.vault.batch() as batch, _copied(desk, file, ticket.part(0, COPYING, 1000)) as staged:
        with desk.store.reading() as reading:
            trust, identities = trust_of(reading), identities_of(reading)
        contents = read(
            staged,
            trust,
            identities,
            keep_object=lambda digest, content: batch.put(content, digest, verified=True),
            ticket=ticket.part(COPYING, 1000, 1000),
        )
    with desk.store.reading() as reading:
        return _prepared(reading, desk, file.name, contents)


@contextmanager
def _copied(desk: Desk, file: Path, ticket: Ticket) -> Iterator[Staged]:
    """Copy a package off the stick for the time of the block.

    The copy goes before the photos are synced: what the disk has not taken yet it need not take.
    """
    staged = stage(file, desk.folder.staging_path, ticket)
    try:
        yield staged
    finally:
        with suppress(OSError):
            staged.path.unlink(missing_ok=True)


def accept(desk: Desk, prepared: Prepared) -> TakenIn:
    """Take a prepared package in, in one transaction; a second time changes nothing.

    Others may have come in since it was prepared, so it is checked and compared once more, and
    the answer says what it changes now.

    Raises:
        NotItsVisit, ForeignRecord: Nothing was written.
        DiskFull, FolderReadOnly, StoreBusy: Nothing was written.
    """
    contents = prepared.contents
    with desk.store.unit() as unit:
        prepared = _prepared(unit, desk, prepared.file, contents)
        _enrol(unit, desk, contents)
        new = unit.records.add(contents.records, contents.head.package_id)
        if new:
            projecting.project(unit, prepared.visits)
        note_package(unit, _passage(prepared), at=desk.clock())
        unit.commit()
    return _taken(prepared)


def take_in(desk: Desk, files: Sequence[Path], *, ticket: Ticket | None = None) -> list[TakenIn]:
    """Take in many packages; a bad one is refused by name and does not stop the others.

    So is a file that is not there or cannot be read: its stick may have been pulled.

    Raises:
        DiskFull, FolderReadOnly: Packages taken in before stay, this one changed nothing.
        Cancelled: By the ticket; whole packages only are taken in.
    """
    ticket = ticket or Ticket()
    taken: list[TakenIn] = []
    for file, part in parts_of(files, ticket):
        try:
            taken.append(accept(desk, prepare(desk, file, part)))
        except InspectorError as error:
            if not isinstance(error, Reject) and error.facts.get("path") != file:
                raise  # our own disk: the next package would fare no better
            taken.append(_refused(file.name, error))
            note_refusal(desk, file.name, error.code)
        part.step(1, 1)
    return taken


def parts_of(files: Sequence[Path], ticket: Ticket) -> Iterator[tuple[Path, Ticket]]:
    """Share a ticket out among files by their size: its steps count megabytes of all of them.

    A file that cannot be looked at has no size; whoever opens it says why.
    """
    ends = list(accumulate(map(_size, files)))
    whole = max(1, -(-ends[-1] // MEGABYTE)) if ends else 1
    begin = 0
    for number, (file, end) in enumerate(zip(files, ends, strict=True), start=1):
        done = whole if number == len(files) else end // MEGABYTE
        yield file, ticket.part(begin, done, whole, f"MB {file.name}")
        begin = done


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0


def discard(desk: Desk) -> int:
    """Collect photos that no visit names, such as those of packages not taken in.

    Not while a package is being prepared: its photos would count among them.
    """
    with desk.store.reading() as reading:
        known = reading.evidence.digests() | reading.evidence.sources()
    return len(desk.vault.sweep(known).orphans)


def _prepared(reading: Reading, desk: Desk, file: str, contents: PackageContents) -> Prepared:
    head = contents.head
    if head.kind not in FROM_LAPTOPS:
        raise NotHandedIn(label=head.label)
    visits = tuple(dict.fromkeys(_visit_uid(record) for record in contents.records))
    _check_assigned(reading, head.facts.team, visits)
    _check_streams(reading, contents)
    known = [record for uid in visits for record in reading.records.of_visit(uid)]
    _check_begun(visits, [*known, *contents.records])
    named = [evidence_of(one.tree).digest for one in contents.records if one.type == "photo"]
    return Prepared(
        file=file,
        contents=contents,
        plan=arrivals(known, contents.records),
        seen=reading.packages.has(contents.head.package_id, Direction.IN),
        visits=visits,
        missing=tuple(desk.vault.missing(named)),
    )


def _visit_uid(record: Record) -> VisitUid:
    try:
        return check_record(record)
    except ValueError as error:
        raise ForeignRecord(why=f"{record.type[:20]}：{str(error)[:60]}") from error


def _check_assigned(reading: Reading, team: TeamId, visits: Sequence[VisitUid]) -> None:
    """Take only what was assigned to the team, in this round or one before."""
    rounds = {VisitKey.parse(uid).round for uid in visits}
    assigned = {
        assignment.visit.uid
        for round_id in rounds
        for assignment in reading.rounds.assignments(round_id, team)
    }
    for uid in visits:
        if uid not in assigned:
            raise NotItsVisit(team=team, visit=uid)


def _check_streams(reading: Reading, contents: PackageContents) -> None:
    """Nobody writes in the name of another enrolled laptop."""
    signer = contents.head.signer
    others = {device.stream for device in reading.devices.all() if device.id != signer.id}
    for record in contents.records:
        if record.tree["dev"] in others:
            raise ForeignRecord(why="dev")


def _check_begun(visits: Sequence[VisitUid], records: Sequence[Record]) -> None:
    """A visit without its head record says neither form nor people, so nothing can show it."""
    begun = {record.uid for record in records if record.type == "visit"}
    for uid in visits:
        if uid not in begun:
            raise ForeignRecord(why="visit")


def _enrol(unit: UnitOfWork, desk: Desk, contents: PackageContents) -> None:
    """Know the laptop from now on, if its first package proves that it was invited."""
    head = contents.head
    if head.enrolment is None:
        return
    signer: KnownKey = head.signer
    keep_trust(unit, trust_of(unit).with_key(signer))
    unit.devices.put(
        Device(
            id=signer.id,
            sign_key=signer.public.hex(),
            seal_key=signer.recipient,
            team=signer.team,
            round=RoundId(head.facts.round),
            stream=head.facts.stream,
            state=DeviceState.ENROLLED,
            at=desk.clock(),
        )
    )


def _passage(prepared: Prepared) -> Passage:
    head = prepared.contents.head
    return Passage(
        facts=head.facts,
        direction=Direction.IN,
        package_id=head.package_id,
        name=prepared.file,
        size=head.size,
        records=len(prepared.contents.records),
        objects=len(prepared.contents.objects),
        frame=head.frame,
        rids=[record.rid for record in prepared.contents.records],
    )


def _taken(prepared: Prepared) -> TakenIn:
    counts = prepared.counts
    new = counts.get(Arrival.NEW, 0)
    newer = counts.get(Arrival.NEWER, 0)
    same = counts.get(Arrival.SAME, 0)
    conflicts = counts.get(Arrival.CONFLICT, 0)
    if prepared.seen:
        sentence = "以前收过，没有变化"
    else:
        sentence = f"新 {new}，更新 {newer}，相同 {same}，冲突 {conflicts}"
    if prepared.missing:
        sentence += f"，缺照片 {len(prepared.missing)} 张"
    return TakenIn(
        file=prepared.file,
        team=prepared.team,
        refused=False,
        sentence=sentence,
        new=new,
        same=same,
        newer=newer,
        conflicts=conflicts,
        visits=len(prepared.visits),
        photos=len(prepared.contents.objects),
        missing_photos=len(prepared.missing),
    )


def _refused(file: str, error: InspectorError) -> TakenIn:
    return TakenIn(
        file=file,
        team="",
        refused=True,
        code=error.code,
        sentence=f"拒收：{error.sentence()}{error.advice()}",
    )


def note_refusal(desk: Desk, file: str, code: str) -> None:
    """Note for later questions that a package was refused."""
    with desk.store.unit() as unit:
        unit.events.add(Event(at=desk.clock(), actor="", kind="refuse", subject=file, detail=code))
        unit.commit()
