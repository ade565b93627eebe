"""Annotate 圈画: shapes on a photo, a turn, and parts of it covered for good.

Arrows, circles and a turn stay beside the picture and are drawn where it is shown. A cover is
another matter: a face must not travel. So the covered picture is a picture of its own, made in
the decode process; it hangs on the item, travels and prints. The uncovered one stays in this
laptop's vault under its own digest, and is named by nothing that is handed in; both name the same
camera's file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from inspector.actions.checking_photos import picture_of
from inspector.actions.desk import Desk
from inspector.actions.placing import make_room
from inspector.actions.scoring import OpenVisit
from inspector.domain.canonical import Tree
from inspector.domain.errors import InspectorError
from inspector.domain.ids import Digest, VisitUid
from inspector.domain.marks import MOST, Marks, Shape, ShapeKind, shape_fields
from inspector.domain.progress import Ticket
from inspector.domain.roll import RollPhoto
from inspector.domain.slate import corrected, phone_key
from inspector.domain.visit import EMPTY
from inspector.media.intake import digest_of, drawn_on
from inspector.platform.durable import write_durably
from inspector.store.unit import Reading, UnitOfWork


class TooManyShapes(InspectorError):
    """More shapes than a photo may bear."""

    code: ClassVar[str] = "M121"
    what: ClassVar[str] = "一张照片最多画 {most} 处，没有保存。"
    next_step: ClassVar[str] = "去掉几处，再保存；要说明的写进备注。"


def mark(
    desk: Desk, visit: OpenVisit, photo: Digest, shapes: Sequence[Shape], turn: int = 0
) -> Digest:
    """Keep shapes on a photo, and its turn; return the picture that stands for it from now on.

    Whoever shows the photo hangs the returned one in its place and then calls :func:`drop`.

    Raises:
        TooManyShapes: Nothing was changed.
        VisitSealed: The visit was sealed.
        PhotoMissing, PhotoDamaged, DecoderShut, DiskFull: Nothing was changed.
    """
    if len(shapes) > MOST:
        raise TooManyShapes(most=MOST)
    with desk.store.reading() as reading:
        roll = {one.digest: one for one in reading.rolls.of_visit(visit.uid)}
        evidence = {one.digest: one for one in reading.evidence.of_visit(visit.uid)}
    now = roll.get(photo) or RollPhoto(evidence=evidence[photo])
    base = roll[now.bare] if now.bare is not None else now
    covers = [shape for shape in shapes if shape.kind is ShapeKind.COVER]
    stands = _covered(desk, base, covers) if covers else base
    with desk.store.unit() as unit:
        unit.rolls.add(visit.uid, [base, replace(stands, aside=now.aside)])
        _put(unit, visit, photo, Marks(photo=stands.digest, shapes=tuple(shapes), turn=turn))
        unit.commit()
    return stands.digest


def marks_of_visit(desk: Desk, visit: OpenVisit) -> dict[Digest, Marks]:
    """Return what stands on the photos of a visit."""
    with desk.store.reading() as reading:
        return {one.photo: one for one in reading.photo_marks.of_visit(visit.uid)}


def marks_on(desk: Desk, photo: Digest) -> Marks:
    """Return what stands on one photo, for a list that does not know its visit."""
    with desk.store.reading() as reading:
        return reading.photo_marks.on(photo)


def _put(unit: UnitOfWork, visit: OpenVisit, photo: Digest, marks: Marks) -> None:
    gone = [] if marks.photo == photo else [Marks(photo=photo)]
    unit.photo_marks.put(visit.uid, [marks, *gone])


def drop(desk: Desk, visit: OpenVisit, photo: Digest) -> None:
    """Forget a covered picture that another stands for; an uncovered one is never forgotten."""
    with desk.store.unit() as unit:
        covered = {one.digest for one in unit.rolls.of_visit(visit.uid) if one.bare is not None}
        if photo in covered:
            unit.rolls.remove(visit.uid, photo)
            unit.commit()


def _covered(desk: Desk, base: RollPhoto, covers: Sequence[Shape]) -> RollPhoto:
    """Make the covered picture, in the vault before anything names it."""
    made = drawn_on(
        desk.vault.get(base.digest),
        [shape_fields(shape) for shape in covers],
        name=base.evidence.source_name,
    )
    covered = digest_of(made.picture)
    desk.vault.put(made.picture, covered)
    desk.vault.put_thumbnail(made.thumbnail, covered)
    return RollPhoto(
        evidence=replace(
            base.evidence,
            digest=covered,
            media="image/jpeg",
            size=len(made.picture),
            width=made.width,
            height=made.height,
        ),
        bare=base.digest,
    )


def shown_picture(
    reading: Reading, desk: Desk, uid: VisitUid, photo: Digest, long_edge: int
) -> bytes:
    """Return a photo for paper, upright, with its arrows and circles; covers are in its pixels.

    Raises:
        PhotoRefused, PhotoMissing, PhotoDamaged, DecoderShut: As ``checking_photos.picture_of``.
    """
    picture = picture_of(reading, desk, photo, long_edge)
    marks = next((one for one in reading.photo_marks.of_visit(uid) if one.photo == photo), None)
    drawn, turn = (_drawn(marks.shapes), marks.turn) if marks is not None else ([], 0)
    return drawn_on(picture, drawn, turn=turn).picture if drawn or turn else picture


def _drawn(shapes: Sequence[Shape]) -> list[dict[str, Tree]]:
    return [shape_fields(one) for one in shapes if one.kind is not ShapeKind.COVER]


def export_photos(
    desk: Desk, visit: OpenVisit, folder: Path, ticket: Ticket | None = None
) -> tuple[Path, ...]:
    """Write the photos of all items as JPEGs with a caption burned in below; the vault's stay.

    The caption says place, item, corrected time and team. Stopped in the middle, what was written
    is whole.

    Raises:
        PhotoMissing, PhotoDamaged, DecoderShut: The photos before it were written.
        DiskFull, FolderReadOnly: The same.
    """
    with desk.store.reading() as reading:
        counted = reading.visits.items(visit.uid)
        evidence = {one.digest: one for one in reading.evidence.of_visit(visit.uid)}
        clocks = {clock.key: clock for clock in reading.phone_clocks.of_visit(visit.uid)}
        marks = {one.photo: one for one in reading.photo_marks.of_visit(visit.uid)}
    hung = [
        (item, at, evidence[photo])
        for item in visit.rubric.items()
        for at, photo in enumerate(counted.get(item.code, EMPTY).photos, 1)
        if photo in evidence
    ]
    make_room(folder)
    written: list[Path] = []
    for done, (item, at, one) in enumerate(hung, 1):
        taken = corrected(one.taken_at, clocks.get(phone_key(one.camera)))
        when = f"{taken:%Y-%m-%d %H:%M:%S}" if taken is not None else "没有拍摄时间"
        caption = [f"{visit.place}　{item.code} {item.title}", f"{when}　{visit.team.id} 组"]
        on = marks.get(one.digest, Marks(photo=one.digest))
        picture = desk.vault.get(one.digest)
        made = drawn_on(picture, _drawn(on.shapes), caption, turn=on.turn, name=one.source_name)
        path = folder / f"{visit.line.site.name}_{item.code}_{at:02}.jpg"
        write_durably(path, made.picture)
        written.append(path)
        if ticket is not None:
            ticket.step(done, len(hung), path.name)
    return tuple(written)
