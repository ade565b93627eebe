"""Photos as records: what 定稿 writes of them, of shapes on them, and of the phones' clocks."""

from __future__ import annotations

from collections.abc import Iterator

from inspector.actions.pen import Pen
from inspector.domain.ids import Digest, VisitUid
from inspector.domain.marks import Marks, marks_fields
from inspector.domain.record import Record
from inspector.domain.slate import clock_fields
from inspector.domain.visit_record import photo_fields
from inspector.store.unit import UnitOfWork


def write_photos(pen: Pen, unit: UnitOfWork, uid: VisitUid) -> Iterator[Record]:
    """Write what is not yet on record of the photos of a visit, and yield every record of theirs.

    Shapes that were taken away since an earlier 定稿 become a revision without any.
    """
    for evidence in unit.evidence.of_visit(uid):
        yield pen.write("photo", photo_uid(uid, evidence.digest), photo_fields(evidence))
    named = {evidence.digest for evidence in unit.evidence.of_visit(uid)}
    marks = {one.photo: one for one in unit.photo_marks.of_visit(uid) if one.photo in named}
    for photo in sorted(named):
        part = f"{photo_uid(uid, photo)}/marks"
        if photo in marks or unit.records.heads_of(part):
            shapes = marks.get(photo, Marks(photo=photo))
            yield pen.write("marks", part, marks_fields(shapes))
    for clock in unit.phone_clocks.of_visit(uid):
        yield pen.write("slate", f"{uid}/slate/{clock.key}", clock_fields(clock))


def photo_uid(uid: VisitUid, photo: Digest) -> str:
    """Return the uid of a photo's record."""
    return f"{uid}/photo/{photo}"
