"""Opening the store."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Self

import inspector
from inspector.domain.courtesy import COURTESY
from inspector.platform.durable import explaining, part_of, replace, sync_folder
from inspector.platform.latch import Latch
from inspector.platform.space import forget_cached
from inspector.store.backup import back_up, check_file
from inspector.store.engine import (
    StoreBusy,
    StoreDamaged,
    StoreMissing,
    StoreTooNew,
    check_engine,
    connect,
    explaining_store,
    keyed,
    reader,
    writer,
)
from inspector.store.saves import Saves, fold_and_compare
from inspector.store.schema import create_tables
from inspector.store.unit import Noting, Reading, UnitOfWork

HEAD = "0003"
"""The newest migration under ``store/migrations``: four digits, one more each time."""

_VERSION_TABLE = (
    "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
    "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
)


class Store:
    """One encrypted database file; units and readings come from here. ``with`` closes it.

    One program at a time may have it open: the data folder's lock sees to that. ``latch`` is
    shut by the first unit that the disk refuses, and refuses all that follow. ``noting`` is called
    before every commit.
    """

    def __init__(self, path: Path, key: bytes, latch: Latch | None = None) -> None:
        self.path = path
        self.latch = latch or Latch()
        self.saves = Saves()
        self.noting: Noting = None
        self._key = key
        self._writer = writer(path, key, met=self.latch.meet)
        self._reader = reader(path, key)

    @classmethod
    def create(cls, path: Path, key: bytes, latch: Latch | None = None) -> Self:
        """Make a store where there is none, and open it.

        The tables are made from the schema itself, not by running every migration: 20 against
        300 ms, and a test holds that both give the same. An interrupted creation leaves nothing.

        Raises:
            FileExistsError: There is a file of that name.
            EngineUnsafe: The installed sqlcipher3 will not do.
            DiskFull, FolderReadOnly, FileUnreadable: The disk refused.
        """
        check_engine()
        if path.exists():
            raise FileExistsError(path)
        part = part_of(path)
        try:
            _make(part, key, path)
            with explaining(path):
                replace(part, path)
                sync_folder(path.parent)
        except BaseException:
            for rest in ("", "-wal", "-shm"):
                with suppress(OSError):
                    part.with_name(part.name + rest).unlink(missing_ok=True)
            raise
        return cls(path, key, latch)

    @classmethod
    def open(cls, path: Path, key: bytes, latch: Latch | None = None) -> Self:
        """Open a store; an older one is backed up and brought up to date first.

        Raises:
            EngineUnsafe: The installed sqlcipher3 will not do.
            StoreMissing: There is no such file.
            StoreTooNew: A newer program wrote it.
            StoreDamaged: Damaged, or of another key.
            DiskFull, FolderReadOnly, FileUnreadable, StoreBusy: The disk refused.
        """
        check_engine()
        if not path.is_file():
            raise StoreMissing(path=path)
        found = revision(path, key)
        if found > HEAD:
            raise StoreTooNew(program=_program(path, key))
        if found < HEAD:
            # Alembic takes 250 ms to import
            from inspector.store.migration import migrate  # noqa: PLC0415 - once a release

            migrate(path, key, found)
        store = cls(path, key, latch)
        try:
            store._name_wal()
        except BaseException:
            store.close()
            raise
        return store

    def unit(self) -> UnitOfWork:
        """Begin one all-or-nothing change, in the calling thread.

        Raises:
            StoreBusy: Another unit runs for more than ten seconds.
            OnlyReading: The disk refused before, and has not proved itself since.
            DiskFull, FolderReadOnly, FileUnreadable, StoreDamaged: The disk refused.
        """
        with self.latch.writing(), COURTESY.waiting():  # for the unit at work, if there is one
            return UnitOfWork(self._writer, self.path, self.saves, self.noting)

    def prove(self, *, renew: bool) -> None:
        """Show that the file takes writes again and still holds every save it acknowledged.

        ``renew`` throws every connection away first, and what the system remembers of the file:
        after a failed sync it would show pages that never reached the disk.

        Raises:
            StoreBusy: Other work holds connections; try again after it.
            SavedLost: A save that was acknowledged is not there.
            DiskFull, FolderReadOnly, FileUnreadable, StoreDamaged: The disk still refuses.
        """
        if renew:
            if self._reader.pool.checkedout() or self._writer.pool.checkedout():  # type: ignore[attr-defined]  # both are QueuePools
                raise StoreBusy
            self.close()
            forget_cached(self.path)
            forget_cached(self.path.with_name(self.path.name + "-wal"))
        with explaining_store(self.path):
            raw = connect(self.path, self._key)
            try:
                fold_and_compare(raw, self.saves.acknowledged, self.path, check=renew)
            finally:
                raw.close()
        with UnitOfWork(self._writer, self.path, self.saves) as unit:
            unit.commit()

    def _name_wal(self) -> None:
        """Make the WAL, and its name last.

        SQLite syncs the folder after it made the WAL, but passes over an error there: what is
        acknowledged next would go with the name. We sync ourselves, and do not.
        """
        with self.reading() as reading:
            reading.meta.get("program")
        with explaining(self.path):
            sync_folder(self.path.parent)

    def reading(self) -> Reading:
        """Begin a look that does not wait for units, nor they for it.

        Raises:
            StoreBusy: Four other readings are open for more than ten seconds.
            FileUnreadable, StoreDamaged: The disk refused.
        """
        return Reading(self._reader, self.path)

    def faults(self, *, thorough: bool = False) -> tuple[str, ...]:
        """Return what is damaged in the file, in SQLite's words; nothing if it is sound.

        The quick look takes about 0.1 s for 30 MiB, the thorough one three times that.

        Raises:
            FileUnreadable, StoreDamaged: The disk refused.
        """
        with explaining_store(self.path):
            raw = connect(self.path, self._key, read_only=True)
            try:
                return check_file(raw, thorough=thorough)
            finally:
                raw.close()

    def backup(self, target: Path) -> None:
        """Write a copy under the same key, read it back, then let it take its name.

        Raises:
            DiskFull, FolderReadOnly, FileUnreadable: The disk refused; ``target`` is as before.
            StoreDamaged: The store or the copy is not sound.
        """
        back_up(self.path, self._key, target)

    def close(self) -> None:
        """Close every connection; units and readings must have ended."""
        self._reader.dispose()
        self._writer.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()


def _make(part: Path, key: bytes, path: Path) -> None:
    engine = writer(part, key, shown=path)
    try:
        with explaining_store(path), engine.begin() as connection:
            connection.exec_driver_sql(_VERSION_TABLE)
            connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (HEAD,))
            create_tables(connection)
            connection.exec_driver_sql(
                "INSERT INTO meta (key, value) VALUES ('program', ?)", (inspector.__version__,)
            )
        with explaining_store(path):
            _fold(part, key)
    finally:
        engine.dispose()


def _fold(part: Path, key: bytes) -> None:
    """Fold the log into the file; the last connection would, and not say if it failed."""
    raw = connect(part, key)
    try:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        raw.close()


def revision(path: Path, key: bytes) -> str:
    """Return the migration that the store stands at.

    Raises:
        StoreDamaged: It cannot be read, or says nothing of the kind.
    """
    found = _ask(path, key, "alembic_version", "SELECT version_num FROM alembic_version")
    if len(found) != 4 or not found.isdecimal():
        raise StoreDamaged(path=path)
    return found


def _program(path: Path, key: bytes) -> str:
    return _ask(path, key, "meta", "SELECT value FROM meta WHERE key = 'program'") or "?"


def _ask(path: Path, key: bytes, table: str, query: str) -> str:
    """Return one text out of a store that may be of any version; empty if there is none."""
    with explaining_store(path):
        raw = keyed(path, key)  # not ``connect``, which would make an empty file a database
        try:
            there = "SELECT 1 FROM sqlite_master WHERE name = ?"
            row = raw.execute(there, (table,)).fetchone() and raw.execute(query).fetchone()
        finally:
            raw.close()
    return str(row[0]) if row else ""
