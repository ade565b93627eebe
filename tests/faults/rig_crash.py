"""F3: write down what a workflow does to the disk, then look at what cuts would leave of it."""

from __future__ import annotations

import json
import shutil
import sys
import traceback
from pathlib import Path
from tempfile import mkdtemp
from time import monotonic

from tests.faults.crash_states import State, crash_states, read_log
from tests.faults.recording import Recorder, start
from tests.faults.twins import TWINS
from tests.faults.works import WORKS, Work

SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it


def record(work: Work, stage: Path, root: Path, log: Path) -> None:
    """Do the work under the eyes of the recorder."""
    recorder = Recorder()
    recorder.watch(root, log)
    work.do(root, stage, recorder.mark)
    recorder.rest()


AGAIN_EVERY = 12
"""One state in so many is also gone on with: the work is done once more on it."""


def look(work: Work, stage: Path, root: Path, state: State, *, again: bool) -> list[str]:
    """Return what is wrong with a state; that it does not open is wrong, too."""
    state.lay(root)
    try:
        wrong = work.lost(root, stage, list(state.told))
        return wrong or (work.again(root, stage) if again else [])
    except Exception as error:  # noqa: BLE001 - whatever it is, it is a finding
        where = traceback.extract_tb(error.__traceback__)[-1]
        return [f"{type(error).__name__}: {error} ({Path(where.filename).name}:{where.lineno})"]
    finally:
        shutil.rmtree(root)


def replay(work: Work, stage: Path, wanted: int, seed: int, recorder: Path, twin: str) -> object:
    """Record once, then look at many states; return how many there were and what was lost."""
    folder = Path(mkdtemp(prefix="rig-", dir=SHARED_MEMORY if SHARED_MEMORY.is_dir() else None))
    try:
        base, root, log = folder / "base", folder / "root", folder / "log"
        work.prepare(stage, base)
        shutil.copytree(base, root)
        start(Path(__file__), "record", work.name, stage, root, log, twin, recorder=recorder)
        shutil.rmtree(root)
        events = read_log(log)
        began = monotonic()
        states, bad, told = 0, [], 0
        for state in crash_states(base, root, events, wanted=wanted, seed=seed):
            states += 1
            told = max(told, len(state.told))
            again = states % AGAIN_EVERY == 0
            wrong = look(work, stage, folder / f"state{states}", state, again=again)
            if wrong:
                bad.append(f"event {state.at} {state.mode} told {len(state.told)}: {wrong[0]}")
        seconds = monotonic() - began
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return {"events": len(events), "states": states, "told": told, "lost": bad, "seconds": seconds}


def main() -> None:
    what, name, stage, *rest = sys.argv[1:]
    work = WORKS[name]
    if what == "record":
        root, log, twin = rest
        TWINS[twin]()
        record(work, Path(stage), Path(root), Path(log))
        return
    wanted, seed, recorder, twin = rest
    found = replay(work, Path(stage), int(wanted), int(seed), Path(recorder), twin)
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
