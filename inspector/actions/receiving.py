"""Take packages in at the office: stage, verify, say what would change, then change it at once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import accumulate
from pathlib import Path
from typing import ClassVar

from inspector.actions import projecting
from inspector.actions.desk import Desk
from inspector.actions.noting import Passage, note_package
from inspector.actions.refusals import note_refusal
from inspector.actions.setting_apart import apart_words, set_apart
from inspector.actions.spoken import check_in
from inspector.actions.trusting import identities_of, keep_trust, trust_of
from inspector.actions.vetting import ABOUT_THE_LAPTOP, check_waiting, clock_words, vet
from inspector.domain.errors import InspectorError
from inspector.domain.ids import Digest, Rid, RoundId, TeamId, VisitUid
from inspector.domain.merging import Arrival, arrivals
from inspector.domain.progress import Ticket
from inspector.domain.record import Record
from inspector.domain.visit_record import evidence_of
from inspector.exchange.header import package_id, read_header
from inspector.exchange.read_package import FROM_LAPTOPS, PackageContents, look, read
from inspector.exchange.reject import Reject
from inspector.exchange.staging import Staged, framed, stage
from inspector.exchange.trust_book import TrustBook
from inspector.store.carried import Carried
from inspector.store.devices import Device, DeviceState
from inspector.store.packages import Direction
from inspector.store.records import visit_of
from inspector.store.unit import Reading, UnitOfWork

COPYING = 300
"""Thousandths of a package's time that copying it off the stick takes, about."""

MEGABYTE = 10**6

TOGETHER = 200
"""Records written in one go: about 3 ms, in which the window waits."""


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
    passes: frozenset[str] = frozenset()
    """Reasons to wait for a decision, by code, that somebody named decided about."""

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
    """What became of one file; one that was set apart counts as neither taken nor refused."""

    file: str
    team: str
    refused: bool
    sentence: str
    apart: bool = False
    code: str = ""
    new: int = 0
    same: int = 0
    newer: int = 0
    conflicts: int = 0
    visits: int = 0
    photos: int = 0
    missing_photos: int = 0
    check: str = ""
    """The check characters to be read out to the team, or empty."""


def peek(desk: Desk, file: Path) -> str:
    """Say what a package calls itself, after its signature was checked and nothing else read.

    Raises:
        Reject: It is not a package of this county's laptops.
    """
    with desk.store.reading() as reading:
        return look(file, trust_of(reading)).facts.label


def prepare(
    desk: Desk, file: Path, ticket: Ticket | None = None, *, passes: Collection[str] = ()
) -> Prepared:
    """Copy, verify and read a package; photos go to the vault, the store is not touched.

    ``passes`` holds the codes of reasons to wait that somebody named decided about.

    Raises:
        Reject: It fails a check; photos that were stored are collected by the doctor. One whose
            code is in ``vetting.WAITING`` is sound, and waits for a decision.
        DiskFull, FolderReadOnly, FileMissing, FileUnreadable: The disk refused.
        Cancelled: By the ticket.
    """
    ticket = ticket or Ticket()
    with desk.vault.batch() as batch, _copied(desk, file, ticket.part(0, COPYING, 1000)) as staged:
        with desk.store.reading() as reading:
            trust, identities = _trust_for(reading, staged, passes), identities_of(reading)
        contents = read(
            staged,
            trust,
            identities,
            keep_object=lambda digest, content: batch.put(content, digest, verified=True),
            ticket=ticket.part(COPYING, 1000, 1000),
        )
    with desk.store.reading() as reading:
        return _prepared(reading, desk, file.name, contents, frozenset(passes), ticket)


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


def accept(
    desk: Desk, prepared: Prepared, *, also: Callable[[UnitOfWork], None] | None = None
) -> TakenIn:
    """Take a prepared package in, in one transaction; a second time changes nothing.

    Others may have come in since it was prepared, so it is checked and compared once more, and
    the answer says what it changes now. ``also`` is done in the same transaction.

    Raises:
        Reject: As :func:`prepare`; nothing was written.
        DiskFull, FolderReadOnly, StoreBusy: Nothing was written.
    """
    contents = prepared.contents
    with desk.store.unit() as unit:
        prepared = _prepared(unit, desk, prepared.file, contents, prepared.passes, Ticket())
        _enrol(unit, desk, contents)
        new = _joined(unit, contents)
        if also is not None:
            also(unit)
        if new:
            projecting.project(unit, prepared.visits)
        note_package(unit, _passage(prepared), at=desk.clock())
        unit.carried.add(_carried(contents))
        unit.rotten.remove([one.digest for one in contents.objects])  # whole again
        check = _check(unit, contents)
        unit.commit()
    return replace(_taken(prepared, desk.clock()), check=check)


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
            taken.append(turn_away(desk, file, error))
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


def turn_away(desk: Desk, file: Path, error: InspectorError) -> TakenIn:
    """Note that a package was refused, or set it apart if a person has to decide about it.

    Raises:
        DiskFull, FolderReadOnly, FileMissing, FileUnreadable: It could not be set apart.
    """
    try:
        apart = set_apart(desk, file, error) if isinstance(error, Reject) else None
    except Reject as harm:  # what waited is not even whole
        apart, error = None, harm
    if apart is not None:
        return TakenIn(
            file=file.name,
            team=apart.team,
            refused=False,
            apart=True,
            code=apart.code,
            sentence=apart_words(apart),
        )
    note_refusal(desk, file, error.code, error.sentence())
    return _refused(file.name, error)


def discard(desk: Desk) -> int:
    """Collect photos that no visit names, such as those of packages not taken in.

    Not while a package is being prepared: its photos would count among them.
    """
    with desk.store.reading() as reading:
        known = reading.evidence.digests() | reading.evidence.sources()
        known |= reading.rolls.digests() | reading.rolls.sources()
        known |= reading.carried.digests()  # of packages whose records may still be on the way
    return len(desk.vault.sweep(known).orphans)


def _trust_for(reading: Reading, staged: Staged, passes: Collection[str]) -> TrustBook:
    """Return the trust book; one that knows the signer if he or she was decided about before."""
    trust = trust_of(reading)
    frame = framed(staged).frame
    decided = bool(ABOUT_THE_LAPTOP.intersection(passes))
    if decided or reading.packages.has(package_id(frame.header), Direction.IN):
        return trust.admitting(frame, read_header(frame.header).facts.team)
    return trust


def _prepared(
    reading: Reading,
    desk: Desk,
    file: str,
    contents: PackageContents,
    passes: frozenset[str],
    ticket: Ticket,
) -> Prepared:
    head = contents.head
    if head.kind not in FROM_LAPTOPS:
        raise NotHandedIn(label=head.label)
    visits = vet(reading, contents, ticket)
    check_waiting(reading, contents, passes)
    coming: defaultdict[VisitUid, list[Record]] = defaultdict(list)
    for record in contents.records:
        coming[visit_of(record.uid)].append(record)
    plan: dict[str, Arrival] = {}
    for uid in ticket.each(visits):
        plan |= arrivals(reading.records.of_visit(uid), coming[uid])
    photos = [one for one in contents.records if one.type == "photo"]
    named = [evidence_of(one.tree).digest for one in ticket.each(photos)]
    return Prepared(
        file=file,
        contents=contents,
        plan=plan,
        seen=reading.packages.has(head.package_id, Direction.IN),
        visits=visits,
        missing=tuple(desk.vault.missing(named)),
        passes=passes,
    )


def _joined(unit: UnitOfWork, contents: PackageContents) -> bool:
    """Join the records of a package, some at a time; return whether any is new."""
    package, records = contents.head.package_id, contents.records
    new: set[Rid] = set()
    for at in range(0, len(records), TOGETHER):
        new |= unit.records.add(records[at : at + TOGETHER], package)
    return bool(new)


def _enrol(unit: UnitOfWork, desk: Desk, contents: PackageContents) -> None:
    """Know the laptop from now on, and the streams that it writes."""
    facts, signer, trust = contents.head.facts, contents.head.signer, trust_of(unit)
    known = trust.key(signer.id)
    if known is not None:
        if facts.stream not in known.streams:
            streams = (*known.streams, facts.stream)
            keep_trust(unit, trust.with_key(replace(known, streams=streams)))
        return
    keep_trust(unit, trust.with_key(replace(signer, streams=(facts.stream,))))
    unit.devices.put(
        Device(
            id=signer.id,
            sign_key=signer.public.hex(),
            seal_key=signer.recipient,
            team=signer.team,
            round=RoundId(facts.round),
            stream=facts.stream,
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


def _taken(prepared: Prepared, at: datetime) -> TakenIn:
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
    sentence += clock_words(prepared.contents.head.facts.claimed_at, at)
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


def _check(reading: Reading, contents: PackageContents) -> str:
    facts = contents.head.facts
    return check_in(reading, contents.head.package_id, round_id=facts.round, team=facts.team)


def _carried(contents: PackageContents) -> list[Carried]:
    """Return the photos of a package: they stay, also where no record has named them yet."""
    package = contents.head.package_id
    return [
        Carried(digest=one.digest, package=package, media=one.media, size=one.size)
        for one in contents.objects
    ]
