"""Refuse a Python that is too old, in syntax that an old Python can still read."""

import sys

OLDEST = (3, 11)


def refusal(version: "tuple[int, ...]") -> "str | None":
    """Say why this Python cannot be used, in Chinese and English, or return None.

    ``version`` is (major, minor, ...), such as ``sys.version_info``.
    """
    if tuple(version[:2]) >= OLDEST:
        return None
    need = ".".join(map(str, OLDEST))
    have = ".".join(map(str, version[:2]))
    return (
        f"需要 Python {need} 或更新版本，当前是 {have}；请安装后用它运行本命令。\n"
        f"Python {need} or newer is needed, this is {have}; install it and run this with it."
    )


def refuse_old_python() -> None:
    """End the program with one clear sentence where Python is too old."""
    text = refusal(tuple(sys.version_info[:2]))
    if text is not None:
        sys.exit(text)
