"""Refuse a PySide6 that is unsafe with the running Python, without loading Qt."""

from __future__ import annotations

import sys
from importlib.metadata import PackageNotFoundError, version
from typing import ClassVar

from inspector.domain.errors import InspectorError

# From 6.12.0 on, every void Qt call drops one reference to None and every emit one to True.
# Python 3.12 made both immortal; an older Python aborts after some thousand calls.
FIRST_UNSAFE_QT = (6, 12)
FIRST_IMMORTAL_PYTHON = (3, 12)


class UnsafeQt(InspectorError):
    """The installed PySide6 would abort this Python sooner or later."""

    code: ClassVar[str] = "Q101"
    what: ClassVar[str] = "界面库 PySide6 {pyside} 与 Python {python} 同用会中途崩溃。"
    next_step: ClassVar[str] = "请改装 PySide6 6.11，或换用 Python 3.12 以上的版本。"


def is_safe(python: tuple[int, ...], pyside: str) -> bool:
    """Say whether a PySide6 release, such as ``6.11.3``, can be used with a Python version."""
    major, minor = pyside.split(".")[:2]
    release = (int(major), int(minor))
    return python[:2] >= FIRST_IMMORTAL_PYTHON or release < FIRST_UNSAFE_QT


def check_qt(python: tuple[int, ...], pyside: str) -> None:
    """Pass if the pair is safe.

    Raises:
        UnsafeQt: It is not.
    """
    if not is_safe(python, pyside):
        raise UnsafeQt(pyside=pyside, python=".".join(map(str, python[:2])))


def check_installed_qt() -> None:
    """Pass if the installed PySide6 is safe with this Python, or if there is none.

    Raises:
        UnsafeQt: It is not safe.
    """
    try:
        pyside = version("PySide6-Essentials")
    except PackageNotFoundError:
        return
    check_qt(tuple(sys.version_info[:2]), pyside)


def main() -> int:
    """Say on standard error what is wrong; return 1 then, else 0. For the set-up commands."""
    try:
        check_installed_qt()
    except UnsafeQt as error:
        sys.stderr.write(f"{error}\n{error.advice()}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
