"""EXIF is a stranger's claim: what is out of range reads as absent."""

from __future__ import annotations

import struct
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL.Image import Exif

from inspector.media.claims import NOTHING
from inspector.media.exif import read_facts
from inspector.media.stamping import exif_block

MORNING = datetime(2026, 11, 5, 8, 47, 12)  # noqa: DTZ001 - cameras know no zone


def written(main: dict[int, object], photo: dict[int, object] | None = None) -> bytes:
    exif = Exif()
    for tag, value in main.items():
        exif[tag] = value
    if photo:
        exif.get_ifd(0x8769).update(photo)
    return exif.tobytes()


def placed(**place: object) -> bytes:
    names = {"lat_ref": 1, "lat": 2, "lon_ref": 3, "lon": 4}
    exif = Exif()
    exif.get_ifd(0x8825).update({names[name]: value for name, value in place.items()})
    return exif.tobytes()


def test_time_place_and_camera_are_read() -> None:
    block = exif_block(taken_at=MORNING, lon="114.82508", lat="33.6686", orientation=6)
    facts = read_facts(block)
    assert facts.taken_at == "2026-11-05T08:47:12"
    assert (facts.lon, facts.lat) == ("114.825080", "33.668600")
    assert facts.camera == "Drawn Village 12"
    assert facts.orientation == 6


@given(st.integers(-180 * 10**6, 180 * 10**6), st.integers(-90 * 10**6, 90 * 10**6))
def test_every_place_survives_to_a_microdegree(lon: int, lat: int) -> None:
    east, north = (f"{'-' * (v < 0)}{abs(v) // 10**6}.{abs(v) % 10**6:06d}" for v in (lon, lat))
    facts = read_facts(exif_block(taken_at=MORNING, lon=east, lat=north))
    assert (facts.lon, facts.lat) == (("", "") if lon == lat == 0 else (east, north))


def test_no_block_and_a_damaged_block_hold_nothing() -> None:
    assert read_facts(b"") == NOTHING
    assert read_facts(b"Exif\0\0II*\0") == NOTHING
    assert read_facts(b"no exif at all") == NOTHING


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")  # it warns of odd EXIF and goes on
@given(st.binary(max_size=200))
def test_no_block_whatever_raises(tail: bytes) -> None:
    read_facts(b"Exif\0\0II*\0\x08\0\0\0" + tail)


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")
@given(st.data())
def test_no_flipped_byte_raises(draw: st.DataObject) -> None:
    block = bytearray(exif_block(taken_at=MORNING, lon="114.8", lat="33.6", serial=5))
    for _ in range(draw.draw(st.integers(1, 4))):
        block[draw.draw(st.integers(6, len(block) - 1))] = draw.draw(st.integers(0, 255))
    read_facts(bytes(block))


@pytest.mark.parametrize(
    "clock",
    [
        "0000:00:00 00:00:00",
        "2026:02:30 10:00:00",
        "2026-11-05",
        "",
        "    :  :     :  :  ",
        "2026:11",
    ],
)
def test_a_clock_that_was_never_set_reads_as_no_time(clock: str) -> None:
    assert read_facts(written({0x0132: clock})).taken_at == ""


def test_the_moment_of_the_shot_counts_before_that_of_the_last_edit() -> None:
    block = written({0x0132: "2026:11:06 10:00:00"}, {0x9003: "2026:11:05 08:00:00"})
    assert read_facts(block).taken_at == "2026-11-05T08:00:00"
    assert read_facts(written({0x0132: "2026:11:06 10:00:00"})).taken_at == "2026-11-06T10:00:00"


@pytest.mark.parametrize("orientation", [0, 9, 65535])
def test_an_orientation_that_is_none_turns_nothing(orientation: int) -> None:
    assert read_facts(written({0x0112: orientation})).orientation == 1


def test_the_maker_is_not_said_twice() -> None:
    assert read_facts(written({0x010F: "HUAWEI", 0x0110: "HUAWEI P50"})).camera == "HUAWEI P50"
    assert read_facts(written({0x010F: "Xiaomi", 0x0110: "13"})).camera == "Xiaomi 13"
    assert read_facts(written({0x0110: "M\x01 3\0junk"})).camera == "M 3"
    assert len(read_facts(written({0x0110: "M" * 500})).camera) == 80


@pytest.mark.parametrize(
    "place",
    [
        {"lat": (33.0, 0.0, 0.0), "lat_ref": "N"},
        {"lat": (33.0, 0.0, 0.0), "lat_ref": "N", "lon": (114.0, 0.0, 0.0)},
        {"lat": (33.0, 0.0, 0.0), "lat_ref": "N", "lon": (114.0, 0.0, 0.0), "lon_ref": "X"},
        {"lat": (33.0, 0.0, 0.0), "lat_ref": "N", "lon": (181.0, 0.0, 0.0), "lon_ref": "E"},
        {"lat": (91.0, 0.0, 0.0), "lat_ref": "N", "lon": (114.0, 0.0, 0.0), "lon_ref": "E"},
        {"lat": (33.0, 0.0), "lat_ref": "N", "lon": (114.0, 0.0, 0.0), "lon_ref": "E"},
        {"lat": (0.0, 0.0, 0.0), "lat_ref": "N", "lon": (0.0, 0.0, 0.0), "lon_ref": "E"},
    ],
)
def test_half_a_place_is_no_place(place: dict[str, object]) -> None:
    facts = read_facts(placed(**place))
    assert (facts.lon, facts.lat) == ("", "")


def test_a_place_with_a_zero_denominator_is_no_place() -> None:
    block = exif_block(taken_at=MORNING, lon="114.5", lat="33.5")
    whole = struct.pack("<II", 114, 1)
    assert whole in block
    assert read_facts(block.replace(whole, struct.pack("<II", 114, 0))).lon == ""


def test_a_make_that_is_written_as_bytes_is_read_as_text() -> None:
    assert read_facts(written({0x010F: b"Drawn\0rest", 0x0110: "12"})).camera == "Drawn 12"


def test_what_only_one_camera_writes_tells_it_from_its_twin() -> None:
    def camera(tag: int, value: str) -> str:
        return read_facts(written({0x010F: "Maker", 0x0110: "P60"}, {tag: value})).camera

    one, other = camera(0xA431, "SN0001"), camera(0xA431, "SN0002")
    assert one.startswith("Maker P60 #")
    assert one == camera(0xA431, "SN0001")
    assert len({one, other, camera(0xA430, "王芳"), "Maker P60"}) == 4
    assert "#" in camera(0xA420, "G13LSJA00VM G13LSKB01MA")
    for plain in ("", "00000017", "0", "b2f1c0d7e6a94b1d9c51d3f1e2a40917"):
        assert camera(0xA420, plain) == "Maker P60"  # it counts pictures
    assert camera(0xA431, "0000") == "Maker P60"  # nobody filled it in
    long = read_facts(written({0x0110: "M" * 500}, {0xA431: "7"})).camera
    assert len(long) == 80
    assert "#" in long
