"""Photos come in by what they are, upright and shrunk, and leave camera and place behind."""

from __future__ import annotations

import os
import pickle
import random
import struct
import subprocess
import sys
import tracemalloc
import zlib
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pillow_heif
import pytest
from PIL import Image

from inspector.media.drawn import DRAWN_AT
from inspector.media.intake import reduced, take_in
from inspector.media.limits import Limits
from inspector.media.photo_errors import (
    NotAPhoto,
    PhotoCutOff,
    PhotoEmpty,
    PhotoFileTooLarge,
    PhotoGone,
    PhotoIsFolder,
    PhotoTooLarge,
    PhotoUnreadable,
)
from inspector.media.stamping import exif_block

pytestmark = pytest.mark.usefixtures("here")  # test_gate shows that a process makes no difference

Save = Callable[..., Path]
Pattern = Callable[..., Image.Image]


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


def corners(image: Image.Image) -> list[str]:
    """Name the colours of the four corners, row by row."""
    names: dict[tuple[int, ...], str] = {
        (1, 0, 0): "red",
        (0, 1, 0): "lime",
        (0, 0, 1): "blue",
        (1, 1, 0): "yellow",
    }
    width, height = image.size
    inset = max(2, min(width, height) // 10)
    places = [(x, y) for y in (inset, height - inset) for x in (inset, width - inset)]
    pixels = [image.convert("RGB").getpixel(place) for place in places]
    return [
        names.get(tuple(int(part > 128) for part in pixel), "?")
        for pixel in pixels
        if isinstance(pixel, tuple)
    ]


UPRIGHT = ["red", "lime", "blue", "yellow"]


def test_a_camera_jpeg_of_4000_px_becomes_2000(tmp_path: Path, street: bytes) -> None:
    path = tmp_path / "IMG_1.jpg"
    path.write_bytes(street)
    photo = take_in(path)
    image = opened(photo.picture)
    assert (image.format, image.size, image.mode) == ("JPEG", (2000, 1500), "RGB")
    evidence = photo.evidence
    assert (evidence.width, evidence.height, evidence.media) == (2000, 1500, "image/jpeg")
    assert evidence.size == len(photo.picture)
    assert evidence.digest == sha256(photo.picture).hexdigest()
    assert evidence.source_digest == sha256(street).hexdigest()
    assert evidence.source_name == "IMG_1.jpg"
    assert evidence.taken_at == "2026-11-05T09:00:00"
    assert photo.original is None
    assert max(opened(photo.thumbnail).size) == 256


def test_the_same_file_gives_the_same_evidence(save: Save) -> None:
    path = save()
    assert take_in(path) == take_in(path)


def test_the_original_is_kept_where_policy_says_so(save: Save) -> None:
    path = save()
    photo = take_in(path, keep_original=True)
    assert photo.original == path.read_bytes()


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_ends_upright(save: Save, pattern: Pattern, orientation: int) -> None:
    upright = pattern(1700, 1200)
    stored = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    path = save(orientation=orientation)
    block = path.read_bytes()
    turned = upright.transpose(stored[orientation]) if orientation > 1 else upright
    turned.save(path, exif=opened(block).info["exif"])
    photo = take_in(path)
    assert corners(opened(photo.picture)) == UPRIGHT
    assert corners(opened(photo.thumbnail)) == UPRIGHT
    assert (photo.evidence.width, photo.evidence.height) == (1700, 1200)


@pytest.mark.parametrize("name", ["a.jpg", "a.png"])
def test_nothing_the_camera_wrote_travels(tmp_path: Path, pattern: Pattern, name: str) -> None:
    block = exif_block(taken_at=DRAWN_AT, lon="114.82508", lat="33.6686", serial=40961)
    path = tmp_path / name
    image = pattern(900, 700)
    image.info["comment"] = b"SECRET"
    image.save(path, exif=block, icc_profile=b"SECRET" * 20, comment=b"SECRET")
    assert block[6:] in path.read_bytes()
    photo = take_in(path)
    assert (photo.evidence.lon, photo.evidence.lat) == ("114.825080", "33.668600")
    for content in (photo.picture, photo.thumbnail):
        derived = opened(content)
        assert not derived.getexif()
        assert not {"exif", "comment", "icc_profile", "xmp"} & set(derived.info)
        assert b"SECRET" not in content
        assert b"Exif" not in content
        assert b"40961" not in content


def test_a_photo_saved_as_png_travels_as_jpeg(save: Save) -> None:
    photo = take_in(save(3400, 500, name="photo.png"))
    assert photo.evidence.media == "image/jpeg"
    assert (photo.evidence.width, photo.evidence.height) == (1700, 250)


def test_a_screenshot_stays_png(tmp_path: Path) -> None:
    path = tmp_path / "screen.png"
    image = Image.new("RGB", (1366, 768), "white")
    image.paste("navy", (100, 100, 900, 200))
    image.save(path)
    photo = take_in(path)
    assert photo.evidence.media == "image/png"
    derived = opened(photo.picture)
    assert derived.format == "PNG"
    assert derived.getpixel((500, 150)) == (0, 0, 128)
    assert opened(photo.thumbnail).format == "JPEG"


def test_a_grey_photo_saved_as_png_travels_as_jpeg(tmp_path: Path) -> None:
    path = tmp_path / "grey.png"
    grain = Image.frombytes("L", (600, 400), random.Random(5).randbytes(240_000))
    grain.point([value // 16 + 100 for value in range(256)]).save(path)
    assert take_in(path).evidence.media == "image/jpeg"


def test_transparency_is_laid_on_white(tmp_path: Path) -> None:
    path = tmp_path / "stamp.png"
    Image.new("RGBA", (300, 300), (200, 0, 0, 0)).save(path)
    assert opened(take_in(path).picture).getpixel((150, 150)) == (255, 255, 255)


def test_a_transparent_palette_is_laid_on_white(tmp_path: Path) -> None:
    path = tmp_path / "stamp.png"
    image = Image.new("P", (300, 300), 0)
    image.putpalette([200, 0, 0, 0, 0, 200])
    image.save(path, transparency=0)
    assert opened(take_in(path).picture).getpixel((150, 150)) == (255, 255, 255)


def test_a_16_bit_grey_scan_keeps_its_tones(tmp_path: Path) -> None:
    path = tmp_path / "scan.png"
    Image.new("I;16", (300, 200), 0x8000).save(path)
    pixel = opened(take_in(path).picture).getpixel((100, 100))
    assert pixel == (128, 128, 128)


@pytest.mark.parametrize("mode", ["L", "CMYK"])
def test_grey_and_print_jpegs_become_rgb(save: Save, mode: str) -> None:
    assert opened(take_in(save(mode=mode)).picture).mode == "RGB"


def test_a_heic_is_taken_in_and_travels_as_jpeg(tmp_path: Path, pattern: Pattern) -> None:
    path = tmp_path / "IMG_0002.HEIC"
    heif = pillow_heif.from_pillow(pattern(640, 480))
    heif.save(path, exif=exif_block(taken_at=DRAWN_AT, lon="114.8", lat="33.6"))
    photo = take_in(path)
    assert photo.evidence.media == "image/jpeg"
    assert photo.evidence.taken_at == "2026-11-05T09:00:00"
    assert photo.evidence.lon == "114.800000"
    assert corners(opened(photo.picture)) == UPRIGHT


def test_a_heic_held_upright_is_turned_once(tmp_path: Path, pattern: Pattern) -> None:
    path = tmp_path / "IMG_0003.HEIC"
    lying = pattern(480, 640).transpose(Image.Transpose.ROTATE_90)
    pillow_heif.from_pillow(lying).save(path, exif=exif_block(taken_at=DRAWN_AT, orientation=6))
    photo = take_in(path)
    assert (photo.evidence.width, photo.evidence.height) == (480, 640)
    assert corners(opened(photo.picture)) == UPRIGHT


def test_the_first_bytes_decide_not_the_name(save: Save, tmp_path: Path) -> None:
    jpeg = save(800, 600)
    misnamed = jpeg.rename(tmp_path / "photo.png")
    assert take_in(misnamed).evidence.media == "image/jpeg"


@pytest.mark.parametrize(
    "content",
    [b"GIF89a" + bytes(40), b"BM" + bytes(60), b"%PDF-1.7\n", b"hello", b"\xff\xd8\x00", b"\x89PN"],
)
def test_a_jpeg_that_is_no_jpeg_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "村部.jpg"
    path.write_bytes(content)
    with pytest.raises(NotAPhoto) as caught:
        take_in(path)
    assert "村部.jpg" in caught.value.sentence()


def test_a_jpeg_of_which_only_the_head_is_real_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(b"\xff\xd8\xff\xe0" + bytes(4000))
    with pytest.raises(PhotoCutOff):
        take_in(path)


@pytest.mark.parametrize("name", ["a.jpg", "a.png"])
@pytest.mark.parametrize("kept", [0.02, 0.3, 0.6, 0.9, 0.98])
def test_a_cut_off_picture_is_refused(save: Save, name: str, kept: float) -> None:
    path = save(1000, 800, name=name)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * kept)])
    with pytest.raises(PhotoCutOff):
        take_in(path)


def test_a_cut_off_heic_is_refused(tmp_path: Path, pattern: Pattern) -> None:
    path = tmp_path / "a.heic"
    pillow_heif.from_pillow(pattern(640, 480)).save(path)
    content = path.read_bytes()
    for kept in (40, len(content) // 2, len(content) - 40):
        path.write_bytes(content[:kept])
        with pytest.raises(PhotoCutOff):
            take_in(path)


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.touch()
    with pytest.raises(PhotoEmpty):
        take_in(path)


def test_a_folder_and_a_pipe_are_refused(tmp_path: Path) -> None:
    with pytest.raises(PhotoIsFolder):
        take_in(tmp_path)
    pipe = tmp_path / "pipe.jpg"
    os.mkfifo(pipe)
    with pytest.raises(PhotoIsFolder):
        take_in(pipe)


def test_a_vanished_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PhotoGone):
        take_in(tmp_path / "gone.jpg")
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises(PhotoGone):
        take_in(tmp_path / "file" / "gone.jpg")


def test_a_file_the_system_refuses_is_named(save: Save, monkeypatch: pytest.MonkeyPatch) -> None:
    path = save(400, 300)

    def refuse(*_args: object, **_kwargs: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(PhotoUnreadable) as caught:
        take_in(path)
    assert "IMG_0001.jpg" in caught.value.sentence()


def hollow_png(width: int, height: int) -> bytes:
    """A PNG whose header announces a size and whose pixels never come."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes(1000))
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("width", "height"),
    [(20_000, 15_000), (7_100, 7_100), (12_001, 10), (10, 12_001), (10_000, 9_500)],
)
def test_a_picture_with_too_many_pixels_is_refused_unread(
    tmp_path: Path, width: int, height: int
) -> None:
    path = tmp_path / "bomb.png"
    path.write_bytes(hollow_png(width, height))
    with pytest.raises(PhotoTooLarge):
        take_in(path)  # once before measuring: it loads Pillow
    tracemalloc.start()
    with pytest.raises(PhotoTooLarge) as caught:
        take_in(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2_000_000
    assert f"{width}×{height}" in caught.value.sentence()


def test_a_jpeg_that_announces_too_many_pixels_is_refused_unread(save: Save) -> None:
    path = save(64, 64)
    content = bytearray(path.read_bytes())
    frame = content.index(b"\xff\xc0")
    content[frame + 5 : frame + 9] = struct.pack(">HH", 60_000, 5_000)
    path.write_bytes(content)
    with pytest.raises(PhotoTooLarge):
        take_in(path)


def test_a_file_of_too_many_bytes_is_refused(save: Save) -> None:
    with pytest.raises(PhotoFileTooLarge) as caught:
        take_in(save(), limits=Limits(max_bytes=1000))
    assert "1 MB" in caught.value.sentence()


def test_a_jpeg_of_endless_scans_is_refused_unread(save: Save) -> None:
    path = save(64, 64)
    path.write_bytes(path.read_bytes() + b"\xff\xda" * 200)
    with pytest.raises(PhotoCutOff):
        take_in(path)


def test_names_that_no_record_can_hold_are_made_printable(save: Save, tmp_path: Path) -> None:
    odd = os.fsdecode(b"a\xff\n" + "㟃".encode() + b".jpg")
    path = save(64, 64).rename(tmp_path / odd)
    assert take_in(path).evidence.source_name == "a??㟃.jpg"


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")  # it warns of odd EXIF and goes on
def test_a_flood_of_damaged_bytes_raises_only_our_errors(save: Save) -> None:
    path = save(200, 150, orientation=6)
    content = path.read_bytes()
    for at in range(2, len(content), max(1, len(content) // 400)):
        path.write_bytes(content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :])
        with suppress(NotAPhoto, PhotoCutOff, PhotoTooLarge):
            take_in(path)


@pytest.mark.parametrize("long_edge", [256, 1000, 5000])
@pytest.mark.parametrize("name", ["a.jpg", "a.png"])
def test_a_derived_picture_is_reduced_for_list_and_paper(
    save: Save, long_edge: int, name: str
) -> None:
    content = save(2000, 1500, name=name).read_bytes()
    image = opened(reduced(content, long_edge))
    assert image.format == "JPEG"
    assert max(image.size) == min(2000, long_edge)
    assert corners(image) == UPRIGHT


def test_a_reduced_picture_carries_nothing_along(save: Save) -> None:
    path = save(600, 400)
    opened(path.read_bytes()).save(path, comment=b"SECRET")
    assert b"SECRET" in path.read_bytes()
    for long_edge in (256, 1000):
        assert b"SECRET" not in reduced(path.read_bytes(), long_edge)


def test_what_is_no_derived_picture_is_not_reduced(save: Save) -> None:
    content = save(600, 400).read_bytes()
    for foreign, error in (
        (b"", PhotoEmpty),
        (b"%PDF", NotAPhoto),
        (b"\0\0\0\x10ftypheic", NotAPhoto),
        (content[:5000], PhotoCutOff),
        (hollow_png(20_000, 15_000), PhotoTooLarge),
    ):
        with pytest.raises(error):
            reduced(foreign, 256)


def test_a_taken_photo_can_come_back_from_a_worker_process(save: Save) -> None:
    photo = take_in(save(400, 300))
    assert pickle.loads(pickle.dumps(photo)) == photo  # noqa: S301 - our own


def test_importing_the_intake_does_not_load_pillow() -> None:
    code = "import sys, inspector.media.intake; print('PIL' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
