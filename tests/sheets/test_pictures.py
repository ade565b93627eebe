"""JPEG streams on their way to paper."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from inspector.sheets.pictures import PhotoUnprintable, picture_from_jpeg


def jpeg(mode: str = "RGB", **options: object) -> bytes:
    file = BytesIO()
    Image.new(mode, (64, 48)).save(file, "JPEG", **options)
    return file.getvalue()


def with_place() -> bytes:
    exif = Image.Exif()
    exif[0x9286] = "35.1N"
    exif[0x0110] = "phone of Zhang"
    return jpeg(exif=exif, comment="taken at home")


def test_size_and_colours_are_read_from_the_frame() -> None:
    picture = picture_from_jpeg(jpeg(), caption="ST-2")
    assert (picture.width, picture.height, picture.colours) == (64, 48, "DeviceRGB")
    assert picture_from_jpeg(jpeg("L"), caption="").colours == "DeviceGray"
    assert picture_from_jpeg(jpeg(progressive=True), caption="").width == 64


def test_metadata_stays_behind_and_the_pixels_stay_the_same() -> None:
    source = with_place()
    assert b"phone of Zhang" in source
    picture = picture_from_jpeg(source, caption="")
    assert b"phone of Zhang" not in picture.content
    assert b"taken at home" not in picture.content
    shown, first = (Image.open(BytesIO(part)) for part in (picture.content, source))
    assert shown.tobytes() == first.tobytes()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a picture",
        jpeg()[:-40],
        jpeg("CMYK"),
        b"\xff\xd8\xff\xe0\x00\x04ab\xff\xd9",
        b"\xff\xd8\x00\x00\xff\xd9",
    ],
)
def test_what_is_not_a_whole_jpeg_in_grey_or_rgb_is_refused_by_name(content: bytes) -> None:
    with pytest.raises(PhotoUnprintable) as caught:
        picture_from_jpeg(content, caption="ST-2 09:12")
    assert "ST-2 09:12" in caught.value.sentence()
    assert caught.value.code == "W101"
