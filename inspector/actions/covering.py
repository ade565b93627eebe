"""Coverage of a round: 499 of 499, with the name of every gap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from inspector.actions.desk import Desk
from inspector.actions.forms import policy_of
from inspector.actions.picking import passed_over
from inspector.actions.projecting import Flag
from inspector.actions.reopenings import reopenings
from inspector.actions.rounds import round_of
from inspector.domain.coverage import Coverage, CoverageState, Received, cover
from inspector.domain.ids import Digest, RoundId, SiteCode, TeamId, TownshipCode, VisitUid
from inspector.domain.policy import TwoTeams
from inspector.domain.signing import SignState
from inspector.domain.site import township_names
from inspector.domain.visit import VisitKey, VisitState
from inspector.store.sites import SiteLine
from inspector.store.unit import Reading
from inspector.store.visits import VisitLine


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceGap:
    """A site that has not come in."""

    code: SiteCode
    township: str
    name: str
    place: str
    team: TeamId


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceConflict:
    """A site about which two laptops, or two teams, say different things."""

    code: SiteCode
    place: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TownshipCover:
    """One township: its teams, and the state of each of its sites in the order of their codes."""

    code: TownshipCode
    name: str
    """With digits of its code where another one is called the same."""
    teams: tuple[TeamId, ...]
    planned: int
    received: int
    cells: tuple[tuple[SiteCode, str, CoverageState], ...]
    """Code, name and state."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageBoard:
    """A round's coverage, with names."""

    round: RoundId
    planned: int
    received: int
    gaps: tuple[PlaceGap, ...]
    conflicts: tuple[PlaceConflict, ...]
    photos: tuple[PlaceGap, ...]
    """Sites whose marks are here and some of whose photos are not."""
    townships: tuple[TownshipCover, ...]
    unsigned: tuple[PlaceGap, ...] = ()
    """Sites whose sealed marks came in before everybody had signed."""
    refused: tuple[PlaceGap, ...] = ()
    """Sites whose village refused to sign: the marks count, and are looked at again."""


def coverage(desk: Desk, round_id: RoundId) -> CoverageBoard:
    """Set what was planned against what came in.

    Raises:
        NoSuchRound: The round was not planned.
    """
    with desk.store.reading() as reading:
        round_of(reading, round_id)
        return coverage_in(reading, desk, round_id)


def coverage_in(reading: Reading, desk: Desk, round_id: RoundId) -> CoverageBoard:
    """Set what was planned against what came in, as one reading sees it."""
    lines = {line.site.code: line for line in reading.sites.lines()}
    visits = reading.visits.lines(round_id)
    covered = cover(
        reading.rounds.assignments(round_id),
        _received(desk, visits, reading.evidence.digests_of_round(round_id)),
        (line.site for line in lines.values()),
    )
    signed = {
        state: tuple(
            _gap(lines[line.key.site], line.key.team)
            for line in visits
            if line.signed is state and line.key.site in lines
        )
        for state in SignState
    }
    undone = _undone(reading, visits)
    names = township_names(reading.sites.townships())
    board = _board(round_id, covered, lines, _settled(reading, visits), undone, names)
    return replace(board, unsigned=signed[SignState.WAITING], refused=signed[SignState.REFUSED])


def _settled(reading: Reading, visits: Sequence[VisitLine]) -> frozenset[SiteCode] | None:
    """Return the sites of several teams of which one was picked; None if all are averaged."""
    if policy_of(reading).ranking.two_teams is TwoTeams.AVERAGE:
        return None
    over = passed_over(reading, visits)
    return frozenset(VisitKey.parse(uid).site for uid in over)


def _undone(reading: Reading, visits: Sequence[VisitLine]) -> dict[SiteCode, str]:
    """Return, for conflicts in which a laptop took its 定稿 back, who did, when and why."""
    people = reading.teams.people()
    found: dict[SiteCode, str] = {}
    for line in visits:
        if Flag.CONFLICT in line.flags:
            for one in reopenings(reading.records.of_visit(line.uid), people):
                found[line.key.site] = f"一台电脑由 {one.sentence}。"
    return found


def _missing(desk: Desk, photos: tuple[Digest, ...]) -> int:
    return 0 if desk.vault.complete(photos) else len(desk.vault.missing(photos))


def _received(
    desk: Desk, visits: Sequence[VisitLine], named: Mapping[VisitUid, tuple[Digest, ...]]
) -> list[Received]:
    return [
        Received(
            visit=line.key,
            sealed=line.state is VisitState.SEALED,
            photos_missing=_missing(desk, named.get(line.uid, ())),
            conflict=Flag.CONFLICT in line.flags,
        )
        for line in visits
        if line.state is not VisitState.PLANNED
    ]


def _board(
    round_id: RoundId,
    covered: Coverage,
    lines: dict[SiteCode, SiteLine],
    settled: frozenset[SiteCode] | None,
    undone: Mapping[SiteCode, str],
    names: Mapping[TownshipCode, str],
) -> CoverageBoard:
    gaps = tuple(_gap(lines[site], gap.team) for gap in covered.gaps for site in gap.sites)
    clashes = tuple(
        PlaceConflict(
            code=visit.site,
            place=_place(lines[visit.site]),
            sentence=(
                f"{undone.get(visit.site, '')}{visit.team} 的两台电脑记得不一样，都留着，等县办裁定"
            ),
        )
        for visit in covered.conflicts
    )
    doubles = tuple(
        PlaceConflict(
            code=double.site,
            place=_place(lines[double.site]),
            sentence=f"{'、'.join(double.teams)} 都交了，都留着，等县办裁定",
        )
        for double in covered.doubles
        if settled is not None and double.site not in settled
    )
    return CoverageBoard(
        round=round_id,
        planned=covered.planned,
        received=covered.received,
        gaps=gaps,
        conflicts=(*clashes, *doubles),
        photos=tuple(
            _gap(lines[row.visit.site], row.visit.team)
            for row in covered.rows
            if row.photos_missing
        ),
        townships=_townships(covered, lines, names),
    )


def _townships(
    covered: Coverage, lines: dict[SiteCode, SiteLine], names: Mapping[TownshipCode, str]
) -> tuple[TownshipCover, ...]:
    grouped: dict[TownshipCode, list[tuple[SiteCode, str, CoverageState, TeamId]]] = {}
    for line in lines.values():  # keeps the county's own order of townships
        grouped.setdefault(line.site.township, [])
    for row in covered.rows:
        line = lines[row.visit.site]
        cell = (row.visit.site, line.site.name, row.state, row.visit.team)
        grouped[line.site.township].append(cell)
    return tuple(
        TownshipCover(
            code=code,
            name=names[code],
            teams=tuple(sorted({cell[3] for cell in cells})),
            planned=len(cells),
            received=sum(
                cell[2] not in (CoverageState.MISSING, CoverageState.RETURNED) for cell in cells
            ),
            cells=tuple(cell[:3] for cell in cells),
        )
        for code, cells in grouped.items()
        if cells
    )


def _gap(line: SiteLine, team: TeamId) -> PlaceGap:
    return PlaceGap(
        code=line.site.code,
        township=line.township,
        name=line.site.name,
        place=_place(line),
        team=team,
    )


def _place(line: SiteLine) -> str:
    return f"{line.township} {line.site.name}（{line.site.tail}）"
