"""The vault: every photo of a data folder, encrypted, under the digest of its plain bytes.

``<root>/<first digit>/<digest>`` is a picture, ``….thumb`` its thumbnail and ``….orig`` a
camera's file under the digest of that file. Each is one ChaCha20-Poly1305 message bound to its
digest and shape, so that a file swapped for another does not open. What is put in one go lies in
a pack, ``<root>/packs/<name>.pack`` (see :mod:`inspector.media.pack`). A photo may lie in several
places; the first whole copy counts.

Order of a write: whole under a hidden name, synced, renamed, folder synced. The caller commits
its transaction after that. A crash between leaves files nobody names, which :meth:`Vault.sweep`
collects; the reverse order lost photos in 30 of 30 power cuts of a trial.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from inspector.domain.errors import InspectorError
from inspector.domain.ids import Digest
from inspector.media.batch import Batch
from inspector.media.pack import DIGEST, PACK, Shape, check, context
from inspector.media.shelf import PACKS, Lying, Shelf
from inspector.platform.durable import explaining, sweep_parts, sync_folder, write_durably
from inspector.platform.keys import ContentDamaged, decrypt, encrypt
from inspector.platform.latch import Latch

__all__ = ["PhotoDamaged", "PhotoMissing", "Shape", "Swept", "Vault", "finished_files"]

FOLDER = 1
"""Digits of a digest that name its folder: each folder of a batch is synced, and 256 of them
took half of an import's time; 50,000 photos in 16 are no burden to a file system."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """A photo that was read and is what was put."""

    content: bytes
    path: Path


class Vault:
    """Photos by digest. Putting the same again changes nothing.

    May be used by several threads; one program at a time, which the data folder's lock ensures.
    """

    def __init__(self, root: Path, key: bytes, latch: Latch | None = None) -> None:
        self._root = root
        self._key = key
        self._latch = latch or Latch()
        self._shelf = Shelf(root, key)
        self._complete: set[int] = set()  # hashes of photos that were all there when asked for

    def put(self, content: bytes, digest: Digest, shape: Shape = Shape.PICTURE) -> None:
        """Keep ``content``; on return it survives a power cut. It takes a damaged file's place.

        Raises:
            ValueError: ``digest`` is not that of ``content`` (a thumbnail's is not compared).
            OnlyReading: The disk refused before, and has not proved itself since.
            DiskFull, FolderReadOnly, FileUnreadable: Nothing was kept.
        """
        path = _place(self._root, digest, shape)
        check(content, digest, shape)
        with self._latch.writing(), explaining(path):
            path.parent.mkdir(exist_ok=True)
            sync_folder(self._root)
            if folder := self._whole_in(digest, shape):
                sync_folder(folder)  # an earlier run may have died before its last sync
                return
            write_durably(path, encrypt(self._key, content, context(digest, shape)))

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
            batch = Batch(self._shelf, self._key, self._whole_in)
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
        # a pack may have been written anew between finding a photo in it and opening it
        found = self._look(digest, shape) or self._look(digest, shape)
        if isinstance(found, Whole):
            return found.content
        if found is not None:
            raise PhotoDamaged(digest=digest, path=found)
        raise PhotoMissing(digest=digest)

    def _look(self, digest: Digest, shape: Shape) -> Whole | Path | None:
        """Return the first whole copy, or where a damaged one lies."""
        damaged: Path | None = None
        for place in self._places(digest, shape):
            with explaining(place.path):
                try:
                    sealed = place.read()
                except FileNotFoundError:
                    continue
            try:
                content = decrypt(self._key, sealed, context(digest, shape))
                check(content, digest, shape)
            except (ContentDamaged, ValueError):
                damaged = damaged or place.path
            else:
                return Whole(content=content, path=place.path)
        return damaged

    def _places(self, digest: Digest, shape: Shape) -> Iterator[Lying]:
        """Yield where a photo may lie."""
        yield Lying(path=_place(self._root, digest, shape))
        yield from self._shelf.find(digest, shape)

    def _whole_in(self, digest: Digest, shape: Shape) -> Path | None:
        """Return the folder where a whole copy lies, or None."""
        found = self._look(digest, shape)
        return found.path.parent if isinstance(found, Whole) else None

    def get_thumbnail(self, digest: Digest) -> bytes:
        """Return the thumbnail of the picture ``digest``; raises as :meth:`get`."""
        return self.get(digest, Shape.THUMBNAIL)

    def has(self, digest: Digest, shape: Shape = Shape.PICTURE) -> bool:
        """Say whether it was put; :meth:`get` says whether it is whole."""
        if self._shelf.find(digest, shape):
            return True
        path = _place(self._root, digest, shape)
        with explaining(path):
            return path.exists()

    def missing(self, digests: Iterable[Digest]) -> tuple[Digest, ...]:
        """Return those whose picture is not here, each once, in the order given."""
        unpacked = self._shelf.absent(dict.fromkeys(digests))
        return tuple(digest for digest in unpacked if not self.has(digest))

    def complete(self, digests: tuple[Digest, ...]) -> bool:
        """Say whether all these pictures are here; what was once complete is not looked up again.

        Pages ask for 33,000 photos at each opening: 90 ms without this, 3 ms with it.
        """
        known = hash(digests)
        if known in self._complete:
            return True
        whole = not self.missing(digests)
        if whole:
            self._complete.add(known)
        return whole

    def discard(self, digest: Digest, *, but: Shape | None = None) -> None:
        """Remove what is kept under ``digest`` in every shape, such as a damaged photo.

        What lies singly in the shape ``but`` stays, such as the thumbnail of a photo given up.

        Raises:
            FolderReadOnly, FileUnreadable: The disk refuses.
        """
        going = [shape for shape in Shape if shape is not but]
        for shape in going:
            path = _place(self._root, digest, shape)
            with explaining(path):
                path.unlink(missing_ok=True)
        if any(self._shelf.find(digest, shape) for shape in going):
            self._shelf.discard(digest)
        self._complete.clear()

    @property
    def root(self) -> Path:
        """Where its files lie."""
        return self._root

    def pictures(self) -> frozenset[Digest]:
        """Return every picture that is here; raises as :meth:`has`."""
        with explaining(self._root):
            single = {path.name for path in finished_files(self._root) if not path.suffix}
        return frozenset(map(Digest, single)) | frozenset(self._shelf.digests(Shape.PICTURE))

    def count(self) -> int:
        """Return how many pictures there are, each counted once; raises as :meth:`has`."""
        return len(self.pictures())

    def at(self, root: Path) -> Vault:
        """Return the vault of a copy under the same key, such as a backup's."""
        return Vault(root, self._key)

    def unsound_packs(self) -> tuple[Path, ...]:
        """Return packs that are torn, rotten or of another folder.

        What is whole in them is read all the same. They are never removed here.
        """
        return self._shelf.unsound()

    def sweep(self, known: Collection[Digest]) -> Swept:
        """Remove unfinished files and those under a digest that is not in ``known``.

        Only right after opening a data folder: a photo on its way into a record would count as
        an orphan. ``known`` holds pictures' digests and, where originals are kept, theirs. Files
        with other names are left alone. A pack goes when nothing in it is known, and stays whole
        otherwise.

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
        orphans |= dict.fromkeys(self._shelf.sweep(keep))
        self._complete.clear()
        return Swept(orphans=tuple(orphans), unfinished=unfinished)


def finished_files(root: Path) -> Iterator[Path]:
    """Yield the finished files of the vault at ``root``: those that a backup copies, no others.

    Raises:
        OSError: The disk refuses.
    """
    for folder in sorted(path for path in root.iterdir() if path.is_dir()):
        for path in sorted(folder.iterdir()):
            if _named(path) or (folder.name == PACKS and path.suffix == PACK):
                yield path


def _place(root: Path, digest: Digest, shape: Shape) -> Path:
    if not DIGEST.fullmatch(digest):  # it becomes a path
        raise ValueError(f"not a digest: {digest!r}")
    return root / digest[:FOLDER] / f"{digest}{shape}"


def _named(path: Path) -> Digest | None:
    """Return the digest that one of our files is named by, or None."""
    named = DIGEST.match(path.name)
    if not named or path.name[64:] not in set(Shape) or path.parent.name != path.name[:FOLDER]:
        return None
    return Digest(named.group())
