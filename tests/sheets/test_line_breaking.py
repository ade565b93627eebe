"""Where Chinese lines may break."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.sheets.line_breaking import INDENT, NOT_FIRST, NOT_LAST, break_lines

EM = 10


def wide(text: str) -> float:
    """Measure as print does: Latin signs half as wide as Chinese ones."""
    return sum(EM / 2 if ord(sign) < 0x2000 else EM for sign in text)


signs = st.sampled_from("支部过硬产业兴旺生态宜居，。、；：？！（）《》“”‘’—…〔〕【】%·ab19.-/ ")
texts = st.text(signs, min_size=1, max_size=120)
widths = st.integers(min_value=3, max_value=30).map(lambda ems: ems * EM)


def squeezed(text: str) -> str:
    return text.replace(" ", "")


@given(texts, widths)
def test_no_line_is_wider_than_its_column(text: str, width: int) -> None:
    assert all(wide(line) <= width for line in break_lines(text, width, wide))


@given(texts, widths)
def test_nothing_but_blanks_is_lost(text: str, width: int) -> None:
    assert squeezed("".join(break_lines(text, width, wide))) == squeezed(text)


def clusters_fit(text: str, width: int) -> bool:
    """Say whether every run of marks with its neighbours fits a line, so that none is torn."""
    tied = set(NOT_FIRST) | set(NOT_LAST)
    longest = run = 0
    for sign in text:
        run = run + 1 if sign in tied or sign.isascii() else 0
        longest = max(longest, run)
    return (longest + 3) * EM <= width


@given(texts, widths)
def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(
    text: str, width: int
) -> None:
    if not clusters_fit(text, width):
        return
    lines = break_lines(text, width, wide)
    assert not any(line[0] in NOT_FIRST for line in lines[1:])
    assert not any(line[-1] in NOT_LAST for line in lines[:-1])


@given(texts, widths)
def test_breaking_again_changes_nothing(text: str, width: int) -> None:
    for line in break_lines(text, width, wide):
        assert break_lines(line, width, wide) == [line]


def test_words_and_figures_stay_whole() -> None:
    lines = break_lines("上年集体收入 12.5 万元，见 ZB-2.3 与 PDF/A-2b 两项", 9 * EM, wide)
    joined = "\n".join(lines)
    assert all(word in joined for word in ("12.5", "ZB-2.3", "PDF/A-2b"))


def test_a_figure_stays_with_its_unit() -> None:
    for width in range(5 * EM, 20 * EM, EM):
        lines = break_lines("算法：评为差，得 0 分，比满分 20 分少 20 分", width, wide)
        assert not any(line.endswith(("0", "20")) for line in lines)


@pytest.mark.parametrize(
    "text",
    [
        "算法：3 处 × 0.5 分 = 扣 1.5 分",
        "抽 5 户，2 户不合格 × 1 分 × 5 ÷ 4 = 扣 2.5 分",
        "低于 20：差 3.2 × 0.2 分 = 扣 0.64 分",
        "得 4.5 分，比满分 6 分少 1.5 分",
    ],
)
def test_a_figure_stays_with_what_the_sum_says_before_it(text: str) -> None:
    for width in range(7 * EM, 30 * EM, EM):
        lines = break_lines(text, width, wide)
        assert not any(line[-1] in "=×÷扣得差抽少" for line in lines)


def test_double_dash_and_ellipsis_are_not_torn_apart() -> None:
    for width in range(4 * EM, 12 * EM, EM):
        lines = break_lines("一听二看三查——现场打分……当场反馈", width, wide)
        assert any("——" in line for line in lines)
        assert any("……" in line for line in lines)


def test_a_percent_sign_stays_with_its_figure() -> None:
    lines = break_lines("得分率不到百分之六十即 60% 的", 12 * EM, wide)
    assert not any(line.startswith("%") for line in lines)


def test_the_indent_of_a_paragraph_stays() -> None:
    assert break_lines(INDENT + "支部过硬产业兴旺", 6 * EM, wide)[0] == INDENT + "支部过硬"


def test_a_word_longer_than_the_line_is_torn_rather_than_printed_over_the_edge() -> None:
    assert break_lines("0123456789", 2 * EM, wide) == ["0123", "4567", "89"]


def test_a_sign_wider_than_the_column_stands_alone() -> None:
    assert break_lines("支部", 1, wide) == ["支", "部"]


def test_empty_and_blank_texts_are_one_line() -> None:
    assert break_lines("", 10, wide) == [""]
    assert break_lines(" " * 20, 10, wide) == [""]
