"""Connections to one encrypted SQLite file, each with the same promises.

sqlcipher3 brings its own SQLite: the one of the system may have the WAL-reset fault of versions
before 3.51.3, and a second copy in one process would drop our locks. Every connection gets key,
WAL, synchronous=FULL (NORMAL lost acknowledged entries in 27 of 30 power cuts of a trial) and
foreign keys, because none of these is stored in the file for the next one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeAlias

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2

from inspector.domain.errors import InspectorError
from inspector.platform.durable import DiskFull, FileUnreadable, FolderReadOnly
from inspector.platform.space import free_bytes
from inspector.store.schema import SEALED

RawConnection: TypeAlias = Any
"""A connection of sqlcipher3, which ships no types."""

LEAST_SQLITE = (3, 51, 3)
BUSY_MILLISECONDS = 10_000
READERS = 4

LEAST_ROOM = 2**16
"""Bytes free below which a refusal of the disk means that it is full."""


class EngineUnsafe(InspectorError):
    """The installed sqlcipher3 is too old, or does not encrypt."""

    code = "D101"
    what = "数据库组件不合要求（{found}），为保数据安全没有打开。"
    next_step = "请重新安装本程序，不要单独更换组件。"


class StoreTooNew(InspectorError):
    """A newer program wrote this store."""

    code = "D102"
    what = "数据由新版程序（{program}）写成，本程序打不开。"
    next_step = "请安装 {program} 或更新的版本后再打开，数据没有改动。"


class StoreDamaged(InspectorError):
    """The file is not a store, was altered, or belongs to another key."""

    code = "D103"
    what = "数据库 {path} 已损坏，或与本文件夹的密钥不符。"
    next_step = "请不要再录入，先复制整个数据文件夹，再用备份恢复。"


class StoreMissing(InspectorError):
    """There is no store file."""

    code = "D104"
    what = "找不到数据库 {path}。"
    next_step = "请用备份恢复这个数据文件夹，或另建一个。"


class StoreBusy(InspectorError):
    """Other work holds the store for too long."""

    code = "D105"
    what = "数据库正忙，这一步没有写入。"
    next_step = "请等正在进行的导入或导出结束，再做一次。"


class VisitSealed(InspectorError):
    """Somebody tried to change what 定稿 froze."""

    code = "D106"
    what = "这次考评已定稿，不能再改。"
    next_step = "发现差错请写成书面说明交县办登记，签过字的表不变。"


def check_engine(
    version: tuple[int, ...] = dbapi2.sqlite_version_info, cipher: str | None = None
) -> None:
    """Refuse an SQLite that may lose or not encrypt what it is given.

    Raises:
        EngineUnsafe: SQLite older than 3.51.3, or built without SQLCipher.
    """
    if cipher is None:
        probe = dbapi2.connect(":memory:")
        row = probe.execute("PRAGMA cipher_version").fetchone()
        probe.close()
        cipher = str(row[0]) if row else ""
    if version < LEAST_SQLITE or not cipher:
        number = ".".join(str(part) for part in version)
        raise EngineUnsafe(found=f"SQLite {number}, SQLCipher {cipher or '-'}")


def keyed(path: Path, key: bytes) -> RawConnection:
    """Open one connection that can read, and promises nothing yet: for closed copies only.

    Raises:
        sqlcipher3.dbapi2.Error: The file cannot be opened; a wrong key shows at the first query.
    """
    raw = dbapi2.connect(
        str(path),
        isolation_level=None,  # our own BEGIN, or failed migrations leave their tables behind
        check_same_thread=False,  # the pool hands a connection to one thread at a time
        timeout=BUSY_MILLISECONDS / 1000,
    )
    raw.execute("PRAGMA cipher_log_level = NONE")  # it writes to stderr otherwise
    raw.execute(f"PRAGMA key = \"x'{key.hex()}'\"")  # raw: 0.1 ms; a passphrase takes 110 ms
    return raw


def connect(path: Path, key: bytes, *, read_only: bool = False) -> RawConnection:
    """Open one connection with all promises; the file is made if there is none.

    Raises:
        sqlcipher3.dbapi2.Error: Wrong key, damaged file, or the disk refused.
    """
    raw = keyed(path, key)
    try:
        raw.execute("PRAGMA journal_mode = WAL")
        raw.execute("PRAGMA synchronous = FULL")
        raw.execute("PRAGMA foreign_keys = ON")
        raw.execute("PRAGMA recursive_triggers = ON")  # else REPLACE deletes without a trigger
        if read_only:
            raw.execute("PRAGMA query_only = ON")
    except BaseException:
        raw.close()
        raise
    return raw


Met = Callable[[InspectorError], None]


def writer(path: Path, key: bytes, *, shown: Path | None = None, met: Met | None = None) -> Engine:
    """Return an engine of a single connection; its transactions begin IMMEDIATE.

    Errors name ``shown``, if it is given, in place of ``path``; ``met`` is told each of them
    before it is raised, so that nobody who catches it can hide it.
    """
    return _engine(shown or path, lambda: connect(path, key), "BEGIN IMMEDIATE", size=1, met=met)


def rebuilder(path: Path, key: bytes) -> Engine:
    """Return a writer for migrations: with foreign keys on, rebuilding a table deletes rows."""

    def make() -> RawConnection:
        raw = connect(path, key)
        raw.execute("PRAGMA foreign_keys = OFF")
        return raw

    return _engine(path, make, "BEGIN IMMEDIATE", size=1)


def reader(path: Path, key: bytes) -> Engine:
    """Return an engine whose connections cannot write; a transaction is one snapshot."""
    return _engine(path, lambda: connect(path, key, read_only=True), "BEGIN", size=READERS)


def copy_reader(path: Path, key: bytes) -> Engine:
    """Return an engine for a closed copy, whose file stays as it is, also on a read-only disk."""

    def make() -> RawConnection:
        raw = keyed(path, key)
        raw.execute("PRAGMA query_only = ON")
        return raw

    return _engine(path, make, "BEGIN", size=1)


def _engine(
    path: Path,
    make: Callable[[], RawConnection],
    begin: str,
    *,
    size: int,
    met: Met | None = None,
) -> Engine:
    engine = create_engine(
        "sqlite://",
        creator=make,
        module=dbapi2,
        poolclass=QueuePool,
        pool_size=size,
        max_overflow=0,
        hide_parameters=True,  # names and scores do not belong into crash reports
        pool_timeout=BUSY_MILLISECONDS / 1000,
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    @event.listens_for(engine, "handle_error", retval=True)
    def _explain(context: ExceptionContext) -> BaseException | None:
        meaning = explained(context.original_exception, path)
        if meaning is not None and met is not None:
            met(meaning)
        return meaning

    return engine


def explained(
    error: BaseException, path: Path, target: Path | None = None
) -> InspectorError | None:
    """Return what a database error means to the user, or None if it is a bug.

    ``target`` is what was being written, if it is not the store at ``path`` itself.
    """
    target = target or path
    name = str(getattr(error, "sqlite_errorname", ""))
    if name.startswith("SQLITE_CONSTRAINT") and str(error) == SEALED:
        return VisitSealed()
    meanings: dict[str, InspectorError] = {
        "SQLITE_FULL": DiskFull(path=target),
        "SQLITE_READONLY": FolderReadOnly(path=target),
        "SQLITE_CANTOPEN": FolderReadOnly(path=target),
        "SQLITE_PERM": FolderReadOnly(path=target),
        "SQLITE_IOERR": _refusal(target),
        "SQLITE_NOTADB": StoreDamaged(path=path),
        "SQLITE_CORRUPT": StoreDamaged(path=path),
        "SQLITE_BUSY": StoreBusy(),
        "SQLITE_LOCKED": StoreBusy(),
    }
    return meanings.get("_".join(name.split("_")[:2]))


def _refusal(target: Path) -> InspectorError:
    """Say why the disk refused: without room even for its index of the WAL, SQLite says IOERR."""
    with suppress(OSError):
        if free_bytes(target) < LEAST_ROOM:
            return DiskFull(path=target)
    return FileUnreadable(path=target, reason="磁盘读写错误")


@contextmanager
def explaining_store(path: Path, target: Path | None = None) -> Iterator[None]:
    """Turn database errors of the block into errors that the user can solve.

    Raises:
        DiskFull, FolderReadOnly, FileUnreadable, StoreDamaged, StoreBusy: See ``explained``.
    """
    try:
        yield
    except dbapi2.Error as error:
        meaning = explained(error, path, target)
        if meaning is None:
            raise
        raise meaning from error
    except PoolTimeout as error:
        raise StoreBusy from error
