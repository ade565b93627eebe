"""A gap is gone to from 核对 and left again when it is filled, not in the middle of a number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from inspector.actions.inventing import invent
from inspector.domain.rubric import Checkpoint, Item, Level, Ratio, Rubric
from inspector.domain.visit import Entry
from inspector.ui.job import Jobs
from inspector.ui.pages.visit import texts
from inspector.ui.pages.visit.desk import VisitDesk
from inspector.ui.pages.visit.page import VisitPage


def row_of(rubric: Rubric, rule: type) -> tuple[Item, Checkpoint]:
    """Return the first row of a rule, with its item."""
    return next(
        (item, row)
        for item in rubric.items()
        for row in item.checkpoints
        if isinstance(row.rule, rule)
    )


@pytest.fixture
def page(
    qtbot: QtBot, desk: VisitDesk, jobs: Jobs, settings: QSettings, seconds: object
) -> Iterator[VisitPage]:
    """A visit at 核对 whose first rate and first level are missing."""
    owed = [row_of(desk.rubric, rule)[1].code for rule in (Ratio, Level)]
    for code, entry in invent(desk.rubric, Random(1), care=0.9).items():
        rows = {row: Entry() if row in owed else mark for row, mark in entry.entries.items()}
        desk.put_item(code, replace(entry, entries=rows))
    page = VisitPage(desk, jobs, settings, seconds)  # type: ignore[arg-type]  # a fixture's type
    qtbot.addWidget(page)
    page.show()
    page.show_review()
    yield page
    assert jobs.wait()


def go_to(page: VisitPage, rule: type) -> Checkpoint:
    """Choose the gap of a row at 核对."""
    _item, row = row_of(page.session.rubric, rule)
    gap = next(gap for gap in page.session.scorecard.gaps if gap.checkpoint == row.code)
    page.review.fill.emit(gap)
    assert page.parts.part is None
    return row


def test_a_rate_is_typed_to_its_end_before_the_page_turns(page: VisitPage) -> None:
    """After the 9 of 95 the 5 chose the fifth gap, and 9 % stood as found."""
    said: list[str] = []
    page.toast.connect(said.append)
    row = go_to(page, Ratio)
    item, _row = row_of(page.session.rubric, Ratio)
    for digit, value in (("9", "9"), ("5", "95")):
        QTest.keyClicks(page.zone.rows, digit)
        assert page.parts.part is None
        assert page.session.mark(item.code, row.code).measure == Decimal(value)
    QTest.keyClick(page.zone.rows, Qt.Key.Key_Return)
    assert page.parts.part is page.review
    assert said[-1] == texts.GAP_FILLED


def test_a_level_is_one_key_and_turns_the_page_at_once(page: VisitPage) -> None:
    go_to(page, Level)
    QTest.keyClicks(page.zone.rows, "1")
    assert page.parts.part is page.review


def test_a_step_has_no_tick_while_a_value_is_missing(page: VisitPage) -> None:
    _item, row = row_of(page.session.rubric, Level)
    name = next(step.name for step in page.session.rubric.steps if step.id == row.step)

    def counted() -> tuple[int, int]:
        return next((done, count) for word, done, count in page.parts.tabs() if word == name)

    done, count = counted()
    assert done < count
    go_to(page, Level)
    QTest.keyClicks(page.zone.rows, "1")
    assert counted() == (done + 1, count)
