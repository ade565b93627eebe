"""The vault: every photo of a data folder, encrypted, under the digest of its plain bytes.

``<root>/<first two digits>/<digest>`` is a picture, ``….thumb`` its thumbnail and ``….orig`` a
camera's file under the digest of that file. Each is one ChaCha20-Poly1305 message bound to its
digest and shape, so that a file swapped for another does not open.

Order of a write: whole under a hidden name, synced, renamed, folder synced. The caller commits
its transaction after that. A crash between leaves files nobody names, which :meth:`Vault.sweep`
collects; the reverse order lost photos in 30 of 30 power cuts of a trial.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from secrets import token_hex

from inspector.domain.errors import InspectorError
from inspector.domain.ids import Digest
from inspector.platform.durable import (
    PART,
    explaining,
    replace,
    sweep_parts,
    sync_folder,
    write_durably,
)
from inspector.platform.keys import ContentDamaged, decrypt, encrypt
from inspector.platform.latch import Latch

DIGEST = re.compile(r"[0-9a-f]{64}")
SYNCS_AT_ONCE = 4
"""Threads that wait for the disk together; measured 0.7 × the time of one, more gained nothing."""

FOLDER = 1
"""Digits of a digest that name its folder: each folder of a batch is synced, and 256 of them
took half of an import's time; 50,000 photos in 16 are no burden to a file system."""

BATCH = 128
"""Files written before they are synced, about 40 MB."""


class Shape(StrEnum):
    """What is kept under a digest; the value ends the file's name."""

    PICTURE = ""
    THUMBNAIL = ".thumb"
    ORIGINAL = ".orig"


class PhotoMissing(InspectorError):
    """A record names a photo that the vault does not hold."""

    code = "M201"
    what = "照片 {digest} 不在本机的照片库里。"
    next_step = "请重新导入这个考评组的数据包，或用备份恢复。"


class PhotoDamaged(InspectorError):
    """The file is there, and is not what was put."""

    code = "M202"
    what = "照片 {digest} 已损坏（文件 {path}）。"
    next_step = "请重新导入这个考评组的数据包，或用备份恢复。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Swept:
    """What a sweep removed: files that no record names, and unfinished ones."""

    orphans: tuple[Digest, ...]
    unfinished: int


class Vault:
    """Photos by digest. Putting the same again changes nothing.

    May be used by several threads; one program at a time, which the data folder's lock ensures.
    """

    def __init__(self, root: Path, key: bytes, latch: Latch | None = None) -> None:
        self._root = root
        self._key = key
        self._latch = latch or Latch()

    def put(self, content: bytes, digest: Digest, shape: Shape = Shape.PICTURE) -> None:
        """Keep ``content``; on return it survives a power cut.

        Raises:
            ValueError: ``digest`` is not that of ``content`` (a thumbnail's is not compared).
            OnlyReading: The disk refused before, and has not proved itself since.
            DiskFull, FolderReadOnly, FileUnreadable: Nothing was kept.
        """
        path = _place(self._root, digest, shape)
        _check(content, digest, shape)
        with self._latch.writing(), explaining(path):
            path.parent.mkdir(exist_ok=True)
            sync_folder(self._root)
            if path.exists():  # by an earlier run, which may have died before its last sync
                sync_folder(path.parent)
                return
            write_durably(path, encrypt(self._key, content, _context(digest, shape)))

    def put_thumbnail(self, thumbnail: bytes, digest: Digest) -> None:
        """Keep the thumbnail of the picture ``digest``; raises as :meth:`put`."""
        self.put(thumbnail, digest, Shape.THUMBNAIL)

    @contextmanager
    def batch(self) -> Iterator[Batch]:
        """Put many at once with fewer waits for the disk; all are durable at the end.

        If the block raises, what was not yet durable is removed.

        Raises:
            OnlyReading: The disk refused before, and has not proved itself since.
            DiskFull, FolderReadOnly, FileUnreadable: At any put or at the end; commit nothing.
        """
        with self._latch.writing():
            batch = Batch(self._root, self._key)
            try:
                yield batch
                batch.settle()
            finally:
                batch.discard()

    def get(self, digest: Digest, shape: Shape = Shape.PICTURE) -> bytes:
        """Return what was put, checked against its digest.

        Raises:
            PhotoMissing: Never put, or lost.
            PhotoDamaged: Altered, cut off, or swapped for another.
            FileUnreadable: The disk refuses.
        """
        path = _place(self._root, digest, shape)
        with explaining(path):
            try:
                sealed = path.read_bytes()
            except FileNotFoundError:
                raise PhotoMissing(digest=digest) from None
        try:
            content = decrypt(self._key, sealed, _context(digest, shape))
            _check(content, digest, shape)
        except (ContentDamaged, ValueError):
            raise PhotoDamaged(digest=digest, path=path) from None
        return content

    def get_thumbnail(self, digest: Digest) -> bytes:
        """Return the thumbnail of the picture ``digest``; raises as :meth:`get`."""
        return self.get(digest, Shape.THUMBNAIL)

    def has(self, digest: Digest, shape: Shape = Shape.PICTURE) -> bool:
        """Say whether it was put; :meth:`get` says whether it is whole."""
        path = _place(self._root, digest, shape)
        with explaining(path):
            return path.exists()

    def missing(self, digests: Iterable[Digest]) -> tuple[Digest, ...]:
        """Return those whose picture is not here, each once, in the order given."""
        return tuple(digest for digest in dict.fromkeys(digests) if not self.has(digest))

    def discard(self, digest: Digest) -> None:
        """Remove what is kept under ``digest`` in every shape, such as a damaged photo.

        Raises:
            FolderReadOnly, FileUnreadable: The disk refuses.
        """
        for shape in Shape:
            path = _place(self._root, digest, shape)
            with explaining(path):
                path.unlink(missing_ok=True)

    def sweep(self, known: Collection[Digest]) -> Swept:
        """Remove unfinished files and those under a digest that is not in ``known``.

        Only right after opening a data folder: a photo on its way into a record would count as
        an orphan. ``known`` holds pictures' digests and, where originals are kept, theirs. Files
        with other names are left alone.

        Raises:
            FolderReadOnly, FileUnreadable: The disk refuses.
        """
        keep = frozenset(known)
        orphans: dict[Digest, None] = {}
        unfinished = 0
        with explaining(self._root):
            for folder in sorted(path for path in self._root.iterdir() if path.is_dir()):
                unfinished += sweep_parts(folder)
                for path in sorted(folder.iterdir()):
                    digest = _named(path)
                    if digest and digest not in keep:
                        path.unlink()
                        orphans[digest] = None
        return Swept(orphans=tuple(orphans), unfinished=unfinished)


class Batch:
    """Puts that become durable together; made by :meth:`Vault.batch`."""

    def __init__(self, root: Path, key: bytes) -> None:
        self._root = root
        self._key = key
        self._parts: dict[Path, Path] = {}
        self._folders: set[Path] = set()
        self._pool = ThreadPoolExecutor(SYNCS_AT_ONCE)
        self._syncs: list[Future[None]] = []

    def put(
        self,
        content: bytes,
        digest: Digest,
        shape: Shape = Shape.PICTURE,
        *,
        verified: bool = False,
    ) -> None:
        """Keep ``content`` once the batch ends; raises as :meth:`Vault.put`.

        ``verified`` says that the caller has just compared the digest, as reading a package does.
        """
        path = _place(self._root, digest, shape)
        if not verified:
            _check(content, digest, shape)
        self._folders.add(path.parent)  # also where it exists, see Vault.put
        with explaining(path):
            if path in self._parts or path.exists():
                return
            path.parent.mkdir(exist_ok=True)
            part = path.with_name(f".{token_hex(8)}{PART}")
            self._parts[path] = part
            with part.open("xb") as file:
                file.write(encrypt(self._key, content, _context(digest, shape)))
        self._syncs.append(self._pool.submit(_sync_file, part))  # the disk works meanwhile
        if len(self._parts) >= BATCH:
            self.settle()

    def put_thumbnail(self, thumbnail: bytes, digest: Digest) -> None:
        """Keep the thumbnail of the picture ``digest``; raises as :meth:`Vault.put`."""
        self.put(thumbnail, digest, Shape.THUMBNAIL)

    def settle(self) -> None:
        """Make durable what was put so far.

        Raises:
            DiskFull, FolderReadOnly, FileUnreadable: Some may be there; name none in a record.
        """
        with explaining(self._root):
            for sync in self._syncs:
                sync.result()
            for path, part in self._parts.items():
                replace(part, path)
            list(self._pool.map(sync_folder, sorted(self._folders)))
            if self._folders:
                sync_folder(self._root)
        self._syncs.clear()
        self._parts.clear()
        self._folders.clear()

    def discard(self) -> None:
        """End the batch and remove what did not become durable; what will not go is swept later."""
        self._pool.shutdown(cancel_futures=True)
        for part in self._parts.values():
            with suppress(OSError):
                part.unlink(missing_ok=True)
        self._parts.clear()


def _place(root: Path, digest: Digest, shape: Shape) -> Path:
    if not DIGEST.fullmatch(digest):  # it becomes a path
        raise ValueError(f"not a digest: {digest!r}")
    return root / digest[:FOLDER] / f"{digest}{shape}"


def _sync_file(path: Path) -> None:
    with path.open("r+b") as file:  # Windows flushes only what is open for writing
        os.fsync(file.fileno())


def _check(content: bytes, digest: Digest, shape: Shape) -> None:
    if shape is not Shape.THUMBNAIL and sha256(content).hexdigest() != digest:
        raise ValueError(f"content is not {digest}")


def _context(digest: Digest, shape: Shape) -> bytes:
    return f"wxp vault\0{shape}\0{digest}".encode()


def _named(path: Path) -> Digest | None:
    """Return the digest that one of our files is named by, or None."""
    named = DIGEST.match(path.name)
    if not named or path.name[64:] not in set(Shape) or path.parent.name != path.name[:FOLDER]:
        return None
    return Digest(named.group())
