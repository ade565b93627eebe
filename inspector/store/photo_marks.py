"""Shapes on photos, visit by visit."""

from __future__ import annotations

import json
from collections.abc import Iterable

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert

from inspector.domain.canonical import canonical
from inspector.domain.ids import Digest, VisitUid
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
        """Note the marks on photos, over what was there; without any there is no row.

        Raises:
            VisitSealed: 定稿 froze the visit.
        """
        given = list(marks)
        bare = [one.photo for one in given if not one]
        self._rows.write(
            delete(PhotoMarksRow).where(PhotoMarksRow.visit == uid, PhotoMarksRow.digest.in_(bare))
        )
        values = [
            {"visit": uid, "digest": one.photo, "text": canonical(marks_fields(one)).decode()}
            for one in given
            if one
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

    def on(self, photo: Digest) -> Marks:
        """Return the marks on a photo, in whichever visit it hangs; those of the last one by uid.

        For small pictures, of which a list does not know the visit.
        """
        found = self._rows.read(
            select(PhotoMarksRow.text)
            .where(PhotoMarksRow.digest == photo)
            .order_by(PhotoMarksRow.visit.desc())
            .limit(1)
        )
        return next((marks_of(json.loads(text)) for (text,) in found), Marks(photo=photo))
