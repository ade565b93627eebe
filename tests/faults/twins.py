"""The same program with one thing done wrong: a rig that does not find it proves nothing."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from inspector.actions import acknowledging, keeping, printing, projecting, receiving
from inspector.actions.backup_home import COMPLETE, snapshots_in
from inspector.actions.backup_photos import bring
from inspector.actions.desk import Desk
from inspector.actions.papers import writing
from inspector.actions.receiving import Prepared, TakenIn
from inspector.actions.trusting import trust_of
from inspector.domain.errors import InspectorError
from inspector.domain.ids import Rid, VisitUid
from inspector.domain.progress import Ticket
from inspector.domain.record import Record
from inspector.domain.visit_record import RecordedVisit, recorded_visit
from inspector.exchange import read_package, write_package
from inspector.media.vault import Vault
from inspector.platform import durable
from inspector.sheets import document
from inspector.store import engine
from inspector.store.records import Records
from tests.faults import works


def spoil(place: object, name: str, fault: object) -> None:
    """Put ``fault`` in the place of what a module calls ``name``, which must be there."""
    assert hasattr(place, name), name
    setattr(place, name, fault)


def sound() -> None:
    """Nothing is wrong."""


def normal() -> None:
    """synchronous=NORMAL, as many guides advise."""
    right = engine.connect

    def connect(path: Path, key: bytes, *, read_only: bool = False) -> engine.RawConnection:
        raw = right(path, key, read_only=read_only)
        raw.execute("PRAGMA synchronous = NORMAL")
        return raw

    spoil(engine, "connect", connect)


def no_fsync() -> None:
    """Photos, packages and backups are written and never synced."""
    spoil(os, "fsync", lambda _handle: None)


def no_folder_sync() -> None:
    """The content is synced, the name is not."""
    right = os.fsync

    def fsync(handle: int) -> None:
        if not stat.S_ISDIR(os.fstat(handle).st_mode):
            right(handle)

    spoil(os, "fsync", fsync)


def hasty() -> None:
    """Acknowledge before saving."""

    def put(save: Callable[[], None], acknowledge: Callable[[], None]) -> None:
        acknowledge()
        save()

    spoil(works, "put", put)


def two_transactions() -> None:
    """Records of a package in one transaction, its tables in the next."""
    right = receiving.accept

    def accept(desk: Desk, prepared: Prepared) -> TakenIn:
        contents = prepared.contents
        with desk.store.unit() as unit:
            unit.records.add(contents.records, contents.head.package_id)
            unit.commit()
        return right(desk, prepared)

    spoil(receiving, "accept", accept)


def final_name() -> None:
    """A package is written under its final name at once."""

    @contextmanager
    def straight(path: Path) -> Iterator[BinaryIO]:
        with path.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        durable.sync_folder(path.parent)

    spoil(write_package, "durable", straight)


def early_complete() -> None:
    """A backup calls itself complete before its photos are there."""
    whole = bring

    def copy(source: Vault, target: Vault, ticket: Ticket) -> object:
        newest = max(one.path for one in snapshots_in(target.root.parent))
        durable.write_durably(newest / COMPLETE, b'{"records": 1, "photos": 3}')
        return whole(source, target, ticket)

    spoil(keeping, "bring", copy)


def deaf() -> None:
    """A sync that fails is taken for done."""
    right = os.fsync

    def fsync(handle: int) -> None:
        with suppress(OSError):
            right(handle)

    spoil(os, "fsync", fsync)


def careless() -> None:
    """A file that cannot be written is let go: log it and go on."""

    def write_durably(path: Path, content: bytes) -> None:
        with suppress(InspectorError):
            durable_write(path, content)

    durable_write = durable.write_durably
    spoil(printing, "write_durably", write_durably)
    spoil(writing, "write_durably", write_durably)
    spoil(document, "write_durably", write_durably)


def unsigned() -> None:
    """Nobody looks whether the signature fits."""
    spoil(read_package, "signature_holds", lambda *_signed: True)


def hopeful() -> None:
    """A package counts as received when its header could be read."""

    def take(desk: Desk, file: Path) -> None:
        with desk.store.reading() as reading:
            read_package.look(file, trust_of(reading))

    spoil(acknowledging, "take_receipt", take)


def last_writer_wins() -> None:
    """Of two laptops that differ, the one whose package came last is right."""
    arrived: dict[Rid, int] = {}
    right, add = recorded_visit, Records.add

    def adding(self: Records, records: Sequence[Record], package: str = "") -> frozenset[Rid]:
        arrived.update((one.rid, len(arrived) + at) for at, one in enumerate(records))
        return add(self, records, package)

    def recorded(uid: VisitUid, records: Sequence[Record]) -> RecordedVisit:
        last = {one.uid: one for one in sorted(records, key=lambda one: arrived.get(one.rid, -1))}
        return right(uid, list(last.values()))

    spoil(Records, "add", adding)
    spoil(projecting, "recorded_visit", recorded)


TWINS: dict[str, Callable[[], None]] = {
    twin.__name__: twin
    for twin in (
        *(sound, normal, no_fsync, no_folder_sync, hasty),
        *(two_transactions, final_name, early_complete, deaf, careless),
        *(unsigned, hopeful, last_writer_wins),
    )
}
