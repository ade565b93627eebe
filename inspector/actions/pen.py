"""The pen: writes records into the chain of this folder's own stream."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from inspector.actions import keys
from inspector.domain.canonical import Tree
from inspector.domain.errors import InspectorError
from inspector.domain.ids import PersonId, Rid
from inspector.domain.record import Record, Stamp, mint
from inspector.domain.revision import content
from inspector.exchange.record_lines import RecordTooLong, write_lines
from inspector.platform.clock import Clock
from inspector.store.unit import UnitOfWork


class TooMuchText(InspectorError):
    """A record would be longer than any package may carry."""

    code: ClassVar[str] = "S205"
    what: ClassVar[str] = "这一处写得太长（{size:,} 字节），交包时装不下，没有保存。"
    next_step: ClassVar[str] = "请把备注、原因或意见缩短到两万字以内，再存一次。"


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
        """Add a revision of ``uid`` that replaces its heads; an equal head stays instead.

        Raises:
            TooMuchText: No package could carry it. Found out now: records are kept for ever, so
                one of them in the chain would keep every later package back.
        """
        found = self._unit.records.heads_of(uid)
        record = mint(kind, uid, fields, stamp=self._stamp(), parents=_rids(found))
        if len(found) == 1 and content(found[0]) == content(record):
            return found[0]
        try:
            write_lines([record.tree])
        except RecordTooLong as error:
            raise TooMuchText(size=error.facts["size"]) from error
        self._unit.records.add([record])
        self._n, self._prev = record.n, record.rid
        return record

    def _stamp(self) -> Stamp:
        return Stamp(
            device=self._stream, n=self._n + 1, prev=self._prev, by=self._by, at=self._clock()
        )


def _rids(records: tuple[Record, ...]) -> tuple[Rid, ...]:
    return tuple(record.rid for record in records)
