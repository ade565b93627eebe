"""Whether a picture is one that our own encoder wrote: pixels and nothing else.

The decode process reads what strangers made, so what it hands back is looked at before anything
keeps or shows it. No pixel is decoded here.
"""

from __future__ import annotations

import re

from inspector.media.kinds import Kind

JFIF, TABLES, HUFFMAN, FRAME, SCAN = 0xE0, 0xDB, 0xC4, 0xC0, 0xDA
JPEG_START, JPEG_END = b"\xff\xd8", b"\xff\xd9"
PNG_START = b"\x89PNG\r\n\x1a\n"
MARKER = re.compile(rb"\xff[^\x00]")
MAX_JFIF = 18
"""Bytes of a JFIF segment without a thumbnail of its own."""


def measure(content: bytes) -> tuple[Kind, int, int]:
    """Return kind, width and height in px of a plain JPEG or PNG.

    Raises:
        ValueError: It holds more than pixels (comments, EXIF, profiles), or is not whole.
    """
    try:
        if content.startswith(PNG_START):
            return (Kind.PNG, *_png(content))
        return (Kind.JPEG, *_jpeg(content))
    except IndexError:
        raise ValueError("cut off") from None


def _jpeg(content: bytes) -> tuple[int, int]:
    if content[:2] != JPEG_START or content[-2:] != JPEG_END:
        raise ValueError("not from start to end a JPEG")
    at, size = 2, (0, 0)
    while True:
        mark, marker = content[at], content[at + 1]
        length = _number(content[at + 2 : at + 4])
        body = content[at + 4 : at + 2 + length]
        if mark != 0xFF or len(body) != length - 2:
            raise ValueError("no segment")
        at += 2 + length
        if marker == FRAME:
            size = (_number(body[3:5]), _number(body[1:3]))
        elif marker == SCAN:
            break
        elif marker not in (TABLES, HUFFMAN) and not (marker == JFIF and length < MAX_JFIF):
            raise ValueError("more than pixels")
    if not all(size) or MARKER.search(content, at, len(content) - 2):
        raise ValueError("not one baseline scan")
    return size


def _png(content: bytes) -> tuple[int, int]:
    at, kinds = len(PNG_START), []
    while at < len(content):
        kinds.append(content[at + 4 : at + 8])
        at += 12 + _number(content[at : at + 4])
    inside = set(kinds[1:-1])
    if at != len(content) or inside != {b"IDAT"} or (kinds[0], kinds[-1]) != (b"IHDR", b"IEND"):
        raise ValueError("more than pixels, or not whole")
    return _number(content[16:20]), _number(content[20:24])


def _number(part: bytes) -> int:
    return int.from_bytes(part, "big")
