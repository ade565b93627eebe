"""Looking into a package without taking it."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from inspector.domain.canonical import Tree
from inspector.domain.ids import CountyCode
from inspector.domain.progress import Ticket
from inspector.exchange.open_package import describe, open_plain
from inspector.exchange.reject import Altered, NotForUs

if TYPE_CHECKING:
    from inspector.exchange.write_package import PackedObject
    from tests.exchange.packages.conftest import Played


def test_a_file_is_described_without_any_key(played: Played, tmp_path: Path) -> None:
    claims = describe(played.write(tmp_path / "a.wxp"))
    assert claims.header.facts.label == "第7考评组 2026-11-05 西薛庄村等4村"
    assert (claims.fingerprint, claims.enrolment) == ("", None)


def test_a_key_that_came_along_is_shown_as_people_compare_it(
    played: Played, tmp_path: Path
) -> None:
    line = played.invitation.enrol(played.device, county=CountyCode("419924"))
    enrolling = played.write(tmp_path / "a.wxp", signer=played.device.signer(line))
    assert describe(enrolling).fingerprint == played.device.fingerprint
    by_county = played.write(tmp_path / "b.wxp", signer=played.root.signer())
    assert describe(by_county).fingerprint == played.book.keys[0].fingerprint


def test_the_recovery_key_alone_writes_a_zip_that_anybody_opens(
    played: Played,
    tmp_path: Path,
    make_item: Callable[..., dict[str, Tree]],
    make_jpeg: Callable[..., bytes],
    pack_photo: Callable[..., PackedObject],
) -> None:
    photo = pack_photo(make_jpeg(1))
    path = played.write(tmp_path / "a.wxp", records=[make_item(1)], objects=[photo])
    out = tmp_path / "out"
    out.mkdir()
    plain = open_plain(path, [played.root.recovery], out, Ticket())
    assert plain.parent == out
    with zipfile.ZipFile(plain) as opened:
        assert opened.testzip() is None
        name = f"objects/{photo.digest[:2]}/{photo.digest}.jpg"
        assert opened.read(name) == make_jpeg(1)


def test_nothing_is_left_of_a_package_that_does_not_open(played: Played, tmp_path: Path) -> None:
    path = played.write(tmp_path / "a.wxp")
    out = tmp_path / "out"
    out.mkdir()
    with pytest.raises(NotForUs):
        open_plain(path, [played.device.sealing], out, Ticket())
    whole = path.read_bytes()
    path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))  # never the byte that stood there
    with pytest.raises(Altered):
        open_plain(path, [played.root.recovery], out, Ticket())
    assert list(out.iterdir()) == []
