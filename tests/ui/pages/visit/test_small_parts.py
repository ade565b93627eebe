"""Burst, grid cursor, second keys, and names of stars."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject

from inspector.domain.ids import ItemCode
from inspector.domain.rubric import Grid, Rubric
from inspector.domain.visit import EMPTY, ItemEntry
from inspector.ui.pages.visit import second_key
from inspector.ui.pages.visit.burst import Burst
from inspector.ui.pages.visit.grid_cursor import GridCursor
from inspector.ui.pages.visit.star_bar import font_width, short_name

MONTHS = Grid(kind="months", rows=("大会", "支委会"), columns=("1", "2", "3"), due=((3,), ()))
STEPS = Grid(kind="steps", rows=("修路",), columns=("提议", "商议"))


class Clock:
    def __init__(self, *times: float) -> None:
        self.times = list(times)

    def __call__(self) -> float:
        return self.times.pop(0)


def word(letters: str, *times: float) -> str:
    burst = Burst(Clock(*times))
    found: tuple[str, ...] = ()
    for depth, letter in enumerate(letters):
        found = tuple(stroke.letter for stroke in burst.take(letter, depth))
    return "".join(found)


def test_three_quick_letters_look_like_a_word() -> None:
    assert word("CHA", 0, 0.2, 0.4) == "CHA"


def test_one_letter_repeated_is_counting() -> None:
    assert word("AAAA", 0, 0.1, 0.2, 0.3) == ""


def test_two_of_one_reason_and_one_of_another_are_no_word() -> None:
    assert word("AAB", 0, 0.1, 0.2) == ""
    assert word("EEBB", 0, 0.1, 0.2, 0.3) == ""
    assert word("ABA", 0, 0.1, 0.2) == "ABA"


def test_slow_letters_are_reasons() -> None:
    assert word("ABC", 0, 0.4, 0.8) == ""


def test_leaving_the_row_starts_anew() -> None:
    burst = Burst(Clock(0, 0.1, 0.2))
    burst.take("C", 0)
    burst.take("H", 0)
    burst.forget()
    assert burst.take("A", 0) == ()


def test_a_grid_opens_full_where_something_is_due() -> None:
    assert GridCursor.opening(MONTHS, ()).cells == ("--y", "yyy")
    assert GridCursor.opening(MONTHS, ("--n", "yyy")).cells == ("--n", "yyy")


def test_the_cursor_stays_inside() -> None:
    grid = GridCursor.opening(MONTHS, ()).moved(9, 9)
    assert (grid.row, grid.column) == (1, 2)
    grid = grid.moved(-9, -9)
    assert (grid.row, grid.column) == (0, 0)


def test_a_cell_is_there_or_missing_and_a_step_may_be_out_of_order() -> None:
    month = GridCursor.opening(MONTHS, ()).at(1, 0)
    assert month.toggled().cells[1] == "nyy"
    assert month.toggled().toggled().cells[1] == "yyy"
    step = GridCursor.opening(STEPS, ())
    assert step.toggled().toggled().cells == ("xy",)
    assert step.toggled().toggled().toggled().cells == ("yy",)


def test_a_cell_that_was_not_due_can_be_ticked_after_all() -> None:
    grid = GridCursor.opening(MONTHS, ())
    assert grid.toggled().cells[0] == "y-y"
    assert grid.not_due().cells[0] == "y-y"
    assert grid.at(1, 1).not_due().cells[1] == "y-y"


def test_a_zero_case_needs_its_key_twice(rural: Rubric) -> None:
    item = rural.item(ItemCode("ST-2"))
    assert second_key.question("Z", item, EMPTY).armed
    answer = second_key.answer("Z", "Z", item, EMPTY)
    assert answer is not None
    assert answer.entry is not None
    assert answer.entry.zero is not None
    assert answer.ask
    off = second_key.answer("Z", "Z", item, answer.entry)
    assert off is not None
    assert off.entry == EMPTY
    assert second_key.answer("Z", "A", item, EMPTY) is None


def test_several_zero_cases_are_chosen_by_digit(rural: Rubric) -> None:
    item = replace(rural.item(ItemCode("ST-2")), zero_if=("焚烧", "倾倒"))
    assert "2 倾倒" in second_key.question("Z", item, EMPTY).sentence
    answer = second_key.answer("Z", "2", item, EMPTY)
    assert answer is not None
    assert answer.entry is not None
    assert answer.entry.zero is not None
    assert answer.entry.zero.condition == "倾倒"
    assert second_key.answer("Z", "3", item, EMPTY) is None
    assert second_key.answer("Z", "Z", item, EMPTY) is None


def test_an_item_without_zero_case_says_so(rural: Rubric) -> None:
    question = second_key.question("Z", rural.item(ItemCode("ZB-1")), EMPTY)
    assert not question.armed


def test_not_applicable_quotes_the_form_where_it_is_refused(rural: Rubric) -> None:
    question = second_key.question("N", rural.item(ItemCode("CY-4")), EMPTY)
    assert not question.armed
    assert "不得选" in question.sentence


def test_not_applicable_needs_its_key_twice_and_goes_the_same_way(rural: Rubric) -> None:
    item = replace(rural.item(ItemCode("CY-4")), allow_na=True)
    assert second_key.question("N", item, EMPTY).armed
    answer = second_key.answer("N", "N", item, EMPTY)
    assert answer is not None
    assert answer.entry == ItemEntry(na=item.na_rule)
    assert second_key.question("N", item, answer.entry).armed
    off = second_key.answer("N", "N", item, answer.entry)
    assert off is not None
    assert off.entry == EMPTY


def test_a_row_is_cleared_by_the_second_key_only(rural: Rubric) -> None:
    item = rural.item(ItemCode("ST-2"))
    assert second_key.question("X", item, EMPTY).armed
    answer = second_key.answer("X", "X", item, EMPTY)
    assert answer is not None
    assert answer.clear


def test_a_star_s_name_is_shortened_as_people_do_and_never_cut(qapp: QObject) -> None:
    del qapp
    whole, less = (font_width(name, bold=True) for name in ("平安法治星", "平安法治"))
    assert short_name("平安法治星", whole, bold=True) == "平安法治星"
    assert short_name("平安法治星", less, bold=True) == "平安法治"
    assert short_name("平安法治星", less - 1, bold=True) == "平安"
    assert short_name("平安法治星", 1, bold=True) == "平安"
