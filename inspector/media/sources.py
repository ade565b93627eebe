"""Photo files on cards, phones and in folders: found by name, told apart by day, never opened."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from pathlib import Path

from inspector.platform.removable import Mount

CAMERA_FOLDER = "DCIM"
ENDINGS = frozenset({".jpg", ".jpeg", ".png", ".heic", ".heif"})
DEEPEST = 5
"""Folders below the start; a phone's camera writes into DCIM/Camera or DCIM/100APPLE."""

MOST = 5_000
"""Photo files of one source that are looked at."""

SAME_TRIP = timedelta(hours=12)
"""How long before its newest photo a phone whose clock is wrong still tells the same day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoFile:
    """A file that is a photo by its name; ``modified`` in seconds since 1970, as the disk says."""

    path: Path
    size: int
    modified: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A card, a phone or a folder, and the photo files on it, oldest first."""

    name: str
    files: tuple[PhotoFile, ...]


def on_mounts(mounts: Iterable[Mount]) -> tuple[Source, ...]:
    """Return the cards and phones that have a camera's folder; a plain stick has none."""
    found = [
        Source(name=mount.name, files=files)
        for mount in mounts
        if (files := _ordered(file for dcim in _camera_folders(mount.path) for file in _walk(dcim)))
    ]
    return tuple(found)


def in_places(places: Sequence[Path], name: str) -> Source:
    """Return the photo files among some files and in some folders."""
    found: list[PhotoFile] = []
    for place in places:
        found += _walk(place) if place.is_dir() else filter(None, [_file(place)])
    return Source(name=name, files=_ordered(found))


def of_day(source: Source, day: date, zone: tzinfo) -> tuple[PhotoFile, ...]:
    """Return the files of a day, without those that are surely of another.

    Where nothing is of that day the clock of the phone is wrong: then its newest hours are meant.
    """
    of_today = [file for file in source.files if _day(file.modified, zone) == day]
    if of_today or not source.files:
        return tuple(of_today)
    newest = max(file.modified for file in source.files)
    if abs((_day(newest, zone) - day).days) == 1:  # yesterday's pictures, and no clock is wrong
        return ()
    since = newest - SAME_TRIP.total_seconds()
    return tuple(file for file in source.files if file.modified >= since)


def _day(modified: float, zone: tzinfo) -> date:
    try:
        return datetime.fromtimestamp(modified, zone).date()
    except (OverflowError, OSError, ValueError):
        return date.min


def _camera_folders(root: Path) -> Iterator[Path]:
    """Yield DCIM of a card, or of each storage of a phone: one level deeper."""
    for folder in _below(root):
        inside = [folder] if folder.name.upper() == CAMERA_FOLDER else _below(folder)
        yield from (one for one in inside if one.name.upper() == CAMERA_FOLDER)


def _below(folder: Path) -> list[Path]:
    try:
        return sorted(entry for entry in folder.iterdir() if entry.is_dir())
    except OSError:
        return []


def _walk(start: Path) -> Iterator[PhotoFile]:
    for folder, below, names in os.walk(start):
        depth = len(Path(folder).relative_to(start).parts)
        below[:] = [] if depth >= DEEPEST else sorted(one for one in below if one[0] != ".")
        for name in names:
            if (found := _file(Path(folder, name))) is not None:
                yield found


def _file(path: Path) -> PhotoFile | None:
    """Return a photo's file; a hidden one is a ghost that a Mac left on the card."""
    if path.suffix.lower() not in ENDINGS or path.name.startswith("."):
        return None
    try:
        about = path.stat()
    except OSError:  # pulled out
        return None
    return PhotoFile(path=path, size=about.st_size, modified=about.st_mtime)


def _ordered(files: Iterable[PhotoFile]) -> tuple[PhotoFile, ...]:
    newest = sorted(files, key=lambda file: (file.modified, file.path.name))[-MOST:]
    return tuple(newest)
