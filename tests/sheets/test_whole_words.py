"""Lists and sentences in narrow columns."""

from __future__ import annotations

import pytest

from inspector.sheets.page import plain
from inspector.sheets.whole_words import clause_lines, whole_lines

STYLE = plain(10)
STARS = ("支部过硬星", "产业兴旺星", "共享星")


@pytest.mark.parametrize("width", range(60, 240, 7))
def test_no_word_of_a_list_is_torn_that_fits_a_line(width: int) -> None:
    lines = whole_lines(STARS, STYLE, width, lead="负责：")
    assert "".join(lines) == "负责：支部过硬星、产业兴旺星、共享星"
    assert all(STYLE.width(line) <= width for line in lines)
    assert all(any(star in line for line in lines) for star in STARS)


def test_a_word_wider_than_the_column_is_torn_and_nothing_is_lost() -> None:
    lines = whole_lines(("易地扶贫搬迁安置点", "广场"), STYLE, 45)
    assert "".join(lines) == "易地扶贫搬迁安置点、广场"
    assert all(STYLE.width(line) <= 45 for line in lines)
    assert whole_lines((), STYLE, 45, lead="拍") == ["拍"]
    assert whole_lines((), STYLE, 45) == [""]


def test_a_sentence_breaks_after_a_mark_where_that_costs_no_line() -> None:
    assert clause_lines("成员配备齐全、缺额及时补选", STYLE, 125) == [
        "成员配备齐全、",
        "缺额及时补选",
    ]
    assert clause_lines("缺额补选", STYLE, 125) == ["缺额补选"]


@pytest.mark.parametrize(
    "text",
    [
        "易地扶贫搬迁集中安置区党支部，好",
        "甲，易地扶贫搬迁集中安置区党支部",
        "一二三，四五六，七八九，十一二",
    ],
)
def test_else_it_breaks_anywhere(text: str) -> None:
    assert clause_lines(text, STYLE, 62) == STYLE.lines(text, 62)
