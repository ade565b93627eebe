"""What a camera wrote into its file: time, place, make and which way is up.

All of it is a claim by the camera, kept as text beside the evidence and never in the picture
that travels. Files come from outside, so anything out of range reads as absent.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256
from typing import Any

from PIL.ExifTags import GPS, IFD, Base
from PIL.Image import Exif

from inspector.domain.phones import NUMBERED
from inspector.media.claims import MAX_CAMERA, NOTHING, CameraFacts

CAMERA_TIME = re.compile(r"(\d{4}):(\d\d):(\d\d)[ T](\d\d):(\d\d):(\d\d)")
MODULE = re.compile(r"[A-Z]\d{2}[A-Z0-9]{7,9} [A-Z]\d{2}[A-Z0-9]{7,9}")
MICRODEGREE = Decimal("0.000001")
"""About 0.1 m; phones know their place to 3 m at best."""

DAMAGED = (OSError, SyntaxError, ValueError, ArithmeticError, LookupError, TypeError, struct.error)
"""What Pillow's reader raises on a hostile block; fuzzing never saw another."""


def read_facts(block: bytes) -> CameraFacts:
    """Read an EXIF block, with or without its six-byte head; a damaged one holds nothing."""
    if not block:
        return NOTHING
    try:
        exif = Exif()
        exif.load(block)
        photo = exif.get_ifd(IFD.Exif)
        place = exif.get_ifd(IFD.GPSInfo)
        lon, lat = _place(place)
        return CameraFacts(
            taken_at=_time(photo.get(Base.DateTimeOriginal) or exif.get(Base.DateTime)),
            lon=lon,
            lat=lat,
            camera=_camera(exif.get(Base.Make), exif.get(Base.Model), _own_number(photo)),
            orientation=_orientation(exif.get(Base.Orientation)),
        )
    except DAMAGED:
        return NOTHING


def _orientation(value: object) -> int:
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def _time(value: object) -> str:
    found = CAMERA_TIME.match(_text(value))
    if not found:
        return ""
    try:
        year, month, day, hour, minute, second = map(int, found.groups())
        taken = datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - cameras know no zone
    except ValueError:
        return ""
    return taken.isoformat()


def _camera(make: object, model: object, number: str) -> str:
    maker, name = _text(make), _text(model)
    if name.casefold().startswith(maker.casefold()):
        maker = ""
    words = f"{maker} {name}".strip()
    if not number:
        return words[:MAX_CAMERA]
    return f"{words[: MAX_CAMERA - len(number) - 1]} {number}".strip()


def _own_number(tags: Mapping[int, Any]) -> str:
    """Return what only this camera writes, as ``#`` and four digits; most phones write nothing.

    Its serial number, its owner's name, or the number of its camera module (two words that some
    makers put into ImageUniqueID; others count pictures there). It is hashed: the number itself
    need not travel.
    """
    module = MODULE.fullmatch(_text(tags.get(Base.ImageUniqueID)))
    own = [_text(tags.get(Base.BodySerialNumber)), _text(tags.get(Base.CameraOwnerName))]
    said = [*own, module[0] if module else ""]
    if not any(words.strip("0 ") for words in said):
        return ""
    return NUMBERED + sha256("\0".join(said).encode()).hexdigest()[:4].upper()


def _text(value: object) -> str:
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    if not isinstance(value, str):
        return ""
    first = value.partition("\0")[0]
    return " ".join("".join(c if c.isprintable() else " " for c in first).split())


def _place(tags: Mapping[int, Any]) -> tuple[str, str]:
    lon = _degrees(tags.get(GPS.GPSLongitude), tags.get(GPS.GPSLongitudeRef), "EW", 180)
    lat = _degrees(tags.get(GPS.GPSLatitude), tags.get(GPS.GPSLatitudeRef), "NS", 90)
    if lon is None or lat is None or lon == lat == 0:  # 0/0: written by phones without a fix
        return "", ""
    return format(lon, "f"), format(lat, "f")


def _degrees(parts: object, ref: object, signs: str, limit: int) -> Decimal | None:
    if not isinstance(parts, tuple) or len(parts) != 3:
        return None
    numbers = [_fraction(part) for part in parts]
    sign = _text(ref).upper()
    if None in numbers or len(sign) != 1 or sign not in signs:
        return None
    exact = sum((Fraction(n or 0) / 60**power for power, n in enumerate(numbers)), Fraction(0))
    if exact > limit:
        return None
    signed = exact if sign == signs[0] else -exact
    return (Decimal(signed.numerator) / Decimal(signed.denominator)).quantize(MICRODEGREE)


def _fraction(part: object) -> Fraction | None:
    """Return a rational ≥ 0, or None where its denominator is 0 or it is no number."""
    numerator = getattr(part, "numerator", None)
    denominator = getattr(part, "denominator", None)
    if not isinstance(numerator, int) or not isinstance(denominator, int) or denominator <= 0:
        return None
    return Fraction(numerator, denominator) if numerator >= 0 else None
