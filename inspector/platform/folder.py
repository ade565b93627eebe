"""The data folder: one laptop's or one office's whole state, opened by one program at a time."""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from shutil import rmtree
from typing import Any, Self
from uuid import uuid4

from inspector.domain.canonical import Tree, canonical
from inspector.domain.errors import InspectorError
from inspector.platform.durable import PART, explaining, sweep_parts, sync_folder, write_durably
from inspector.platform.keys import (
    DEFAULT_COST,
    Cost,
    check_pin,
    random_key,
    unwrap_key,
    wrap_key,
)

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

DESCRIPTION = "folder.json"
LOCK = "lock"
STORE = "store.db"
VAULT = "vault"
STAGING = "staging"
FORMAT = "wxp-folder"
VERSION = 1
MAX_DESCRIPTION = 65_536


class Role(StrEnum):
    """What a data folder is for; fixed when it is made."""

    OFFICE = "office"
    FIELD = "field"


ROLE_NAMES = {Role.OFFICE: "县级考评办", Role.FIELD: "外业考评组"}


class FolderBusy(InspectorError):
    """Another running program has this data folder open."""

    code = "F104"
    what = "数据文件夹 {path} 正被另一个“五星考评”程序使用。"
    next_step = "请切换到已打开的窗口，或先关闭它，再打开。"


class NotADataFolder(InspectorError):
    """There is nothing of ours at this place, or it is newer or damaged."""

    code = "F105"
    what = "{path} 不是“五星考评”的数据文件夹。"
    next_step = "请选择新建时用的文件夹，或先新建一个。"


class WrongRole(InspectorError):
    """A field folder was opened as an office, or the reverse."""

    code = "F106"
    what = "{path} 是{is_role}的数据文件夹，这里需要{needs_role}的。"
    next_step = "请选择{needs_role}的数据文件夹。"


class FolderOccupied(InspectorError):
    """A new data folder needs an empty place."""

    code = "F108"
    what = "{path} 里已有文件，不能在这里新建数据文件夹。"
    next_step = "请选一个空文件夹，或直接打开已有的数据。"


class FolderTooNew(InspectorError):
    """A newer program made this folder."""

    code = "F109"
    what = "{path} 由更新版本的程序建立，本程序打不开。"
    next_step = "请安装新版程序后再打开。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What stands in clear in a data folder; ``wrapped`` holds the key under the PIN."""

    role: Role
    id: str
    wrapped: dict[str, Tree]

    @property
    def context(self) -> bytes:
        """Bound to the wrapped key, so that the role cannot be edited."""
        return f"{self.role}\0{self.id}".encode()


class DataFolder:
    """An open data folder; ``with`` closes it, and until then nobody else can open it.

    ``key`` is the random 256-bit key of store and vault; keep it in memory only.
    """

    def __init__(self, path: Path, description: Description, key: bytes, lock: Lock) -> None:
        self.path = path
        self.role = description.role
        self.id = description.id
        self.key = key
        self._lock = lock
        self._new = False

    @classmethod
    def create(cls, path: Path, role: Role, pin: str, *, cost: Cost = DEFAULT_COST) -> Self:
        """Make a data folder at an empty or new place and open it.

        Raises:
            PinTooShort: Fewer than six characters.
            FolderOccupied: Something lies there already.
            FolderBusy: Another program is making one there.
            DiskFull, FolderReadOnly, FileUnreadable: The disk refused.
        """
        check_pin(pin)
        path = path.absolute()
        with explaining(path):
            if path.exists() and (not path.is_dir() or _occupied(path)):
                raise FolderOccupied(path=path)
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
            lock = Lock(path / LOCK)
        try:
            return cls._lay_out(path, role, pin, lock, cost)
        except BaseException:
            lock.release()
            raise

    @classmethod
    def _lay_out(cls, path: Path, role: Role, pin: str, lock: Lock, cost: Cost) -> Self:
        if (path / DESCRIPTION).exists():  # somebody made one since we looked
            raise FolderOccupied(path=path)
        key = random_key()
        bare = Description(role=role, id=str(uuid4()), wrapped={})
        wrapped = wrap_key(key, pin, context=bare.context, cost=cost)
        description = Description(role=role, id=bare.id, wrapped=wrapped)
        with explaining(path):
            for name in (VAULT, STAGING):
                (path / name).mkdir(mode=0o700, exist_ok=True)
            sync_folder(path)
        write_durably(path / DESCRIPTION, _write(description))
        folder = cls(path, description, key, lock)
        folder._new = True
        return folder

    @classmethod
    def open(cls, path: Path, pin: str, *, role: Role | None = None) -> Self:
        """Open a data folder, of the given role if one is needed.

        Raises:
            NotADataFolder: Nothing of ours, or a damaged description.
            FolderTooNew: Made by a newer program.
            WrongRole: Another role is needed.
            FolderBusy: Another program has it open.
            WrongPin: The PIN does not open it.
            FolderReadOnly, FileUnreadable: The disk refused.
        """
        path = path.absolute()
        description = describe(path)
        if role is not None and description.role is not role:
            raise WrongRole(
                path=path, is_role=ROLE_NAMES[description.role], needs_role=ROLE_NAMES[role]
            )
        with explaining(path):
            lock = Lock(path / LOCK)
        try:
            key = unwrap_key(description.wrapped, pin, context=description.context)
            for folder in (path, path / STAGING):
                sweep_parts(folder)
        except BaseException:
            lock.release()
            raise
        return cls(path, description, key, lock)

    @property
    def store_path(self) -> Path:
        """Where the encrypted store lies."""
        return self.path / STORE

    @property
    def vault_path(self) -> Path:
        """Where the encrypted photos lie."""
        return self.path / VAULT

    @property
    def staging_path(self) -> Path:
        """Where packages are put together and taken apart; may be emptied at any start."""
        return self.path / STAGING

    def undo_creation(self) -> None:
        """Remove a folder that was just made, because what should follow failed; close it.

        So nothing half-made is left that would refuse the next attempt. The store must be closed.

        Raises:
            RuntimeError: This folder was opened, not made: its content is somebody's work.
        """
        if not self._new:
            raise RuntimeError("only a folder made by this object may be removed")
        with suppress(OSError):
            (self.path / DESCRIPTION).unlink()  # first: without it this is no data folder
            rmtree(self.vault_path)
            rmtree(self.staging_path)
            for rest in ("", "-wal", "-shm"):
                (self.path / f"{STORE}{rest}").unlink(missing_ok=True)
        self.close()
        with suppress(OSError):
            (self.path / LOCK).unlink()
            self.path.rmdir()

    def close(self) -> None:
        """Let other programs open it; safe to call twice."""
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()


def describe(path: Path) -> Description:
    """Read what a data folder says of itself, without PIN and lock.

    Raises:
        NotADataFolder: Nothing of ours, or a damaged description.
        FolderTooNew: Made by a newer program.
        FolderReadOnly, FileUnreadable: The disk refused.
    """
    file = path / DESCRIPTION
    if not file.is_file():
        raise NotADataFolder(path=path)
    with explaining(file):
        content = file.read_bytes()[: MAX_DESCRIPTION + 1]
    try:
        tree: Any = json.loads(content)
        if tree["format"] != FORMAT:
            raise NotADataFolder(path=path)
        if tree["version"] > VERSION:
            raise FolderTooNew(path=path)
        wrapped = dict(tree["wrapped"])
        return Description(role=Role(tree["role"]), id=str(tree["id"]), wrapped=wrapped)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise NotADataFolder(path=path) from error


def change_pin(path: Path, old: str, new: str, *, cost: Cost = DEFAULT_COST) -> None:
    """Wrap the folder's key under another PIN; the key itself stays.

    Raises:
        PinTooShort: The new PIN has fewer than six characters.
        WrongPin, NotADataFolder, FolderTooNew: As :meth:`DataFolder.open`.
        DiskFull, FolderReadOnly, FileUnreadable: The disk refused; the old PIN stays.
    """
    check_pin(new)
    description = describe(path)
    key = unwrap_key(description.wrapped, old, context=description.context)
    wrapped = wrap_key(key, new, context=description.context, cost=cost)
    changed = Description(role=description.role, id=description.id, wrapped=wrapped)
    write_durably(path / DESCRIPTION, _write(changed))


def _write(description: Description) -> bytes:
    return canonical(
        {
            "format": FORMAT,
            "version": VERSION,
            "role": str(description.role),
            "id": description.id,
            "wrapped": description.wrapped,
        }
    )


def _occupied(path: Path) -> bool:
    """Tell whether more lies there than an interrupted :meth:`DataFolder.create` leaves."""
    for child in path.iterdir():
        leftover = child.name == LOCK or (
            child.name in (VAULT, STAGING) and child.is_dir() and not any(child.iterdir())
        )
        if not leftover and not child.name.endswith(PART):
            return True
    return False


class Lock:
    """The operating system's lock on a file: it ends with the process, whatever happens.

    Raises:
        FolderBusy: Somebody else holds it.
        OSError: The file cannot be opened for writing.
    """

    def __init__(self, path: Path) -> None:
        self._handle: int | None = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(self._handle)
        except OSError as error:
            self.release()
            raise FolderBusy(path=path.parent) from error

    def release(self) -> None:
        """Give the lock back; safe to call twice."""
        if self._handle is not None:
            os.close(self._handle)  # closing unlocks, on both systems
            self._handle = None


if sys.platform == "win32":

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
