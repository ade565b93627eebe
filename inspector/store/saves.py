"""How many saves were acknowledged, and whether the file still holds them all.

Every commit writes its number. SQLite's log keeps transactions in order and drops only its end,
so the number alone tells whether any acknowledged save is gone.
"""

from __future__ import annotations

from pathlib import Path

from inspector.platform.latch import SavedLost
from inspector.store.backup import check_file
from inspector.store.engine import RawConnection, StoreBusy, StoreDamaged
from inspector.store.meta import Meta

SAVES = "saves"
"""The key in ``meta`` of the number of the last commit."""


class Saves:
    """The saves of one open store; ``acknowledged`` is the number of the last one, or 0."""

    def __init__(self) -> None:
        self.acknowledged = 0

    def number(self, meta: Meta) -> int:
        """Write the number of the commit that follows, and return it."""
        number = int(meta.get(SAVES) or 0) + 1
        meta.put(SAVES, str(number))
        return number


def fold_and_compare(raw: RawConnection, acknowledged: int, path: Path, *, check: bool) -> None:
    """Fold the log into the file and compare the number of saves; ``check`` reads it through.

    Raises:
        StoreBusy: Somebody reads, so that the log cannot be folded.
        StoreDamaged: The file is not sound.
        SavedLost: Fewer saves are there than were acknowledged.
        sqlcipher3.dbapi2.Error: The disk refused.
    """
    if check and check_file(raw, thorough=False):
        raise StoreDamaged(path=path)
    row = raw.execute("SELECT value FROM meta WHERE key = ?", (SAVES,)).fetchone()
    found = int(row[0]) if row else 0
    if found < acknowledged:
        raise SavedLost(lost=acknowledged - found)
    busy = raw.execute(f"PRAGMA wal_checkpoint({'TRUNCATE' if check else 'PASSIVE'})").fetchone()
    if check and busy[0]:
        raise StoreBusy
