"""The first look at a foreign photo."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from inspector.exchange.picture_caps import refusal

SOI = b"\xff\xd8"
FRAME = b"\xff\xc0\0\x11\x08\x05\xdc\x07\xd0\3\1\x22\0\2\x11\1\3\x11\1"


@pytest.mark.parametrize(
    ("kind", "options"), [("JPEG", {}), ("JPEG", {"progressive": True}), ("PNG", {})]
)
def test_real_photos_pass(kind: str, options: dict[str, bool]) -> None:
    out = io.BytesIO()
    Image.new("RGB", (40, 30)).save(out, kind, exif=b"Exif\0\0" + bytes(500), **options)
    assert refusal(out.getvalue(), f"image/{kind.lower()}") == ""


def test_edges_and_area_are_capped(
    make_jpeg: Callable[..., bytes], make_png: Callable[..., bytes]
) -> None:
    makers: dict[str, Callable[..., bytes]] = {
        "image/jpeg": partial(make_jpeg, 1),
        "image/png": make_png,
    }
    for media, make in makers.items():
        assert refusal(make(width=12_000, height=4_166), media) == ""
        assert refusal(make(width=12_001, height=10), media) == "尺寸过大，12001×10"
        assert refusal(make(width=12_000, height=4_167), media) == "尺寸过大，12000×4167"
        assert refusal(make(width=0, height=10), media) == "尺寸为零"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a",
        b"%PDF-1.7",
        SOI,
        b"\xff\xd8\xff",
        SOI + b"\xff\xe0\0\1" + FRAME,
        SOI + b"\xff\xda\0\x08" + bytes(20),
        SOI + b"\xff\xd9" + FRAME,
        SOI + SOI + FRAME,
        SOI + b"\xff\xe0\xff\xff" + bytes(100),
        SOI + b"\xff\xfe\0\4ab" + b"ab" + FRAME,
        SOI + b"\xff" * 100,
    ],
)
def test_what_is_no_jpeg_is_refused(content: bytes) -> None:
    assert refusal(content, "image/jpeg") == "不是照片或已损坏"


@pytest.mark.parametrize(
    "lead", [b"", b"\xff", b"\xff\xd0", b"\xff\x01", b"\xff\xc4\0\4ab", b"\xff\xfe\0\2"]
)
def test_fill_bytes_markers_and_tables_before_the_frame_are_passed(lead: bytes) -> None:
    assert refusal(SOI + b"\xff\xe0\0\2" + lead + FRAME, "image/jpeg") == ""


def test_magic_decides_and_not_the_name(
    make_jpeg: Callable[..., bytes], make_png: Callable[..., bytes]
) -> None:
    assert refusal(make_jpeg(1), "image/png")
    assert refusal(make_png(), "image/jpeg")
    assert refusal(make_png()[:32], "image/png")
    assert refusal(make_png().replace(b"IHDR", b"IDAT"), "image/png")


@given(st.binary(max_size=200))
def test_garbage_is_answered_and_never_raises(garbage: bytes) -> None:
    for media in ("image/jpeg", "image/png"):
        refusal(garbage, media)
        refusal(SOI + b"\xff" + garbage, media)
