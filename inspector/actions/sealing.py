"""定稿: close the gaps, freeze the visit, give it the digest that the paper carries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from inspector.actions.desk import Desk
from inspector.actions.finding import find_site
from inspector.actions.pen import Pen
from inspector.actions.scoring import (
    OpenVisit,
    Sealed,
    load_visit,
    open_visit,
    recorder_of,
    totals_of,
)
from inspector.actions.surveying import lacks_in
from inspector.domain.canonical import digest
from inspector.domain.clue import clue_fields, clue_uid
from inspector.domain.errors import InspectorError
from inspector.domain.finding import finding_fields, finding_uid
from inspector.domain.ids import Digest, Rid, VisitUid
from inspector.domain.points import Points
from inspector.domain.record import Record
from inspector.domain.scorecard import Scorecard
from inspector.domain.visit import Sealing, VisitState
from inspector.domain.visit_record import (
    item_fields,
    item_uid,
    objection_fields,
    photo_fields,
    seal_fields,
)
from inspector.store.events import Event
from inspector.store.unit import UnitOfWork


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
    level: int
    level_name: str
    digest: Digest


def seal_site(desk: Desk, text: str) -> SealedVisit:
    """Seal the visit to the site that ``text`` means.

    Raises:
        NoSuchSite, ManySites, NotAssigned: No visit is meant by that.
        NotComplete: Something is missing; nothing was changed.
        Sealed: It was sealed before.
    """
    with desk.store.reading() as reading:
        line = find_site(reading, text)
    return seal(desk, open_visit(desk, line.site.code))


def seal(desk: Desk, visit: OpenVisit) -> SealedVisit:
    """Freeze a visit: what was counted can no longer be changed, only corrected.

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
        sealed = _seal(unit, desk, current, card)
        unit.commit()
    return sealed


def _seal(unit: UnitOfWork, desk: Desk, visit: OpenVisit, card: Scorecard) -> SealedVisit:
    by = recorder_of(unit)
    covers = _write_content(unit, desk, visit, card)
    pen = Pen(unit, by=by, clock=desk.clock)
    fields = seal_fields(visit.uid, covers, card.points, card.level)
    record = pen.write("seal", f"{visit.uid}/seal", fields)
    seal_digest = Digest(str(record.tree["digest"]))
    unit.visits.keep_totals(visit.uid, totals_of(card))
    at = datetime.fromisoformat(str(record.tree["at"]))  # the record's own, or paper would differ
    unit.visits.seal(visit.uid, Sealing(at=at, by=by, digest=seal_digest))
    unit.events.add(Event(at=at, actor=by, kind="seal", subject=visit.uid, detail=seal_digest))
    return SealedVisit(
        uid=visit.uid,
        place=visit.place,
        points=card.points,
        level=card.level,
        level_name=visit.level_name(card),
        digest=seal_digest,
    )


def _write_content(unit: UnitOfWork, desk: Desk, visit: OpenVisit, card: Scorecard) -> list[Rid]:
    """Write what is not yet on record, and return every record that the seal covers."""
    pen = Pen(unit, by=recorder_of(unit), clock=desk.clock)
    records: list[Record] = list(unit.records.heads_of(visit.uid))
    points = {result.code: result.points for result in card.items}
    for code, entry in visit.counted.items():
        fields = item_fields(code, entry, points[code])
        records.append(pen.write("item", item_uid(visit.uid, code), fields))
    for evidence in unit.evidence.of_visit(visit.uid):
        uid = f"{visit.uid}/photo/{evidence.digest}"
        records.append(pen.write("photo", uid, photo_fields(evidence)))
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
    return [record.rid for record in records]
