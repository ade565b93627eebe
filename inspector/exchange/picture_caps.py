"""The first look at a foreign photo: magic bytes and dimensions, without decoding anything.

Decoding is left to a separate process, before a photo is first shown or printed.

Source: package format, sections 9 (step 12) and 10.
"""

from __future__ import annotations

MAX_EDGE = 12_000
"""Longest edge in pixels."""
MAX_PIXELS = 50_000_000

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # SOFn; the others are tables
_BARE = frozenset(range(0xD0, 0xD8)) | {0x01}  # markers without a length


def refusal(content: bytes, media: str) -> str:
    """Return why the photo cannot be taken, in a few words, or an empty text."""
    size = _png_size(content) if media == "image/png" else _jpeg_size(content)
    if size is None:
        return "不是照片或已损坏"
    width, height = size
    if not width or not height:
        return "尺寸为零"
    if max(width, height) > MAX_EDGE or width * height > MAX_PIXELS:
        return f"尺寸过大，{width}×{height}"
    return ""


def _png_size(content: bytes) -> tuple[int, int] | None:
    # the IHDR chunk must come first: length 13, then width and height
    if not content.startswith(_PNG + b"\0\0\0\rIHDR") or len(content) < 33:
        return None
    return int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big")


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    if not content.startswith(_JPEG):
        return None
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker in _FRAMES:
            height = int.from_bytes(content[at + 5 : at + 7], "big")
            return int.from_bytes(content[at + 7 : at + 9], "big"), height
        if marker == 0xFF:  # fill byte
            at += 1
        elif marker in _BARE:
            at += 2
        else:
            length = int.from_bytes(content[at + 2 : at + 4], "big")
            if length < 2 or marker in (0xD8, 0xD9, 0xDA):
                return None
            at += 2 + length
    return None
