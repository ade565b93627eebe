"""Records: kept for ever, joined as a set, never updated."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import ColumnElement, Select, exists, func, literal_column, select

from inspector.domain.ids import Digest, Rid, VisitUid
from inspector.domain.receipt import Link
from inspector.domain.record import RID_PREFIX, Record
from inspector.store.rows import Rows
from inspector.store.schema import RecordParentRow, RecordRow

_COLUMNS = ("rid", "stream", "n", "prev", "type", "uid", "visit", "package", "text")
_ADD = (
    f"INSERT OR IGNORE INTO record ({', '.join(_COLUMNS)}) "  # noqa: S608 - our own names
    f"VALUES ({', '.join('?' * len(_COLUMNS))})"
)
_ADD_PARENT = "INSERT OR IGNORE INTO record_parent (rid, parent) VALUES (?, ?)"


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamLine:
    """What is here of one stream."""

    stream: str
    n: int
    """The highest counter here."""
    rid: Rid
    """The record that bears it; of a fork, the smallest rid."""
    unbroken: int
    """The highest counter up to which none is missing from 1, 0 if 1 is."""
    records: int


class Records:
    """Records of the store."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def add(self, records: Sequence[Record], package: str = "") -> frozenset[Rid]:
        """Join records to those that are here; return the rids that are new.

        ``package`` says which package brought them; empty for our own.

        Raises:
            ValueError: A record's rid is not that of its content; nothing was written.
        """
        texts = {record.rid: _text(record) for record in records}
        new = texts.keys() - self.known(texts.keys())
        first: dict[Rid, Record] = {}
        for record in records:
            if record.rid in new:
                first.setdefault(record.rid, record)
        self._rows.write_many(
            _ADD, [_values(record, package, texts[record.rid]) for record in first.values()]
        )
        self._rows.write_many(
            _ADD_PARENT,
            [(record.rid, parent) for record in first.values() for parent in record.parents],
        )
        return frozenset(first)

    def known(self, rids: Iterable[Rid]) -> frozenset[Rid]:
        """Return those of ``rids`` that are here."""
        listed = func.json_each(json.dumps(list(rids))).table_valued("value")
        found = self._rows.read(
            select(RecordRow.rid).where(RecordRow.rid.in_(select(listed.c.value)))
        )
        return frozenset(Rid(rid) for (rid,) in found)

    def one(self, rid: Rid) -> Record | None:
        """Return one record, or None."""
        return next(iter(self._read(_records().where(RecordRow.rid == rid))), None)

    def of_visit(self, uid: VisitUid) -> tuple[Record, ...]:
        """Return every record of a visit, oldest arrival first."""
        return self._read(_records().where(RecordRow.visit == uid))

    def visits_of_package(self, package: str = "") -> frozenset[VisitUid]:
        """Return the visits of which a package brought records; without one, our own did."""
        query = select(RecordRow.visit).where(RecordRow.package == package).distinct()
        return frozenset(VisitUid(visit) for (visit,) in self._rows.read(query))

    def of_package(self, package: str) -> tuple[Record, ...]:
        """Return the records that a package brought first."""
        return self._read(_records().where(RecordRow.package == package))

    def heads(self, uid: VisitUid) -> dict[str, tuple[Record, ...]]:
        """Return the revisions of a visit that nobody replaces, by uid of the revised thing.

        Those of one thing come by rid, as everywhere: no order of arrival shows.
        """
        return self._grouped(RecordRow.visit == uid)

    def heads_of(self, uid: str) -> tuple[Record, ...]:
        """Return the revisions of one thing, such as an item, that nobody replaces."""
        return self._grouped(RecordRow.uid == uid).get(uid, ())

    def _grouped(self, condition: ColumnElement[bool]) -> dict[str, tuple[Record, ...]]:
        later = RecordRow.__table__.alias().c
        replaced = exists().where(  # only a revision of the same thing replaces: parents are claims
            RecordParentRow.parent == RecordRow.rid,
            later.rid == RecordParentRow.rid,
            later.uid == RecordRow.uid,
        )
        grouped: dict[str, tuple[Record, ...]] = {}
        query = _records().where(condition, ~replaced).order_by(None).order_by(RecordRow.rid)
        for record in self._read(query):
            grouped[record.uid] = (*grouped.get(record.uid, ()), record)
        return grouped

    def links(self, visits: Iterable[VisitUid] | None = None) -> tuple[Link, ...]:
        """Return each record's place in its stream, of some visits or of all."""
        query = select(RecordRow.stream, RecordRow.n, RecordRow.rid)
        if visits is not None:
            listed = func.json_each(json.dumps(list(visits))).table_valued("value")
            query = query.where(RecordRow.visit.in_(select(listed.c.value)))
        found = self._rows.read(query.order_by(RecordRow.stream, RecordRow.n, RecordRow.rid))
        return tuple(Link(stream=stream, n=n, rid=Rid(rid)) for stream, n, rid in found)

    def stream_head(self, stream: str) -> tuple[int, Rid] | None:
        """Return the highest counter of a stream and its record's rid, or None if it is empty."""
        found = self._rows.read(
            select(RecordRow.n, RecordRow.rid)
            .where(RecordRow.stream == stream)
            .order_by(RecordRow.n.desc(), RecordRow.rid)
            .limit(1)
        )
        return (found[0][0], Rid(found[0][1])) if found else None

    def all_after(self, stream: str, n: int = 0) -> tuple[Record, ...]:
        """Return the records of a stream whose counter is above ``n``, in its order."""
        query = _records(in_stream=True).where(RecordRow.stream == stream, RecordRow.n > n)
        return self._read(query)

    def streams(self) -> tuple[StreamLine, ...]:
        """Return what is here of every stream, for receipts."""
        lines: list[StreamLine] = []
        for stream, counters in self._counters().items():
            numbers = [n for n, _count, _rid in counters]
            n, _count, rid = counters[-1]
            lines.append(
                StreamLine(
                    stream=stream,
                    n=n,
                    rid=rid,
                    unbroken=_unbroken(numbers),
                    records=sum(count for _n, count, _rid in counters),
                )
            )
        return tuple(lines)

    def forks(self) -> tuple[tuple[str, int], ...]:
        """Return each (stream, n) that two different records bear: a cloned laptop."""
        return tuple(
            (stream, n)
            for stream, counters in self._counters().items()
            for n, count, _rid in counters
            if count > 1
        )

    def _counters(self) -> dict[str, list[tuple[int, int, Rid]]]:
        """Return each counter, how many records bear it and the smallest rid, by stream."""
        counters: dict[str, list[tuple[int, int, Rid]]] = {}
        for stream, n, count, rid in self._rows.read(
            select(RecordRow.stream, RecordRow.n, func.count(), func.min(RecordRow.rid))
            .group_by(RecordRow.stream, RecordRow.n)
            .order_by(RecordRow.stream, RecordRow.n)
        ):
            counters.setdefault(stream, []).append((n, count, Rid(rid)))
        return counters

    def visits(self) -> tuple[VisitUid, ...]:
        """Return every visit that some record speaks of."""
        found = self._rows.read(select(RecordRow.visit).distinct().order_by(RecordRow.visit))
        return tuple(VisitUid(uid) for (uid,) in found)

    def count(self) -> int:
        """Return how many records there are."""
        return self._rows.read(select(func.count()).select_from(RecordRow))[0][0]

    def digest(self) -> Digest:
        """Return one digest of the whole set, whatever the order in which it came."""
        digest = sha256()
        for (rid,) in self._rows.read(select(RecordRow.rid).order_by(RecordRow.rid)):
            digest.update(bytes.fromhex(rid))
        return Digest(digest.hexdigest())

    def _read(self, query: Select[str, str]) -> tuple[Record, ...]:
        return tuple(
            Record(rid=Rid(rid), tree=json.loads(text)) for rid, text in self._rows.read(query)
        )


def _records(*, in_stream: bool = False) -> Select[str, str]:
    arrival: ColumnElement[int] = literal_column("record.rowid")
    query = select(RecordRow.rid, RecordRow.text)
    return query.order_by(RecordRow.n, arrival) if in_stream else query.order_by(arrival)


def _unbroken(numbers: Sequence[int]) -> int:
    """Return how far ``numbers``, ascending, count up from 1 without a gap."""
    return sum(n == place for place, n in enumerate(numbers, 1))


def visit_of(uid: str) -> VisitUid:
    """Return the visit that a record's uid belongs to: its first five parts."""
    return VisitUid("/".join(uid.split("/")[:5]))


def _text(record: Record) -> str:
    """Write a record canonically; equal to ``domain.canonical``, which its rid has been through."""
    text = json.dumps(dict(record.tree), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    if sha256(RID_PREFIX + text.encode()).hexdigest() != record.rid:
        raise ValueError(f"record {record.rid} has other content")
    return text


def _values(record: Record, package: str, text: str) -> tuple[str | int, ...]:
    tree = record.tree
    return (
        record.rid,
        str(tree["dev"]),
        record.n,
        str(tree["prev"]),
        record.type,
        record.uid,
        visit_of(record.uid),
        package,
        text,
    )
