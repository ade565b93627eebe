"""Rolls 收进来的照片: photos brought into a visit; only those that an item shows travel."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import asdict, fields

from sqlalchemy import delete, literal_column, select, update
from sqlalchemy.dialects.sqlite import insert

from inspector.domain.ids import Digest, VisitUid
from inspector.domain.roll import RollPhoto
from inspector.domain.visit import Evidence
from inspector.store.field_schema import RollPhotoRow
from inspector.store.rows import AnyRow, Rows
from inspector.store.schema import EvidenceRow

_FIELDS = tuple(field.name for field in fields(Evidence))


class Rolls:
    """Rolls of the store."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def add(self, uid: VisitUid, photos: Iterable[RollPhoto]) -> int:
        """Note photos; one that is there already stays. Return how many were new."""
        values = [
            asdict(one.evidence) | {"visit": uid, "aside": one.aside, "bare": one.bare or ""}
            for one in photos
        ]
        return self._rows.write(insert(RollPhotoRow).on_conflict_do_nothing(), values)

    def put_aside(self, uid: VisitUid, photos: Collection[Digest], *, aside: bool) -> None:
        """Put photos aside, or take them back."""
        self._rows.write(
            update(RollPhotoRow)
            .where(RollPhotoRow.visit == uid, RollPhotoRow.digest.in_(photos))
            .values(aside=aside)
        )

    def name_camera(self, uid: VisitUid, photos: Collection[Digest], camera: str) -> None:
        """Say which camera took photos of a visit, those that an item shows among them.

        Raises:
            VisitSealed: 定稿 froze the visit, and an item shows one of them.
        """
        for table in (RollPhotoRow, EvidenceRow):
            self._rows.write(
                update(table)
                .where(table.visit == uid, table.digest.in_(photos), table.camera != camera)
                .values(camera=camera)
            )

    def remove(self, uid: VisitUid, photo: Digest) -> None:
        """Forget a photo of a visit."""
        self._rows.write(
            delete(RollPhotoRow).where(RollPhotoRow.visit == uid, RollPhotoRow.digest == photo)
        )

    def of_visit(self, uid: VisitUid) -> tuple[RollPhoto, ...]:
        """Return the photos of a visit in the order they came."""
        found = self._rows.read(
            select(RollPhotoRow.__table__)
            .where(RollPhotoRow.visit == uid)
            .order_by(literal_column("roll_photo.rowid"))
        )
        return tuple(map(_photo, found))

    def digests(self) -> frozenset[Digest]:
        """Return every photo of every roll."""
        found = self._rows.read(select(RollPhotoRow.digest).distinct())
        return frozenset(Digest(digest) for (digest,) in found)

    def sources(self) -> frozenset[Digest]:
        """Return the camera's file of every photo of every roll."""
        found = self._rows.read(select(RollPhotoRow.source_digest).distinct())
        return frozenset(Digest(digest) for (digest,) in found)

    def where_from(self, sources: Collection[Digest]) -> dict[Digest, VisitUid]:
        """Return the visit that holds each of some cameras' files already, in a roll or on an item.

        Asked for some only: a laptop may hold fifty thousand.
        """
        found: dict[Digest, VisitUid] = {}
        for table in (RollPhotoRow, EvidenceRow):
            rows = self._rows.read(
                select(table.source_digest, table.visit).where(table.source_digest.in_(sources))
            )
            found |= {Digest(source): VisitUid(visit) for source, visit in rows}
        return found


def _photo(row: AnyRow) -> RollPhoto:
    return RollPhoto(
        evidence=Evidence(**{name: getattr(row, name) for name in _FIELDS}),
        aside=bool(row.aside),
        bare=Digest(row.bare) if row.bare else None,
    )
