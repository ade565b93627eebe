"""One entry saved durably, against the bare driver; and records of a package, likewise.

Both write the same row to stores of the same promises (WAL, FULL), turn by turn, so that the
noise of the disk meets both. Run: ``python tests/bench/bench_autosave.py``.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from inspector.domain.canonical import canonical
from inspector.domain.entry_tree import item_to_tree
from inspector.domain.ids import (
    CheckpointCode,
    Digest,
    ItemCode,
    PersonId,
    RoundId,
    RubricId,
    SiteCode,
    TeamId,
    TownshipCode,
)
from inspector.domain.record import Record, Stamp, mint
from inspector.domain.site import Site, Township
from inspector.domain.visit import Entry, ItemEntry, Reason, VisitKey
from inspector.store.engine import connect
from inspector.store.store import Store
from inspector.store.visits import Visit

KEY = bytes(range(32))
NOON = datetime(2026, 11, 5, 12, tzinfo=timezone(timedelta(hours=8)))
VISIT = VisitKey(
    round=RoundId("2026-11"), kind="cross", site=SiteCode("419924100201"), team=TeamId("T07")
)
ITEM = ItemCode("ST-2")
ROUNDS = 400
RECORDS = 20_000


def entry(n: int) -> ItemEntry:
    """Return what four checkpoints of an item may hold."""
    return ItemEntry(
        entries={
            CheckpointCode(f"ST-2.{k}"): Entry(
                defects=n % 7, reasons=(Reason(text="路面有垃圾"),), measure=Decimal(n)
            )
            for k in range(1, 5)
        }
    )


def filled(path: Path) -> Store:
    """Make a store with one open visit in it."""
    store = Store.create(path, KEY)
    town = Township(code=TownshipCode("419924100"), name="王集镇")
    site = Site(code=VISIT.site, name="西薛庄村", township=town.code, rubric=RubricId("rural"))
    with store.unit() as unit:
        unit.sites.put([town], [site])
        unit.visits.open(Visit(key=VISIT, rubric=Digest("ab" * 32), started_at=NOON))
        unit.visits.put_item(VISIT.uid, ITEM, entry(0))
        unit.commit()
    return store


def savers(folder: Path) -> tuple[Callable[[int], None], Callable[[int], None]]:
    """Return ours and the floor: each saves one entry when called."""
    ours = filled(folder / "ours.db")
    filled(folder / "bare.db").close()
    bare = connect(folder / "bare.db", KEY)

    def save(n: int) -> None:
        with ours.unit() as unit:
            unit.visits.put_item(VISIT.uid, ITEM, entry(n))
            unit.commit()

    def save_bare(n: int) -> None:
        text = canonical(item_to_tree(entry(n))).decode()
        bare.execute("BEGIN IMMEDIATE")
        bare.execute(
            "UPDATE draft_item SET text = ? WHERE visit = ? AND item = ?", (text, VISIT.uid, ITEM)
        )
        bare.execute("COMMIT")

    return save, save_bare


def timed(action: Callable[[], object]) -> float:
    """Return the milliseconds that ``action`` takes."""
    start = perf_counter()
    action()
    return (perf_counter() - start) * 1000


def records(stream: str) -> list[Record]:
    """Mint what a whole round holds."""
    made = []
    for n in range(1, RECORDS + 1):
        stamp = Stamp(device=stream, n=n, prev=None, by=PersonId("T07-1"), at=NOON)
        fields = {"item": str(ITEM), "points": n, **item_to_tree(entry(n))}
        made.append(mint("item", f"{VISIT.uid}/{n % 29}", fields, stamp=stamp))
    return made


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        save, save_bare = savers(Path(name))
        ours, floor = [], []
        for n in range(ROUNDS):
            ours.append(timed(lambda n=n: save(n)))  # type: ignore[misc] # bound at once
            floor.append(timed(lambda n=n: save_bare(n)))  # type: ignore[misc] # bound at once
        print(
            f"one entry: ours {median(ours):.3f} ms (p99 {quantiles(ours, n=100)[98]:.2f}), "
            f"bare driver {median(floor):.3f} ms (p99 {quantiles(floor, n=100)[98]:.2f}), "
            f"ratio {median(ours) / median(floor):.2f}, "
            f"difference {median(a - b for a, b in zip(ours, floor, strict=True)):.3f} ms"
        )
    with tempfile.TemporaryDirectory() as name, Store.create(Path(name) / "a", KEY) as store:
        batch = records("s1")

        def join() -> None:
            with store.unit() as unit:
                unit.records.add(batch, "p1")
                unit.commit()

        print(f"{RECORDS} records: new {timed(join):.0f} ms, again {timed(join):.0f} ms")


if __name__ == "__main__":
    main()
