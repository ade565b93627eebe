"""问题: what this round found so far, and what of earlier rounds is still open, site by site."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from inspector.actions import keys
from inspector.actions.desk import Desk
from inspector.actions.forms import FormMissing, form_of_visit, rubric_of_id
from inspector.domain.finding import Finding, Outcome
from inspector.domain.ids import CheckpointCode, ItemCode, TeamId, VisitUid
from inspector.domain.problem import Problem, facts_of
from inspector.domain.rubric import Rubric
from inspector.domain.rules import EntryMismatch
from inspector.domain.site import Site
from inspector.domain.visit import VisitState
from inspector.store.unit import Reading
from inspector.store.visits import VisitLine

NO_ITEM = ItemCode("")


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """One thing to show: what was found, where in the form, and by whom."""

    item: ItemCode
    title: str
    """What the form asks there; empty if it has no such item or checkpoint any more."""
    checkpoint: CheckpointCode | None
    words: str
    earlier: Problem | None = None
    """Set where an earlier round found it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteProblems:
    """What is to be said of one visit of the team's road."""

    uid: VisitUid
    site: Site
    township: str
    earlier: tuple[Noted, ...]
    own: tuple[Noted, ...]


def problem_list(desk: Desk) -> tuple[SiteProblems, ...]:
    """Return the visits of the road of which there is anything to say, in its order.

    Raises:
        FormMissing: The folder does not hold the form of a site.
    """
    with desk.store.reading() as reading:
        round_ = reading.rounds.latest()
        team = TeamId(reading.meta.get(keys.TEAM) or "")
        lines = reading.visits.lines(round_.id, team) if round_ is not None else ()
        found = tuple(_of_visit(reading, line) for line in lines)
    return tuple(one for one in found if one is not None and (one.earlier or one.own))


def _of_visit(reading: Reading, line: VisitLine) -> SiteProblems | None:
    place = reading.sites.one(line.key.site)
    if place is None:
        return None
    titles = _Titles(rubric_of_id(reading, place.site.rubric))
    return SiteProblems(
        uid=line.uid,
        site=place.site,
        township=place.township,
        earlier=tuple(
            Noted(
                item=problem.item,
                title=titles.of(problem.item, problem.checkpoint),
                checkpoint=problem.checkpoint,
                words=problem.fact,
                earlier=problem,
            )
            for problem in reading.problems.of_site(line.key.site)
        ),
        own=tuple(_own(reading, line, titles)),
    )


class _Titles:
    """What a form asks, by checkpoint, or by item where a problem is the whole item's."""

    def __init__(self, rubric: Rubric) -> None:
        self._items = {item.code: item.short for item in rubric.items()}
        self._points = {
            point.code: point.text for item in rubric.items() for point in item.checkpoints
        }

    def of(self, item: ItemCode, checkpoint: CheckpointCode | None) -> str:
        if checkpoint is not None:
            return self._points.get(checkpoint, "")
        return self._items.get(item, "")


def _own(reading: Reading, line: VisitLine, titles: _Titles) -> Iterator[Noted]:
    """Yield what the team itself found: deductions of a scored visit, findings of another."""
    if line.state is VisitState.PLANNED:
        return
    visit = reading.visits.one(line.uid)
    if visit is None:
        raise AssertionError("a visit that was begun has a head")
    with suppress(FormMissing, EntryMismatch):  # the page of the visit says what is wrong
        rubric = form_of_visit(reading, visit.rubric, visit.steps)
        for fact in tuple(facts_of(rubric, reading.visits.items(line.uid))):
            yield Noted(
                item=fact.item,
                title=titles.of(fact.item, fact.checkpoint),
                checkpoint=fact.checkpoint,
                words=fact.words,
            )
    for finding in reading.findings.of_visit(line.uid):
        if finding.outcome not in (Outcome.NOTHING, Outcome.FIXED):
            item = finding.item or NO_ITEM
            words = _finding_words(finding)
            yield Noted(item=item, title=titles.of(item, None), checkpoint=None, words=words)


def _finding_words(finding: Finding) -> str:
    said = (finding.section, finding.problem, finding.fact)
    return "：".join(part for part in said if part)
