"""How long a package takes to build and to take in, beside the floor of the same run.

    python tests/bench/bench_package.py [--mb 50] [--gb] [--four-gb] [--rounds 7]

The floor is read + SHA-256 + write + fsync of the same bytes. ``build`` reads back what it wrote,
past the cache. ``import`` is copying off the stick, every check and every digest; ``import+vault``
also encrypts each photo and makes it durable in the vault. Prints medians and minima of
interleaved rounds, the ratios of the medians and the largest memory of the process; with
``--four-gb`` one round with a package of 3.9 GB, which needs 16 GB of disk.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import tempfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from statistics import median
from time import perf_counter

from inspector.domain.canonical import Tree
from inspector.domain.ids import CountyCode, Digest, RoundId, TeamId
from inspector.domain.progress import Ticket
from inspector.exchange.header import HeaderFacts, Kind
from inspector.exchange.identity import CountyRoot, DeviceIdentity
from inspector.exchange.read_package import read, verify
from inspector.exchange.staging import stage
from inspector.exchange.trust_book import KeyRole, KnownKey, TrustBook
from inspector.exchange.write_package import PackedObject, Payload, write_package
from inspector.media.vault import Vault

PHOTO = 290_000
LARGE_PHOTO = 800_000
"""A package ends at 5,000 photos; so many of these are 4 GB."""

PIECE = 2**20


def make_photos(folder: Path, total: int, each: int) -> list[PackedObject]:
    """Write files that begin like a JPEG of 2000 x 1500 px and go on at random, ``each`` bytes."""
    start = bytes.fromhex("ffd8ffc0001108" + "05dc07d0" + "03012200021101031101")
    objects = []
    for number in range(max(1, total // each)):
        content = start + os.urandom(each - len(start))
        path = folder / f"{number}.jpg"
        path.write_bytes(content)
        digest = Digest(sha256(content).hexdigest())
        objects.append(
            PackedObject(digest=digest, media="image/jpeg", size=each, open=path.read_bytes)
        )
    return objects


def make_records(count: int) -> list[dict[str, Tree]]:
    """Write records of the size of an item's."""
    note = "村民代表会议记录缺两次，签字不全" * 8
    return [
        {"t": "item", "uid": f"2026-11/regular/411329100001/T07/1/ST-{n}", "rev_of": [], "n": n,
         "prev": "", "dev": "d", "by": "T07-1", "at": "2026-11-05T09:31:07+08:00", "note": note}
        for n in range(1, count + 1)
    ]  # fmt: skip


def floor_build(folder: Path, target: Path) -> None:
    """Read and hash every photo, write all into one file, sync it."""
    with target.open("wb", buffering=0) as out:
        for path in folder.iterdir():
            content = path.read_bytes()
            sha256(content).digest()
            out.write(content)
        os.fsync(out.fileno())


def floor_import(package: Path, target: Path) -> None:
    """Read and hash the package, write it once, sync it."""
    digest = sha256()
    with package.open("rb", buffering=0) as file, target.open("wb", buffering=0) as out:
        while piece := file.read(PIECE):
            digest.update(piece)
            out.write(piece)
        os.fsync(out.fileno())


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that ``work`` takes."""
    start = perf_counter()
    work()
    return perf_counter() - start


class Bench:
    """One set of photos, and the steps that are timed on it."""

    def __init__(self, scratch: Path, total: int, each: int) -> None:
        self.scratch = scratch
        self.photos = scratch / "photos"
        self.photos.mkdir()
        self.staging = scratch / "staging"
        self.staging.mkdir()
        self.package = scratch / "t07.wxp"
        self.objects = make_photos(self.photos, total, each)
        self.records = make_records(690)
        self.old: list[Path] = []
        self.root = CountyRoot.make()
        self.device = DeviceIdentity.make()
        book = TrustBook.found(CountyCode("419924"), self.root)
        key = KnownKey(public=self.device.public, role=KeyRole.DEVICE, team=TeamId("T07"))
        self.book = book.with_key(key)

    def build(self) -> None:
        """Build the package, read-back included."""
        head = HeaderFacts(
            kind=Kind.VISIT, county=self.book.county, device="T07-A", stream="s", seq=1,
            claimed_at="2026-11-05T18:00:00+08:00", label="第7组", round=RoundId("2026-11"),
            team=TeamId("T07"),
        )  # fmt: skip
        payload = Payload(records=self.records, objects=self.objects)
        signer, recipients = self.device.signer(), self.book.recipients
        write_package(self.package, head, payload, signer, recipients, Ticket())

    def take_in(self, keep: Callable[[Digest, bytes], None]) -> None:
        """Stage and read the package."""
        staged = stage(self.package, self.staging, Ticket())
        read(staged, self.book, [self.root.sealing], keep_object=keep, ticket=Ticket())
        staged.path.unlink()

    def take_into_vault(self) -> None:
        """Stage and read the package into an empty vault."""
        root = self.scratch / "vault"
        root.mkdir()
        try:
            with Vault(root, bytes(32)).batch() as batch:
                self.take_in(lambda digest, content: batch.put(content, digest, verified=True))
        finally:
            self.old.append(root.rename(self.scratch / f"vault{len(self.old)}"))

    def check(self) -> None:
        """Verify what transport can damage."""
        verify(self.package, self.book, (), Ticket())

    def hash_only(self) -> None:
        """Hash the package."""
        digest = sha256()
        with self.package.open("rb", buffering=0) as file:
            while piece := file.read(PIECE):
                digest.update(piece)


def forget(_digest: Digest, _content: bytes) -> None:
    """Keep nothing."""


def run(total: int, rounds: int, each: int = PHOTO) -> None:
    """Time everything on ``total`` bytes of photos of ``each`` bytes and print the ratios."""
    scratch = Path(tempfile.mkdtemp(prefix="bench-package-"))
    try:
        bench = Bench(scratch, total, each)
        scrap = scratch / "floor"
        steps: dict[str, Callable[[], object]] = {
            "floor build": lambda: floor_build(bench.photos, scrap),
            "build": bench.build,
            "floor import": lambda: floor_import(bench.package, scrap),
            "import": lambda: bench.take_in(forget),
            "import+vault": bench.take_into_vault,
            "hash": bench.hash_only,
            "verify": bench.check,
        }
        bench.build()
        times: dict[str, list[float]] = {name: [] for name in steps}
        for _ in range(rounds):
            for name, work in steps.items():
                times[name].append(timed(work))
            while bench.old:
                shutil.rmtree(bench.old.pop())
        middle = {name: median(each) for name, each in times.items()}
        size = bench.package.stat().st_size
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{len(bench.objects)} photos, package {size / 1e6:.1f} MB, {rounds} rounds")
        for name, seconds in middle.items():
            least = min(times[name])
            print(f"  {name:14}{seconds * 1000:9.1f} ms, least {least * 1000:9.1f} ms")
        for name, floor in (
            ("build", "floor build"),
            ("import", "floor import"),
            ("import+vault", "floor import"),
            ("verify", "hash"),
        ):
            least_ratio = min(times[name]) / min(times[floor])
            print(
                f"  {name} / {floor}: {middle[name] / middle[floor]:.2f}, least {least_ratio:.2f}"
            )
        print(f"  largest memory {memory:.0f} MiB")
    finally:
        shutil.rmtree(scratch)


def main() -> None:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mb", type=int, default=50, help="megabytes of photos")
    parser.add_argument("--gb", action="store_true", help="run at 1 GB as well")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--four-gb", action="store_true", help="one round at 3.9 GB, for memory")
    options = parser.parse_args()
    run(options.mb * 1_000_000, options.rounds)
    if options.gb:
        run(1_000_000_000, 3)
    if options.four_gb:
        run(3_900_000_000, 1, LARGE_PHOTO)


if __name__ == "__main__":
    main()
