"""The data folder: one laptop's or one office's whole state, opened by one program at a time."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from shutil import rmtree
from typing import Any, Self
from uuid import uuid4

from inspector.domain.canonical import Tree, canonical
from inspector.domain.errors import InspectorError
from inspector.platform.clock import Clock, now
from inspector.platform.durable import (
    OURS,
    explaining,
    make_folders,
    sweep_parts,
    sync_folder,
    write_durably,
)
from inspector.platform.keychain import KeychainMissing
from inspector.platform.keys import (
    DEFAULT_COST,
    Cost,
    WrongPin,
    check_pin,
    random_key,
    unwrap_key,
    wrap_key,
)
from inspector.platform.tries import Tries

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
ID = re.compile(r"[0-9a-f-]{36}", re.ASCII)
VERSION = 2
"""Version 1 knew the PIN alone; it is read, and written as 2 when a way to open is added."""

MAX_DESCRIPTION = 65_536


class Role(StrEnum):
    """What a data folder is for; fixed when it is made."""

    OFFICE = "office"
    FIELD = "field"


ROLE_NAMES = {Role.OFFICE: "县级考评办", Role.FIELD: "外业考评组"}

WAYS_OUT = {
    Role.OFFICE: "忘记口令时，按“忘记口令”，用建库时抄下的恢复密钥另设一个。",
    Role.FIELD: "忘记口令时，按“忘记口令”，用组码条上的组码另设一个；"
    "组码条不在手边，打电话请县办念。",
}
"""What the owner of a folder can do about a forgotten PIN."""


class Way(StrEnum):
    """What opens a data folder: under each of them lies a copy of the folder's key."""

    PIN = "pin"
    CODE = "code"
    """The team's code, of the dispatch that was opened last."""
    RECOVERY = "recovery"
    """The county's printed recovery key."""
    KEYRING = "keyring"
    """A secret that the operating system's keyring keeps for one user of one machine."""


WAY_NAMES = {
    Way.PIN: "口令",
    Way.CODE: "组码",
    Way.RECOVERY: "恢复密钥",
    Way.KEYRING: "本机记住的口令",
}


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


class WayMissing(InspectorError):
    """The folder was never given this way to open."""

    code = "K107"
    what = "这个数据文件夹没有留下{name}的锁，不能用它打开。"
    next_step = "请用口令打开；旧版本建的数据文件夹，打开一次就会补上。"


class WrongCode(InspectorError):
    """The code is well formed and not the one of this folder."""

    code = "K108"
    what = "组码不对，数据没有打开。"
    next_step = "要用这台机器上最近一次打开下发包的组码；请县办核对轮次和考评组，再念一遍。"


class WrongRecovery(InspectorError):
    """The recovery key is well formed and not the one of this county."""

    code = "K109"
    what = "这把恢复密钥不是这个县库的，数据没有打开。"
    next_step = "请核对是不是建这个县库时抄下的那一份。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What stands in clear in a data folder; ``wraps`` holds the key once for each way to open."""

    role: Role
    id: str
    wraps: Mapping[str, Mapping[str, Tree]] = field(repr=False)

    def context(self, way: Way) -> bytes:
        """Bound to a wrapped key, so that neither role, id nor way can be edited.

        The PIN's is that of version 1, whose folders are so taken over without asking for it.
        """
        base = f"{self.role}\0{self.id}"
        return (base if way is Way.PIN else f"{base}\0{way}").encode()

    def with_wrap(self, way: Way, wrap: Mapping[str, Tree] | None) -> Description:
        """Return the same with another wrap of one way, or without it."""
        others = {known: kept for known, kept in self.wraps.items() if known != way}
        wraps = others if wrap is None else others | {str(way): wrap}
        return Description(role=self.role, id=self.id, wraps=wraps)


class DataFolder:
    """An open data folder; ``with`` closes it, and until then nobody else can open it.

    ``key`` is the random 256-bit key of store and vault; keep it in memory only. It is forgotten
    when the folder is closed.
    """

    def __init__(self, path: Path, description: Description, key: bytes, lock: Lock) -> None:
        self.path = path
        self.role = description.role
        self.id = description.id
        self.key = key
        self._description = description
        self._lock = lock
        self._new = False

    def __repr__(self) -> str:
        return f"DataFolder({str(self.path)!r}, {self.role!s})"

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
            make_folders(path, mode=0o700)
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
        bare = Description(role=role, id=str(uuid4()), wraps={})
        wrap = wrap_key(key, pin, context=bare.context(Way.PIN), cost=cost)
        description = bare.with_wrap(Way.PIN, wrap)
        with explaining(path):
            for name in (VAULT, STAGING):
                (path / name).mkdir(mode=0o700, exist_ok=True)
            sync_folder(path)
        write_durably(path / DESCRIPTION, _write(description))
        folder = cls(path, description, key, lock)
        folder._new = True
        return folder

    @classmethod
    def open(
        cls,
        path: Path,
        secret: str,
        *,
        way: Way = Way.PIN,
        role: Role | None = None,
        clock: Clock = now,
    ) -> Self:
        """Open a data folder, of the given role if one is needed.

        ``secret`` is the PIN, or what belongs to another ``way``.

        Raises:
            NotADataFolder: Nothing of ours, or a damaged description.
            FolderTooNew: Made by a newer program.
            WrongRole: Another role is needed.
            FolderBusy: Another program has it open.
            WayMissing: It was never given this way to open.
            TooManyTries: Several wrong tries: the next has to wait some seconds.
            WrongPin, WrongCode, WrongRecovery: The secret does not open it.
            KeyFileDamaged: This way's copy of the key was altered; another way may still open.
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
            key = _try(path, description, way, secret, clock)
            for folder in (path, path / STAGING):
                sweep_parts(folder)
        except BaseException:
            lock.release()
            raise
        return cls(path, description, key, lock)

    @property
    def ways(self) -> frozenset[str]:
        """Which ways to open it has."""
        return frozenset(self._description.wraps)

    def prove(self, pin: str, *, clock: Clock = now) -> None:
        """Check the PIN of the open folder, before it is changed.

        Raises:
            WrongPin, TooManyTries: As :meth:`open`.
        """
        _try(self.path, self._description, Way.PIN, pin, clock)

    def add_way(self, way: Way, secret: str, *, cost: Cost = DEFAULT_COST) -> None:
        """Let ``secret`` open the folder from now on, in place of this way's old one.

        Raises:
            PinTooShort: Fewer than six characters.
            DiskFull, FolderReadOnly, FileUnreadable: The disk refused; all is as it was.
        """
        wrap = wrap_key(self.key, secret, context=self._description.context(way), cost=cost)
        self._put(self._description.with_wrap(way, wrap))

    def drop_way(self, way: Way) -> None:
        """Let a way no longer open the folder.

        Raises:
            ValueError: The PIN stays always, which is a bug of the caller.
            DiskFull, FolderReadOnly, FileUnreadable: The disk refused; all is as it was.
        """
        if way is Way.PIN:
            raise ValueError("a folder without PIN could be locked for ever")
        self._put(self._description.with_wrap(way, None))

    def _put(self, description: Description) -> None:
        write_durably(self.path / DESCRIPTION, _write(description))
        self._description = description

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
        """Forget the key and let other programs open it; safe to call twice."""
        self.key = b""
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
        wraps = {str(Way.PIN): tree["wrapped"]} if tree["version"] == 1 else tree["wraps"]
        if not ID.fullmatch(tree["id"]):
            raise NotADataFolder(path=path)
        return Description(
            role=Role(tree["role"]),
            id=tree["id"],
            wraps={str(way): dict(wrap) for way, wrap in wraps.items()},
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise NotADataFolder(path=path) from error


def _try(path: Path, description: Description, way: Way, secret: str, clock: Clock) -> bytes:
    """Return the folder's key, or count a wrong try; a keyring is no guess and is not counted."""
    wrap = description.wraps.get(way)
    if wrap is None:
        raise WayMissing(name=WAY_NAMES[way])
    tries = Tries(path, way, WAY_NAMES[way], clock)
    if way is not Way.KEYRING:
        tries.admit()
    try:
        key = unwrap_key(wrap, secret, context=description.context(way))
    except WrongPin:
        if way is not Way.KEYRING:
            tries.failed()
        raise _wrong(way, description.role) from None
    tries.succeeded()
    return key


def _wrong(way: Way, role: Role) -> InspectorError:
    match way:
        case Way.PIN:
            return WrongPin(WAYS_OUT[role])
        case Way.CODE:
            return WrongCode()
        case Way.RECOVERY:
            return WrongRecovery()
        case Way.KEYRING:
            return KeychainMissing()


def _write(description: Description) -> bytes:
    return canonical(
        {
            "format": FORMAT,
            "version": VERSION,
            "role": str(description.role),
            "id": description.id,
            "wraps": {way: dict(wrap) for way, wrap in description.wraps.items()},
        }
    )


def _occupied(path: Path) -> bool:
    """Tell whether more lies there than an interrupted :meth:`DataFolder.create` leaves."""
    for child in path.iterdir():
        leftover = child.name == LOCK or (
            child.name in (VAULT, STAGING) and child.is_dir() and not any(child.iterdir())
        )
        if not leftover and not OURS.fullmatch(child.name):
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
