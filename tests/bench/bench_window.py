"""How long from process start to the first paint of the window, against an empty PySide6 window.

Run it under a real X server: ``xvfb-run -a python tests/bench/bench_window.py``; without one it
measures the offscreen plugin and says so. Rounds are interleaved; the medians' ratio is printed.

``--peers`` needs Xvfb and measures until the first window is mapped, beside four programs of the
same kind: Python with Qt, with a window of their own. Each is installed by pip into an environment
of its own under ``dist/peers`` and has a home of its own, in which it was started twice before.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from first_window import Watch, started, watched_display

ROUNDS = 10
PEERS = {"Vorta": "vorta", "Picard": "picard", "Anki": "aqt[qt6]", "novelWriter": "novelwriter"}
"""What each is called by pip; its command is its name in small letters."""

INSTALLED = Path(__file__).parents[2] / "dist/peers"
SETTLED, REST = 6.0, 0.5
"""Seconds until a first start has asked what it asks, and between two rounds."""

EMPTY = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
class Window(QWidget):
    def paintEvent(self, event):
        QTimer.singleShot(0, tell)
def tell():
    print("shown", flush=True)
    app.quit()
app = QApplication(sys.argv)
window = Window()
window.resize(1366, 768)
window.show()
app.exec()
"""

OURS = """
import sys
def tell():
    print("shown", flush=True)
    import os
    os._exit(0)
from inspector.ui.main import run
run(sys.argv[:1], tell)
"""


def seconds(program: str, home: str) -> float:
    """Return the seconds from starting a program to its first paint."""
    environment = os.environ | {"XDG_DATA_HOME": home, "XDG_CONFIG_HOME": home}
    start = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        passed = time.perf_counter() - start
        process.wait()
    if line.strip() != "shown":
        raise SystemExit("the window was not shown")
    return passed


@dataclass(slots=True)
class Program:
    """A program to start, its version, and how long each start took."""

    name: str
    version: str
    command: list[str]
    home: Path
    taken: list[float] = field(default_factory=list)

    def environment(self, display: str) -> Mapping[str, str]:
        """Return an environment in which it finds nothing of anybody else."""
        folders = {}
        for kind in ("CONFIG", "DATA", "CACHE", "STATE"):
            folder = self.home / kind.lower()
            folder.mkdir(parents=True, exist_ok=True)
            folders[f"XDG_{kind}_HOME"] = str(folder)
        return folders | {
            "PATH": os.environ["PATH"], "HOME": str(self.home), "LANG": "C.UTF-8",
            "DISPLAY": display, "XDG_RUNTIME_DIR": str(self.home), "QT_QPA_PLATFORM": "xcb",
            "DBUS_SESSION_BUS_ADDRESS": "disabled:", "QTWEBENGINE_DISABLE_SANDBOX": "1",
        }  # fmt: skip

    def start_once(self, display: str, watch: Watch) -> float:
        """Return the seconds until its window is mapped; then end it."""
        watch.forget()
        time.sleep(REST)
        with started(self.command, self.environment(display)) as start:
            return watch.until_mapped(start)

    def answer_first_questions(self, display: str) -> None:
        """Start it as new and answer with Enter what it asks, such as the language."""
        environment = self.environment(display)
        with started(self.command, environment):
            for _again in range(3):
                time.sleep(SETTLED / 3)
                keys = ["search", "--onlyvisible", "--name", ".", "key", "--window", "%@", "Return"]
                subprocess.run(
                    ["xdotool", *keys], env=environment, check=False, stderr=subprocess.DEVNULL
                )


def program(name: str, package: str, homes: Path) -> Program:
    """Return a peer, installed if it is not yet."""
    folder = INSTALLED / name.lower()
    if not (folder / "bin" / name.lower()).exists():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run([folder / "bin/pip", "install", "-q", package], check=True)
    plain = package.partition("[")[0]
    code = f"from importlib.metadata import version; print(version({plain!r}))"
    said = subprocess.run(
        [folder / "bin/python", "-c", code], check=True, capture_output=True, text=True
    )
    return Program(name, said.stdout.strip(), [str(folder / "bin" / name.lower())], homes / name)


def beside_peers() -> None:
    """Measure an empty window, ours and the peers', interleaved, and print a table."""
    missing = [name for name in ("Xvfb", "xdotool") if shutil.which(name) is None]
    if missing:
        raise SystemExit(f"not here: {' '.join(missing)}")
    before = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        homes = Path(scratch)
        python = [sys.executable]
        empty = Program("empty PySide6 window", "", [*python, "-c", EMPTY], homes / "empty")
        ours = Program("五星考评", "", [*python, "-m", "inspector"], homes / "ours")
        peers = [program(name, package, homes) for name, package in PEERS.items()]
        programs = [empty, ours, *peers]
        with watched_display() as (display, watch):
            for one in programs[1:]:
                one.answer_first_questions(display)
            for one in programs:
                one.start_once(display, watch)  # files into the cache
            for _round in range(ROUNDS):
                for one in programs:
                    one.taken.append(one.start_once(display, watch))
    least = statistics.median(empty.taken)
    for one in programs:
        middle, quickest, slowest = statistics.median(one.taken), min(one.taken), max(one.taken)
        print(
            f"{one.name} {one.version}: median {middle * 1000:.0f} ms "
            f"({quickest * 1000:.0f}–{slowest * 1000:.0f}), {middle / least:.2f} × empty"
        )
    print(f"{ROUNDS} rounds, load {before:.1f} before, {os.getloadavg()[0]:.1f} after")


def main() -> None:
    """Measure both, interleaved, and print the ratio."""
    if "--peers" in sys.argv:
        beside_peers()
        return
    if not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        print("no screen: measured with Qt's offscreen plugin")
    empty: list[float] = []
    ours: list[float] = []
    with tempfile.TemporaryDirectory() as home:
        for program in (EMPTY, OURS):
            seconds(program, home)  # files into the cache
        for _ in range(ROUNDS):
            empty.append(seconds(EMPTY, home))
            ours.append(seconds(OURS, home))
    one, other = statistics.median(empty), statistics.median(ours)
    print(f"empty window {one * 1000:.0f} ms, ours {other * 1000:.0f} ms, ratio {other / one:.2f}")


if __name__ == "__main__":
    main()
