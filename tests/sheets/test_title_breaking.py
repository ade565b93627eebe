"""Titles break at ends of words, and widen or narrow evenly."""

from __future__ import annotations

import pytest

from inspector.sheets.official_faces import official_faces
from inspector.sheets.official_grid import SPAN, styles_of
from inspector.sheets.title_breaking import title_lines

STYLE = styles_of(official_faces()).title


def broken(title: str) -> tuple[str, ...]:
    return title_lines(tuple(title.split("|")), STYLE, SPAN)


def test_a_short_title_stays_on_a_line_and_loses_its_mark() -> None:
    assert broken("关于整改|的通知") == ("关于整改的通知",)


def test_a_title_breaks_where_its_template_says() -> None:
    title = "关于2026年11月“五星”支部创建|考评排名情况的通报"
    assert broken(title) == ("关于2026年11月“五星”支部创建", "考评排名情况的通报")


@pytest.mark.parametrize(
    "title",
    [
        "关于印发黍垣县农村基层党组织“五星”支部创建实地考评工作方案的通知",
        "中共黍垣县委组织部关于2026年第四季度农村基层党组织“五星”支部创建交叉考评发现问题整改情况的通报",
    ],
)
def test_a_long_title_without_marks_breaks_between_words(title: str) -> None:
    lines = broken(title)
    assert "".join(lines) == title
    assert len(lines) > 1
    assert all("“五星”" in line or "五星" not in line for line in lines)
    assert all(STYLE.width(line) <= SPAN for line in lines)
    assert all(line[-1] in "于的月度县创建作” 评织题况部" for line in lines[:-1])


def test_three_lines_never_have_a_waist() -> None:
    widths = [
        STYLE.width(line)
        for line in broken(
            "关于2026年第四季度农村基层党组织|“五星”支部创建交叉考评发现问题|"
            "整改情况和下一步打算的通报"
        )
    ]
    assert len(widths) == 3
    assert not widths[0] > widths[1] < widths[2]


def test_a_title_without_any_end_of_word_is_broken_all_the_same() -> None:
    title = "支" * 50
    assert "".join(broken(title)) == title
    assert len(broken(title)) == 3


def test_a_title_of_far_too_many_characters_takes_as_many_lines_as_it_needs() -> None:
    assert len(broken("支部" * 60)) > 4
