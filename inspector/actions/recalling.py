"""Recall a visit as it stood at one of its seals: a signed sheet prints again as it was."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from inspector.actions.forms import form_of_visit, rubric_of_digest
from inspector.actions.scoring import OpenVisit, load_visit
from inspector.actions.verifying import find_seal
from inspector.domain.finding import Finding
from inspector.domain.ids import Digest
from inspector.domain.visit import Evidence, VisitState
from inspector.domain.visit_paper import Correction, LeftGap
from inspector.domain.visit_record import recorded_visit
from inspector.store.unit import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Recalled:
    """What a seal covered, whatever was written since."""

    visit: OpenVisit
    started: datetime
    at: datetime
    """When it was sealed."""
    digest: Digest
    evidence: tuple[Evidence, ...]
    left: tuple[LeftGap, ...] = ()
    corrections: tuple[Correction, ...] = ()
    findings: tuple[Finding, ...] = ()
    reason: str = ""
    """Why it was sealed again, or empty."""


def recall(reading: Reading, code: str) -> Recalled:
    """Return the visit as the sheet with this code shows it.

    Raises:
        CodeUnreadable, SheetUnknown: No seal bears the code.
        FormMissing: The folder does not hold the form it was scored with.
    """
    uid, seal = find_seal(reading, code)
    covers = seal.tree["covers"]
    listed = frozenset(map(str, covers)) if isinstance(covers, list) else frozenset()
    records = [
        record
        for record in reading.records.of_visit(uid)
        if record.rid in listed or record.rid == seal.rid
    ]
    recorded = recorded_visit(uid, records)
    now = load_visit(reading, uid)
    everybody = reading.teams.people()
    visit = replace(
        now,
        form=rubric_of_digest(reading, recorded.rubric),
        rubric=form_of_visit(reading, recorded.rubric, recorded.steps),
        state=VisitState.SEALED,
        counted=recorded.counted,
        objections=recorded.objections,
        people=tuple(everybody[one] for one in recorded.people if one in everybody),
    )
    return Recalled(
        visit=visit,
        started=recorded.started,
        at=datetime.fromisoformat(str(seal.tree["at"])),
        digest=Digest(str(seal.tree["digest"])),
        evidence=recorded.evidence,
        left=recorded.left,
        corrections=recorded.corrections,
        findings=tuple(sorted(recorded.findings, key=lambda one: (one.n, one.fact))),
        reason=str(seal.tree.get("reason", "")),
    )
