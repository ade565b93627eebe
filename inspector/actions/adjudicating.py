"""裁定: somebody named decides where the laptops of one visit say different things.

Nothing is overwritten: the decision is a revision that lists every head it replaces, and a new
seal says what the visit comes to now. What the laptops said stays, and can be chosen later.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from inspector.actions.desk import Desk
from inspector.actions.finding import find_site, place_of
from inspector.actions.forms import FormMissing, form_of_visit, policy_of
from inspector.actions.pen import Pen
from inspector.actions.projecting import Flag, project
from inspector.actions.reopenings import reopenings
from inspector.actions.rounds import round_of
from inspector.domain.entry_tree import item_from_tree
from inspector.domain.errors import InspectorError
from inspector.domain.explaining import aside_sentences, entry_sentence
from inspector.domain.ids import (
    Digest,
    ItemCode,
    PersonId,
    Rid,
    RoundId,
    VisitUid,
)
from inspector.domain.merging import heads
from inspector.domain.points import Points, show
from inspector.domain.reading import text, whole
from inspector.domain.record import ENVELOPE, Record
from inspector.domain.rubric import Checkpoint, Item, Rubric
from inspector.domain.ruling import RULING, Ruling, disagreeing, ruled_fields, ruling_of
from inspector.domain.scoring import checkpoint_points, score
from inspector.domain.visit import EMPTY, ItemEntry, VisitKey
from inspector.domain.visit_paper import reopen_reason
from inspector.domain.visit_record import RecordedVisit, recorded_visit, seal_fields
from inspector.domain.wording import NO_LEVEL
from inspector.store.events import Event
from inspector.store.unit import Reading, UnitOfWork

MARKS = "甲乙丙丁戊己庚辛壬癸"
"""What the laptops of one visit are called, in the order of their streams."""

OFFICE = "县办"

UNSEALED = ("seal", "reopen", "sign", "pick")
"""Types of records that no seal covers: they speak of it."""


class NoRuler(InspectorError):
    """A ruling without a name or a reason."""

    code: ClassVar[str] = "S230"
    what: ClassVar[str] = "裁定要有裁定人和理由。"
    next_step: ClassVar[str] = "请写上裁定人的姓名和一句理由，再裁定；两样都记入档案。"


class NothingToRule(InspectorError):
    """The laptops agree about this visit, or about this part of it."""

    code: ClassVar[str] = "S231"
    what: ClassVar[str] = "{place} 的“{part}”没有不一致，不用裁定。"
    next_step: ClassVar[str] = "请用“冲突”清单核对站点和考评项代码。"


class NoSuchSide(InspectorError):
    """A laptop was named that said nothing about this."""

    code: ClassVar[str] = "S232"
    what: ClassVar[str] = "{place} 的“{part}”没有“{mark}”机的记录。"
    next_step: ClassVar[str] = "请从清单里列出的电脑（{marks}）中选一台。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What one laptop says. ``points`` are computed here, hundredths; None where none count."""

    mark: str
    """甲, 乙 …: the laptop."""
    rid: Rid
    by: str
    at: datetime
    points: Points | None
    rows: tuple[str, ...]
    """One sentence for each checkpoint about which the sides differ."""
    photos: tuple[Digest, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """One thing that the laptops disagree about, or did until somebody ruled."""

    part: str
    """What a choice names: an item's code, ``"head"``, or another part of the visit's uid."""
    title: str
    sides: tuple[Side, ...]
    ruling: Ruling | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Disputed:
    """A visit with what its laptops disagree about."""

    uid: VisitUid
    place: str
    disputes: tuple[Dispute, ...]
    reopened: tuple[str, ...] = ()
    """Which laptop took its 定稿 back, when and why: a sentence each."""

    @property
    def open(self) -> int:
        """How many disputes nobody has ruled on."""
        return sum(one.ruling is None for one in self.disputes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled:
    """What a ruling came to; ``left`` disputes are open still, and then nothing is sealed."""

    uid: VisitUid
    place: str
    points: Points
    level_name: str
    digest: Digest
    """Of the new seal, or empty."""
    left: int


def disputed_visits(desk: Desk, round_id: RoundId) -> tuple[Disputed, ...]:
    """Return the visits of a round about which laptops disagree, or did.

    Only those are read that are flagged, or of which the office itself wrote something, as every
    ruling is: reading all 499 took seconds.

    Raises:
        NoSuchRound: It was not planned.
    """
    with desk.store.reading() as reading:
        round_of(reading, round_id)
        ruled = reading.records.visits_of_package()
        found = [
            _disputed(reading, line.uid)
            for line in reading.visits.lines(round_id)
            if Flag.CONFLICT in line.flags or line.uid in ruled
        ]
    return tuple(one for one in found if one.disputes)


def disputed_visit(desk: Desk, uid: VisitUid) -> Disputed:
    """Return what the laptops of one visit disagree about, or did."""
    with desk.store.reading() as reading:
        return _disputed(reading, uid)


def disputed_site(desk: Desk, round_id: RoundId, text: str) -> Disputed:
    """Return the dispute about the site that ``text`` means.

    Raises:
        NoSuchRound: It was not planned.
        NoSuchSite, ManySites: ``text`` means no single site.
        NothingToRule: Nobody disagrees about it.
    """
    with desk.store.reading() as reading:
        line = find_site(reading, text)
    for one in disputed_visits(desk, round_id):
        if VisitKey.parse(one.uid).site == line.site.code:
            return one
    raise NothingToRule(place=place_of(line), part="全部")


def adjudicate(
    desk: Desk, uid: VisitUid, choices: Mapping[str, str], *, by: str, why: str
) -> Ruled:
    """Rule on parts of a visit; once nothing is open, seal what it comes to now.

    Args:
        desk: The office's desk.
        uid: The visit.
        choices: For each part, as :class:`Dispute` names it, the mark of the laptop that holds.
        by: Who decides; kept for ever.
        why: On what ground; kept for ever.

    Raises:
        NoRuler: Name or reason is blank; nothing was written.
        NothingToRule: A part is not disputed, or nothing is; nothing was written.
        NoSuchSide: A mark is none of its sides; nothing was written.
        EntryMismatch, FormMissing: What was chosen cannot be computed; nothing was written.
    """
    if not by.strip() or not why.strip():
        raise NoRuler
    with desk.store.unit() as unit:
        disputed = _disputed(unit, uid)
        if not disputed.disputes:
            raise NothingToRule(place=disputed.place, part="全部")
        pen = Pen(unit, by=PersonId(f"{OFFICE}:{by.strip()}"), clock=desk.clock)
        for part, mark in choices.items():
            chosen = _chosen(unit, disputed, part, mark)
            if chosen.type not in ("seal", "reopen"):  # a new seal follows anyway
                pen.write(chosen.type, chosen.uid, ruled_fields(chosen, by=by, why=why))
        ruled = _settle(
            unit, pen, disputed.place, uid, f"{OFFICE}裁定：{why.strip()}（{by.strip()}）"
        )
        project(unit, [uid])
        detail = "，".join(f"{part}={mark}" for part, mark in choices.items())
        unit.events.add(
            Event(at=desk.clock(), actor=by.strip(), kind="rule", subject=uid, detail=detail)
        )
        unit.commit()
    return ruled


def _chosen(unit: UnitOfWork, disputed: Disputed, part: str, mark: str) -> Record:
    dispute = next((one for one in disputed.disputes if one.part == part), None)
    if dispute is None:
        raise NothingToRule(place=disputed.place, part=part)
    side = next((one for one in dispute.sides if one.mark == mark), None)
    record = unit.records.one(side.rid) if side is not None else None
    if record is None:
        marks = "、".join(one.mark for one in dispute.sides)
        raise NoSuchSide(place=disputed.place, part=dispute.title, mark=mark, marks=marks)
    return record


def _settle(unit: UnitOfWork, pen: Pen, place: str, uid: VisitUid, reason: str) -> Ruled:
    """Seal the visit as it stands now, unless something of it is open still."""
    records = unit.records.of_visit(uid)
    recorded = recorded_visit(uid, records)
    rubric = form_of_visit(unit, recorded.rubric, recorded.steps)
    policy = policy_of(unit)
    card = score(rubric, recorded.counted, strict_proof=policy.scoring.strict_proof)
    left = sum(not clash.uid.endswith("/seal") for clash in recorded.clashes)
    sealed = Digest("")
    if not left:
        current = heads(records)
        covers = [one.rid for part in current.values() for one in part if one.type not in UNSEALED]
        fields = seal_fields(uid, covers, card.points, card.level, reason)
        sealed = Digest(str(pen.write("seal", f"{uid}/seal", fields).tree["digest"]))
    return Ruled(
        uid=uid,
        place=place,
        points=card.points,
        level_name=policy.level_name(card.level) if card.rated else NO_LEVEL,
        digest=sealed,
        left=left,
    )


def _disputed(reading: Reading, uid: VisitUid) -> Disputed:
    line = reading.visits.line(uid)
    site = None if line is None else reading.sites.one(line.key.site)
    place = uid if site is None else place_of(site)
    records = reading.records.of_visit(uid)
    if not records:
        return Disputed(uid=uid, place=place, disputes=())
    recorded, current = recorded_visit(uid, records), heads(records)
    apart = {clash.uid: clash.heads for clash in recorded.clashes}
    sides = {**disagreeing(records, current), **apart}
    if len(sides) > 1:
        sides.pop(f"{uid}/seal", None)  # what is sealed follows from the rest
    undone = tuple(reopenings(records, reading.teams.people()))
    bench = _Bench(reading, recorded, sides, [one.stream for one in undone])
    return Disputed(
        uid=uid,
        place=place,
        disputes=tuple(
            bench.dispute(uid, part, found, None if part in apart else current[part][0])
            for part, found in sorted(sides.items())
        ),
        reopened=tuple(f"{bench.marks[one.stream]}机 {one.sentence}" for one in undone),
    )


class _Bench:
    """Sets the sides of one visit beside each other."""

    def __init__(
        self,
        reading: Reading,
        recorded: RecordedVisit,
        sides: Mapping[str, tuple[Record, ...]],
        undone: Collection[str],
    ) -> None:
        spoke = {str(one.tree["dev"]) for found in sides.values() for one in found}
        streams = sorted({*spoke, *undone})
        self.marks = {stream: MARKS[at % len(MARKS)] for at, stream in enumerate(streams)}
        self._people = reading.teams.people()
        self._rubric: Rubric | None = None
        with suppress(FormMissing):  # then the sides are shown without points
            self._rubric = form_of_visit(reading, recorded.rubric, recorded.steps)

    def dispute(
        self, uid: VisitUid, part: str, found: tuple[Record, ...], ruled: Record | None
    ) -> Dispute:
        """Return one dispute with its sides in the order of the laptops."""
        ordered = sorted(found, key=lambda one: (str(one.tree["dev"]), one.n))
        entries = [self._entry(one) for one in ordered]
        return Dispute(
            part=part.removeprefix(f"{uid}/") if part != uid else "head",
            title=self._title(uid, part),
            sides=tuple(
                self._side(one, entry, entries) for one, entry in zip(ordered, entries, strict=True)
            ),
            ruling=ruling_of(ruled) if ruled is not None else None,
        )

    def _title(self, uid: VisitUid, part: str) -> str:
        if part == uid:
            return "评分标准"
        if part == f"{uid}/seal":
            return "定稿"
        rest = part.removeprefix(f"{uid}/")
        item = self._item(ItemCode(rest))
        if item is not None:
            return f"{item.code} {item.title}"
        return f"照片 {rest[-64:][:12]}" if rest.startswith("photo/") else rest

    def _item(self, code: ItemCode) -> Item | None:
        found = self._rubric.items() if self._rubric is not None else ()
        return next((item for item in found if item.code == code), None)

    def _entry(self, record: Record) -> ItemEntry | None:
        if record.type != "item":
            return None
        own = (*ENVELOPE, "item", "points", RULING)
        return item_from_tree({key: part for key, part in record.tree.items() if key not in own})

    def _side(
        self, record: Record, entry: ItemEntry | None, entries: list[ItemEntry | None]
    ) -> Side:
        by = PersonId(str(record.tree["by"]))
        item = None if entry is None else self._item(ItemCode(text(record.tree, "item")))
        return Side(
            mark=self.marks[str(record.tree["dev"])],
            rid=record.rid,
            by=self._people[by].name if by in self._people else str(by),
            at=datetime.fromisoformat(str(record.tree["at"])),
            points=self._points(item, entry),
            rows=(*_sealed_rows(record), *self._rows(item, entry, entries)),
            photos=entry.photos if entry is not None else (),
        )

    def _points(self, item: Item | None, entry: ItemEntry | None) -> Points | None:
        if item is None or entry is None or self._rubric is None:
            return None
        try:
            card = score(self._rubric, {item.code: entry})
        except InspectorError:
            return None  # counts that do not fit the form: shown, and not computed
        return next(one.points for one in card.items if one.code == item.code)

    def _rows(
        self, item: Item | None, entry: ItemEntry | None, entries: list[ItemEntry | None]
    ) -> tuple[str, ...]:
        if item is None or entry is None:
            return ()
        rows = [
            f"{checkpoint.code} {_said(entry, checkpoint)}"
            for checkpoint in item.checkpoints
            if len({_said(each, checkpoint) for each in entries}) > 1
        ]
        return (*rows, *aside_sentences(entry))


def _sealed_rows(record: Record) -> Iterator[str]:
    """Say what a laptop did with the seal, where only that differs."""
    if record.type == "reopen":
        yield f"定稿后重开，没有再定稿：{reopen_reason(record.tree)}"
    elif record.type == "seal":
        yield f"定稿 {show(Points(whole(record.tree['points'])))} 分"


def _said(entry: ItemEntry | None, checkpoint: Checkpoint) -> str:
    own = (entry or EMPTY).entries.get(checkpoint.code)
    try:
        points = None if own is None else checkpoint_points(checkpoint, own)
    except InspectorError:
        return "与评分标准不符"
    return entry_sentence(checkpoint, own, points)
