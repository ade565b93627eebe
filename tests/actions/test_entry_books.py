"""A workbook goes out blank and comes in filled: one site or a day, all of it or nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from played_county import ROUND, County, count_site, in_field, sites_of

from inspector.actions import entry_books, scoring, sealing
from inspector.actions.blank_paper import Wanted
from inspector.actions.finding import NoSuchSite
from inspector.domain.ids import CheckpointCode, ItemCode
from inspector.domain.visit import Objection, Reason
from inspector.exchange.entry_book_reader import BookFaulty


def row_of(sheet: Worksheet, code: str, words: str = "") -> int:
    """Return the row of a code; where several have it, the one whose text holds ``words``."""
    for number in range(1, sheet.max_row + 1):
        if sheet.cell(number, 1).value == code and words in str(sheet.cell(number, 2).value):
            return number
    raise AssertionError(code)


def fill(path: Path, cells: dict[tuple[str, str, int], object], *, sheet: int = 0) -> Path:
    """Type values into cells, each named by code, words of its text, and column from 1."""
    book = load_workbook(path)
    page = book.worksheets[sheet]
    for (code, words, column), value in cells.items():
        page.cell(row_of(page, code, words), column).value = value
    book.save(path)
    return path


ANSWER, SEEN, A, B, OWN, NOTE = 5, 6, 7, 8, 13, 14


def test_a_book_has_a_sheet_for_each_site_and_comes_back_as_counted(
    county: County, tmp_path: Path
) -> None:
    with in_field(county.laptop) as desk:
        path, places = entry_books.write_book(desk, tmp_path, Wanted())
        assert path.name == "录入表_2026-11_T01.xlsx"
        assert len(places) == 2
        assert entry_books.is_book(path)
        fill(
            path,
            {
                ("ST-2", "其余无问题", ANSWER): "是",
                ("ST-2.1", "", A): 2,
                ("ST-2.1", "", B): 1,
                ("ST-2.1", "", NOTE): "村口",
                ("ZB-1.1", "", ANSWER): "较好",
                ("ZB-1.4", "", ANSWER): "不符合",
                ("ZB-1.4", "", OWN): "没有通知；没有照片",
                ("ZB-1.6", "", ANSWER): 1,
                ("ZB-1.6", "", SEEN): "３",
                ("CY-3.1", "", ANSWER): 12.5,
                ("异议1", "", ANSWER): "ST-2",
                ("异议1", "", OWN): "当天刚下过雨",
                ("异议1", "", NOTE): "村书记",
            },
        )
        came = entry_books.enter_book(desk, path)
        (done,) = came.entered
        assert came.skipped == ()
        assert done.added == ("ZB-1", "CY-3", "ST-2")
        visit = scoring.open_visit(desk, sites_of(desk)[0])
    found = visit.counted
    first = found[ItemCode("ST-2")].entries[CheckpointCode("ST-2.1")]
    phrases = visit.rubric.checkpoint(CheckpointCode("ST-2.1")).phrases
    assert first.defects == 3, "reasons alone are as many defects as they say"
    assert first.reasons == (Reason(text=phrases[0], count=2), Reason(text=phrases[1]))
    assert first.note == "村口"
    others = [row for code, row in found[ItemCode("ST-2")].entries.items() if code != "ST-2.1"]
    assert all(row.filled for row in others)
    person = found[ItemCode("ZB-1")].entries
    assert person[CheckpointCode("ZB-1.1")].level == "较好"
    assert person[CheckpointCode("ZB-1.4")].met is False
    assert [one.text for one in person[CheckpointCode("ZB-1.4")].reasons] == [
        "没有通知",
        "没有照片",
    ]
    assert (person[CheckpointCode("ZB-1.6")].defects, person[CheckpointCode("ZB-1.6")].seen) == (
        1,
        3,
    )
    assert visit.objections == (Objection(item=ItemCode("ST-2"), text="当天刚下过雨", by="村书记"),)


def test_zero_case_and_ground_come_in(county: County, tmp_path: Path) -> None:
    with in_field(county.laptop) as desk:
        path, _ = entry_books.write_book(desk, tmp_path / "b.xlsx", Wanted(sites=("201",)))
        assert path == tmp_path / "b.xlsx"
        cells = {("ST-2", "零分情形", ANSWER): "是", ("ST-2", "零分情形", OWN): "照片"}
        entry_books.enter_book(desk, fill(path, {**cells}))
        zero = scoring.open_visit(desk, sites_of(desk)[0]).counted[ItemCode("ST-2")].zero
    assert zero is not None
    assert zero.basis == "照片"


def test_one_book_serves_a_day_and_what_is_sealed_stays(county: County, tmp_path: Path) -> None:
    with in_field(county.laptop) as desk:
        one, two = sites_of(desk)
        path, _ = entry_books.write_book(desk, tmp_path, Wanted())
        fill(path, {("ST-2.1", "", ANSWER): 1})
        fill(path, {("ST-2.1", "", ANSWER): 2}, sheet=1)
        assert len(entry_books.enter_book(desk, path, site=one).entered) == 1
        sealing.seal(desk, count_site(desk, one))
        came = entry_books.enter_book(desk, path)
        assert [why for _place, why in came.skipped] == ["已经定稿，没动"]
        assert len(came.entered) == 1
        visit = scoring.open_visit(desk, two)
    assert visit.counted[ItemCode("ST-2")].entries[CheckpointCode("ST-2.1")].defects == 2


def test_a_book_that_nobody_filled_says_so(county: County, tmp_path: Path) -> None:
    with in_field(county.laptop) as desk:
        path, _ = entry_books.write_book(desk, tmp_path, Wanted())
        with pytest.raises(entry_books.NothingFilled):
            entry_books.enter_book(desk, path)
        fill(path, {("ST-2.1", "", ANSWER): 1})
        with pytest.raises(entry_books.NothingFilled, match="㟃头村"):
            entry_books.enter_book(desk, path, site="㟃头村")
        with pytest.raises(NoSuchSite):
            entry_books.enter_book(desk, path, site="没有的村")
        with desk.store.reading() as reading:
            assert not any(reading.visits.one(line.uid) for line in reading.visits.lines())


def test_a_book_with_one_fault_changes_nothing(county: County, tmp_path: Path) -> None:
    with in_field(county.laptop) as desk:
        path, _ = entry_books.write_book(desk, tmp_path, Wanted())
        fill(path, {("ST-2.1", "", ANSWER): 1})
        fill(path, {("ST-2.1", "", ANSWER): "三处"}, sheet=1)
        with pytest.raises(BookFaulty, match="202"):
            entry_books.enter_book(desk, path)
        with desk.store.reading() as reading:
            assert not any(reading.visits.one(line.uid) for line in reading.visits.lines())


def test_only_visits_with_points_have_a_sheet(county: County, tmp_path: Path) -> None:
    with in_field(county.laptop) as desk:
        with desk.store.unit() as unit:
            round_ = unit.rounds.one(ROUND)
            assert round_ is not None
            first, second = unit.rounds.assignments(ROUND)
            asked = replace(first, visit=replace(first.visit, kind="survey"))
            unit.rounds.put(round_, [asked, second])
            unit.commit()
        path, places = entry_books.write_book(desk, tmp_path, Wanted())
        assert len(places) == 1
        assert path.name.endswith("㟃头村.xlsx")
        with pytest.raises(entry_books.NoScoredVisit):
            entry_books.write_book(desk, tmp_path, Wanted(sites=(asked.visit.site,)))
        fill(path, {("ST-2.1", "", ANSWER): 1})
        assert len(entry_books.enter_book(desk, path).entered) == 1
