"""Plan a round: who inspects which township, and which team goes to which site."""

from __future__ import annotations

from dataclasses import dataclass
from secrets import randbelow
from typing import ClassVar

from inspector.actions.desk import Desk
from inspector.actions.forms import policy_of
from inspector.domain import rota
from inspector.domain.errors import InspectorError
from inspector.domain.ids import RoundId, SiteCode, TeamId
from inspector.domain.policy import Policy, VisitKind
from inspector.domain.rota import Lineup, Spread
from inspector.domain.team import Assignment, Pattern, Round
from inspector.domain.wording import word
from inspector.store.events import Event
from inspector.store.packages import Direction
from inspector.store.unit import Reading

SEEDS = 1_000_000
SEED_LIMIT = 10**15
"""Packages hold integers below 2^53."""


class RoundOut(InspectorError):
    """The round's packages have gone out, so its plan stays."""

    code: ClassVar[str] = "T202"
    what: ClassVar[str] = "{round} 轮的下发包已经写出，不能重排。"
    next_step: ClassVar[str] = "请换一个轮次名称另排一轮。"


class RoundNameBad(InspectorError):
    """A round's name would break the names of records and files."""

    code: ClassVar[str] = "T203"
    what: ClassVar[str] = "轮次名称“{round}”不能用。"
    next_step: ClassVar[str] = "请用字母、数字和短横，如 2026-11。"


class SeedTooLarge(InspectorError):
    """A seed that neither the store nor a package could hold."""

    code: ClassVar[str] = "T204"
    what: ClassVar[str] = "抽签的种子太大，记不下来。"
    next_step: ClassVar[str] = "请用不超过 15 位的整数，或不写种子，由程序抽一个。"


class NoSuchKind(InspectorError):
    """The policy has no kind of visit of that name."""

    code: ClassVar[str] = "T205"
    what: ClassVar[str] = "考评规则里没有“{kind}”这种考评方式。"
    next_step: ClassVar[str] = "可以写 {known}。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What was asked of a round; see :func:`plan_round`."""

    pattern: Pattern
    kind: str
    shift: int | None
    seed: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLine:
    """Which team goes to which township, and to how many sites."""

    team: TeamId
    home: str
    township: str
    sites: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A planned round. ``notes`` name every site that changed hands or has nobody."""

    round: Round
    assignments: tuple[Assignment, ...]
    lines: tuple[PlanLine, ...]
    sentence: str
    notes: tuple[str, ...]
    kind: str = ""
    """The name of its kind of visits, where it is not the usual one."""


def plan_round(
    desk: Desk,
    round_id: RoundId,
    pattern: Pattern,
    *,
    kind: str = "",
    shift: int | None = None,
    seed: int | None = None,
) -> Plan:
    """Plan a round and keep it; planned again before it went out, it is replaced.

    Args:
        desk: An office's desk.
        round_id: Letters, digits and hyphens.
        pattern: How teams are spread.
        kind: The visits' kind, by id or name; empty for the policy's first that ranks.
        shift: For ROTATE and CROSS; None takes the first lawful one.
        seed: For DRAW; None draws one, which is kept.

    Raises:
        RoundNameBad, RoundOut: The round cannot have this name.
        NoSuchKind: The policy has no such kind of visit.
        SeedTooLarge: The seed has more than 15 digits.
        RuleBroken, HomesUneven, CountsDiffer, OddTeams: No such plan, and which rule is in the way.
    """
    if not plain(round_id):
        raise RoundNameBad(round=round_id[:40])
    if seed is not None and abs(seed) >= SEED_LIMIT:
        raise SeedTooLarge
    with desk.store.reading() as reading:
        turn = Turn(pattern=pattern, kind=kind, shift=shift, seed=seed)
        planned, spread = _planned(reading, round_id, turn)
    with desk.store.unit() as unit:
        unit.rounds.put(planned, spread.assignments)
        unit.events.add(
            Event(at=desk.clock(), actor="", kind="plan", subject=round_id, detail=str(pattern))
        )
        unit.commit()
    with desk.store.reading() as reading:
        return _described(reading, planned, spread)


def kind_named(policy: Policy, name: str) -> VisitKind:
    """Return the kind of that id or name; empty for the first that ranks.

    Raises:
        NoSuchKind: There is none.
    """
    for kind in policy.visit_kinds:
        if name in (kind.id, kind.name) or (not name and kind.ranks):
            return kind
    raise NoSuchKind(kind=name, known="、".join(kind.name for kind in policy.visit_kinds))


def kept_plan(desk: Desk, round_id: RoundId) -> Plan | None:
    """Return the plan of a round as it was kept, or None if it was never planned."""
    with desk.store.reading() as reading:
        planned = reading.rounds.one(round_id)
        if planned is None:
            return None
        if planned.of is not None:  # drawn, not spread
            kept = reading.rounds.assignments(round_id)
            return _described(reading, planned, Spread(assignments=kept, moved=(), left_out=()))
        spread = rota.spread(planned, reading.teams.all(), reading.sites.all())
        return _described(reading, planned, spread)


def plain(text: str) -> bool:
    """Tell whether a round's name may stand in records and file names."""
    return text.isascii() and text.replace("-", "").isalnum() and len(text) <= 20


def _planned(reading: Reading, round_id: RoundId, turn: Turn) -> tuple[Round, Spread]:
    if any(
        package.round == round_id and package.direction is Direction.OUT
        for package in reading.packages.all()
    ):
        raise RoundOut(round=round_id)
    policy = policy_of(reading)
    teams = reading.teams.all()
    lineup = Lineup(
        teams=teams,
        townships=reading.sites.townships(),
        rules=policy.cross,
        history=tuple(
            one.pairs for one in reading.rounds.all() if one.id != round_id and one.of is None
        ),
    )
    seed = turn.seed
    if turn.pattern is Pattern.DRAW and seed is None:
        seed = randbelow(SEEDS)
    planned = rota.plan_round(
        turn.pattern,
        lineup,
        round_id=round_id,
        kind=kind_named(policy, turn.kind).id,
        shift=turn.shift,
        seed=seed,
    )
    return planned, rota.spread(planned, teams, reading.sites.all())


def _described(reading: Reading, planned: Round, spread: Spread) -> Plan:
    townships = {one.code: one.name for one in reading.sites.townships()}
    sites = {line.site.code: line for line in reading.sites.lines()}
    homes = {team.id: townships.get(team.home, "") for team in reading.teams.all()}
    counts: dict[tuple[TeamId, str], int] = {}
    for assignment in spread.assignments:
        key = (assignment.visit.team, sites[assignment.visit.site].township)
        counts[key] = counts.get(key, 0) + 1

    def place(code: SiteCode) -> str:
        return f"{sites[code].township} {sites[code].site.name}"

    moved = tuple(
        f"{place(one.site)}：{one.team} 组 {one.member} 回避，改由 "
        + (f"{one.to} 组去" if one.to else "——没有合适的组")
        for one in spread.moved
    )
    left = tuple(f"没有组去：{place(code)}" for code in spread.left_out)
    turn = f"k={planned.shift}" if planned.shift is not None else ""
    drawn = f"种子 {planned.seed}" if planned.seed is not None else ""
    policy = policy_of(reading)
    usual = planned.kind == kind_named(policy, "").id
    return Plan(
        kind="" if usual else kind_named(policy, planned.kind).name,
        round=planned,
        assignments=spread.assignments,
        lines=tuple(
            PlanLine(team=team, home=homes[team], township=township, sites=count)
            for (team, township), count in sorted(counts.items())
        ),
        sentence=f"{word(planned.pattern)} {turn}{drawn}".strip(),
        notes=(*moved, *left),
    )
