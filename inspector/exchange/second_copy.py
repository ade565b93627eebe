"""A second copy of a file, proved: read back past the cache and compared with what was copied."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

from inspector.domain.progress import Ticket
from inspector.exchange.lane import PIECE
from inspector.exchange.proving import drop_cache
from inspector.exchange.write_package import ReadBackFailed
from inspector.platform.durable import durable, explaining
from inspector.platform.space import require_space


def copy_proved(source: Path, target: Path, ticket: Ticket) -> None:
    """Copy a finished package; the copy takes its name only once the disk gives it back.

    Raises:
        ReadBackFailed: The disk gives back other bytes; there is no copy.
        DiskFull, FolderReadOnly, FileMissing, FileUnreadable: A disk refused; there is no copy.
        Cancelled: By the ticket; there is no copy.
    """
    with explaining(source):
        size = source.stat().st_size
    require_space(target.parent, size)
    given = sha256()
    done = 0
    with durable(target) as out:
        with explaining(source), source.open("rb") as file:
            while piece := file.read(PIECE):
                out.write(piece)
                given.update(piece)
                done += len(piece)
                ticket.step(done, size, "写第二份")
        out.flush()
        os.fsync(out.fileno())
        if _read_back(Path(out.name), size) != given.hexdigest():
            raise ReadBackFailed(path=target)


def _read_back(path: Path, size: int) -> str:
    found = sha256()
    with path.open("rb", buffering=0) as back:
        drop_cache(back, 0, size)
        while piece := back.read(PIECE):
            found.update(piece)
    return found.hexdigest()
