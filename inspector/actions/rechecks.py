"""Plan a round of rechecks 复核: some sites of a round are scored again, by other teams."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from secrets import randbelow
from typing import ClassVar

from inspector.actions.desk import Desk
from inspector.actions.finding import place_of
from inspector.actions.forms import policy_of
from inspector.actions.planning import (
    SEED_LIMIT,
    SEEDS,
    RoundNameBad,
    RoundOut,
    SeedTooLarge,
    plain,
)
from inspector.actions.rounds import round_of
from inspector.domain.errors import InspectorError
from inspector.domain.ids import RoundId, SiteCode, TeamId
from inspector.domain.policy import Policy, VisitKind
from inspector.domain.rechecking import draw_sample, recheck_rules, send
from inspector.domain.signing import SignState
from inspector.domain.team import Assignment, Pattern, Round
from inspector.domain.visit import VisitKey, VisitState
from inspector.store.events import Event
from inspector.store.packages import Direction
from inspector.store.unit import Reading


class NothingToRecheck(InspectorError):
    """No sealed visit of the round has come in, or no kind of visit is a recheck."""

    code: ClassVar[str] = "T214"
    what: ClassVar[str] = "{round} 轮还没有可以复核的成绩。"
    next_step: ClassVar[str] = "请先导入考评组交来的数据包；考评规则里要有一种写了 by 的方式。"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecheckLine:
    """One site that is scored again: by whom first, and by whom now."""

    place: str
    first: TeamId
    again: TeamId


@dataclass(frozen=True, slots=True, kw_only=True)
class RecheckPlan:
    """A planned round of rechecks; ``left`` are places that no other team may go to."""

    round: Round
    lines: tuple[RecheckLine, ...]
    left: tuple[str, ...]


def plan_rechecks(
    desk: Desk, round_id: RoundId, of: RoundId, *, seed: int | None = None
) -> RecheckPlan:
    """Draw the sites of a round that are scored again, and say which other team goes there.

    A site whose village refused to sign is always among them.

    Planned again before it went out, it is replaced. Its results stand beside those of ``of``,
    see ``actions.results``.

    Args:
        desk: An office's desk.
        round_id: The new round: letters, digits and hyphens.
        of: The round that is looked at again.
        seed: None draws one, which is kept.

    Raises:
        NoSuchRound: ``of`` was not planned.
        NothingToRecheck: Nothing of it has come in.
        RoundNameBad, RoundOut, SeedTooLarge: As ``planning.plan_round``.

    Source: policy.yaml, "recheck".
    """
    if not plain(round_id) or round_id == of:
        raise RoundNameBad(round=round_id[:40])
    if seed is not None and abs(seed) >= SEED_LIMIT:
        raise SeedTooLarge
    seed = randbelow(SEEDS) if seed is None else seed
    with desk.store.unit() as unit:
        round_of(unit, of)
        if any(
            one.round == round_id and one.direction is Direction.OUT for one in unit.packages.all()
        ):
            raise RoundOut(round=round_id)
        plan, assignments = _plan(unit, round_id, of, seed)
        unit.rounds.put(plan.round, assignments)
        detail = f"recheck {of} seed {seed}"  # a sample that was drawn again shows
        unit.events.add(
            Event(at=desk.clock(), actor="", kind="plan", subject=round_id, detail=detail)
        )
        unit.commit()
    return plan


def _plan(
    reading: Reading, round_id: RoundId, of: RoundId, seed: int
) -> tuple[RecheckPlan, tuple[Assignment, ...]]:
    policy = policy_of(reading)
    kind = next((one for one in policy.visit_kinds if one.rechecks and one.scored), None)
    visited = _visited(reading, policy, of)
    if kind is None or not visited:
        raise NothingToRecheck(round=of)
    drawn = draw_sample(visited, recheck_rules(policy), seed)
    sample = tuple(sorted({*drawn, *_refused(reading, visited, of)}))
    lines = {line.site.code: line for line in reading.sites.lines()}
    sites = {code: line.site for code, line in lines.items()}
    sent, left = send(sample, reading.teams.all(), sites, policy.cross.recusal)
    first = {site: team for team, site in sample}
    planned = Round(id=round_id, pattern=Pattern.DRAW, kind=kind.id, seed=seed, of=of)
    plan = RecheckPlan(
        round=planned,
        lines=tuple(
            RecheckLine(place=place_of(lines[site]), first=first[site], again=team)
            for site, team in sorted(sent.items())
        ),
        left=tuple(place_of(lines[site]) for site in left),
    )
    return plan, _assignments(planned, kind, sent)


def _visited(reading: Reading, policy: Policy, of: RoundId) -> dict[TeamId, list[SiteCode]]:
    kinds = {one.id for one in policy.visit_kinds if one.ranks and not one.rechecks}
    found: dict[TeamId, list[SiteCode]] = {}
    for line in reading.visits.lines(of):
        if line.state is VisitState.SEALED and line.key.kind in kinds:
            found.setdefault(line.key.team, []).append(line.key.site)
    return found


def _refused(
    reading: Reading, visited: Mapping[TeamId, list[SiteCode]], of: RoundId
) -> set[tuple[TeamId, SiteCode]]:
    """Return the sites whose village refused to sign: they are looked at again in any case.

    Source: policy.yaml, "cross_inspection.village_refuses_to_sign".
    """
    return {
        (line.key.team, line.key.site)
        for line in reading.visits.lines(of)
        if line.signed is SignState.REFUSED and line.key.site in visited.get(line.key.team, ())
    }


def _assignments(
    planned: Round, kind: VisitKind, sent: Mapping[SiteCode, TeamId]
) -> tuple[Assignment, ...]:
    by_team: dict[TeamId, list[SiteCode]] = {}
    for site, team in sorted(sent.items()):
        by_team.setdefault(team, []).append(site)
    return tuple(
        Assignment(
            visit=VisitKey(round=planned.id, kind=kind.id, site=site, team=team), order=order
        )
        for team, sites in sorted(by_team.items())
        for order, site in enumerate(sites, 1)
    )
