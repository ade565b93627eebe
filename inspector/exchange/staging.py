"""Taking a file off the stick: copied once, hashed on the way, then the stick is left alone.

Source: package format, section 9, step 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import Self

from inspector.domain.progress import Ticket
from inspector.exchange.frame import LONGEST_FRAME, MAX_PACKAGE, Frame, read_frame
from inspector.exchange.lane import digest_of
from inspector.exchange.reject import TooLarge
from inspector.platform.durable import explaining


@dataclass(frozen=True, slots=True, kw_only=True)
class Staged:
    """A copy on the local disk, and the SHA-256 of its payload as it came from the stick."""

    path: Path
    source: Path
    payload_sha256: str


Source = Path | Staged
"""A package to be read: in place, or staged, which saves reading the payload once more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Framed:
    """A file whose frame was read: nothing of it is verified yet. Sizes in bytes."""

    path: Path
    size: int
    frame: Frame
    payload_at: int
    payload_sha256: str | None = None


def framed(source: Source) -> Framed:
    """Read the frame of a file: steps 1 and 2.

    Raises:
        TooLarge, NotAPackage, TooNew, CutOff, FrameDamaged: As their names say.
        FileMissing, FolderReadOnly, FileUnreadable: The disk refused.
    """
    path = source.path if isinstance(source, Staged) else source
    with explaining(path), path.open("rb") as file:
        size = path.stat().st_size
        if size > MAX_PACKAGE:
            raise TooLarge(size=size, limit=MAX_PACKAGE)
        start = file.read(LONGEST_FRAME)
    frame, payload_at = read_frame(start, size)
    known = source.payload_sha256 if isinstance(source, Staged) else None
    return Framed(path=path, size=size, frame=frame, payload_at=payload_at, payload_sha256=known)


def stage(source: Path, staging: Path, ticket: Ticket) -> Staged:
    """Copy a package into the folder ``staging`` under a name of our own.

    What is no package, or already cut off within its frame, is refused before it is copied. The
    copy is scratch: it is not synced, and the caller removes it.

    Raises:
        Reject: Steps 1 and 2, as :func:`framed`.
        DiskFull, FolderReadOnly, FileMissing, FileUnreadable: Stick or disk refused.
        Cancelled: By the ticket.
    """
    found = framed(source)
    target = staging / f"{token_hex(8)}.wxp"
    try:
        digest = _copy(found, target, ticket)
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    return Staged(path=target, source=source, payload_sha256=digest)


def _copy(found: Framed, target: Path, ticket: Ticket) -> str:
    def told(done: int) -> None:
        ticket.step(done, found.size, "拷贝数据包")

    with _Stick(found.path) as stick, explaining(target), target.open("xb") as copy:
        copy.write(stick.read(found.payload_at))
        return digest_of(stick, told, copy=copy.write)


class _Stick:
    """The file on the stick; what the stick says is explained with its own path."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with explaining(path):
            self._file = path.open("rb")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def read(self, size: int, /) -> bytes:
        """Return up to ``size`` bytes, none at the end."""
        with explaining(self._path):
            return self._file.read(size)
