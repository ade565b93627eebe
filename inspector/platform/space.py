"""Room left on a disk, asked before long writing starts."""

from __future__ import annotations

from pathlib import Path
from shutil import disk_usage

from inspector.platform.durable import DiskFull, explaining


def free_bytes(path: Path) -> int:
    """Return the free bytes of the disk that ``path``, or its nearest parent there is, lies on."""
    while not path.exists() and path != path.parent:
        path = path.parent
    return disk_usage(path).free


def require_space(path: Path, size: int) -> None:
    """Refuse to start writing ``size`` bytes where they do not fit.

    A first look only: writing itself still finds out the truth.

    Raises:
        DiskFull: Fewer than ``size`` bytes are free.
    """
    with explaining(path):
        if free_bytes(path) < size:
            raise DiskFull(path=path)
