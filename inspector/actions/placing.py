"""Make room for what is written out."""

from __future__ import annotations

from pathlib import Path

from inspector.platform.durable import explaining, make_folders


def make_room(folder: Path) -> None:
    """Make a folder and those above it, if they are not there.

    Raises:
        FolderReadOnly, DiskFull, FileUnreadable: The disk refused, or a file has that name.
    """
    with explaining(folder):
        make_folders(folder)
