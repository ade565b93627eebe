"""One drawn JPEG becomes many, each with its own time, place and pixels."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from inspector.media.intake import take_in
from inspector.media.stamping import exif_block, stamp_exif

NOON = datetime(2026, 11, 5, 12, 0, 0)  # noqa: DTZ001 - cameras know no zone


def test_stamped_pictures_differ_in_file_and_in_evidence(tmp_path: Path, street: bytes) -> None:
    taken = []
    for serial in (0, 1, 2, 3, 512, 1024, 40_000):
        path = tmp_path / f"IMG_{serial}.jpg"
        path.write_bytes(stamp_exif(street, taken_at=NOON, serial=serial))
        taken.append(take_in(path).evidence)
    assert len({evidence.digest for evidence in taken}) == len(taken)
    assert len({evidence.source_digest for evidence in taken}) == len(taken)


def test_time_and_place_are_those_asked_for(tmp_path: Path, street: bytes) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(stamp_exif(street, taken_at=NOON, lon="114.82508", lat="-33.6686", serial=7))
    evidence = take_in(path).evidence
    assert evidence.taken_at == "2026-11-05T12:00:00"
    assert (evidence.lon, evidence.lat) == ("114.825080", "-33.668600")


def test_a_stamp_shows_as_nothing(street: bytes) -> None:
    plain = Image.open(BytesIO(stamp_exif(street, taken_at=NOON)))
    most = Image.open(BytesIO(stamp_exif(street, taken_at=NOON, serial=(1 << 20) - 1)))
    for image in (plain, most):
        image.draft("RGB", (1000, 750))
    change = ImageChops.difference(plain.convert("L"), most.convert("L"))
    shares = change.histogram()
    assert sum(shares[:16]) > 0.99 * sum(shares)


def test_a_picture_held_upright_stays_so(street: bytes) -> None:
    lying = BytesIO()
    Image.open(BytesIO(street)).save(lying, "JPEG", exif=exif_block(taken_at=NOON, orientation=6))
    stamped = Image.open(BytesIO(stamp_exif(lying.getvalue(), taken_at=NOON, serial=1)))
    assert stamped.getexif()[0x0112] == 6


def test_only_the_place_is_left_out_where_none_is_known(street: bytes) -> None:
    stamped = Image.open(BytesIO(stamp_exif(street, taken_at=NOON, lon="114.1")))
    assert not stamped.getexif().get_ifd(0x8825)


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"\xff\xd8", b"\xff\xd8\xff\xe0\0\x04ab"])
def test_what_is_no_jpeg_is_not_stamped(content: bytes) -> None:
    with pytest.raises(ValueError, match="JPEG"):
        stamp_exif(content, taken_at=NOON)


def test_tables_of_two_bytes_are_not_stamped(street: bytes) -> None:
    table = street.index(b"\xff\xdb")
    odd = street[: table + 4] + b"\x10" + street[table + 5 :]
    with pytest.raises(ValueError, match="tables"):
        stamp_exif(odd, taken_at=NOON)
