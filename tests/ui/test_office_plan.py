"""Planning a round in the window: what is asked, what is refused, what is shown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from office_window import OfficeWindow, office_window
from played_county import County
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from inspector.domain.ids import RoundId
from inspector.domain.team import Pattern
from inspector.ui.pages.plan import texts
from inspector.ui.pages.plan.lines import days_of
from inspector.ui.pages.plan.page import HANDED, LIST, MATRIX, PlanPage
from inspector.ui.pages.plan.setup import Wish
from inspector.ui.widgets.label import Label

NEXT = RoundId("2026-12")


@pytest.fixture
def window(county: County, qtbot: QtBot) -> Iterator[OfficeWindow]:
    with office_window(county.office, qtbot) as window:
        yield window


@pytest.fixture
def page(window: OfficeWindow) -> PlanPage:
    return window.plan()


def ask(page: PlanPage, pattern: Pattern, *, shift: str = "", seed: str = "") -> None:
    page.setup.show_round(NEXT, pattern)
    page.setup.renamed.emit()
    page.setup.show_round(NEXT, pattern)
    page.setup.shift.setText(shift)
    page.setup.seed.setText(seed)


def pairs(page: PlanPage) -> list[tuple[str, ...]]:
    return [page.list.lines.line(row).cells for row in range(page.list.lines.rowCount())]


def words(page: PlanPage) -> str:
    return " ".join(label.text() for label in page.findChildren(Label) if label.isVisible())


def test_a_round_that_went_out_is_shown_and_cannot_be_planned_again(
    page: PlanPage, qtbot: QtBot
) -> None:
    assert page.setup.name() == "2026-11"
    assert len(pairs(page)) == 4
    assert "已下发，不能重排" in page.note.text()
    qtbot.wait(1)
    assert "全部通过" in words(page)
    page.plan_round()
    assert "不能重排" in page.note.text()


@pytest.mark.parametrize("pattern", [Pattern.ROTATE, Pattern.SWAP, Pattern.DRAW])
def test_every_pattern_is_planned_and_shown(
    window: OfficeWindow, page: PlanPage, pattern: Pattern
) -> None:
    ask(page, pattern)
    page.plan_round()
    found = pairs(page)
    assert {cells[0] for cells in found} == {"T01", "T02", "T03", "T04"}
    assert all(cells[1] != cells[3] for cells in found), "nobody inspects the own township"
    assert page.note.text() == texts.NOT_OUT
    window.press(Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert page.views.at == MATRIX
    table = page.matrix.table
    states = [
        table.pairs.state(row, column)
        for row in range(table.pairs.rowCount())
        for column in range(1, table.pairs.columnCount())
    ]
    assert states.count(texts.NOW) == len(found)
    assert states.count(texts.OWN) == 4


def test_a_round_of_another_kind_is_planned_by_its_name(page: PlanPage) -> None:
    ask(page, Pattern.ROTATE)
    page.setup.kind.setText("走走")
    page.plan_round()
    assert "没有“走走”这种考评方式" in page.note.text()
    page.setup.kind.setText("资料调阅")
    page.plan_round()
    assert page.review is not None
    assert page.review.plan.round.kind == "records"
    assert page.setup.kind.text() == "资料调阅"
    page.setup.kind.setText("")
    page.plan_round()
    assert page.review.plan.round.kind == "cross"
    assert page.setup.kind.text() == ""


def test_four_teams_cannot_cross_and_the_rule_is_named(page: PlanPage) -> None:
    ask(page, Pattern.CROSS)
    page.plan_round()
    assert "“交叉”排不出这一轮，卡在规则“同轮不互查”" in page.note.text()


def test_the_same_seed_draws_the_same_round(page: PlanPage, qtbot: QtBot) -> None:
    ask(page, Pattern.DRAW, seed="４１７")
    page.plan_round()
    qtbot.wait(1)
    first = pairs(page)
    assert "种子 417。" in words(page)
    page.plan_round()
    assert pairs(page) == first


def test_a_shift_that_breaks_a_rule_is_refused_in_place(page: PlanPage) -> None:
    ask(page, Pattern.ROTATE, shift="1")
    page.plan_round()
    assert "卡在规则“3 轮内不重复查同一乡镇”" in page.note.text()
    assert page.review is None


@pytest.mark.parametrize(
    ("pattern", "shift", "seed", "sentence"),
    [
        (Pattern.ROTATE, "1.5", "", texts.SHIFT_BAD),
        (Pattern.DRAW, "", "abc", texts.SEED_BAD),
        (Pattern.DRAW, "", "-3", texts.SEED_BAD),
    ],
)
def test_a_number_that_is_none_is_said(
    page: PlanPage, pattern: Pattern, shift: str, seed: str, sentence: str
) -> None:
    ask(page, pattern, shift=shift, seed=seed)
    QTest.keyClick(page.setup.round, Qt.Key.Key_Return)
    assert page.note.text() == sentence


def test_a_round_needs_a_name(page: PlanPage) -> None:
    page.setup.round.setText("  ")
    page.plan_round()
    assert page.note.text() == texts.ROUND_MISSING
    page.setup.round.setText("十一月")
    page.plan_round()
    assert "不能用" in page.note.text()


def test_full_width_names_are_taken(page: PlanPage) -> None:
    page.setup.round.setText("２０２６－１２")
    wish = page.setup.wish()
    assert isinstance(wish, Wish)
    assert wish.round == "2026-12"


def test_nothing_goes_out_without_a_plan_or_a_folder(window: OfficeWindow, page: PlanPage) -> None:
    ask(page, Pattern.ROTATE)
    page.dispatch()
    assert page.note.text() == texts.FIRST_PLAN
    page.plan_round()
    page.ask_folder = str
    page.dispatch()
    assert window.shell.jobs.running is None
    assert page.review is not None
    assert not page.review.went_out


def test_a_second_copy_has_the_same_codes(
    window: OfficeWindow, page: PlanPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def codes() -> list[str]:
        return [page.handed.lines.line(row).cells[3] for row in range(4)]

    before = codes()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(tmp_path / "two"))
    window.press(Qt.Key.Key_F10)
    window.idle()
    assert codes() == before
    assert page.views.at == HANDED
    assert len(list((tmp_path / "two").glob("*.wxp"))) == 4
    assert "4 个下发包写好" in window.shell.toast.sentence()


def test_views_turn_and_an_unsent_round_has_no_list_of_files(page: PlanPage) -> None:
    ask(page, Pattern.SWAP)
    page.plan_round()
    assert page.views.at == LIST
    page.views.setFocus()
    QTest.keyClick(page.views, Qt.Key.Key_Right)
    QTest.keyClick(page.views, Qt.Key.Key_Right)
    assert page.views.at == HANDED
    assert "还没有下发" in words(page)


def test_a_pattern_says_what_it_does(page: PlanPage) -> None:
    ask(page, Pattern.ROTATE)
    QTest.keyClick(page.setup.patterns, Qt.Key.Key_Right)
    assert page.setup.pattern is Pattern.CROSS
    assert page.note.text() == texts.PATTERN_TOLD[1]


def test_days_are_rounded_up() -> None:
    assert [days_of(sites, 5) for sites in (1, 5, 6, 34)] == [1, 1, 2, 7]
