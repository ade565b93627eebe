"""Names of files that every system takes, whatever stands on the list of villages."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from inspector.domain.file_name import MOST, safe_name, told_apart


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("周清单_@北/乡.", "周清单_@北_乡"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ('a\\b:c*d?e"f<g>h|i', "a_b_c_d_e_f_g_h_i"),
        ("CON", "_CON"),
        ("con.txt", "_con.txt"),
        ("COM¹", "_COM¹"),
        ("CONTENT", "CONTENT"),
        (" .北村. . ", "北村"),
        ("北\u202e村\u200b\x07", "北村"),
        ("e\u0301", "é"),
        ("", "_"),
        ("\ud800", "_"),
        ("㟃䢺𬇙", "㟃䢺𬇙"),
        ("=1+1", "=1+1"),
        ("南\t\n村", "南 村"),
    ],
)
def test_a_name_is_changed_only_where_a_system_refuses_it(name: str, called: str) -> None:
    assert safe_name(name) == called


def test_a_long_name_ends_with_a_whole_character_and_its_ending() -> None:
    called = safe_name("𬇙村" * 60, ".xlsx")
    assert called.endswith(".xlsx")
    assert len(called.encode()) <= MOST
    assert called.startswith("𬇙村𬇙村")


@given(st.text(max_size=400))
@example("0 \x08 0")
def test_no_text_at_all_makes_a_name_that_is_refused(name: str) -> None:
    called = safe_name(name, ".pdf")
    assert 5 <= len(called.encode()) <= MOST
    assert not set(called) & set('\\/:*?"<>|\n\0')
    assert called.removesuffix(".pdf") == called.removesuffix(".pdf").strip(" .")
    assert safe_name(called.removesuffix(".pdf"), ".pdf") == called


def test_names_that_become_alike_are_numbered_also_where_only_capitals_differ() -> None:
    taken: set[str] = set()
    names = ("北/村", "北:村", "北_村", "Ab", "aB", "南" * 200, "南" * 201)
    called = [told_apart(name, ".pdf", taken) for name in names]
    assert called[:5] == ["北_村.pdf", "北_村_2.pdf", "北_村_3.pdf", "Ab.pdf", "aB_2.pdf"]
    assert len({one.casefold() for one in called}) == len(names)
    assert all(len(one.encode()) <= MOST for one in called)
