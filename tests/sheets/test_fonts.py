"""Which face draws which character."""

from __future__ import annotations

import pytest

from inspector.sheets.fonts import (
    REPLACEMENT,
    Typeface,
    bold,
    chosen,
    printable,
    regular,
)

RARE = "㟃䢺䴙𬇙𠙶垌垴"


def test_every_character_of_gb2312_and_rare_place_names_is_in_the_regular_face() -> None:
    rows = (bytes((high, low)) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF))
    gb2312 = "".join(row.decode("gb2312", "ignore") for row in rows)
    assert len(gb2312) == 6763
    assert regular().missing(gb2312 + RARE) == ()
    assert bold().faces[0].characters.issuperset(gb2312 + RARE)


def test_the_two_faces_have_names_of_their_own() -> None:
    assert regular().faces[0].name == "NotoSansSC-Regular"
    assert bold().faces[0].name == "NotoSansSC-BoldGBSubset"


def test_a_character_that_bold_lacks_falls_back_to_regular_alone() -> None:
    rare = next(
        sign for sign in map(chr, range(0x3400, 0x4DB5)) if sign not in bold().faces[0].characters
    )
    runs = bold().runs(f"后{rare}村")
    assert [text for _, text in runs] == ["后", rare, "村"]
    assert [face.name for face, _ in runs] == [
        "NotoSansSC-BoldGBSubset",
        "NotoSansSC-Regular",
        "NotoSansSC-BoldGBSubset",
    ]


def test_a_character_in_no_face_is_shown_as_a_mark_and_reported() -> None:
    assert regular().missing("村🙂委🙂会") == bold().missing("🙂") == ("🙂",)
    assert "".join(text for _, text in regular().runs("村🙂委")) == f"村{REPLACEMENT}委"
    assert regular().width("🙂", 10) == regular().width(REPLACEMENT, 10)


def test_faces_without_the_mark_cannot_stand_in() -> None:
    with pytest.raises(ValueError, match="replacement"):
        chosen((), "村")


def test_widths_are_those_of_the_face() -> None:
    assert regular().width("村村", 10) == 20
    assert regular().width("", 10) == 0
    assert regular().width("1", 10) < 10


def test_text_is_composed_and_unseen_characters_go() -> None:
    assert printable("e\u0301\u200b村\ufeff\t委\U000e0100") == "é村 委"


def test_a_typeface_is_read_once() -> None:
    assert regular() is regular()
    assert isinstance(bold(), Typeface)
