"""Teams and their members."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select, update
from sqlalchemy.dialects.sqlite import insert

from inspector.domain.ids import PersonId, SiteCode, TeamId, TownshipCode
from inspector.domain.team import Member, Team
from inspector.store.rows import AnyRow, AnySelect, Rows, from_text, to_text
from inspector.store.schema import MemberRow, TeamRow

_NEW_TEAM = insert(TeamRow)
_PUT_TEAM = _NEW_TEAM.on_conflict_do_update(
    index_elements=["id"],
    set_={name: _NEW_TEAM.excluded[name] for name in ("home", "position")},
)
_NEW_MEMBER = insert(MemberRow)
_PUT_MEMBER = _NEW_MEMBER.on_conflict_do_update(
    index_elements=["id"],
    set_={
        column.name: _NEW_MEMBER.excluded[column.name]
        for column in MemberRow.__table__.columns
        if column.name != "id"
    },
)


class Teams:
    """Teams of the store."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def put(self, teams: Iterable[Team]) -> None:
        """Write teams; members whom a team no longer lists stay by name, inactive."""
        teams = tuple(teams)
        first = self._rows.next_position(TeamRow.position)
        self._rows.write(
            _PUT_TEAM,
            [
                {"id": team.id, "home": team.home, "position": n}
                for n, team in enumerate(teams, first)
            ],
        )
        self._rows.write(
            update(MemberRow)
            .where(MemberRow.team.in_([team.id for team in teams]))
            .values(active=False)
        )
        self._rows.write(
            _PUT_MEMBER,
            [
                _member_values(team, member, n)
                for team in teams
                for n, member in enumerate(team.members, 1)
            ],
        )

    def all(self) -> tuple[Team, ...]:
        """Return every team with its active members."""
        members: dict[str, list[Member]] = {}
        for row in self._rows.read(_members().where(MemberRow.active)):
            members.setdefault(row.team, []).append(_member(row))
        found = self._rows.read(select(TeamRow.id, TeamRow.home).order_by(TeamRow.position))
        return tuple(
            Team(id=TeamId(id_), home=TownshipCode(home), members=tuple(members.get(id_, ())))
            for id_, home in found
        )

    def one(self, team: TeamId) -> Team | None:
        """Return one team, or None."""
        return next((candidate for candidate in self.all() if candidate.id == team), None)

    def ever_in(self, team: TeamId) -> frozenset[PersonId]:
        """Return the ids of everybody whom a team lists, or listed last."""
        found = self._rows.read(select(MemberRow.id).where(MemberRow.team == team))
        return frozenset(PersonId(id_) for (id_,) in found)

    def people(self) -> dict[PersonId, Member]:
        """Return everybody who is or was in a team, by id."""
        return {PersonId(row.id): _member(row) for row in self._rows.read(_members())}


def _members() -> AnySelect:
    return select(MemberRow.__table__).order_by(MemberRow.team, MemberRow.position)


def _member_values(team: Team, member: Member, position: int) -> dict[str, object]:
    return {
        "id": member.id,
        "team": team.id,
        "name": member.name,
        "role": member.role,
        "stars": member.stars,
        "recused_townships": to_text(sorted(member.recused_townships)),
        "recused_sites": to_text(sorted(member.recused_sites)),
        "active": True,
        "position": position,
    }


def _member(row: AnyRow) -> Member:
    return Member(
        id=PersonId(row.id),
        name=row.name,
        role=row.role,
        stars=row.stars,
        recused_townships=frozenset(map(TownshipCode, from_text(row.recused_townships))),
        recused_sites=frozenset(map(SiteCode, from_text(row.recused_sites))),
    )
