"""How long a receipt takes: written at the office, taken in on the laptop, shown on the pages.

``python tests/bench/bench_receipt.py [SITES] [PHOTOS]``; 23 sites and 45 photos each are a team's
round. Target: writing a receipt takes less than a second. Photos are heads of JPEGs, since nothing
here decodes them; everything else is done as in the field.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from hashlib import sha256
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TypeVar

from inspector.actions import (
    acknowledging,
    creating,
    custody,
    dispatching,
    gathering,
    opening,
    planning,
    receipting,
    receiving,
    scoring,
    sealing,
    sending,
)
from inspector.actions.desk import Desk, open_desk
from inspector.actions.handed import handed
from inspector.actions.inventing import invent
from inspector.actions.outstanding import outstanding
from inspector.domain.ids import Digest, RoundId
from inspector.domain.team import Pattern
from inspector.domain.visit import Evidence
from inspector.platform.keys import Cost
from inspector.platform.resources import resource

PIN, CHEAP, ROUND = "135790", Cost(n=2**10), RoundId("2026-11")
START = datetime(2026, 11, 3, 8, 30, tzinfo=timezone(timedelta(hours=8)))
HEAD = b"\xff\xd8\xff\xc0\0\x11\x08" + (1500).to_bytes(2) + (2000).to_bytes(2)
REST = b"\3\1\x22\0\2\x11\1\3\x11\1"
RUNS = 5
Result = TypeVar("Result")


def clock() -> datetime:
    """Return a moment of the round."""
    return START


@contextmanager
def sitting(path: Path) -> Iterator[Desk]:
    """Open a folder."""
    with open_desk(path, PIN, clock=clock) as desk:
        yield desk


def measured(name: str, work: Callable[[], Result]) -> Result:
    """Do some work a few times and print the median."""
    spent: list[float] = []
    results: list[Result] = []
    for _run in range(RUNS):
        began = perf_counter()
        results.append(work())
        spent.append(perf_counter() - began)
    sys.stdout.write(f"{name}\t{median(spent) * 1000:.0f} ms\n")
    return results[-1]


def play(root: Path, sites: int, photos: int) -> None:
    """Make office and laptop, and score the laptop's sites with photos."""
    files = creating.OfficeFiles(
        sites=resource("sample_county", "regions.csv"),
        teams=resource("sample_county", "teams.csv"),
    )
    creating.create_office(root / "office", PIN, files, clock=clock, cost=CHEAP)
    with sitting(root / "office") as desk:
        planning.plan_round(desk, ROUND, Pattern.ROTATE, shift=3)
        first = max(dispatching.dispatch(desk, ROUND, root / "stick"), key=lambda one: one.sites)
    handed_out = opening.HandedOut(package=first.path, code=first.code)
    opening.open_dispatch(root / "laptop", handed_out, PIN, clock=clock, cost=CHEAP)
    dice = Random(1)
    with sitting(root / "laptop") as desk:
        with desk.store.reading() as reading:
            codes = [line.key.site for line in reading.visits.lines(ROUND)][:sites]
        for code in codes:
            visit = scoring.open_visit(desk, code)
            scoring.put_items(desk, visit, invent(visit.rubric, dice, care=0.7))
            item = next(iter(visit.rubric.items())).code
            with desk.vault.batch() as batch:
                evidence = [photo(dice, batch.put) for _photo in range(photos)]
            gathering.hang(desk, visit, item, evidence)
            sealing.seal_site(desk, str(code))


def photo(dice: Random, put: Callable[[bytes, Digest], None]) -> Evidence:
    """Put what begins like a photo into the vault."""
    content = HEAD + REST + dice.randbytes(2_000)
    digest = Digest(sha256(content).hexdigest())
    put(content, digest)
    return Evidence(
        digest=digest,
        media="image/jpeg",
        size=len(content),
        width=2000,
        height=1500,
        source_digest=digest,
    )


def main(sites: int, photos: int) -> None:
    """Play, hand in, and measure both ends."""
    with TemporaryDirectory() as scratch:
        root = Path(scratch)
        play(root, sites, photos)
        with sitting(root / "laptop") as desk:
            sent = sending.export(desk, root / "back")
        sys.stdout.write(f"{sent.visits} sites, {sent.photos} photos\n")
        with sitting(root / "office") as desk:
            receiving.take_in(desk, [sent.path])
            (written,) = measured(
                "office: write a receipt", lambda: receipting.write_receipts(desk, root / "out")
            )
            measured("office: custody page", lambda: custody.custody(desk, ROUND))
        sys.stdout.write(f"receipt\t{written.path.stat().st_size / 1000:.0f} kB\n")
        with sitting(root / "laptop") as desk:
            measured(
                "laptop: take a receipt", lambda: acknowledging.take_receipt(desk, written.path)
            )
            with desk.store.reading() as reading:
                measured("laptop: what is owed", lambda: outstanding(reading, desk.vault))
            measured("laptop: handing page", lambda: handed(desk))


if __name__ == "__main__":
    main(*(int(one) for one in (*sys.argv[1:], "23", "45")[:2]))
