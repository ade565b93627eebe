"""签字: note who signed a sealed visit and how, then lock it.

What is noted can be changed until everybody is there; locking puts all of it on record at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from inspector.actions.desk import Desk
from inspector.actions.pen import Pen
from inspector.actions.scoring import OpenVisit, recorder_of
from inspector.actions.sealing import LOCKED, AlreadySigned, NotSealed
from inspector.domain.errors import InspectorError
from inspector.domain.ids import VisitUid
from inspector.domain.place_words import place_words
from inspector.domain.signing import (
    ON_PAPER,
    Due,
    Signature,
    SignRole,
    SignState,
    SignWay,
    Stroke,
    due_parts,
    lacks,
    sign_state,
    signature_fields,
    signature_uid,
)
from inspector.domain.visit import Sealing
from inspector.domain.wording import word
from inspector.store.events import Event
from inspector.store.unit import Reading, UnitOfWork


class NotDue(InspectorError):
    """Somebody is named who does not sign this visit."""

    code: ClassVar[str] = "S260"
    what: ClassVar[str] = "{place} 的打分表不用“{who}”签字。"
    next_step: ClassVar[str] = "请从签字一栏列出的人里选；换了人的，请县办改分派。"


class SignatureLacks(InspectorError):
    """A signature without a fact that its way asks."""

    code: ClassVar[str] = "S261"
    what: ClassVar[str] = "{who} 的签字没有记下：还缺 {lacking}。"
    next_step: ClassVar[str] = "请补上再记一次；原来记的没有变。"


class SignersMissing(InspectorError):
    """Not everybody has signed, nor is it said why not."""

    code: ClassVar[str] = "S262"
    what: ClassVar[str] = "{place} 还差 {count} 人签字：{who}。"
    next_step: ClassVar[str] = "请逐个签好；拒签、不在、受托人签也要记下，再锁定。"


class NothingPrinted(InspectorError):
    """Signatures are noted as made on paper, and no sheet of this seal was ever printed."""

    code: ClassVar[str] = "S266"
    what: ClassVar[str] = "{place} 还没有打印打分表，没有锁定。"
    next_step: ClassVar[str] = "请先打印两份签字；已在别处打印的，锁定时勾上“已在别处打印”。"


ELSEWHERE = "打分表在别处打印"
"""What a signature on paper says where this laptop printed no sheet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
    """How one person signs; ``part`` as ``domain.signing.Due`` names it, ``name`` if unknown."""

    part: str
    way: SignWay = SignWay.PAPER
    name: str = ""
    relation: str = ""
    reason: str = ""
    witnesses: tuple[str, ...] = ()
    strokes: tuple[Stroke, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SignLine:
    """Who must sign, as what in words, and what is noted so far."""

    due: Due
    title: str
    signature: Signature | None


def sign_lines(desk: Desk, visit: OpenVisit) -> tuple[SignLine, ...]:
    """Return everybody who must sign a visit, the team first."""
    with desk.store.reading() as reading:
        noted = {one.part: one for one in reading.papers.signatures(visit.uid)}
    return tuple(
        SignLine(due=due, title=title, signature=noted.get(due.part)) for due, title in _due(visit)
    )


def sign(desk: Desk, visit: OpenVisit, signing: Signing) -> Signature:
    """Note one person's signature, or what stands in its place, over what was noted before.

    Raises:
        NotSealed, AlreadySigned: The visit is open, or locked.
        NotDue: The person does not sign this visit.
        SignatureLacks: Something is missing that this way asks.
    """
    with desk.store.unit() as unit:
        signature = _note(unit, desk, visit, signing)
        unit.commit()
    return signature


def sign_all(desk: Desk, visit: OpenVisit, given: Iterable[Signing]) -> SignState:
    """Note all signatures at once and lock the visit, as after a paper that came back signed.

    Raises:
        NotSealed, AlreadySigned, NotDue, SignatureLacks, SignersMissing: Nothing was noted.
    """
    with desk.store.unit() as unit:
        for signing in given:
            _note(unit, desk, visit, signing)
        state = _lock(unit, desk, visit)
        unit.commit()
    return state


def unsign(desk: Desk, visit: OpenVisit, part: str) -> None:
    """Take back what was noted for one person.

    Raises:
        NotSealed, AlreadySigned: The visit is open, or locked.
    """
    with desk.store.unit() as unit:
        _unlocked(unit, visit)
        unit.papers.unsign(visit.uid, part)
        unit.commit()


def lock(desk: Desk, visit: OpenVisit, *, elsewhere: bool = False) -> SignState:
    """Put all signatures on record: from now on only a correction may follow.

    ``elsewhere`` says that the sheet was printed on another machine; where this one printed
    none, every signature on paper says so from then on.

    Raises:
        NotSealed, AlreadySigned: The visit is open, or locked.
        SignersMissing: Somebody has not signed, and nobody said why.
        NothingPrinted: Somebody signed on paper, and there is none.
    """
    with desk.store.unit() as unit:
        _unlocked(unit, visit)
        inked = [one for one in unit.papers.signatures(visit.uid) if one.way in ON_PAPER]
        bare = bool(inked) and _printed(unit, visit.uid) is None
        for one in inked if bare and elsewhere else ():
            unit.papers.sign(visit.uid, replace(one, reason=ELSEWHERE))
        state = _lock(unit, desk, visit)
        if bare and not elsewhere:
            raise NothingPrinted(place=visit.place)
        unit.commit()
    return state


def note_printed(desk: Desk, visit: OpenVisit, copies: int) -> None:
    """Note that the sealed sheet went to a printer."""
    _note_paper(desk, visit, f"打印了 {copies} 份")


def note_saved(desk: Desk, visit: OpenVisit) -> None:
    """Note that the sheet was saved as a file, from which another machine may print it."""
    _note_paper(desk, visit, "存了 PDF")


def printed(desk: Desk, visit: OpenVisit) -> tuple[datetime, str] | None:
    """Return when the sheet of the present seal was last printed or saved, and which; or None."""
    with desk.store.reading() as reading:
        return _printed(reading, visit.uid)


def _printed(reading: Reading, uid: VisitUid) -> tuple[datetime, str] | None:
    head = reading.visits.one(uid)
    for event in reading.events.of_kind("print"):
        if event.subject == uid:
            fresh = head is not None and head.sealing and event.at >= head.sealing.at
            return (event.at, event.detail) if fresh else None
    return None


def _note_paper(desk: Desk, visit: OpenVisit, told: str) -> None:
    at = desk.clock()
    with desk.store.unit() as unit:
        by = recorder_of(unit, visit.people)
        unit.events.add(Event(at=at, actor=by, kind="print", subject=visit.uid, detail=told))
        unit.commit()


def parts_of(visit: OpenVisit) -> tuple[str, ...]:
    """Return the parts that must sign a visit by the policy."""
    return due_parts(_roles(visit), [member.id for member in visit.people])


def _roles(visit: OpenVisit) -> tuple[SignRole, ...]:
    return visit.policy.signers_of(visit.kind.id)


def _due(visit: OpenVisit) -> Iterator[tuple[Due, str]]:
    for role in _roles(visit):
        match role:
            case SignRole.INSPECTOR:
                for member in visit.people:
                    yield Due(role=role, name=member.name, person=member.id), member.role
            case SignRole.SECRETARY:
                site = visit.line.site
                yield Due(role=role, name=site.secretary), place_words(site).secretary
            case _:
                yield Due(role=role), word(role)


def _who(due: Due, title: str) -> str:
    return f"{title} {due.name}".strip()


def _unlocked(unit: UnitOfWork, visit: OpenVisit) -> Sealing:
    head = unit.visits.one(visit.uid)
    if head is None or head.sealing is None:
        raise NotSealed(place=visit.place)
    if head.signed in LOCKED:
        raise AlreadySigned(place=visit.place)
    return head.sealing


def _note(unit: UnitOfWork, desk: Desk, visit: OpenVisit, signing: Signing) -> Signature:
    due = next((due for due, _title in _due(visit) if due.part == signing.part), None)
    if due is None:
        known = {str(role): word(role) for role in SignRole}
        raise NotDue(place=visit.place, who=known.get(signing.part, signing.part))
    seal = _unlocked(unit, visit)
    signature = Signature(
        role=due.role,
        person=due.person,
        name=signing.name.strip() or due.name,
        way=signing.way,
        seal=seal.digest,
        at=desk.clock().replace(microsecond=0),
        relation=signing.relation.strip(),
        reason=signing.reason.strip(),
        witnesses=signing.witnesses,
        strokes=signing.strokes,
    )
    if lacking := lacks(signature):
        raise SignatureLacks(who=signature.name or "陪同干部", lacking=lacking)
    unit.papers.sign(visit.uid, signature)
    return signature


def _lock(unit: UnitOfWork, desk: Desk, visit: OpenVisit) -> SignState:
    _unlocked(unit, visit)
    signatures = unit.papers.signatures(visit.uid)
    state = sign_state(parts_of(visit), signatures)
    if state is SignState.WAITING:
        there = {one.part for one in signatures}
        missing = [_who(due, title) for due, title in _due(visit) if due.part not in there]
        raise SignersMissing(place=visit.place, count=len(missing), who="、".join(missing))
    by = recorder_of(unit, visit.people)
    pen = Pen(unit, by=by, clock=desk.clock)
    for signature in signatures:
        pen.write("sign", signature_uid(visit.uid, signature), signature_fields(signature))
    unit.visits.note_signed(visit.uid, state)
    at = desk.clock()
    unit.events.add(Event(at=at, actor=by, kind="sign", subject=visit.uid, detail=str(state)))
    return state
