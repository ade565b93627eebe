"""Lines that reach both edges, and marks that give way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.sheets import justifying
from inspector.sheets.fonts import regular
from inspector.sheets.justifying import CLOSING, OPENING, SLACK, SetLine, set_paragraph, signs_of
from inspector.sheets.line_breaking import INDENT, NOT_FIRST, NOT_LAST
from inspector.sheets.page import Page, Style

STYLE = Style(regular, 16, 29)
CELL = 16
signs = st.sampled_from("支部过硬产业兴旺生态宜居，。、；：？（）《》“”—…〔〕ab19.-/ ")
texts = st.text(signs, min_size=1, max_size=120)
widths = st.integers(min_value=6, max_value=28).map(lambda cells: cells * CELL)


def lines(text: str, cells: float = 10, cell: float = 1) -> list[SetLine]:
    return set_paragraph([(text, STYLE)], cells * CELL * cell, cell=cell)


def words(text: str, cells: float = 10) -> list[str]:
    return [line.text for line in lines(text, cells)]


@given(texts, widths)
def test_no_line_runs_over_its_column(text: str, width: int) -> None:
    found = set_paragraph([(text, STYLE)], width)
    assert all(line.width <= width + 2 * SLACK for line in found)


@given(texts, widths)
def test_nothing_but_blanks_at_breaks_is_lost(text: str, width: int) -> None:
    found = "".join(line.text for line in set_paragraph([(text, STYLE)], width))
    assert found.replace(" ", "") == text.replace(" ", "")


@given(st.text(st.sampled_from("支部过硬，。（）“”、"), min_size=30, max_size=90))
def test_every_line_but_the_last_reaches_the_right_edge(text: str) -> None:
    found = lines(text, 14)
    assert all(line.width == pytest.approx(14 * CELL, abs=0.1) for line in found[:-1])


@given(st.lists(st.sampled_from(("支部", "，", "“五星”", "（社区）", "考评。")), max_size=40))
def test_no_line_begins_or_ends_with_what_may_not_stand_there(parts: list[str]) -> None:
    found = words(f"县{''.join(parts)}", 12)
    tied = set("".join(parts)) <= set("支部，“五星”（社区）考评。")
    assert tied
    joined = [line for line in found[1:] if line[0] in NOT_FIRST]
    run = max((len(part) for part in "".join(parts).replace("，", "\0").split("\0")), default=0)
    assert not joined or run < len("".join(parts))  # a torn run of marks alone may do so
    assert all(line[-1] not in NOT_LAST for line in found[:-1])


def test_a_full_line_of_characters_takes_a_cell_each() -> None:
    (line,) = lines("支部过硬产业兴旺生态", 10, cell=0.987)
    assert line.steps == pytest.approx([CELL * 0.987] * 10)


def test_the_last_line_is_not_spread_unless_asked() -> None:
    *_, last = lines("支部过硬产业兴旺生态宜居")
    assert last.width == pytest.approx(2 * CELL)
    *_, last = set_paragraph([("支部过硬产业兴旺生态宜居", STYLE)], 10 * CELL, last=True)
    assert last.width == pytest.approx(10 * CELL)


def test_of_two_marks_that_meet_the_blank_between_goes() -> None:
    (line,) = lines("（一）、“五", 28)
    assert line.width == pytest.approx(5 * CELL)  # six characters, two halves pressed
    (line,) = lines("村：“五", 28)
    assert line.steps[1] == pytest.approx(CELL / 2)


def test_a_closing_mark_at_the_end_may_lose_its_half() -> None:
    assert words("支部过硬产业兴旺生态。宜居") == ["支部过硬产业兴旺生", "态。宜居"]
    assert words("支部过硬产业兴旺生态。宜居", 10.5) == ["支部过硬产业兴旺生态。", "宜居"]


def test_marks_within_a_line_give_a_quarter_before_a_line_breaks() -> None:
    found = lines("支部，过硬，产业兴旺，生。宜居", 12)
    assert found[0].text == "支部，过硬，产业兴旺，生。"
    assert found[0].width == pytest.approx(12 * CELL)
    assert CELL * 0.7 < found[0].steps[2] < CELL


def test_figures_keep_what_they_count_and_a_day_its_month() -> None:
    text = "全县共发现问题三3,214个，限于2026年11月17日前改到位"
    for cells in range(8, 24):
        found = words(text, cells)
        assert sum("3,214个" in line for line in found) == 1
        assert sum("2026年" in line for line in found) == 1
        assert sum("11月17日" in line for line in found) == 1


def test_room_is_never_put_into_a_latin_word_an_indent_or_a_dash() -> None:
    line = lines(f"{INDENT}支部WPS办公——兴旺{'过硬' * 4}", 14)[0]
    pairs = dict(zip(line.text, line.steps, strict=True))
    assert line.steps[0] == CELL
    assert pairs["W"] == pytest.approx(STYLE.width("W"))
    assert line.steps[line.text.index("—")] == pytest.approx(STYLE.width("—"))


def test_one_character_never_makes_up_the_last_line() -> None:
    assert words("支部过硬产业兴旺生态宜。") == ["支部过硬产业兴旺生", "态宜。"]
    assert words("支部过硬产业兴旺生 态宜。", 10.3) == ["支部过硬产业兴旺生", "态宜。"]
    assert words("支部过硬产业兴2026年宜。", 11) == [
        "支部过硬产业兴2026年",
        "宜。",
    ]  # a figure stays


def test_a_word_wider_than_the_line_is_torn() -> None:
    found = words("http://" + "a" * 60, 8)
    assert len(found) > 2
    assert "".join(found) == "http://" + "a" * 60


def test_spans_of_two_types_share_a_line() -> None:
    big = Style(regular, 22, 36)
    (line,) = set_paragraph([("一、", big), ("支部", STYLE)], 400)
    assert [sign.style.size for sign in line.signs] == [22, 22, 16, 16]


def test_a_line_is_drawn_in_runs_of_one_look() -> None:
    shown: list[str] = []

    def show(_style: Style, run: str) -> str:
        shown.append(run)
        return f"<{run.encode().hex()}> Tj "

    page = Page(show)
    lines("支部过硬产，业兴旺生态宜居", 10.5)[0].draw(page, 0, 20)
    assert shown == ["支部过硬产，业兴旺", "生"]
    assert page.content.decode().count(" 0 Tc") == 1  # the spacing ends with its run


def test_marks_are_of_one_kind() -> None:
    assert not CLOSING & OPENING
    assert set("，。、") <= CLOSING
    assert not signs_of([("", STYLE)], 1)
    assert set_paragraph([("", STYLE)], 100)[0].text == ""


def test_a_word_in_brackets_is_not_torn() -> None:
    whole = "全县各乡镇和县直各有关单位以及各驻村工作队，还有参加考评的全部各村"
    assert words(f"{whole}（社区）都要对照整改", 35) == [whole, "（社区）都要对照整改"]
    assert words("各村（社区）都要对照", 5)[0] == "各村（社"  # three of five would gape
    assert words("各村（两委", 5) == ["各村（两委"]
    assert words("甲（乙（丙）丁戊", 20) == ["甲（乙（丙）丁戊"]


def widest(found: list[SetLine]) -> float:
    """Return the most that is put between two characters of any line but the last, in ems."""
    return max(
        (step - sign.wide) / CELL
        for line in found[:-1]
        for step, sign in zip(line.steps[:-1], line.signs, strict=False)
    )


def test_a_long_figure_does_not_leave_one_line_gaping(monkeypatch: pytest.MonkeyPatch) -> None:
    text = f"{'支部过硬产业兴旺' * 5}共1234567890个{'生态宜居' * 5}"
    evened = lines(text, 15)
    monkeypatch.setattr(justifying, "LOOSE", 9)
    greedy = lines(text, 15)
    assert len(evened) == len(greedy)
    assert "".join(line.text for line in evened) == text
    assert widest(evened) < widest(greedy) / 2


def test_where_nothing_can_be_shared_the_first_lines_stay_full() -> None:
    found = words(f"支部{'a' * 37}支部支部", 22)
    assert found == ["支部", "a" * 37 + "支", "部支部"]
    whole = "支部过硬产业兴旺生态宜居平安支部过硬产业"
    assert words(f"{whole}{'a' * 37}支部支部", 22) == [whole, "a" * 37 + "支", "部支部"]
