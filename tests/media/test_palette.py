"""Pictures of the window keep what their colours say, and become small."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from inspector.media.palette import COLOURS, reduce_colours


def drawn(path: Path) -> Path:
    """A window: much white, little red, and a photo's thousand colours."""
    picture = Image.new("RGB", (400, 300), "white")
    picture.paste(Image.effect_noise((60, 60), 80).convert("RGB"), (300, 200))
    ImageDraw.Draw(picture).rectangle((10, 10, 34, 34), fill="#b3202c")
    picture.save(path)
    return path


def test_the_picture_has_few_colours_and_the_rare_ones_are_among_them(tmp_path: Path) -> None:
    path = drawn(tmp_path / "a.png")
    reduce_colours(path)
    with Image.open(path) as small:
        seen = small.convert("RGB")
        assert small.mode == "P"
        assert small.size == (400, 300)
        assert len(seen.getcolors() or []) <= COLOURS
        red = seen.getpixel((20, 20))
    assert isinstance(red, tuple)
    assert max(abs(got - want) for got, want in zip(red, (0xB3, 0x20, 0x2C), strict=True)) < 24


def test_a_file_that_is_no_picture_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_text("no picture")
    with pytest.raises(OSError, match="identify"):
        reduce_colours(tmp_path / "a.png")
