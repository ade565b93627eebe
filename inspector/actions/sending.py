"""收工: write everything that no receipt acknowledges into one package, or as many as it takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

from inspector.actions import keys
from inspector.actions.desk import Desk
from inspector.actions.noting import Passage, Place, note_package, reserve
from inspector.actions.outstanding import Outstanding, lack_facts, outstanding
from inspector.actions.placing import free_path, make_room
from inspector.actions.practising import PracticeStays, is_practice
from inspector.actions.trusting import device_of, invitation_of, trust_of
from inspector.domain.errors import Cancelled, InspectorError
from inspector.domain.ids import CountyCode, Digest, RoundId, TeamId
from inspector.domain.progress import Ticket
from inspector.domain.visit import Evidence
from inspector.exchange.header import ChainHead, HeaderFacts, Kind, Part, RubricStamp, rids_digest
from inspector.exchange.identity import Signer, key_id
from inspector.exchange.second_copy import copy_proved
from inspector.exchange.volumes import LIMITS, Profile, Volume, volumes
from inspector.exchange.write_package import (
    PackedObject,
    Payload,
    WrittenPackage,
    write_package,
)
from inspector.media.vault import PhotoDamaged, PhotoMissing
from inspector.store.packages import Direction
from inspector.store.unit import Reading


class NothingToSend(InspectorError):
    """Nothing was sealed that could be handed in."""

    code: ClassVar[str] = "P220"
    what: ClassVar[str] = "还没有定稿的站点，没有可交的内容。"
    next_step: ClassVar[str] = "请先把打完分的站点定稿，再收工交包。"


class AllAcknowledged(InspectorError):
    """The latest receipt covers everything that this laptop can hand in.

    ``lacks`` names photos that the office waits for and that were lost or given up here.
    """

    code: ClassVar[str] = "P221"
    what: ClassVar[str] = "都已回执（第 {number} 号），没有要交的。{lacks}"
    next_step: ClassVar[str] = "{mend}县办的数据丢了、要求重交的，用“全部重交”再写一次。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How an export is wanted."""

    profile: Profile = Profile.STICK
    everything: bool = False
    """Hand in again what was acknowledged, as for an office that lost its data."""
    copy: Path | None = None
    """A folder for a second copy of each package."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentVolume:
    """One package that was written and read back; ``size`` in bytes."""

    path: Path
    package_id: str
    size: int
    records: int
    photos: int
    copy: Path | None = None
    """The second copy, read back too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What one export wrote."""

    volumes: tuple[SentVolume, ...]
    visits: int
    lost: tuple[Digest, ...] = ()
    """Photos that cannot be read any more: they stay out, the office will name them as missing."""
    given_up: tuple[Digest, ...] = ()
    """Photos that the office lacks and that were given up here after an earlier receipt."""
    base: str = ""
    """The id of the receipt it was computed against, or empty."""
    planned: int = 1
    """How many packages it would take; more than ``volumes`` if somebody stopped it."""
    fault: InspectorError | None = None
    """Why a second copy was not written; the first ones are sound."""

    @property
    def path(self) -> Path:
        """The first package."""
        return self.volumes[0].path

    @property
    def package_id(self) -> str:
        """The id of the first package."""
        return self.volumes[0].package_id

    @property
    def size(self) -> int:
        """Bytes of all packages."""
        return sum(one.size for one in self.volumes)

    @property
    def photos(self) -> int:
        """Photos in all packages."""
        return sum(one.photos for one in self.volumes)

    @property
    def stopped(self) -> bool:
        """Somebody stopped it between two packages: those written are whole and noted."""
        return len(self.volumes) < self.planned


def export(
    desk: Desk, out: Path, wish: Wish | None = None, *, ticket: Ticket | None = None
) -> Sent:
    """Write what no receipt acknowledges; each package is flushed and read back before 完成.

    A photo that is lost or damaged does not keep the marks back: it is left out and named. A
    file that is there already is never replaced: it may be the package of a cloned laptop. A
    second copy that fails does not undo the first; the answer says so. Stopped between two
    packages, whole ones stay and the answer names them.

    Raises:
        PracticeStays: The folder is one for practice.
        NothingToSend: No visit is sealed.
        AllAcknowledged: A receipt covers everything.
        DiskFull, FolderReadOnly, ReadBackFailed: The package at hand was not written; those before
            it stay and are noted.
        Cancelled: By the ticket, before the first package was written.
    """
    wish = wish or Wish()
    if is_practice(desk):
        raise PracticeStays
    with desk.store.reading() as reading:
        owed = outstanding(reading, desk.vault, everything=wish.everything)
        job = _job(reading, desk, owed, wish, out)
    _check_owed(owed)
    make_room(out)
    parts = volumes(owed.records, owed.photos, LIMITS[wish.profile])
    place = reserve(desk, len(parts))
    told = _Whole(ticket or Ticket(), sum(one.size for one in owed.photos))
    sent = Sent(
        volumes=(),
        visits=len(owed.visits),
        lost=owed.lost,
        given_up=owed.given_up,
        base=job.head.base,
        planned=len(parts),
    )
    for index, part in enumerate(parts, start=1):
        try:
            told.check()
            one = _send(
                desk, job, _Part(volume=part, place=place, index=index, of=len(parts)), told
            )
        except Cancelled:
            if not sent.volumes:
                raise
            return sent
        sent = _and(sent, one)
        place = Place(stream=place.stream, seq=place.seq + 1, prev=one.written.package_id)
    return sent


def _check_owed(owed: Outstanding) -> None:
    if not owed.records and not owed.photos and owed.held is not None:
        raise AllAcknowledged(number=owed.held.receipt.number, **lack_facts(owed))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """What all packages of one export share."""

    head: HeaderFacts
    signer: Signer
    recipients: tuple[str, ...]
    out: Path
    copy: Path | None
    recorder: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """One package of an export that is going to be written; ``index`` counts from 1."""

    volume: Volume
    place: Place
    index: int
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Done:
    """One package that was written and noted."""

    written: WrittenPackage
    volume: Volume
    lost: tuple[Digest, ...]
    copy: Path | None
    fault: InspectorError | None


class _Whole(Ticket):
    """Counts photos over all packages of an export."""

    def __init__(self, outer: Ticket, total: int) -> None:
        super().__init__()
        self._outer, self._total = outer, total
        self._before = 0

    def step(self, done: int, total: int, label: str = "") -> None:
        """Pass on a step of the package at hand."""
        del total
        self._outer.step(min(self._before + done, self._total), self._total, label)

    def check(self) -> None:
        """Stop here if somebody wants it."""
        self.step(0, 0, "打包照片")

    def finished(self, size: int) -> None:
        """Note that a package with ``size`` bytes of photos is written."""
        self._before += size


def _job(reading: Reading, desk: Desk, owed: Outstanding, wish: Wish, out: Path) -> _Job:
    """Say what all packages share.

    Raises:
        PracticeStays: The folder is one for practice.
        NothingToSend: No visit is sealed.
    """
    if not owed.sealed:
        raise NothingToSend
    trust, device = trust_of(reading), device_of(reading)
    stream = reading.meta.get(keys.STREAM) or ""
    team = TeamId(reading.meta.get(keys.TEAM) or "")
    chain = reading.records.stream_head(stream)
    first = (owed.visits or owed.sealed)[0]
    head = HeaderFacts(
        kind=Kind.VISIT,
        county=CountyCode(reading.meta.get(keys.COUNTY_CODE) or ""),
        round=RoundId(reading.meta.get(keys.ROUND) or ""),
        team=team,
        device=f"{team}-{stream[:4]}",
        stream=stream,
        seq=0,
        base=owed.held.id if owed.held is not None else "",
        trust_version=trust.version,
        rubrics=tuple(
            RubricStamp(id=one.id, version=one.version, sha256=one.digest)
            for one in reading.documents.all_current("rubric")
        ),
        chain=ChainHead(n=chain[0], rid=chain[1]) if chain else None,
        claimed_at=desk.clock().isoformat(timespec="seconds"),
        label=f"{team} {desk.clock():%Y-%m-%d} {first.site}等 {len(owed.visits)} 个站点",
    )
    known = trust.key(key_id(device.public))
    enrolled = known is not None and not wish.everything  # an office that lost all forgot us too
    enrolment = None if enrolled else invitation_of(reading).enrol(device, county=trust.county)
    return _Job(
        head=head,
        signer=device.signer(enrolment),
        recipients=trust.recipients,
        out=out,
        copy=wish.copy,
        recorder=reading.meta.get(keys.RECORDER) or "",
    )


def _head(job: _Job, part: _Part) -> HeaderFacts:
    place, volume = part.place, part.volume
    whole = part.of == 1
    return replace(
        job.head,
        kind=Kind.VISIT if volume.records else Kind.OBJECTS,
        seq=place.seq,
        prev=place.prev,
        rids=rids_digest(record.rid for record in volume.records),
        label=job.head.label if whole else f"{job.head.label}（{part.of} 包之 {part.index}）",
        part=None
        if whole
        else Part(
            set=f"{place.stream[:8]}-{place.seq - part.index + 1}", index=part.index, of=part.of
        ),
    )


def _send(desk: Desk, job: _Job, part: _Part, told: _Whole) -> _Done:
    """Write one package, note it, and copy it if that is wanted."""
    head, volume = _head(job, part), part.volume
    one_of = "" if part.of == 1 else f"_{part.of}之{part.index}"
    stem = f"回传_{head.round}_{head.team}_{head.stream[:4]}_{head.seq:03d}{one_of}"
    path = free_path(job.out, stem)
    lost: list[Digest] = []
    written: WrittenPackage | None = None
    while written is None:
        volume = replace(volume, photos=_without(volume.photos, lost))
        payload = Payload(
            records=[record.tree for record in volume.records],
            objects=[_packed(desk, one) for one in volume.photos],
        )
        try:
            written = write_package(path, head, payload, job.signer, job.recipients, told)
        except (PhotoMissing, PhotoDamaged) as error:
            lost.append(Digest(str(error.facts["digest"])))
    _note(desk, job, head, volume, written)
    told.finished(sum(one.size for one in volume.photos))
    copy, fault = _copied(job, written, stem)
    return _Done(written=written, volume=volume, lost=tuple(lost), copy=copy, fault=fault)


def _copied(
    job: _Job, written: WrittenPackage, stem: str
) -> tuple[Path | None, InspectorError | None]:
    """Write the second copy; what keeps it from being written is told, and no more."""
    if job.copy is None:
        return None, None
    try:
        make_room(job.copy)
        copy = free_path(job.copy, stem)
        copy_proved(written.path, copy, Ticket())
    except InspectorError as error:
        return None, error
    return copy, None


def _and(sent: Sent, one: _Done) -> Sent:
    volume = SentVolume(
        path=one.written.path,
        package_id=one.written.package_id,
        size=one.written.size,
        records=len(one.volume.records),
        photos=len(one.volume.photos),
        copy=one.copy,
    )
    return replace(
        sent,
        volumes=(*sent.volumes, volume),
        lost=(*sent.lost, *one.lost),
        fault=sent.fault or one.fault,
    )


def _without(evidence: tuple[Evidence, ...], lost: Sequence[Digest]) -> tuple[Evidence, ...]:
    return tuple(one for one in evidence if one.digest not in lost)


def _packed(desk: Desk, evidence: Evidence) -> PackedObject:
    return PackedObject(
        digest=evidence.digest,
        media=evidence.media,
        size=evidence.size,
        open=lambda: desk.vault.get(evidence.digest),
    )


def _note(
    desk: Desk, job: _Job, head: HeaderFacts, volume: Volume, written: WrittenPackage
) -> None:
    passage = Passage(
        facts=head,
        direction=Direction.OUT,
        package_id=written.package_id,
        name=written.path.name,
        size=written.size,
        records=len(volume.records),
        objects=len(volume.photos),
        frame=written.frame,
        rids=[record.rid for record in volume.records],
    )
    with desk.store.unit() as unit:
        note_package(unit, passage, at=desk.clock(), actor=job.recorder)
        unit.commit()
