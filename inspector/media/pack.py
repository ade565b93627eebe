r"""A pack: many sealed photos in one file, so that an import waits for the disk once.

Layout, integers little-endian::

    "wxp pack/1\n"
    for each message:  digest (32 bytes)  shape (1)  length (4)  the sealed message
    the sealed index:  digest (32)  shape (1)  offset (8)  length (4)  for each, by digest
    offset of the index (8)  its length (4)  "wxp end\n"

Each message is what a single file of the vault holds, bound to digest and shape. The index is one
message of its own. Where it is torn or rotten, the heads in front of the messages are walked and
each message opened, so that damage costs the photos that it hit and no others. Digests stand in
clear there, as they do in the names of single files.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from io import BufferedReader
from pathlib import Path
from struct import Struct
from typing import BinaryIO

from inspector.domain.ids import Digest
from inspector.platform.keys import ContentDamaged, decrypt, encrypt

DIGEST = re.compile(r"[0-9a-f]{64}")

PACK = ".pack"
"""How the name of a pack ends."""

_MAGIC = b"wxp pack/1\n"
_HEAD = Struct("<32sBI")
_END = Struct("<QI8s")
_LAST = b"wxp end\n"
_INDEX = b"wxp vault\0index"


class Shape(StrEnum):
    """What is kept under a digest; the value ends the name of a single file."""

    PICTURE = ""
    THUMBNAIL = ".thumb"
    ORIGINAL = ".orig"


ROW = Struct("<32sBQI")
"""A row of an index: digest, shape, offset, size."""

MARK = 33
"""Bytes of a row that say what it is: digest and shape."""

SHAPES = tuple(Shape)
"""By their number in a pack."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """What a pack holds, as rows of its index, and whether that index could be read."""

    rows: bytes
    sound: bool


def marked(digest: Digest, shape: Shape) -> bytes:
    """Return how a row of an index begins, which no other row of the pack does.

    Raises:
        ValueError: ``digest`` is none.
    """
    if not DIGEST.fullmatch(digest):  # it becomes a path
        raise ValueError(f"not a digest: {digest!r}")
    return bytes.fromhex(digest) + bytes((SHAPES.index(shape),))


def check(content: bytes, digest: Digest, shape: Shape) -> None:
    """Compare ``content`` with its digest; a thumbnail has none of its own.

    Raises:
        ValueError: They differ.
    """
    if shape is not Shape.THUMBNAIL and sha256(content).hexdigest() != digest:
        raise ValueError(f"content is not {digest}")


def context(digest: Digest, shape: Shape) -> bytes:
    """Return what a sealed photo is bound to."""
    return f"wxp vault\0{shape}\0{digest}".encode()


def read_pack(path: Path, key: bytes) -> Pack:
    """Return what lies in a pack; of a torn one what is whole in it, of a foreign one nothing.

    Raises:
        OSError: The disk refused.
    """
    with path.open("rb") as file:
        rows = _index(file, key)
        if rows is not None:
            return Pack(rows=rows, sound=True)
        return Pack(rows=b"".join(_walk(file, key)), sound=False)


def _index(file: BufferedReader, key: bytes) -> bytes | None:
    """Return the rows of the index, or None if it is not whole."""
    size = file.seek(0, os.SEEK_END)
    if size < len(_MAGIC) + _END.size:
        return None
    file.seek(size - _END.size)
    offset, length, last = _END.unpack(file.read(_END.size))
    if last != _LAST or offset + length + _END.size != size:
        return None
    file.seek(offset)
    try:
        return decrypt(key, file.read(length), _INDEX)
    except ContentDamaged:
        return None


def _walk(file: BufferedReader, key: bytes) -> Iterator[bytes]:
    """Yield a row for every message that opens, up to the end or a head that is none."""
    end = file.seek(0, os.SEEK_END)
    file.seek(0)
    if file.read(len(_MAGIC)) != _MAGIC:
        return
    at = len(_MAGIC) + _HEAD.size
    while at <= end:
        digest, shape, size = _HEAD.unpack(file.read(_HEAD.size))
        if shape >= len(SHAPES) or at + size > end:
            return
        with suppress(ContentDamaged):
            decrypt(key, file.read(size), context(Digest(digest.hex()), SHAPES[shape]))
            yield ROW.pack(digest, shape, at, size)
        at += size + _HEAD.size


class PackWriter:
    """Writes one pack to an open file; the caller syncs and names it.

    Every method raises OSError if the disk refuses; the pack is then to be thrown away.
    """

    def __init__(self, file: BinaryIO, key: bytes) -> None:
        self._file = file
        self._key = key
        self._rows: list[bytes] = []
        self._at = file.write(_MAGIC)

    def add(self, sealed: bytes, mark: bytes) -> None:
        """Write one sealed message under what :func:`marked` returns for it."""
        head = _HEAD.pack(mark[:32], mark[32], len(sealed))
        self._rows.append(ROW.pack(mark[:32], mark[32], self._at + len(head), len(sealed)))
        self._at += self._file.write(head) + self._file.write(sealed)

    def finish(self) -> tuple[str, bytes]:
        """Write the index; return the pack's name, which follows from what it holds, and rows."""
        rows = b"".join(sorted(self._rows))
        index = encrypt(self._key, rows, _INDEX)
        self._file.write(index)
        self._file.write(_END.pack(self._at, len(index), _LAST))
        marks = b"".join(sorted(row[:MARK] for row in self._rows))
        return f"{sha256(marks).hexdigest()[:32]}{PACK}", rows
