"""Coverage 覆盖: what was planned, what came in, and what is missing, by name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from inspector.domain.ids import SiteCode, TeamId, TownshipCode
from inspector.domain.site import Site
from inspector.domain.team import Assignment
from inspector.domain.visit import VisitKey


class CoverageState(StrEnum):
    """Where one planned visit stands at the office; the words are in ``domain.wording``."""

    RECEIVED = "received"
    MISSING = "missing"
    PHOTOS = "photos"
    """Received, but photos that its records name have not come."""
    CONFLICT = "conflict"
    RETURNED = "returned"
    """Sent back to the team."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What the office holds of one visit; an unsealed one does not count as received."""

    visit: VisitKey
    sealed: bool
    photos_missing: int = 0
    conflict: bool = False
    returned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageRow:
    """One planned visit and its state."""

    visit: VisitKey
    township: TownshipCode
    state: CoverageState
    photos_missing: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageGap:
    """Sites of one township that one team still owes, by code."""

    township: TownshipCode
    team: TeamId
    sites: tuple[SiteCode, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Double:
    """One site that several teams scored in one kind of visit."""

    site: SiteCode
    teams: tuple[TeamId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """A round's coverage; the states of ``rows`` sum up to ``planned``."""

    rows: tuple[CoverageRow, ...]
    gaps: tuple[CoverageGap, ...]
    doubles: tuple[Double, ...]
    conflicts: tuple[VisitKey, ...]
    unplanned: tuple[VisitKey, ...]
    """Visits that came in though nobody planned them."""

    @property
    def planned(self) -> int:
        """How many visits were planned."""
        return len(self.rows)

    @property
    def received(self) -> int:
        """How many planned visits are here, in whatever shape: all but missing and returned."""
        return self.planned - self.count(CoverageState.MISSING, CoverageState.RETURNED)

    def count(self, *states: CoverageState) -> int:
        """Return how many planned visits are in one of the states."""
        return sum(row.state in states for row in self.rows)

    @property
    def complete(self) -> bool:
        """True if every planned visit is here without any fault."""
        return self.count(CoverageState.RECEIVED) == self.planned


def cover(
    planned: Sequence[Assignment], received: Iterable[Received], sites: Iterable[Site]
) -> Coverage:
    """Set what was planned against what came in.

    Args:
        planned: The assignments of one round.
        received: What the office holds of the round, each visit once.
        sites: At least the sites of the planned visits.

    Raises:
        KeyError: A planned site is not among the sites.
    """
    held = {one.visit: one for one in received}
    township = {site.code: site.township for site in sites}
    rows = tuple(
        _row(assignment.visit, township[assignment.visit.site], held.get(assignment.visit))
        for assignment in sorted(planned, key=_by_site)
    )
    wanted = {row.visit for row in rows}
    here = [one.visit for one in held.values() if one.sealed]
    return Coverage(
        rows=rows,
        gaps=_gaps(rows),
        doubles=_doubles(here),
        conflicts=tuple(sorted((one.visit for one in held.values() if one.conflict), key=_uid)),
        unplanned=tuple(sorted(held.keys() - wanted, key=_uid)),
    )


def _row(visit: VisitKey, township: TownshipCode, held: Received | None) -> CoverageRow:
    missing = held.photos_missing if held else 0
    return CoverageRow(visit=visit, township=township, state=_state(held), photos_missing=missing)


def _state(held: Received | None) -> CoverageState:
    if held is None:
        return CoverageState.MISSING
    if held.returned:
        return CoverageState.RETURNED
    if held.conflict:
        return CoverageState.CONFLICT
    if not held.sealed:
        return CoverageState.MISSING
    return CoverageState.PHOTOS if held.photos_missing else CoverageState.RECEIVED


def _gaps(rows: Iterable[CoverageRow]) -> tuple[CoverageGap, ...]:
    owed: dict[tuple[TownshipCode, TeamId], list[SiteCode]] = {}
    for row in rows:
        if row.state in (CoverageState.MISSING, CoverageState.RETURNED):
            owed.setdefault((row.township, row.visit.team), []).append(row.visit.site)
    return tuple(
        CoverageGap(township=township, team=team, sites=tuple(found))
        for (township, team), found in sorted(owed.items())
    )


def _doubles(visits: Iterable[VisitKey]) -> tuple[Double, ...]:
    teams: dict[tuple[str, SiteCode], set[TeamId]] = {}
    for visit in visits:
        teams.setdefault((visit.kind, visit.site), set()).add(visit.team)
    return tuple(
        Double(site=site, teams=tuple(sorted(found)))
        for (_, site), found in sorted(teams.items())
        if len(found) > 1
    )


def _by_site(assignment: Assignment) -> tuple[str, str]:
    return assignment.visit.site, assignment.visit.uid


def _uid(visit: VisitKey) -> str:
    return visit.uid
