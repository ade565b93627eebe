"""Where a data folder lies: on which machine, under which path. A copy lies elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

LINUX_IDS = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))
MOUNTS = Path("/proc/self/mounts")
STEADY = frozenset({"ext2", "ext3", "ext4", "xfs", "btrfs", "f2fs"})
"""File systems whose folders keep their number as long as they exist; FAT gives new ones."""


def read_text(path: Path) -> str:
    """Return a small file of the system, or nothing if it is not there."""
    try:
        return path.read_text("utf-8", "replace")
    except OSError:
        return ""


def machine_id(*, system: str = sys.platform, read: Callable[[Path], str] = read_text) -> str:
    """Return what names this machine and its system, or nothing where it has no such name."""
    if system == "linux":
        return next((found for path in LINUX_IDS if (found := read(path).strip())), "")
    if system == "win32":
        return _machine_guid()
    return ""


def _machine_guid() -> str:
    with suppress(ImportError, OSError):
        import winreg  # noqa: PLC0415 - Windows only

        key = r"SOFTWARE\Microsoft\Cryptography"
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, key) as opened:  # type: ignore[attr-defined,unused-ignore]  # as above
            return str(winreg.QueryValueEx(opened, "MachineGuid")[0])  # type: ignore[attr-defined,unused-ignore]  # as above
    return ""


def file_system(path: Path, mounts: str) -> str:
    """Return the kind of the file system that holds ``path``, as /proc/self/mounts tells."""
    best, kind = "", ""
    for line in mounts.splitlines():
        parts = line.split()
        if len(parts) < 3:
            continue
        point = parts[1].replace("\\040", " ")
        inside = point == "/" or path == Path(point) or Path(point) in path.parents
        if inside and len(point) >= len(best):
            best, kind = point, parts[2]
    return kind


def folder_number(path: Path, *, mounts: str | None = None) -> str:
    """Return the folder's number in its file system, or nothing where that is not steady."""
    if file_system(path, read_text(MOUNTS) if mounts is None else mounts) not in STEADY:
        return ""
    return str(path.stat().st_ino)


def place_mark(path: Path) -> str:
    """Return one digest of machine, absolute path and, where it is steady, the folder's number."""
    whole = path.absolute()
    parts = (machine_id(), str(whole), folder_number(whole))
    return sha256(b"wxp place\0" + "\0".join(parts).encode()).hexdigest()
