"""Keys of laptops and of the county."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from inspector.domain.canonical import canonical
from inspector.exchange.identity import (
    CountyRoot,
    DeviceIdentity,
    Random,
    Signer,
    fingerprint,
    key_id,
    signature_holds,
)

if TYPE_CHECKING:
    from tests.exchange.packages.conftest import Played


def test_a_key_is_named_by_the_first_16_bytes_of_its_digest() -> None:
    assert key_id(b"\1" * 32) == sha256(b"wxp key\0" + b"\1" * 32).hexdigest()[:32]


def test_a_fingerprint_is_sixteen_letters_that_people_can_read_out() -> None:
    mark = fingerprint(b"\1" * 32)
    assert [len(group) for group in mark.split("-")] == [4, 4, 4, 4]
    assert not set(mark) & set("ILOU")
    assert mark != fingerprint(b"\2" * 32)


def test_a_signature_holds_for_its_key_and_bytes_only(played: Played) -> None:
    signer = played.device.signer()
    signature = signer.sign(b"bytes")
    assert signature_holds(signer.public, signature, b"bytes")
    assert not signature_holds(signer.public, signature, b"other")
    assert not signature_holds(played.root.public, signature, b"bytes")
    assert not signature_holds(b"short", signature, b"bytes")


def test_keys_come_back_from_the_store(make_random: Callable[[str], Random]) -> None:
    device = DeviceIdentity.make(make_random("a"))
    assert DeviceIdentity.from_bytes(device.to_bytes()) == device
    root = CountyRoot.make(make_random("b"))
    assert CountyRoot.from_bytes(root.to_bytes()) == root
    assert root.recovery_text.startswith("AGE-SECRET-KEY-1")
    assert root.recipients == (root.sealing.recipient, root.recovery.recipient)


def test_keys_are_random_unless_told_otherwise() -> None:
    assert DeviceIdentity.make() != DeviceIdentity.make()
    assert CountyRoot.make() != CountyRoot.make()


def test_no_secret_shows_in_a_repr(played: Played) -> None:
    shown = repr((played.device, played.root, played.device.signer(), played.invitation))
    secrets = (played.device.signing, played.root.signing, played.invitation.secret)
    assert not any(repr(secret)[2:-1] in shown for secret in secrets)


@pytest.mark.parametrize(
    "stored",
    [
        b"",
        b"[]",
        canonical({"v": 2, "kind": "device"}),
        canonical({"v": 1, "kind": "county", "signing": "00" * 32, "sealing": "00" * 32}),
        canonical({"v": 1, "kind": "device", "signing": "00", "sealing": "00" * 32}),
        canonical({"v": 1, "kind": "device", "signing": "zz", "sealing": "00" * 32}),
    ],
)
def test_something_else_is_no_key(stored: bytes) -> None:
    with pytest.raises(ValueError, match=r".*"):
        DeviceIdentity.from_bytes(stored)


def test_the_county_introduces_itself_and_a_laptop_does_not(played: Played) -> None:
    assert played.root.signer().introduces
    assert played.device.signer() == Signer(seed=played.device.signing)
    assert played.device.fingerprint == fingerprint(played.device.public)
