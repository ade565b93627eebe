"""F5: the n-th write, sync, rename, new file or folder fails, once or for ever.

What must come of it: an error that the user can solve, or full success; what was acknowledged is
there, nothing is half there, and after the disk is sound again the same work is done to the end.
A sync that failed is never success (F6), but for those of the database, which SQLite repeats,
and its sync of the folder after it made the WAL, which it passes over: the store has synced the
folder itself by then.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import mkdtemp

from inspector.domain.errors import InspectorError
from tests.faults import works
from tests.faults.children import Tell, in_child
from tests.faults.recording import Recorder
from tests.faults.twins import TWINS
from tests.faults.works import WORKS, Work

SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
ERRORS = (errno.ENOSPC, errno.EIO)


@dataclass(frozen=True, slots=True)
class Case:
    """The operation that fails, with what, and whether all after it fail as well."""

    at: int
    error: int
    for_ever: bool

    def __str__(self) -> str:
        ever = "for ever" if self.for_ever else "once"
        return f"operation {self.at} {errno.errorcode[self.error]} {ever}"


def counted(work: Work, stage: Path, root: Path) -> int:
    """Return how many operations of the work could fail."""

    def job(tell: Tell) -> None:
        recorder = Recorder()
        recorder.watch(root)
        work.do(root, stage, lambda _text: None)
        tell(str(recorder.count()))

    work.prepare(stage, root)
    ended = in_child(job)
    shutil.rmtree(root)
    return int(ended.told[0])


OURS: list[int] = []
"""Syncs of our own that failed; SQLite's are not seen from here."""


def watch_syncs() -> None:
    """Note what fails below the program, and below a twin that would not hear of it."""
    real = os.fsync

    def watched(handle: int) -> None:
        try:
            real(handle)
        except OSError:
            OURS.append(handle)
            raise

    os.fsync = watched  # type: ignore[assignment]  # we give numbers only


def tried(work: Work, stage: Path, root: Path, case: Case) -> str:
    """Try one case; return what is wrong, or an empty text."""

    def job(tell: Tell) -> None:
        recorder = Recorder()
        recorder.watch(root)
        recorder.fail(case.at, case.error, for_ever=case.for_ever)
        told: list[str] = []
        ended = ""
        try:
            work.do(root, stage, told.append)
        except InspectorError as error:
            ended = error.code
        refused = recorder.refused()
        recorder.heal()
        recorder.rest()
        if refused.startswith("sync") and not OURS:
            refused = f"SQLite's {refused}"
        if wrong := _verdict(work, stage, root, (told, ended, refused)):
            tell(wrong)

    work.prepare(stage, root)
    ended = in_child(job)
    shutil.rmtree(root, ignore_errors=True)
    if ended.told or ended.status:
        return f"{case}: {' '.join(ended.told)} (status {ended.status})"
    return ""


def _verdict(work: Work, stage: Path, root: Path, found: tuple[list[str], str, str]) -> str:
    told, ended, refused = found
    if not ended and refused.startswith("sync") and "store.db" not in refused:
        return f"success after {refused.removeprefix('sync ')} was not synced"
    wrong = work.lost(root, stage, told)
    if wrong:
        return f"after {refused} ended with {ended or 'success'}: {wrong[0]}"
    again: list[str] = []
    work.do(root, stage, again.append)
    wrong = work.lost(root, stage, again) + work.again(root, stage)
    return f"after {refused} and healing: {wrong[0]}" if wrong else ""


def cases(operations: int, wanted: int, seed: int) -> list[Case]:
    """Return every case if there are not more than wanted, else a sample."""
    every = [
        Case(at, error, ever)
        for at in range(1, operations + 1)
        for error in ERRORS
        for ever in (False, True)
    ]
    return every if wanted >= len(every) else Random(seed).sample(every, wanted)


def main() -> None:
    name, stage, wanted, seed, twin = sys.argv[1:]
    work = WORKS[name]
    watch_syncs()
    TWINS[twin]()
    works.TIMES = 1
    folder = Path(mkdtemp(prefix="rig-", dir=SHARED_MEMORY if SHARED_MEMORY.is_dir() else None))
    try:
        operations = counted(work, Path(stage), folder / "count")
        chosen = cases(operations, int(wanted), int(seed))
        wrong = [
            said
            for number, case in enumerate(chosen)
            if (said := tried(work, Path(stage), folder / f"case{number}", case))
        ]
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    found = {"operations": operations, "runs": len(chosen), "lost": wrong}
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
