"""The rules that a plan keeps to, as data, and which of them a plan breaks.

Source: policy.yaml, "cross_inspection".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import combinations
from typing import ClassVar

from inspector.domain.errors import InspectorError
from inspector.domain.ids import TeamId, TownshipCode
from inspector.domain.policy import CrossInspection
from inspector.domain.site import Township
from inspector.domain.team import Pattern, Team

Pairs = tuple[tuple[TeamId, TownshipCode], ...]
"""Which team inspects which township."""


class PlanRule(StrEnum):
    """A rule of planning, in the order in which people would give them up."""

    APART = "apart"
    SHIFT = "shift"
    RECUSAL = "recusal"
    MUTUAL = "mutual"
    OWN = "own"


PATTERN_WORDS: Mapping[Pattern, str] = {
    Pattern.ROTATE: "推磨",
    Pattern.CROSS: "交叉",
    Pattern.SWAP: "对调",
    Pattern.DRAW: "抽签",
}

Rules = frozenset[PlanRule]


class RuleBroken(InspectorError):
    """No plan, or not the plan asked for, keeps to the rule that is named."""

    code: ClassVar[str] = "T101"
    what: ClassVar[str] = "“{pattern}”排不出这一轮，卡在规则“{rule}”{detail}。"
    next_step: ClassVar[str] = "请换一个推磨数或改用抽签；确要照此排的，先在考评规则里改这一条。"


class HomesUneven(InspectorError):
    """A pattern that turns on home townships needs exactly one team in each."""

    code: ClassVar[str] = "T102"
    what: ClassVar[str] = "“{pattern}”要求每个乡镇正好有一个考评组，而{township}有 {count} 个。"
    next_step: ClassVar[str] = "请核对考评组名册，或改用抽签。"


class HomeUnknown(InspectorError):
    """A team comes from a township that the county does not have."""

    code: ClassVar[str] = "T103"
    what: ClassVar[str] = "考评组 {team} 的所属乡镇 {home} 不在乡镇名册里。"
    next_step: ClassVar[str] = "请改正考评组名册里的所属乡镇代码后重新导入。"


class CountsDiffer(InspectorError):
    """A draw gives each township one team, so there must be as many of both."""

    code: ClassVar[str] = "T104"
    what: ClassVar[str] = "有 {teams} 个考评组、{townships} 个乡镇，抽签要求两个数相同。"
    next_step: ClassVar[str] = "请核对考评组名册和乡镇名册。"


class OddTeams(InspectorError):
    """Teams that swap come in pairs."""

    code: ClassVar[str] = "T105"
    what: ClassVar[str] = "对调要两两成对，现在有 {teams} 个考评组，多出一个。"
    next_step: ClassVar[str] = "请改用推磨、交叉或抽签。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lineup:
    """Who can be sent where: teams, townships by code, earlier rounds (latest last), rules."""

    teams: tuple[Team, ...]
    townships: tuple[Township, ...]
    history: tuple[Pairs, ...] = ()
    rules: CrossInspection = field(default_factory=CrossInspection)

    def __post_init__(self) -> None:
        """Put teams and townships in order, and refuse homes that do not exist."""
        known = {township.code for township in self.townships}
        for team in self.teams:
            if team.home not in known:
                raise HomeUnknown(team=team.id, home=team.home)
        by_code = sorted(self.townships, key=lambda township: township.code)
        object.__setattr__(self, "townships", tuple(by_code))
        object.__setattr__(self, "teams", tuple(sorted(self.teams, key=lambda team: team.id)))

    def name(self, code: TownshipCode) -> str:
        """Return a township's name."""
        return next(township.name for township in self.townships if township.code == code)

    def seen_before(self) -> frozenset[tuple[TeamId, TownshipCode]]:
        """Return the pairs of the earlier rounds that must not come again."""
        span = self.rules.apart_rounds
        recent = self.history[-span:] if span else ()
        return frozenset(pair for pairs in recent for pair in pairs)

    def active(self, pattern: Pattern) -> Rules:
        """Return the rules that the policy asks of a pattern."""
        asked = {PlanRule.RECUSAL, PlanRule.SHIFT}
        if self.rules.not_own:
            asked.add(PlanRule.OWN)
        if pattern in self.rules.no_mutual and pattern is not Pattern.SWAP:
            asked.add(PlanRule.MUTUAL)
        if self.rules.apart_rounds:
            asked.add(PlanRule.APART)
        return frozenset(asked)

    def allowed(self, rules: Rules) -> dict[TeamId, list[TownshipCode]]:
        """Return where each team may go, looked at alone, in order of code."""
        seen = self.seen_before()
        return {
            team.id: [
                township.code
                for township in self.townships
                if blocking(team, township.code, seen, rules) is None
            ]
            for team in self.teams
        }


def blocking(
    team: Team,
    township: TownshipCode,
    seen: frozenset[tuple[TeamId, TownshipCode]],
    rules: Rules,
) -> PlanRule | None:
    """Return the rule that keeps a team from a township, whatever the others do."""
    if PlanRule.OWN in rules and team.home == township:
        return PlanRule.OWN
    if PlanRule.RECUSAL in rules and recused(team, township):
        return PlanRule.RECUSAL
    if PlanRule.APART in rules and (team.id, township) in seen:
        return PlanRule.APART
    return None


def recused(team: Team, township: TownshipCode) -> str:
    """Return the name of a member who must keep away from a township, or empty."""
    for member in team.members:
        if township in member.recused_townships:
            return member.name
    return ""


def mutual_pairs(pairs: Pairs, teams: Sequence[Team]) -> list[tuple[TeamId, TeamId]]:
    """Return the teams that inspect each other's home, each two once."""
    home = {team.id: team.home for team in teams}
    going: dict[tuple[TownshipCode, TownshipCode], list[TeamId]] = {}
    for team, township in pairs:
        going.setdefault((home[team], township), []).append(team)
    return sorted(
        {
            (min(team, other), max(team, other))
            for team, township in pairs
            for other in going.get((township, home[team]), ())
            if other != team
        }
    )


def faults(lineup: Lineup, pairs: Pairs, rules: Rules) -> Iterator[tuple[PlanRule, str]]:
    """Yield each rule that a finished plan breaks, with the case in words."""
    teams = {team.id: team for team in lineup.teams}
    seen = lineup.seen_before()
    for team, township in pairs:
        rule = blocking(teams[team], township, seen, rules)
        if rule is not None:
            name = lineup.name(township)
            yield (rule, _case(rule, teams[team], township, name))
    if PlanRule.MUTUAL in rules:
        for one, other in mutual_pairs(pairs, lineup.teams):
            yield (PlanRule.MUTUAL, f"：{one} 与 {other} 互查")


def rule_words(lineup: Lineup, rule: PlanRule) -> str:
    """Return what a rule is called."""
    return {
        PlanRule.OWN: "不查本乡镇",
        PlanRule.MUTUAL: "同轮不互查",
        PlanRule.APART: f"{lineup.rules.apart_rounds} 轮内不重复查同一乡镇",
        PlanRule.RECUSAL: "组员回避",
        PlanRule.SHIFT: "禁用的推磨数",
    }[rule]


def broken(
    lineup: Lineup, pattern: Pattern, culprits: Sequence[PlanRule], detail: str = ""
) -> RuleBroken:
    """Make the error that names the rules in the way."""
    words = "、".join(rule_words(lineup, rule) for rule in culprits)
    return RuleBroken(pattern=PATTERN_WORDS[pattern], rule=words, detail=detail)


def culprits(possible: Callable[[Rules], bool], rules: Rules) -> tuple[PlanRule, ...]:
    """Return the fewest rules without which a plan is possible; all of them if nothing helps."""
    ordered = [rule for rule in PlanRule if rule in rules]
    for count in range(1, len(ordered)):
        for dropped in combinations(ordered, count):
            if possible(rules - set(dropped)):
                return dropped
    return tuple(ordered)


def _case(rule: PlanRule, team: Team, township: TownshipCode, name: str) -> str:
    if rule is PlanRule.OWN:
        return f"：{team.id} 会查到本乡镇{name}"
    if rule is PlanRule.RECUSAL:
        return f"：{team.id} 的{recused(team, township)}应回避{name}"
    return f"：{team.id} 前几轮查过{name}"
