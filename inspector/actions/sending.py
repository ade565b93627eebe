"""收工: write everything that the county has not acknowledged into one package."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

from inspector.actions import keys
from inspector.actions.desk import Desk
from inspector.actions.noting import Passage, note_package, reserve
from inspector.actions.placing import make_room
from inspector.actions.trusting import device_of, invitation_of, trust_of
from inspector.domain.errors import InspectorError
from inspector.domain.ids import CountyCode, Digest, RoundId, TeamId
from inspector.domain.progress import Ticket
from inspector.domain.record import Record
from inspector.domain.visit import Evidence, VisitState
from inspector.domain.visit_record import evidence_of
from inspector.exchange.header import ChainHead, HeaderFacts, Kind, RubricStamp, rids_digest
from inspector.exchange.write_package import (
    PackedObject,
    Payload,
    WrittenPackage,
    write_package,
)
from inspector.media.vault import PhotoDamaged, PhotoMissing
from inspector.platform.durable import explaining
from inspector.store.packages import Direction
from inspector.store.unit import Reading


class NothingToSend(InspectorError):
    """Nothing was sealed that could be handed in."""

    code: ClassVar[str] = "P220"
    what: ClassVar[str] = "还没有定稿的站点，没有可交的内容。"
    next_step: ClassVar[str] = "请先把打完分的站点定稿，再收工交包。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """The package that was written and read back."""

    path: Path
    package_id: str
    size: int
    visits: int
    photos: int
    lost: tuple[Digest, ...] = ()
    """Photos that cannot be read any more: they stay out, the office will name them as missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Load:
    """What goes out, gathered in one look at the store."""

    head: HeaderFacts
    records: tuple[Record, ...]
    evidence: tuple[Evidence, ...]
    visits: int


def export(desk: Desk, out: Path, *, ticket: Ticket | None = None) -> Sent:
    """Write one package of all sealed visits; it is flushed and read back before 完成.

    A photo that is lost or damaged does not keep the marks back: it is left out and named. A
    file that is there already is never replaced: it may be the package of a cloned laptop.

    Raises:
        NothingToSend: No visit is sealed.
        DiskFull, FolderReadOnly, ReadBackFailed: Nothing was written.
        Cancelled: By the ticket; nothing was written.
    """
    with desk.store.reading() as reading:
        load = _load(reading, desk)
        trust = trust_of(reading)
        device = device_of(reading)
        enrolment = invitation_of(reading).enrol(device, county=trust.county)
    make_room(out)
    place = reserve(desk)
    load = replace(load, head=replace(load.head, seq=place.seq, prev=place.prev))
    path = _free_name(out, load.head)
    signer = device.signer(enrolment)
    lost: list[Digest] = []
    written: WrittenPackage | None = None
    while written is None:
        load = replace(load, evidence=_without(load.evidence, lost))
        payload = Payload(
            records=[record.tree for record in load.records],
            objects=[_packed(desk, one) for one in load.evidence],
        )
        try:
            written = write_package(
                path, load.head, payload, signer, trust.recipients, ticket or Ticket()
            )
        except (PhotoMissing, PhotoDamaged) as error:
            lost.append(Digest(str(error.facts["digest"])))
    _note(desk, load, written)
    return Sent(
        path=written.path,
        package_id=written.package_id,
        size=written.size,
        visits=load.visits,
        photos=len(load.evidence),
        lost=tuple(lost),
    )


def _free_name(out: Path, facts: HeaderFacts) -> Path:
    stem = f"回传_{facts.round}_{facts.team}_{facts.stream[:4]}_{facts.seq:03d}"
    path = out / f"{stem}.wxp"
    another = 2
    with explaining(out):
        while path.exists():
            path = out / f"{stem}_{another}.wxp"
            another += 1
    return path


def _without(evidence: tuple[Evidence, ...], lost: Sequence[Digest]) -> tuple[Evidence, ...]:
    return tuple(one for one in evidence if one.digest not in lost)


def _load(reading: Reading, desk: Desk) -> _Load:
    stream = reading.meta.get(keys.STREAM) or ""
    round_id = RoundId(reading.meta.get(keys.ROUND) or "")
    team = TeamId(reading.meta.get(keys.TEAM) or "")
    sealed = [line for line in reading.visits.lines(team=team) if line.state is VisitState.SEALED]
    if not sealed:
        raise NothingToSend
    # of every stream: a restored folder writes a new one and must still hand in the old
    records = tuple(
        sorted(
            (record for line in sealed for record in reading.records.of_visit(line.uid)),
            key=lambda record: (str(record.tree["dev"]), record.n),
        )
    )
    evidence = {
        one.digest: one
        for one in (evidence_of(record.tree) for record in records if record.type == "photo")
    }
    chain = reading.records.stream_head(stream)
    head = HeaderFacts(
        kind=Kind.VISIT,
        county=CountyCode(reading.meta.get(keys.COUNTY_CODE) or ""),
        round=round_id,
        team=team,
        device=f"{team}-{stream[:4]}",
        stream=stream,
        seq=0,
        trust_version=trust_of(reading).version,
        rubrics=tuple(
            RubricStamp(id=one.id, version=one.version, sha256=one.digest)
            for one in reading.documents.all_current("rubric")
        ),
        chain=ChainHead(n=chain[0], rid=chain[1]) if chain else None,
        rids=rids_digest(record.rid for record in records),
        claimed_at=desk.clock().isoformat(timespec="seconds"),
        label=f"{team} {desk.clock():%Y-%m-%d} {sealed[0].site}等 {len(sealed)} 个站点",
    )
    return _Load(head=head, records=records, evidence=tuple(evidence.values()), visits=len(sealed))


def _packed(desk: Desk, evidence: Evidence) -> PackedObject:
    return PackedObject(
        digest=evidence.digest,
        media=evidence.media,
        size=evidence.size,
        open=lambda: desk.vault.get(evidence.digest),
    )


def _note(desk: Desk, load: _Load, written: WrittenPackage) -> None:
    passage = Passage(
        facts=load.head,
        direction=Direction.OUT,
        package_id=written.package_id,
        name=written.path.name,
        size=written.size,
        records=len(load.records),
        objects=len(load.evidence),
        frame=written.frame,
        rids=[record.rid for record in load.records],
    )
    with desk.store.unit() as unit:
        note_package(unit, passage, at=desk.clock(), actor=unit.meta.get(keys.RECORDER) or "")
        unit.commit()
