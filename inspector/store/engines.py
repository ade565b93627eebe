"""Which SQLite this process works with, and whether it holds a second one."""

from __future__ import annotations

import sys
from pathlib import Path

from sqlcipher3 import dbapi2

MAPS = Path("/proc/self/maps")
OURS = "sqlcipher"


def engine_words() -> str:
    """Return the versions of the engine: ``SQLite 3.53.4，SQLCipher 4.19.0 community``."""
    probe = dbapi2.connect(":memory:")
    try:
        row = probe.execute("PRAGMA cipher_version").fetchone()
    finally:
        probe.close()
    return f"SQLite {dbapi2.sqlite_version}，SQLCipher {row[0] if row else '-'}"


def other_engines(maps: Path = MAPS, *, system: str = sys.platform) -> tuple[str, ...]:
    """Return other libraries of SQLite in this process, by name; only Linux tells them.

    Two of them that open one file drop each other's locks.
    """
    if system != "linux":
        return ()
    try:
        lines = maps.read_text("utf-8", "replace").splitlines()
    except OSError:
        return ()
    names = {Path(line.split(maxsplit=5)[5]).name for line in lines if line.count("/")}
    return tuple(sorted(one for one in names if "sqlite" in one.lower() and OURS not in one))
