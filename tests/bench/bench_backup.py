"""The second backup of a folder with many photos, against the first, and against its store alone.

``python tests/bench/bench_backup.py [PHOTOS]``; 50,000 photos of 300 bytes by default, so that
what is counted is looking at names, not the speed of a disk.
"""

from __future__ import annotations

import sys
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[1] / "shared"))

from inspector.actions import keeping
from inspector.actions.desk import Desk, make_desk
from inspector.domain.ids import Digest
from inspector.platform.clock import now
from inspector.platform.folder import Role
from inspector.platform.keys import Cost
from inspector.store.carried import Carried

PACK = 300
"""Photos of one import."""


def fill(desk: Desk, photos: int) -> list[Digest]:
    """Put photos into packs, as imports do."""
    digests: list[Digest] = []
    for start in range(0, photos, PACK):
        with desk.vault.batch() as batch:
            for number in range(start, min(start + PACK, photos)):
                content = number.to_bytes(8, "big") * 40
                digest = Digest(sha256(content).hexdigest())
                batch.put(content, digest)
                digests.append(digest)
    return digests


def single(desk: Desk, photos: int) -> None:
    """Put photos singly, as taking them in does."""
    for number in range(photos):
        content = b"single" + number.to_bytes(8, "big")
        desk.vault.put(content, Digest(sha256(content).hexdigest()))


def timed(desk: Desk, out: Path) -> float:
    began = perf_counter()
    keeping.backup(desk, out)
    return perf_counter() - began


def main(photos: int) -> None:
    """Print seconds of each, and ratios."""
    with TemporaryDirectory() as scratch:
        root = Path(scratch)
        desk = make_desk(root / "office", Role.OFFICE, "135790", clock=now, cost=Cost(n=2**10))
        digests = fill(desk, photos)
        single(desk, photos // 25)
        with desk.store.unit() as unit:
            unit.carried.add(
                [Carried(digest=one, package="p", media="image/jpeg", size=1) for one in digests]
            )
            unit.commit()
        first, second = timed(desk, root / "disk"), timed(desk, root / "disk")
        began = perf_counter()
        desk.store.backup(root / "alone.db")
        store = perf_counter() - began
        desk.close()
    print(f"{photos} photos in packs, {photos // 25} singly")
    print(f"first {first:.2f} s, second {second:.2f} s, store alone {store:.2f} s")
    print(f"second / first {second / first:.3f}, second / store {second / store:.1f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50_000)
