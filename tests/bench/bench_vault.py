"""How soon a large vault answers: 1,300 packs with 400,000 photos, and the memory they take.

    python tests/bench/bench_vault.py [--packs 1300] [--photos 308]

The photos are of 100 bytes: only the packs' indexes are read. Prints the first answer, which
reads them all, the time of a later look-up, and the bytes of memory a photo.
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
import tracemalloc
from collections.abc import Callable
from functools import partial
from hashlib import sha256
from pathlib import Path
from time import perf_counter

from inspector.domain.ids import Digest
from inspector.media.vault import Vault


def fill(vault: Vault, packs: int, photos: int) -> list[Digest]:
    """Write the packs and return what lies in them."""
    made = []
    for _ in range(packs):
        with vault.batch() as batch:
            for _ in range(photos):
                content = os.urandom(100)
                made.append(Digest(sha256(content).hexdigest()))
                batch.put(content, made[-1], verified=True)
    return made


def timed(work: Callable[[], object]) -> float:
    """Return the milliseconds that ``work`` takes."""
    start = perf_counter()
    work()
    return 1000 * (perf_counter() - start)


def main() -> None:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--packs", type=int, default=1300)
    parser.add_argument("--photos", type=int, default=308, help="in a pack")
    options = parser.parse_args()
    root = Path(tempfile.mkdtemp(prefix="bench-vault-"))
    try:
        key = bytes(32)
        made = fill(Vault(root, key), options.packs, options.photos)
        first = made[0]
        for _ in range(3):
            vault = Vault(root, key)
            print(f"first answer {timed(partial(vault.has, first)):7.1f} ms")
        print(f"all {len(made):,} looked up {timed(lambda: vault.missing(made)):7.1f} ms")
        tracemalloc.start()
        vault = Vault(root, key)
        vault.has(first)
        held, _ = tracemalloc.get_traced_memory()
        print(f"{held / len(made):.0f} bytes a photo in memory")
    finally:
        shutil.rmtree(root)


if __name__ == "__main__":
    main()
