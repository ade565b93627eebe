"""Bech32 as age spells it."""

from __future__ import annotations

import pyrage
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.exchange import bech32
from inspector.exchange.identity import SealingKey, recipient_key


@given(st.binary(max_size=70))
def test_what_was_spelt_is_read(content: bytes) -> None:
    spelt = bech32.encode("age", content)
    assert bech32.decode("age", spelt) == content
    assert bech32.decode("age", spelt.upper()) == content


def test_keys_are_spelt_as_age_spells_them() -> None:
    theirs = pyrage.x25519.Identity.generate()
    ours = SealingKey.from_text(f" {theirs}\n")
    assert ours.text == str(theirs)
    assert ours.recipient == str(theirs.to_public())
    assert recipient_key(ours.recipient) == ours.public
    assert ours.secret.hex() not in repr(ours)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("age1qqqq", "wrong or missing"),
        ("bge1qqqqqqqq", "not a key"),
        ("Age1qqqqqqqq", "not a key"),
        ("age1bbbbbbbb", "wrong or missing"),
        ("", "not a key"),
    ],
)
def test_a_mistyped_key_is_refused(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        bech32.decode("age", text)


def test_every_single_wrong_letter_is_found() -> None:
    spelt = bech32.encode("age", bytes(range(32)))
    for at in range(4, len(spelt)):
        wrong = spelt[:at] + ("q" if spelt[at] != "q" else "p") + spelt[at + 1 :]
        with pytest.raises(ValueError, match="wrong or missing"):
            bech32.decode("age", wrong)


def test_left_over_bits_are_refused() -> None:
    words = [31]
    check = bech32._polymod([*bech32._expand("age"), *words, 0, 0, 0, 0, 0, 0]) ^ 1
    words += [check >> 5 * (5 - place) & 31 for place in range(6)]
    with pytest.raises(ValueError, match="left-over"):
        bech32.decode("age", "age1" + "".join(bech32._ALPHABET[word] for word in words))
