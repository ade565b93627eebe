"""The pen: writes records into the chain of this folder's own stream."""

from __future__ import annotations

from collections.abc import Mapping

from inspector.actions import keys
from inspector.domain.canonical import Tree
from inspector.domain.ids import PersonId, Rid
from inspector.domain.record import Record, Stamp, mint
from inspector.domain.revision import content
from inspector.platform.clock import Clock
from inspector.store.unit import UnitOfWork


class Pen:
    """Mints records inside one unit of work; who leaves the unit without commit wrote nothing."""

    def __init__(self, unit: UnitOfWork, *, by: PersonId, clock: Clock) -> None:
        self._unit = unit
        self._by = by
        self._clock = clock
        self._stream = unit.meta.get(keys.STREAM) or ""
        head = unit.records.stream_head(self._stream)
        self._n = head[0] if head is not None else 0
        self._prev: Rid | None = head[1] if head is not None else None

    def write(self, kind: str, uid: str, fields: Mapping[str, Tree]) -> Record:
        """Add a revision of ``uid`` that replaces its heads; an equal head stays instead."""
        found = self._unit.records.heads_of(uid)
        record = mint(kind, uid, fields, stamp=self._stamp(), parents=_rids(found))
        if len(found) == 1 and content(found[0]) == content(record):
            return found[0]
        self._unit.records.add([record])
        self._n, self._prev = record.n, record.rid
        return record

    def _stamp(self) -> Stamp:
        return Stamp(
            device=self._stream, n=self._n + 1, prev=self._prev, by=self._by, at=self._clock()
        )


def _rids(records: tuple[Record, ...]) -> tuple[Rid, ...]:
    return tuple(record.rid for record in records)
