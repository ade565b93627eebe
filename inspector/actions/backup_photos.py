"""The photos of backups: copied once, read back, looked through once a week, removed with proof.

Names say what a file holds, so a name that is there with the same size is not copied again: the
second backup of 50,000 photos looks at names only.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from inspector.actions.backup_home import PIECE, digest_of
from inspector.actions.setting_apart import ENDING
from inspector.domain.ids import Digest
from inspector.domain.progress import Ticket
from inspector.media.pack import PACK
from inspector.media.vault import PhotoDamaged, PhotoMissing, Shape, Vault, finished_files
from inspector.platform.durable import (
    FileMissing,
    FileUnreadable,
    explaining,
    make_folders,
    part_of,
    replace,
    sync_folder,
)
from inspector.platform.space import forget_cached, require_space

ROUNDS = 3
"""How often the source is listed anew, because a pack was written anew while it was copied."""

COPYING, CHECKING = "照片", "核对照片"


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What was copied: files and bytes."""

    files: int
    size: int


def bring(source: Vault, copy: Vault, ticket: Ticket) -> Brought:
    """Copy what ``copy`` does not hold yet; each file is synced, read back and compared.

    What lies there in another size is copied anew only if it is damaged there and whole here.

    Raises:
        DiskFull, FolderReadOnly, FileUnreadable: The disk refused, or gave back something else.
        Cancelled: By the ticket; whole copies stay for the next time.
    """
    brought = Brought(files=0, size=0)
    for _round in range(ROUNDS):
        wanted = _wanted(source, copy)
        require_space(copy.root, sum(wanted.values()))
        done = _bring(source.root, copy.root, wanted, ticket)
        brought = Brought(files=brought.files + done.files, size=brought.size + done.size)
        if done.files == len(wanted):
            break
    return brought


def bring_back(source: Vault, target: Vault, needed: Collection[Digest], ticket: Ticket) -> Brought:
    """Copy what is needed out of a backup: single files by their name, packs as they are.

    Raises:
        DiskFull, FolderReadOnly, FileUnreadable: The disk refused, or gave back something else.
        Cancelled: By the ticket.
    """
    keep = frozenset(needed)
    wanted = {
        name: size
        for name, size in sizes_of(source.root).items()
        if name.suffix == PACK or name.name[:64] in keep
    }
    require_space(target.root, sum(wanted.values()))
    return _bring(source.root, target.root, wanted, ticket)


def bring_apart(source: Path, target: Path, ticket: Ticket) -> None:
    """Copy the packages set apart as far as they are not there; they lie sealed, and never change.

    Raises:
        DiskFull, FolderReadOnly, FileUnreadable: The disk refused, or gave back something else.
        Cancelled: By the ticket; whole copies stay for the next time.
    """
    with explaining(source):
        wanted = {
            Path(one.name): one.stat().st_size
            for one in sorted(source.glob(f"*{ENDING}"))
            if not (target / one.name).exists()
        }
    require_space(target.parent, sum(wanted.values()))
    _bring(source, target, wanted, ticket)


def _bring(source: Path, target: Path, wanted: dict[Path, int], ticket: Ticket) -> Brought:
    files = size = 0
    folders = {(target / name).parent for name in wanted}
    with explaining(target):
        for folder in folders:
            make_folders(folder)
    for at, name in enumerate(wanted, start=1):
        try:
            size += copy_proved(source / name, target / name)
            files += 1
        except FileMissing:  # written anew since it was listed, or given up
            if (source / name).exists():
                raise
        ticket.step(at, len(wanted), COPYING)
    with explaining(target):
        for folder in folders:
            sync_folder(folder)
    return Brought(files=files, size=size)


def _wanted(source: Vault, copy: Vault) -> dict[Path, int]:
    """Return the files to be copied, and their sizes."""
    held = sizes_of(copy.root)
    return {
        name: size
        for name, size in sizes_of(source.root).items()
        if held.get(name) != size
        and (name not in held or (_whole(source, name) and not _whole(copy, name)))
    }


def _whole(vault: Vault, name: Path) -> bool:
    """Say whether one file of a vault opens."""
    if name.suffix == PACK:
        return vault.root / name not in vault.unsound_packs()
    with suppress(PhotoDamaged, PhotoMissing):
        vault.get(Digest(name.name[:64]), Shape(name.suffix))
        return True
    return False


def sizes_of(root: Path) -> dict[Path, int]:
    """Return the finished files of a vault, relative to it, and their bytes.

    Raises:
        FolderReadOnly, FileUnreadable: The disk refuses.
    """
    sizes: dict[Path, int] = {}
    with explaining(root):
        for path in finished_files(root) if root.is_dir() else ():
            with suppress(FileNotFoundError):  # gone since it was listed
                sizes[path.relative_to(root)] = path.stat().st_size
    return sizes


def copy_proved(source: Path, target: Path) -> int:
    """Copy one file; the caller syncs its folder. Return its bytes.

    Raises:
        FileMissing: The source is gone.
        DiskFull, FolderReadOnly, FileUnreadable: The disk refused, or gave back something else.
    """
    part = part_of(target)
    digest, size = sha256(), 0
    with explaining(source):
        file = source.open("rb")
    try:
        with file, explaining(target), part.open("xb") as out:
            while piece := file.read(PIECE):
                digest.update(piece)
                size += out.write(piece)
            out.flush()
            os.fsync(out.fileno())
        forget_cached(part)
        if digest_of(part) != digest.hexdigest():
            raise FileUnreadable(path=target, reason="读回的内容和写入的不一样")
        with explaining(target):
            replace(part, target)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return size


def held_among(vault: Vault, photos: Collection[Digest]) -> frozenset[Digest]:
    """Return which of the pictures a vault holds."""
    return frozenset(photos) - set(vault.missing(sorted(photos)))


def digest_of_all(photos: Iterable[Digest]) -> str:
    """Return one digest of a set of pictures."""
    return sha256("\n".join(sorted(photos)).encode()).hexdigest()


def check_all(
    source: Vault, copy: Vault, photos: Collection[Digest], ticket: Ticket
) -> tuple[Digest, ...]:
    """Open every picture of a backup; copy damaged ones anew; return those that stay damaged.

    Raises:
        FolderReadOnly, FileUnreadable: The disk refuses.
        Cancelled: By the ticket.
    """
    bad: list[Digest] = []
    for at, photo in enumerate(sorted(photos), start=1):
        for path in _damaged(copy, photo):
            name = path.relative_to(copy.root)
            if _whole(source, name) and not _damaged(source, photo):
                copy_proved(source.root / name, path)
        if _damaged(copy, photo):
            bad.append(photo)
        ticket.step(at, len(photos), CHECKING)
    return tuple(bad)


def damaged_among(vault: Vault, photos: Collection[Digest], ticket: Ticket) -> tuple[Digest, ...]:
    """Open every picture; return those that are not what was put.

    Raises:
        FolderReadOnly, FileUnreadable: The disk refuses.
        Cancelled: By the ticket.
    """
    bad: list[Digest] = []
    for at, photo in enumerate(sorted(photos), start=1):
        if _damaged(vault, photo):
            bad.append(photo)
        ticket.step(at, len(photos), CHECKING)
    return tuple(bad)


def _damaged(vault: Vault, photo: Digest) -> list[Path]:
    """Return where what is kept under a digest is not whole."""
    found: list[Path] = []
    for shape in (Shape.PICTURE, Shape.THUMBNAIL):
        try:
            vault.get(photo, shape)
        except PhotoDamaged as error:
            found.append(Path(str(error.facts["path"])))
        except PhotoMissing:
            continue
    return found


def drop_unneeded(source: Vault, copy: Vault, needed: Collection[Digest]) -> int:
    """Remove photos that neither the data folder holds nor any snapshot needs; return how many.

    Raises:
        FolderReadOnly, FileUnreadable: The disk refuses.
    """
    return len(copy.sweep(source.pictures() | frozenset(needed)).orphans)
