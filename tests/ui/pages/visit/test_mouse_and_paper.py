"""Everything that a key does can be clicked; and the sheet on the screen is the PDF."""

from __future__ import annotations

from pathlib import Path

import pytest
from paper_samples import mixed_pdf
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from inspector.domain.ids import CheckpointCode, ItemCode
from inspector.domain.visit import Entry
from inspector.domain.visit_paper import LeftGap
from inspector.ui.job import Jobs
from inspector.ui.pages.visit import sign_texts
from inspector.ui.pages.visit.desk import VisitDesk
from inspector.ui.pages.visit.page import VisitPage
from inspector.ui.pages.visit.route import Spot
from inspector.ui.pages.visit.row_layout import control_parts, lay_out
from inspector.ui.pages.visit.rows import ROW_ROLE
from inspector.ui.pages.visit.sheet_view import DrawnSheet
from inspector.ui.paper_pages import PaperPages
from inspector.ui.widgets.button import Kind
from inspector.ui.widgets.confirm import Confirm


@pytest.fixture
def page(
    qtbot: QtBot, desk: VisitDesk, jobs: Jobs, settings: QSettings, seconds: object
) -> VisitPage:
    page = VisitPage(desk, jobs, settings, seconds)  # type: ignore[arg-type]  # a slow clock
    qtbot.addWidget(page)
    page.resize(1366, 900)
    page.show()
    qtbot.waitExposed(page)
    return page


def click(page: VisitPage, act: str) -> None:
    """Click the part of the current row that stands for ``act``."""
    view = page.zone.rows
    view.doItemsLayout()
    index = view.currentIndex()
    row, rect = index.data(ROW_ROLE), view.visualRect(index)
    layout = lay_out(row, rect.width())
    parts = [*((part, key) for part, key in control_parts(row.checkpoint, layout.control))]
    parts += [(chip.rect, chip.act) for chip in layout.chips]
    for part, key in parts:
        if key == act:
            at = rect.topLeft() + part.center().toPoint()
            QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
            return
    raise AssertionError(f"no {act} on this row")


def stand(page: VisitPage, item: str, code: str) -> None:
    page.zone.go(Spot(step=None, item=ItemCode(item), checkpoint=CheckpointCode(code)))


def mark(page: VisitPage, code: str) -> Entry:
    return page.session.mark(ItemCode(code.partition(".")[0]), CheckpointCode(code))


def test_plus_minus_and_reasons_are_clicked(page: VisitPage) -> None:
    stand(page, "ST-2", "ST-2.1")
    for act in ("A", "+", "+", "-"):
        click(page, act)
    entry = mark(page, "ST-2.1")
    assert entry.defects == 2
    assert entry.reasons[0].text == "柴草乱堆"


def test_a_reason_without_a_letter_is_clicked_all_the_same(page: VisitPage) -> None:
    stand(page, "ST-2", "ST-2.1")
    row = page.zone.rows.currentIndex().data(ROW_ROLE)
    chips = lay_out(row, page.zone.rows.width()).chips
    assert [chip.key for chip in chips] == [*"ABCDEF", "", "", "T"]
    click(page, "phrase:6")
    click(page, "phrase:7")
    click(page, "phrase:7")
    entry = mark(page, "ST-2.1")
    assert [(reason.text, reason.count) for reason in entry.reasons] == [
        ("粪堆乱堆", 1),
        ("车辆乱停", 2),
    ]
    row = page.zone.rows.currentIndex().data(ROW_ROLE)
    chosen = [chip.text for chip in lay_out(row, page.zone.rows.width()).chips if chip.chosen]
    assert chosen == ["粪堆乱堆 ×1", "车辆乱停 ×2"], "each stands once"


def test_yes_no_and_levels_are_clicked(page: VisitPage) -> None:
    stand(page, "ST-1", "ST-1.1")
    click(page, "unmet")
    assert mark(page, "ST-1.1").met is False
    click(page, "met")
    assert mark(page, "ST-1.1").met is True
    stand(page, "ZB-1", "ZB-1.1")
    click(page, "level:1")
    assert mark(page, "ZB-1.1").level == "较好"


def test_cells_of_a_grid_are_clicked(page: VisitPage) -> None:
    stand(page, "ZB-4", "ZB-4.2")
    view = page.zone.rows
    view.doItemsLayout()
    rect = view.visualRect(view.currentIndex())
    layout = lay_out(view.currentIndex().data(ROW_ROLE), rect.width())
    assert layout.grid is not None
    left = layout.grid.left() + layout.names_width + layout.cell_width * 2.5
    at = rect.topLeft() + QPoint(round(left), round(layout.grid.top() + 24 + 16))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert mark(page, "ZB-4.2").cells == ("yynyyyyyyyyy",)


def test_clicking_another_row_only_goes_there(page: VisitPage) -> None:
    stand(page, "ST-2", "ST-2.1")
    view = page.zone.rows
    view.doItemsLayout()
    third = view.visualRect(view.model().index(2, 0))
    QTest.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, pos=third.topLeft() + QPoint(200, 20)
    )
    assert page.zone.spot.checkpoint == "ST-2.3"
    assert page.session.counted == {}


def test_stars_and_steps_are_clicked_and_walked(page: VisitPage) -> None:
    star = page.stars.segments()[3].center().toPoint()
    QTest.mouseClick(page.stars, Qt.MouseButton.LeftButton, pos=star)
    assert page.session.rubric.item(page.zone.spot.item).star == "PA"
    tabs = page.head.tabs
    tabs.setFocus()
    for key in (*[Qt.Key.Key_Right] * 4, Qt.Key.Key_Return):  # 起始, three steps, 核对
        QTest.keyClick(tabs, key)
    assert page.parts.part is page.review


def test_the_sheet_is_shown_as_a_draft_and_left_by_escape(page: VisitPage, qtbot: QtBot) -> None:
    page.paperwork.drawn.emit(DrawnSheet(PaperPages(mixed_pdf("A4", "A4"))))
    area = page.sheet.paper.area
    assert len(page.sheet.paper.pages or ()) == 2
    assert area.leaf(0).height() == pytest.approx(area.leaf(0).width() * 1.41, rel=0.01)
    assert not page.sheet.print_button.isVisible(), "a draft is not signed"
    assert page.sheet.save_button.kind is Kind.PRIMARY
    QTest.keyClick(area, Qt.Key.Key_PageDown)
    QTest.keyClick(area, Qt.Key.Key_Down)
    assert area.verticalScrollBar().value() > 0
    QTest.keyClick(area, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(page.sheet.paper.finder.words, Qt.Key.Key_Escape)
    assert page.sheet.isVisible()
    QTest.keyClick(area, Qt.Key.Key_Escape)
    assert page.parts.part is page.review
    assert not page.sheet.isVisible()
    del qtbot


def test_two_copies_of_a_sealed_sheet_are_printed_where_it_is_read(page: VisitPage) -> None:
    page.session.desk.seal("")
    page.paperwork.drawn.emit(DrawnSheet(PaperPages(mixed_pdf("A4"))))
    assert page.sheet.print_button.kind is Kind.PRIMARY
    assert page.sheet.save_button.kind is Kind.PLAIN
    asked: list[str] = []
    page.paperwork._jobs = Asked(asked)  # type: ignore[assignment]  # notes what is begun
    page.sheet.print_button.click()
    assert asked == [sign_texts.PRINT_JOB]


class Asked:
    """A queue that notes what it is asked to do."""

    def __init__(self, asked: list[str]) -> None:
        self._asked = asked

    def start(self, title: str, *_work: object) -> None:
        self._asked.append(title)


def test_the_sheet_is_saved_whole_under_a_name_every_system_takes(
    page: VisitPage, jobs: Jobs, tmp_path: Path, qtbot: QtBot
) -> None:
    assert page.paperwork.proposed_name() == "打分表_古塬镇后辛沟村_217.pdf"
    with qtbot.waitSignal(page.paperwork.said, timeout=5_000) as said:
        page.paperwork.save(tmp_path / "表.pdf")
    assert said.args is not None
    assert "表.pdf" in said.args[0]
    assert (tmp_path / "表.pdf").read_bytes().startswith(b"%PDF")
    assert jobs.wait()


def test_sealing_asks_first_and_its_button_repeats_the_act(page: VisitPage, qtbot: QtBot) -> None:
    page.session.desk.paper.put_left(
        [
            LeftGap(item=gap.item, checkpoint=gap.checkpoint, kind=gap.kind, reason="雨天")
            for gap in page.session.scorecard.gaps
        ]
    )
    page.show_review()
    page.review._ask_to_seal()
    questions = page.review.findChildren(Confirm)
    assert "后辛沟村" in questions[0].act.text()
    with qtbot.waitSignal(page.review.seal, timeout=1_000):
        questions[0].act.click()


def test_a_row_that_opens_comes_whole_into_view(page: VisitPage, qtbot: QtBot) -> None:
    page.resize(1366, 700)
    rows = page.zone.rows
    page.zone.go(Spot(step=None, item=ItemCode("ZB-2"), checkpoint=CheckpointCode("ZB-2.4")))
    for _ in range(2):
        QTest.keyClick(rows, Qt.Key.Key_Up)
        rect = rows.visualRect(rows.currentIndex())
        qtbot.waitUntil(
            lambda: rows.visualRect(rows.currentIndex()).bottom() <= rows.viewport().height()
        )
        assert rect.height() < rows.viewport().height()
