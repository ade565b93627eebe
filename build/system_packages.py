"""The Debian and Ubuntu packages that pip cannot bring: Qt's libraries, a screen for tests."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING

from console import SetUpFailed, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# Offscreen Qt and printing to PDF need the first line, a real window the second.
FOR_RUNNING = (
    *("libegl1", "libgl1", "libxkbcommon0", "libdbus-1-3", "libfontconfig1", "libglib2.0-0"),
    *("libxcb-cursor0", "libxcb-icccm4", "libxcb-keysyms1", "libxcb-shape0", "libxkbcommon-x11-0"),
)
# Tests ask git what is tracked, read PDFs back, use a window on a virtual screen, compile the
# recorder of the crash rigs, cut the power of a small ext4, listen as a screen reader does, and
# load Qt's camera. That one is for desktops with sound, which have libpulse0: where it is missing
# the program offers no camera, and must not ask anybody for a password to start.
FOR_TESTING = (
    *(*FOR_RUNNING, "git", "poppler-utils", "xvfb", "xauth", "openbox", "xdotool"),
    *("gcc", "libc6-dev", "e2fsprogs", "mount", "at-spi2-core", "dbus", "python3-pyatspi"),
    *("cups", "cups-client", "cups-filters", "printer-driver-cups-pdf", "ghostscript"),
    "libpulse0",
)

LISTING = "${db:Status-Status}\t${Package}\t${Provides}\n"


def installed(listing: str) -> frozenset[str]:
    """Return the names that installed packages have or provide.

    ``listing`` is dpkg-query's answer in the form of ``LISTING``. Provided names count: Ubuntu
    24.04 has libglib2.0-0 only as a name that libglib2.0-0t64 provides.
    """
    names: set[str] = set()
    for line in listing.splitlines():
        status, package, provides = (*line.split("\t"), "", "")[:3]
        if status == "installed":
            names.add(package)
            names.update(part.split()[0] for part in provides.split(",") if part.strip())
    return frozenset(names)


def missing(wanted: Iterable[str], listing: str) -> tuple[str, ...]:
    """Return the wanted packages that are not installed, in their order."""
    have = installed(listing)
    return tuple(package for package in wanted if package not in have)


def venv_package(version: Sequence[int], *, has_venv: bool) -> tuple[str, ...]:
    """Return the package that brings venv and ensurepip to this Python, if they are missing."""
    return () if has_venv else (f"python{version[0]}.{version[1]}-venv",)


def install_line(packages: Sequence[str]) -> str:
    """Return the one line that an administrator can run."""
    names = " ".join(packages)
    return f"sudo apt-get update && sudo apt-get install -y --no-install-recommends {names}"


def has_venv() -> bool:
    """Say whether this Python can make a virtual environment with pip in it."""
    return find_spec("venv") is not None and find_spec("ensurepip") is not None


def is_debian() -> bool:
    """Say whether packages are kept by dpkg and apt here: Debian, Ubuntu and their kin."""
    return sys.platform == "linux" and all(map(shutil.which, ("dpkg-query", "apt-get")))


def ensure(wanted: Iterable[str]) -> None:
    """Install what is missing of the wanted packages; elsewhere than on Debian do nothing.

    Raises:
        SetUpFailed: This user may not install packages, or apt could not.
    """
    if not is_debian():
        return
    listing = subprocess.run(
        ["dpkg-query", "-W", "-f", LISTING], capture_output=True, text=True, check=True
    ).stdout
    packages = missing(wanted, listing)
    if not packages:
        return
    if os.geteuid() != 0:
        raise SetUpFailed(
            f"缺少 {len(packages)} 个系统软件包，当前用户无权安装。",
            f"请运行下面一行，再运行一次本命令：\n{install_line(packages)}",
        )
    say(f"安装系统软件包：{' '.join(packages)}")
    _install(packages)


def _install(packages: Sequence[str]) -> None:
    # The lists of a fresh machine are empty and those of an old one name files that are gone:
    # only then is a new list worth its seconds.
    if _apt("install", "-y", "--no-install-recommends", *packages).returncode == 0:
        return
    _apt("update")
    again = _apt("install", "-y", "--no-install-recommends", *packages)
    if again.returncode != 0:
        say(again.stdout + again.stderr)
        raise SetUpFailed(
            "系统软件包没有装上，原因见上面 apt-get 的输出。",
            f"请检查网络和软件源后运行下面一行，再运行一次本命令：\n{install_line(packages)}",
        )


def _apt(*arguments: str) -> subprocess.CompletedProcess[str]:
    quiet = ["-qq", "-o", "Dpkg::Use-Pty=0", "-o", "DPkg::Lock::Timeout=120"]
    return subprocess.run(
        ["apt-get", *quiet, *arguments],
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
