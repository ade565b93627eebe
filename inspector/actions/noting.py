"""Note in the store that a package went out or came in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from inspector.actions import keys
from inspector.actions.desk import Desk
from inspector.domain.ids import Rid
from inspector.exchange.header import HeaderFacts
from inspector.store.events import Event
from inspector.store.packages import Direction, PackageLine
from inspector.store.unit import UnitOfWork

SEQ = "seq/"
"""Prefix of where the highest number given to a package of a stream is kept."""

EVENTS = {Direction.OUT: "send", Direction.IN: "take"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A package on its way; ``size`` in bytes, ``name`` the file's name without folder."""

    facts: HeaderFacts
    direction: Direction
    package_id: str
    name: str
    size: int
    records: int
    objects: int
    frame: str
    """The signed lines and the header, as they stand in the file."""
    rids: Sequence[Rid] = ()
    """The revisions it carries, in its order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a package stands in its stream."""

    stream: str
    seq: int
    prev: str
    """The id of the stream's package before it, as far as one was noted."""


def reserve(desk: Desk, count: int = 1) -> Place:
    """Give ``count`` numbers of this folder's stream away, for ever; return the first place.

    It is committed before the package is written: a program that dies between writing and noting
    must not give the number to another package, which would look like a cloned laptop.

    Raises:
        DiskFull, FolderReadOnly, StoreBusy: No number was given away.
    """
    with desk.store.unit() as unit:
        stream = unit.meta.get(keys.STREAM) or ""
        given = int(unit.meta.get(SEQ + stream) or 0)
        first = max(given, unit.packages.last_seq(stream)) + 1
        unit.meta.put(SEQ + stream, str(first + count - 1))
        place = Place(stream=stream, seq=first, prev=unit.packages.last_id(stream))
        unit.commit()
    return place


def note_package(unit: UnitOfWork, passage: Passage, *, at: datetime, actor: str = "") -> None:
    """Keep a package and the event, inside a unit that the caller commits."""
    facts = passage.facts
    unit.packages.add(
        PackageLine(
            id=passage.package_id,
            direction=passage.direction,
            kind=str(facts.kind),
            stream=facts.stream,
            seq=facts.seq,
            device=facts.device,
            team=facts.team,
            round=facts.round,
            name=passage.name,
            records=passage.records,
            objects=passage.objects,
            size=passage.size,
            at=at,
            frame=passage.frame,
            rids="".join(passage.rids),
            claimed_at=facts.claimed_at,
        )
    )
    unit.events.add(
        Event(
            at=at,
            actor=actor,
            kind=EVENTS[passage.direction],
            subject=passage.name,
            detail=passage.package_id,
        )
    )
