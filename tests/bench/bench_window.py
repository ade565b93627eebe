"""How long from process start to the first paint of the window, against an empty PySide6 window.

Run it under a real X server: ``xvfb-run -a python tests/bench/bench_window.py``; without one it
measures the offscreen plugin and says so. Rounds are interleaved; the medians' ratio is printed.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time

ROUNDS = 10

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


def main() -> None:
    """Measure both, interleaved, and print the ratio."""
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
