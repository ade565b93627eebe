"""F11: packages of two to four laptops, split, repeated and in any order, end in one county."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from random import Random
from tempfile import mkdtemp

from played_county import ROUND, at_office

from inspector.actions import receiving
from inspector.actions.desk import Desk
from inspector.actions.receiving import Prepared
from inspector.domain.record import Record
from inspector.domain.visit_record import check_record
from tests.faults import works
from tests.faults.twins import TWINS

SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it


def prepared(stage: Path, root: Path) -> list[Prepared]:
    """Read every laptop's newest package at an office that knows the laptops."""
    packages = [*(stage / works.BACK).iterdir(), *(stage / works.FOURTH).iterdir()]
    with at_office(shutil.copytree(stage / works.RECEIVED, root / "reader")) as desk:
        return [receiving.prepare(desk, path) for path in sorted(packages)]


def split(whole: Prepared, parts: int, rng: Random) -> Iterator[Prepared]:
    """Cut a package's records into parts at random; each begins with the heads of its visits."""
    records = whole.contents.records
    heads = {check_record(one): one for one in records if one.type == "visit"}
    sides = [rng.randrange(parts) for _ in records]
    for part in range(parts):
        chosen = [one for one, side in zip(records, sides, strict=True) if side == part]
        needed = [heads[uid] for uid in dict.fromkeys(map(check_record, chosen))]
        each = {one.rid: one for one in (*needed, *chosen)}
        yield _with(whole, tuple(each.values()), part)


def _with(whole: Prepared, records: tuple[Record, ...], part: int) -> Prepared:
    contents = whole.contents
    rids = "".join(one.rid for one in records)
    named = sha256(f"{contents.head.package_id}{part}{rids}".encode()).hexdigest()
    facts = contents.head.facts
    numbered = replace(facts, seq=facts.seq + part)  # two packages of one number are a fork
    header = replace(contents.head.header, facts=numbered)
    head = replace(contents.head, package_id=named, header=header)
    return replace(whole, contents=replace(contents, head=head, records=records))


def end(office: Path, root: Path, packages: Sequence[Prepared]) -> str:
    """Take packages in, in this order, at a fresh office; return what it holds then."""
    folder = shutil.copytree(office, root / "office")
    try:
        with at_office(folder) as desk:
            for one in packages:
                receiving.accept(desk, one)
            return county(desk)
    finally:
        shutil.rmtree(folder)


def county(desk: Desk) -> str:
    with desk.store.reading() as reading:
        lines = reading.visits.lines(ROUND)
        heads = [
            (uid, [one.rid for one in found])
            for line in lines
            for uid, found in sorted(reading.records.heads(line.uid).items())
        ]
        counted = [sorted(reading.visits.items(line.uid).items()) for line in lines]
        flags = [(line.uid, line.state, line.totals, sorted(line.flags)) for line in lines]
        return repr((reading.records.digest(), heads, counted, flags))


def main() -> None:
    stage, examples, seed, twin = Path(sys.argv[1]), *sys.argv[2:]
    TWINS[twin]()
    folder = Path(mkdtemp(prefix="rig-", dir=SHARED_MEMORY if SHARED_MEMORY.is_dir() else None))
    lost: list[str] = []
    try:
        laptops = prepared(stage, folder)
        wanted: dict[tuple[int, ...], str] = {}
        for example in range(int(examples)):
            rng = Random(f"{seed} {example}")
            chosen = tuple(sorted(rng.sample(range(len(laptops)), rng.randint(2, len(laptops)))))
            whole = [laptops[at] for at in chosen]
            if chosen not in wanted:
                wanted[chosen] = end(stage / works.OFFICE, folder, whole)
            parts = [part for one in whole for part in split(one, rng.randint(1, 4), rng)]
            parts += rng.choices(parts, k=rng.randint(0, 3))
            rng.shuffle(parts)
            if end(stage / works.OFFICE, folder, parts) != wanted[chosen]:
                lost.append(f"example {example}: laptops {chosen}, {len(parts)} packages")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    sys.stdout.write(json.dumps({"runs": int(examples), "lost": lost}))


if __name__ == "__main__":
    main()
