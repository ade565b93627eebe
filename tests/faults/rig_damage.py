"""F7 and F8: packages of every kind, cut off, flipped, spliced, zeroed and made longer.

Every one must be refused as a package is refused, and afterwards the folder that was to take it
holds what it held: records, packages, keys, photos and staged files.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from tempfile import mkdtemp

from played_county import at_office, in_field

from inspector.actions import acknowledging, receipting, receiving
from inspector.actions.desk import Desk
from inspector.domain.ids import TeamId
from inspector.domain.progress import Ticket
from inspector.exchange import read_package
from inspector.exchange.read_package import read_dispatch
from inspector.exchange.reject import Reject
from inspector.exchange.team_code import code_key
from inspector.platform.folder import Role
from tests.faults import works
from tests.faults.twins import TWINS, spoil

SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
SECTOR = 512
TAKEN_IN_EVERY = 25
"""So often a visit's package also goes through intake, which notes each refusal in the store."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taker:
    """Who takes packages of one kind, two sound ones, and what the taker holds."""

    sound: bytes
    other: bytes
    take: Callable[[Path, int], None]
    """Take a file in; the number is that of the try."""
    held: Callable[[], str]


@contextmanager
def visits(stage: Path, root: Path) -> Iterator[Taker]:
    first, other, *_ = (path.read_bytes() for path in sorted((stage / "first").iterdir()))
    with at_office(shutil.copytree(stage / works.OFFICE, root / works.OFFICE)) as desk:

        def take(path: Path, number: int) -> None:
            if number % TAKEN_IN_EVERY:
                receiving.prepare(desk, path)
                return
            (taken,) = receiving.take_in(desk, [path])
            if taken.refused and taken.code.startswith("P"):
                raise Refused

        yield Taker(sound=first, other=other, take=take, held=lambda: held(desk))


class Refused(Reject):
    """Intake refused it by name."""

    code = "P999"
    step = 0
    what = next_step = ""


@contextmanager
def dispatches(stage: Path, root: Path) -> Iterator[Taker]:
    package, code = (stage / works.STICK / "t01.txt").read_text("utf-8").split("\n")
    others = sorted((stage / works.STICK).glob("*T02.wxp"))
    # the code's key takes 0.1 s on purpose, and is the same for every copy
    spoil(read_package, "code_key", cache(code_key))

    def take(path: Path, _number: int) -> None:
        read_dispatch(path, code, keep_object=lambda _digest, _content: None, ticket=Ticket())

    yield Taker(
        sound=(stage / works.STICK / package).read_bytes(),
        other=others[0].read_bytes(),
        take=take,
        held=lambda: repr(sorted(root.rglob("*/*"))),
    )


@contextmanager
def receipts(stage: Path, root: Path) -> Iterator[Taker]:
    office = shutil.copytree(stage / works.RECEIVED, root / works.RECEIVED)
    with at_office(office) as desk:
        written = [
            receipting.write_receipts(desk, root / name, TeamId("T01"))[0].path.read_bytes()
            for name in ("one", "two")
        ]
    with in_field(shutil.copytree(stage / works.SEALED, root / works.SEALED)) as desk:

        def take(path: Path, _number: int) -> None:
            acknowledging.take_receipt(desk, path)

        yield Taker(sound=written[0], other=written[1], take=take, held=lambda: held(desk))


KINDS = {"visit": visits, "dispatch": dispatches, "receipt": receipts}


def held(desk: Desk) -> str:
    """Return what a folder holds; its list of events grows with every refusal."""
    with desk.store.reading() as reading:
        latest = None
        if desk.folder.role is Role.FIELD:
            latest = acknowledging.latest_of(reading)
        return repr(
            (
                reading.records.digest(),
                reading.packages.all(),
                latest and latest.receipt.number,
                sorted(path.name for path in desk.folder.vault_path.rglob("*")),
                list(desk.folder.staging_path.iterdir()),
                desk.store.faults(),
            )
        )


# Damage


def cuts(taker: Taker, wanted: int, rng: Random) -> Iterator[bytes]:
    """Yield every beginning of the package, or a sample of them."""
    for size in some(len(taker.sound), wanted, rng):
        yield taker.sound[:size]


def flips(taker: Taker, wanted: int, rng: Random) -> Iterator[bytes]:
    """Yield the package with each single bit flipped, or a sample of them."""
    for bit in some(8 * len(taker.sound), wanted, rng):
        damaged = bytearray(taker.sound)
        damaged[bit // 8] ^= 1 << bit % 8
        yield bytes(damaged)


def splices(taker: Taker, wanted: int, rng: Random) -> Iterator[bytes]:
    """Yield halves of two packages joined, zeroed sectors, bytes put at the end or amid."""
    sound, other = taker.sound, taker.other
    for number in range(wanted):
        at = rng.randrange(1, len(sound))
        if number % 4 == 0:
            yield sound[:at] + other[rng.choice((at, rng.randrange(len(other)))) :]
        elif number % 4 == 1:
            start = at // SECTOR * SECTOR
            yield (
                sound[:start] + bytes(len(sound[start : start + SECTOR])) + sound[start + SECTOR :]
            )
        elif number % 4 == 2:
            yield sound + rng.randbytes(rng.randint(1, SECTOR))
        else:
            yield sound[:at] + rng.randbytes(rng.randint(1, 64)) + sound[at:]


DAMAGE = {"cuts": cuts, "flips": flips, "splices": splices}


def some(number: int, wanted: int, rng: Random) -> list[int]:
    """Return all of so many places, or a sample: a fifth of it near the beginning, unsorted."""
    if wanted >= number:
        return list(range(number))
    near = min(number, 8 * 2048)
    chosen = rng.sample(range(near), min(near, wanted // 5))
    return chosen + rng.sample(range(number), wanted - len(chosen))


def tried(taker: Taker, folder: Path, damaged: bytes, number: int) -> str:
    """Return what went wrong with one damaged copy, or an empty text."""
    path = folder / f"damaged{number}.wxp"
    path.write_bytes(damaged)
    try:
        taker.take(path, number)
    except Reject:
        return ""
    except Exception as error:  # noqa: BLE001 - anything else is a bug, and counted
        return f"{type(error).__name__}: {error}"
    finally:
        path.unlink()
    return "taken"


def main() -> None:
    kind, stage, how, wanted, seed, twin = sys.argv[1:]
    TWINS[twin]()
    rng = Random(int(seed))
    folder = Path(mkdtemp(prefix="rig-", dir=SHARED_MEMORY if SHARED_MEMORY.is_dir() else None))
    try:
        with KINDS[kind](Path(stage), folder) as taker:
            before = taker.held()
            runs, wrong = 0, []
            for damaged in DAMAGE[how](taker, int(wanted), rng):
                if damaged in (taker.sound, taker.other):  # joined where both begin alike
                    continue
                runs += 1
                if said := tried(taker, folder, damaged, runs):
                    wrong.append(f"number {runs}: {said}")
            if not wrong and taker.held() != before:
                wrong.append("the folder holds something else than before")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    sys.stdout.write(json.dumps({"runs": runs, "size": len(taker.sound), "lost": wrong}))


if __name__ == "__main__":
    main()
