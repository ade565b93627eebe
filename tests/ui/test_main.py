"""The window as a program of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtWidgets import QApplication

from inspector.ui import main

PROGRAM = """
import gc, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from inspector.ui.garbage import Sweep
from inspector.ui.main import run
heavy = {"sqlalchemy", "segno", "PIL", "alembic", "yaml"}
def tell():
    print(sorted(heavy & set(sys.modules)))
    if gc.isenabled() or not QApplication.instance().findChildren(Sweep):
        print("a job's thread may free a page")
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


LAPTOP = """
import sys
import inspector.ui.workspaces
heavy = {"segno", "xlsxwriter", "python_calamine", "pypdfium2", "PIL", "alembic", "yaml"}
heavy |= {"sqlalchemy.orm"}  # a sixth of the start, for what the store does without
pages = {name for name in sys.modules if name.startswith("inspector.ui.pages.")}
others = {name for name in pages if name.endswith(".page")} - {
    f"inspector.ui.pages.{name}.page" for name in ("kinds", "today", "welcome")
}
parts = {"PySide6.QtMultimedia", "inspector.ui.office", "inspector.actions.papers.registry"}
print(sorted((heavy | parts) & set(sys.modules) | others))
"""


OFFICE = """
import sys
import inspector.ui.workspaces, inspector.ui.office
pages = {name for name in sys.modules if name.startswith("inspector.ui.pages.")}
others = {name for name in pages if name.endswith(".page")} - {
    f"inspector.ui.pages.{name}.page" for name in ("kinds", "today", "welcome", "coverage")
}
print(sorted({"pypdfium2", "inspector.actions.papers.registry"} & set(sys.modules) | others))
"""


VISIT = """
import sys
from inspector.ui.workspaces import load_visit
load_visit()
paper = {"xlsxwriter", "yaml", "pypdfium2", "inspector.sheets.document"}
print(sorted(paper & set(sys.modules)))
"""


@pytest.mark.parametrize("program", [LAPTOP, OFFICE, VISIT], ids=["field", "office", "visit"])
def test_the_first_page_is_there_without_what_other_pages_need(program: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]"


def test_a_window_that_would_lose_its_foot_is_maximised() -> None:
    assert not main._is_roomy(QSize(1366, 768))
    assert not main._is_roomy(QSize(1536, 800))
    assert main._is_roomy(QSize(1920, 1040))


def test_what_qt_leaves_in_english_is_said_in_chinese(qapp: QApplication) -> None:
    gaps = main.Gaps(qapp)
    qapp.installTranslator(gaps)
    try:
        assert QCoreApplication.translate("QFileDialog", "Look in:") == "位置："
        assert QCoreApplication.translate("QFileDialog", "unheard of") == "unheard of"
        assert not gaps.isEmpty()
    finally:
        qapp.removeTranslator(gaps)
