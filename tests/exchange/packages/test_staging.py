"""Taking a file off the stick."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from inspector.domain.errors import Cancelled
from inspector.domain.progress import Ticket
from inspector.exchange.frame import MAX_PACKAGE
from inspector.exchange.reject import Altered, CutOff, NotAPackage, TooLarge
from inspector.exchange.staging import framed, stage
from inspector.platform.durable import FileMissing, FileUnreadable, explaining

if TYPE_CHECKING:
    from inspector.exchange.write_package import PackedObject
    from tests.exchange.packages.conftest import Played


@pytest.fixture
def staging(tmp_path: Path) -> Path:
    folder = tmp_path / "staging"
    folder.mkdir()
    return folder


def test_the_copy_is_the_package_under_our_own_name(
    played: Played,
    tmp_path: Path,
    staging: Path,
    pack_photo: Callable[..., PackedObject],
    make_jpeg: Callable[..., bytes],
) -> None:
    photos = [pack_photo(make_jpeg(number)) for number in range(4)]
    source = played.write(tmp_path / "x(1).wxp", objects=photos)
    staged = stage(source, staging, Ticket())
    assert staged.path.parent == staging
    assert staged.path.read_bytes() == source.read_bytes()
    source.unlink()
    assert len(played.read(staged.path).objects) == 4
    assert played.read(staged) == played.read(staged.path)


def test_the_digest_taken_on_the_way_is_what_is_compared(
    played: Played, tmp_path: Path, staging: Path
) -> None:
    source = played.write(tmp_path / "a.wxp")
    altered = bytearray(source.read_bytes())
    altered[-1] ^= 1
    source.write_bytes(altered)
    staged = stage(source, staging, Ticket())
    with pytest.raises(Altered):
        played.read(staged)


def test_what_is_no_package_is_not_copied(tmp_path: Path, staging: Path) -> None:
    other = tmp_path / "a.zip"
    other.write_bytes(b"PK\3\4" + bytes(100))
    with pytest.raises(NotAPackage):
        stage(other, staging, Ticket())
    other.write_bytes(b"")
    with pytest.raises(CutOff):
        stage(other, staging, Ticket())
    assert list(staging.iterdir()) == []


def test_a_file_beyond_four_gigabytes_is_refused_unread(tmp_path: Path) -> None:
    large = tmp_path / "large.wxp"
    with large.open("wb") as file:
        os.truncate(file.fileno(), MAX_PACKAGE + 1)  # sparse: it takes no room
    with pytest.raises(TooLarge) as caught:
        framed(large)
    assert caught.value.facts == {"size": 2**32, "limit": 2**32 - 1}


def test_cancelling_removes_the_copy(played: Played, tmp_path: Path, staging: Path) -> None:
    source = played.write(tmp_path / "a.wxp")
    ticket = Ticket()
    ticket.cancel()
    with pytest.raises(Cancelled):
        stage(source, staging, ticket)
    assert list(staging.iterdir()) == []


def test_a_missing_file_or_a_folder_is_explained(tmp_path: Path, staging: Path) -> None:
    with pytest.raises(FileMissing):
        stage(tmp_path / "gone.wxp", staging, Ticket())
    with pytest.raises(FileUnreadable):
        stage(tmp_path, staging, Ticket())


def test_stick_and_disk_are_told_apart_when_they_fail(
    played: Played, tmp_path: Path, staging: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = played.write(tmp_path / "a.wxp")

    def pulled(_stick: object, _size: int) -> bytes:
        with explaining(source):
            raise OSError(errno.EIO, "pulled")

    with monkeypatch.context() as patch:
        patch.setattr("inspector.exchange.staging._Stick.read", pulled)
        with pytest.raises(FileUnreadable) as stick:
            stage(source, staging, Ticket())
    assert stick.value.facts["path"] == source
    with pytest.raises(FileMissing) as disk:
        stage(source, tmp_path / "gone", Ticket())
    assert str(disk.value.facts["path"]).startswith(str(tmp_path / "gone"))
    assert list(staging.iterdir()) == []
