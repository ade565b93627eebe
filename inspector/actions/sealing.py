"""定稿: close the gaps, freeze the visit, give it the digest that the paper carries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from inspector.actions.desk import Desk
from inspector.actions.finding import find_site
from inspector.actions.pen import Pen
from inspector.actions.photo_records import write_photos
from inspector.actions.scoring import (
    OpenVisit,
    Sealed,
    load_visit,
    recorder_of,
    totals_of,
)
from inspector.actions.starting import opened
from inspector.actions.surveying import lacks_in
from inspector.domain.canonical import digest
from inspector.domain.clue import clue_fields, clue_uid
from inspector.domain.errors import InspectorError
from inspector.domain.finding import finding_fields, finding_uid
from inspector.domain.ids import Digest, Rid, VisitUid
from inspector.domain.points import Points
from inspector.domain.record import Record
from inspector.domain.scorecard import Scorecard
from inspector.domain.signing import SignState
from inspector.domain.visit import Sealing, VisitState
from inspector.domain.visit_paper import (
    LeftGap,
    correction_fields,
    correction_uid,
    left_fields,
    left_uid,
    reopen_fields,
    reopen_reason,
)
from inspector.domain.visit_record import (
    item_fields,
    item_uid,
    objection_fields,
    seal_fields,
)
from inspector.store.events import Event
from inspector.store.unit import Reading, UnitOfWork

LOCKED = (SignState.SIGNED, SignState.REFUSED)
"""Where signatures stand when only a correction may follow."""


class NotComplete(InspectorError):
    """Something that is a must is missing."""

    code: ClassVar[str] = "S210"
    what: ClassVar[str] = "{place} 还缺 {count} 处，不能定稿：{first}。"
    next_step: ClassVar[str] = "请逐处补上；“核对”一页列出全部缺口。"


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedVisit:
    """What sealing came to."""

    uid: VisitUid
    place: str
    points: Points
    max: Points
    """What could be had in this visit; 0 for a kind without points."""
    level: int
    level_name: str
    digest: Digest


class NoReason(InspectorError):
    """A seal is taken back, or a gap left, without a word why."""

    code: ClassVar[str] = "S211"
    what: ClassVar[str] = "没有写原因，{place} 没有改动。"
    next_step: ClassVar[str] = "请写一句原因；它记入档案，重新打印的打分表上也印。"


class NotSealed(InspectorError):
    """The visit is open: there is no seal to take back, sign or correct."""

    code: ClassVar[str] = "S212"
    what: ClassVar[str] = "{place} 还没有定稿。"
    next_step: ClassVar[str] = "请先在“核对”里补齐缺口，再定稿。"


class AlreadySigned(InspectorError):
    """Everybody has signed: only a correction may follow."""

    code: ClassVar[str] = "S213"
    what: ClassVar[str] = "{place} 已经签字锁定，不能重开。"
    next_step: ClassVar[str] = "发现差错请加一条更正，写明原因和更正人；原表永远可查。"


def seal_site(desk: Desk, text: str, *, kind: str = "", left: str = "") -> SealedVisit:
    """Seal the visit to the site that ``text`` means; ``kind`` as in ``starting.opened``.

    ``left`` says why the gaps are left that may stay open and that nobody explained yet.

    Raises:
        NoSuchSite, ManySites, NotAssigned, KindNotAllowed: No visit is meant by that.
        NotComplete: Something is missing; nothing was changed.
        Sealed: It was sealed before.
    """
    with desk.store.reading() as reading:
        line = find_site(reading, text)
    return seal(desk, opened(desk, line.site.code, kind), left=left)


def seal(desk: Desk, visit: OpenVisit, *, left: str = "") -> SealedVisit:
    """Freeze a visit: what was counted can no longer be changed, only corrected.

    ``left`` says why the gaps are left that may stay open and that nobody explained yet. After
    :func:`reopen` the new seal bears the reason that was given there.

    Raises:
        NotComplete: Something is missing; nothing was changed.
        Sealed: It was sealed before.
    """
    with desk.store.unit() as unit:
        current = load_visit(unit, visit.uid)
        if current.state is VisitState.SEALED:
            raise Sealed(place=current.place)
        card = current.card()
        musts = [gap.sentence for gap in card.gaps if gap.must]
        if not current.scored:
            musts += [one.sentence for one in lacks_in(unit, current) if one.must]
        if musts:
            raise NotComplete(place=current.place, count=len(musts), first=musts[0])
        unit.papers.put_left(current.uid, _left(unit, current, card, left))
        sealed = seal_in(unit, desk, current, card, reason=_why_again(unit, current.uid))
        unit.commit()
    return sealed


def reopen(desk: Desk, visit: OpenVisit, reason: str) -> OpenVisit:
    """Take a seal back that nobody has signed: the visit is open again, and its paper void.

    The seal stays on record; the next one names ``reason`` and replaces it.

    Raises:
        NoReason: ``reason`` is blank; nothing was changed.
        NotSealed: There is no seal.
        AlreadySigned: Everybody has signed it.
    """
    if not reason.strip():
        raise NoReason(place=visit.place)
    with desk.store.unit() as unit:
        head = unit.visits.one(visit.uid)
        if head is None or head.sealing is None:
            raise NotSealed(place=visit.place)
        if head.signed in LOCKED:
            raise AlreadySigned(place=visit.place)
        by = recorder_of(unit, visit.people)
        pen = Pen(unit, by=by, clock=desk.clock)
        pen.write("reopen", f"{visit.uid}/seal", reopen_fields(reason))
        unit.visits.reopen(visit.uid)
        unit.papers.put_signatures(visit.uid, ())
        event = Event(
            at=desk.clock(), actor=by, kind="reopen", subject=visit.uid, detail=reason.strip()
        )
        unit.events.add(event)
        unit.commit()
    with desk.store.reading() as reading:
        return load_visit(reading, visit.uid)


def leave_gaps(desk: Desk, visit: OpenVisit, left: Sequence[LeftGap]) -> None:
    """Save why gaps are left that may stay open, replacing what was said before.

    Raises:
        VisitSealed: The visit was sealed.
    """
    with desk.store.unit() as unit:
        unit.papers.put_left(visit.uid, left)
        unit.commit()


def left_gaps(desk: Desk, visit: OpenVisit) -> tuple[LeftGap, ...]:
    """Return why gaps of a visit are left."""
    with desk.store.reading() as reading:
        return reading.papers.left(visit.uid)


def _left(unit: UnitOfWork, visit: OpenVisit, card: Scorecard, why: str) -> list[LeftGap]:
    """Return the explained gaps that there are; ``why`` explains the rest."""
    said = unit.papers.left(visit.uid)
    found: list[LeftGap] = []
    for gap in card.gaps:
        own = next((one for one in said if one.explains(gap)), None)
        if own is not None:
            found.append(own)
        elif why.strip():
            found.append(
                LeftGap(item=gap.item, checkpoint=gap.checkpoint, kind=gap.kind, reason=why)
            )
    return found


def _why_again(reading: Reading, uid: VisitUid) -> str:
    """Return why the last seal was taken back, or nothing if this is the first."""
    found = reading.records.heads_of(f"{uid}/seal")
    reasons = [reopen_reason(one.tree) for one in found if one.type == "reopen"]
    return "；".join(reasons)


def seal_in(
    unit: UnitOfWork, desk: Desk, visit: OpenVisit, card: Scorecard, *, reason: str
) -> SealedVisit:
    """Write what is not on record yet, and the seal over all of it; the caller commits."""
    by = recorder_of(unit, visit.people)
    covers = _write_content(unit, desk, visit, card)
    pen = Pen(unit, by=by, clock=desk.clock)
    fields = seal_fields(visit.uid, covers, card.points, card.level, reason)
    record = pen.write("seal", f"{visit.uid}/seal", fields)
    seal_digest = Digest(str(record.tree["digest"]))
    unit.visits.keep_totals(visit.uid, totals_of(card))
    at = datetime.fromisoformat(str(record.tree["at"]))  # the record's own, or paper would differ
    unit.visits.seal(visit.uid, Sealing(at=at, by=by, digest=seal_digest))
    unit.visits.note_signed(visit.uid, SignState.WAITING)
    unit.events.add(Event(at=at, actor=by, kind="seal", subject=visit.uid, detail=seal_digest))
    return SealedVisit(
        uid=visit.uid,
        place=visit.place,
        points=card.points,
        max=card.max,
        level=card.level,
        level_name=visit.level_name(card),
        digest=seal_digest,
    )


def _write_content(unit: UnitOfWork, desk: Desk, visit: OpenVisit, card: Scorecard) -> list[Rid]:
    """Write what is not yet on record, and return every record that the seal covers."""
    pen = Pen(unit, by=recorder_of(unit, visit.people), clock=desk.clock)
    records: list[Record] = list(unit.records.heads_of(visit.uid))
    points = {result.code: result.points for result in card.items}
    for code, entry in visit.counted.items():
        fields = item_fields(code, entry, points[code])
        records.append(pen.write("item", item_uid(visit.uid, code), fields))
    records.extend(write_photos(pen, unit, visit.uid))
    for objection in visit.objections:
        said = objection_fields(objection)
        records.append(pen.write("objection", f"{visit.uid}/objection/{digest(said)}", said))
    records.extend(
        pen.write("clue", clue_uid(visit.uid, clue), clue_fields(clue))
        for clue in unit.clues.of_visit(visit.uid)
    )
    records.extend(
        pen.write("finding", finding_uid(visit.uid, finding), finding_fields(finding))
        for finding in unit.findings.of_visit(visit.uid)
    )
    records.extend(
        pen.write("left", left_uid(visit.uid, left), left_fields(left))
        for left in unit.papers.left(visit.uid)
    )
    records.extend(
        pen.write("correction", correction_uid(visit.uid, one), correction_fields(one))
        for one in unit.papers.corrections(visit.uid)
    )
    return [record.rid for record in records]
