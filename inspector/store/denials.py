"""Decisions on the negative list, in the order in which they were entered; none is ever changed."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import insert, select

from inspector.domain.denial import Denial, Verdict
from inspector.domain.ids import SiteCode
from inspector.store.field_schema import DenialRow
from inspector.store.rows import AnyRow, Rows


class Denials:
    """Decisions of the store."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def add(self, denial: Denial) -> None:
        """Enter a decision."""
        values = {
            "position": self._rows.next_position(DenialRow.position),
            "site": denial.site,
            "entry": denial.entry,
            "verdict": str(denial.verdict),
            "document": denial.document,
            "office": denial.office,
            "decided": denial.decided.isoformat(),
            "until": denial.until.isoformat(),
            "by": denial.by,
            "why": denial.why,
            "at": denial.at.isoformat(),
        }
        self._rows.write(insert(DenialRow).values(values))

    def all(self) -> tuple[Denial, ...]:
        """Return every decision, the first entered first."""
        found = self._rows.read(select(DenialRow.__table__).order_by(DenialRow.position))
        return tuple(map(_denial, found))


def _denial(row: AnyRow) -> Denial:
    return Denial(
        site=SiteCode(row.site),
        entry=row.entry,
        verdict=Verdict(row.verdict),
        document=row.document,
        office=row.office,
        decided=date.fromisoformat(row.decided),
        until=date.fromisoformat(row.until),
        by=row.by,
        why=row.why,
        at=datetime.fromisoformat(row.at),
    )
