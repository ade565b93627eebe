"""Photos on paper: JPEG and PNG pass through without decoding, and without their metadata."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from inspector.domain.errors import InspectorError

START, END_OF_IMAGE, SCAN = 0xD8, 0xD9, 0xDA
FRAMES = frozenset({0xC0, 0xC1, 0xC2})
"""Baseline, extended and progressive frames: what PDF readers decode."""

APPLICATION = range(0xE0, 0xF0)
ADOBE = 0xEE
COMMENT = 0xFE

COLOURS = {1: "/DeviceGray", 3: "/DeviceRGB"}

PNG_START = b"\x89PNG\r\n\x1a\n"
CHANNELS = {0: 1, 2: 3, 3: 1}
"""Grey, RGB and palette; PNGs with transparency are flattened on intake."""

PALETTE = 3


class PhotoUnprintable(InspectorError):
    """A photo is not a whole JPEG or PNG in grey or RGB."""

    code = "W101"
    what = "照片 {caption} 不能打印：文件不完整，或不是 JPEG、PNG。"
    next_step = "请重新导入这张照片，或把它从打分表的附图里去掉。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """An image stream free of metadata; ``width`` and ``height`` in px.

    ``colours`` and ``parameters`` are PDF expressions, ``filter`` a PDF filter's name, ``bits``
    those of one channel.
    """

    content: bytes
    width: int
    height: int
    colours: str
    bits: int = 8
    filter: str = "DCTDecode"
    parameters: str = ""


def picture_of(content: bytes, *, caption: str) -> Picture:
    """Return what a PDF needs of a JPEG or PNG: its stream without EXIF, GPS and comments.

    Raises:
        PhotoUnprintable: Cut off, of another kind, or in colours that paper does not know.
    """
    try:
        return _png(content) if content.startswith(PNG_START) else _jpeg(content)
    except (IndexError, KeyError, ValueError) as error:
        raise PhotoUnprintable(caption=caption) from error


def _jpeg(content: bytes) -> Picture:
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


def _png(content: bytes) -> Picture:
    """Take a PNG's compressed rows as they are: PDF knows its row filters (predictor 15)."""
    chunks = list(_chunks(content))
    (kind, head), *_, (last, _) = chunks
    if (kind, last) != (b"IHDR", b"IEND") or head[12] != 0:
        raise ValueError("cut off, or interlaced")
    width, height = int.from_bytes(head[:4], "big"), int.from_bytes(head[4:8], "big")
    bits, channels = head[8], CHANNELS[head[9]]
    colours = COLOURS[channels]
    if head[9] == PALETTE:
        palette = next(part for kind, part in chunks if kind == b"PLTE")
        colours = f"[/Indexed /DeviceRGB {len(palette) // 3 - 1} <{palette.hex()}>]"
    return Picture(
        content=b"".join(part for kind, part in chunks if kind == b"IDAT"),
        width=width,
        height=height,
        colours=colours,
        bits=bits,
        filter="FlateDecode",
        parameters=(
            f"<</Predictor 15 /Colors {channels} /BitsPerComponent {bits} /Columns {width}>>"
        ),
    )


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = len(PNG_START)
    while place < len(content):
        length = int.from_bytes(content[place : place + 4], "big")
        part = content[place + 8 : place + 8 + length]
        if len(part) < length:
            raise ValueError("cut off")
        yield content[place + 4 : place + 8], part
        place += 12 + length
