"""Photos on paper: JPEG streams pass through without decoding, and without their metadata."""

from __future__ import annotations

from dataclasses import dataclass

from inspector.domain.errors import InspectorError

START, END_OF_IMAGE, SCAN = 0xD8, 0xD9, 0xDA
FRAMES = frozenset({0xC0, 0xC1, 0xC2})
"""Baseline, extended and progressive frames: what PDF readers decode."""

APPLICATION = range(0xE0, 0xF0)
ADOBE = 0xEE
COMMENT = 0xFE

COLOURS = {1: "DeviceGray", 3: "DeviceRGB"}


class PhotoUnprintable(InspectorError):
    """A photo is not a whole JPEG in grey or RGB."""

    code = "W101"
    what = "照片 {caption} 不能打印：文件不是完整的 JPEG。"
    next_step = "请重新导入这张照片，或把它从打分表的附图里去掉。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A JPEG stream free of metadata; ``width`` and ``height`` in px."""

    content: bytes
    width: int
    height: int
    colours: str


def picture_from_jpeg(content: bytes, *, caption: str) -> Picture:
    """Return what a PDF needs of a JPEG: its stream without EXIF, GPS and comments.

    Raises:
        PhotoUnprintable: Cut off, not a JPEG, or in colours that paper does not know.
    """
    try:
        return _parsed(content)
    except (IndexError, KeyError, ValueError) as error:
        raise PhotoUnprintable(caption=caption) from error


def _parsed(content: bytes) -> Picture:
    if content[:2] != bytes((0xFF, START)) or content[-2:] != bytes((0xFF, END_OF_IMAGE)):
        raise ValueError("not from start to end a JPEG")
    kept, place, frame = [content[:2]], 2, b""
    while True:
        if content[place] != 0xFF:
            raise ValueError(f"no marker at {place}")
        marker = content[place + 1]
        if marker == SCAN:
            break
        after = place + 2 + int.from_bytes(content[place + 2 : place + 4], "big")
        segment = content[place:after]
        if marker in FRAMES:
            frame = segment
        if marker == ADOBE or not (marker in APPLICATION or marker == COMMENT):
            kept.append(segment)
        place = after
    return Picture(
        content=b"".join([*kept, content[place:]]),
        height=int.from_bytes(frame[5:7], "big"),
        width=int.from_bytes(frame[7:9], "big"),
        colours=COLOURS[frame[9]],
    )
