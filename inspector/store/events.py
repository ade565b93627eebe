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

    def of_kind(self, kind: str, limit: int = 500) -> tuple[Event, ...]:
        """Return the newest events of one kind, newest first."""
        return self._newest(limit, kind)

    def latest(self, limit: int = 200) -> tuple[Event, ...]:
        """Return the newest events, newest first."""
        return self._newest(limit)

    def _newest(self, limit: int, kind: str | None = None) -> tuple[Event, ...]:
        query = select(
            EventRow.at, EventRow.actor, EventRow.kind, EventRow.subject, EventRow.detail
        )
        if kind is not None:
            query = query.where(EventRow.kind == kind)
        found = self._rows.read(query.order_by(EventRow.seq.desc()).limit(limit))
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
