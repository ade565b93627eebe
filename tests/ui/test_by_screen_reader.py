"""A practice driven through AT-SPI, as a screen reader does: names, focus, announcements."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

DRIVER = Path(__file__).parent.parent / "shared" / "at_spi_driver.py"
SYSTEM_PYTHON = "/usr/bin/python3"
LAUNCHER = Path("/usr/libexec/at-spi-bus-launcher")

SESSION = """
{launcher} --launch-immediately &
openbox &
{python} -m inspector practice &
{system} {driver}
done=$?
kill $(jobs -p)
exit $done
"""


def missing() -> str:
    """Say what this machine lacks; nothing if it can run a screen reader's bus."""
    for program in ("xvfb-run", "dbus-run-session", "openbox", SYSTEM_PYTHON, str(LAUNCHER)):
        if shutil.which(program) is None:
            return f"{program} is not installed"
    asked = subprocess.run(
        [SYSTEM_PYTHON, "-c", "import pyatspi"], capture_output=True, check=False
    )
    return "" if asked.returncode == 0 else "python3-pyatspi is not installed"


def test_a_visit_is_opened_and_an_item_confirmed_by_what_a_screen_reader_hears(
    tmp_path: Path,
) -> None:
    if lacking := missing():
        pytest.skip(lacking)  # a rig of system packages; Debian's are in build/system_packages.py
    script = tmp_path / "session.sh"
    script.write_text(
        SESSION.format(
            launcher=LAUNCHER, python=sys.executable, system=SYSTEM_PYTHON, driver=DRIVER
        )
    )
    home = {"XDG_DATA_HOME": str(tmp_path / "home"), "XDG_CONFIG_HOME": str(tmp_path / "conf")}
    window = {"QT_QPA_PLATFORM": "xcb", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
    done = subprocess.run(
        ["xvfb-run", "-a", "-s", "-screen 0 1366x768x24", "dbus-run-session", "--", "sh", script],
        capture_output=True,
        text=True,
        env=os.environ | home | window,
        timeout=200,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    first = told["focused"][0]
    assert first.startswith("第 1 个 ")
    assert "尾号" in first
    assert "未开始" in first
    assert len(told["villages"]) == 5
    assert told["rows"][0].startswith("1.1 ")
    assert any(sentence.startswith("刚确认") for sentence in told["announced"])
