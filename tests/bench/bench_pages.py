"""How soon 今日 is filled, another page is shown, and another theme is on (check 14 of the design).

Run as ``xvfb-run -a python tests/bench/bench_pages.py``. From process start to 今日 is counted with
nobody typing: the folder is opened as soon as the window is there. What deriving the key from the
PIN takes is told beside it; that is slow on purpose. Budgets: 今日 in four times what an empty
window takes, a page in 200 ms (the first time, built and painted), a theme in 150 ms.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter

if not os.environ.get("DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parents[1] / "shared"))

from bench_window import EMPTY, seconds
from played_county import PIN, in_field, make_county
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from inspector.actions.desk import sit_down
from inspector.platform import clock
from inspector.ui.look import look
from inspector.ui.pages.today.page import TodayPage
from inspector.ui.theme import THEMES

ROUNDS = 6
FOLDER = "BENCH_FOLDER"
TODAY = f"""
import os, sys
from pathlib import Path
from inspector.ui import doors, main
def entered(self, *given, **named):
    enter(self, *given, **named)
    from PySide6.QtCore import QTimer
    self._shell.repaint()
    QTimer.singleShot(0, tell)
def tell():
    print("shown", flush=True)
    os._exit(0)
enter, doors.Doors._enter = doors.Doors._enter, entered
made = doors.Doors.show_welcome
def welcome(self):
    made(self)
    self._shell.painted.connect(lambda: self.open_folder(Path(os.environ["{FOLDER}"]), "{PIN}"))
doors.Doors.show_welcome = welcome
main.run(sys.argv[:1])
"""


def timed(act: Callable[[], object]) -> float:
    """Return the milliseconds of an act and of the paint after it."""
    start = perf_counter()
    act()
    for _turn in range(3):
        QApplication.processEvents()  # noqa: TID251 - the bench is the loop
    return (perf_counter() - start) * 1000


def start_to_today(laptop: Path, home: str) -> None:
    """Print how long until 今日 is filled, as times of an empty window."""
    os.environ[FOLDER] = str(laptop)
    empty: list[float] = []
    today: list[float] = []
    for program in (EMPTY, TODAY):
        seconds(program, home)  # files into the cache
    for _round in range(ROUNDS):
        empty.append(seconds(EMPTY, home))
        today.append(seconds(TODAY, home))
    start = perf_counter()
    sit_down(laptop, PIN, clock=clock.now).close()
    unlocking = perf_counter() - start
    one, other = median(empty), median(today)
    print(
        f"empty window {one * 1000:.0f} ms, 今日 filled {other * 1000:.0f} ms, {other / one:.2f} × "
        f"(opening the folder, its PIN included, {unlocking * 1000:.0f} ms of that)"
    )


def pages(laptop: Path, app: QApplication, settings: QSettings) -> None:
    """Print how long each page and each theme takes, the first time and again."""
    from inspector.ui.look import Look  # noqa: PLC0415 - after the other measure
    from inspector.ui.shell import Shell  # noqa: PLC0415 - as above
    from inspector.ui.workspaces import FieldWorkspace  # noqa: PLC0415 - as above

    Look().wear(app)
    shell = Shell()
    shell.resize(1366, 768)
    shell.show()
    with in_field(laptop) as desk:
        field = FieldWorkspace(shell, desk, settings)
        field.open()
        assert isinstance(shell.page(), TodayPage)
        with desk.store.reading() as reading:
            site = reading.visits.lines()[0].key.site
        first = {"visit": timed(lambda: field.open_visit(site))}
        again: list[float] = []
        for entry in shell.entries():
            first.setdefault(entry.key, timed(partial(shell.go, entry.key)))
        for _round in range(ROUNDS):
            again += [timed(partial(shell.go, entry.key)) for entry in shell.entries()]
        shell.go("visit")
        themes = [timed(partial(look().switch, name)) for name in THEMES * ROUNDS]
        shell.jobs.wait()
        shell.close()
    slowest = max(first, key=lambda key: first[key])
    print(
        f"a page the first time: median {median(first.values()):.0f} ms, "
        f"slowest {slowest} {first[slowest]:.0f}; again: median {median(again):.0f}, "
        f"longest {max(again):.0f}"
    )
    print(f"a theme over scoring: median {median(themes):.0f} ms, longest {max(themes):.0f}")


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        laptop = make_county(Path(name) / "county").laptop
        start_to_today(laptop, name)
        app = QApplication([])
        pages(laptop, app, QSettings(f"{name}/inspector.ini", QSettings.Format.IniFormat))
    print(f"load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
