"""Photos on their way to paper."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image, ImageChops
from pypdfium2 import PdfDocument

from inspector.sheets.paper import Paper
from inspector.sheets.pictures import PhotoUnprintable, picture_of


def jpeg(mode: str = "RGB", **options: object) -> bytes:
    file = BytesIO()
    Image.new(mode, (64, 48)).save(file, "JPEG", **options)
    return file.getvalue()


def png(mode: str) -> bytes:
    file = BytesIO()
    picture = Image.linear_gradient("L").resize((64, 48)).convert(mode)
    picture.save(file, "PNG", pnginfo=None)
    return file.getvalue()


def with_place() -> bytes:
    exif = Image.Exif()
    exif[0x9286] = "35.1N"
    exif[0x0110] = "phone of Zhang"
    return jpeg(exif=exif, comment="taken at home")


def test_size_and_colours_are_read_from_the_frame() -> None:
    picture = picture_of(jpeg(), caption="ST-2")
    assert (picture.width, picture.height, picture.colours) == (64, 48, "/DeviceRGB")
    assert picture_of(jpeg("L"), caption="").colours == "/DeviceGray"
    assert picture_of(jpeg(progressive=True), caption="").width == 64


def test_metadata_stays_behind_and_the_pixels_stay_the_same() -> None:
    source = with_place()
    assert b"phone of Zhang" in source
    picture = picture_of(source, caption="")
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
        png("RGBA"),
        png("RGB")[:-20],
        png("RGB")[:40],
        png("RGB")[:8],
    ],
)
def test_what_is_not_a_whole_photo_in_grey_or_rgb_is_refused_by_name(content: bytes) -> None:
    with pytest.raises(PhotoUnprintable) as caught:
        picture_of(content, caption="ST-2 09:12")
    assert "ST-2 09:12" in caught.value.sentence()
    assert caught.value.code == "W101"


@pytest.mark.parametrize("mode", ["RGB", "L", "P", "1"])
def test_a_png_is_shown_as_it_is(mode: str) -> None:
    paper = Paper(title="", author="")
    page = paper.page()
    page.place(paper.picture(picture_of(png(mode), caption="")), (100, 100), (64, 48))
    paper.put(page)
    with PdfDocument(paper.finish()) as document:
        shown = document[0].render(scale=1).to_pil().convert("L").crop((104, 104, 160, 144))
    expected = Image.open(BytesIO(png(mode))).convert("L").crop((4, 4, 60, 44))
    apart = ImageChops.difference(shown, expected).histogram()
    assert mode == "1" or not any(apart[12:])


def test_an_interlaced_png_is_refused() -> None:
    content = bytearray(png("L"))
    content[28] = 1
    with pytest.raises(PhotoUnprintable):
        picture_of(bytes(content), caption="")
