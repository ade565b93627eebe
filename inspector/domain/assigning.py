"""From a planned round to visits: which team goes to which site, in which order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from inspector.domain.ids import SiteCode, TeamId, TownshipCode
from inspector.domain.rota_rules import recused
from inspector.domain.site import Site
from inspector.domain.team import Assignment, Round, Team
from inspector.domain.visit import VisitKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A site that a member of its team must keep away from; ``to`` is None if nobody else may."""

    site: SiteCode
    team: TeamId
    member: str
    to: TeamId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """A round's visits, the sites that changed hands, and those that nobody is sent to."""

    assignments: tuple[Assignment, ...]
    moved: tuple[Moved, ...]
    left_out: tuple[SiteCode, ...]
    """Sites without a team: of a township outside the round, or of which all are recused."""


def assign(planned: Round, teams: Sequence[Team], sites: Iterable[Site]) -> tuple[Assignment, ...]:
    """Return the visits of a round; :func:`spread` also says what changed hands.

    Raises:
        KeyError: The round names a team that is not in ``teams``.
    """
    return spread(planned, teams, sites).assignments


def spread(planned: Round, teams: Sequence[Team], sites: Iterable[Site]) -> Spread:
    """Hand out every site of the round's townships, in order of code.

    Where a township has several teams, its sites go round them by position (odd, even). A site
    that a member must keep away from goes to the other teams of its township, else to the
    lawful team with the fewest sites.

    Args:
        planned: The round with its pairs.
        teams: All teams of the county.
        sites: The sites to visit, in any order.

    Raises:
        KeyError: The round names a team that is not in ``teams``.
    """
    known = {team.id: team for team in teams}
    taken: dict[TeamId, list[SiteCode]] = {team.id: [] for team in teams}
    waiting: list[tuple[Site, TeamId, str]] = []
    left_out: list[SiteCode] = []
    for site, team in _shares(planned, sites):
        if team is None:
            left_out.append(site.code)
        elif member := _recused_from(known[team], site):
            waiting.append((site, team, member))
        else:
            taken[team].append(site.code)
    moved: list[Moved] = []
    for site, barred, member in waiting:
        to = _stand_in(planned, known, taken, site)
        moved.append(Moved(site=site.code, team=barred, member=member, to=to))
        if to is None:
            left_out.append(site.code)
        else:
            taken[to].append(site.code)
    return Spread(
        assignments=tuple(_visits(planned, taken)),
        moved=tuple(moved),
        left_out=tuple(sorted(left_out)),
    )


def _shares(planned: Round, sites: Iterable[Site]) -> list[tuple[Site, TeamId | None]]:
    """Pair each site, by code, with the team whose turn it is."""
    of_township: dict[TownshipCode, list[TeamId]] = {}
    for team, township in planned.pairs:
        of_township.setdefault(township, []).append(team)
    position: dict[TownshipCode, int] = {}
    share: list[tuple[Site, TeamId | None]] = []
    for site in sorted(sites, key=lambda one: one.code):
        teams = of_township.get(site.township, [])
        turn = position.get(site.township, 0)
        position[site.township] = turn + 1
        share.append((site, teams[turn % len(teams)] if teams else None))
    return share


def _recused_from(team: Team, site: Site) -> str:
    """Return the name of a member who must keep away from a site, or empty."""
    for member in team.members:
        if site.code in member.recused_sites:
            return member.name
    return recused(team, site.township)


def _stand_in(
    planned: Round, known: dict[TeamId, Team], taken: dict[TeamId, list[SiteCode]], site: Site
) -> TeamId | None:
    here = {team for team, township in planned.pairs if township == site.township}
    lawful = [
        team
        for team in known.values()
        if team.home != site.township and not _recused_from(team, site)
    ]
    ranked = sorted(lawful, key=lambda team: (team.id not in here, len(taken[team.id]), team.id))
    return ranked[0].id if ranked else None


def _visits(planned: Round, taken: dict[TeamId, list[SiteCode]]) -> Iterable[Assignment]:
    for team in sorted(taken):
        for order, site in enumerate(sorted(taken[team]), 1):
            visit = VisitKey(round=planned.id, kind=planned.kind, site=site, team=team)
            yield Assignment(visit=visit, order=order)
