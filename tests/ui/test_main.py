"""The window as a program of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

PROGRAM = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from inspector.ui.main import run
heavy = {"sqlalchemy", "reportlab", "PIL", "alembic", "yaml"}
def tell():
    print(sorted(heavy & set(sys.modules)))
    QTimer.singleShot(0, QApplication.closeAllWindows)
sys.exit(run(["inspector"], tell))
"""


def test_the_window_is_drawn_before_store_paper_and_pictures_are_imported(tmp_path: Path) -> None:
    home = {"XDG_DATA_HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        capture_output=True,
        text=True,
        env=os.environ | home | {"QT_QPA_PLATFORM": "offscreen"},
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]"
