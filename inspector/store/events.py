"""Who did what, for later questions."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import insert, select

from inspector.store.rows import Rows
from inspector.store.schema import EventRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that was done; ``subject`` names what it was done to."""

    at: datetime
    actor: str
    kind: str
    subject: str = ""
    detail: str = ""


class Events:
    """Events of the store; they only grow."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def add(self, event: Event) -> None:
        """Note an event for ever."""
        self._rows.write(insert(EventRow), asdict(event) | {"at": event.at.isoformat()})

    def latest(self, limit: int = 200) -> tuple[Event, ...]:
        """Return the newest events, newest first."""
        found = self._rows.read(
            select(EventRow.at, EventRow.actor, EventRow.kind, EventRow.subject, EventRow.detail)
            .order_by(EventRow.seq.desc())
            .limit(limit)
        )
        return tuple(
            Event(
                at=datetime.fromisoformat(at),
                actor=actor,
                kind=kind,
                subject=subject,
                detail=detail,
            )
            for at, actor, kind, subject, detail in found
        )
