"""Who is there today, and who of them may begin a visit: the recusal check at the village."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from inspector.actions import keys
from inspector.actions.desk import Desk
from inspector.actions.finding import place_of
from inspector.actions.forms import policy_of
from inspector.domain.ids import PersonId, SiteCode, TeamId
from inspector.domain.recusal import why_recused
from inspector.domain.team import Member
from inspector.platform.clock import CHINA


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """One member; ``rule`` says why he or she must keep away, or nothing."""

    member: Member
    present: bool
    rule: str = ""

    @property
    def goes(self) -> bool:
        """True for who is there and need not keep away."""
        return self.present and not self.rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """A team at the entrance of a village."""

    place: str
    seats: tuple[Seat, ...]
    least: int
    """Fewer than this make no visit."""
    stand_aside: bool
    """Who must keep away may, and the others visit."""

    @property
    def people(self) -> tuple[PersonId, ...]:
        """Who would go."""
        return tuple(seat.member.id for seat in self.seats if seat.goes)

    @property
    def present(self) -> tuple[PersonId, ...]:
        """Who is there, whether they may go or not."""
        return tuple(seat.member.id for seat in self.seats if seat.present)

    @property
    def absent(self) -> frozenset[PersonId]:
        """Who is not there."""
        return frozenset(seat.member.id for seat in self.seats if not seat.present)

    @property
    def hindrance(self) -> str:
        """Why they may not begin as they are, in words, or nothing."""
        if any(seat.rule for seat in self.seats) and not self.stand_aside:
            return "本县规定有人回避时整组改派，请报县办。"
        if len(self.people) < self.least:
            return f"能去的只有 {len(self.people)} 人，少于 {self.least} 人不能考评。"
        return ""

    def with_absent(self, people: Iterable[PersonId]) -> Attendance:
        """Return it with these, and no others, absent."""
        absent = frozenset(people)
        seats = [replace(seat, present=seat.member.id not in absent) for seat in self.seats]
        return replace(self, seats=tuple(seats))


def attendance(desk: Desk, site: SiteCode) -> Attendance:
    """Return who is there today and who of them must keep away from a site.

    Raises:
        FormMissing: The folder holds no policy.
    """
    with desk.store.reading() as reading:
        rules = policy_of(reading).cross
        team = reading.teams.one(TeamId(reading.meta.get(keys.TEAM) or ""))
        line = reading.sites.one(site)
        absent = reading.days.plan(desk.clock().astimezone(CHINA).date()).absent
    members = team.members if team is not None else ()
    return Attendance(
        place=place_of(line) if line is not None else site,
        seats=tuple(
            Seat(
                member=member,
                present=member.id not in absent,
                rule=why_recused(member, line.site, rules.recusal) if line is not None else "",
            )
            for member in members
        ),
        least=rules.min_present,
        stand_aside=rules.stand_aside,
    )


def note_absent(desk: Desk, people: Iterable[PersonId]) -> None:
    """Remember who is not there today, in place of what was remembered."""
    day = desk.clock().astimezone(CHINA).date()
    with desk.store.unit() as unit:
        unit.days.put(day, replace(unit.days.plan(day), absent=frozenset(people)))
        unit.commit()
