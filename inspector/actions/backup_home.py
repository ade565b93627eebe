"""Where backups lie: one folder for each data folder, its snapshots, and the photos they share.

``<place>/五星考评备份_<name>_<id>/<YYYYMMDD_HHMMSS>/`` holds ``store.db``, ``folder.json`` and,
written last, ``complete.json``. ``photos/`` beside them is laid out as a vault, encrypted as there.
An older program wrote every backup whole, with a ``vault`` of its own: such are read too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from shutil import rmtree
from typing import ClassVar

from inspector.domain.errors import InspectorError
from inspector.platform.clock import CHINA
from inspector.platform.durable import explaining, make_folders, sweep_parts, sync_folder
from inspector.platform.folder import DESCRIPTION, LOCK, STORE, VAULT, FolderBusy, Lock

NAME = "五星考评备份"
PHOTOS = "photos"
COMPLETE = "complete.json"
"""Written last: a backup without it is not whole."""

STAMP = re.compile(r"\d{8}_\d{6}(_\d+)?", re.ASCII)
OLD = re.compile(r"备份_(office|field)_(\d{8}_\d{6})", re.ASCII)
UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
LONGEST = 40
"""Characters of a county's name in the name of a folder."""

ID_PART = 8
"""Characters of the data folder's id in the name of the folder of its backups."""

PIECE = 2**20
"""Bytes that are read at a time."""


class BackupBusy(InspectorError):
    """Another program writes into these backups."""

    code: ClassVar[str] = "F121"
    what: ClassVar[str] = "{path} 正在写另一份备份。"
    next_step: ClassVar[str] = "请等它写完，再做一次。"


class BackupInside(InspectorError):
    """Somebody chose the data folder itself, or a folder in it, for backups."""

    code: ClassVar[str] = "F122"
    what: ClassVar[str] = "{path} 在数据文件夹里面，文件夹坏了备份也没了。"
    next_step: ClassVar[str] = "请换一个位置，最好在另一块盘或 U 盘上。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What ``complete.json`` says; of an old backup only how many records and photos."""

    records: int
    photos: int
    at: str = ""
    name: str = ""
    folder: str = ""
    """Id of the data folder."""
    stream: str = ""
    digest: str = ""
    """Of all records."""
    photo_digest: str = ""
    """Of the digests of all pictures."""
    store_size: int = -1
    store_digest: str = ""
    saves: int = 0
    """The number of the last save that it holds; counts up within one stream, whatever the clock
    says."""

    def written(self) -> bytes:
        """Return it as the file holds it."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True).encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """One backup as it lies there; ``facts`` is None if it was never finished."""

    path: Path
    at: datetime
    facts: Facts | None
    photos: Path
    """Where its photos lie, perhaps among those of others."""

    @property
    def name(self) -> str:
        """How people choose it."""
        return self.path.name

    @property
    def whole(self) -> bool:
        """False if it is seen at once that it is not; restoring reads everything."""
        if self.facts is None:
            return False
        with suppress(OSError):
            size = (self.path / STORE).stat().st_size
            return self.facts.store_size in (-1, size) and (self.path / DESCRIPTION).is_file()
        return False


def home_in(place: Path, name: str, folder_id: str) -> Path:
    """Return where in ``place`` a data folder's backups lie, or will lie.

    A county that was renamed since keeps its folder.
    """
    short = folder_id[:ID_PART]
    with explaining(place):
        known = sorted(place.glob(f"{NAME}_*_{short}")) if place.is_dir() else []
    safe = UNSAFE.sub("_", name).strip(" .")[:LONGEST]
    return known[0] if known else place / f"{NAME}_{safe}_{short}"


def homes_at(place: Path) -> tuple[Path, ...]:
    """Return the folders of backups at a place: itself, or those in it, or in our folder there."""
    for folder in (place, place / NAME):
        found = [one for one in sorted(folder.glob(f"{NAME}_*")) if one.is_dir()]
        if found:
            return tuple(found)
    return (place,) if place.is_dir() else ()


def snapshots_in(home: Path) -> tuple[Snapshot, ...]:
    """Return the snapshots of one folder, finished or not, newest first.

    Raises:
        FolderReadOnly, FileUnreadable: The disk refuses.
    """
    with explaining(home):
        names = [one for one in home.iterdir() if one.is_dir()] if home.is_dir() else []
    return _newest_first(one for one in map(snapshot_at, names) if one is not None)


def those_before(snapshot: Snapshot) -> tuple[Snapshot, ...]:
    """Return the snapshots of the same folder that come after it in the list, the next one first.

    Those of its own stream come before all others: they hold fewer saves, whatever the clock said
    when they were written.

    Raises:
        FolderReadOnly, FileUnreadable: The disk refuses.
    """
    names = snapshots_in(snapshot.path.parent)
    places = [one.path for one in names]
    if snapshot.path not in places:
        return ()
    older = names[places.index(snapshot.path) + 1 :]
    return tuple(sorted(older, key=lambda one: _stream(one) != _stream(snapshot)))


def lies_among(path: Path, snapshot: Snapshot) -> bool:
    """Say whether a folder is or would be among backups: this snapshot's or any with our names."""
    whole = path.absolute()
    with suppress(OSError):
        whole = whole.resolve()
    around = {snapshot.path.resolve()}
    if snapshot.photos.parent != snapshot.path:  # else it stands alone, perhaps on a stick's root
        around.add(snapshot.path.parent.resolve())
    folders = (whole, *whole.parents)
    return not around.isdisjoint(folders) or any(
        one.name == NAME or one.name.startswith(f"{NAME}_") for one in folders
    )


def found_at(source: Path) -> tuple[Snapshot, ...]:
    """Return the snapshots at a place, in a folder of backups, or the one that it is itself.

    Raises:
        FolderReadOnly, FileUnreadable: The disk refuses.
    """
    one = snapshot_at(source) if source.is_dir() else None
    found = [one] if one else [one for home in homes_at(source) for one in snapshots_in(home)]
    return _newest_first(found)


def _newest_first(found: Iterable[Snapshot]) -> tuple[Snapshot, ...]:
    """Sort by time; those of one stream by their saves among the places that they take.

    A clock that was wrong once must not make an old backup the newest one.
    """
    by_time = sorted(found, key=lambda one: (one.at, one.name), reverse=True)
    streams: dict[str, list[Snapshot]] = {}
    for one in by_time:
        streams.setdefault(_stream(one), []).append(one)
    ordered = {stream: iter(sorted(same, key=_saves)) for stream, same in streams.items()}
    return tuple(next(ordered[_stream(one)]) for one in by_time)


def _stream(one: Snapshot) -> str:
    return one.facts.stream if one.facts else ""


def _saves(one: Snapshot) -> int:
    """Sort what holds more saves first."""
    return -one.facts.saves if one.facts else 0


def snapshot_at(path: Path) -> Snapshot | None:
    """Return the snapshot that lies at ``path``, or None if its name is not one's."""
    old = OLD.fullmatch(path.name)
    stamp = old.group(2) if old else path.name
    if not old and not STAMP.fullmatch(stamp):
        return None
    try:
        at = datetime.strptime(stamp[:15], "%Y%m%d_%H%M%S").replace(tzinfo=CHINA)
    except ValueError:
        return None
    photos = path / VAULT if (path / VAULT).is_dir() else path.parent / PHOTOS
    return Snapshot(path=path, at=at, facts=facts_of(path), photos=photos)


def facts_of(path: Path) -> Facts | None:
    """Return what a finished backup says of itself."""
    try:
        tree: dict[str, object] = json.loads((path / COMPLETE).read_text("utf-8"))
        known = asdict(Facts(records=0, photos=0))
        said = {"records": None, "photos": None, **tree}
        if any(type(said.get(key, one)) is not type(one) for key, one in known.items()):
            return None
        return Facts(**known | {key: tree[key] for key in known if key in tree})
    except (OSError, ValueError, TypeError):
        return None


@contextmanager
def alone_in(home: Path) -> Iterator[None]:
    """Keep others from writing into the same backups; what was left unfinished is removed.

    Raises:
        BackupBusy: Another program writes there.
        DiskFull, FolderReadOnly, FileUnreadable: The disk refused.
    """
    with explaining(home):
        make_folders(home / PHOTOS)
        try:
            lock = Lock(home / LOCK)
        except FolderBusy as error:
            raise BackupBusy(path=home) from error
    try:
        _sweep(home)
        yield
    finally:
        lock.release()


def _sweep(home: Path) -> None:
    for one in snapshots_in(home):
        if not (one.path / COMPLETE).exists() and STAMP.fullmatch(one.name):
            remove(one.path)
    with explaining(home):
        folders = [one for one in (home / PHOTOS).iterdir() if one.is_dir()]
    for folder in folders:
        sweep_parts(folder)


def remove(path: Path) -> None:
    """Remove a snapshot: first what makes it one, so that no half of it is ever taken for one.

    Raises:
        FolderReadOnly, FileUnreadable: The disk refuses.
    """
    with explaining(path):
        (path / COMPLETE).unlink(missing_ok=True)
        sync_folder(path)
        rmtree(path)


def new_snapshot(home: Path, at: datetime) -> Path:
    """Make the folder of a snapshot.

    Raises:
        DiskFull, FolderReadOnly, FileUnreadable: The disk refused.
    """
    stamp = f"{at:%Y%m%d_%H%M%S}"
    names = (stamp, *(f"{stamp}_{number}" for number in range(2, 1000)))
    path = next(home / name for name in names if not (home / name).exists())
    with explaining(path):
        path.mkdir()
        sync_folder(home)
    return path


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file.

    Raises:
        FileMissing, FolderReadOnly, FileUnreadable: The disk refuses.
    """
    digest = sha256()
    with explaining(path), path.open("rb") as file:
        while piece := file.read(PIECE):
            digest.update(piece)
    return digest.hexdigest()
