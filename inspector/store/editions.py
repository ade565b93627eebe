"""Frozen rankings."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import datetime

from sqlalchemy import insert, select

from inspector.domain.ids import Digest, RoundId
from inspector.store.rows import AnyRow, Rows
from inspector.store.schema import EditionRow


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionLine:
    """One frozen ranking; ``text`` is the canonical JSON that ``digest`` belongs to."""

    id: str
    round: RoundId
    digest: Digest
    text: str
    at: datetime
    by: str


_FIELDS = tuple(field.name for field in fields(EditionLine))


class Editions:
    """Editions of the store; they only grow."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def add(self, edition: EditionLine) -> None:
        """Keep a frozen ranking for ever.

        Raises:
            sqlalchemy.exc.IntegrityError: There is one of that id, which is a bug.
        """
        position = self._rows.next_position(EditionRow.position)
        values = asdict(edition) | {"at": edition.at.isoformat(), "position": position}
        self._rows.write(insert(EditionRow), values)

    def all(self, round_id: RoundId | None = None) -> tuple[EditionLine, ...]:
        """Return every edition, or those of one round, oldest first."""
        query = select(EditionRow.__table__).order_by(EditionRow.position)
        if round_id is not None:
            query = query.where(EditionRow.round == round_id)
        return tuple(_edition(row) for row in self._rows.read(query))

    def latest(self, round_id: RoundId) -> EditionLine | None:
        """Return the newest edition of a round, or None."""
        editions = self.all(round_id)
        return editions[-1] if editions else None


def _edition(row: AnyRow) -> EditionLine:
    values = {name: getattr(row, name) for name in _FIELDS}
    values["at"] = datetime.fromisoformat(row.at)
    return EditionLine(**values)
