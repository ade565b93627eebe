"""Where cards and phones appear when they are plugged in: folders, nothing is opened."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from string import ascii_uppercase

REMOVABLE = 2
"""What Windows calls a drive that can be taken out (GetDriveTypeW)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mount:
    """A card or a phone; ``name`` is what the system calls it."""

    path: Path
    name: str


def mounts() -> tuple[Mount, ...]:
    """Return the cards and phones that are plugged into this computer."""
    if sys.platform == "win32":
        return tuple(on_windows(ctypes.windll.kernel32.GetDriveTypeW))
    return tuple(on_linux(Path("/"), user_id=os.getuid()))


def on_linux(root: Path, *, user_id: int) -> Iterator[Mount]:
    """Yield what desktops mount below ``root``: cards, sticks, and phones through gvfs.

    A phone's mount is called ``mtp:host=…`` or ``gphoto2:host=…``; a share in the network is left
    alone.
    """
    for place in (root / "media", root / "run" / "media"):
        for user in _folders(place):
            for folder in _folders(user):
                yield Mount(path=folder, name=folder.name)
    for folder in _folders(root / "run" / "user" / str(user_id) / "gvfs"):
        kind, _, host = folder.name.partition(":host=")
        if kind in ("mtp", "gphoto2", "afc"):
            yield Mount(path=folder, name=host.replace("_", " ") or kind)


def on_windows(drive_type: Callable[[str], int]) -> Iterator[Mount]:
    """Yield the drive letters of cards and sticks; ``drive_type`` says what a letter is."""
    for letter in ascii_uppercase[2:]:
        if drive_type(f"{letter}:\\") == REMOVABLE:
            yield Mount(path=Path(f"{letter}:\\"), name=f"{letter}:")


def _folders(place: Path) -> list[Path]:
    try:
        return sorted(entry for entry in place.iterdir() if entry.is_dir())
    except OSError:  # not there, not ours, or pulled out this moment
        return []
