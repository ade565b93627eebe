"""Back a data folder up, read it back, and bring it back to another place."""

from __future__ import annotations

import filecmp
import json
import shutil
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar
from uuid import uuid4

from inspector.actions import keys
from inspector.actions.desk import Desk, sit_down
from inspector.actions.trusting import keep_trust, trust_of
from inspector.domain.errors import InspectorError
from inspector.domain.progress import Ticket
from inspector.media.vault import finished_files
from inspector.platform.clock import Clock, now
from inspector.platform.durable import (
    durable,
    explaining,
    make_folders,
    sync_folder,
    write_durably,
)
from inspector.platform.folder import (
    DESCRIPTION,
    STAGING,
    STORE,
    VAULT,
    FolderOccupied,
    Role,
    describe,
)
from inspector.store.events import Event

TRUST_LEAP = 1000
"""Laptops refuse a trust book older than the one they know: a restored office leaps ahead of all
that it may have issued since the backup."""

PIECE = 2**20
"""Bytes that are copied at a time."""

COMPLETE = "complete.json"
"""Written last: a backup without it is not whole."""


ANOTHER = f"请换一份备份；备份文件夹里应有 {COMPLETE}。"


class BackupIncomplete(InspectorError):
    """A backup was interrupted, or something of it is gone."""

    code: ClassVar[str] = "F120"
    what: ClassVar[str] = "{path} 不是一份完整的备份。"
    next_step: ClassVar[str] = "{hint}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A backup that was written and read back, or what was restored from it."""

    path: Path
    records: int
    photos: int


def backup(desk: Desk, out: Path, *, ticket: Ticket | None = None) -> Kept:
    """Copy store and vault into a new folder below ``out`` and read everything back.

    The copy is under the same key and PIN. It is whole once it holds ``complete.json``.

    Raises:
        DiskFull, FolderReadOnly, FileUnreadable, StoreDamaged: The backup is not whole.
        Cancelled: By the ticket; the backup is not whole.
    """
    ticket = ticket or Ticket()
    path = out / f"备份_{desk.folder.role}_{desk.clock():%Y%m%d_%H%M%S}"
    with explaining(path):
        make_folders(path.parent)
        path.mkdir()
        _lay_out(path)
    desk.store.backup(path / STORE)
    _copy_vault(desk.folder.vault_path, path / VAULT, ticket)
    photos = desk.vault.at(path / VAULT).count()
    with explaining(path):
        description = (desk.folder.path / DESCRIPTION).read_bytes()
    write_durably(path / DESCRIPTION, description)
    with desk.store.reading() as reading:
        records = reading.records.count()
    facts = {"records": records, "photos": photos}
    write_durably(path / COMPLETE, json.dumps(facts).encode())
    return Kept(path=path, records=records, photos=photos)


def restore(
    source: Path, path: Path, pin: str, *, clock: Clock = now, ticket: Ticket | None = None
) -> Kept:
    """Bring a backup back to an empty place, as a new stream.

    The original may be in use elsewhere: a new stream keeps the two apart.

    Raises:
        BackupIncomplete: It is not whole.
        FolderOccupied: Something lies at ``path``.
        WrongPin: The PIN does not open it; nothing is left at ``path``.
        DiskFull, FolderReadOnly, FileUnreadable: Nothing is left at ``path``.
    """
    ticket = ticket or Ticket()
    facts = _facts(source)
    describe(source)
    with explaining(path):
        if path.exists() and (not path.is_dir() or any(path.iterdir())):
            raise FolderOccupied(path=path)
    try:
        with explaining(path):
            _lay_out(path)
        _copy_vault(source / VAULT, path / VAULT, ticket)
        for name in (STORE, DESCRIPTION):
            with explaining(source / name):
                content = (source / name).read_bytes()
            write_durably(path / name, content)
        kept = _begin_anew(path, pin, clock)
        _check_whole(source, facts, {"records": kept.records, "photos": kept.photos})
    except BaseException:
        shutil.rmtree(path, ignore_errors=True)
        raise
    return kept


def _hint(source: Path) -> str:
    """Say what was probably meant, where it is to be seen."""
    with suppress(OSError):
        if source.is_file() and (source.parent / COMPLETE).is_file():
            return f"备份是整个文件夹，请指 {source.parent}。"
        if source.is_file():
            return f"备份是一个文件夹，不是一个文件；里面应有 {COMPLETE}。"
        within = sorted(one.parent for one in source.glob(f"*/{COMPLETE}"))
        if within:
            return f"这里面有 {len(within)} 份备份，请指其中一份，如 {within[-1]}。"
        if (source / STORE).is_file() and (source / DESCRIPTION).is_file():
            return "这像是正在用的数据文件夹，或没写完的备份；备份另在一个“备份_”开头的文件夹里。"
    return ANOTHER


def _lay_out(path: Path) -> None:
    """Make the folders of a data folder, lasting."""
    make_folders(path / VAULT)
    make_folders(path / STAGING)
    sync_folder(path.parent)


def _begin_anew(path: Path, pin: str, clock: Clock) -> Kept:
    """Give the folder a new stream; return what came back."""
    desk = sit_down(path, pin, clock=clock)
    try:
        with desk.store.unit() as unit:
            old = unit.meta.get(keys.STREAM) or ""
            unit.meta.put(keys.STREAM, str(uuid4()))
            if desk.folder.role is Role.OFFICE:
                trust = trust_of(unit)
                keep_trust(unit, replace(trust, version=trust.version + TRUST_LEAP))
                number = unit.receipts.last_number() + TRUST_LEAP
                unit.meta.put(keys.RECEIPT_NUMBER, str(number))
            unit.events.add(Event(at=clock(), actor="", kind="restore", subject=old))
            records = unit.records.count()
            unit.commit()
        return Kept(path=path, records=records, photos=desk.vault.count())
    finally:
        desk.close()


def _facts(source: Path) -> dict[str, int]:
    try:
        facts = json.loads((source / COMPLETE).read_text("utf-8"))
        return {"records": int(facts["records"]), "photos": int(facts["photos"])}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BackupIncomplete(path=source, hint=_hint(source)) from error


def _check_whole(source: Path, facts: dict[str, int], found: dict[str, int]) -> None:
    if found != facts:
        raise BackupIncomplete(path=source, hint=ANOTHER)


def _copy_vault(source: Path, target: Path, ticket: Ticket) -> None:
    """Copy every file of the vault and compare the copy; a pack may be of gigabytes."""
    with explaining(source):
        files = sorted(finished_files(source))
    for at, file in enumerate(files, start=1):
        copy = target / file.relative_to(source)
        with explaining(copy):
            make_folders(copy.parent)
        with durable(copy) as out, explaining(file), file.open("rb") as taken:
            shutil.copyfileobj(taken, out, PIECE)
        with explaining(copy):
            if not filecmp.cmp(file, copy, shallow=False):
                raise BackupIncomplete(path=target, hint=ANOTHER)
        ticket.step(at, len(files), "照片")
