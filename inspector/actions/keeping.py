"""Back a data folder up, read it back, and bring it back to another place."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import ClassVar
from uuid import uuid4

from inspector.actions import keys
from inspector.actions.backup_home import (
    COMPLETE,
    NAME,
    PHOTOS,
    BackupInside,
    Facts,
    Snapshot,
    alone_in,
    digest_of,
    found_at,
    home_in,
    lies_among,
    new_snapshot,
    remove,
    those_before,
)
from inspector.actions.backup_photos import (
    bring,
    bring_apart,
    bring_back,
    damaged_among,
    digest_of_all,
    held_among,
)
from inspector.actions.desk import Desk, sit_down
from inspector.actions.lacking import note_rotten
from inspector.actions.setting_apart import APART
from inspector.actions.trusting import keep_trust, trust_of
from inspector.actions.unlocking import read_recovery
from inspector.domain.errors import InspectorError
from inspector.domain.progress import Ticket
from inspector.exchange.team_code import read_code
from inspector.platform.clock import Clock, now
from inspector.platform.durable import explaining, make_folders, sync_folder, write_durably
from inspector.platform.folder import (
    DESCRIPTION,
    STAGING,
    STORE,
    VAULT,
    FolderOccupied,
    Role,
    Way,
    describe,
)
from inspector.platform.keys import check_pin
from inspector.platform.place import place_mark
from inspector.platform.space import forget_cached
from inspector.store.copies import check_copy, held, held_in
from inspector.store.engine import StoreDamaged
from inspector.store.events import Event

TRUST_LEAP = 1000
"""Laptops refuse a trust book older than the one they know: a restored office leaps ahead of all
that it may have issued since the backup, and by one more for each minute that went by since:
restored twice from one backup, the second office is ahead of the first."""

RESTORING = "未恢复完"
"""Holds what is being restored, so that nothing half restored is ever opened as a data folder."""

MOVED = (VAULT, STAGING, STORE, APART)
"""What of it is moved; locks and counts of tries are made anew."""

ANOTHER = f"请换一份备份；备份文件夹里应有 {COMPLETE}。"


class BackupIncomplete(InspectorError):
    """A backup was interrupted, or something of it is gone."""

    code: ClassVar[str] = "F120"
    what: ClassVar[str] = "{path} 不是一份完整的备份。"
    next_step: ClassVar[str] = "{hint}"


class BackupDamaged(InspectorError):
    """A backup was whole and is no longer; ``before`` names the whole one before it, if any."""

    code: ClassVar[str] = "F123"
    what: ClassVar[str] = "备份 {path} 已损坏，读出来和备份时的不一样。"
    next_step: ClassVar[str] = "{hint}"

    def __init__(self, *, path: Path, before: str) -> None:
        hint = f"请改用前一份 {before}。" if before else "请换另一处的备份。"
        super().__init__(path=path, before=before, hint=hint)


class RestoreInside(InspectorError):
    """Somebody chose a folder among backups to restore to."""

    code: ClassVar[str] = "F124"
    what: ClassVar[str] = "{path} 在备份文件夹里面，恢复出来的会和备份混在一起。"
    next_step: ClassVar[str] = "请在别处选一个空文件夹。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A backup that was written and read back, or what was restored from it."""

    path: Path
    records: int
    photos: int
    saves: int = 0
    """The number of the last save that it holds."""
    lost: int = 0
    """Pictures that should have come back whole, and did not; the others are there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What opens a backup; ``new_pin`` takes the place of its PIN, which may be forgotten."""

    secret: str = field(repr=False)
    way: Way = Way.PIN
    new_pin: str = field(default="", repr=False)


def backup(desk: Desk, out: Path, *, ticket: Ticket | None = None) -> Kept:
    """Write a snapshot of store and vault below ``out`` and read everything back.

    The copy is under the same key and PIN. It is whole once it holds ``complete.json``. The store
    comes first: every photo that it names was in the vault before.

    Raises:
        BackupInside: ``out`` is in the data folder.
        BackupBusy: Another program writes there.
        DiskFull, FolderReadOnly, FileUnreadable, StoreDamaged: There is no such snapshot.
        Cancelled: By the ticket; there is no such snapshot.
    """
    ticket = ticket or Ticket()
    home = home_of(desk, out)
    with explaining(home):
        make_folders(home)
    with alone_in(home):
        path = new_snapshot(home, desk.clock())
        try:
            return _write(desk, path, ticket)
        except BaseException:
            with suppress(InspectorError):  # what cannot be removed has no ``complete.json``
                remove(path)
            raise


def home_of(desk: Desk, place: Path) -> Path:
    """Return where in ``place`` the backups of the open folder lie.

    Raises:
        BackupInside: That is in the data folder.
    """
    place = place.absolute()
    with suppress(OSError):
        if place.resolve().is_relative_to(desk.folder.path.resolve()):
            raise BackupInside(path=place)
    with desk.store.reading() as reading:
        county, team = reading.meta.get(keys.COUNTY_NAME) or "", reading.meta.get(keys.TEAM) or ""
    return home_in(place, f"{county}{team}", desk.folder.id)


def _write(desk: Desk, path: Path, ticket: Ticket) -> Kept:
    desk.store.backup(path / STORE)
    forget_cached(path / STORE)
    found = held_in(path / STORE, desk.folder.key)
    if found is None:
        raise StoreDamaged(path=path / STORE)
    copy = desk.vault.at(path.parent / PHOTOS)
    bring(desk.vault, copy, ticket)
    bring_apart(desk.folder.path / APART, path.parent / APART, ticket)
    photos = held_among(copy, found.photos)
    with explaining(path):
        description = (desk.folder.path / DESCRIPTION).read_bytes()
        size = (path / STORE).stat().st_size
    with desk.store.reading() as reading:
        stream = reading.meta.get(keys.STREAM) or ""
    facts = Facts(
        records=found.records,
        photos=len(photos),
        at=desk.clock().isoformat(),
        name=path.parent.name,
        folder=desk.folder.id,
        stream=stream,
        digest=found.digest,
        photo_digest=digest_of_all(photos),
        store_size=size,
        store_digest=digest_of(path / STORE),
        saves=found.saves,
    )
    write_durably(path / DESCRIPTION, description)
    write_durably(path / COMPLETE, facts.written())
    return Kept(path=path, records=facts.records, photos=facts.photos, saves=found.saves)


def choose(source: Path, at: str = "") -> Snapshot:
    """Return a snapshot of a backup, a folder of backups or a place: the newest, or that of ``at``.

    Raises:
        BackupIncomplete: There is none, or it was never finished.
    """
    for one in found_at(source):
        if one.facts is not None and one.name.startswith(at):
            return one
    raise BackupIncomplete(path=source, hint=_hint(source))


def restore(
    source: Path,
    path: Path,
    entry: Entry | str,
    *,
    clock: Clock = now,
    ticket: Ticket | None = None,
) -> Kept:
    """Bring a backup back to an empty place, as a new stream.

    ``source`` is as for :func:`choose`; ``entry`` is the PIN, or another way. The original may be
    in use elsewhere: a new stream keeps the two apart.

    Raises:
        BackupIncomplete: It is not whole.
        BackupDamaged: It was whole, and is no longer.
        RestoreInside: ``path`` lies among backups.
        FolderOccupied: Something lies at ``path``.
        WrongPin, WrongCode, WrongRecovery, WayMissing: Nothing is left at ``path``.
        DiskFull, FolderReadOnly, FileUnreadable, Cancelled: Nothing is left at ``path``.
    """
    entry = Entry(secret=entry) if isinstance(entry, str) else entry
    snapshot = choose(source)
    if lies_among(path, snapshot):
        raise RestoreInside(path=path)
    if entry.new_pin:
        check_pin(entry.new_pin)
    with _building(path) as folder:
        _copy_store(snapshot, folder)
        try:
            kept = _begin_anew(folder, snapshot, (entry, clock), ticket or Ticket())
        except StoreDamaged:
            raise _damaged(snapshot) from None
    return replace(kept, path=path)


@contextmanager
def _building(path: Path) -> Iterator[Path]:
    """Give a folder to build in; what is there at the end becomes the content of ``path``."""
    was_there = path.exists()
    with explaining(path):
        if was_there and (not path.is_dir() or not _free(path)):
            raise FolderOccupied(path=path)
    try:
        folder = path / RESTORING
        with explaining(path):
            _empty(path)
            make_folders(path, mode=0o700)
            make_folders(folder / VAULT)
            make_folders(folder / STAGING)
        yield folder
        with explaining(path):
            _move_up(folder, path)
    except BaseException:
        with suppress(OSError):
            _empty(path)
            if not was_there:
                path.rmdir()
        raise


def _free(path: Path) -> bool:
    """Say whether nothing lies here, or only what a restore left that was killed."""
    names = {one.name for one in path.iterdir()}
    return not names or (RESTORING in names and names <= {RESTORING, *MOVED})


def _empty(path: Path) -> None:
    """Remove what a restore left there, and nothing else."""
    for name in (DESCRIPTION, *MOVED, RESTORING):
        one = path / name
        if one.is_dir():
            shutil.rmtree(one)
        else:
            one.unlink(missing_ok=True)


def _move_up(folder: Path, path: Path) -> None:
    """Give everything its place; the description comes last, which makes it a data folder."""
    for name in MOVED:
        if (folder / name).exists():  # most folders have nothing set apart
            (folder / name).rename(path / name)
    sync_folder(path)
    (folder / DESCRIPTION).rename(path / DESCRIPTION)
    sync_folder(path)
    shutil.rmtree(folder)


def _copy_store(snapshot: Snapshot, folder: Path) -> None:
    """Copy the store and the description, and hold them against what the backup says."""
    describe(snapshot.path)
    with explaining(snapshot.path):
        content = (snapshot.path / STORE).read_bytes()
        description = (snapshot.path / DESCRIPTION).read_bytes()
    write_durably(folder / STORE, content)
    write_durably(folder / DESCRIPTION, description)
    facts = snapshot.facts
    if facts and facts.store_digest and digest_of(folder / STORE) != facts.store_digest:
        raise _damaged(snapshot)


def _damaged(snapshot: Snapshot) -> BackupDamaged:
    before = next((one.name for one in those_before(snapshot) if one.whole), "")
    return BackupDamaged(path=snapshot.path, before=before)


def _begin_anew(
    path: Path, snapshot: Snapshot, opening: tuple[Entry, Clock], ticket: Ticket
) -> Kept:
    """Open the copy, bring its photos, and give it a new stream."""
    entry, clock = opening
    desk = sit_down(path, _read(entry), clock=clock, way=entry.way)
    try:
        old = _stream_of(desk, snapshot)
        check_copy(desk.folder.store_path, desk.folder.key)
        with desk.store.reading() as reading:
            found = held(reading)
        facts = snapshot.facts
        if facts and facts.records != found.records:
            raise StoreDamaged(path=snapshot.path)
        ours = desk.vault.at(snapshot.photos)
        bring_back(ours, desk.vault, found.photos | found.sources, ticket)
        bring_apart(snapshot.path.parent / APART, path / APART, ticket)
        photos = held_among(desk.vault, found.photos)
        damaged = damaged_among(desk.vault, photos, ticket)
        note_rotten(desk, damaged, photos - frozenset(damaged))
        _new_stream(desk, path.parent, old, _leap(clock() - snapshot.at))
        if entry.new_pin:
            desk.folder.add_way(Way.PIN, entry.new_pin)
        lost = len(damaged) + max(0, (facts.photos if facts else 0) - len(photos))
        return Kept(path=path, records=found.records, photos=len(photos) - len(damaged), lost=lost)
    finally:
        desk.close()


def _read(entry: Entry) -> str:
    """Return the secret as it was kept, from what somebody typed."""
    match entry.way:
        case Way.CODE:
            return read_code(entry.secret)
        case Way.RECOVERY:
            return read_recovery(entry.secret)
        case _:
            return entry.secret


def _stream_of(desk: Desk, snapshot: Snapshot) -> str:
    """Return the stream of the original; opening the copy may have begun another one already."""
    with desk.store.reading() as reading:
        known = reading.meta.get(keys.PARENT) or reading.meta.get(keys.STREAM) or ""
    return (snapshot.facts.stream if snapshot.facts else "") or known


def _leap(age: timedelta) -> int:
    return TRUST_LEAP + max(0, age // timedelta(minutes=1))


def _new_stream(desk: Desk, path: Path, old: str, leap: int) -> None:
    """Begin a stream whose parent is the original's; ``path`` is where the folder will lie."""
    with desk.store.unit() as unit:
        unit.meta.put(keys.STREAM, str(uuid4()))
        unit.meta.put(keys.PARENT, old)
        unit.meta.put(keys.PLACE, place_mark(path))
        unit.meta.remove(keys.MOVED)  # who restores is told
        if desk.folder.role is Role.OFFICE:
            trust = trust_of(unit)
            keep_trust(unit, replace(trust, version=trust.version + leap))
            number = unit.receipts.last_number() + leap
            unit.meta.put(keys.RECEIPT_NUMBER, str(number))
        unit.meta.remove(keys.BACKUPS)  # its places and times were those of the original
        unit.events.add(Event(at=desk.clock(), actor="", kind="restore", subject=old))
        unit.commit()


def _hint(source: Path) -> str:
    """Say what was probably meant, where it is to be seen."""
    with suppress(OSError):
        if source.is_file() and (source.parent / COMPLETE).is_file():
            return f"备份是整个文件夹，请指 {source.parent}。"
        if source.is_file():
            return f"备份是一个文件夹，不是一个文件；里面应有 {COMPLETE}。"
        if (source / STORE).is_file() and (source / DESCRIPTION).is_file():
            return f"这像是正在用的数据文件夹，或没写完的备份；备份在“{NAME}”开头的文件夹里。"
    return ANOTHER
