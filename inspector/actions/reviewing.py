"""Review a kept plan: which rules it keeps to, how the work is spread, and where teams went before.

The office looks at this before anything goes out; nothing is changed.
"""

from __future__ import annotations

from dataclasses import dataclass

from inspector.actions.desk import Desk
from inspector.actions.forms import policy_of
from inspector.actions.planning import Plan, kept_plan
from inspector.domain.ids import RoundId
from inspector.domain.rota_rules import Lineup, PlanRule, faults, rule_words
from inspector.store.packages import Direction
from inspector.store.unit import Reading

Place = tuple[int, int]
"""Row of a team and column of a township, from 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanCheck:
    """One rule, whether the plan keeps to it, and the figure or the first case against it."""

    name: str
    well: bool
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Teams against townships: the own one, those of earlier rounds, those of this round."""

    teams: tuple[tuple[str, str], ...]
    """Team and the name of its home township."""
    townships: tuple[str, ...]
    own: frozenset[Place]
    before: frozenset[Place]
    now: frozenset[Place]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanReview:
    """A plan with everything that is looked at before it goes out."""

    plan: Plan
    checks: tuple[PlanCheck, ...]
    matrix: Matrix
    teams: int
    sites: int
    """Of the whole county."""
    daily_sites: int
    """Sites that a team does in a day."""
    went_out: bool
    """Its packages were written, so it stays."""


def review_plan(desk: Desk, round_id: RoundId) -> PlanReview | None:
    """Return a kept plan with its checks, or None if the round was never planned."""
    plan = kept_plan(desk, round_id)
    if plan is None:
        return None
    with desk.store.reading() as reading:
        lineup = lineup_of(reading, round_id)
        rounds_out = {one.round for one in reading.packages.all(Direction.OUT)}
        sites = reading.sites.count()
    return PlanReview(
        plan=plan,
        checks=_checks(plan, lineup, sites),
        matrix=_matrix(plan, lineup),
        teams=len(lineup.teams),
        sites=sites,
        daily_sites=lineup.rules.daily_sites,
        went_out=round_id in rounds_out,
    )


def lineup_of(reading: Reading, round_id: RoundId) -> Lineup:
    """Return who could be sent where when a round was planned, by today's lists and rules.

    Rounds of rechecks send nobody to a township, so they are no earlier rounds.
    """
    earlier = []
    for one in reading.rounds.all():
        if one.id == round_id:
            break
        if one.of is None:
            earlier.append(one.pairs)
    return Lineup(
        teams=reading.teams.all(),
        townships=reading.sites.townships(),
        rules=policy_of(reading).cross,
        history=tuple(earlier),
    )


def _checks(plan: Plan, lineup: Lineup, sites: int) -> tuple[PlanCheck, ...]:
    rules = lineup.active(plan.round.pattern)
    against: dict[PlanRule, list[str]] = {}
    for rule, case in faults(lineup, plan.round.pairs, rules):
        against.setdefault(rule, []).append(case.lstrip("："))
    people = sum(len(team.members) for team in lineup.teams)
    earlier = min(len(lineup.history), lineup.rules.apart_rounds)
    figures = {
        PlanRule.OWN: f"{len(plan.round.pairs)} 对",
        PlanRule.MUTUAL: "0 对互查",
        PlanRule.APART: f"比对前 {earlier} 轮" if earlier else "第一轮",
        PlanRule.RECUSAL: f"{people} 人",
    }
    checks = [
        PlanCheck(
            name=rule_words(lineup, rule),
            well=rule not in against,
            told=against[rule][0] if rule in against else figure,
        )
        for rule, figure in figures.items()
        if rule in rules
    ]
    reached = len({assignment.visit.site for assignment in plan.assignments})
    checks.append(
        PlanCheck(name="每个站点都有组去", well=reached == sites, told=f"{reached}/{sites}")
    )
    return tuple(checks)


def _matrix(plan: Plan, lineup: Lineup) -> Matrix:
    rows = {team.id: at for at, team in enumerate(lineup.teams)}
    columns = {township.code: at for at, township in enumerate(lineup.townships)}
    return Matrix(
        teams=tuple((str(team.id), lineup.name(team.home)) for team in lineup.teams),
        townships=tuple(township.name for township in lineup.townships),
        own=frozenset((rows[team.id], columns[team.home]) for team in lineup.teams),
        before=frozenset((rows[team], columns[to]) for team, to in lineup.seen_before()),
        now=frozenset((rows[team], columns[to]) for team, to in plan.round.pairs),
    )
