"""Photos that the vault holds and could not give back when somebody last looked."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert

from inspector.domain.ids import Digest
from inspector.store.field_schema import RottenPhotoRow
from inspector.store.rows import Rows


class RottenPhotos:
    """A suspicion, not a verdict: another whole copy may have come since."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def add(self, photos: Collection[Digest], at: datetime) -> None:
        """Note photos that were found damaged; one that is noted keeps its time."""
        self._rows.write(
            insert(RottenPhotoRow).on_conflict_do_nothing(),
            [{"digest": one, "at": at.isoformat()} for one in sorted(photos)],
        )

    def remove(self, photos: Collection[Digest]) -> None:
        """Forget photos that are whole again."""
        for one in self.digests().intersection(photos):
            self._rows.write(delete(RottenPhotoRow).where(RottenPhotoRow.digest == one))

    def digests(self) -> frozenset[Digest]:
        """Return every photo that is noted."""
        return frozenset(Digest(one) for (one,) in self._rows.read(select(RottenPhotoRow.digest)))
