"""Phones of a visit: those of one model told apart, and whose a picture is where nothing tells."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from inspector.actions.desk import Desk
from inspector.actions.scoring import OpenVisit
from inspector.domain.ids import Digest
from inspector.domain.phones import Trace, model_of, signs_of, told_apart
from inspector.domain.slate import How, PhoneClock
from inspector.store.unit import UnitOfWork

BY_SLATE = (How.QR, How.TYPED)


def tell_apart(unit: UnitOfWork, visit: OpenVisit, coming: Sequence[Trace]) -> list[str]:
    """Return the cameras of pictures that come into a visit.

    Where a model turns out to be two phones, the clock that was known gets its sign, and the
    pictures that are there already go to the phone of which they surely are, or to none.
    """
    clocks = unit.phone_clocks.of_visit(visit.uid)
    known = {clock.camera: _told(clock, visit) for clock in clocks if clock.how in BY_SLATE}
    earlier = [clock.camera for clock in unit.phone_clocks.last_known().values()]
    shared = {
        model_of(camera) for camera in earlier if camera in signs_of(earlier, model_of(camera))
    }
    roll = unit.rolls.of_visit(visit.uid)
    there = [Trace(camera=one.evidence.camera, name=one.evidence.source_name) for one in roll]
    told, renamed = told_apart(coming, there, known, shared)
    if not renamed:
        return told
    unit.phone_clocks.replace(
        visit.uid,
        [replace(one, camera=renamed.get(one.camera, one.camera)) for one in clocks],
    )
    known = {renamed.get(camera, camera): about for camera, about in known.items()}
    known |= {
        camera: (one.seat, one.offset)
        for camera, one in zip(told, coming, strict=True)
        if one.offset is not None
    }
    sure = [replace(one, camera=camera) for one, camera in zip(coming, told, strict=True)]
    again, _renamed = told_apart(there, sure, known, shared)
    for camera in set(again) - {one.camera for one in there}:
        photos = [one.digest for one, now in zip(roll, again, strict=True) if now == camera]
        unit.rolls.name_camera(visit.uid, photos, camera)
    return told


def _told(clock: PhoneClock, visit: OpenVisit) -> tuple[int, int]:
    people = [person.id for person in visit.people]
    seat = people.index(clock.owner) + 1 if clock.owner in people else 0
    return seat, clock.offset


def name_phone(desk: Desk, visit: OpenVisit, photos: Collection[Digest], camera: str) -> None:
    """Say which of several phones of one model took photos.

    Raises:
        VisitSealed: The visit was sealed.
    """
    with desk.store.unit() as unit:
        unit.rolls.name_camera(visit.uid, photos, camera)
        unit.commit()
