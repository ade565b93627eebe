"""Ticked ledgers: what cells cost, days of steps and their order, and how paper says it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.domain.ids import CheckpointCode, ItemCode
from inspector.domain.ledger import (
    COUNTS,
    DISORDERED,
    FLAGS,
    MISSING,
    NOT_DUE,
    QUESTIONS,
    STEPS,
    THERE,
    cell_words,
    disordered,
    free_words,
    full_cells,
    is_day,
    may_count,
    misses,
    ordered,
    out_of_order,
)
from inspector.domain.rubric import Checkpoint, Grid, Rubric
from inspector.domain.rules import EntryMismatch, checkpoint_points
from inspector.domain.scoring import score
from inspector.domain.visit import Entry, ItemEntry

SIX = Grid(
    kind=STEPS,
    rows=("事项一", "事项二"),
    columns=("提议", "商议", "审议", "决议", "决议公开", "结果公开"),
)
BLANK = ",,,,,"


def decisions(rural: Rubric) -> Checkpoint:
    return rural.checkpoint(CheckpointCode("ZB-2.3"))


@pytest.mark.parametrize(
    ("dates", "wrong"),
    [
        (BLANK, set()),
        ("03-12,03-15,03-18,03-20,03-21,04-02", set()),
        ("03-12,03-12,03-12,03-12,03-12,03-12", set()),
        ("03-12,03-20,03-18,03-22,,", {2}),
        ("03-12,03-20,03-18,03-19,03-21,", {2, 3}),
        ("12-20,12-28,01-03,01-05,,", set()),
        ("01-03,12-28,,,,", {1}),
        (",,05-01,,04-30,", {4}),
        ("02-29,03-01,,,,", set()),
    ],
)
def test_a_step_before_an_earlier_one_is_out_of_order(dates: str, wrong: set[int]) -> None:
    assert out_of_order(dates) == wrong


days = st.dates().map(lambda day: f"{day:%m-%d}") | st.just("")


@given(st.lists(days, min_size=6, max_size=6))
def test_the_first_day_is_never_out_of_order_and_marks_are_settled(given_days: list[str]) -> None:
    dates = ",".join(given_days)
    cells = ordered(THERE * 6, dates)
    assert ordered(cells, dates) == cells
    first = next((at for at, day in enumerate(given_days) if day), 0)
    assert cells[first] == THERE
    assert all(cells[at] == THERE for at, day in enumerate(given_days) if not day)


def test_what_has_no_day_keeps_its_letter() -> None:
    assert ordered("n-xyyy", "03-12,,,03-01,,") == "y-xxyy"


@pytest.mark.parametrize("text", ["", "3-12", "02-30", "13-01", "00-10", "03-12 ", "０３-12"])
def test_what_is_no_day_is_none(text: str) -> None:
    assert not is_day(text)


def test_leap_days_are_days() -> None:
    assert is_day("02-29")


def test_paper_names_what_is_missing_and_what_came_too_early() -> None:
    told = cell_words(SIX, ("ynxyyy", "yyyyyn"), ("03-12,,03-10,,,", BLANK))
    assert told == ("事项一缺 商议", "事项一顺序不对：审议（3月10日）", "事项二缺 结果公开")
    assert cell_words(SIX, ("yyxyyy", "yyyyyy")) == ("事项一顺序不对：审议",)
    assert cell_words(SIX, ()) == ()


def test_questions_begin_unasked_and_their_reasons_name_them() -> None:
    asked = Grid(kind=QUESTIONS, rows=("抽问",), columns=("1", "2", "3"))
    assert full_cells(asked) == (NOT_DUE * 3,)
    assert cell_words(asked, (MISSING * 3,)) == ()


def test_a_loss_says_which_cells_it_is_for(rural: Rubric) -> None:
    entry = Entry(defects=2, cells=("ynyyyy", "yyxyyy"), dates=(BLANK, "03-12,03-20,03-18,,,"))
    counted = {ItemCode("ZB-2"): ItemEntry(entries={CheckpointCode("ZB-2.3"): entry})}
    (loss,) = (one for one in score(rural, counted).losses if one.checkpoint == "ZB-2.3")
    assert loss.reasons == ("事项一缺 商议", "事项二顺序不对：审议（3月18日）")


@pytest.mark.parametrize(
    ("cells", "dates"),
    [
        (("yyyyyy", "yyyyyy"), ("03-12,03-20,03-18,,,", BLANK)),
        (("yyxyyy", "yyyyyy"), ("03-12,03-20,03-22,,,", BLANK)),
        (("yyyyyy", "yyyyyy"), ("03-12,03-40,,,,", BLANK)),
        (("yyyyyy", "yyyyyy"), (BLANK,)),
        (("yyyyyy", "yyyyyy"), (",,,,", BLANK)),
        ((), (BLANK, BLANK)),
    ],
)
def test_days_that_do_not_fit_the_cells_are_refused(
    rural: Rubric, cells: tuple[str, ...], dates: tuple[str, ...]
) -> None:
    short = sum(row.count(MISSING) + row.count(DISORDERED) for row in cells)
    with pytest.raises(EntryMismatch):
        checkpoint_points(decisions(rural), Entry(defects=short, cells=cells, dates=dates))


@pytest.mark.parametrize(
    ("disorder", "cost", "records"),
    [(COUNTS, 3, {3}), (FLAGS, 1, {1}), ("", 1, {1, 3})],
)
def test_the_form_says_what_the_wrong_order_costs(
    disorder: str, cost: int, records: set[int]
) -> None:
    """A form that says nothing flags it; older records that counted it stand."""
    grid, cells = replace(SIX, disorder=disorder), ("ynxyyy", "yyyxyy")
    assert misses(grid, cells) == cost
    assert disordered(cells) == 2
    assert may_count(grid, cells) == records


def test_what_is_only_flagged_is_told_as_costing_nothing() -> None:
    cells, dates = ("ynxyyy", "yyyyyy"), ("03-12,,03-10,,,", BLANK)
    assert free_words(SIX, cells, dates) == ("事项一顺序不对：审议（3月10日）",)
    assert free_words(replace(SIX, disorder=COUNTS), cells, dates) == ()
    assert free_words(SIX, ("ynyyyy", "yyyyyy")) == ()


def test_a_record_that_counts_what_the_form_only_flags_is_refused(rural: Rubric) -> None:
    counting = decisions(rural)
    assert counting.grid is not None
    entry = Entry(defects=2, cells=("ynxyyy", "yyyyyy"))
    assert checkpoint_points(counting, entry) == 500
    flagging = replace(counting, grid=replace(counting.grid, disorder=FLAGS))
    assert checkpoint_points(flagging, replace(entry, defects=1)) == 550
    with pytest.raises(EntryMismatch, match="缺 1 处，记录却是 2 处"):
        checkpoint_points(flagging, entry)
    silent = replace(counting, grid=replace(counting.grid, disorder=""))
    assert checkpoint_points(silent, entry) == 500
