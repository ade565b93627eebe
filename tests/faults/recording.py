"""The recorder as a rig's own process sees it, and the way to start such a process.

``recorder.c`` is compiled where a rig runs and loaded before everything else, so that writes of
Python, of SQLite and of age all pass through it.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from pathlib import Path

SOURCE = Path(__file__).with_name("recorder.c")
REPOSITORY = Path(__file__).parents[2]


def compile_recorder(folder: Path) -> Path:
    """Compile the recorder into ``folder``; once, however many rigs ask."""
    library = folder / "recorder.so"
    if not library.exists():
        compiler = shutil.which("cc") or shutil.which("gcc")
        if compiler is None:
            raise FileNotFoundError("no C compiler: apt-get install gcc libc6-dev")
        part = folder / f"recorder.{os.getpid()}.so"
        flags = ["-O2", "-Wall", "-Werror", "-shared", "-fPIC"]
        subprocess.run([compiler, *flags, "-o", part, SOURCE, "-ldl", "-lpthread"], check=True)
        part.replace(library)
    return library


def start(
    script: Path, *arguments: object, recorder: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a rig's script in a process of its own; raise with its words if it fails."""
    environment = dict(os.environ)
    environment["PYTHONPATH"] = f"{REPOSITORY}{os.pathsep}{REPOSITORY / 'tests' / 'shared'}"
    environment.pop("COVERAGE_PROCESS_START", None)
    if recorder is not None:
        environment["LD_PRELOAD"] = str(recorder)
    ended = subprocess.run(
        [sys.executable, script, *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        check=False,
        env=environment,
    )
    if ended.returncode != 0:
        raise AssertionError(
            f"{script.name} {arguments}: {ended.returncode}\n{ended.stderr[-4000:]}"
        )
    return ended


class Recorder:
    """The functions of the recorder, in a process that was started with it."""

    def __init__(self) -> None:
        loaded = ctypes.CDLL(None)
        self._watch = loaded.rig_watch
        self._watch.argtypes = [ctypes.c_char_p, ctypes.c_char_p]
        self._mark = loaded.rig_mark
        self._mark.argtypes = [ctypes.c_char_p]
        self._stop = loaded.rig_stop
        self._stop.argtypes = [ctypes.c_long, ctypes.c_int, ctypes.c_int, ctypes.c_int]
        self._count = loaded.rig_count
        self._count.restype = ctypes.c_long
        self._refused = loaded.rig_refused
        self._refused.restype = ctypes.c_char_p
        self._rest = loaded.rig_rest

    def watch(self, root: Path, log: Path | None = None) -> None:
        """Watch everything below ``root`` from now on, and write it down if there is a log."""
        self._watch(os.fsencode(root), None if log is None else os.fsencode(log))

    def mark(self, text: str) -> None:
        """Write down that something was acknowledged now."""
        self._mark(text.encode())

    def fail(self, at: int, error: int, *, for_ever: bool) -> None:
        """Let the ``at``-th operation from now on end with an error, or all from there on."""
        self._stop(at, error, for_ever, 0)

    def cut(self, at: int) -> None:
        """Cut the power before the ``at``-th operation from now on; the process ends with 77."""
        self._stop(at, 0, 0, 1)

    def kill(self, at: int) -> None:
        """Kill this process before the ``at``-th operation from now on.

        What lies on the disk changes at these operations only, so no other moment differs.
        """
        self._stop(at, 0, 0, 2)

    def heal(self) -> None:
        """Let nothing fail any more."""
        self._stop(0, 0, 0, 0)

    def count(self) -> int:
        """Return how many operations could have failed since the last order."""
        return int(self._count())

    def refused(self) -> str:
        """Return what was made to fail first: the kind of operation, a blank, and the path."""
        text: bytes = self._refused()
        return os.fsdecode(text)

    def rest(self) -> None:
        """Watch nothing any more."""
        self._rest()
