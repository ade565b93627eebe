"""Only what our own encoder writes passes for plain."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image

from inspector.media.kinds import Kind
from inspector.media.plain import measure


def saved(image: Image.Image, form: str, **how: object) -> bytes:
    out = BytesIO()
    image.save(out, form, **how)
    return out.getvalue()


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_pixels_alone_are_measured(pattern: Callable[..., Image.Image], form: str) -> None:
    assert measure(saved(pattern(300, 200), form)) == (Kind[form], 300, 200)


@pytest.mark.parametrize(
    "how",
    [
        {"comment": b"x"},
        {"exif": b"Exif\0\0II*\0\x08\0\0\0\0\0"},
        {"icc_profile": b"x" * 200},
        {"progressive": True},
        {"restart_marker_blocks": 2},
    ],
)
def test_a_jpeg_with_more_is_not_plain(
    pattern: Callable[..., Image.Image], how: dict[str, object]
) -> None:
    with pytest.raises(ValueError, match=r"pixels|scan"):
        measure(saved(pattern(64, 64), "JPEG", **how))


def test_a_png_with_more_is_not_plain(pattern: Callable[..., Image.Image]) -> None:
    with pytest.raises(ValueError, match="pixels"):
        measure(saved(pattern(64, 64), "PNG", icc_profile=b"x" * 200))


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_no_part_of_a_plain_picture_is_one(pattern: Callable[..., Image.Image], form: str) -> None:
    content = saved(pattern(40, 30), form)
    for end in range(len(content)):
        with pytest.raises(ValueError, match=r"."):
            measure(content[:end])
    with pytest.raises(ValueError, match=r"."):
        measure(content + b"\0")


def test_a_jpeg_without_a_frame_has_no_size() -> None:
    with pytest.raises(ValueError, match="scan"):
        measure(b"\xff\xd8\xff\xda\0\x02xx\xff\xd9")


@pytest.mark.parametrize("hidden", [b"\xff\xfe\0\4xx", b"\xff\xd9GIF89a", b"\xff\xda\0\2"])
def test_nothing_hides_behind_the_pixels(
    pattern: Callable[..., Image.Image], hidden: bytes
) -> None:
    content = saved(pattern(40, 30), "JPEG")
    with pytest.raises(ValueError, match="scan"):
        measure(content[:-2] + hidden + content[-2:])


def test_segments_that_do_not_add_up_are_no_jpeg(pattern: Callable[..., Image.Image]) -> None:
    content = saved(pattern(40, 30), "JPEG")
    for end in range(2, content.index(b"\xff\xda")):
        with pytest.raises(ValueError, match=r"."):
            measure(content[:end] + b"\xff\xd9")
    with pytest.raises(ValueError, match="cut off"):
        measure(b"\xff\xd8\xff\xdb\0\x04\xff\xd9")
