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


def free_path(folder: Path, stem: str) -> Path:
    """Return a package's name in ``folder`` that no file has, by counting on from ``stem``.

    A file of that name is never replaced: it may be the package of a cloned laptop.

    Raises:
        FolderReadOnly, FileUnreadable: The disk refused.
    """
    path = folder / f"{stem}.wxp"
    another = 2
    with explaining(folder):
        while path.exists():
            path = folder / f"{stem}_{another}.wxp"
            another += 1
    return path
