"""回执: what the office acknowledged, at the office as written, on a laptop as received."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.dialects.sqlite import insert

from inspector.domain.ids import TeamId
from inspector.store.rows import AnyRow, Rows
from inspector.store.schema import ReceiptRow


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptLine:
    """One receipt; ``text`` is the canonical JSON of what it says."""

    id: str
    """The id of the package that carries it."""
    team: TeamId
    number: int
    """Counts the receipts of one office, over all teams; the highest one holds."""
    at: datetime
    text: str


_FIELDS = tuple(field.name for field in fields(ReceiptLine))


class Receipts:
    """Receipts of the store; they only grow."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def add(self, receipt: ReceiptLine) -> bool:
        """Keep a receipt for ever; return whether it is new."""
        values = asdict(receipt) | {"at": receipt.at.isoformat()}
        return self._rows.write(insert(ReceiptRow).values(values).on_conflict_do_nothing()) == 1

    def last_number(self) -> int:
        """Return the highest number of any team, 0 if there is none."""
        return self._rows.read(select(func.max(ReceiptRow.number)))[0][0] or 0

    def latest(self, team: TeamId) -> ReceiptLine | None:
        """Return the receipt of a team that holds, or None."""
        receipts = self.of_team(team)
        return receipts[-1] if receipts else None

    def of_team(self, team: TeamId) -> tuple[ReceiptLine, ...]:
        """Return the receipts of a team, by number."""
        found = self._rows.read(
            select(ReceiptRow.__table__)
            .where(ReceiptRow.team == team)
            .order_by(ReceiptRow.number, ReceiptRow.id)
        )
        return tuple(_receipt(row) for row in found)


def _receipt(row: AnyRow) -> ReceiptLine:
    values = {name: getattr(row, name) for name in _FIELDS}
    return ReceiptLine(**values | {"at": datetime.fromisoformat(row.at)})
