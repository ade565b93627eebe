"""F1 and F9: kill a laptop's work, and an office's import, before an operation on the disk.

``kill -9`` keeps what the system was given: whether it was synced too, only a power cut tells.
"""

from __future__ import annotations

import json
import shutil
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

from played_county import at_office

from tests.faults import works
from tests.faults.children import Ended, Tell, in_child
from tests.faults.crash_states import Op, read_log
from tests.faults.recording import Recorder
from tests.faults.twins import TWINS
from tests.faults.works import SCORE, TAKE_IN, Work

TWIN = sys.argv[-1]


def killed(work: Work, stage: Path, root: Path, at: int = 0, log: Path | None = None) -> Ended:
    """Do the work in a child that is killed before operation ``at``; at 0 it lives.

    The last thing that a living one tells is how many operations there were.
    """

    def do(tell: Tell) -> None:
        if at:
            TWINS[TWIN]()  # what comes after the kill is done by the sound program
        recorder = Recorder()
        recorder.watch(root, log)
        if at:
            recorder.kill(at)
        work.do(root, stage, tell)
        tell(str(recorder.count()))

    ended = in_child(do)
    assert ended.status in (0, -signal.SIGKILL), ended
    return ended


def score_and_die(stage: Path, root: Path, kills: int, seed: int) -> dict[str, object]:
    """Kill a laptop's work again and again, on the same folder; look after each kill."""
    rng = Random(seed)
    SCORE.prepare(stage, root)
    *told, operations = killed(SCORE, stage, root).told
    lost: list[str] = []
    dead = 0
    for kill in range(1, kills + 1):
        at = rng.randrange(1, int(operations))
        work = Work(
            name="score", folders=(), do=works.scored(1000 * kill), lost=works.lost_on_laptop
        )
        ended = killed(work, stage, root, at)
        dead += ended.status != 0
        told += ended.told if ended.status else ended.told[:-1]

        def look(tell: Tell) -> None:
            for wrong in works.lost_on_laptop(root, stage, told):  # noqa: B023 - done at once
                tell(wrong)

        lost += [f"kill {kill} at {at}: {wrong}" for wrong in in_child(look).told[:1]]
    return {"runs": dead, "told": len(told), "lost": lost}


def moments(operations: int, log: Path, rng: Random) -> Iterator[int]:
    """Yield operations to be killed before, without end: by turns any, and one after a commit.

    Between two transactions that should be one there are few operations; chance alone would
    need many kills to find them.
    """
    wal: set[int] = set()
    commits: list[int] = []
    for event in read_log(log):
        if event.op is Op.OPEN and event.content.endswith(b"store.db-wal"):
            wal.add(event.id)
        elif event.op is Op.SYNC and event.id in wal:
            commits.append(event.offset + 1)
    while True:
        for commit in rng.sample(commits, len(commits)):
            yield commit
            yield rng.randrange(1, operations)


def take_in_and_die(stage: Path, root: Path, kills: int, seed: int) -> dict[str, object]:
    """Kill an import twice, each time on a fresh office, then do it again to the end."""
    rng = Random(seed)
    straight = root / "straight"
    TAKE_IN.prepare(stage, straight)
    log = root / "log"
    operations = int(killed(TAKE_IN, stage, straight, log=log).told[-1])
    firsts = moments(operations, log, rng)
    wanted = whole(straight)
    lost: list[str] = []
    dead = 0
    for _ in range(kills):
        office = root / "broken"
        TAKE_IN.prepare(stage, office)
        first, again = next(firsts), rng.randrange(1, operations)
        dead += killed(TAKE_IN, stage, office, first).status != 0
        killed(TAKE_IN, stage, office, again)  # it may live, for less is left to do
        ended = killed(TAKE_IN, stage, office)
        if ended.status or whole(office) != wanted:
            lost.append(f"killed before operations {first} and {again}")
        shutil.rmtree(office)
    return {"runs": dead, "told": operations, "lost": lost}


def whole(root: Path) -> str:
    """Return what an office holds, and what its doctor says."""

    def look(tell: Tell) -> None:
        with at_office(root / works.OFFICE) as desk:
            tell(repr(works.unwell(desk, rebuild=True)))
        tell(works.county_at(root))

    return "\n".join(in_child(look).told)


def main() -> None:
    rig, stage, root, kills, seed, _twin = sys.argv[1:]
    run = {"score": score_and_die, "take": take_in_and_die}[rig]
    sys.stdout.write(json.dumps(run(Path(stage), Path(root), int(kills), int(seed))))


if __name__ == "__main__":
    main()
