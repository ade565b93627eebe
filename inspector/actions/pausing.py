"""暂停本村: leave a visit for another place; nothing of it is lost.

That a team was interrupted is its own affair: it stands on its lists, and in what was done when.
"""

from __future__ import annotations

from inspector.actions.desk import Desk
from inspector.actions.scoring import recorder_of
from inspector.domain.ids import VisitUid
from inspector.store.events import Event


def pause(desk: Desk, uid: VisitUid, reason: str = "") -> None:
    """Mark a visit as interrupted, with or without a reason."""
    _note(desk, uid, reason.strip(), "pause")


def resume(desk: Desk, uid: VisitUid) -> bool:
    """Go on with a visit; return whether it was interrupted."""
    with desk.store.reading() as reading:
        head = reading.visits.one(uid)
    if head is None or head.paused is None:
        return False
    _note(desk, uid, None, "resume")
    return True


def _note(desk: Desk, uid: VisitUid, reason: str | None, kind: str) -> None:
    with desk.store.unit() as unit:
        unit.visits.pause(uid, reason)
        by = recorder_of(unit)
        event = Event(at=desk.clock(), actor=by, kind=kind, subject=uid, detail=reason or "")
        unit.events.add(event)
        unit.commit()
