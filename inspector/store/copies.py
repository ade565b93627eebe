"""Looking into a copy of a store, without changing one byte of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from inspector.domain.ids import Digest
from inspector.store.backup import check_file
from inspector.store.engine import StoreDamaged, copy_reader, explaining_store, keyed
from inspector.store.saves import SAVES
from inspector.store.store import HEAD, revision
from inspector.store.unit import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What a copy holds."""

    records: int
    digest: Digest
    """Of all its records."""
    photos: frozenset[Digest]
    """Pictures that it names."""
    sources: frozenset[Digest]
    """Camera's files of those."""
    saves: int
    """The number of the last save in it."""


def held_in(path: Path, key: bytes) -> Held | None:
    """Return what a closed copy holds; None if an older program wrote it.

    Raises:
        DiskFull, FolderReadOnly, FileUnreadable, StoreDamaged: It cannot be read.
    """
    if revision(path, key) != HEAD:
        return None
    with _looking(path, key) as reading:
        return held(reading)


def held(reading: Reading) -> Held:
    """Return what a store holds."""
    photos = reading.evidence.digests() | reading.carried.digests() | reading.rolls.digests()
    return Held(
        records=reading.records.count(),
        digest=reading.records.digest(),
        photos=photos,
        sources=reading.evidence.sources() | reading.rolls.sources(),
        saves=int(reading.meta.get(SAVES) or 0),
    )


def check_copy(path: Path, key: bytes) -> None:
    """Read a closed copy through.

    Raises:
        FileUnreadable, StoreDamaged: It is not sound.
    """
    with explaining_store(path):
        raw = keyed(path, key)
        try:
            if check_file(raw, thorough=True):
                raise StoreDamaged(path=path)
        finally:
            raw.close()


@contextmanager
def _looking(path: Path, key: bytes) -> Iterator[Reading]:
    engine = copy_reader(path, key)
    try:
        with Reading(engine, path) as reading:
            yield reading
    finally:
        engine.dispose()
