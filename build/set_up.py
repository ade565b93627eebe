"""Make .venv with the locked dependencies and the program itself; do nothing if it is there.

Standard library only: this runs before anything is installed. An interrupted set-up leaves
its mark in .venv, and the next call starts afresh.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import system_packages
from console import SetUpFailed, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
STAMP = VENV / "set-up.json"
UNFINISHED = VENV / "set-up.unfinished"

# Qt's wheels of the locked release ask for these versions of the C library.
OLDEST_GLIBC = {"x86_64": (2, 34), "aarch64": (2, 39)}

LAST_WORDS = 20  # lines of pip's output shown when it failed

# Run by the .venv's own Python: says its version and what of the main packages is missing, or
# fails where nothing can be installed into it.
PROBE = """
import importlib.util, json, sys
if sys.version_info < (3, 11) or importlib.util.find_spec("pip") is None:
    sys.exit(1)
names = ["PySide6", "sqlalchemy", "sqlcipher3", "PIL", "segno", "cryptography", "pyrage",
         "hatchling", "pytest", "mypy", "ruff", "inspector"]
specs = {name: importlib.util.find_spec(name) for name in names}
# An editable install leaves a folder of resources beside the packages: no origin, no program.
absent = [name for name, spec in specs.items() if spec is None or spec.origin is None]
print(json.dumps({"python": sys.version.split()[0], "absent": absent}))
"""


def venv_script(name: str, venv: Path = VENV, system: str = os.name) -> Path:
    """Return the path of a program inside a virtual environment."""
    return venv / "Scripts" / f"{name}.exe" if system == "nt" else venv / "bin" / name


def set_up(packages: Iterable[str]) -> Path:
    """Make sure that everything is installed, and return the Python to run with.

    Raises:
        SetUpFailed: Something is missing that only the user can bring.
    """
    refuse_old_glibc(platform.machine(), platform.libc_ver())
    wanted = tuple(packages)
    venv = system_packages.venv_package(
        sys.version_info[:2], has_venv=VENV.exists() or system_packages.has_venv()
    )
    system_packages.ensure((*wanted, *venv))
    python = venv_script("python")
    with alone():
        if read_stamp(STAMP) != stamp(probe(python)):
            install(python)
    refuse_unsafe_qt(python)
    return python


def refuse_old_glibc(machine: str, libc: tuple[str, str]) -> None:
    """Refuse a Linux whose C library is older than Qt's wheels allow.

    Raises:
        SetUpFailed: It is older.
    """
    oldest = OLDEST_GLIBC.get(machine)
    name, version = libc
    if name != "glibc" or oldest is None:
        return
    if tuple(int(part) for part in version.split(".")[:2]) < oldest:
        raise SetUpFailed(
            f"本机系统库 glibc {version} 过旧，界面库 Qt 需要 {oldest[0]}.{oldest[1]}。",
            "请换用 Debian 12、Ubuntu 22.04 或更新的系统。",
        )


@contextmanager
def alone() -> Iterator[None]:
    """Hold other set-ups of the same checkout back; on Windows hold nobody back."""
    if sys.platform == "win32":
        yield
        return
    import fcntl  # noqa: PLC0415 - Windows has none

    with LOCK.open("rb") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def probe(python: Path) -> dict[str, object] | None:
    """Ask a .venv what it holds; None if it does not run or its set-up was interrupted."""
    if UNFINISHED.exists() or not python.exists():
        return None
    try:
        answer = subprocess.run(
            [python, "-I", "-c", PROBE], capture_output=True, text=True, check=True
        )
        found: dict[str, object] = json.loads(answer.stdout)
    except (OSError, subprocess.CalledProcessError, ValueError):
        return None
    return found


def stamp(found: Mapping[str, object] | None) -> dict[str, object]:
    """Return what the stamp of a complete .venv says at present."""
    return {
        "lock": digest(LOCK),
        "project": digest(ROOT / "pyproject.toml"),
        "python": None if found is None else found["python"],
        "absent": [] if found is None else found["absent"],
        "root": str(ROOT),
    }


def digest(path: Path) -> str:
    """Return the SHA-256 of a file in hex."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_stamp(path: Path) -> object:
    """Return what the last complete set-up wrote, or None."""
    try:
        return json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None


def install(python: Path) -> None:
    """Make or complete .venv, then stamp it.

    A .venv that runs is completed in place; one that does not, or whose set-up was
    interrupted, is made anew.

    Raises:
        SetUpFailed: venv or pip could not do their part.
    """
    if probe(python) is None:
        make_venv()
    UNFINISHED.touch()
    STAMP.unlink(missing_ok=True)
    say("安装依赖（约 380 MB，首次约需一两分钟）…")
    pip(python, "--require-hashes", "-r", str(LOCK))
    say("安装本程序 …")
    pip(python, "--no-deps", "--no-build-isolation", "-e", str(ROOT))
    UNFINISHED.unlink()
    found = probe(python)
    now = stamp(found)
    if found is None or now["absent"]:
        raise SetUpFailed(
            f"依赖装好后仍缺少：{now['absent'] or '可运行的 Python'}。",
            f"请删除文件夹 {VENV}，再运行一次本命令。",
        )
    STAMP.write_text(json.dumps(now, indent=1), "utf-8")
    say("准备完成。")


def make_venv() -> None:
    """Make an empty virtual environment in place of whatever is there.

    Raises:
        SetUpFailed: This Python has no venv, or the folder cannot be written.
    """
    say(f"建立运行环境 {VENV} …")
    try:
        if VENV.exists():
            shutil.rmtree(VENV)
        VENV.mkdir()
        UNFINISHED.touch()
    except OSError as error:
        raise SetUpFailed(
            f"文件夹 {VENV} 无法重建：{error.strerror}。", "请关闭正在运行的本程序，再试一次。"
        ) from error
    made = subprocess.run([sys.executable, "-m", "venv", VENV], check=False)
    if made.returncode != 0:
        raise SetUpFailed(
            "运行环境没有建成，原因见上面的输出。",
            "请确认这个 Python 带有 venv 和 ensurepip，再运行一次本命令。",
        )


def pip(python: Path, *arguments: str) -> None:
    """Install with pip, in the caller's environment: its proxy and certificates apply.

    Raises:
        SetUpFailed: pip failed; its own words stand above.
    """
    options = ["--quiet", "--no-input", "--disable-pip-version-check"]
    done = subprocess.run(
        [python, "-m", "pip", "install", *options, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
        cwd=ROOT,
    )
    if done.returncode > 0:
        UNFINISHED.unlink(missing_ok=True)  # pip ended by itself and left no package half-installed
    if done.returncode != 0:
        say("\n".join(done.stdout.splitlines()[-LAST_WORDS:]))  # its warnings matter only now
        raise SetUpFailed(
            "依赖没有装上，原因见上面 pip 的输出。",
            "请检查网络、代理和磁盘空间，再运行一次本命令。",
        )


def refuse_unsafe_qt(python: Path) -> None:
    """Refuse a PySide6 that is unsafe with the .venv's Python.

    Raises:
        SetUpFailed: The pair is unsafe; the program's own check says why.
    """
    checked = subprocess.run(
        [python, "-m", "inspector.platform.safe_qt"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        check=False,
        cwd=ROOT,
    )
    if checked.returncode != 0:
        what, _, next_step = checked.stderr.strip().partition("\n")
        raise SetUpFailed(what, next_step or f"请删除文件夹 {VENV}，再运行一次本命令。")
