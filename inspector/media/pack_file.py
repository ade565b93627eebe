"""A pack on its way to the disk."""

from __future__ import annotations

import os
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from inspector.media.pack import PackWriter
from inspector.platform.durable import explaining, part_of, replace, sync_folder

STRETCH = 16 * 2**20
"""Bytes after which what is written is synced while more comes."""


class PackFile:
    """One pack on its way to the disk: hidden until it is whole and synced."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self._folder = folder
        self._part = part_of(folder / "pack")
        with explaining(self._part):
            folder.mkdir(exist_ok=True)
            self._file: BinaryIO = self._part.open("xb")
            self._writer = PackWriter(self._file, key)
        self._unsynced = 0
        self._syncing: Future[None] | None = None

    def add(self, sealed: bytes, mark: bytes, pool: ThreadPoolExecutor | None = None) -> None:
        """Write one sealed message; ``pool`` syncs meanwhile what was written before.

        Raises:
            DiskFull, FolderReadOnly, FileUnreadable: Throw the pack away.
        """
        with explaining(self._part):
            self._writer.add(sealed, mark)
            self._unsynced += len(sealed)
            if pool and self._unsynced >= STRETCH:
                self._wait()
                self._file.flush()
                self._syncing = pool.submit(os.fsync, self._file.fileno())
                self._unsynced = 0

    def _wait(self) -> None:
        if self._syncing is not None:
            self._syncing.result()

    def settle(self) -> tuple[Path, bytes]:
        """Make the pack durable, return its place and index rows; raises as :meth:`add`."""
        with explaining(self._part):
            name, rows = self._writer.finish()
            self._wait()
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            replace(self._part, self._folder / name)
            sync_folder(self._folder)
            sync_folder(self._folder.parent)
        return self._folder / name, rows

    def discard(self) -> None:
        """Remove what did not become durable; what will not go is swept later."""
        with suppress(OSError):
            self._wait()
        with suppress(OSError):
            self._file.close()
        with suppress(OSError):
            self._part.unlink(missing_ok=True)
