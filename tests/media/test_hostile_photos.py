"""Pictures made to harm: each is decoded or refused by name, and the next one is decoded."""

from __future__ import annotations

import random
import struct
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageSequence

from inspector.media.gate import Gate
from inspector.media.intake import reduced, take_in
from inspector.media.limits import RECEIVED
from inspector.media.photo_errors import UNFIT, NotAPhoto, PhotoCutOff, PhotoTooLarge
from inspector.media.plain import measure

Pattern = Callable[..., Image.Image]


@pytest.fixture(scope="module")
def gate() -> Iterator[Gate]:
    with Gate() as one:
        yield one


@pytest.fixture
def fate(gate: Gate) -> Callable[[bytes], str]:
    """Show a picture to the gate; say what became of it in one word."""

    def show(content: bytes) -> str:
        try:
            small = reduced(content, 256, name="坏.jpg", gate=gate)
        except UNFIT as error:
            return type(error).__name__ if "坏.jpg" in error.sentence() else "nameless"
        measure(small)
        return "sound"

    return show


Fate = Callable[[bytes], str]


def saved(image: Image.Image, form: str, **how: object) -> bytes:
    out = BytesIO()
    image.save(out, form, **how)
    return out.getvalue()


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(
    width: int, height: int, rows: bytes, *extra: bytes, form: bytes = b"\x08\x00\0\0\0"
) -> bytes:
    """Build a PNG by hand; ``form`` is depth, colour, compression, filter, interlacing."""
    head = chunk(b"IHDR", struct.pack(">II", width, height) + form)
    pixels = chunk(b"IDAT", zlib.compress(rows, 9))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(extra) + pixels + chunk(b"IEND", b"")


def with_exif(jpeg: bytes, block: bytes) -> bytes:
    body = b"Exif\0\0" + block
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body + jpeg[2:]


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_no_truncation_is_taken_for_a_photo(pattern: Pattern, fate: Fate, form: str) -> None:
    content = saved(pattern(300, 200), form)
    step = max(1, len(content) // 60)
    for end in range(3, len(content) - 8, step):
        assert fate(content[:end]) in ("PhotoCutOff", "NotAPhoto"), end


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_flipped_bits_are_decoded_or_refused(pattern: Pattern, fate: Fate, form: str) -> None:
    content = saved(pattern(300, 200), form, exif=struct.pack("<2sHI", b"II", 42, 8))
    rng = random.Random(form)
    fates = set()
    for _ in range(150):
        flipped = bytearray(content)
        flipped[rng.randrange(len(content))] ^= 1 << rng.randrange(8)
        fates.add(fate(bytes(flipped)))
    assert fates <= {"sound", "PhotoCutOff", "NotAPhoto", "PhotoTooLarge"}


@pytest.mark.parametrize("form", ["GIF", "TIFF", "WEBP", "BMP", "ICO", "PPM", "JPEG2000", "TGA"])
def test_other_pictures_under_our_names_are_refused(
    tmp_path: Path, pattern: Pattern, form: str
) -> None:
    path = tmp_path / "村部.jpg"
    path.write_bytes(saved(pattern(64, 64), form))
    with pytest.raises(NotAPhoto):
        take_in(path)


@pytest.mark.parametrize(
    "content", [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"%PDF-1.7\n%", b"PK\3\4", b"\0" * 99]
)
def test_other_files_under_our_names_are_refused(content: bytes, fate: Fate) -> None:
    assert fate(content) == "NotAPhoto"


def test_a_heic_in_a_package_is_refused_by_the_process_too(gate: Gate) -> None:
    with pytest.raises(NotAPhoto):
        gate.reduce(b"\0\0\0\x10ftypheic", 256, name="a", limits=RECEIVED)


def test_88_megapixels_in_a_few_kilobytes_are_refused_unread(fate: Fate) -> None:
    bomb = png(11_000, 8_000, bytes(1376 * 8_000), form=b"\x01\x00\0\0\0")
    assert len(bomb) < 20_000
    assert fate(bomb) == "PhotoTooLarge"


def test_49_megapixels_of_colour_and_alpha_fit_into_the_process(fate: Fate) -> None:
    rows = zlib.compress(b"\0" * (7_000 * 4 + 1) * 7_000, 1)
    head = chunk(b"IHDR", struct.pack(">II", 7_000, 7_000) + b"\x08\x06\0\0\0")
    bomb = b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    assert fate(bomb) == "sound"


@pytest.mark.parametrize(
    ("kind", "before"),
    [
        (b"zTXt", b"Comment\0\0"),
        (b"iTXt", b"Comment\0\1\0\0\0"),
        (b"iCCP", b"profile\0\0"),
    ],
)
def test_a_bomb_beside_the_pixels_is_refused(kind: bytes, before: bytes, fate: Fate) -> None:
    bomb = chunk(kind, before + zlib.compress(bytes(200_000_000), 9))
    assert fate(png(8, 8, bytes(9 * 8), bomb)) == "PhotoCutOff"


@pytest.mark.parametrize(
    "block",
    [
        b"II*\0\x08\0\0\0" + struct.pack("<HHHIII", 1, 0x8769, 4, 1, 8, 8),  # points at itself
        b"II*\0\xff\xff\xff\xff",
        b"II*\0\x08\0\0\0" + struct.pack("<HHHIII", 1, 0x010F, 2, 0xFFFFFFFF, 8, 0),
        b"II*\0\x08\0\0\0" + struct.pack("<HHHIII", 1, 0x9003, 5, 0x7FFFFFFF, 0xFFFFFFF0, 0),
        b"MM\0*\0\0\0\x08\xff\xff" + bytes(range(256)) * 200,
        b"",
    ],
)
def test_exif_that_leads_nowhere_says_nothing(
    tmp_path: Path, pattern: Pattern, block: bytes, gate: Gate
) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(with_exif(saved(pattern(64, 48), "JPEG"), block))
    photo = take_in(path, gate=gate).evidence
    assert (photo.taken_at, photo.lon, photo.camera) == ("", "", "")


@pytest.mark.parametrize(
    ("mode", "form"),
    [("CMYK", "JPEG"), ("L", "JPEG"), ("I;16", "PNG"), ("LA", "PNG"), ("1", "PNG")],
)
def test_rare_colours_are_shown(mode: str, form: str, fate: Fate) -> None:
    assert fate(saved(Image.new(mode, (80, 60)), form)) == "sound"


def test_a_palette_of_one_colour_and_300_transparencies_is_shown_or_refused(fate: Fate) -> None:
    palette, alpha = chunk(b"PLTE", b"\xff\0\0"), chunk(b"tRNS", bytes(300))
    indexed = b"\x08\x03\0\0\0"
    assert fate(png(8, 8, bytes(9 * 8), palette, alpha, form=indexed)) in ("sound", "PhotoCutOff")
    assert fate(png(8, 8, bytes((0, *b"\xff" * 8)) * 8, palette, form=indexed)) == "sound"


def test_an_interlaced_png_is_shown(fate: Fate) -> None:
    passes = (
        (1, 1),
        (1, 1),
        (2, 1),
        (2, 2),
        (4, 2),
        (4, 4),
        (8, 4),
    )  # width, rows of Adam7 at 8 × 8
    rows = b"".join((b"\0" + bytes(width)) * high for width, high in passes)
    assert fate(png(8, 8, rows, form=b"\x08\x00\0\0\x01")) == "sound"


@pytest.mark.parametrize(("width", "height"), [(0, 0), (0, 8), (8, 0)])
def test_a_picture_without_pixels_is_refused(width: int, height: int, fate: Fate) -> None:
    assert fate(png(width, height, b"")) == "PhotoCutOff"


def test_of_an_animated_png_the_first_picture_is_shown(pattern: Pattern, gate: Gate) -> None:
    moving = saved(
        pattern(90, 60), "PNG", save_all=True, append_images=[Image.new("RGB", (90, 60))] * 3
    )
    still = Image.open(BytesIO(reduced(moving, 256, gate=gate)))
    assert len(list(ImageSequence.Iterator(still))) == 1
    assert still.getpixel((5, 5)) != (0, 0, 0)


def test_of_an_mpo_the_first_picture_is_shown(pattern: Pattern, fate: Fate) -> None:
    more = [Image.new("RGB", (64, 64))]
    stereo = saved(pattern(64, 64), "MPO", save_all=True, append_images=more)
    assert fate(stereo) == "sound"
    assert fate(stereo[: len(stereo) // 3]) == "PhotoCutOff"


def test_a_jpeg_that_announces_more_than_the_cap_is_refused(pattern: Pattern, gate: Gate) -> None:
    content = bytearray(saved(pattern(64, 64), "JPEG"))
    frame = content.index(b"\xff\xc0")
    content[frame + 5 : frame + 9] = struct.pack(">HH", 12_001, 64)
    with pytest.raises(PhotoTooLarge) as caught:
        reduced(bytes(content), 256, gate=gate)
    assert "64×12001" in caught.value.sentence()


def test_a_jpeg_that_is_all_markers_is_refused(fate: Fate) -> None:
    for noise in (b"\xff" * 50_000, b"\xff\xc0\0\x02" * 9_000, b"\xff\xc4\0\x13" + b"\xff" * 500):
        assert fate(b"\xff\xd8\xff\xe0\0\x02" + noise) == PhotoCutOff.__name__
