"""今日: which visits are a team's today, in which order; the team may change both for a day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import ClassVar

from inspector.actions import keys
from inspector.actions.desk import Desk
from inspector.actions.forms import policy_of, rubric_of_id
from inspector.actions.scoring import kind_told
from inspector.domain.day import DayPlan, Stop, moved, visits_of_day
from inspector.domain.errors import InspectorError
from inspector.domain.ids import PersonId, RoundId, StarId, TeamId, VisitUid
from inspector.domain.policy import Policy
from inspector.domain.recusal import why_recused
from inspector.domain.signing import SignState
from inspector.domain.site import Site
from inspector.domain.team import Member, Team
from inspector.domain.visit import VisitState
from inspector.platform.clock import CHINA
from inspector.store.sites import SiteLine
from inspector.store.unit import Reading, UnitOfWork
from inspector.store.visits import Totals, VisitLine

STAR_ENDS = re.compile(r"[\s+,，、;；]+")
"""What a list of members puts between several stars."""


class BegunAlready(InspectorError):
    """A visit that somebody is at, or that was sealed today, stays on today's list."""

    code: ClassVar[str] = "S221"
    what: ClassVar[str] = "{place} 今天已经开始，不能从今日拿下。"
    next_step: ClassVar[str] = "没评完的留着，下次打开接着评。"


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRow:
    """One visit of the team's road, ready to show."""

    uid: VisitUid
    site: Site
    township: str
    kind: str
    """The kind's name where it is not the ordinary one, and the how-manieth; else empty."""
    items: int
    """Items of the site's form."""
    state: VisitState
    problems: int
    """What earlier rounds found here and still stands."""
    photos: int = 0
    totals: Totals | None = None
    rated: bool = True
    """False where its kind does not ask all of the form: then there is no level."""
    planned: bool = True
    """False if the team began it by itself."""
    """What a sealed visit came to; of an open one nothing is told here."""
    started: datetime | None = None
    sealed: datetime | None = None
    signed: SignState | None = None
    """Where a sealed visit stands with its signatures."""
    paused: str | None = None
    """Why it is interrupted, empty without a reason; None while it is not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Avoided:
    """A member keeps away from a site of today, by a rule of the county."""

    member: Member
    uid: VisitUid
    place: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """A team's day."""

    day: date
    round: RoundId | None
    team: Team | None
    rows: tuple[DayRow, ...]
    """Today's, in their order."""
    road: tuple[DayRow, ...]
    """The whole road, today's among them."""
    absent: frozenset[PersonId]
    avoided: tuple[Avoided, ...]
    duties: Mapping[PersonId, str] = field(default_factory=dict)
    """The stars that each member looks after, by name."""

    @property
    def sealed(self) -> int:
        """How many visits of the dispatch are sealed."""
        return sum(row.state is VisitState.SEALED for row in self.road if row.planned)

    @property
    def planned(self) -> int:
        """How many visits the dispatch gives; what the team began by itself is none of them."""
        return sum(row.planned for row in self.road)

    @property
    def all_done(self) -> bool:
        """True if there is something today, and all of it is sealed."""
        return bool(self.rows) and all(row.state is VisitState.SEALED for row in self.rows)


def today(desk: Desk) -> Today:
    """Return the team's day.

    Raises:
        FormMissing: The folder holds no policy, or not the form of a site.
    """
    with desk.store.reading() as reading:
        return _today(reading, _day(desk))


def move(desk: Desk, uid: VisitUid, by: int) -> None:
    """Move a visit within today's list; at an end it stays where it is."""
    with desk.store.unit() as unit:
        shown = _shown(unit, _day(desk))
        if uid in shown:
            _choose(unit, _day(desk), moved(shown, uid, by))
            unit.commit()


def put_on(desk: Desk, uid: VisitUid) -> None:
    """Put a visit of the road onto today's list, at its end; one that is there stays."""
    with desk.store.unit() as unit:
        shown = _shown(unit, _day(desk))
        if uid not in shown:
            _choose(unit, _day(desk), (*shown, uid))
            unit.commit()


def arrange(desk: Desk, visits: Sequence[VisitUid]) -> None:
    """Let today's list be these visits in this order, as it was before a change."""
    with desk.store.unit() as unit:
        _choose(unit, _day(desk), tuple(visits))
        unit.commit()


def take_off(desk: Desk, uid: VisitUid) -> None:
    """Take a visit off today's list.

    Raises:
        BegunAlready: Somebody is at it, or it was sealed today.
    """
    day = _day(desk)
    with desk.store.unit() as unit:
        shown = _today(unit, day)
        row = next((one for one in shown.rows if one.uid == uid), None)
        if row is None:
            return
        if row.state is VisitState.OPEN or _on(row.sealed, day):
            raise BegunAlready(place=f"{row.township} {row.site.name}（{row.site.tail}）")
        _choose(unit, day, tuple(one.uid for one in shown.rows if one.uid != uid))
        unit.commit()


def _day(desk: Desk) -> date:
    return desk.clock().astimezone(CHINA).date()


def _shown(reading: Reading, day: date) -> tuple[VisitUid, ...]:
    return tuple(row.uid for row in _today(reading, day).rows)


def _choose(unit: UnitOfWork, day: date, visits: tuple[VisitUid, ...]) -> None:
    unit.days.put(day, replace(unit.days.plan(day), visits=visits))


def _today(reading: Reading, day: date) -> Today:
    policy, round_ = policy_of(reading), reading.rounds.latest()
    team = reading.teams.one(TeamId(reading.meta.get(keys.TEAM) or ""))
    road: tuple[DayRow, ...] = ()
    if round_ is not None and team is not None:
        road = _Road(reading, policy).rows(reading.visits.lines(round_.id, team.id))
    plan = reading.days.plan(day)
    stops = [Stop(uid=row.uid, state=row.state, sealed_today=_on(row.sealed, day)) for row in road]
    by_uid = {row.uid: row for row in road}
    rows = tuple(by_uid[uid] for uid in visits_of_day(stops, plan, policy.cross.daily_sites))
    return Today(
        day=day,
        round=round_.id if round_ is not None else None,
        team=team,
        rows=rows,
        road=road,
        absent=plan.absent,
        avoided=tuple(_avoided(policy, team, plan, rows)) if team is not None else (),
        duties=_duties(reading, team, road) if team is not None else {},
    )


def _duties(reading: Reading, team: Team, road: Sequence[DayRow]) -> dict[PersonId, str]:
    """Say by name what a list of members says by the ids of stars; what is no id stays."""
    forms = sorted({row.site.rubric for row in road})
    names = {star.id: star.name for form in forms for star in rubric_of_id(reading, form).stars}

    def said(written: str) -> str:
        parts = (part for part in STAR_ENDS.split(written) if part)
        return "、".join(names.get(StarId(part), part) for part in parts)

    return {member.id: said(member.stars) for member in team.members}


class _Road:
    """The visits of a road as rows: what all of them need is read once."""

    def __init__(self, reading: Reading, policy: Policy) -> None:
        self._reading, self._policy = reading, policy
        self._sites = {line.site.code: line for line in reading.sites.lines()}
        self._problems = reading.problems.counts()
        self._items: dict[str, int] = {}

    def rows(self, lines: Iterable[VisitLine]) -> tuple[DayRow, ...]:
        return tuple(
            self._row(line, self._sites[line.key.site])
            for line in lines
            if line.key.site in self._sites
        )

    def _row(self, line: VisitLine, place: SiteLine) -> DayRow:
        begun = line.state is not VisitState.PLANNED
        visit = self._reading.visits.one(line.uid) if begun else None
        return DayRow(
            uid=line.uid,
            site=place.site,
            township=place.township,
            kind=kind_told(self._policy, line.key),
            items=self._count(place.site.rubric),
            state=line.state,
            problems=self._problems.get(line.key.site, 0),
            photos=line.photos,
            totals=line.totals if line.state is VisitState.SEALED else None,
            rated=line.steps is None,
            planned=bool(line.road),
            started=visit.started_at if visit is not None else None,
            sealed=line.sealed_at,
            signed=line.signed,
            paused=line.paused,
        )

    def _count(self, rubric: str) -> int:
        if rubric not in self._items:
            self._items[rubric] = sum(1 for _ in rubric_of_id(self._reading, rubric).items())
        return self._items[rubric]


def _avoided(
    policy: Policy, team: Team, plan: DayPlan, rows: Sequence[DayRow]
) -> Iterator[Avoided]:
    for row in rows:
        for member in team.members:
            rule = why_recused(member, row.site, policy.cross.recusal)
            if rule and member.id not in plan.absent and row.state is VisitState.PLANNED:
                place = f"{row.township} {row.site.name}（{row.site.tail}）"
                yield Avoided(member=member, uid=row.uid, place=place, rule=rule)


def _on(at: datetime | None, day: date) -> bool:
    return at is not None and at.astimezone(CHINA).date() == day
