"""What is covered cannot come back, whatever else is drawn; a caption stands below the picture."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from inspector.media.drawing import CELLS
from inspector.media.intake import drawn_on, take_in
from inspector.media.photo_errors import NotAPhoto

SIZE = (1700, 1200)


@pytest.fixture
def picture(save: Callable[..., Path], here: None) -> bytes:
    """A derived picture full of grain."""
    del here
    return take_in(save(*SIZE)).picture


def drawn(picture: bytes, kind: str, box: list[int]) -> Image.Image:
    made = drawn_on(picture, [{"kind": kind, "box": box}])
    assert (made.width, made.height) == SIZE
    return Image.open(BytesIO(made.picture)).convert("RGB")


def grain(image: Image.Image, box: tuple[int, int, int, int]) -> int:
    return len(image.crop(box).quantize(256).getcolors() or ())


def test_a_cover_leaves_a_few_cells(picture: bytes) -> None:
    image = drawn(picture, "cover", [600, 700, 400, 300])  # drawn from below
    inner = image.crop((700, 380, 1000, 820))
    few = inner.resize((CELLS, CELLS), Image.Resampling.NEAREST).getcolors() or ()
    assert len(few) <= CELLS * CELLS
    bare = Image.open(BytesIO(picture)).convert("RGB")
    assert grain(image, (700, 380, 1000, 820)) < grain(bare, (700, 380, 1000, 820))
    assert image.getpixel((1200, 100)) == pytest.approx(bare.getpixel((1200, 100)), abs=40)


def test_a_cover_reaches_the_edge_and_no_further(picture: bytes) -> None:
    drawn(picture, "cover", [990, 990, 1000, 1000])
    drawn(picture, "cover", [1000, 1000, 1000, 1000])
    drawn(picture, "cover", [0, 0, 1000, 1000])


@pytest.mark.parametrize(("kind", "spot"), [("arrow", (850, 600)), ("circle", (850, 360))])
def test_arrows_and_circles_are_yellow_with_a_black_edge(
    picture: bytes, kind: str, spot: tuple[int, int]
) -> None:
    image = drawn(picture, kind, [300, 300, 700, 700])
    near = image.crop((spot[0] - 12, spot[1] - 12, spot[0] + 12, spot[1] + 12)).resize((8, 8))
    colours = [near.getpixel((x, y)) for x in range(8) for y in range(8)]
    assert any(r > 180 and g > 150 and b < 120 for r, g, b in colours)  # type: ignore[misc]  # RGB


def test_a_caption_stands_below(picture: bytes) -> None:
    made = drawn_on(picture, [], ["后辛沟村　ST-2 村容村貌", "2026-11-03 08:52:41　T07 组"])
    assert (made.width, made.height > SIZE[1]) == (SIZE[0], True)
    image = Image.open(BytesIO(made.picture)).convert("L")
    strip = image.crop((0, SIZE[1] + 4, image.width, image.height))
    shades = strip.histogram()
    assert (sum(shades[:80]) > 0, sum(shades[240:]) > 0) == (True, True)


def test_only_a_photo_is_drawn_on() -> None:
    with pytest.raises(NotAPhoto):
        drawn_on(b"no photo", [])


@pytest.mark.parametrize(
    ("turn", "way"),
    [
        (1, Image.Transpose.ROTATE_270),  # Pillow counts against the clock
        (2, Image.Transpose.ROTATE_180),
        (3, Image.Transpose.ROTATE_90),
    ],
)
def test_a_turn_is_clockwise_and_comes_before_the_caption(
    picture: bytes, turn: int, way: Image.Transpose
) -> None:
    made = drawn_on(picture, [], turn=turn)
    wanted = Image.open(BytesIO(picture)).convert("RGB").transpose(way)
    shown = Image.open(BytesIO(made.picture)).convert("RGB")
    assert shown.size == wanted.size
    assert ImageStat.Stat(ImageChops.difference(shown, wanted)).mean[1] < 12
    captioned = drawn_on(picture, [], ["一行"], turn=turn)
    assert captioned.width == wanted.width
    assert captioned.height > wanted.height
