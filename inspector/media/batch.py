"""Putting many photos at once: they lie in one pack, and the disk is waited for once.

A thread of its own encrypts and writes while the caller reads on; another syncs what is written
from time to time, so that little is left for the end. Both run without Python's lock.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from inspector.domain.ids import Digest
from inspector.media.pack import Shape, check, context, marked
from inspector.media.pack_file import PackFile
from inspector.media.shelf import Shelf
from inspector.platform.durable import explaining, sync_folder
from inspector.platform.keys import encrypt

WAITING = 8 * 2**20
"""Bytes of photos that may wait to be written, before the caller waits."""


class Batch:
    """Puts that become durable together; made by ``Vault.batch``."""

    def __init__(
        self, shelf: Shelf, key: bytes, held: Callable[[Digest, Shape], Path | None]
    ) -> None:
        """Take the places.

        Args:
            shelf: Where packs lie.
            key: The vault's.
            held: Returns the folder where a whole copy lies, or None.
        """
        self._shelf = shelf
        self._key = key
        self._held = held
        self._pack: PackFile | None = None
        self._put: set[bytes] = set()
        self._folders: set[Path] = set()
        self._writing = ThreadPoolExecutor(1)
        self._syncing = ThreadPoolExecutor(1)
        self._queue: deque[tuple[int, Future[None]]] = deque()
        self._waiting = 0

    def put(
        self,
        content: bytes,
        digest: Digest,
        shape: Shape = Shape.PICTURE,
        *,
        verified: bool = False,
    ) -> None:
        """Keep ``content`` once the batch ends, unless a whole copy is there already.

        ``verified`` says that the caller has just compared the digest, as reading a package does.

        Raises:
            ValueError: ``digest`` is not that of ``content`` (a thumbnail's is not compared).
            DiskFull, FolderReadOnly, FileUnreadable: Of this put or an earlier one.
        """
        mark = marked(digest, shape)
        if not verified:
            check(content, digest, shape)
        if mark in self._put:
            return
        if folder := self._held(digest, shape):
            self._folders.add(folder)  # an earlier run may have died before its last sync
            return
        if self._pack is None:
            self._pack = PackFile(self._shelf.folder, self._key)
        self._put.add(mark)
        work = self._writing.submit(self._write, self._pack, content, digest, shape)
        self._queue.append((len(content), work))
        self._waiting += len(content)
        while self._waiting > WAITING and len(self._queue) > 1:
            self._wait()

    def put_thumbnail(self, thumbnail: bytes, digest: Digest) -> None:
        """Keep the thumbnail of the picture ``digest``; raises as :meth:`put`."""
        self.put(thumbnail, digest, Shape.THUMBNAIL)

    def _write(self, pack: PackFile, content: bytes, digest: Digest, shape: Shape) -> None:
        sealed = encrypt(self._key, content, context(digest, shape))
        pack.add(sealed, marked(digest, shape), self._syncing)

    def _wait(self) -> None:
        size, work = self._queue.popleft()
        self._waiting -= size
        work.result()

    def settle(self) -> None:
        """Make durable what was put.

        Raises:
            DiskFull, FolderReadOnly, FileUnreadable: Some may be there; name none in a record.
        """
        while self._queue:
            self._wait()
        if self._pack is not None:
            self._shelf.add(*self._pack.settle())
            self._pack = None
        for folder in sorted(self._folders):
            with explaining(folder):
                sync_folder(folder)
                sync_folder(self._shelf.folder.parent)

    def discard(self) -> None:
        """End the batch and remove what did not become durable."""
        self._writing.shutdown(cancel_futures=True)
        self._syncing.shutdown()
        if self._pack is not None:
            self._pack.discard()
