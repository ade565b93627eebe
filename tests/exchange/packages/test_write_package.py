"""Writing a package."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pyrage
import pytest

from inspector.domain.canonical import NotCanonical
from inspector.domain.errors import Cancelled, InspectorError
from inspector.domain.ids import Digest
from inspector.domain.progress import Ticket
from inspector.exchange.header import Counts
from inspector.exchange.open_package import describe
from inspector.exchange.record_lines import RecordTooLong
from inspector.exchange.seal import MAX_OBJECTS, PackageTooBig
from inspector.exchange.strict_zip import MAX_OBJECT
from inspector.exchange.write_package import (
    PackedObject,
    Payload,
    PhotoUnfit,
    ReadBackFailed,
    write_package,
)
from inspector.platform.durable import DiskFull

if TYPE_CHECKING:
    from tests.exchange.packages.conftest import Played

Pack = Callable[..., PackedObject]
MakeJpeg = Callable[..., bytes]


def test_the_header_says_what_is_inside(
    played: Played, tmp_path: Path, pack_photo: Pack, make_jpeg: MakeJpeg
) -> None:
    photos = [pack_photo(make_jpeg(number)) for number in (1, 2, 1)]
    path = tmp_path / "T07.wxp"
    payload = Payload(records=[{"t": "x"}], objects=iter(photos))
    written = write_package(
        path, played.facts(), payload, played.device.signer(), played.book.recipients, Ticket()
    )
    claims = describe(path)
    assert (claims.package_id, claims.size) == (written.package_id, written.size)
    assert written.size == path.stat().st_size
    assert claims.header.counts == Counts(revisions=1, objects=2, bytes=2 * len(make_jpeg(1)))
    assert claims.header.facts == played.facts()
    assert len(claims.header.recipients) == 2


def test_the_payload_is_a_plain_zip_with_a_readme_for_notepad(
    played: Played, tmp_path: Path
) -> None:
    path = played.write(tmp_path / "open.wxp", recipients=[])
    with zipfile.ZipFile(io.BytesIO(path.read_bytes().split(b"\npay\n", 1)[1])) as opened:
        readme = opened.read("README.txt")
    assert readme.startswith(b"\xef\xbb\xbf")
    assert readme.count(b"\r\n") == readme.count(b"\n") > 5
    assert "五星考评数据包" in readme.decode("utf-8-sig")


def test_a_sealed_package_shows_nothing_of_its_records(played: Played, tmp_path: Path) -> None:
    path = played.write(tmp_path / "a.wxp", records=[{"t": "x", "note": "planted"}])
    assert b"planted" not in path.read_bytes()
    payload = path.read_bytes().split(b"\npay\n", 1)[1]
    key = pyrage.x25519.Identity.from_str(played.root.recovery_text)
    assert b"planted" in pyrage.decrypt(payload, [key])


def test_an_older_file_of_that_name_is_replaced(played: Played, tmp_path: Path) -> None:
    path = tmp_path / "a.wxp"
    path.write_bytes(b"old")
    assert played.read(played.write(path)).records == ()
    assert [each.name for each in tmp_path.iterdir()] == ["a.wxp"]


def unchanged(folder: Path, error: type[Exception], write: Callable[[Path], object]) -> Exception:
    """Check that a failed write leaves the folder as it was."""
    path = folder / "a.wxp"
    path.write_bytes(b"old")
    with pytest.raises(error) as caught:
        write(path)
    assert {each.name: each.read_bytes() for each in folder.iterdir()} == {"a.wxp": b"old"}
    return caught.value


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"open": lambda: b"other"}, "内容已改变"),
        ({"size": 3}, "内容已改变"),
        ({"media": "image/png"}, "不是照片或已损坏"),
        ({"size": MAX_OBJECT + 1}, "26,214,401 字节，太大"),
    ],
)
def test_a_photo_that_no_reader_would_take_is_named(
    played: Played,
    tmp_path: Path,
    pack_photo: Pack,
    make_jpeg: MakeJpeg,
    change: dict[str, object],
    why: str,
) -> None:
    photo = pack_photo(make_jpeg(1))
    unfit = replace(photo, **change)  # type: ignore[arg-type] # a table of mixed arguments
    error = unchanged(tmp_path, PhotoUnfit, lambda path: played.write(path, objects=[unfit]))
    assert isinstance(error, PhotoUnfit)
    if why == "内容已改变" or "大" in why or change.get("media"):
        assert error.facts == {"name": photo.digest[:12], "why": why}


def test_a_photo_that_cannot_be_loaded_leaves_nothing_behind(
    played: Played, tmp_path: Path, pack_photo: Pack, make_jpeg: MakeJpeg
) -> None:
    class VaultSays(InspectorError):
        code, what, next_step = "M999", "坏了。", "修。"

    def fail() -> bytes:
        raise VaultSays

    photos = [pack_photo(make_jpeg(1)), replace(pack_photo(make_jpeg(2)), open=fail)]
    unchanged(tmp_path, VaultSays, lambda path: played.write(path, objects=photos))


def test_too_many_photos_or_bytes_ask_for_several_packages(
    played: Played, tmp_path: Path, pack_photo: Pack, make_jpeg: MakeJpeg
) -> None:
    photo = pack_photo(make_jpeg(1))
    many = [replace(photo, digest=Digest(f"{number:064x}")) for number in range(MAX_OBJECTS + 1)]
    large = [replace(each, size=MAX_OBJECT) for each in many[:200]]
    for objects in (many, large):
        unchanged(tmp_path, PackageTooBig, lambda path, o=objects: played.write(path, objects=o))  # type: ignore[misc] # bound in the loop


def test_records_beyond_the_limits_are_refused(played: Played, tmp_path: Path) -> None:
    unchanged(
        tmp_path, RecordTooLong, lambda path: played.write(path, records=[{"t": "x" * 30_000}])
    )
    unchanged(tmp_path, NotCanonical, lambda path: played.write(path, records=[{"t": "e\u0301"}]))


def test_cancelling_leaves_nothing_behind(
    played: Played, tmp_path: Path, pack_photo: Pack, make_jpeg: MakeJpeg
) -> None:
    ticket = Ticket()
    ticket.cancel()
    payload = Payload(objects=[pack_photo(make_jpeg(1))])
    signer, recipients = played.device.signer(), played.book.recipients
    unchanged(
        tmp_path,
        Cancelled,
        lambda path: write_package(path, played.facts(), payload, signer, recipients, ticket),
    )


def test_progress_is_told_in_bytes_of_photos(
    played: Played, tmp_path: Path, pack_photo: Pack, make_jpeg: MakeJpeg
) -> None:
    told: list[tuple[int, int, str]] = []
    ticket = Ticket(lambda *step: told.append(step))
    photos = [pack_photo(make_jpeg(number)) for number in range(3)]
    size = sum(photo.size for photo in photos)
    payload = Payload(objects=photos)
    signer, recipients = played.device.signer(), played.book.recipients
    write_package(tmp_path / "a.wxp", played.facts(), payload, signer, recipients, ticket)
    assert told[-1] == (size, size, "打包照片")


@pytest.mark.parametrize("place", [0, 500, 4_500, -1])
def test_a_disk_that_gives_back_other_bytes_is_found_out(
    played: Played, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: int
) -> None:
    def lying(handle: int) -> None:
        # what a stick does that keeps other bytes than it was given
        if (size := os.fstat(handle).st_size) > 4_500:
            os.pwrite(handle, b"\xa5", place % size)

    monkeypatch.setattr("inspector.exchange.write_package.os.fsync", lying)
    error = unchanged(tmp_path, ReadBackFailed, played.write)
    assert isinstance(error, ReadBackFailed)
    assert "a.wxp" in error.sentence()


def test_a_long_package_is_proved_stretch_by_stretch(
    played: Played, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pack_photo: Pack,
    make_jpeg: MakeJpeg,
) -> None:  # fmt: skip
    monkeypatch.setattr("inspector.exchange.proving.STRETCH", 2**20)
    photos = [pack_photo(make_jpeg(number) + bytes(3 * 2**20)) for number in range(3)]
    path = played.write(tmp_path / "a.wxp", objects=photos)
    assert len(played.read(path).objects) == 3


def test_the_read_back_works_where_the_cache_cannot_be_dropped(
    played: Played, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr("os.posix_fadvise", raising=False)
    assert played.read(played.write(tmp_path / "a.wxp")).records == ()


def test_a_disk_without_room_is_named_before_anything_is_written(
    played: Played, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("inspector.platform.space.free_bytes", lambda _path: 1_000)
    unchanged(tmp_path, DiskFull, played.write)
