"""A lane: pieces worked on in order, in a thread of their own, a few pieces behind.

Hashing and disk calls run without Python's lock, so they cost nothing extra beside encryption.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from hashlib import sha256
from typing import Protocol, Self

PIECE = 2**20
"""Bytes that are read at a time."""

IN_FLIGHT = 16
"""Pieces that may wait; they are a megabyte or two each."""


class Lane:
    """Does one thing after the other; what a piece raised comes out at a later call."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1)
        self._waiting: deque[Future[object]] = deque()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._thread.shutdown(wait=True, cancel_futures=True)

    def do(self, work: Callable[[bytes], object], piece: bytes) -> None:
        """Have ``work(piece)`` done; wait where too much is waiting already."""
        self._waiting.append(self._thread.submit(work, piece))
        if len(self._waiting) > IN_FLIGHT:
            self._waiting.popleft().result()

    def settle(self) -> None:
        """Wait until everything is done."""
        while self._waiting:
            self._waiting.popleft().result()


class Pieces(Protocol):
    """A file as far as reading it piece by piece goes."""

    def read(self, size: int, /) -> bytes | None:
        """Return up to ``size`` bytes, none at the end."""


def digest_of(
    file: Pieces,
    each: Callable[[int], object],
    *,
    copy: Callable[[bytes], object] | None = None,
) -> str:
    """Return the SHA-256 of the rest of ``file``; the next piece is read while one is hashed.

    Args:
        file: Read from its current place to its end.
        each: Told after every piece how many bytes were read.
        copy: Also given every piece, if set.

    Raises:
        OSError: The disk refused.
    """
    digest = sha256()
    done = 0
    with Lane() as hashing:
        while piece := file.read(PIECE):
            hashing.do(digest.update, piece)
            if copy is not None:
                copy(piece)
            done += len(piece)
            each(done)
        hashing.settle()
    return digest.hexdigest()
