"""Oversee the rounds of a county: what was planned, went out, came in. Nothing is changed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from inspector.actions import keys
from inspector.actions.desk import Desk
from inspector.actions.forms import policy_of
from inspector.actions.scoring import kind_of
from inspector.domain.finding import told
from inspector.domain.ids import RoundId, SiteCode, TeamId
from inspector.domain.rota_rules import PATTERN_WORDS
from inspector.domain.signing import SignState
from inspector.domain.visit import VisitState
from inspector.exchange.header import Kind
from inspector.store.packages import Direction
from inspector.store.visits import Totals


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundLine:
    """One round: how it was planned, how many packages went out and came in."""

    id: RoundId
    pattern: str
    sites: int
    went_out: int
    came_in: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedLine:
    """What a team is given: its file, and the code that opens it. ``size`` in bytes."""

    team: TeamId
    code: str
    sites: int
    townships: tuple[str, ...]
    file: str
    size: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrivedLine:
    """One package that was taken in. ``size`` in bytes."""

    team: TeamId
    file: str
    records: int
    photos: int
    size: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteVisit:
    """What the office holds of one visit to a site."""

    team: TeamId
    state: VisitState
    totals: Totals | None
    rated: bool
    """False where its kind asks only some of the form: then there is no level."""
    photos: int
    objections: tuple[str, ...]
    sealed_at: datetime | None
    flags: frozenset[str]
    signed: SignState | None = None
    """Where a sealed visit stands with its signatures."""
    kind: str = ""
    """What sort of visit, where it is not the round's own."""
    findings: tuple[str, ...] = ()
    """What a visit without points found, in words."""


def round_lines(desk: Desk) -> tuple[RoundLine, ...]:
    """Return the rounds in the order in which they were planned."""
    with desk.store.reading() as reading:
        counts = Counter(
            (one.round, one.direction)
            for one in reading.packages.all()
            if one.direction is Direction.IN or one.kind == Kind.DISPATCH
        )
        sizes = reading.rounds.sizes()
        return tuple(
            RoundLine(
                id=one.id,
                pattern=PATTERN_WORDS[one.pattern],
                sites=sizes.get(one.id, 0),
                went_out=counts[one.id, Direction.OUT],
                came_in=counts[one.id, Direction.IN],
            )
            for one in reading.rounds.all()
        )


def handed_out(desk: Desk, round_id: RoundId) -> tuple[HandedLine, ...]:
    """Return the newest package of each team of a round, by team."""
    with desk.store.reading() as reading:
        names = {line.site.code: line.township for line in reading.sites.lines()}
        roads: dict[TeamId, list[str]] = {}
        for one in reading.rounds.assignments(round_id):
            roads.setdefault(one.visit.team, []).append(names[one.visit.site])
        newest = {
            package.team: HandedLine(
                team=package.team,
                code=reading.meta.get(keys.code_key(round_id, package.team)) or "",
                sites=len(roads.get(package.team, ())),
                townships=tuple(dict.fromkeys(roads.get(package.team, ()))),
                file=package.name,
                size=package.size,
                at=package.at,
            )
            for package in reading.packages.all(Direction.OUT)
            if package.round == round_id and package.kind == Kind.DISPATCH
        }
    return tuple(newest[team] for team in sorted(newest))


def arrived(desk: Desk, round_id: RoundId) -> tuple[ArrivedLine, ...]:
    """Return the packages of a round that were taken in, the newest first."""
    with desk.store.reading() as reading:
        found = [one for one in reading.packages.all(Direction.IN) if one.round == round_id]
    return tuple(
        ArrivedLine(
            team=one.team,
            file=one.name,
            records=one.records,
            photos=one.objects,
            size=one.size,
            at=one.at,
        )
        for one in reversed(found)
    )


def visits_of_site(desk: Desk, round_id: RoundId, site: SiteCode) -> tuple[SiteVisit, ...]:
    """Return what came in of a site in a round, by team; planned visits are among them."""
    with desk.store.reading() as reading:
        round_, policy = reading.rounds.one(round_id), policy_of(reading)
        usual = round_.kind if round_ is not None else ""
        return tuple(
            SiteVisit(
                team=line.key.team,
                state=line.state,
                totals=line.totals,
                rated=line.steps is None,
                photos=line.photos,
                objections=tuple(one.text for one in reading.visits.objections(line.uid)),
                sealed_at=line.sealed_at,
                flags=line.flags,
                signed=line.signed,
                kind="" if line.key.kind == usual else kind_of(policy, line.key).name,
                findings=tuple(map(told, reading.findings.of_visit(line.uid))),
            )
            for line in reading.visits.lines(round_id)
            if line.key.site == site
        )


def ranking_rule(desk: Desk) -> str:
    """Return what the policy says on ties, and its version."""
    with desk.store.reading() as reading:
        policy = policy_of(reading)
    return f"{policy.ranking.ties}（考评规则 {policy.version}）"
