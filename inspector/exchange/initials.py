"""Pinyin initials of names, for finding a site in three keystrokes."""

from __future__ import annotations

from collections.abc import Callable


def initials_reader() -> Callable[[str], str]:
    """Return what turns a name into the initials of its pinyin, in lower case.

    Heteronyms take their reading in a known phrase, else the usual one. A character outside
    the table (a few of the rarest in village names) is left out, so that the rest still finds.
    """
    # its table takes 0.2-0.5 s and 30 MB; only those who read a list wait for it
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415 - above

    def initials(name: str) -> str:
        parts = lazy_pinyin(name, style=Style.FIRST_LETTER, errors="default")
        letters = "".join(parts).casefold()
        return "".join(c for c in letters if c.isascii() and c.isalnum())

    return initials
