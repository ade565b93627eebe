"""Which kind of picture a file is, judged by its first bytes and never by its name."""

from __future__ import annotations

from enum import StrEnum

HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"})
WRAPPER_BRANDS = frozenset({b"mif1", b"msf1"})
"""A HEIF container; its list of compatible brands says what is inside."""


class Kind(StrEnum):
    """The three kinds of picture taken in; the value is the media type."""

    JPEG = "image/jpeg"
    PNG = "image/png"
    HEIC = "image/heic"


def kind_of(content: bytes) -> Kind | None:
    """Return the kind of picture that ``content`` begins like, or None."""
    if content.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind.PNG
    if content[4:8] == b"ftyp" and _holds_heic(content):
        return Kind.HEIC
    return None


def _holds_heic(content: bytes) -> bool:
    major = content[8:12]
    if major in HEIC_BRANDS:
        return True
    end = min(int.from_bytes(content[:4], "big"), 256)
    others = {content[start : start + 4] for start in range(16, end - 3, 4)}
    return major in WRAPPER_BRANDS and not HEIC_BRANDS.isdisjoint(others)
