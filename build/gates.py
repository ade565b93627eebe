"""Every gate and test in order; all run, even if one fails."""

from __future__ import annotations

import json
import os
import subprocess
import time
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import floors
import watching
from console import SetUpFailed, complain, say, use_any_terminal
from set_up import ROOT, set_up, venv_script
from system_packages import FOR_TESTING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

COVERAGE = ROOT / "dist" / "coverage.json"
REACHED = ROOT / "dist" / "reached"  # what each process of the tests reached of the package
LONG = "--long"
PICTURES = ROOT / "dist" / "pictures"
RIGS = ("tests/faults", "tests/store/test_one_engine.py")


@dataclass(frozen=True)
class Result:
    """One gate's outcome; ``seconds`` is wall time."""

    name: str
    passed: bool
    seconds: float


def static_gates(python: Path) -> tuple[tuple[str, list[str]], ...]:
    """Return name and command of each gate that reads the code without running it."""
    tool = [str(python), "-m"]
    return (
        ("ruff format", [*tool, "ruff", "format", "--check", "."]),
        ("ruff check", [*tool, "ruff", "check", "."]),
        # Its cache can keep an error about a module that has been written since.
        ("mypy", [*tool, "mypy", "--no-incremental"]),
        ("import-linter", [str(venv_script("lint-imports"))]),
        ("deptry", [*tool, "deptry", "--no-ansi", "."]),
        ("vulture", [*tool, "vulture"]),
    )


def pytest_command(python: Path, cores: int) -> list[str]:
    """Return the command of the whole test run, spread over the cores."""
    spread = ["-n", str(cores), "--dist", "worksteal", "--durations=8", "--durations-min=3"]
    return [str(python), "-m", "pytest", *spread]


def rig_command(python: Path, cores: int) -> list[str]:
    """Return the command of the long run: the rigs alone, with their full numbers."""
    # no end after some minutes: a rig of the long run is one test of half an hour
    spread = ["-n", str(cores), "--dist", "worksteal", "-o", "faulthandler_timeout=0"]
    return [str(python), "-m", "pytest", *RIGS, *spread, "--durations=20"]


def picture_command(python: Path) -> list[str]:
    """Return the command that pictures every page, for people who look at what was built."""
    return [str(python), "-m", "inspector.ui.picturing", str(PICTURES)]


def check(arguments: Sequence[str]) -> int:
    """Set up and run everything; return 0 if all of it passed, else 1."""
    use_any_terminal()
    chosen = [argument for argument in arguments if argument != LONG]
    long = LONG in arguments
    if long:
        os.environ["INSPECTOR_LONG"] = "1"  # the rigs look at it
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    try:
        python = set_up(FOR_TESTING)
        if chosen:
            say("只运行指定的测试；不带参数时运行全部检查。")
            return _run([str(python), "-m", "pytest", *chosen])
        if long:
            return _run_long(python)
        return _everything(python)
    except SetUpFailed as failure:
        complain(failure.what, failure.next_step)
    except KeyboardInterrupt:
        complain("已中断。", "再运行一次本命令即可继续。")
    return 1


def _run_long(python: Path) -> int:
    say("只运行可靠性试验，次数按目标给足，要两三个小时；结果在 dist/rigs.md。")
    COVERAGE.parent.mkdir(exist_ok=True)
    return _run(rig_command(python, min(os.cpu_count() or 1, 4)))


def _everything(python: Path) -> int:
    _forget_the_last_run()
    tests = pytest_command(python, min(os.cpu_count() or 1, 4))
    watched = {**os.environ, "INSPECTOR_REACHED": str(REACHED)}
    results = [_timed(name, partial(_succeeds, gate)) for name, gate in static_gates(python)]
    results.append(_timed("pytest", partial(_succeeds, tests, watched)))
    results.append(_timed("coverage", floors_hold))
    results.append(_timed("pictures", partial(_succeeds, picture_command(python))))
    say("\n检查            结果      用时")
    for result in results:
        outcome = "通过" if result.passed else "未通过"
        say(f"{result.name:<16}{outcome:<6}{result.seconds:6.1f} 秒")
    failed = sum(not result.passed for result in results)
    say(f"共 {len(results)} 项，未通过 {failed} 项。")
    return 1 if failed else 0


def _forget_the_last_run() -> None:
    REACHED.mkdir(parents=True, exist_ok=True)
    for old in (COVERAGE, *REACHED.glob("*.json")):
        old.unlink(missing_ok=True)


def floors_hold() -> bool:
    """Add up what the tests reached, into ``dist/coverage.json``, and hold it to the floors."""
    if any(REACHED.glob("*.json")):
        COVERAGE.write_text(json.dumps(watching.report(ROOT / "inspector", REACHED)), "utf-8")
    return floors.holds(COVERAGE)


def _timed(name: str, gate: Callable[[], bool]) -> Result:
    say(f"\n── {name} ──")
    began = time.monotonic()
    return Result(name, gate(), time.monotonic() - began)


def _succeeds(command: Sequence[str], environment: Mapping[str, str] | None = None) -> bool:
    return _run(command, environment) == 0


def _run(command: Sequence[str], environment: Mapping[str, str] | None = None) -> int:
    """Run a command at the root of the checkout, in this environment if None is given."""
    return subprocess.run(
        command, cwd=ROOT, stdin=subprocess.DEVNULL, check=False, env=environment
    ).returncode
