"""Turn the records of a visit into the tables that pages, coverage and ranking read.

Records are the truth; everything written here can be made again from them.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from inspector.actions.forking import alarmed
from inspector.actions.forms import (
    RUBRIC,
    FormMissing,
    form_of_visit,
    policies_of,
    policy_of,
    rubric_of_digest,
)
from inspector.actions.scoring import totals_of
from inspector.domain.errors import InspectorError
from inspector.domain.ids import VisitUid
from inspector.domain.scorecard import Scorecard
from inspector.domain.scoring import score
from inspector.domain.signing import SignState, SignWay, due_parts, sign_state
from inspector.domain.visit import Sealing, VisitState
from inspector.domain.visit_record import RecordedVisit, recorded_visit
from inspector.store.unit import UnitOfWork
from inspector.store.visits import Totals, Visit


class Flag(StrEnum):
    """What a clerk should look at; the words are in ``domain.wording``."""

    CONFLICT = "conflict"
    """Two laptops say different things about one item."""
    RECOUNT = "recount"
    """待核算: the office computes other points than the laptop claimed."""
    LATE = "late"
    """Changed after the seal."""
    OLD_FORM = "old_form"
    """Scored with another version of the rubric than the current one."""
    REFUSED = "refused"
    """拒签: the village did not sign; the marks count, and the visit goes to a recheck."""
    FORK = "fork"
    """分叉: two things under one number of a stream speak of it, and nobody has decided."""


def project(unit: UnitOfWork, uids: Iterable[VisitUid]) -> dict[VisitUid, frozenset[Flag]]:
    """Write the tables of visits anew from their records; return what needs a look."""
    flagged: dict[VisitUid, frozenset[Flag]] = {}
    forked = alarmed(unit)
    for uid in uids:
        recorded = recorded_visit(uid, unit.records.of_visit(uid))
        fork = frozenset({Flag.FORK} if uid in forked else ())
        flagged[uid] = _project_one(unit, uid, recorded, fork)
    return flagged


def _project_one(
    unit: UnitOfWork, uid: VisitUid, recorded: RecordedVisit, fork: frozenset[Flag]
) -> frozenset[Flag]:
    card = _card(unit, recorded)
    seal = recorded.seal
    sealing = None if seal is None else Sealing(at=seal.at, by=seal.by, digest=seal.digest)
    flags = _flags(unit, recorded, card) | fork
    opened = Visit(
        key=recorded.key,
        rubric=recorded.rubric,
        started_at=recorded.started,
        people=recorded.people,
        steps=recorded.steps,
        state=VisitState.OPEN,
        totals=_totals(card),
    )
    unit.visits.project(opened, recorded.counted, recorded.objections, recorded.evidence)
    unit.clues.replace(uid, recorded.clues)
    unit.findings.replace(uid, recorded.findings)
    unit.phone_clocks.replace(uid, recorded.clocks)
    unit.photo_marks.replace(uid, recorded.marks)
    unit.papers.put_left(uid, recorded.left)
    unit.papers.put_corrections(uid, recorded.corrections)
    unit.papers.put_signatures(uid, recorded.signatures)
    if sealing is not None:
        unit.visits.seal(uid, sealing)
        unit.visits.note_signed(uid, _signed(unit, recorded))
    unit.visits.flag(uid, flags)
    return flags


def _card(unit: UnitOfWork, recorded: RecordedVisit) -> Scorecard | None:
    try:
        form = form_of_visit(unit, recorded.rubric, recorded.steps)
        return score(form, recorded.counted)
    except FormMissing:
        return None  # the facts are kept; the visit is flagged
    except InspectorError:
        return None  # counts that do not fit the form: kept, flagged, never ranked


def _totals(card: Scorecard | None) -> Totals | None:
    return None if card is None else totals_of(card)


def _signed(unit: UnitOfWork, recorded: RecordedVisit) -> SignState:
    due = due_parts(policy_of(unit).signers_of(recorded.key.kind), recorded.people)
    return sign_state(due, recorded.signatures)


def _flags(unit: UnitOfWork, recorded: RecordedVisit, card: Scorecard | None) -> frozenset[Flag]:
    flags: set[Flag] = set()
    if recorded.clashes:
        flags.add(Flag.CONFLICT)
    if recorded.late or recorded.loose:
        flags.add(Flag.LATE)
    if any(one.way is SignWay.REFUSED for one in recorded.signatures):
        flags.add(Flag.REFUSED)
    if (
        card is None
        or not _claim_holds(recorded, card)
        or not _right_form(unit, recorded)
        or not _right_steps(unit, recorded)
    ):
        flags.add(Flag.RECOUNT)
    if recorded.rubric not in unit.documents.current_digests(RUBRIC):
        flags.add(Flag.OLD_FORM)
    return frozenset(flags)


def _claim_holds(recorded: RecordedVisit, card: Scorecard) -> bool:
    """Tell whether a seal says what the office computes, covers all of it and left nothing open."""
    seal = recorded.seal
    return seal is None or (
        (seal.points, seal.level) == (card.points, card.level)
        and not recorded.late
        and all(item.done for item in card.items)
        and (bool(card.items) or bool(recorded.findings))
    )


def _right_form(unit: UnitOfWork, recorded: RecordedVisit) -> bool:
    """Tell whether the visit was scored by a version of the form that its site asks for."""
    site = unit.sites.one(recorded.key.site)
    form = unit.documents.by_digest(RUBRIC, recorded.rubric)
    return site is not None and form is not None and form.id == site.site.rubric


def _right_steps(unit: UnitOfWork, recorded: RecordedVisit) -> bool:
    """Tell whether it asked what its kind asks, by the policy as it is or ever was.

    Who asked less than the county wants would be ranked by another scale.
    """
    try:
        form = rubric_of_digest(unit, recorded.rubric)
    except FormMissing:
        return False
    asked = (
        kind.asked(form)
        for policy in policies_of(unit)
        for kind in policy.visit_kinds
        if kind.id == recorded.key.kind
    )
    return recorded.steps in asked
