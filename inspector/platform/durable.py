"""Files that are there whole or not at all, also after a power cut.

Written beside their final name, flushed, synced, renamed; then the folder is synced, because a
rename without it was lost in 30 of 30 power cuts of a trial. Windows has no folder sync, and
refuses to replace a file that a virus scanner or WPS holds: there the rename is tried again for
about two and a half seconds.
"""

from __future__ import annotations

import errno
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import sleep
from typing import BinaryIO

from inspector.domain.errors import InspectorError

PART = ".part"
"""How the name of an unfinished file ends; it begins with a dot."""

OURS = re.compile(r"\.[0-9a-f]{16}\.part(-wal|-shm|-journal)?", re.ASCII)
"""Names of unfinished files, and of what a database of that name has beside it."""

PAUSES = (0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.8, 0.9)
"""Seconds between attempts to rename over a file that another program holds; 2.48 s in all."""

HELD = frozenset({5, 32})
"""Windows errors ERROR_ACCESS_DENIED and ERROR_SHARING_VIOLATION."""

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
CLOSED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
REASONS = {
    errno.EIO: "磁盘读写错误",
    errno.ENXIO: "找不到磁盘",
    errno.ENODEV: "找不到磁盘",
    errno.EBUSY: "正被占用",
}
MISNAMED = {
    errno.ENOTDIR: "上级不是文件夹",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.EEXIST: "已有同名文件",
    errno.ENAMETOOLONG: "名称太长",
}
"""What no disk is to blame for."""


class DiskFull(InspectorError):
    """Disk or stick is full, or the file too large for it (FAT32 ends at 4 GiB)."""

    code = "F101"
    what = "磁盘空间不足，{path} 没有写成，原有内容未动。"
    next_step = "请清理磁盘或换一个 U 盘，再做一次。"


class FolderReadOnly(InspectorError):
    """The place may not be written to."""

    code = "F102"
    what = "{path} 打不开或不能写入：没有权限，或是只读的。"
    next_step = "请换一个可写的文件夹，或取消 U 盘的写保护，再做一次。"


class FileUnreadable(InspectorError):
    """The disk refused for another reason, such as a pulled stick."""

    code = "F103"
    what = "{path} 读写出错：{reason}。"
    next_step = "请检查磁盘或 U 盘是否插好，换一个位置再试。"


class FileMissing(FileUnreadable):
    """There is no such file."""

    code = "F107"
    what = "找不到 {path}。"
    next_step = "请核对文件名和位置，再做一次。"


class WrongName(FileUnreadable):
    """The name that was given cannot be that of a file or folder there."""

    code = "F110"
    what = "{path} 写不成：{reason}。"
    next_step = "请换一个文件名或文件夹，再做一次。"


@contextmanager
def explaining(path: Path) -> Iterator[None]:
    """Turn an ``OSError`` of the block into an error that the user can solve.

    Raises:
        DiskFull: No space, over quota, or larger than the file system allows.
        FolderReadOnly: No permission, or a read-only file system.
        FileMissing: There is no such file or folder.
        WrongName: A file stands where a folder is meant, or a folder where a file is.
        FileUnreadable: Any other refusal.
    """
    try:
        yield
    except OSError as error:
        raise _explained(error, path) from error


def _explained(error: OSError, path: Path) -> InspectorError:
    if error.errno in FULL:
        return DiskFull(path=path)
    if error.errno in CLOSED:
        return FolderReadOnly(path=path)
    if error.errno == errno.ENOENT:
        return FileMissing(path=path)
    if error.errno in MISNAMED:
        return WrongName(path=path, reason=MISNAMED[error.errno])
    return FileUnreadable(path=path, reason=REASONS.get(error.errno or 0, error.strerror))


@contextmanager
def durable(path: Path) -> Iterator[BinaryIO]:
    """Open a file for writing that takes the name ``path`` only once it is whole and synced.

    A file of that name is replaced in one step. If the block raises, nothing changes.

    Raises:
        DiskFull, FolderReadOnly, FileMissing, FileUnreadable: As :func:`explaining`.
    """
    part = part_of(path)
    with explaining(path):
        try:
            with part.open("xb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            new = not path.exists()
            replace(part, path)
        except BaseException:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            raise
        _sync_name(path, new=new)


def _sync_name(path: Path, *, new: bool) -> None:
    """Sync the folder of ``path``; a new name that may not last is taken back.

    Left there, the next attempt would find it, sync again, and the system would say yes.
    """
    try:
        sync_folder(path.parent)
    except OSError:
        if new:
            with suppress(OSError):
                path.unlink(missing_ok=True)
        raise


def write_durably(path: Path, content: bytes) -> None:
    """Write a small file whole, as :func:`durable`.

    Raises:
        DiskFull, FolderReadOnly, FileMissing, FileUnreadable: As :func:`explaining`.
    """
    with durable(path) as file:
        file.write(content)


def sync_folder(folder: Path, *, system: str = sys.platform) -> None:
    """Make the names in ``folder`` lasting; Windows has no such call and needs none.

    Raises:
        OSError: The disk refused.
    """
    if system == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_folders(path: Path, *, mode: int = 0o777) -> None:
    """Make a folder and those above it that are missing; their names are lasting on return.

    Without that, what is synced inside would go with the folder's name in a power cut. ``mode``
    is that of ``path`` itself.

    Raises:
        OSError: The disk refused, or a file has one of the names.
    """
    missing = [folder for folder in (path, *path.parents) if not folder.exists()]
    path.mkdir(mode=mode, parents=True, exist_ok=True)
    for folder in reversed(missing):
        sync_folder(folder.parent)


def replace(source: Path, target: Path, *, pause: Callable[[float], None] = sleep) -> None:
    """Rename ``source`` over ``target``, patiently where another program holds it.

    Raises:
        OSError: The disk refused, or the file was held to the end.
    """
    patiently(lambda: _rename(source, target), pause=pause)


def _rename(source: Path, target: Path) -> None:
    source.replace(target)


def patiently(action: Callable[[], None], *, pause: Callable[[float], None]) -> None:
    """Do ``action``; where Windows says that the file is held, wait and try again.

    Raises:
        OSError: Any other refusal at once, or the last one after all ``PAUSES``.
    """
    for seconds in PAUSES:
        try:
            return action()
        except OSError as error:
            if getattr(error, "winerror", None) not in HELD:
                raise
            pause(seconds)
    return action()


def part_of(path: Path) -> Path:
    """Return a name beside ``path`` for the time while it is unfinished.

    It is short whatever the final name is, because names end at 255 bytes: 85 characters.
    """
    return path.with_name(f".{os.urandom(8).hex()}{PART}")


def sweep_parts(folder: Path) -> int:
    """Remove unfinished files that a crash left in ``folder``; return how many.

    Only for folders of our own: nobody else may be writing there.
    """
    with explaining(folder):
        parts = [path for path in folder.iterdir() if OURS.fullmatch(path.name) and path.is_file()]
        for path in parts:
            path.unlink()
    return len(parts)
