"""What the decode process claims about a photo, read as strictly as anything from outside."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Final

from inspector.media.kinds import Kind
from inspector.media.plain import measure
from inspector.media.wire import Answer

MAX_CAMERA: Final = 80
MAX_CODE: Final = 96
"""Characters of a QR code that is passed on."""

MAX_CODES: Final = 4
MAX_THUMBNAIL_EDGE: Final = 256
MAX_DERIVED_EDGE: Final = 2400
_TIME = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)?")
_DEGREES = re.compile(r"(-?\d{1,3}\.\d{6})?")


class Unbelievable(ValueError):
    """An answer that no decode process of ours gives."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraFacts:
    """Facts as ``domain.visit.Evidence`` holds them, and the orientation 1–8 of the pixels."""

    taken_at: str = ""
    lon: str = ""
    lat: str = ""
    camera: str = ""
    orientation: int = 1


NOTHING = CameraFacts()


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived:
    """The picture that travels, upright, without a word about camera or place."""

    picture: bytes
    media: str
    width: int
    height: int
    thumbnail: bytes
    facts: CameraFacts
    codes: tuple[str, ...] = ()
    """What QR codes in it say: claims of whoever printed them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A JPEG with a drawing burned in; ``width`` and ``height`` in px."""

    picture: bytes
    width: int
    height: int
    thumbnail: bytes


def claim(facts: CameraFacts) -> dict[str, object]:
    """Return facts as an answer carries them."""
    return asdict(facts)


def derived(answer: Answer) -> Derived:
    """Return what came of a camera's file.

    Raises:
        Unbelievable: The picture is not plain, or a fact is not of its kind.
    """
    kind, width, height = _measured(answer.picture, MAX_DERIVED_EDGE)
    small, _, _ = _measured(answer.thumbnail, MAX_THUMBNAIL_EDGE)
    if small is not Kind.JPEG:
        raise Unbelievable("thumbnail")
    return Derived(
        picture=answer.picture,
        media=kind.value,
        width=width,
        height=height,
        thumbnail=answer.thumbnail,
        facts=CameraFacts(
            taken_at=_text(answer.facts, "taken_at", _TIME),
            lon=_text(answer.facts, "lon", _DEGREES),
            lat=_text(answer.facts, "lat", _DEGREES),
            camera=_camera(answer.facts),
        ),
        codes=_codes(answer.facts),
    )


def reduced(answer: Answer, long_edge: int) -> bytes:
    """Return a JPEG of at most ``long_edge`` px.

    Raises:
        Unbelievable: It is something else.
    """
    kind, _, _ = _measured(answer.picture, long_edge)
    if kind is not Kind.JPEG:
        raise Unbelievable("kind")
    return answer.picture


def drawn(answer: Answer) -> Drawn:
    """Return a picture with a drawing on it; a caption makes it higher.

    Raises:
        Unbelievable: It is not plain.
    """
    kind, width, height = _measured(answer.picture, 2 * MAX_DERIVED_EDGE)
    small, _, _ = _measured(answer.thumbnail, MAX_THUMBNAIL_EDGE)
    if (kind, small) != (Kind.JPEG, Kind.JPEG):
        raise Unbelievable("kind")
    return Drawn(picture=answer.picture, width=width, height=height, thumbnail=answer.thumbnail)


def announced(answer: Answer) -> tuple[int, int]:
    """Return width and height that a header announces.

    Raises:
        Unbelievable: They are no sizes.
    """
    width, height = answer.facts.get("width"), answer.facts.get("height")
    if type(width) is not int or type(height) is not int or min(width, height) < 0:
        raise Unbelievable("size")
    return width, height


def _measured(content: bytes, edge: int) -> tuple[Kind, int, int]:
    try:
        kind, width, height = measure(content)
    except ValueError as error:
        raise Unbelievable(str(error)) from error
    if not 0 < max(width, height) <= edge or not min(width, height):
        raise Unbelievable("size")
    return kind, width, height


def _text(facts: Mapping[str, object], name: str, shape: re.Pattern[str]) -> str:
    value = facts.get(name)
    if not isinstance(value, str) or not shape.fullmatch(value):
        raise Unbelievable(name)
    return value


def _codes(facts: Mapping[str, object]) -> tuple[str, ...]:
    said = facts.get("codes", [])
    if not isinstance(said, list) or len(said) > MAX_CODES:
        raise Unbelievable("codes")
    for line in said:
        if not isinstance(line, str) or len(line) > MAX_CODE or not line.isprintable():
            raise Unbelievable("codes")
    return tuple(said)


def _camera(facts: Mapping[str, object]) -> str:
    value = facts.get("camera")
    if not isinstance(value, str) or len(value) > MAX_CAMERA or not value.isprintable():
        raise Unbelievable("camera")
    return value
