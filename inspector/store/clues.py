"""Clues for the negative list: what teams noted, visit by visit."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert

from inspector.domain.clue import Clue, clue_digest, clue_fields
from inspector.domain.ids import Digest, VisitUid
from inspector.store.field_schema import ClueRow
from inspector.store.rows import AnyRow, Rows, from_text, to_text


class Clues:
    """Clue rows of the store."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def add(self, uid: VisitUid, clues: Iterable[Clue]) -> int:
        """Note clues of a visit; one that is there already stays. Return how many were new.

        Raises:
            VisitSealed: 定稿 froze the visit.
        """
        values = [_values(uid, clue) for clue in clues]
        return self._rows.write(insert(ClueRow).on_conflict_do_nothing(), values)

    def remove(self, uid: VisitUid, clue: Clue) -> None:
        """Take back a clue that was noted by mistake.

        Raises:
            VisitSealed: 定稿 froze the visit.
        """
        self._rows.write(
            delete(ClueRow).where(ClueRow.visit == uid, ClueRow.digest == clue_digest(clue))
        )

    def replace(self, uid: VisitUid, clues: Iterable[Clue]) -> None:
        """Write all clues of a visit, replacing those that were there.

        Raises:
            VisitSealed: 定稿 froze the visit.
        """
        self._rows.write(delete(ClueRow).where(ClueRow.visit == uid))
        self.add(uid, clues)

    def of_visit(self, uid: VisitUid) -> tuple[Clue, ...]:
        """Return the clues of a visit, by entry and then by what they say."""
        found = self._rows.read(
            select(ClueRow.__table__)
            .where(ClueRow.visit == uid)
            .order_by(ClueRow.entry, ClueRow.what, ClueRow.digest)
        )
        return tuple(_clue(row) for row in found)

    def all(self) -> tuple[tuple[VisitUid, Clue], ...]:
        """Return every clue with its visit, by visit, entry and words."""
        found = self._rows.read(
            select(ClueRow.__table__).order_by(
                ClueRow.visit, ClueRow.entry, ClueRow.what, ClueRow.digest
            )
        )
        return tuple((VisitUid(row.visit), _clue(row)) for row in found)


def _values(uid: VisitUid, clue: Clue) -> dict[str, object]:
    fields = clue_fields(clue)
    return {
        "visit": uid,
        "digest": clue_digest(clue),
        "entry": fields["entry"],
        "what": fields["what"],
        "photos": to_text(clue.photos),
    }


def _clue(row: AnyRow) -> Clue:
    return Clue(entry=row.entry, what=row.what, photos=tuple(map(Digest, from_text(row.photos))))
