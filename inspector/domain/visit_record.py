"""A visit as records: what each type of record holds, and what a set of them says.

The uid of a visit's head is the visit's own; its parts hang below it: ``<uid>/<item>``,
``<uid>/photo/<digest>``, ``<uid>/objection/<digest>``, ``<uid>/clue/<digest>``,
``<uid>/finding/<digest>`` and ``<uid>/seal``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from unicodedata import normalize

from inspector.domain.canonical import Tree, digest
from inspector.domain.clue import Clue, clue_digest, clue_of
from inspector.domain.entry_tree import item_from_tree, item_to_tree
from inspector.domain.finding import Finding, finding_digest, finding_of
from inspector.domain.ids import Digest, ItemCode, PersonId, Rid, VisitUid
from inspector.domain.merging import Conflict, heads, resolve
from inspector.domain.points import Points
from inspector.domain.reading import listed, mapping, text, texts, whole
from inspector.domain.record import ENVELOPE, Record
from inspector.domain.rubric import Rubric
from inspector.domain.ruling import RULING
from inspector.domain.visit import Counted, Evidence, ItemEntry, Objection, VisitKey

SEAL_PREFIX = b"wxp seal\0"
SEALED_FIELDS = ("covers", "points", "level", "reason")
"""What the digest of a seal is made of, besides the visit's uid."""

_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
_YEARS = range(1970, 9999)
"""Years that a clock may show, rightly or wrongly, and that every sum with dates can bear."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """What a seal record says; ``points`` and ``level`` are the laptop's claim."""

    rid: Rid
    digest: Digest
    points: Points
    level: int
    covers: frozenset[Rid]
    at: datetime
    by: PersonId
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """Two or more different heads of one uid: both are kept until somebody named decides."""

    uid: str
    item: ItemCode | None
    heads: tuple[Record, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedVisit:
    """Everything that a visit's records say, with what they do not agree about."""

    key: VisitKey
    rubric: Digest
    people: tuple[PersonId, ...]
    started: datetime
    counted: Counted
    evidence: tuple[Evidence, ...]
    objections: tuple[Objection, ...]
    clues: tuple[Clue, ...]
    findings: tuple[Finding, ...]
    seal: Seal | None
    clashes: tuple[Clash, ...]
    late: tuple[ItemCode, ...]
    """Items changed after the seal that should cover them."""


class VisitHeadMissing(ValueError):
    """Records speak of a visit whose head record is not among them."""


def item_uid(uid: VisitUid, item: ItemCode) -> str:
    """Return the uid of an item's records."""
    return f"{uid}/{item}"


def visit_fields(rubric: Rubric, people: Sequence[PersonId], started: datetime) -> dict[str, Tree]:
    """Return the fields of a visit's head record."""
    return {
        "rubric": {
            "id": str(rubric.id),
            "version": rubric.version,
            "sha256": str(rubric.digest),
        },
        "people": [str(person) for person in people],
        "started": started.isoformat(timespec="seconds"),
    }


def item_fields(item: ItemCode, entry: ItemEntry, points: Points) -> dict[str, Tree]:
    """Return the fields of an item's record; ``points`` is a claim that is computed again."""
    return {"item": str(item), "points": int(points), **item_to_tree(entry)}


def photo_fields(evidence: Evidence) -> dict[str, Tree]:
    """Return the fields of a photo's record."""
    return {
        "sha256": str(evidence.digest),
        "media": evidence.media,
        "size": evidence.size,
        "width": evidence.width,
        "height": evidence.height,
        "source_sha256": str(evidence.source_digest),
        "source_name": evidence.source_name,
        "taken": evidence.taken_at,
        "lon": evidence.lon,
        "lat": evidence.lat,
        "camera": evidence.camera,
    }


def objection_fields(objection: Objection) -> dict[str, Tree]:
    """Return the fields of an objection's record; texts become NFC, as records need."""
    return {
        "item": str(objection.item or ""),
        "text": normalize("NFC", objection.text),
        "person": normalize("NFC", objection.by),
    }


def seal_fields(
    uid: VisitUid, covers: Iterable[Rid], points: Points, level: int, reason: str = ""
) -> dict[str, Tree]:
    """Return the fields of a seal; its digest is what the paper carries."""
    fields: dict[str, Tree] = {
        "covers": [str(rid) for rid in sorted(covers)],
        "points": int(points),
        "level": level,
        "reason": reason,
    }
    return {**fields, "digest": str(digest({"uid": str(uid), **fields}, SEAL_PREFIX))}


def evidence_of(tree: Mapping[str, Tree]) -> Evidence:
    """Read the fields of a photo's record.

    Raises:
        ValueError: A field is missing or of another kind.
    """
    return Evidence(
        digest=Digest(text(tree, "sha256")),
        media=text(tree, "media"),
        size=whole(tree.get("size")),
        width=whole(tree.get("width")),
        height=whole(tree.get("height")),
        source_digest=Digest(text(tree, "source_sha256")),
        source_name=text(tree, "source_name", ""),
        taken_at=text(tree, "taken", ""),
        lon=text(tree, "lon", ""),
        lat=text(tree, "lat", ""),
        camera=text(tree, "camera", ""),
    )


def check_record(record: Record) -> VisitUid:
    """Return the visit that a record from another machine belongs to, if it has the right form.

    Whatever passes can be read by :func:`recorded_visit`, hangs where its uid says, and a seal's
    digest is that of what it states.

    Raises:
        ValueError: A field is missing, of another kind, or says something else than the uid.
    """
    head = "/".join(record.uid.split("/")[:5])
    uid = VisitKey.parse(head).uid
    if uid != head:  # such as an ordinal of 01: the same visit under another name
        raise ValueError("uid")
    form = _FORMS.get(record.type)
    if form is None or RULING in record.tree:  # only the office rules
        raise ValueError(record.type[:40])
    if record.uid != f"{uid}{form(uid, record)}":
        raise ValueError(f"{record.type} uid")
    return uid


def _visit_form(_uid: VisitUid, record: Record) -> str:
    _sha256(text(mapping(record.tree, "rubric"), "sha256"))
    texts(listed(record.tree, "people"))
    _moment(text(record.tree, "started"))
    return ""


def _item_form(_uid: VisitUid, record: Record) -> str:
    item_from_tree(_own_fields(record))
    whole(record.tree.get("points"))
    code = text(record.tree, "item")
    if not code or "/" in code or code in ("seal", "pick"):  # it would hang where another belongs
        raise ValueError("item code")
    return f"/{code}"


def _photo_form(_uid: VisitUid, record: Record) -> str:
    evidence = evidence_of(record.tree)
    return f"/photo/{_sha256(evidence.digest)}"


def _objection_form(_uid: VisitUid, record: Record) -> str:
    return f"/objection/{digest(objection_fields(_objection_of(record)))}"


def _clue_form(_uid: VisitUid, record: Record) -> str:
    return f"/clue/{clue_digest(clue_of(record.tree))}"


def _finding_form(_uid: VisitUid, record: Record) -> str:
    return f"/finding/{finding_digest(finding_of(record.tree))}"


def _seal_form(uid: VisitUid, record: Record) -> str:
    seal = _seal_of(record)
    _moment(text(record.tree, "at"))
    stated = {name: record.tree.get(name) for name in SEALED_FIELDS}
    if seal.digest != digest({"uid": str(uid), **stated}, SEAL_PREFIX):
        raise ValueError("seal digest")
    return "/seal"


_FORMS: Mapping[str, Callable[[VisitUid, Record], str]] = {
    "visit": _visit_form,
    "item": _item_form,
    "photo": _photo_form,
    "objection": _objection_form,
    "clue": _clue_form,
    "finding": _finding_form,
    "seal": _seal_form,
}
"""Reads a record of each type, and says what its uid must end with."""


def _sha256(written: str) -> str:
    if not _SHA256.fullmatch(written):
        raise ValueError("not a SHA-256")
    return written


def _moment(written: str) -> None:
    at = datetime.fromisoformat(written)
    if at.tzinfo is None or at.year not in _YEARS:
        raise ValueError("not a time with its zone")


def recorded_visit(uid: VisitUid, records: Iterable[Record]) -> RecordedVisit:
    """Say what the records of one visit come to.

    Raises:
        VisitHeadMissing: There is no head record.
        ValueError: A record's fields are not of the form above.
    """
    by_uid = heads(records)
    head = by_uid.get(uid)
    if head is None:
        raise VisitHeadMissing(uid)
    settled: dict[str, Record] = {}
    clashes: list[Clash] = []
    for part, found in sorted(by_uid.items()):
        outcome = resolve(found)
        same = _same_form(found) if part == uid else _same_seal(found)
        if isinstance(outcome, Conflict) and not same:
            clashes.append(Clash(uid=part, item=_item_of(found[0]), heads=found))
        settled[part] = found[0]
    first = min(head, key=lambda record: record.rid).tree
    by_type: dict[str, list[Record]] = {}
    for record in settled.values():
        by_type.setdefault(record.type, []).append(record)
    seal = next((_seal_of(record) for record in by_type.get("seal", ())), None)
    covered = {rid for record in by_uid.get(f"{uid}/seal", ()) for rid in _seal_of(record).covers}
    items = {ItemCode(text(record.tree, "item")): record for record in by_type.get("item", ())}
    return RecordedVisit(
        key=VisitKey.parse(uid),
        rubric=Digest(text(mapping(first, "rubric"), "sha256")),
        people=tuple(PersonId(person) for person in texts(listed(first, "people"))),
        started=datetime.fromisoformat(text(first, "started")),
        counted={code: item_from_tree(_own_fields(record)) for code, record in items.items()},
        evidence=tuple(evidence_of(record.tree) for record in by_type.get("photo", ())),
        objections=tuple(_objection_of(record) for record in by_type.get("objection", ())),
        clues=tuple(clue_of(record.tree) for record in by_type.get("clue", ())),
        findings=tuple(finding_of(record.tree) for record in by_type.get("finding", ())),
        seal=seal,
        clashes=tuple(clashes),
        late=tuple(
            code for code, record in items.items() if seal is not None and record.rid not in covered
        ),
    )


def _same_form(found: Sequence[Record]) -> bool:
    """Tell whether two laptops began the visit with one form: at other times, and no more."""
    return len({text(mapping(record.tree, "rubric"), "sha256") for record in found}) == 1


def _same_seal(found: Sequence[Record]) -> bool:
    """Tell whether two laptops sealed the same result: they cover other rids, and no more."""
    return all(record.type == "seal" for record in found) and (
        len({(record.tree["points"], record.tree["level"]) for record in found}) == 1
    )


def _own_fields(record: Record) -> dict[str, Tree]:
    extra = (*ENVELOPE, "item", "points", RULING)
    return {key: part for key, part in record.tree.items() if key not in extra}


def _item_of(record: Record) -> ItemCode | None:
    return ItemCode(text(record.tree, "item")) if record.type == "item" else None


def _objection_of(record: Record) -> Objection:
    item = text(record.tree, "item")
    return Objection(
        item=ItemCode(item) if item else None,
        text=text(record.tree, "text"),
        by=text(record.tree, "person"),
    )


def _seal_of(record: Record) -> Seal:
    tree = record.tree
    return Seal(
        rid=record.rid,
        digest=Digest(text(tree, "digest")),
        points=Points(whole(tree.get("points"))),
        level=whole(tree.get("level")),
        covers=frozenset(Rid(rid) for rid in texts(listed(tree, "covers"))),
        at=datetime.fromisoformat(text(tree, "at")),
        by=PersonId(text(tree, "by")),
        reason=text(tree, "reason", ""),
    )
