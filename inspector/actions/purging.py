"""清理: give up photos on a laptop that the office has in its vault, against a signed receipt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from inspector.actions import keys
from inspector.actions.acknowledging import latest_of
from inspector.actions.desk import Desk
from inspector.domain.ids import Digest, TeamId
from inspector.domain.progress import Ticket
from inspector.domain.visit import VisitState
from inspector.media.vault import Shape
from inspector.store.carried import Purged
from inspector.store.events import Event
from inspector.store.unit import Reading

BATCH = 200
"""Photos that are noted in one transaction before their files go."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Purgeable:
    """What could be given up now."""

    photos: tuple[Digest, ...]
    size: int
    """Bytes of the pictures."""
    receipt: str
    """The id of the receipt that allows it, or empty where none has come."""
    kept: int
    """Photos of sealed sites that stay: not acknowledged, or needed by an open site."""


def purgeable(desk: Desk) -> Purgeable:
    """Say which photos the latest signed receipt allows to give up.

    A photo may go if every visit that names it is sealed and acknowledged to the last record, and
    the office says that it holds that photo. What was read out on the telephone allows nothing.
    """
    with desk.store.reading() as reading:
        return _purgeable(reading, desk)


def _purgeable(reading: Reading, desk: Desk) -> Purgeable:
    held = latest_of(reading)
    team = TeamId(reading.meta.get(keys.TEAM) or "")
    sizes: dict[Digest, int] = {}
    needed: set[Digest] = set()
    for line in reading.visits.lines(team=team):
        photos = reading.evidence.of_visit(line.uid)
        rids = {record.rid for record in reading.records.of_visit(line.uid)}
        sealed = line.state is VisitState.SEALED
        if sealed:
            sizes |= {one.digest: one.size for one in photos}
        if not sealed or held is None or not rids <= held.covered.rids:
            needed |= {one.digest for one in photos}
    there = frozenset(held.receipt.held) if held else frozenset()
    here = [one for one in sizes if desk.vault.has(one)]
    may = tuple(one for one in here if one in there and one not in needed)
    return Purgeable(
        photos=may,
        size=sum(sizes[one] for one in may),
        receipt=held.id if held else "",
        kept=len(here) - len(may),
    )


def purge(desk: Desk, *, ticket: Ticket | None = None) -> Purgeable:
    """Give up every photo that may go, and return what went; small pictures for lists stay.

    Photos are noted before their files go. Killed between, a photo is noted and still here: it is
    as good as any other, and goes the next time.

    Raises:
        DiskFull, FolderReadOnly, FileUnreadable: The disk refused; what went before stays gone.
        Cancelled: By the ticket; what went before stays gone.
    """
    ticket = ticket or Ticket()
    with desk.store.reading() as reading:
        going = _purgeable(reading, desk)
    for begin in range(0, len(going.photos), BATCH):
        photos = going.photos[begin : begin + BATCH]
        _note(desk, photos, going.receipt)
        for one in photos:
            desk.vault.discard(one, but=Shape.THUMBNAIL)
        ticket.step(begin + len(photos), len(going.photos), "清理照片")
    return going


def _note(desk: Desk, photos: Sequence[Digest], receipt: str) -> None:
    now = desk.clock()
    with desk.store.unit() as unit:
        unit.purged.add([Purged(digest=one, receipt=receipt, at=now) for one in photos])
        unit.events.add(
            Event(
                at=now,
                actor=unit.meta.get(keys.RECORDER) or "",
                kind="purge",
                subject=receipt,
                detail=str(len(photos)),
            )
        )
        unit.commit()
