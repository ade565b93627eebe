"""Sealing a payload with age, piece by piece, so that memory stays flat.

Only ``encrypt_io`` and ``decrypt_io`` are used, with file objects of our own: the file functions
of pyrage end silently on a full disk, and leave unverified text behind on an error.

Source: package format, section 14; trust findings 5 and 6.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import BufferedIOBase, BufferedReader, BufferedWriter, RawIOBase
from typing import TYPE_CHECKING, BinaryIO

import pyrage

from inspector.domain.errors import InspectorError
from inspector.exchange.frame import MAX_PACKAGE
from inspector.exchange.identity import SealingKey
from inspector.exchange.lane import PIECE, Lane
from inspector.exchange.proving import ProvingWriter
from inspector.exchange.reject import NotForUs, SealBroken

MAX_OBJECTS = 5_000
"""Most photos in one package."""

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer


class PackageTooBig(InspectorError):
    """What is to be packed does not fit into one package."""

    code = "P201"
    what = "内容太多，一个数据包装不下（最多 {limit:,} 字节，{objects:,} 张照片）。"
    next_step = "分几次导出，每次少选几个村。"


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedPayload:
    """Size in bytes and SHA-256 of what was written."""

    size: int
    sha256: str
    proved: bool
    """False if the disk gave back other bytes."""


def seal(
    pieces: Iterator[bytes],
    out: BinaryIO,
    recipients: Sequence[str],
    *,
    limit: int,
    back: RawIOBase | None = None,
) -> SealedPayload:
    """Encrypt ``pieces`` into ``out`` for every recipient; without recipients write them in clear.

    Args:
        pieces: The plain payload. What it raises comes through unchanged.
        out: Where to write, at its current place; a buffered file.
        recipients: age recipients, ``age1…``.
        limit: Most bytes that may be written.
        back: The same file opened unbuffered for reading, to prove what was written.

    Raises:
        PackageTooBig: More than ``limit`` bytes.
        OSError: The disk refused.
        ValueError: A recipient is none.
    """
    with Lane() as hashing, Lane() as writing, Lane() as checking:
        writer = ProvingWriter(out, back, (hashing, writing, checking))
        sink = _Sink(writer, limit)
        if recipients:
            _encrypt(pieces, sink, recipients)
        else:
            for piece in pieces:
                sink.write(piece)
        digest, proved = writer.settle()
    return SealedPayload(size=sink.size, sha256=digest, proved=proved)


def _encrypt(pieces: Iterator[bytes], sink: _Sink, recipients: Sequence[str]) -> None:
    try:
        keys = [pyrage.x25519.Recipient.from_str(each) for each in recipients]
    except pyrage.RecipientError as error:
        raise ValueError(str(error)) from error
    source = _Source(pieces)
    try:
        pyrage.encrypt_io(BufferedReader(source, buffer_size=PIECE), sink, keys)
    except Exception as error:  # noqa: BLE001 - it is raised again, or what caused it
        # pyrage repeats an error of a file object as its own, so the first one is the true one
        raise (source.guard.failure or sink.guard.failure or error) from None


def unseal(
    source: BufferedIOBase, identities: Sequence[SealingKey], take: Callable[[bytes], None]
) -> None:
    """Decrypt from the current place of ``source`` to its end and hand on every piece.

    age authenticates each piece before it is handed on. What ``take`` raises comes through
    unchanged.

    Raises:
        NotForUs: None of the identities opens it.
        SealBroken: It is no age file, was altered or cut off.
        OSError: The disk refused.
    """
    keys = [pyrage.x25519.Identity.from_str(each.text) for each in identities]
    watched, taker = _Watched(source), _Taker(take)
    # age reads and writes 8 KiB at a time: the buffers keep Python out of that
    buffered = BufferedWriter(taker, buffer_size=PIECE)
    try:
        pyrage.decrypt_io(BufferedReader(watched, buffer_size=PIECE), buffered, keys)
        buffered.flush()
    except Exception as error:
        first = taker.guard.failure or watched.guard.failure
        taker.guard.failure = first or error  # what is left in the buffer goes nowhere
        if first is not None:
            raise first from None
        if "No matching keys" in str(error):
            raise NotForUs from error
        # a broken header comes as a DecryptError, a broken piece as a bare OSError
        raise SealBroken from error


class _Guard:
    """Remembers the first failure of a file object, and lets nothing happen after it.

    After an error age drops its buffers, and writes what is left in them once more.
    """

    def __init__(self) -> None:
        self.failure: BaseException | None = None

    def __enter__(self) -> None:
        if self.failure is not None:
            raise self.failure

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        self.failure = error


class _Source(RawIOBase):
    """The pieces as a file that age reads from, through a buffer."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        super().__init__()
        self._pieces = pieces
        self._piece = memoryview(b"")
        self.guard = _Guard()

    def readable(self) -> bool:
        """Say yes."""
        return True

    def readinto(self, target: WriteableBuffer) -> int:
        """Fill the start of ``target``; return how many bytes, 0 at the end."""
        room = memoryview(target)
        with self.guard:
            while not self._piece:
                piece = next(self._pieces, None)
                if piece is None:
                    return 0
                self._piece = memoryview(piece)
        size = min(len(room), len(self._piece))
        room[:size], self._piece = self._piece[:size], self._piece[size:]
        return size


class _Sink:
    """A file that counts what age writes and passes it on."""

    def __init__(self, writer: ProvingWriter, limit: int) -> None:
        self._writer = writer
        self._limit = limit
        self.size = 0
        self.guard = _Guard()

    def write(self, piece: bytes) -> int:
        """Take all of ``piece``; it is written later."""
        with self.guard:
            self._count(len(piece))
            self._writer.write(piece)
        return len(piece)

    def flush(self) -> None:
        """Do nothing: the writer waits for everything at the end."""

    def _count(self, size: int) -> None:
        self.size += size
        if self.size > self._limit:
            raise PackageTooBig(limit=MAX_PACKAGE, objects=MAX_OBJECTS)


class _Watched(RawIOBase):
    """A file that remembers what the disk said."""

    def __init__(self, file: BufferedIOBase) -> None:
        super().__init__()
        self._file = file
        self.guard = _Guard()

    def readable(self) -> bool:
        """Say yes."""
        return True

    def readinto(self, target: WriteableBuffer) -> int:
        """Fill ``target`` as the file does."""
        with self.guard:
            return self._file.readinto(target)


class _Taker(RawIOBase):
    """A file that hands every piece on."""

    def __init__(self, take: Callable[[bytes], None]) -> None:
        super().__init__()
        self._take = take
        self.guard = _Guard()

    def writable(self) -> bool:
        """Say yes."""
        return True

    def write(self, piece: ReadableBuffer) -> int:
        """Hand on ``piece``."""
        whole = bytes(piece)
        with self.guard:
            self._take(whole)
        return len(whole)
