"""Room left on a disk, asked before long writing starts."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from shutil import disk_usage

from inspector.platform.durable import (
    DiskFull,
    FileUnreadable,
    explaining,
    part_of,
    sync_folder,
)

TRIAL = 65_536
"""Bytes that a trial of the disk writes."""


def free_bytes(path: Path) -> int:
    """Return the free bytes of the disk that ``path``, or its nearest parent there is, lies on."""
    return disk_usage(_there(path)).free


def require_space(path: Path, size: int) -> None:
    """Refuse to start writing ``size`` bytes where they do not fit.

    A first look only: writing itself still finds out the truth.

    Raises:
        DiskFull: Fewer than ``size`` bytes are free.
    """
    with explaining(path):
        if free_bytes(path) < size:
            raise DiskFull(path=path)


def try_disk(folder: Path) -> None:
    """Write a small file into ``folder``, sync it, read it back from the disk, and remove it.

    Raises:
        DiskFull, FolderReadOnly, FileMissing, FileUnreadable: The disk refused, or gave back
            something else.
    """
    content = os.urandom(TRIAL)
    part = part_of(folder / "trial")
    with explaining(folder):
        try:
            with part.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            forget_cached(part)
            if part.read_bytes() != content:
                raise FileUnreadable(path=folder, reason="读回的内容和写入的不一样")
            part.unlink()
            sync_folder(folder)
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)


def forget_cached(path: Path) -> None:
    """Let the system read ``path`` from the disk next time, where it can be told so.

    Only for files that are synced and that nobody in this process has locked: closing the file
    gives up the locks of every other opening of it.
    """
    if not hasattr(os, "posix_fadvise"):
        return
    with suppress(OSError):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
        finally:
            os.close(handle)


def same_disk(one: Path, other: Path) -> bool:
    """Say whether both, or their nearest parents there are, lie on one disk.

    Raises:
        OSError: The system does not say.
    """
    return _there(one).stat().st_dev == _there(other).stat().st_dev


def _there(path: Path) -> Path:
    while not path.exists() and path != path.parent:
        path = path.parent
    return path
