"""Recheck 复核: another team scores some sites again; what counts then, and who marks askew.

A recheck stands beside the first visit. Where the two differ by more than the policy allows, on
the hundred scale, the policy's sentence decides: 以复核分为准 takes the recheck, anything else
leaves it to a ruling (``ranking.two_teams``). Within the limit the first visit counts.

Source: policy.yaml, "recheck" and "ranking.two_teams".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import ceil

from inspector.domain import reading
from inspector.domain.dice import dice, shuffled
from inspector.domain.ids import SiteCode, TeamId, TownshipCode
from inspector.domain.policy import Policy
from inspector.domain.ranking import Counts, Rechecked, SiteResult
from inspector.domain.recusal import why_recused
from inspector.domain.site import Site
from inspector.domain.team import Team

REPLACES = "以复核分为准"
"""What the policy's sentence says where the recheck counts instead."""

ASKEW_FROM = 2
"""So many rechecks over the limit in one direction, and all sites of that team are in doubt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecheckRules:
    """How many sites are looked at again, and what a difference means.

    ``ratio`` of all sites, but ``least`` of every team; ``deviation`` on the hundred scale.
    """

    ratio: Fraction = Fraction(1, 10)
    least: int = 2
    deviation: Fraction = Fraction(5)
    replaces: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """What one team's visit of a site came to."""

    team: TeamId
    result: SiteResult


class Direction(StrEnum):
    """Which way a team's marks lean against the rechecks."""

    HIGH = "high"
    LOW = "low"


@dataclass(frozen=True, slots=True, kw_only=True)
class Askew:
    """A team whose marks were over the limit several times, always in one direction."""

    team: TeamId
    direction: Direction
    times: int


def recheck_rules(policy: Policy) -> RecheckRules:
    """Read the policy's rules of rechecks; what it does not say has the usual value.

    Raises:
        BadTree: A value is of another kind.
    """
    tree, usual = reading.mapping(policy.tree, "recheck"), RecheckRules()
    least, ratio, limit = (
        tree.get(k) for k in ("min_per_team", "sample_ratio", "deviation_points")
    )
    return RecheckRules(
        ratio=usual.ratio if ratio is None else Fraction(reading.as_decimal(ratio)),
        least=usual.least if least is None else reading.whole(least),
        deviation=usual.deviation if limit is None else Fraction(reading.as_decimal(limit)),
        replaces=REPLACES in reading.text(tree, "over", ""),
    )


def draw_sample(
    visited: Mapping[TeamId, Sequence[SiteCode]], rules: RecheckRules, seed: int
) -> tuple[tuple[TeamId, SiteCode], ...]:
    """Draw the sites that are looked at again, by team and site; a seed gives the same again.

    Of each team ``least`` sites, or all if it has fewer; then any, until ``ratio`` of all is met.
    """
    chance = dice(seed)
    orders = {
        team: shuffled(chance, sorted(sites)) for team, sites in sorted(visited.items()) if sites
    }
    chosen = [(team, site) for team, order in orders.items() for site in order[: rules.least]]
    rest = [(team, site) for team, order in orders.items() for site in order[rules.least :]]
    wanted = ceil(rules.ratio * sum(map(len, orders.values())))
    chosen += shuffled(chance, rest)[: max(0, wanted - len(chosen))]
    return tuple(sorted(chosen))


def send(
    sample: Iterable[tuple[TeamId, SiteCode]],
    teams: Sequence[Team],
    sites: Mapping[SiteCode, Site],
    recusal: Sequence[str],
) -> tuple[dict[SiteCode, TeamId], tuple[SiteCode, ...]]:
    """Send another team to each site of a sample; return who goes where, and sites for nobody.

    Never the team that scored it, none from that township, none with a member who must keep
    away; of the others the one with the fewest sites so far.

    Source: policy.yaml, "cross_inspection.constraints" and "visit_kinds[].by".
    """
    load = {team.id: 0 for team in teams}
    sent: dict[SiteCode, TeamId] = {}
    left: list[SiteCode] = []
    for first, code in sample:
        site = sites[code]
        lawful = [
            team.id
            for team in teams
            if team.id != first
            and team.home != site.township
            and not any(why_recused(member, site, recusal) for member in team.members)
        ]
        if not lawful:
            left.append(code)
            continue
        chosen = min(lawful, key=lambda team: (load[team], team))
        load[chosen] += 1
        sent[code] = chosen
    return sent, tuple(left)


def settle(
    first: Iterable[Scored], again: Iterable[Scored], rules: RecheckRules
) -> tuple[tuple[Scored, ...], tuple[Rechecked, ...]]:
    """Say which results count, and how each recheck stands to what it looked at.

    A recheck by the team that scored the site is none. Where either result does not count for a
    reason of its own, or several teams scored or rechecked the site, nothing is replaced.

    Args:
        first: The visits of the round, each team's.
        again: The rechecks of them.
        rules: The policy's.
    """
    rechecks: dict[SiteCode, list[Scored]] = {}
    for one in again:
        rechecks.setdefault(one.result.site, []).append(one)
    by_site: dict[SiteCode, list[Scored]] = {}
    for one in first:
        by_site.setdefault(one.result.site, []).append(one)
    counted: list[Scored] = []
    told: list[Rechecked] = []
    for site, firsts in by_site.items():
        others = [
            one
            for one in rechecks.get(site, ())
            if one.result.exclusion is None and one.team not in {each.team for each in firsts}
        ]
        scored, compared = _settled(firsts, others, rules)
        counted += scored
        told += compared
    return tuple(counted), tuple(sorted(told, key=lambda one: (one.site, one.again_team)))


def askew(rechecked: Iterable[Rechecked], rules: RecheckRules) -> Iterator[Askew]:
    """Yield the teams whose marks were over the limit :data:`ASKEW_FROM` times in one direction."""
    times: dict[tuple[TeamId, Direction], int] = {}
    for one in rechecked:
        gap = one.first - one.again
        if abs(gap) > rules.deviation:
            key = (one.first_team, Direction.HIGH if gap > 0 else Direction.LOW)
            times[key] = times.get(key, 0) + 1
    for (team, direction), count in sorted(times.items()):
        if count >= ASKEW_FROM:
            yield Askew(team=team, direction=direction, times=count)


def _settled(
    firsts: Sequence[Scored], others: Sequence[Scored], rules: RecheckRules
) -> tuple[list[Scored], list[Rechecked]]:
    if len(firsts) != 1 or not others or firsts[0].result.exclusion is not None:
        return [*firsts], []
    (mine,) = firsts
    if len(others) > 1:
        told = [_told(mine, one, Counts.OPEN) for one in others]
        return [*firsts, *others], told
    (other,) = others
    if abs(mine.result.percent - other.result.percent) <= rules.deviation:
        return [mine], [_told(mine, other, Counts.FIRST)]
    if rules.replaces:
        return [other], [_told(mine, other, Counts.AGAIN)]
    return [mine, other], [_told(mine, other, Counts.OPEN)]


def _told(mine: Scored, other: Scored, counts: Counts) -> Rechecked:
    return Rechecked(
        site=mine.result.site,
        township=TownshipCode(mine.result.township),
        first_team=mine.team,
        again_team=other.team,
        first=mine.result.percent,
        again=other.result.percent,
        counts=counts,
    )
