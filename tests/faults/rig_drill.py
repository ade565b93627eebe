"""F16: kill backups and restores before a disk operation; what is there is whole, or is none."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from played_county import PIN, Clock, in_field

from inspector.actions import examining, keeping
from inspector.platform.folder import DESCRIPTION, STAGING, VAULT
from tests.faults.children import Tell, in_child
from tests.faults.recording import Recorder
from tests.faults.twins import spoil

LAPTOP, DISK, AGAIN = "laptop", "disk", "again"
APART = ("磁盘", "备份")
"""What the doctor says of these is no fault of what came back."""


Job = Callable[[Path], None]


def backing(root: Path) -> None:
    with in_field(root / LAPTOP) as desk:
        keeping.backup(desk, root / DISK)


def restoring(root: Path) -> None:
    keeping.restore(root / DISK, root / AGAIN, PIN, clock=Clock())


def killed(job: Job, root: Path, at: int = 0) -> list[str]:
    """Do a job in a child that is killed before disk operation ``at``; at 0 it tells how many."""

    def do(tell: Tell) -> None:
        recorder = Recorder()
        recorder.watch(root, None)
        if at:
            recorder.kill(at)
        job(root)
        tell(str(recorder.count()))

    return in_child(do).told


def looking(root: Path) -> Callable[[Tell], None]:
    """Restore the newest, unless a whole folder is there, and hold it against the original."""

    def look(tell: Tell) -> None:
        if not (root / AGAIN / DESCRIPTION).exists():
            keeping.restore(root / DISK, root / AGAIN, PIN, clock=Clock())
        with in_field(root / LAPTOP) as desk, desk.store.reading() as reading:
            digest, stream = reading.records.digest(), reading.meta.get("stream")
            photos = reading.evidence.digests()
        with in_field(root / AGAIN) as desk:
            with desk.store.reading() as reading:
                if reading.records.digest() != digest:
                    tell("other records")
                if reading.meta.get("stream") == stream:
                    tell("the same stream")
            if missing := desk.vault.missing(photos):
                tell(f"{len(missing)} photos missing")
            for one in examining.examine(desk):
                if not one.well and one.name not in APART:
                    tell(one.sentence)

    return look


def in_place() -> None:
    """A restore builds where the folder will be, so that half of one can be opened."""

    @contextmanager
    def building(path: Path) -> Iterator[Path]:
        (path / VAULT).mkdir(parents=True, exist_ok=True)
        (path / STAGING).mkdir(exist_ok=True)
        yield path

    spoil(keeping, "_building", building)


def drill(stage: Path, root: Path, kills: int, seed: int) -> dict[str, object]:
    """Kill backups and restores by turns; look after each."""
    rng = Random(seed)
    shutil.copytree(stage / "sealed", root / LAPTOP)
    jobs: tuple[Job, ...] = (backing, restoring)
    counts = [int(killed(job, root)[-1]) for job in jobs]
    shutil.rmtree(root / AGAIN)
    lost: list[str] = []
    for kill in range(kills):
        which = kill % len(jobs)
        at = rng.randrange(1, counts[which])
        killed(jobs[which], root, at)
        found = in_child(looking(root)).told
        lost += [f"kill {kill} of {jobs[which].__name__} at {at}: {one}" for one in found]
        shutil.rmtree(root / AGAIN, ignore_errors=True)
    return {"runs": kills, "lost": lost, "operations": counts}


def main() -> None:
    stage, root, kills, seed, twin = sys.argv[1:]
    Path(root).mkdir()
    if twin == in_place.__name__:
        in_place()
    sys.stdout.write(json.dumps(drill(Path(stage), Path(root), int(kills), int(seed))))


if __name__ == "__main__":
    main()
