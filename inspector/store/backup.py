"""Copies of the store that were read back before they count."""

from __future__ import annotations

import os
from pathlib import Path

from inspector.platform.durable import explaining, part_of, replace, sync_folder
from inspector.store.engine import (
    RawConnection,
    StoreDamaged,
    connect,
    explaining_store,
    keyed,
)


def check_file(raw: RawConnection, *, thorough: bool) -> tuple[str, ...]:
    """Return what is damaged in the file behind a connection.

    Raises:
        sqlcipher3.dbapi2.Error: It cannot even be looked at.
    """
    check = "integrity_check" if thorough else "quick_check"
    faults = [str(row[0]) for row in raw.execute("PRAGMA cipher_integrity_check")]
    faults += [str(row[0]) for row in raw.execute(f"PRAGMA {check}") if row[0] != "ok"]
    faults += [f"foreign key of {row[0]}" for row in raw.execute("PRAGMA foreign_key_check")]
    return tuple(faults)


def back_up(path: Path, key: bytes, target: Path) -> None:
    """Copy a store that may be open in this process, and verify the copy.

    Raises:
        DiskFull, FolderReadOnly, FileUnreadable: The disk refused; ``target`` is as before.
        StoreDamaged: The store or the copy is not sound.
    """
    part = part_of(target)
    try:
        with explaining_store(path, target):
            _copy(path, key, part)
        with explaining(target):
            _sync(part)
            replace(part, target)
            sync_folder(target.parent)
    finally:
        part.unlink(missing_ok=True)


def _copy(path: Path, key: bytes, part: Path) -> None:
    source = connect(path, key)
    try:
        source.execute("VACUUM INTO ?", (str(part),))
    finally:
        source.close()
    copy = keyed(part, key)
    try:
        if check_file(copy, thorough=True):
            raise StoreDamaged(path=path)
    finally:
        copy.close()


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
