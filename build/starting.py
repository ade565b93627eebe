"""Open the window, or play the loop where there is no screen."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

from console import SetUpFailed, complain, say, use_any_terminal
from set_up import ROOT, set_up
from system_packages import FOR_RUNNING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

PLAYED = ROOT / "dist" / "demo"
SITES = 44  # 22 teams with two sites each

# Qt aborts the process where it cannot connect: so it is asked in a process of its own.
CONNECTS = "from PySide6.QtGui import QGuiApplication; QGuiApplication([])"


def start(arguments: Sequence[str]) -> int:
    """Set up and run the program; return its exit code, or 1 where set-up could not end."""
    use_any_terminal()
    try:
        python = set_up(FOR_RUNNING)
        if arguments or (names_screen(os.environ, sys.platform) and connects(python)):
            return _become(python, arguments)
        return play(python)
    except SetUpFailed as failure:
        complain(failure.what, failure.next_step)
        return 1
    except KeyboardInterrupt:
        complain("已中断。", "再运行一次本命令即可继续。")
        return 130


def names_screen(environment: Mapping[str, str], system: str) -> bool:
    """Say whether the environment names a screen; Windows and macOS always have one."""
    if environment.get("QT_QPA_PLATFORM") in {"offscreen", "minimal"}:
        return False
    if not system.startswith("linux"):
        return True
    return any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def connects(python: Path) -> bool:
    """Say whether Qt can open a window here."""
    asked = subprocess.run([python, "-c", CONNECTS], capture_output=True, check=False)
    return asked.returncode == 0


def play(python: Path) -> int:
    """Play the whole loop on a small county and name the folder with its results."""
    say("没有可用的屏幕：改为演示全流程（22 个考评组，每组 2 个村）。")
    shutil.rmtree(PLAYED, ignore_errors=True)
    PLAYED.parent.mkdir(exist_ok=True)
    demo = ["inspector", "demo", "--out", str(PLAYED), "--sites", str(SITES), "--photos", "1"]
    pictures = ["inspector.ui.picturing", str(PLAYED), str(PLAYED / "页面")]
    code = _run_module(python, demo) or _run_module(python, pictures)
    if code == 0:
        say(f"打分表、排名和每个页面的图片已存入：{PLAYED}")
    return code


def _run_module(python: Path, words: Sequence[str]) -> int:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run([python, "-m", *words], env=environment, check=False).returncode


def _become(python: Path, arguments: Sequence[str]) -> int:
    """Run the program in place of this process, so that signals reach it; on Windows wait."""
    command = [str(python), "-m", "inspector", *arguments]
    if os.name != "nt":
        os.execv(python, command)  # noqa: S606 - no shell is wanted
    return subprocess.run(command, check=False).returncode
