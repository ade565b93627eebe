"""What earlier rounds found at the sites of a team, as its last dispatch brought it."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import delete, func, insert, select

from inspector.domain.ids import CheckpointCode, ItemCode, RoundId, SiteCode
from inspector.domain.problem import Problem
from inspector.store.field_schema import ProblemRow
from inspector.store.rows import AnyRow, Rows


class Problems:
    """Problems of the store, by site and in the order in which they came."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def put(self, problems: Iterable[Problem]) -> None:
        """Write all problems, in place of those of an earlier dispatch."""
        self._rows.write(delete(ProblemRow))
        values = [
            {
                "position": position,
                "site": one.site,
                "item": one.item,
                "checkpoint": one.checkpoint or "",
                "fact": one.fact,
                "round": one.round,
                "deadline": one.deadline,
            }
            for position, one in enumerate(problems, 1)
        ]
        self._rows.write(insert(ProblemRow), values)

    def of_site(self, site: SiteCode) -> tuple[Problem, ...]:
        """Return the problems of one site."""
        query = select(ProblemRow.__table__).where(ProblemRow.site == site)
        return tuple(map(_problem, self._rows.read(query.order_by(ProblemRow.position))))

    def counts(self) -> dict[SiteCode, int]:
        """Return how many problems each site has; sites without any are left out."""
        found = self._rows.read(
            select(ProblemRow.site, func.count().label("number")).group_by(ProblemRow.site)
        )
        return {SiteCode(site): number for site, number in found}


def _problem(row: AnyRow) -> Problem:
    return Problem(
        site=SiteCode(row.site),
        item=ItemCode(row.item),
        checkpoint=CheckpointCode(row.checkpoint) if row.checkpoint else None,
        fact=row.fact,
        round=RoundId(row.round),
        deadline=row.deadline,
    )
