"""What the counted visits of a round found: for bulletins, notices and ledgers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from inspector.actions.forms import FormMissing, form_of_visit, policy_of
from inspector.actions.picking import passed_over
from inspector.actions.results import exclusion_of
from inspector.domain.ids import CheckpointCode, ItemCode, RoundId, SiteCode, TeamId, TownshipCode
from inspector.domain.problem import facts_of
from inspector.domain.rules import EntryMismatch
from inspector.domain.visit import Counted, VisitState
from inspector.store.unit import Reading
from inspector.store.visits import VisitLine


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFact:
    """One thing that cost points at a site."""

    item: ItemCode
    title: str
    """The item's."""
    checkpoint: CheckpointCode | None
    """None where a zero case took the whole item."""
    words: str
    deadline: str
    """Class of its deadline, such as ``限期整改``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFindings:
    """What was found at one site, in the order of the form; ``asked`` are its items' titles."""

    site: SiteCode
    name: str
    township: TownshipCode
    township_name: str
    team: TeamId
    sealed_at: datetime
    asked: frozenset[str]
    facts: tuple[FoundFact, ...]


def round_findings(reading: Reading, round_id: RoundId) -> tuple[SiteFindings, ...]:
    """Return what the sealed visits that count found, in the order of the sites' codes.

    A visit is left out whose form is not here, whose counts do not fit its form, or which does
    not count in the ranking by itself.

    Raises:
        FormMissing: The folder holds no policy.
    """
    policy = policy_of(reading)
    ranking = {kind.id for kind in policy.visit_kinds if kind.ranks and not kind.rechecks}
    lines = [
        line
        for line in reading.visits.lines(round_id)
        if line.state is VisitState.SEALED
        and line.key.kind in ranking
        and exclusion_of(line) is None
    ]
    over = passed_over(reading, lines)
    counts = reading.visits.items_of_round(round_id)
    found: list[SiteFindings] = []
    for line in lines:
        if line.uid not in over:
            with suppress(FormMissing, EntryMismatch):
                found += _of_visit(reading, line, counts.get(line.uid, {}))
    return tuple(sorted(found, key=lambda one: one.site))


def _of_visit(reading: Reading, line: VisitLine, counted: Counted) -> Iterator[SiteFindings]:
    visit, place = reading.visits.one(line.uid), reading.sites.one(line.key.site)
    if visit is None or place is None or line.sealed_at is None:
        raise AssertionError("a sealed visit has a head, a site and a time")
    said = policy_of(reading).problems
    rubric = form_of_visit(reading, visit.rubric, visit.steps)
    titles = {item.code: item.title for item in rubric.items()}
    yield SiteFindings(
        site=line.key.site,
        name=place.site.name,
        township=place.site.township,
        township_name=place.township,
        team=line.key.team,
        sealed_at=line.sealed_at,
        asked=frozenset(titles[code] for code, entry in counted.items() if not entry.na),
        facts=tuple(
            FoundFact(
                item=fact.item,
                title=titles[fact.item],
                checkpoint=fact.checkpoint,
                words=fact.words,
                deadline=said.zero_deadline if fact.checkpoint is None else said.deadline,
            )
            for fact in facts_of(rubric, counted)
        ),
    )
