"""Visits: what is being counted in them, and the lines that pages show."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    bindparam,
    delete,
    func,
    outerjoin,
    select,
    update,
)
from sqlalchemy.dialects.sqlite import insert

from inspector.domain.canonical import canonical
from inspector.domain.entry_tree import item_from_tree, item_to_tree
from inspector.domain.ids import (
    Digest,
    ItemCode,
    PersonId,
    RoundId,
    SiteCode,
    StepId,
    TeamId,
    VisitUid,
)
from inspector.domain.points import Points
from inspector.domain.signing import SignState
from inspector.domain.visit import (
    Counted,
    Evidence,
    ItemEntry,
    Objection,
    Sealing,
    VisitKey,
    VisitState,
)
from inspector.store.evidence import VisitEvidence
from inspector.store.rows import AnyRow, AnySelect, Rows, from_text, to_text
from inspector.store.schema import (
    AssignmentRow,
    DraftItemRow,
    EvidenceRow,
    ObjectionRow,
    SiteRow,
    TownshipRow,
    VisitRow,
)

_NEW_ITEM = insert(DraftItemRow).values(
    visit=bindparam("visit"), item=bindparam("item"), text=bindparam("text")
)
_PUT_ITEM = _NEW_ITEM.on_conflict_do_update(
    index_elements=["visit", "item"], set_={"text": _NEW_ITEM.excluded.text}
)
_NEW_VISIT = insert(VisitRow)
_PUT_VISIT = _NEW_VISIT.on_conflict_do_update(
    index_elements=["uid"],
    set_={
        name: _NEW_VISIT.excluded[name]
        for name in (
            *("state", "rubric", "started_at", "people", "steps"),
            *("points", "max_points", "level", "items_done", "items_all"),
            *("sealed_at", "sealed_by", "seal_digest"),
        )
    },
)

_OPENED = {
    "state": str(VisitState.OPEN),
    "sealed_at": None,
    "sealed_by": None,
    "seal_digest": None,
    "signed": None,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """What ``domain.scoring`` made of a visit when it was last saved: a cache, never truth."""

    points: Points
    max: Points
    level: int
    items_done: int
    items_all: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """The head of one visit that was begun."""

    key: VisitKey
    rubric: Digest
    """The version of the form that scores it."""
    started_at: datetime
    people: tuple[PersonId, ...] = ()
    steps: tuple[StepId, ...] | None = None
    """The steps that it asks of the form, where its kind does not ask all of them."""
    state: VisitState = VisitState.OPEN
    totals: Totals | None = None
    sealing: Sealing | None = None
    flags: frozenset[str] = field(default_factory=frozenset)
    """What a clerk should look at, such as ``conflict`` or ``recount``."""
    signed: SignState | None = None
    """Where a sealed visit stands with its signatures."""
    paused: str | None = None
    """Why the team left it for another (暂停), empty without a reason; None while it did not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitLine:
    """One line of a visit list, planned or begun, ready to show."""

    key: VisitKey
    road: int
    """Its place on the team's road, from 1; 0 if it was never assigned."""
    site: str
    initials: str
    township: str
    secretary: str
    state: VisitState
    totals: Totals | None
    photos: int
    objections: int
    sealed_at: datetime | None
    flags: frozenset[str]
    steps: tuple[StepId, ...] | None
    """The steps that it asks of the form; None if all, or if nobody has begun it."""
    signed: SignState | None = None
    """Where a sealed visit stands with its signatures."""
    paused: str | None = None
    """Why it is interrupted (暂停), empty without a reason; None while it is not."""

    @property
    def uid(self) -> VisitUid:
        """The visit's uid."""
        return self.key.uid


class Visits:
    """Visits of the store."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def open(self, visit: Visit) -> bool:
        """Begin a visit; one that was begun already stays. Return whether it is new."""
        statement = insert(VisitRow).values(_values(visit)).on_conflict_do_nothing()
        return self._rows.write(statement) == 1

    def one(self, uid: VisitUid) -> Visit | None:
        """Return the head of a visit, or None if it was not begun."""
        found = self._rows.read(select(VisitRow.__table__).where(VisitRow.uid == uid))
        return _visit(found[0]) if found else None

    def several(self, uids: Collection[VisitUid]) -> dict[VisitUid, Visit]:
        """Return the heads of visits that were begun, in one query; a few hundred at a time."""
        found = self._rows.read(select(VisitRow.__table__).where(VisitRow.uid.in_(uids)))
        return {visit.key.uid: visit for visit in map(_visit, found)}

    def put_item(self, uid: VisitUid, item: ItemCode, entry: ItemEntry) -> None:
        """Write what was counted at one item, replacing what was there.

        Raises:
            VisitSealed: 定稿 froze the visit.
        """
        self._rows.write(_PUT_ITEM, _item_values(uid, item, entry))

    def items(self, uid: VisitUid) -> dict[ItemCode, ItemEntry]:
        """Return everything counted in a visit, by item."""
        found = self._rows.read(
            select(DraftItemRow.item, DraftItemRow.text).where(DraftItemRow.visit == uid)
        )
        return {ItemCode(item): _entry(text) for item, text in found}

    def items_of(self, uids: Collection[VisitUid]) -> dict[VisitUid, dict[ItemCode, ItemEntry]]:
        """Return everything counted in visits, in one query; a few hundred visits at a time."""
        found = self._rows.read(
            select(DraftItemRow.visit, DraftItemRow.item, DraftItemRow.text).where(
                DraftItemRow.visit.in_(uids)
            )
        )
        return _by_visit(found)

    def sealed_forms(self, rounds: Collection[RoundId]) -> tuple[tuple[SiteCode, Digest], ...]:
        """Return which sites have sealed visits in rounds, and by which forms."""
        found = self._rows.read(
            select(VisitRow.site, VisitRow.rubric)
            .where(VisitRow.round.in_(rounds), VisitRow.state == str(VisitState.SEALED))
            .distinct()
            .order_by(VisitRow.site, VisitRow.rubric)
        )
        return tuple((SiteCode(site), Digest(rubric)) for site, rubric in found)

    def items_of_round(self, round_id: RoundId) -> dict[VisitUid, dict[ItemCode, ItemEntry]]:
        """Return everything counted in a round, by visit and item, in one query."""
        found = self._rows.read(
            select(DraftItemRow.visit, DraftItemRow.item, DraftItemRow.text)
            .join(VisitRow, VisitRow.uid == DraftItemRow.visit)
            .where(VisitRow.round == round_id)
            .order_by(DraftItemRow.visit)
        )
        return _by_visit(found)

    def put_objections(self, uid: VisitUid, objections: Iterable[Objection]) -> None:
        """Write all different views of the village, replacing those that were there.

        Raises:
            VisitSealed: 定稿 froze the visit.
        """
        self._rows.write(delete(ObjectionRow).where(ObjectionRow.visit == uid))
        self._rows.write(insert(ObjectionRow), _objection_values(uid, objections))

    def objections(self, uid: VisitUid) -> tuple[Objection, ...]:
        """Return the different views of the village."""
        found = self._rows.read(
            select(ObjectionRow.item, ObjectionRow.text, ObjectionRow.by)
            .where(ObjectionRow.visit == uid)
            .order_by(ObjectionRow.position)
        )
        return tuple(
            Objection(item=None if item is None else ItemCode(item), text=text, by=by)
            for item, text, by in found
        )

    def keep_totals(self, uid: VisitUid, totals: Totals) -> None:
        """Cache what the visit comes to, for lists."""
        self._rows.write(update(VisitRow).where(VisitRow.uid == uid).values(_totals(totals)))

    def flag(self, uid: VisitUid, flags: Iterable[str]) -> None:
        """Say what a clerk should look at, replacing what was said."""
        self._rows.write(
            update(VisitRow).where(VisitRow.uid == uid).values(flags=to_text(sorted(set(flags))))
        )

    def seal(self, uid: VisitUid, sealing: Sealing) -> bool:
        """Freeze an open visit; return whether there was one."""
        statement = (
            update(VisitRow)
            .where(VisitRow.uid == uid, VisitRow.state == str(VisitState.OPEN))
            .values(_seal(sealing))
        )
        return self._rows.write(statement) == 1

    def reopen(self, uid: VisitUid) -> bool:
        """Take 定稿 back, which only a record of why may do; return whether it was sealed."""
        statement = (
            update(VisitRow)
            .where(VisitRow.uid == uid, VisitRow.state == str(VisitState.SEALED))
            .values(_OPENED)
        )
        return self._rows.write(statement) == 1

    def note_signed(self, uid: VisitUid, signed: SignState) -> None:
        """Say where a sealed visit stands with its signatures."""
        self._rows.write(
            update(VisitRow)
            .where(VisitRow.uid == uid, VisitRow.state == str(VisitState.SEALED))
            .values(signed=str(signed))
        )

    def pause(self, uid: VisitUid, reason: str | None) -> None:
        """Interrupt a visit, with or without (empty) a reason; None goes on with it."""
        self._rows.write(update(VisitRow).where(VisitRow.uid == uid).values(paused=reason))

    def project(
        self,
        visit: Visit,
        counted: Counted,
        objections: Sequence[Objection],
        evidence: Sequence[Evidence],
    ) -> None:
        """Write a whole visit as its records say, sealed or not, over whatever was there.

        Flags stay.
        """
        uid = visit.key.uid
        self._rows.write(_PUT_VISIT, _values(visit) | _OPENED)
        for table in (DraftItemRow, EvidenceRow):
            self._rows.write(delete(table).where(table.visit == uid))
        self._rows.write(
            _PUT_ITEM, [_item_values(uid, item, entry) for item, entry in counted.items()]
        )
        self.put_objections(uid, objections)
        VisitEvidence(self._rows).add(uid, evidence)
        if visit.sealing is not None:
            self.seal(uid, visit.sealing)

    def lines(
        self, round_id: RoundId | None = None, team: TeamId | None = None
    ) -> tuple[VisitLine, ...]:
        """Return planned and begun visits, of one round or team, in one query."""
        query = _lines()
        if round_id is not None:
            query = query.where(_either("round") == round_id)
        if team is not None:
            query = query.where(_either("team") == team)
        return tuple(_line(row) for row in self._rows.read(query))

    def line(self, uid: VisitUid) -> VisitLine | None:
        """Return one line, or None if it is neither planned nor begun."""
        found = self._rows.read(
            _lines().where(func.coalesce(AssignmentRow.visit, VisitRow.uid) == uid)
        )
        return _line(found[0]) if found else None


def _either(name: str) -> ColumnElement[str]:
    return func.coalesce(AssignmentRow.__table__.c[name], VisitRow.__table__.c[name])


def _lines() -> AnySelect:
    def count_of(table: type[EvidenceRow | ObjectionRow]) -> ScalarSelect[int]:
        return (
            select(func.count())
            .select_from(table)
            .where(table.visit == VisitRow.uid)
            .scalar_subquery()
        )

    return (
        select(
            func.coalesce(AssignmentRow.visit, VisitRow.uid).label("line_uid"),
            func.coalesce(AssignmentRow.road, 0).label("road"),
            SiteRow.name.label("site_name"),
            SiteRow.initials,
            SiteRow.secretary,
            TownshipRow.name.label("township_name"),
            VisitRow.state,
            VisitRow.points,
            VisitRow.max_points,
            VisitRow.level,
            VisitRow.items_done,
            VisitRow.items_all,
            VisitRow.sealed_at,
            VisitRow.flags,
            VisitRow.steps,
            VisitRow.signed,
            VisitRow.paused,
            count_of(EvidenceRow).label("photos"),
            count_of(ObjectionRow).label("objections"),
        )
        .select_from(
            outerjoin(AssignmentRow, VisitRow, AssignmentRow.visit == VisitRow.uid, full=True)
        )
        .join(SiteRow, SiteRow.code == _either("site"))
        .join(TownshipRow, TownshipRow.code == SiteRow.township)
        .order_by(_either("team"), AssignmentRow.road.is_(None), "road", "line_uid")
    )


def _line(row: AnyRow) -> VisitLine:
    return VisitLine(
        key=VisitKey.parse(row.line_uid),
        road=row.road,
        site=row.site_name,
        initials=row.initials,
        township=row.township_name,
        secretary=row.secretary,
        state=VisitState(row.state) if row.state else VisitState.PLANNED,
        totals=_read_totals(row),
        photos=row.photos,
        objections=row.objections,
        sealed_at=datetime.fromisoformat(row.sealed_at) if row.sealed_at else None,
        flags=frozenset(from_text(row.flags)) if row.flags else frozenset(),
        steps=_steps(row),
        signed=SignState(row.signed) if row.signed else None,
        paused=row.paused,
    )


def _values(visit: Visit) -> dict[str, object]:
    key = visit.key
    return {
        "uid": key.uid,
        "round": key.round,
        "kind": key.kind,
        "site": key.site,
        "team": key.team,
        "ordinal": key.ordinal,
        "state": str(visit.state),
        "rubric": visit.rubric,
        "started_at": visit.started_at.isoformat(),
        "people": to_text(visit.people),
        "flags": to_text(sorted(visit.flags)),
        "steps": None if visit.steps is None else to_text(visit.steps),
        **_totals(visit.totals),
        **_seal(visit.sealing),
    }


def _totals(totals: Totals | None) -> dict[str, int | None]:
    return {
        "points": totals.points if totals else None,
        "max_points": totals.max if totals else None,
        "level": totals.level if totals else None,
        "items_done": totals.items_done if totals else None,
        "items_all": totals.items_all if totals else None,
    }


def _read_totals(row: AnyRow) -> Totals | None:
    if row.points is None:
        return None
    return Totals(
        points=Points(row.points),
        max=Points(row.max_points),
        level=row.level,
        items_done=row.items_done,
        items_all=row.items_all,
    )


def _seal(sealing: Sealing | None) -> dict[str, str | None]:
    if sealing is None:
        return {"sealed_at": None, "sealed_by": None, "seal_digest": None}
    return {
        "state": str(VisitState.SEALED),
        "sealed_at": sealing.at.isoformat(),
        "sealed_by": sealing.by,
        "seal_digest": sealing.digest,
    }


def _visit(row: AnyRow) -> Visit:
    sealing = None
    if row.seal_digest is not None:
        sealing = Sealing(
            at=datetime.fromisoformat(row.sealed_at),
            by=PersonId(row.sealed_by),
            digest=Digest(row.seal_digest),
        )
    return Visit(
        key=VisitKey.parse(row.uid),
        rubric=Digest(row.rubric),
        started_at=datetime.fromisoformat(row.started_at),
        people=tuple(PersonId(person) for person in from_text(row.people)),
        steps=_steps(row),
        state=VisitState(row.state),
        totals=_read_totals(row),
        sealing=sealing,
        flags=frozenset(from_text(row.flags)),
        signed=SignState(row.signed) if row.signed else None,
        paused=row.paused,
    )


def _steps(row: AnyRow) -> tuple[StepId, ...] | None:
    return None if row.steps is None else tuple(map(StepId, from_text(row.steps)))


def _item_values(uid: VisitUid, item: ItemCode, entry: ItemEntry) -> dict[str, str]:
    return {"visit": uid, "item": item, "text": canonical(item_to_tree(entry)).decode()}


def _entry(text: str) -> ItemEntry:
    return item_from_tree(json.loads(text))


def _by_visit(found: Iterable[AnyRow]) -> dict[VisitUid, dict[ItemCode, ItemEntry]]:
    counted: dict[VisitUid, dict[ItemCode, ItemEntry]] = {}
    for uid, item, text in found:
        counted.setdefault(VisitUid(uid), {})[ItemCode(item)] = _entry(text)
    return counted


def _objection_values(uid: VisitUid, objections: Iterable[Objection]) -> list[dict[str, object]]:
    return [
        {"visit": uid, "position": n, "item": one.item, "text": one.text, "by": one.by}
        for n, one in enumerate(objections, 1)
    ]
