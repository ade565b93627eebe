"""Typefaces that are installed on the system, found by the name they bear inside.

File names say little (``simfang.ttf`` is 仿宋), so the name table of each file is read, and nothing
else of it. What cannot be used is passed over: CFF outlines, broken files, faces whose maker does
not allow embedding.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from struct import error, unpack, unpack_from
from typing import BinaryIO

from inspector.sheets.truetype import Face

SUFFIXES = frozenset({".ttf", ".ttc"})
COLLECTION = b"ttcf"
MAX_FACES = 64
"""Faces in one collection; more is no font."""

MAX_NAMES = 1 << 16
"""Bytes of a name table that are read."""

RESTRICTED = 0x0002
"""OS/2.fsType: may not be embedded at all."""


@dataclass(frozen=True, slots=True)
class Installed:
    """A face on the system: its file, and where in the file it begins."""

    name: str
    """PostScript name, such as ``FangSong_GB2312``."""
    path: Path
    start: int


def find_installed(folders: Iterable[Path], names: Iterable[str]) -> Mapping[str, Installed]:
    """Return which of ``names`` (PostScript names) are installed; of two files the first by path.

    A folder or file that cannot be read counts as empty.
    """
    wanted = frozenset(names)
    found: dict[str, Installed] = {}
    for path in _files(folders):
        for one in _faces_in(path):
            if one.name in wanted:
                found.setdefault(one.name, one)
    return found


def read_installed(one: Installed) -> Face | None:
    """Read an installed face; None if it cannot be embedded."""
    try:
        content = one.path.read_bytes()
        if _restricted(content, one.start):
            return None
        return Face(content, one.start, simple=True)
    except (OSError, ValueError, KeyError, IndexError, error):
        return None


def _files(folders: Iterable[Path]) -> Sequence[Path]:
    found: list[Path] = []
    for folder in folders:
        try:
            found += sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES)
        except OSError:  # a folder that vanished or may not be read
            continue
    return found


def _faces_in(path: Path) -> Iterator[Installed]:
    try:
        with path.open("rb") as file:
            for start in _starts(file):
                name = _name(file, start)
                if name:
                    yield Installed(name, path, start)
    except (OSError, error, UnicodeDecodeError):
        return


def _starts(file: BinaryIO) -> tuple[int, ...]:
    head = file.read(12)
    if head[:4] != COLLECTION:
        return (0,)
    count = min(unpack_from(">I", head, 8)[0], MAX_FACES)
    return unpack(f">{count}I", file.read(4 * count))


def _name(file: BinaryIO, start: int) -> str:
    file.seek(start + 4)
    (count,) = unpack(">H6x", file.read(8))
    rows = [unpack(">4s4xII", file.read(16)) for _ in range(count)]
    for tag, place, length in rows:
        if tag == b"name":
            file.seek(place)
            return _postscript(file.read(min(length, MAX_NAMES)))
    return ""


def _postscript(table: bytes) -> str:
    count, texts = unpack_from(">2H", table, 2)
    for index in range(count):
        platform, _encoding, _language, kind, length, place = unpack_from(
            ">6H", table, 6 + 12 * index
        )
        if platform == 3 and kind == 6:
            return table[texts + place : texts + place + length].decode("utf-16-be")
    return ""


def _restricted(content: bytes, start: int) -> bool:
    (count,) = unpack_from(">H", content, start + 4)
    for index in range(count):
        tag, _check, place, _length = unpack_from(">4s3I", content, start + 12 + 16 * index)
        if tag == b"OS/2":
            (kind,) = unpack_from(">H", content, place + 8)
            return bool(kind & 0x000F == RESTRICTED)
    return False
