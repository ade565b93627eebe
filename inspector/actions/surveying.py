"""Visits without points: what was found, why, and what would help; or that nothing was.

遍访调研, 观摩, 整改回访 and 临时抽查 have findings where a scored visit has items. Every change is
saved at once as a draft; at 定稿 the findings become records (``actions.sealing``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from inspector.actions import gathering
from inspector.actions.desk import Desk
from inspector.actions.gathering import Gathered, LookOnly
from inspector.actions.scoring import OpenVisit
from inspector.domain.errors import InspectorError
from inspector.domain.finding import Finding, Lack, Outcome, lacks
from inspector.domain.ids import Digest, ItemCode
from inspector.domain.progress import Ticket
from inspector.store.unit import Reading


class ScoredVisit(InspectorError):
    """This kind of visit counts checkpoints; a finding belongs to one of them as its reason."""

    code: ClassVar[str] = "S243"
    what: ClassVar[str] = "{kind} 要打分，没有单独的发现。"
    next_step: ClassVar[str] = "请写在对应要点的原因或备注里；只调研不打分的，请另开一次遍访调研。"


class NoSuchFinding(InspectorError):
    """The visit has no finding of that number."""

    code: ClassVar[str] = "S244"
    what: ClassVar[str] = "{place} 这次没有第 {number} 条发现。"
    next_step: ClassVar[str] = "请核对编号；新的一条不用写编号。"


def findings_of(desk: Desk, visit: OpenVisit) -> tuple[Finding, ...]:
    """Return what was found so far, by number."""
    with desk.store.reading() as reading:
        return reading.findings.of_visit(visit.uid)


def lacks_of(desk: Desk, visit: OpenVisit) -> tuple[Lack, ...]:
    """Return what the visit lacks before it can be sealed, musts first."""
    with desk.store.reading() as reading:
        return lacks_in(reading, visit)


def lacks_in(reading: Reading, visit: OpenVisit) -> tuple[Lack, ...]:
    """Return what the visit lacks, as one reading sees it."""
    return lacks(visit.kind, reading.findings.of_visit(visit.uid), look_only(visit))


def look_only(visit: OpenVisit) -> frozenset[ItemCode]:
    """Return the items of the site's whole form that may not be photographed."""
    return frozenset(
        item.code
        for item in visit.form.items()
        if all(checkpoint.no_photo for checkpoint in item.checkpoints)
    )


def put_finding(desk: Desk, visit: OpenVisit, finding: Finding) -> Finding:
    """Save a finding, replacing the one of its number; number 0 takes the next free one.

    An outcome that a return visit does not know is kept: :func:`lacks_of` names it.

    Returns:
        The finding as it was saved.

    Raises:
        ScoredVisit: The visit counts points.
        VisitSealed: The visit was sealed.
    """
    if visit.scored:
        raise ScoredVisit(kind=visit.kind.name)
    with desk.store.unit() as unit:
        taken = [one.n for one in unit.findings.of_visit(visit.uid)]
        numbered = finding if finding.n else replace(finding, n=max(taken, default=0) + 1)
        unit.findings.put(visit.uid, numbered)
        unit.commit()
    return numbered


def find_nothing(desk: Desk, visit: OpenVisit) -> Finding:
    """Say 没有发现问题 in so many words.

    Raises:
        ScoredVisit: The visit counts points.
        VisitSealed: The visit was sealed.
    """
    said = next((one for one in findings_of(desk, visit) if one.outcome is Outcome.NOTHING), None)
    return said or put_finding(desk, visit, Finding(n=0, outcome=Outcome.NOTHING))


def bring_problems(desk: Desk, visit: OpenVisit) -> int:
    """Write a finding for each problem that earlier rounds left at the site; return how many.

    One that stands there already is not written twice. The problems came with the dispatch.

    Raises:
        ScoredVisit: The visit counts points.
        VisitSealed: The visit was sealed.
    """
    if visit.scored:
        raise ScoredVisit(kind=visit.kind.name)
    with desk.store.unit() as unit:
        found = unit.findings.of_visit(visit.uid)
        there = {(one.item, one.problem) for one in found}
        number = max((one.n for one in found), default=0)
        count = 0
        for problem in unit.problems.of_site(visit.line.site.code):
            said = f"{problem.checkpoint or problem.item} {problem.fact}"
            if (problem.item, said) not in there:
                count += 1
                new = Finding(n=number + count, item=problem.item, problem=said)
                unit.findings.put(visit.uid, new)
        unit.commit()
    return count


def drop_finding(desk: Desk, visit: OpenVisit, number: int) -> None:
    """Take a finding back; its photos stay with the visit.

    Raises:
        VisitSealed: The visit was sealed.
    """
    with desk.store.unit() as unit:
        unit.findings.remove(visit.uid, number)
        unit.commit()


def attach(
    desk: Desk,
    visit: OpenVisit,
    number: int,
    files: Sequence[Path],
    ticket: Ticket | None = None,
) -> Gathered:
    """Take photos in and hang them on a finding; one that is there already is not doubled.

    Raises:
        NoSuchFinding: There is none of that number.
        LookOnly: The item that it speaks of may not be photographed.
        VisitSealed: The visit was sealed.
        DiskFull: Nothing was written.
        DecoderShut: No photo can be decoded; nothing was written.
    """
    finding = _finding(findings_of(desk, visit), visit, number)
    if finding.item in look_only(visit):
        raise LookOnly(item=visit.form.item(finding.item).title)
    gathered = gathering.take(desk, visit, files, ticket)
    with desk.store.unit() as unit:
        finding = _finding(unit.findings.of_visit(visit.uid), visit, number)
        unit.evidence.add(visit.uid, gathered.evidence)
        photos = dict.fromkeys((*finding.photos, *(one.digest for one in gathered.evidence)))
        unit.findings.put(visit.uid, replace(finding, photos=tuple(photos)))
        unit.commit()
    return gathered


def detach(desk: Desk, visit: OpenVisit, number: int, photo: Digest) -> None:
    """Take a photo off a finding; it stays with the visit.

    Raises:
        NoSuchFinding: There is none of that number.
        VisitSealed: The visit was sealed.
    """
    with desk.store.unit() as unit:
        finding = _finding(unit.findings.of_visit(visit.uid), visit, number)
        photos = tuple(one for one in finding.photos if one != photo)
        unit.findings.put(visit.uid, replace(finding, photos=photos))
        unit.commit()


def _finding(findings: Sequence[Finding], visit: OpenVisit, number: int) -> Finding:
    for finding in findings:
        if finding.n == number:
            return finding
    raise NoSuchFinding(place=visit.place, number=number)
