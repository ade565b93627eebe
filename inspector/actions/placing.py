"""Make room for what is written out."""

from __future__ import annotations

from pathlib import Path

from inspector.platform.durable import explaining


def make_room(folder: Path) -> None:
    """Make a folder and those above it, if they are not there.

    Raises:
        FolderReadOnly, DiskFull, FileUnreadable: The disk refused, or a file has that name.
    """
    with explaining(folder):
        folder.mkdir(parents=True, exist_ok=True)
