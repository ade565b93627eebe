"""Codes on the slips."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.domain.ids import RoundId, TeamId
from inspector.exchange.identity import CROCKFORD, Random
from inspector.exchange.team_code import CodeMistyped, code_key, new_code, read_code, shown

codes = st.text(CROCKFORD, min_size=12, max_size=12)


@given(codes)
def test_a_code_is_read_however_it_is_typed(code: str) -> None:
    assert read_code(code) == code
    assert read_code(shown(code)) == code
    assert read_code(f"  {shown(code).lower()}\n") == code
    assert read_code(code.replace("0", "O").replace("1", "l")) == code
    assert read_code(code.replace("0", "o").replace("1", "I")) == code
    assert read_code("".join(chr(ord(letter) + 0xFEE0) for letter in code)) == code


def test_new_codes_have_three_groups_and_differ(make_random: Callable[[str], Random]) -> None:
    random = make_random("codes")
    drawn = {new_code(random) for _ in range(200)}
    assert len(drawn) == 200
    assert all([len(group) for group in code.split("-")] == [4, 4, 4] for code in drawn)
    assert len(read_code(new_code())) == 12


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "共 0 个"),
        ("7K3M-9QRT-0WX", "共 11 个"),
        ("7K3M-9QRT-0WXYZ", "共 13 个"),
        ("7K3M-9QRT-0WXU", "没有“U”这个字符"),
        ("村K3M-9QRT-0WXY", "没有“村”这个字符"),
    ],
)
def test_what_cannot_be_a_code_is_explained(typed: str, why: str) -> None:
    with pytest.raises(CodeMistyped) as caught:
        read_code(typed)
    assert caught.value.facts["why"] == why
    assert "短横可省略" in caught.value.advice()


def test_the_key_depends_on_county_round_team_and_code() -> None:
    def key(
        code: str = "7K3M9QRT0WXY", root: bytes = b"\1" * 32, place: str = "2026-11/T07"
    ) -> str:
        round_id, team = place.split("/")
        return code_key(code, root=root, round_id=RoundId(round_id), team=TeamId(team)).text

    same = key()
    assert same == key("7k3m-9qrt-owxy")
    others = {
        key("7K3M9QRT0WXZ"),
        key(root=b"\2" * 32),
        key(place="2026-12/T07"),
        key(place="2026-1/1T07"),
    }
    assert len(others | {same}) == 5
    # pinned: a slip printed by this version must open its dispatch for ever
    assert same == ("AGE-SECRET-KEY-1V94JTNMRYNUM0MSRL6G8GS8MNZ3CSLD347C0QJ7GJ3J7T32PDYSSHH3M6G")
