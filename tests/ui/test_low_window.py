"""A window of 1093×546 at 115 %: what is done first is in sight, and nothing scrolls sideways."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from played_county import Clock
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from inspector.ui.job import Jobs
from inspector.ui.look import look, u
from inspector.ui.navigation import BAR, FOLDED, Navigation, Workspace
from inspector.ui.page import Entry, Page
from inspector.ui.pages.clues.decision_form import DecisionForm
from inspector.ui.pages.clues.page import LIST_WIDTH
from inspector.ui.pages.office_new.page import OfficeNewPage
from inspector.ui.pages.restoring.page import RestorePage
from inspector.ui.pages.visit.item_list import second_words
from inspector.ui.pages.visit.star_bar import StepTabs
from inspector.ui.pages.welcome.page import WelcomePage
from inspector.ui.restore_door import Restoring
from inspector.ui.theme import THEMES
from inspector.ui.widgets.button import Button
from inspector.ui.widgets.column_list import MOST_LINES, Column, ColumnList, Line
from inspector.ui.widgets.page_head import PageHead

ROOM = (1093, 546)
NAME = "黄泛区农场第三分场与清渠镇共同管理的东西大街及南北环路联合社区村"
COLUMNS = (Column(title="村", width=90, share=1), Column(title="分", width=60, right=True))


@pytest.fixture(params=THEMES)
def _worn(request: pytest.FixtureRequest) -> Iterator[None]:
    look().switch(request.param)
    look().rescale(1.15)
    yield
    look().switch("light")
    look().rescale(1.0)


@pytest.fixture
def put(qtbot: QtBot) -> Callable[[QWidget, tuple[int, int]], None]:
    def show(widget: QWidget, size: tuple[int, int]) -> None:
        qtbot.addWidget(widget)
        widget.resize(*size)
        widget.show()
        qtbot.wait(0)

    return show


def in_sight(part: QWidget, page: QWidget) -> bool:
    """Return whether a part is seen whole, not only by scrolling."""
    place = QRect(part.mapTo(page, QPoint()), part.size())
    return part.isVisible() and page.rect().contains(place)


@pytest.mark.usefixtures("qapp", "_worn")
def test_all_four_choices_are_seen_at_once(
    put: Callable[[QWidget, tuple[int, int]], None],
) -> None:
    page = WelcomePage([])
    put(page, ROOM)
    assert all(in_sight(choice, page) for choice in page.choices)


def test_choices_are_high_again_where_there_is_room(
    put: Callable[[QWidget, tuple[int, int]], None],
) -> None:
    page = WelcomePage([])
    put(page, (1093, 480))
    low = page.choices[0].sizeHint().height()
    page.resize(1366, 768)
    assert page.choices[0].sizeHint().height() > low


@pytest.mark.usefixtures("qapp", "_worn")
def test_what_makes_a_county_and_brings_one_back_is_in_sight(
    put: Callable[[QWidget, tuple[int, int]], None], jobs: Jobs
) -> None:
    pages: list[tuple[Page, Button]] = []
    new, back = OfficeNewPage(), RestorePage(Restoring(Clock()), jobs)
    pages += [(new, new.act), (back, back.act)]
    for page, act in pages:
        put(page, ROOM)
        assert in_sight(act, page)


def test_a_new_county_says_in_place_what_is_missing(
    put: Callable[[QWidget, tuple[int, int]], None],
) -> None:
    page = OfficeNewPage()
    put(page, ROOM)
    assert not page.note.isVisible()
    page.submit()
    assert page.note.isVisible()
    assert page.note.text()


@pytest.mark.usefixtures("qapp", "_worn")
def test_a_decision_and_its_cases_stand_side_by_side(qtbot: QtBot) -> None:
    form = DecisionForm()
    qtbot.addWidget(form)
    assert form.minimumSizeHint().width() + u(LIST_WIDTH) + 1 <= ROOM[0] - u(FOLDED)


def test_a_subtitle_gives_way_to_the_buttons(
    put: Callable[[QWidget, tuple[int, int]], None],
) -> None:
    head = PageHead("计划抽签", Button("排一轮"))
    least = head.minimumSizeHint().width()
    head.say("2026-11 轮　推磨数 3")
    assert head.minimumSizeHint().width() == least
    put(head, (least + 30, 60))
    head.grab()
    assert head._subtitle.toolTip() == "2026-11 轮　推磨数 3"
    head.resize(900, 60)
    head.grab()
    assert head._subtitle.toolTip() == ""


def test_a_long_name_takes_more_lines_where_there_is_no_room(
    put: Callable[[QWidget, tuple[int, int]], None],
) -> None:
    table = ColumnList("村", COLUMNS)
    long, short = Line(cells=(NAME, "88.5"), key="a"), Line(cells=("垌垴村", "90"), key="b")
    table.show_lines([long, short])
    put(table, (360, 300))
    rows = [table.list.visualRect(table.lines.index(at, 0)).height() for at in range(2)]
    assert rows[0] > rows[1]
    assert table.painter.lines_of(long, 360) in range(2, MOST_LINES + 1)
    table.grab()
    assert table.painter.lines_of(long, 1200) == 1


def test_a_list_of_short_names_asks_for_one_height_only(qtbot: QtBot) -> None:
    table = ColumnList("村", COLUMNS)
    qtbot.addWidget(table)
    table.show_lines([Line(cells=("垌垴村", "90"), key="b")])
    assert table.list.uniformItemSizes()
    table.show_lines([Line(cells=(NAME, "90"), key="b"), Line(cells=(NAME,), head=True)])
    assert not table.list.uniformItemSizes()


def test_the_rail_scrolls_beside_its_tiles(
    put: Callable[[QWidget, tuple[int, int]], None],
) -> None:
    entries = [
        Entry(key=f"{at}", word="覆盖", icon="squares-four", build=Page, group="")
        for at in range(14)
    ]
    rail = Navigation(Workspace.OFFICE, entries, "黍垣县")
    rail.fit(folded=True)
    put(rail, (u(FOLDED), 300))
    view = rail._lists[0]
    assert view.verticalScrollBar().maximum()
    assert view.width() - view.viewport().width() == u(BAR[0])


def test_a_ticked_step_takes_the_room_of_its_tick(qtbot: QtBot) -> None:
    tabs = StepTabs()
    qtbot.addWidget(tabs)
    tabs.show_steps([("查", 26, 27)], 0)
    counted = tabs.sizeHint().width()
    tabs.show_steps([("查", 27, 27)], 0)
    assert tabs.sizeHint().width() < counted


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(("room", "said"), [(400, "ZB-1  3/3 要点  "), (90, "ZB-1  "), (10, "")])
def test_what_an_item_lacks_never_meets_its_points(room: int, said: str) -> None:
    assert second_words("ZB-1", "3/3 要点", "缺图 2", room) == said


@pytest.mark.usefixtures("qapp")
def test_an_item_that_lacks_nothing_says_all() -> None:
    assert second_words("ZB-1", "3/3 要点", "", 10) == "ZB-1  3/3 要点  "
