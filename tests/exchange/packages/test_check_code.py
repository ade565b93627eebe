"""Check characters: the same at both ends, typed as people do."""

from __future__ import annotations

import hmac
from hashlib import sha256

import pytest

from inspector.exchange.check_code import CheckMistyped, check_of, read_check
from inspector.exchange.identity import CROCKFORD

SECRET, PACKAGE = bytes(range(32)), "ab" * 32


def test_they_are_the_first_forty_bits() -> None:
    digest = hmac.digest(SECRET, b"wxp rcp\0" + PACKAGE.encode(), sha256)
    number = int.from_bytes(digest, "big") >> 216
    code = check_of(SECRET, PACKAGE).replace("-", "")
    assert [CROCKFORD.index(letter) for letter in code] == [
        number >> shift & 31 for shift in range(35, -1, -5)
    ]
    assert check_of(SECRET, PACKAGE) != check_of(bytes(32), PACKAGE)


def test_any_way_of_typing_them_is_read() -> None:
    code = check_of(SECRET, PACKAGE)
    assert read_check(code.lower()) == read_check(code.replace("-", " ")) == code
    assert read_check("oIl0-ABCD") == "0110-ABCD"


@pytest.mark.parametrize("wrong", ["", "ABC", "ABCD-EFGHJ", "ABCD-EFGU", "ABCD-EF!?"])
def test_what_cannot_be_one_is_said(wrong: str) -> None:
    with pytest.raises(CheckMistyped):
        read_check(wrong)
