"""Finding plans that keep to all rules: drawn assignments and pairs of teams."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from inspector.domain.dice import shuffled
from inspector.domain.ids import TeamId, TownshipCode
from inspector.domain.rota_rules import Lineup, Pairs, PlanRule, Rules

MAX_STEPS = 2_000
"""Steps of a search before it is taken to be without result; real counties need under 100."""


def draw_pairs(lineup: Lineup, rules: Rules, chance: Random) -> Pairs | None:
    """Return one team for every township, drawn by chance, or None if there is no such plan."""
    allowed = {
        team: shuffled(chance, townships) for team, townships in lineup.allowed(rules).items()
    }
    if not _matchable(allowed):
        return None
    found = _Draw(lineup, rules).search(allowed)
    return tuple(sorted(found.items())) if found is not None else None


def swap_pairs(lineup: Lineup, rules: Rules) -> Pairs | None:
    """Return pairs of teams that inspect each other's home, or None if there is no such plan."""
    allowed = lineup.allowed(rules)
    home = {team.id: team.home for team in lineup.teams}
    partners = {
        team: [
            other
            for other in home
            if other != team and home[other] in allowed[team] and home[team] in allowed[other]
        ]
        for team in home
    }
    matched = _Swap().search(partners)
    if matched is None:
        return None
    return tuple(sorted((team, home[other]) for team, other in matched.items()))


class _Draw:
    """Backtracking: the team with the fewest choices goes next."""

    def __init__(self, lineup: Lineup, rules: Rules) -> None:
        self._home = {team.id: team.home for team in lineup.teams}
        self._no_mutual = PlanRule.MUTUAL in rules
        self._steps = 0

    def search(
        self, open_choices: Mapping[TeamId, list[TownshipCode]]
    ) -> dict[TeamId, TownshipCode] | None:
        if not open_choices:
            return {}
        team = min(open_choices, key=lambda one: (len(open_choices[one]), one))
        for township in open_choices[team]:
            self._steps += 1
            if self._steps > MAX_STEPS:
                return None
            rest = self._without(open_choices, team, township)
            if all(rest.values()) and _matchable(rest):
                found = self.search(rest)
                if found is not None:
                    return {team: township, **found}
        return None

    def _without(
        self, choices: Mapping[TeamId, list[TownshipCode]], team: TeamId, township: TownshipCode
    ) -> dict[TeamId, list[TownshipCode]]:
        """Return the choices of the others once ``team`` goes to ``township``."""
        home = self._home[team]
        rest: dict[TeamId, list[TownshipCode]] = {}
        for other, left in choices.items():
            if other == team:
                continue
            closed = {township}
            if self._no_mutual and self._home[other] == township:
                closed.add(home)
            rest[other] = [one for one in left if one not in closed]
        return rest


class _Swap:
    """Backtracking over pairs: the team with the fewest partners goes next."""

    def __init__(self) -> None:
        self._steps = 0

    def search(self, partners: Mapping[TeamId, list[TeamId]]) -> dict[TeamId, TeamId] | None:
        if not partners:
            return {}
        team = min(partners, key=lambda one: (len(partners[one]), one))
        for other in partners[team]:
            self._steps += 1
            if self._steps > MAX_STEPS:
                return None
            rest = {
                one: [choice for choice in left if choice not in (team, other)]
                for one, left in partners.items()
                if one not in (team, other)
            }
            if all(rest.values()):
                found = self.search(rest)
                if found is not None:
                    return {team: other, other: team, **found}
        return None


def _matchable(allowed: Mapping[TeamId, list[TownshipCode]]) -> bool:
    """Say whether every team can have a township of its own (augmenting paths)."""
    taken: dict[TownshipCode, TeamId] = {}

    def place(team: TeamId, tried: set[TownshipCode]) -> bool:
        for township in allowed[team]:
            if township in tried:
                continue
            tried.add(township)
            if township not in taken or place(taken[township], tried):
                taken[township] = team
                return True
        return False

    return all(place(team, set()) for team in allowed)
