"""A file that only takes up room, given back when the disk is full.

A full disk leaves SQLite unable even to delete: the line in hand could not be finished and
nothing handed in. With the ballast gone there is room for that.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from inspector.platform.durable import durable, explaining, sync_folder
from inspector.platform.space import free_bytes

NAME = "ballast"
LARGE, SMALL = 64 * 2**20, 16 * 2**20
"""Bytes: where there is room, and on a disk that is nearly full."""

ROOM_FOR_LARGE, ROOM_FOR_SMALL = 2**30, 2**28
"""Bytes free from which on each is made; below the second the disk is left alone."""

PIECE = 2**20

Size = Callable[[int], int]
"""From the bytes that are free to the size of the ballast; 0 makes none."""


def size_for(free: int) -> int:
    """Return how large a ballast may be on a disk with ``free`` bytes."""
    if free >= ROOM_FOR_LARGE:
        return LARGE
    return SMALL if free >= ROOM_FOR_SMALL else 0


def no_ballast(_free: int) -> int:
    """Keep nothing back: for commands, and for folders of tests."""
    return 0


class Ballast:
    """The ballast of one data folder.

    ``spent`` says that it was given back since the folder was opened, and not made again.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self.spent = False

    @property
    def held(self) -> int:
        """Bytes that are kept back now."""
        try:
            return self._path.stat().st_size
        except OSError:
            return 0

    def make(self, size: Size = size_for) -> int:
        """Take up the room, if there is none yet and the disk has some; return the bytes held.

        The blocks are real: a file system that compresses or leaves holes gets random bytes.

        Raises:
            DiskFull, FolderReadOnly, FileUnreadable: The disk refused; there is no ballast.
        """
        if self.held:
            return self.held
        with explaining(self._path):
            wanted = size(free_bytes(self._path))
        if wanted:
            with durable(self._path) as file:
                for at in range(0, wanted, PIECE):
                    file.write(os.urandom(min(PIECE, wanted - at)))
            self.spent = False
        return wanted

    def release(self) -> int:
        """Give the room back; return how many bytes.

        Raises:
            FolderReadOnly, FileUnreadable: The disk refused.
        """
        held = self.held
        with explaining(self._path):
            self._path.unlink(missing_ok=True)
            sync_folder(self._path.parent)
        self.spent = self.spent or bool(held)
        return held
