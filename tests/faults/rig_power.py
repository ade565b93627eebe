"""F2: cut the power of a small ext4 before an operation of a work, and look what it holds then.

The disk is a file, mounted through a loop device. ``FS_IOC_SHUTDOWN`` without a flush of the log
is what a power cut does to it: only what was synced, or what the journal has, is there afterwards.
Needs root; says why not where it cannot be done.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from tempfile import mkdtemp

from tests.faults.children import Tell, in_child
from tests.faults.recording import Recorder
from tests.faults.twins import TWINS
from tests.faults.works import WORKS, Work

SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
SIZE = 96 * 2**20
CUT = 77
"""How a child ends whose power was cut."""


class NoLoop(Exception):
    """This machine mounts no file."""


def run(*command: object) -> None:
    ended = subprocess.run([str(part) for part in command], capture_output=True, check=False)
    if ended.returncode:
        raise NoLoop(ended.stderr.decode(errors="replace").strip().splitlines()[-1:])


@contextmanager
def mounted(image: Path, place: Path) -> Iterator[Path]:
    place.mkdir(exist_ok=True)
    run("mount", "-o", "loop", image, place)
    try:
        yield place / "root"
    finally:
        run("umount", place)


def make_image(work: Work, stage: Path, folder: Path) -> Path:
    """Make a disk with everything on it that the work begins with."""
    if os.geteuid() != 0 or shutil.which("mkfs.ext4") is None:
        raise NoLoop("only root may mount a disk, and mkfs.ext4 (e2fsprogs) makes it")
    image = folder / "image"
    with image.open("wb") as file:
        file.truncate(SIZE)
    run("mkfs.ext4", "-q", "-F", "-E", "lazy_itable_init=1,nodiscard", image)
    with mounted(image, folder / "disk") as root:
        work.prepare(stage, root)
    return image


def counted(work: Work, stage: Path, root: Path) -> int:
    """Return how many operations the work has."""

    def job(tell: Tell) -> None:
        recorder = Recorder()
        recorder.watch(root)
        work.do(root, stage, lambda _text: None)
        tell(str(recorder.count()))

    work.prepare(stage, root)
    return int(in_child(job).told[0])


def cut(work: Work, stage: Path, image: Path, at: int) -> str:
    """Cut at one operation; return what is wrong afterwards, or an empty text."""
    disk, place = image.with_name("broken"), image.with_name("disk")
    subprocess.run(["cp", "--sparse=always", image, disk], check=True)

    def do(tell: Tell) -> None:
        recorder = Recorder()
        recorder.watch(place / "root")
        recorder.cut(at)
        work.do(place / "root", stage, tell)

    def look(tell: Tell) -> None:
        root = place / "root"
        for wrong in work.lost(root, stage, ended.told) or work.again(root, stage):
            tell(wrong)

    with mounted(disk, place):
        ended = in_child(do)
    assert ended.status == CUT, ended
    with mounted(disk, place):
        found = in_child(look).told
    return f"cut before operation {at}, told {len(ended.told)}: {found[0]}" if found else ""


def main() -> None:
    name, stage, cuts, seed, twin = sys.argv[1:]
    work = WORKS[name]
    TWINS[twin]()
    folder = Path(mkdtemp(prefix="rig-", dir=SHARED_MEMORY if SHARED_MEMORY.is_dir() else None))
    try:
        image = make_image(work, Path(stage), folder)
        operations = counted(work, Path(stage), folder / "count")
        places = Random(int(seed)).choices(range(1, operations), k=int(cuts))
        wrong = [said for at in places if (said := cut(work, Path(stage), image, at))]
        found = {"operations": operations, "runs": len(places), "lost": wrong}
    except NoLoop as reason:
        found = {"skip": f"no power cut can be made here: {reason}"}
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
