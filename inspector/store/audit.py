"""The store's rows as they stand, for the doctor.

What others read, and beside it what is kept twice. Nothing here trusts that a row is whole.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, fields

from sqlalchemy import column, literal_column, select, table

from inspector.store.rows import Rows
from inspector.store.schema import FROZEN, KEPT, RecordParentRow, RecordRow, VisitRow

_MASTER = table("sqlite_master", column("type"), column("tbl_name"))


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRecord:
    """A record's row: the text, which its rid names, and the columns made from it."""

    rid: str
    stream: str
    n: int
    prev: str
    type: str
    uid: str
    visit: str
    package: str
    text: str


_FIELDS = tuple(field.name for field in fields(KeptRecord))


class Audit:
    """Rows of the store for the doctor."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def records(self) -> tuple[KeptRecord, ...]:
        """Return every record's row, stream by stream, by counter, then as they arrived."""
        found = self._rows.read(
            select(RecordRow.__table__).order_by(
                RecordRow.stream, RecordRow.n, literal_column("record.rowid")
            )
        )
        return tuple(KeptRecord(**{name: getattr(row, name) for name in _FIELDS}) for row in found)

    def parents(self) -> frozenset[tuple[str, str]]:
        """Return every row that says which revision replaces which: rid, parent."""
        found = self._rows.read(select(RecordParentRow.rid, RecordParentRow.parent))
        return frozenset((rid, parent) for rid, parent in found)

    def begun(self) -> frozenset[str]:
        """Return the uid of every visit that has a row."""
        return frozenset(uid for (uid,) in self._rows.read(select(VisitRow.uid)))

    def missing_triggers(self) -> tuple[str, ...]:
        """Return the tables whose guards against changes are not all there."""
        names = self._rows.read(select(_MASTER.c.tbl_name).where(_MASTER.c.type == "trigger"))
        found = Counter(str(name) for (name,) in names)
        wanted = {**dict.fromkeys(KEPT, 2), **dict.fromkeys(FROZEN, 3)}
        return tuple(name for name, count in wanted.items() if found[name] < count)
