"""Coverage: cells by key, exceptions, filters, the village behind a cell."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from office_window import OfficeWindow, office_window
from played_county import County, at_office
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from inspector.domain.coverage import CoverageState
from inspector.domain.ids import RoundId
from inspector.domain.team import Pattern
from inspector.ui.pages.coverage.cells import FIRST
from inspector.ui.pages.coverage.filters import STATES
from inspector.ui.pages.coverage.page import CoveragePage
from inspector.ui.pages.coverage.village import VillageCard
from inspector.ui.widgets.label import Label
from inspector.ui.widgets.told_list import TOLD_ROLE, Told


@pytest.fixture
def window(county: County, qtbot: QtBot) -> Iterator[OfficeWindow]:
    """T01 has handed in its two sites, and another laptop of it says something else."""
    first = county.hand_in(county.laptop)
    second = county.hand_in(county.open_laptop("t01b", "T01"), seed=9, sites=1)
    with at_office(county.office) as desk:
        county.accept(desk, [first, second])
    with office_window(county.office, qtbot) as window:
        yield window


@pytest.fixture
def page(window: OfficeWindow) -> CoveragePage:
    return window.coverage()


def key(page: CoveragePage, *keys: Qt.Key) -> None:
    for one in keys:
        QTest.keyClick(page.grid, one)


def here(page: CoveragePage) -> str:
    cell = page.grid.cell()
    return cell[1] if cell is not None else ""


def told(page: CoveragePage) -> list[Told]:
    model = page.list.lines
    return [model.index(row).data(TOLD_ROLE) for row in range(model.rowCount())]


def test_states_add_up_to_what_was_planned(page: CoveragePage) -> None:
    assert page.board is not None
    counts = page.filters.counts
    assert sum(counts.values()) == page.board.planned == 8
    assert counts[CoverageState.CONFLICT] == 1
    assert counts[CoverageState.MISSING] == 6


def test_arrows_walk_from_village_to_village_and_into_the_next_row(page: CoveragePage) -> None:
    names = [here(page)]
    for _step in range(8):
        key(page, Qt.Key.Key_Right)
        names.append(here(page))
    assert len(set(names[:-1])) == 7, "two villages of the county share a name"
    assert names[-1] == names[-2], "the last cell is the end"
    key(page, Qt.Key.Key_Home, Qt.Key.Key_Down, Qt.Key.Key_Up)
    assert here(page) == names[0]
    key(page, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Left)
    assert here(page) == names[1], "left of a row stands the end of the row above"
    key(page, Qt.Key.Key_End, Qt.Key.Key_Down)
    assert here(page) == names[-1]


def test_g_goes_from_one_exception_to_the_next_and_round(page: CoveragePage) -> None:
    exceptions = list(page.grid.cells().exceptions())
    assert len(exceptions) == 7
    found = set()
    for _press in exceptions:
        key(page, Qt.Key.Key_G)
        index = page.grid.currentIndex()
        found.add((index.row(), index.column()))
    assert found == set(exceptions)


def test_a_filter_leads_to_its_cells_only_and_esc_takes_it_off(page: CoveragePage) -> None:
    page.filters.cursor_at = STATES.index(CoverageState.CONFLICT)
    QTest.keyClick(page.filters, Qt.Key.Key_Return)
    cell = page.grid.cell()
    assert cell is not None
    assert cell[2] is CoverageState.CONFLICT
    assert len(list(page.grid.cells().exceptions())) == 1
    page.grid.grab()
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert page.filters.only is None
    assert page.grid.cells().only is None


def test_every_gap_is_named_with_township_and_tail(page: CoveragePage) -> None:
    assert page.board is not None
    text = " ".join(f"{line.title} {line.text}" for line in told(page))
    for gap in page.board.gaps:
        assert f"{gap.name} {gap.code[-3:]}" in text
        assert gap.township in text
        assert f"{gap.team} 组欠" in text


def test_a_line_at_the_side_leads_to_its_cell(page: CoveragePage) -> None:
    row, line = next(
        (row, line) for row, line in enumerate(told(page)) if line.key and "欠" in line.title
    )
    page.list.choose(row)
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    cell = page.grid.cell()
    assert cell is not None
    assert cell[0] == line.key


def test_enter_opens_the_village_with_what_is_held_of_it(page: CoveragePage) -> None:
    page.grid.next_exception()
    while page.grid.cell() and page.grid.cell()[2] is not CoverageState.CONFLICT:  # type: ignore[index]  # just asked
        page.grid.next_exception()
    key(page, Qt.Key.Key_Return)
    cards = page.findChildren(VillageCard)
    assert len(cards) == 1
    words = " ".join(label.text() for label in cards[0].findChildren(Label))
    assert "T01 组　已定稿" in words
    assert "两台电脑记得不一样" in words
    QTest.keyClick(cards[0], Qt.Key.Key_Return)
    assert not cards[0].isVisible()


def test_a_village_that_is_missing_says_who_owes_it(page: CoveragePage) -> None:
    page.filters.picked.emit(STATES.index(CoverageState.MISSING))
    key(page, Qt.Key.Key_Return)
    words = " ".join(
        label.text() for label in page.findChildren(VillageCard)[0].findChildren(Label)
    )
    assert "还没有收到这个村的数据" in words


def test_the_list_of_what_is_missing_is_printed(
    window: OfficeWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.coverage()
    out = tmp_path / "催交单.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(out), ""))
    window.press(Qt.Key.Key_F7)
    window.idle()
    assert out.read_bytes().startswith(b"%PDF")
    assert "催交单.pdf" in window.shell.toast.sentence()


def test_in_a_small_window_the_names_come_forward_by_f8(
    window: OfficeWindow, page: CoveragePage
) -> None:
    window.shell.resize(1093, 546)
    QApplication.sendPostedEvents()
    assert not page.list.isVisible()
    window.press(Qt.Key.Key_F8)
    assert page.list.isVisible()
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert not page.list.isVisible()
    assert page.grid.columnWidth(FIRST) > 10


def test_coming_back_keeps_the_village(window: OfficeWindow, page: CoveragePage) -> None:
    key(page, Qt.Key.Key_Down, Qt.Key.Key_Right)
    before = page.grid.cell()
    window.intake()
    window.coverage()
    assert page.grid.cell() == before


def test_planning_the_next_round_does_not_hide_the_one_in_hand(
    window: OfficeWindow, page: CoveragePage
) -> None:
    plan = window.plan()
    plan.setup.show_round(RoundId("2026-12"), Pattern.SWAP)
    plan.plan_round()
    window.coverage()
    assert page.board is not None
    assert page.board.round == "2026-11"
    assert page.board.received == 2
