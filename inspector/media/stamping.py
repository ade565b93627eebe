"""Making one drawn JPEG into many: own EXIF, own pixels, no encoding.

Used by the demo, where a county needs thousands of photos and drawing one takes half a second.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from inspector.media.exif import read_facts

MAKE = "Drawn"
MODEL = "Village 12"

ASCII: Final = 2
SHORT: Final = 3
LONG: Final = 4
RATIONAL: Final = 5

APP1: Final = 0xE1
DQT: Final = 0xDB
SCAN: Final = 0xDA

LOW = (6, 7, 8, 9, 11, 12, 13, 17, 18, 24)
"""Zigzag places in the low 4 × 4 frequencies, the only ones that a half-size decode reads."""

VARIANTS = 1 << (2 * len(LOW))
"""Serials that give pictures of their own; beyond it they repeat."""


@dataclass(frozen=True, slots=True)
class Tag:
    """One EXIF tag: number, type, count and its packed value."""

    number: int
    kind: int
    count: int
    value: bytes


def stamp_exif(
    jpeg: bytes, *, taken_at: datetime, lon: str = "", lat: str = "", serial: int = 0
) -> bytes:
    """Return the drawn JPEG as if taken at another time and place, in about 2 ms.

    The compressed pixels are copied. Its orientation stays; an EXIF block it has is replaced.
    ``serial`` also raises some quantisation steps by one, which shows as nothing but makes the
    decoded picture, and so the evidence digest, differ for each serial below ``VARIANTS``.

    Args:
        jpeg: A picture of ``drawn.draw_scene``.
        taken_at: The camera's clock, without zone.
        lon: Decimal degrees, east positive, or empty.
        lat: Decimal degrees, north positive, or empty.
        serial: Number of the photo, from 0.

    Raises:
        ValueError: Not a JPEG, or not a drawn one.
    """
    orientation = 1
    head: list[bytes] = []
    rest = 2
    for marker, body, end in _segments(jpeg):
        rest = end
        if marker == APP1:
            orientation = read_facts(body).orientation
        else:
            content = _varied(body, serial) if marker == DQT else body
            head.append(_segment(marker, content))
    block = exif_block(taken_at=taken_at, lon=lon, lat=lat, serial=serial, orientation=orientation)
    return b"".join((jpeg[:2], _segment(APP1, block), *head, memoryview(jpeg)[rest:]))


def _segments(jpeg: bytes) -> Iterator[tuple[int, bytes, int]]:
    """Yield marker, content and end of each segment before the first scan."""
    if jpeg[:2] != b"\xff\xd8":
        raise ValueError("not a JPEG")
    at = 2
    while True:
        fill, marker, length = struct.unpack_from(">BBH", jpeg[at : at + 4].ljust(4, b"\0"))
        if fill != 0xFF or length < 2:
            raise ValueError("a JPEG without a scan")
        if marker == SCAN:
            return
        end = at + 2 + length
        yield marker, jpeg[at + 4 : end], end
        at = end


def _segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def _varied(tables: bytes, serial: int) -> bytes:
    """Raise the steps that the bits of ``serial`` name: luma by the low ten, chroma the next."""
    varied = bytearray(tables)
    for start in range(0, len(varied), 65):
        if varied[start] > 1:
            raise ValueError("drawn JPEGs have two tables of bytes")
        bits = serial >> (len(LOW) * varied[start])
        for bit, place in enumerate(LOW):
            varied[start + 1 + place] += bits >> bit & 1
    return bytes(varied)


def exif_block(
    *, taken_at: datetime, lon: str = "", lat: str = "", serial: int = 0, orientation: int = 1
) -> bytes:
    """Return a whole EXIF block: little endian, three directories, values after each."""
    clock = _text(taken_at.strftime("%Y:%m:%d %H:%M:%S"))
    number = _text(f"{serial:08d}")
    photo = [Tag(0x9003, ASCII, len(clock), clock), Tag(0xA420, ASCII, len(number), number)]
    main = [
        Tag(0x010F, ASCII, len(MAKE) + 1, _text(MAKE)),
        Tag(0x0110, ASCII, len(MODEL) + 1, _text(MODEL)),
        Tag(0x0112, SHORT, 1, struct.pack("<H", orientation)),
        Tag(0x0132, ASCII, len(clock), clock),
    ]
    place = _place(lon, lat) if lon and lat else []
    pointers = 2 if place else 1
    photo_at = 8 + _size(main) + 12 * pointers
    place_at = photo_at + _size(photo)
    main.append(Tag(0x8769, LONG, 1, struct.pack("<I", photo_at)))
    if place:
        main.append(Tag(0x8825, LONG, 1, struct.pack("<I", place_at)))
    tiff = struct.pack("<2sHI", b"II", 42, 8) + _directory(main, 8) + _directory(photo, photo_at)
    if place:
        tiff += _directory(place, place_at)
    return b"Exif\0\0" + tiff


def _text(words: str) -> bytes:
    return words.encode("ascii") + b"\0"


def _place(lon: str, lat: str) -> list[Tag]:
    east, north = Decimal(lon), Decimal(lat)
    return [
        Tag(1, ASCII, 2, b"S\0" if north < 0 else b"N\0"),
        Tag(2, RATIONAL, 3, _angle(abs(north))),
        Tag(3, ASCII, 2, b"W\0" if east < 0 else b"E\0"),
        Tag(4, RATIONAL, 3, _angle(abs(east))),
    ]


def _angle(degrees: Decimal) -> bytes:
    """Return degrees, minutes and 1/10,000 seconds (3 mm) as three rationals."""
    whole, rest = divmod(int((degrees * 36_000_000).to_integral_value()), 36_000_000)
    minutes, seconds = divmod(rest, 600_000)
    return struct.pack("<6I", whole, 1, minutes, 1, seconds, 10_000)


def _size(tags: Sequence[Tag]) -> int:
    return 6 + sum(12 + (len(tag.value) + 1 & ~1 if len(tag.value) > 4 else 0) for tag in tags)


def _directory(tags: Sequence[Tag], start: int) -> bytes:
    values = start + 6 + 12 * len(tags)
    entries, tail = struct.pack("<H", len(tags)), b""
    for tag in tags:
        inline = len(tag.value) <= 4
        where = tag.value.ljust(4, b"\0") if inline else struct.pack("<I", values + len(tail))
        entries += struct.pack("<HHI", tag.number, tag.kind, tag.count) + where
        if not inline:
            tail += tag.value.ljust(len(tag.value) + 1 & ~1, b"\0")
    return entries + struct.pack("<I", 0) + tail
