"""Rows on pages."""

from __future__ import annotations

from inspector.sheets.flow import Row, bound, pages_needed, paginate, room_left, space
from inspector.sheets.page import Page


def row(name: str, height: float = 30, *, keep: bool = False, again: tuple[Row, ...] = ()) -> Row:
    return Row(
        height=height,
        draw=lambda page, y: page.objects.add(f"{name}@{y:g}"),
        keep=keep,
        again=again,
    )


def placed(rows: list[Row]) -> list[set[str]]:
    pages = paginate(rows, lambda: Page(lambda *_: ""), top=10, bottom=110)
    return [page.objects for page in pages]


def test_rows_follow_one_another_until_the_page_is_full() -> None:
    assert placed([row("a"), row("b"), row("c"), row("d")]) == [
        {"a@10", "b@40", "c@70"},
        {"d@10"},
    ]


def test_a_row_that_keeps_moves_on_with_the_next_one() -> None:
    assert placed([row("a"), row("b"), row("c", keep=True), row("d")]) == [
        {"a@10", "b@40"},
        {"c@10", "d@40"},
    ]


def test_heads_come_again_on_a_new_page() -> None:
    head = row("head", 20)
    assert placed([row("a", 90), row("b", again=(head,)), row("c", again=(head,))]) == [
        {"a@10"},
        {"head@10", "b@30", "c@60"},
    ]


def test_a_row_higher_than_a_page_gets_one_of_its_own() -> None:
    assert placed([row("a"), row("b", 500), row("c")]) == [{"a@10"}, {"b@10"}, {"c@10"}]


def test_no_rows_are_one_empty_page() -> None:
    assert placed([]) == [set()]
    assert placed([space(5), row("a")]) == [{"a@15"}]


def test_pages_are_counted_as_they_are_filled() -> None:
    head = row("head", 20)
    rows = [row("a", 90), row("b", 70, again=(head,)), row("c", again=(head,))]
    assert pages_needed(rows, top=10, bottom=110) == len(placed(rows)) == 3
    assert pages_needed([], top=10, bottom=110) == len(placed([])) == 1


def test_the_last_rows_of_a_table_stay_with_what_follows() -> None:
    table = [row("a"), row("b"), row("c")]
    assert placed([*bound(table, last=2), row("signed", 35)]) == [
        {"a@10"},
        {"b@10", "c@40", "signed@70"},
    ]


def test_what_the_last_page_has_left_is_told() -> None:
    rows = [row("a"), row("b"), row("c"), row("d")]
    assert room_left(rows[:2], top=10, bottom=110) == 40
    assert room_left(rows, top=10, bottom=110) == 70
    assert room_left([row("a", 500)], top=10, bottom=110) == 0
