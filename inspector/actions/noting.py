"""Note in the store that a package went out or came in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from inspector.exchange.header import HeaderFacts
from inspector.store.events import Event
from inspector.store.packages import Direction, PackageLine
from inspector.store.unit import UnitOfWork

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
