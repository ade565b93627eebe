"""Fixtures shared by all tests, and the table of rigs at the end of a run."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from rig_table import Table

import watching

# Where this process leaves word of what it reached of the package. Asked before anything of it
# is imported: the fixtures below import it.
REACHED = os.environ.get("INSPECTOR_REACHED")
WATCH = watching.Watch(Path(__file__).parents[1] / "inspector") if REACHED else None

pytest_plugins = ["played_county", "frozen_county", "nasty_county"]

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# A slow machine is no fault of the code: no test is timed. In continuous integration the same
# commit always gets the same examples; elsewhere every run tries others.
settings.register_profile(
    "untimed",
    deadline=None,
    derandomize="CI" in os.environ,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("untimed")

RIGS = Table()
DIST = Path(__file__).parents[1] / "dist"


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.when == "call":
        RIGS.add(report.user_properties, report.duration)


def pytest_sessionfinish() -> None:
    if WATCH is not None and REACHED is not None:
        WATCH.write(Path(REACHED))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not RIGS.lines:
        return
    terminalreporter.write_sep("=", "rigs")
    terminalreporter.write_line(RIGS.text())
    if "INSPECTOR_LONG" in os.environ:
        DIST.mkdir(exist_ok=True)
        (DIST / "rigs.txt").write_text(RIGS.text() + "\n", "utf-8")
        (DIST / "rigs.md").write_text(RIGS.markdown(), "utf-8")
