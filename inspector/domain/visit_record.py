"""A visit as records: what each type of record holds, and what a set of them says.

The uid of a visit's head is the visit's own; its parts hang below it: ``<uid>/<item>``,
``<uid>/photo/<digest>``, ``<uid>/photo/<digest>/marks``, ``<uid>/slate/<phone>``,
``<uid>/objection/<digest>``, ``<uid>/clue/<digest>``,
``<uid>/finding/<digest>``, ``<uid>/left/<digest>``, ``<uid>/seal``, ``<uid>/sign/<who>`` and
``<uid>/correction/<digest>``. A ``reopen`` is a revision of the seal.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from unicodedata import normalize

from inspector.domain.canonical import Tree, digest
from inspector.domain.clue import Clue, clue_digest, clue_of
from inspector.domain.double_entry import DoubleEntry, double_of
from inspector.domain.entry_tree import item_from_tree, item_to_tree
from inspector.domain.finding import Finding, finding_digest, finding_of
from inspector.domain.ids import Digest, ItemCode, PersonId, Rid, StepId, VisitUid
from inspector.domain.marks import Marks, marks_of
from inspector.domain.merging import Conflict, heads, resolve
from inspector.domain.points import Points
from inspector.domain.reading import listed, mapping, text, texts, whole
from inspector.domain.record import ENVELOPE, Record
from inspector.domain.rubric import Rubric
from inspector.domain.ruling import RULING
from inspector.domain.signing import Signature, SignWay, signature_of
from inspector.domain.slate import PhoneClock, clock_of
from inspector.domain.visit import Counted, Evidence, ItemEntry, Objection, VisitKey
from inspector.domain.visit_paper import (
    Correction,
    LeftGap,
    correction_fields,
    correction_of,
    left_fields,
    left_of,
    reopen_reason,
)

SEAL_PREFIX = b"wxp seal\0"
SEALED_FIELDS = ("covers", "points", "level", "reason")
"""What the digest of a seal is made of, besides the visit's uid."""

LOOSE = ("clue", "finding")
"""What a laptop may bring after another one sealed the visit; it is kept, and flagged."""

NAMED_BY_CONTENT = ("objection", "clue", "finding", "left")
"""What is taken away while a visit is open again leaves its record, which the new seal omits."""

SIDE_BY_SIDE = ("sign", "slate", "marks", "double")
"""Where laptops may differ without anybody having to rule: none of it touches a point."""

TAKEN_UIDS = ("seal", "pick", "double")
"""An item of such a code would hang where another record belongs."""

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
    steps: tuple[StepId, ...] | None
    """What it asks of the form (``domain.narrowing``); None for all of it."""
    counted: Counted
    evidence: tuple[Evidence, ...]
    objections: tuple[Objection, ...]
    clues: tuple[Clue, ...]
    findings: tuple[Finding, ...]
    left: tuple[LeftGap, ...]
    corrections: tuple[Correction, ...]
    clocks: tuple[PhoneClock, ...]
    marks: tuple[Marks, ...]
    double: DoubleEntry | None
    """That two people typed it, if they did; see ``DoubleEntry.holds``."""
    seal: Seal | None
    signatures: tuple[Signature, ...]
    """Those that stand on the paper of this seal, or of one that was corrected into it."""
    clashes: tuple[Clash, ...]
    late: tuple[ItemCode, ...]
    """Items changed after the seal that should cover them."""
    loose: int
    """Clues and findings that no seal covers, though the visit is sealed."""


class VisitHeadMissing(ValueError):
    """Records speak of a visit whose head record is not among them."""


def item_uid(uid: VisitUid, item: ItemCode) -> str:
    """Return the uid of an item's records."""
    return f"{uid}/{item}"


def visit_fields(
    rubric: Rubric,
    people: Sequence[PersonId],
    started: datetime,
    steps: Sequence[StepId] | None = None,
) -> dict[str, Tree]:
    """Return the fields of a visit's head record.

    ``steps`` are those that it asks of the form; where it asks all, the record says nothing.
    """
    asked: dict[str, Tree] = {} if steps is None else {"steps": [str(step) for step in steps]}
    return {
        **asked,
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
    _steps(record.tree)
    return ""


def _item_form(_uid: VisitUid, record: Record) -> str:
    item_from_tree(_own_fields(record))
    whole(record.tree.get("points"))
    code = text(record.tree, "item")
    if not code or "/" in code or code in TAKEN_UIDS:
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


def _left_form(_uid: VisitUid, record: Record) -> str:
    return f"/left/{digest(left_fields(left_of(record.tree)))}"


def _correction_form(_uid: VisitUid, record: Record) -> str:
    return f"/correction/{digest(correction_fields(correction_of(record.tree)))}"


def _sign_form(_uid: VisitUid, record: Record) -> str:
    signature = signature_of(record.tree)
    _moment(text(record.tree, "when"))
    _sha256(signature.seal)
    return f"/sign/{signature.part}"


def _slate_form(_uid: VisitUid, record: Record) -> str:
    return f"/slate/{clock_of(record.tree).key}"


def _marks_form(_uid: VisitUid, record: Record) -> str:
    return f"/photo/{_sha256(marks_of(record.tree).photo)}/marks"


def _double_form(_uid: VisitUid, record: Record) -> str:
    double_of(record.tree)
    return "/double"


def _reopen_form(_uid: VisitUid, record: Record) -> str:
    reopen_reason(record.tree)
    return "/seal"


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
    "marks": _marks_form,
    "slate": _slate_form,
    "objection": _objection_form,
    "clue": _clue_form,
    "finding": _finding_form,
    "left": _left_form,
    "seal": _seal_form,
    "reopen": _reopen_form,
    "sign": _sign_form,
    "correction": _correction_form,
    "double": _double_form,
}
"""Reads a record of each type, and says what its uid must end with."""


def _steps(tree: Mapping[str, Tree]) -> tuple[StepId, ...] | None:
    return tuple(map(StepId, texts(listed(tree, "steps")))) if "steps" in tree else None


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
    known = list(records)
    by_uid = heads(known)
    head = by_uid.get(uid)
    if head is None:
        raise VisitHeadMissing(uid)
    first = min(head, key=lambda record: record.rid).tree
    seals = [record for record in by_uid.get(f"{uid}/seal", ()) if record.type == "seal"]
    covered = {rid for record in seals for rid in _seal_of(record).covers}
    sealed_again = bool(seals) and any(record.type == "reopen" for record in known)
    by_type: dict[str, list[Record]] = {}
    for _part, (record, *_others) in sorted(by_uid.items()):
        if not (sealed_again and record.type in NAMED_BY_CONTENT and record.rid not in covered):
            by_type.setdefault(record.type, []).append(record)
    seal = next((_seal_of(record) for record in by_type.get("seal", ())), None)
    items = {ItemCode(text(record.tree, "item")): record for record in by_type.get("item", ())}
    return RecordedVisit(
        key=VisitKey.parse(uid),
        rubric=Digest(text(mapping(first, "rubric"), "sha256")),
        people=tuple(PersonId(person) for person in texts(listed(first, "people"))),
        started=datetime.fromisoformat(text(first, "started")),
        steps=_steps(first),
        counted={code: item_from_tree(_own_fields(record)) for code, record in items.items()},
        evidence=tuple(evidence_of(record.tree) for record in by_type.get("photo", ())),
        objections=tuple(_objection_of(record) for record in by_type.get("objection", ())),
        clues=tuple(clue_of(record.tree) for record in by_type.get("clue", ())),
        findings=tuple(finding_of(record.tree) for record in by_type.get("finding", ())),
        left=tuple(left_of(record.tree) for record in by_type.get("left", ())),
        corrections=tuple(correction_of(record.tree) for record in by_type.get("correction", ())),
        clocks=tuple(clock_of(record.tree) for record in by_type.get("slate", ())),
        marks=tuple(marks_of(record.tree) for record in by_type.get("marks", ())),
        double=next((double_of(record.tree) for record in by_type.get("double", ())), None),
        seal=seal,
        signatures=_signatures(uid, by_uid, _standing(known, seals)),
        clashes=tuple(_clashes(uid, by_uid)),
        late=tuple(
            code for code, record in items.items() if seal is not None and record.rid not in covered
        ),
        loose=0 if seal is None else _loose(by_type, covered),
    )


def _loose(by_type: Mapping[str, Sequence[Record]], covered: Collection[Rid]) -> int:
    return sum(one.rid not in covered for kind in LOOSE for one in by_type.get(kind, ()))


def _clashes(uid: VisitUid, by_uid: Mapping[str, tuple[Record, ...]]) -> Iterator[Clash]:
    for part, found in sorted(by_uid.items()):
        same = _same_form(found) if part == uid else _same_seal(found)
        apart = isinstance(resolve(found), Conflict) and not same
        if apart and found[0].type not in SIDE_BY_SIDE:
            yield Clash(uid=part, item=_item_of(found[0]), heads=found)


def _same_form(found: Sequence[Record]) -> bool:
    """Tell whether two laptops began the visit with one form: at other times, and no more."""
    forms = {(text(mapping(one.tree, "rubric"), "sha256"), _steps(one.tree)) for one in found}
    return len(forms) == 1


def _same_seal(found: Sequence[Record]) -> bool:
    """Tell whether two laptops sealed the same result: they cover other rids, and no more."""
    return all(record.type == "seal" for record in found) and (
        len({(record.tree["points"], record.tree["level"]) for record in found}) == 1
    )


def _standing(known: Sequence[Record], seals: Sequence[Record]) -> frozenset[Digest]:
    """Return the digests of the seals in force and of those corrected or ruled into them.

    What was reopened stands no more: that paper is void.
    """
    by_rid = {record.rid: record for record in known if record.type == "seal"}
    found: set[Digest] = set()
    waiting = list(seals)
    while waiting:
        record = waiting.pop()
        found.add(Digest(text(record.tree, "digest")))
        waiting += [by_rid[rid] for rid in record.parents if rid in by_rid]
    return frozenset(found)


def _signatures(
    uid: VisitUid, by_uid: Mapping[str, tuple[Record, ...]], standing: frozenset[Digest]
) -> tuple[Signature, ...]:
    """Return one signature a person, of the paper that counts; a refusal goes before others."""
    chosen: list[Signature] = []
    for part, found in sorted(by_uid.items()):
        if not part.startswith(f"{uid}/sign/"):
            continue
        signed = [one for one in map(_signature, found) if one.seal in standing]
        chosen += sorted(signed, key=lambda one: one.way is not SignWay.REFUSED)[:1]
    return tuple(chosen)


def _signature(record: Record) -> Signature:
    return signature_of(record.tree)


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
