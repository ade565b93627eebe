"""Keys under a PIN, and objects under a key."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.domain.canonical import Tree, canonical
from inspector.platform.keys import (
    DEFAULT_COST,
    MAX_MEMORY,
    ContentDamaged,
    Cost,
    KeyFileDamaged,
    PinTooShort,
    WrongPin,
    decrypt,
    encrypt,
    random_key,
    unwrap_key,
    wrap_key,
)

CHEAP = Cost(n=2)
KEY = bytes(range(32))


def test_the_pin_opens_the_key_and_another_does_not() -> None:
    tree = wrap_key(KEY, "314159", cost=CHEAP)
    assert unwrap_key(tree, " 314159 ") == KEY
    with pytest.raises(WrongPin):
        unwrap_key(tree, "314158")


def test_full_width_digits_are_the_same_pin() -> None:
    tree = wrap_key(KEY, "３１４１５９", cost=CHEAP)
    assert unwrap_key(tree, "314159") == KEY
    assert unwrap_key(tree, "３１４１５９\u3000") == KEY


def test_the_default_cost_opens_again_and_stays_within_its_memory() -> None:
    tree = wrap_key(KEY, "一二三四五六")
    assert tree["n"] == DEFAULT_COST.n
    assert DEFAULT_COST.n * 1024 < MAX_MEMORY
    assert unwrap_key(tree, "一二三四五六") == KEY


def test_the_wrapped_key_is_a_canonical_tree_without_the_key() -> None:
    text = canonical(wrap_key(KEY, "314159", cost=CHEAP))
    assert KEY.hex().encode() not in text
    assert b"314159" not in text


def test_another_context_does_not_open_the_key() -> None:
    tree = wrap_key(KEY, "314159", context=b"office", cost=CHEAP)
    with pytest.raises(WrongPin):
        unwrap_key(tree, "314159", context=b"field")


@pytest.mark.parametrize("pin", ["", "12345", "  1234  ", "一二三四五"])
def test_a_short_pin_is_refused(pin: str) -> None:
    with pytest.raises(PinTooShort, match="6"):
        wrap_key(KEY, pin, cost=CHEAP)


@pytest.mark.parametrize(
    "change",
    [
        {"kdf": "md5"},
        {"n": "2"},
        {"n": 1},
        {"n": 3},
        {"n": 2**30},
        {"p": 0},
        {"p": 99},
        {"p": None},
        {"salt": "*"},
        {"sealed": "密"},
    ],
)
def test_a_record_that_is_not_ours_is_refused_before_any_work(change: dict[str, Tree]) -> None:
    with pytest.raises(KeyFileDamaged):
        unwrap_key(wrap_key(KEY, "314159", cost=CHEAP) | change, "314159")


def test_random_keys_differ_and_have_256_bits() -> None:
    keys = {random_key() for _ in range(10)}
    assert len(keys) == 10
    assert {len(key) for key in keys} == {32}


@given(st.binary(max_size=200), st.binary(max_size=20))
def test_what_is_encrypted_comes_back(plaintext: bytes, context: bytes) -> None:
    sealed = encrypt(KEY, plaintext, context)
    assert len(sealed) == len(plaintext) + 28
    assert decrypt(KEY, sealed, context) == plaintext


@given(st.binary(min_size=1, max_size=60), st.data())
def test_every_flip_and_every_cut_is_found(plaintext: bytes, data: st.DataObject) -> None:
    sealed = encrypt(KEY, plaintext, b"photo")
    bit = data.draw(st.integers(0, len(sealed) * 8 - 1))
    flipped = bytearray(sealed)
    flipped[bit // 8] ^= 1 << bit % 8
    cut = data.draw(st.integers(0, len(sealed) - 1))
    for damaged in (bytes(flipped), sealed[:cut]):
        with pytest.raises(ContentDamaged):
            decrypt(KEY, damaged, b"photo")


def test_another_key_or_context_does_not_decrypt() -> None:
    sealed = encrypt(KEY, b"x", b"photo")
    with pytest.raises(ContentDamaged):
        decrypt(bytes(32), sealed, b"photo")
    with pytest.raises(ContentDamaged):
        decrypt(KEY, sealed, b"thumbnail")
    assert encrypt(KEY, b"x", b"photo") != sealed
