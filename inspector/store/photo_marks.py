"""Shapes on photos, visit by visit."""

from __future__ import annotations

import json
from collections.abc import Iterable

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert

from inspector.domain.canonical import canonical
from inspector.domain.ids import VisitUid
from inspector.domain.marks import Marks, marks_fields, marks_of
from inspector.store.field_schema import PhotoMarksRow
from inspector.store.rows import Rows

_NEW = insert(PhotoMarksRow)
_PUT = _NEW.on_conflict_do_update(
    index_elements=["visit", "digest"], set_={"text": _NEW.excluded.text}
)


class PhotoMarks:
    """Rows of shapes of the store."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def put(self, uid: VisitUid, marks: Iterable[Marks]) -> None:
        """Note the shapes on photos, over what was there; no shapes, no row.

        Raises:
            VisitSealed: 定稿 froze the visit.
        """
        given = list(marks)
        bare = [one.photo for one in given if not one.shapes]
        self._rows.write(
            delete(PhotoMarksRow).where(PhotoMarksRow.visit == uid, PhotoMarksRow.digest.in_(bare))
        )
        values = [
            {"visit": uid, "digest": one.photo, "text": canonical(marks_fields(one)).decode()}
            for one in given
            if one.shapes
        ]
        self._rows.write(_PUT, values)

    def replace(self, uid: VisitUid, marks: Iterable[Marks]) -> None:
        """Write all shapes of a visit, replacing those that were there.

        Raises:
            VisitSealed: 定稿 froze the visit.
        """
        self._rows.write(delete(PhotoMarksRow).where(PhotoMarksRow.visit == uid))
        self.put(uid, marks)

    def of_visit(self, uid: VisitUid) -> tuple[Marks, ...]:
        """Return the shapes on every photo of a visit that has some."""
        found = self._rows.read(
            select(PhotoMarksRow.text)
            .where(PhotoMarksRow.visit == uid)
            .order_by(PhotoMarksRow.digest)
        )
        return tuple(marks_of(json.loads(text)) for (text,) in found)
