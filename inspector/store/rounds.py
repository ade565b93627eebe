"""Rounds and who inspects which site in them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, func, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from inspector.domain.ids import RoundId, SiteCode, TeamId, TownshipCode
from inspector.domain.team import Assignment, Pattern, Round
from inspector.domain.visit import VisitKey
from inspector.store.rows import AnyRow, AnySelect, Rows, from_text, to_text
from inspector.store.schema import AssignmentRow, RoundRow

_NEW_ROUND = upsert(RoundRow)
_PUT_ROUND = _NEW_ROUND.on_conflict_do_update(
    index_elements=["id"],
    set_={
        name: _NEW_ROUND.excluded[name]
        for name in ("pattern", "kind", "shift", "seed", "pairs", "of")
    },
)


class Rounds:
    """Rounds and assignments of the store."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def put(self, round_: Round, assignments: Sequence[Assignment]) -> None:
        """Write a round with all its assignments, replacing an earlier plan of it.

        Raises:
            ValueError: An assignment belongs to another round.
        """
        if any(one.visit.round != round_.id for one in assignments):
            raise ValueError("an assignment of another round")
        values = {
            "id": round_.id,
            "pattern": str(round_.pattern),
            "kind": round_.kind,
            "shift": round_.shift,
            "seed": round_.seed,
            "pairs": to_text(round_.pairs),
            "of": round_.of,
            "position": self._rows.next_position(RoundRow.position),
        }
        self._rows.write(_PUT_ROUND, values)
        self._rows.write(delete(AssignmentRow).where(AssignmentRow.round == round_.id))
        self._rows.write(insert(AssignmentRow), [_values(one) for one in assignments])

    def all(self) -> tuple[Round, ...]:
        """Return every round, oldest plan first."""
        return tuple(_round(row) for row in self._rows.read(_rounds()))

    def one(self, round_id: RoundId) -> Round | None:
        """Return one round, or None."""
        found = self._rows.read(_rounds().where(RoundRow.id == round_id))
        return _round(found[0]) if found else None

    def sizes(self) -> dict[RoundId, int]:
        """Return how many visits each round plans; none, no key."""
        found = self._rows.read(
            select(AssignmentRow.round, func.count()).group_by(AssignmentRow.round)
        )
        return {RoundId(round_id): count for round_id, count in found}

    def latest(self) -> Round | None:
        """Return the round planned last, or None."""
        rounds = self.all()
        return rounds[-1] if rounds else None

    def assignments(self, round_id: RoundId, team: TeamId | None = None) -> tuple[Assignment, ...]:
        """Return the assignments of a round, or of one team in it, along each team's road."""
        query = (
            select(AssignmentRow.__table__)
            .where(AssignmentRow.round == round_id)
            .order_by(AssignmentRow.team, AssignmentRow.road, AssignmentRow.visit)
        )
        if team is not None:
            query = query.where(AssignmentRow.team == team)
        return tuple(_assignment(row) for row in self._rows.read(query))


def _rounds() -> AnySelect:
    return select(RoundRow.__table__).order_by(RoundRow.position)


def _round(row: AnyRow) -> Round:
    return Round(
        id=RoundId(row.id),
        pattern=Pattern(row.pattern),
        kind=row.kind,
        shift=row.shift,
        seed=row.seed,
        pairs=tuple(
            (TeamId(team), TownshipCode(township)) for team, township in from_text(row.pairs)
        ),
        of=RoundId(row.of) if row.of is not None else None,
    )


def _values(assignment: Assignment) -> dict[str, object]:
    visit = assignment.visit
    return {
        "visit": visit.uid,
        "round": visit.round,
        "kind": visit.kind,
        "site": visit.site,
        "team": visit.team,
        "ordinal": visit.ordinal,
        "road": assignment.order,
    }


def _assignment(row: AnyRow) -> Assignment:
    visit = VisitKey(
        round=RoundId(row.round),
        kind=row.kind,
        site=SiteCode(row.site),
        team=TeamId(row.team),
        ordinal=row.ordinal,
    )
    return Assignment(visit=visit, order=row.road)
