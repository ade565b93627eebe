"""Sealing with age."""

from __future__ import annotations

import errno
import io
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pyrage
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.domain.errors import Cancelled
from inspector.exchange.identity import SealingKey
from inspector.exchange.reject import NotForUs, SealBroken
from inspector.exchange.seal import PackageTooBig, _Taker, seal, unseal

if TYPE_CHECKING:
    from tests.exchange.packages.conftest import Played

KEY = SealingKey(secret=b"\7" * 32)
OTHER = SealingKey(secret=b"\x08" * 32)


def sealed(*pieces: bytes) -> bytes:
    out = io.BytesIO()
    seal(iter(pieces), out, [KEY.recipient], limit=2**32)
    return out.getvalue()


def opened(payload: bytes, *keys: SealingKey) -> bytes:
    parts: list[bytes] = []
    unseal(io.BytesIO(payload), keys or (KEY,), parts.append)
    return b"".join(parts)


@given(st.lists(st.binary(max_size=2_000), max_size=5))
def test_what_was_sealed_is_opened(pieces: list[bytes]) -> None:
    assert opened(sealed(*pieces)) == b"".join(pieces)


def test_any_of_the_recipients_opens_it(played: Played) -> None:
    out = io.BytesIO()
    seal(iter([b"text"]), out, played.root.recipients, limit=2**32)
    assert opened(out.getvalue(), OTHER, played.root.sealing) == b"text"
    assert opened(out.getvalue(), played.root.recovery) == b"text"
    theirs = pyrage.x25519.Identity.from_str(played.root.recovery_text)
    assert pyrage.decrypt(out.getvalue(), [theirs]) == b"text"


def test_size_and_digest_are_of_what_stands_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "payload"
    with path.open("wb") as out:
        made = seal(iter([b"a" * 2**24, b"b" * 5]), out, [KEY.recipient], limit=2**32)
    assert made.size == path.stat().st_size
    assert opened(path.read_bytes()) == b"a" * 2**24 + b"b" * 5


def test_without_recipients_it_stays_in_clear() -> None:
    out = io.BytesIO()
    made = seal(iter([b"a", b"b"]), out, [], limit=2)
    assert (out.getvalue(), made.size) == (b"ab", 2)


def test_too_much_is_refused() -> None:
    for recipients in ([], [KEY.recipient]):
        with pytest.raises(PackageTooBig):
            seal(iter([b"a" * 300_000]), io.BytesIO(), recipients, limit=1_000)


def test_what_the_pieces_raise_comes_through() -> None:
    def pieces() -> Iterator[bytes]:
        yield b"a"
        raise Cancelled

    with pytest.raises(Cancelled):
        seal(pieces(), io.BytesIO(), [KEY.recipient], limit=2**32)


def test_what_the_disk_raises_comes_through(tmp_path: Path) -> None:
    class Full(io.BytesIO):
        def write(self, _piece: object) -> int:
            raise OSError(errno.ENOSPC, "full")

    for size in (10, 40 * 2**20):
        with pytest.raises(OSError, match="full") as caught:
            seal(iter([bytes(size)]), Full(), [KEY.recipient], limit=2**32)
        assert caught.value.errno == errno.ENOSPC
    assert list(tmp_path.iterdir()) == []


def test_a_recipient_that_is_none_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match=r".*"):
        seal(iter([]), io.BytesIO(), ["age1nonsense"], limit=2**32)


def test_a_stranger_does_not_open_it() -> None:
    with pytest.raises(NotForUs):
        opened(sealed(b"text"), OTHER)


def test_damage_anywhere_is_found_and_what_follows_is_not_handed_on() -> None:
    payload = sealed(bytes(200_000))
    for at in (0, 30, 100, len(payload) // 2, len(payload) - 1):
        damaged = bytearray(payload)
        damaged[at] ^= 1
        parts: list[bytes] = []
        with pytest.raises((SealBroken, NotForUs)):
            unseal(io.BytesIO(bytes(damaged)), [KEY], parts.append)
        assert not any(any(part) for part in parts)
    for size in (0, 10, 150, 70_000, len(payload) - 1):
        with pytest.raises(SealBroken):
            opened(payload[:size])


def test_what_the_taker_raises_comes_through_and_ends_it() -> None:
    pieces: list[bytes] = []

    def take(piece: bytes) -> None:
        pieces.append(piece)
        raise Cancelled

    # age writes what is left in its buffers after an error
    with pytest.raises(Cancelled):
        unseal(io.BytesIO(sealed(bytes(200_000))), [KEY], take)
    assert len(pieces) == 1


def test_nothing_happens_after_the_first_failure() -> None:
    taken: list[bytes] = []

    def take(piece: bytes) -> None:
        taken.append(piece)
        raise Cancelled

    taker = _Taker(take)
    for _ in range(2):
        with pytest.raises(Cancelled):
            taker.write(b"piece")
    assert taken == [b"piece"]


def test_an_error_of_the_disk_is_not_called_damage() -> None:
    class Gone(io.BytesIO):
        def readinto(self, _target: object, /) -> int:
            raise OSError(errno.EIO, "gone")

    with pytest.raises(OSError, match="gone"):
        unseal(Gone(), [KEY], lambda _piece: None)
