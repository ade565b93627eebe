"""File names that Windows, FAT32 sticks, WPS and Linux all take, from what people wrote.

Names on paper keep every sign; only the file is called a little differently.
"""

from __future__ import annotations

import re
from unicodedata import category, normalize

MOST = 255
"""Bytes in UTF-8 that Linux takes; Windows counts 255 UTF-16 units, which are never more."""

ROOM = 8
"""Bytes that are left for a number that tells two alike names apart."""

_CLOSED = re.compile(r'[\\/:*?"<>|]')
_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))
_DEVICE = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])\s*(\..*)?", re.IGNORECASE
)
_BLANKS = re.compile(r"\s+")


def safe_name(name: str, ending: str = "") -> str:
    """Return ``name`` with ``ending`` as a file may be called; never empty, at most 255 bytes.

    What is forbidden becomes ``_``, what is not seen goes: a name with U+202E would read backwards.
    """
    seen = (sign for sign in _BLANKS.sub(" ", name) if category(sign) not in _UNSEEN)
    seen = (sign for sign in _BLANKS.sub(" ", name) if category(sign) not in _UNSEEN)
    plain = _CLOSED.sub("_", _BLANKS.sub(" ", normalize("NFC", "".join(seen))))
    room = MOST - ROOM - len(ending.encode())
    plain = plain.strip(" .").encode()[:room].decode("utf-8", "ignore").rstrip(" .")
    if not plain or _DEVICE.fullmatch(plain):
        plain = f"_{plain}"
    return plain + ending


def told_apart(name: str, ending: str, taken: set[str]) -> str:
    """Return :func:`safe_name`, numbered where ``taken`` has it; it is added there.

    Windows does not tell capitals from small letters.
    """
    number, found = 1, safe_name(name, ending)
    stem = found.removesuffix(ending)
    while found.casefold() in taken:
        number += 1
        found = f"{stem}_{number}{ending}"
    taken.add(found.casefold())
    return found
