"""Import of a whole round in one go: 22 packages of 1,500 photos, while somebody opens pages.

    python tests/bench/bench_import22.py [--photos 1500] [--kb 30] [--full] [--keep FOLDER]

The packages are those of the sample county: 499 sites counted and sealed on 22 laptops, photos
that begin like a JPEG and go on at random, of 30 KB each (290 KB with ``--full``, which needs
30 GB). Another thread opens in turn what the pages of the office read, every 50 ms, and notes how
long each took: by chance every other time it asks for courtesy, as the window does, so that both
stand beside each other in one run, and beside the same pages at rest. Prints seconds, the ratio to
the floor (read + SHA-256 + write + fsync of the same bytes), the largest memory of the import, the
widest gap between two steps of the bar, and for the pages median, 95th percentile and maximum in
milliseconds. A save that comes at any moment is measured too: it waits for the transaction.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import threading
from collections.abc import Callable
from contextlib import nullcontext, suppress
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from random import Random
from resource import RUSAGE_SELF, getrusage
from statistics import median, quantiles
from time import perf_counter, sleep

from inspector.actions import (
    adjudicating,
    covering,
    creating,
    custody,
    dispatching,
    gathering,
    opening,
    overseeing,
    planning,
    ranking,
    receiving,
    results,
    scoring,
    sealing,
    sending,
)
from inspector.actions.desk import Desk, open_desk
from inspector.actions.dispatching import Dispatched
from inspector.actions.inventing import invent
from inspector.actions.playing import BEGIN, CHEAP, PIN, ROUND, PlayClock
from inspector.domain.courtesy import COURTESY
from inspector.domain.ids import Digest
from inspector.domain.progress import Ticket
from inspector.domain.team import Pattern
from inspector.domain.visit import Evidence
from inspector.platform.folder import Role
from inspector.platform.resources import resource

START = bytes.fromhex("ffd8ffc0001108" + "05dc07d0" + "03012200021101031101")
PIECE = 2**20
EVERY = 0.05
"""Seconds between two pages."""


def make_packages(scratch: Path, photos: int, size: int) -> None:
    """Play the round up to the packages, which lie in ``back``; the office is in ``office``."""
    files = creating.OfficeFiles(
        sites=resource("sample_county", "regions.csv"),
        teams=resource("sample_county", "teams.csv"),
    )
    clock = PlayClock(BEGIN)
    creating.create_office(scratch / "office", PIN, files, clock=clock, cost=CHEAP)
    with open_desk(scratch / "office", PIN, clock=clock, role=Role.OFFICE) as desk:
        planning.plan_round(desk, ROUND, Pattern.ROTATE, shift=3)
        handed = dispatching.dispatch(desk, ROUND, scratch / "stick")
    for one in handed:
        _visit_all(scratch, one, photos, size)


def _visit_all(scratch: Path, one: Dispatched, photos: int, size: int) -> None:
    laptop = scratch / "laptop"
    clock = PlayClock(BEGIN)
    handed = opening.HandedOut(package=one.path, code=one.code)
    opening.open_dispatch(laptop, handed, PIN, clock=clock, cost=CHEAP)
    with open_desk(laptop, PIN, clock=clock, role=Role.FIELD) as desk:
        with desk.store.reading() as reading:
            sites = [line.key.site for line in reading.visits.lines(ROUND)]
        for at, site in enumerate(sites):
            share = photos * (at + 1) // len(sites) - photos * at // len(sites)
            visit = scoring.open_visit(desk, site)
            scoring.put_items(desk, visit, invent(visit.rubric, Random(site), care=0.7))
            item = next(
                item
                for item in visit.rubric.items()
                if not all(checkpoint.no_photo for checkpoint in item.checkpoints)
            )
            gathering.hang(desk, visit, item.code, _photos(desk, share, size))
            sealing.seal(desk, scoring.open_visit(desk, site))
        sent = sending.export(desk, scratch / "back")
    shutil.rmtree(laptop)
    print(f"  {sent.path.name}: {sent.path.stat().st_size / 1e6:.0f} MB", flush=True)


def _photos(desk: Desk, count: int, size: int) -> list[Evidence]:
    found = []
    with desk.vault.batch() as batch:
        for _ in range(count):
            content = START + os.urandom(size - len(START))
            digest = Digest(sha256(content).hexdigest())
            batch.put(content, digest)
            found.append(
                Evidence(
                    digest=digest, media="image/jpeg", size=size, width=2000, height=1500,
                    source_digest=digest,
                )
            )  # fmt: skip
    return found


def floor(files: list[Path], target: Path) -> float:
    """Read and hash the packages, write each once, sync it; return the seconds."""
    start = perf_counter()
    for file in files:
        digest = sha256()
        with file.open("rb", buffering=0) as source, target.open("wb", buffering=0) as out:
            while piece := source.read(PIECE):
                digest.update(piece)
                out.write(piece)
            os.fsync(out.fileno())
        target.unlink()
    return perf_counter() - start


class Pages:
    """Opens the office's pages in turn, in a thread of its own."""

    def __init__(self, desk: Desk) -> None:
        self._pages: dict[str, Callable[[], object]] = {
            "rounds": lambda: overseeing.round_lines(desk),
            "arrived": lambda: overseeing.arrived(desk, ROUND),
            "coverage": lambda: covering.coverage(desk, ROUND),
            "custody": lambda: custody.custody_of(desk, ROUND),
            "rulings": lambda: adjudicating.disputed_visits(desk, ROUND),
            "ranking": lambda: _ranked(desk),
            "a save": lambda: _saved(desk),
        }
        self._chance = Random(22)
        self.took: dict[tuple[str, str], list[float]] = {}
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> Pages:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._done.is_set():
            for name, page in self._pages.items():
                asked = self._chance.random() < 0.5
                start = perf_counter()
                with COURTESY.first() if asked else nullcontext():
                    page()
                took = 1000 * (perf_counter() - start)
                self.took.setdefault((name, "first" if asked else "beside"), []).append(took)
                sleep(EVERY)

    def show(self, title: str) -> None:
        """Print how long the pages took."""
        for (name, way), took in sorted(self.took.items()):
            p95 = quantiles(took, n=20)[18] if len(took) > 1 else took[0]
            print(
                f"  {title} {name:9} {way:6} {len(took):4} times: median {median(took):6.1f} ms, "
                f"p95 {p95:6.1f}, max {max(took):6.1f}"
            )


def _ranked(desk: Desk) -> None:
    with suppress(results.NothingToRank):
        ranking.rank(desk, ROUND)


def _saved(desk: Desk) -> None:
    with desk.store.unit() as unit:
        unit.meta.put("bench", "1")
        unit.commit()


def take_all(office: Path, files: list[Path], *, watched: bool) -> float:
    """Take everything in and print what was seen; return the seconds."""
    steps: list[tuple[float, int, int]] = []
    ticket = Ticket(lambda done, total, _label: steps.append((perf_counter(), done, total)))
    with open_desk(office, PIN, clock=PlayClock(BEGIN), role=Role.OFFICE) as desk:
        pages = Pages(desk)
        start = perf_counter()
        if watched:
            with pages:
                taken = receiving.take_in(desk, files, ticket=ticket)
        else:
            taken = receiving.take_in(desk, files, ticket=ticket)
        seconds = perf_counter() - start
        if watched:
            pages.show("meanwhile")
        assert not any(one.refused for one in taken), taken
        gaps = [later[0] - sooner[0] for sooner, later in pairwise(steps)]
        print(f"  {len(steps)} steps of the bar, widest gap {max(gaps):.2f} s")
        with Pages(desk) as rest:
            sleep(3)
        rest.show("at rest  ")
        began = perf_counter()
        desk.vault.at(office / "vault").has(Digest("0" * 64))
        print(f"  the vault opens in {1000 * (perf_counter() - began):.1f} ms")
    return seconds


def main() -> None:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=int, default=1500, help="a package")
    parser.add_argument("--kb", type=int, default=30, help="size of a photo")
    parser.add_argument("--full", action="store_true", help="photos of 290 KB")
    parser.add_argument("--keep", type=Path, help="where packages are kept, or found again")
    options = parser.parse_args()
    scratch = options.keep or Path(tempfile.mkdtemp(prefix="bench-import-"))
    try:
        if not (scratch / "back").exists():
            scratch.mkdir(exist_ok=True)
            make_packages(scratch, options.photos, 290_000 if options.full else 1000 * options.kb)
        files = sorted((scratch / "back").iterdir())
        size = sum(file.stat().st_size for file in files)
        print(f"{len(files)} packages, {size / 1e6:.0f} MB")
        least = floor(files, scratch / "floor")
        for watched in (False, True):
            office = scratch / "fresh"
            shutil.copytree(scratch / "office", office)
            print("with pages opened meanwhile" if watched else "alone")
            sys.stdout.flush()
            seconds = take_all(office, files, watched=watched)
            print(f"  {seconds:.1f} s, {seconds / least:.2f} of the floor ({least:.1f} s)")
            shutil.rmtree(office)
        memory = getrusage(RUSAGE_SELF).ru_maxrss / 1024
        print(f"largest memory {memory:.0f} MiB")
    finally:
        if options.keep is None:
            shutil.rmtree(scratch)


if __name__ == "__main__":
    main()
