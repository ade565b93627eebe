"""Kill work at its n-th step, in a process of its own that has opened no store yet.

A step is a call or a return that the interpreter sees, so the same number is the same moment:
between two writes, inside a transaction, just before a commit or just after it. ``kill -9`` keeps
what the system was given: only a power cut tells whether it was synced too.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from heard import county_of
from played_county import ROUND, at_office, in_field, sites_of

from inspector.actions import examining, gathering, receiving, scoring
from inspector.actions.desk import Desk
from inspector.actions.receiving import Prepared, TakenIn
from inspector.domain.ids import Digest, ItemCode
from inspector.domain.visit import EMPTY, Entry

Tell = Callable[[str], None]
Work = Callable[[Tell], None]

PHOTO_EVERY = 4
DISK = "磁盘"
"""The doctor's word on free space is no fault of what was written."""


@dataclass(frozen=True)
class Ended:
    """What a child said before its end, and how many steps it took if it was not killed."""

    told: list[str]
    steps: int | None


def doomed(work: Work, at: int | None = None) -> Ended:
    """Do work in a child that dies at step ``at``; None lets it live and counts."""
    into, out = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(into)
        code = 1
        try:
            _live(work, at, out)
            code = 0
        finally:
            os._exit(code)
    os.close(out)
    with os.fdopen(into) as lines:
        told = lines.read().splitlines()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return Ended(told, None)
    assert os.WEXITSTATUS(status) == 0, told
    return Ended(told[:-1], int(told[-1]))


def _live(work: Work, at: int | None, out: int) -> None:
    steps = 0

    def step(*_event: object) -> None:
        nonlocal steps
        steps += 1
        if steps == at:
            os.kill(os.getpid(), signal.SIGKILL)

    def tell(text: str) -> None:
        os.write(out, f"{text}\n".encode())

    sys.setprofile(step)
    work(tell)
    sys.setprofile(None)
    tell(str(steps))


# Scoring and photos


def scoring_work(laptop: Path, pictures: list[Path], first: int, *, hasty: bool) -> Work:
    """Return work that notes a number on one item after another, and hangs a photo at times."""

    def work(tell: Tell) -> None:
        with in_field(laptop) as desk:
            visit = scoring.open_visit(desk, sites_of(desk)[0])
            items = list(visit.rubric.items())
            for number in range(first, first + 24):
                item = items[1 + number % (len(items) - 1)]
                if number % PHOTO_EVERY == 0:
                    path = pictures[number // PHOTO_EVERY % len(pictures)]
                    (photo,) = gathering.attach(desk, visit, items[0].code, [path]).evidence
                    tell(f"photo {photo.digest} {items[0].code}")
                    continue
                entry = replace(
                    EMPTY,
                    entries={item.checkpoints[0].code: Entry(note=str(number))},
                    confirmed=frozenset(item.steps()),
                )
                if hasty:
                    tell(f"item {item.code} {number}")
                scoring.put_item(desk, visit, item.code, entry)
                if not hasty:
                    tell(f"item {item.code} {number}")

    return work


def lost(desk: Desk, told: list[str]) -> list[str]:
    """Return what was acknowledged and is not there, or not as it was."""
    visit = scoring.open_visit(desk, sites_of(desk)[0])
    numbers: dict[str, int] = {}
    missing: list[str] = []
    for kind, name, rest in (line.split() for line in told):
        if kind == "item":
            numbers[name] = int(rest)
            continue
        desk.vault.get(Digest(name))
        desk.vault.get_thumbnail(Digest(name))
        if name not in visit.counted[ItemCode(rest)].photos:
            missing.append(f"photo {name}")
    for code, number in numbers.items():
        held = visit.counted.get(ItemCode(code), EMPTY).entries.values()
        if not any(int(entry.note) >= number for entry in held):
            missing.append(f"item {code} {number}")
    missing += [
        one.sentence for one in examining.examine(desk) if not (one.well or one.name == DISK)
    ]
    return missing


def looking(laptop: Path, told: list[str]) -> Work:
    def look(tell: Tell) -> None:
        with in_field(laptop) as desk:
            for one in lost(desk, told):
                tell(one)

    return look


def score_and_die(laptop: Path, pictures: Path, kills: int, *, hasty: bool) -> dict[str, object]:
    """Kill a laptop's work again and again, on the same folder; look after each kill."""
    rng = Random(kills)
    files = sorted(pictures.iterdir())
    alive = doomed(scoring_work(laptop, files, 0, hasty=hasty))
    assert alive.steps is not None
    told = list(alive.told)
    missing: list[str] = []
    killed = 0
    for kill in range(1, kills + 1):
        at = rng.randrange(1, alive.steps)
        ended = doomed(scoring_work(laptop, files, 1000 * kill, hasty=hasty), at)
        killed += ended.steps is None
        told += ended.told
        missing += doomed(looking(laptop, told)).told
    return {"killed": killed, "told": len(told), "lost": missing}


# Taking in


def split_accept(desk: Desk, prepared: Prepared) -> TakenIn:
    """Take records in before their tables, in two transactions: the fault the rig must find."""
    contents = prepared.contents
    with desk.store.unit() as unit:
        unit.records.add(contents.records, contents.head.package_id)
        unit.commit()
    return receiving_accept(desk, prepared)


receiving_accept = receiving.accept


def taking_work(office: Path, files: list[Path], *, split: bool) -> Work:
    def work(_tell: Tell) -> None:
        receiving.accept = split_accept if split else receiving_accept
        with at_office(office) as desk:
            receiving.take_in(desk, files)

    return work


def whole(office: Path) -> str:
    """Return what an office holds, but for the times at which packages came."""

    def look(tell: Tell) -> None:
        digest, packages, lines, trust, vault, staging, faults = county_of(office)
        came = sorted(one.id for one in packages)  # type: ignore[attr-defined]  # package lines
        tell(repr((digest, came, lines, trust, vault, staging, faults)))
        with at_office(office) as desk, desk.store.reading() as reading:
            for line in reading.visits.lines(ROUND):
                tell(repr((line.uid, reading.visits.items(line.uid))))
                tell(repr(sorted(one.digest for one in reading.evidence.of_visit(line.uid))))
            found = examining.examine(desk, rebuild=True)
            tell(repr([one.sentence for one in found if one.name != DISK]))

    return "\n".join(doomed(look).told)


def take_in_and_die(office: Path, back: Path, kills: int, *, split: bool) -> dict[str, object]:
    """Kill an import at many moments, each on a fresh office, then do it again to the end."""
    rng = Random(kills)
    files = sorted(back.iterdir())
    straight = office.with_name("straight")
    shutil.copytree(office, straight)
    alive = doomed(taking_work(straight, files, split=False))
    assert alive.steps is not None
    wanted = whole(straight)
    differing: list[int] = []
    killed = 0
    for kill in range(kills):
        broken = office.with_name(f"broken{kill}")
        shutil.copytree(office, broken)
        at = rng.randrange(1, alive.steps)
        killed += doomed(taking_work(broken, files, split=split), at).steps is None
        doomed(taking_work(broken, files, split=False))
        if whole(broken) != wanted:
            differing.append(at)
        shutil.rmtree(broken)
    return {"killed": killed, "steps": alive.steps, "differing": differing}


if __name__ == "__main__":
    rig, one, other, times, fault = sys.argv[1:]
    done = (
        score_and_die(Path(one), Path(other), int(times), hasty=fault == "fault")
        if rig == "score"
        else take_in_and_die(Path(one), Path(other), int(times), split=fault == "fault")
    )
    sys.stdout.write(json.dumps(done))
