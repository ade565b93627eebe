"""Which photos the vault cannot give back: not here, or found damaged and not replaced since."""

from __future__ import annotations

from collections.abc import Collection

from inspector.actions.desk import Desk
from inspector.domain.errors import InspectorError
from inspector.domain.ids import Digest
from inspector.media.vault import Vault
from inspector.store.unit import Reading


def lacking(reading: Reading, vault: Vault, photos: Collection[Digest]) -> frozenset[Digest]:
    """Return those of ``photos`` that are not here, or rotten.

    Whether a photo is here is looked up, which takes microseconds. Only those that were found
    damaged before are read once more: reading all of a team's takes longer than its receipt may.
    """
    suspects = reading.rotten.digests().intersection(photos)
    rotten = frozenset(one for one in suspects if not _whole(vault, one))
    return rotten.union(vault.missing(photos))


def _whole(vault: Vault, photo: Digest) -> bool:
    try:
        vault.get(photo)
    except InspectorError:  # damaged, lost, or the disk does not give it
        return False
    return True


def note_rotten(desk: Desk, rotten: Collection[Digest], whole: Collection[Digest] = ()) -> None:
    """Note what was found damaged, and forget what is whole again.

    Raises:
        OnlyReading, DiskFull, FolderReadOnly, StoreBusy: Nothing was noted.
    """
    with desk.store.reading() as reading:
        known = reading.rotten.digests()
    if known.issuperset(rotten) and known.isdisjoint(whole):
        return
    with desk.store.unit() as unit:
        unit.rotten.remove(whole)
        unit.rotten.add(rotten, desk.clock())
        unit.commit()
