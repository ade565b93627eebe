"""Shapes, a turn and a caption burned into a picture; runs in the decode process.

What is covered keeps four cells of average colour along its longer side: no face and no line of
writing comes back from that. The caption stands on a strip of its own below the picture.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from math import atan2, cos, pi, sin
from typing import Any

from PIL import Image, ImageDraw, ImageFont
from PIL.Image import Resampling, Transpose

WHOLE = 1000
"""Coordinates are thousandths of width and height (``domain.marks``)."""

TURNED = {1: Transpose.ROTATE_270, 2: Transpose.ROTATE_180, 3: Transpose.ROTATE_90}
"""Quarter turns clockwise; Pillow counts its degrees the other way."""

CELLS = 4
INK, EDGE = "#ffd400", "black"
"""Yellow with a black edge shows on any picture, and on grey paper."""

Point = tuple[float, float]


def drawn(image: Image.Image, drawing: bytes) -> Image.Image:
    """Return the picture with the shapes, the turn and the caption of ``drawing``, JSON.

    Raises:
        ValueError, LookupError, OSError: The drawing is none of ours.
    """
    told: Mapping[str, Any] = json.loads(drawing)
    picture = image.copy()
    for shape in told["shapes"]:
        _draw(picture, shape["kind"], shape["box"])
    if told.get("turn"):
        picture = picture.transpose(TURNED[told["turn"]])
    caption: Sequence[str] = told.get("caption", ())
    return _captioned(picture, caption, str(told["font"])) if caption else picture


def _draw(picture: Image.Image, kind: str, box: Sequence[int]) -> None:
    width, height = picture.size
    begin = (box[0] * width / WHOLE, box[1] * height / WHOLE)
    end = (box[2] * width / WHOLE, box[3] * height / WHOLE)
    left, right = sorted((begin[0], end[0]))
    top, bottom = sorted((begin[1], end[1]))
    pen = ImageDraw.Draw(picture)
    stroke = max(3, min(width, height) // 120)
    if kind == "cover":
        _cover(picture, (int(left), int(top), round(right) + 1, round(bottom) + 1))
    elif kind == "circle":
        for ink, wide in ((EDGE, stroke * 2), (INK, stroke)):
            pen.ellipse((left, top, right, bottom), outline=ink, width=wide)
    else:
        _arrow(pen, begin, end, stroke)


def _cover(picture: Image.Image, box: tuple[int, int, int, int]) -> None:
    left, top = max(0, box[0]), max(0, box[1])
    right, bottom = min(picture.width, box[2]), min(picture.height, box[3])
    if right <= left or bottom <= top:
        return
    size = (right - left, bottom - top)
    long_edge = max(size)
    few = (max(1, CELLS * size[0] // long_edge), max(1, CELLS * size[1] // long_edge))
    part = picture.crop((left, top, right, bottom)).resize(few, Resampling.BOX)
    picture.paste(part.resize(size, Resampling.NEAREST), (left, top))


def _arrow(pen: ImageDraw.ImageDraw, begin: Point, end: Point, stroke: int) -> None:
    angle = atan2(end[1] - begin[1], end[0] - begin[0])
    head = stroke * 6
    wings = [
        (end[0] - head * cos(angle + turn), end[1] - head * sin(angle + turn))
        for turn in (pi / 7, -pi / 7)
    ]
    for ink, wide in ((EDGE, stroke * 2), (INK, stroke)):
        pen.line((begin, end), fill=ink, width=wide)
        pen.line((wings[0], end, wings[1]), fill=ink, width=wide, joint="curve")


def _captioned(picture: Image.Image, caption: Sequence[str], font_file: str) -> Image.Image:
    size = max(18, picture.width // 48)
    font = ImageFont.truetype(font_file, size)
    line, margin = round(size * 1.45), size // 2
    whole = Image.new(
        "RGB", (picture.width, picture.height + line * len(caption) + 2 * margin), "white"
    )
    whole.paste(picture, (0, 0))
    pen = ImageDraw.Draw(whole)
    for at, words in enumerate(caption):
        pen.text((margin, picture.height + margin + at * line), words, fill="black", font=font)
    return whole
