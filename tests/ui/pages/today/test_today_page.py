"""今日 by keyboard alone: choose, open, search, reorder, add, take off; and what it says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from still_day import LONG, MORNING, ROAD, StillDay

from inspector.actions.readiness import Check
from inspector.domain.errors import InspectorError
from inspector.domain.ids import VisitUid
from inspector.domain.signing import SignState
from inspector.domain.visit import VisitState
from inspector.platform.durable import DiskFull
from inspector.platform.latch import Cause, OnlyReading
from inspector.ui.look import look
from inspector.ui.pages.today import texts
from inspector.ui.pages.today.page import TodayPage
from inspector.ui.pages.today.row_paint import places
from inspector.ui.widgets.label import Label

Open = Callable[[StillDay], TodayPage]


@pytest.fixture
def day() -> StillDay:
    return StillDay()


@pytest.fixture
def open_page(qtbot: QtBot) -> Open:
    def build(day: StillDay) -> TodayPage:
        page = TodayPage(day)
        qtbot.addWidget(page)
        page.resize(1366, 697)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        page.opened()
        return page

    return build


@pytest.fixture
def page(day: StillDay, open_page: Open) -> TodayPage:
    return open_page(day)


def names(page: TodayPage) -> list[str]:
    return [line.name for line in page.lines.lines()]


def chosen(page: TodayPage) -> str:
    line = page.list.line()
    assert line is not None
    return line.name


def press(page: TodayPage, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(page.list, key)


def opened(page: TodayPage, act: Callable[[], object]) -> list[str]:
    """Return the visits that were opened meanwhile."""
    uids: list[str] = []
    page.chosen.connect(uids.append)
    act()
    page.chosen.disconnect()
    return uids


def test_the_visit_that_is_open_is_chosen_and_enter_goes_on(page: TodayPage) -> None:
    assert names(page) == [row.site.name for row in ROAD[:5]]
    assert chosen(page) == "㟃头村"
    assert QApplication.focusWidget() is page.list
    assert opened(page, lambda: press(page, Qt.Key.Key_Return)) == [ROAD[1].uid]
    assert opened(page, lambda: press(page, Qt.Key.Key_Down, Qt.Key.Key_Return)) == [ROAD[2].uid]


def test_a_digit_opens_that_row(page: TodayPage) -> None:
    assert opened(page, lambda: QTest.keyClicks(page.list, "5")) == [ROAD[4].uid]
    assert opened(page, lambda: QTest.keyClicks(page.list, "9")) == []


def test_three_keys_and_enter_open_any_village_of_the_road(page: TodayPage) -> None:
    for typed, place in (("xgc", 7), ("217", 7), ("hxg", 1), ("x17", 7), ("席岗村", 7)):
        press(page, Qt.Key.Key_Slash)
        assert QApplication.focusWidget() is page.field
        QTest.keyClicks(page.field, typed) if typed.isascii() else page.field.setText(typed)
        assert opened(page, lambda: QTest.keyClick(page.field, Qt.Key.Key_Return)) == [
            ROAD[place - 1].uid
        ]
        QTest.keyClick(page.field, Qt.Key.Key_Escape)
        assert QApplication.focusWidget() is page.list
        assert len(names(page)) == 5


def test_a_search_that_finds_nothing_says_so(page: TodayPage) -> None:
    page.field.setText("nowhere")
    assert names(page) == []
    assert page.missing.isVisible()
    assert "nowhere" in page.missing.text()
    assert opened(page, lambda: QTest.keyClick(page.field, Qt.Key.Key_Return)) == []
    page.field.clear()
    assert not page.missing.isVisible()


def test_a_village_is_put_onto_today_and_taken_off(page: TodayPage, qtbot: QtBot) -> None:
    QTest.keyClicks(page.field, "xgc")
    QTest.keyClick(page.field, Qt.Key.Key_Down)
    assert page.put.isVisible()
    assert not page.off.isVisible()
    with qtbot.waitSignal(page.toast, timeout=1_000) as said:
        QTest.keyClicks(page.list, "+")
    assert "席岗村（217）" in said.args[0]
    page.field.clear()
    assert names(page)[-1] == "席岗村"
    page.list.choose(5)
    assert page.off.isVisible()
    press(page, Qt.Key.Key_Delete)
    assert "席岗村" not in names(page)
    assert chosen(page) == names(page)[-1]


def test_what_was_begun_stays_on_today(page: TodayPage, qtbot: QtBot) -> None:
    assert chosen(page) == "㟃头村"
    assert not page.off.isVisible()
    with qtbot.waitSignal(page.failed, timeout=1_000) as failed:
        QTest.keyClicks(page.list, "-")
    assert "今天已经开始" in str(failed.args[0])


def test_alt_and_an_arrow_change_the_order_and_the_same_village_stays(page: TodayPage) -> None:
    alt = Qt.KeyboardModifier.AltModifier
    QTest.keyClick(page.list, Qt.Key.Key_Down, alt)
    assert names(page)[1:3] == [LONG, "㟃头村"]
    assert chosen(page) == "㟃头村"
    QTest.keyClick(page.list, Qt.Key.Key_Up, alt)
    assert names(page)[1:3] == ["㟃头村", LONG]
    page.field.setText("c")
    before = names(page)
    QTest.keyClick(page.list, Qt.Key.Key_Down, alt)
    assert names(page) == before, "found villages have no order of their own"


def test_every_change_of_the_list_is_taken_back_step_by_step(page: TodayPage) -> None:
    seen = [names(page)]
    page.list.choose(4)
    acts: list[Callable[[], None]] = [lambda: page.step(-1), page.turn_off, lambda: page.step(-1)]
    for act in acts:
        act()
        seen.append(names(page))
    assert len({tuple(one) for one in seen}) == 4
    for expected in reversed(seen[:-1]):
        QTest.keyClick(page.list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert names(page) == expected
    QTest.keyClick(page.list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert names(page) == seen[0]


def test_the_painted_button_of_a_row_opens_it(page: TodayPage) -> None:
    index = page.lines.index(2, 0)
    at = places(page.list.visualRect(index)).button.center()

    def click(point: QPointF) -> None:
        for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
            left = Qt.MouseButton.LeftButton
            place = page.list.viewport().mapToGlobal(point)
            event = QMouseEvent(kind, point, place, left, left, Qt.KeyboardModifier.NoModifier)
            QApplication.sendEvent(page.list.viewport(), event)

    assert opened(page, lambda: click(at)) == [ROAD[2].uid]
    assert opened(page, lambda: click(at - QPointF(500, 0))) == []
    assert chosen(page) == LONG


def test_keys_lead_to_the_end_of_the_day_and_to_who_is_there(page: TodayPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.handing, timeout=1_000):
        QTest.keyClick(page.list, Qt.Key.Key_F10)
    with qtbot.waitSignal(page.who_wanted, timeout=1_000):
        QTest.keyClicks(page.list, "P")
    assert page.hints() == texts.KEYS


def test_every_row_says_place_state_and_what_last_time_left(page: TodayPage) -> None:
    told = [line.accessible() for line in page.lines.lines()]
    assert told[0].startswith("第 1 个 古塬镇 后辛沟村 尾号 211 29 项 已定稿 08:31–09:44")
    assert "4 星 467.4 分" in told[0]
    assert "上次的问题 5 件未销号" in told[1]
    assert "分" not in told[1].replace("分场", ""), "no marks of an open visit"
    assert "四不两直" in told[3]


def test_the_panel_says_how_the_laptop_and_the_team_are(page: TodayPage) -> None:
    page.look_around()
    said = page.panel.grab()
    assert not said.isNull()
    words = " ".join(label.text() for label in page.panel.findChildren(Label))
    for part in (
        "71%，约 3 小时 10 分",
        "剩 1.4 GB",
        "请收工交包",
        "田文博　组长",
        "没来",
        "1/7 村",
    ):
        assert part in words
    assert "傅长顺 要回避" in words


def test_a_narrow_window_has_the_panel_as_a_strip(day: StillDay, open_page: Open) -> None:
    page = open_page(day)
    page.resize(1_000, 697)
    page.look_around()
    assert page.strip.isVisible()
    assert page.strip.words.text().startswith("磁盘 剩 1.4 GB")
    assert "本轮 1/7 村" in page.strip.words.text()
    assert not page.panel.isVisible()
    QTest.keyClick(page.list, Qt.Key.Key_F8)
    assert page.panel.isVisible()
    day.checks = [Check(name="电量", words="90%")]
    page.look_around()
    assert page.strip.words.text() == "本轮 1/7 村　电量 90%"
    page.resize(1_366, 697)
    assert not page.strip.isVisible()
    assert page.panel.isVisible()


def test_a_day_without_villages_says_what_to_do(open_page: Open, qtbot: QtBot) -> None:
    page = open_page(StillDay(rows=()))
    assert page.empty.isVisible()
    assert page.empty.sentence.text() == texts.EMPTY
    with qtbot.waitSignal(page.sites_wanted, timeout=1_000):
        assert page.empty.button is not None
        QTest.keyClick(page.empty.button, Qt.Key.Key_Return)
    page = open_page(StillDay(rows=(), road=()))
    assert page.empty.sentence.text() == texts.NO_DISPATCH
    done = StillDay(rows=ROAD[:1], road=ROAD[:1])
    done.rows = ()
    assert open_page(done).empty.sentence.text() == texts.ROAD_DONE


def test_a_day_that_is_done_leads_to_handing_in(day: StillDay, open_page: Open) -> None:
    day.seal_all()
    page = open_page(day)
    assert page.done.isVisible()
    page.field.setText("x")
    assert not page.done.isVisible()


def test_times_name_the_day_where_it_is_another(open_page: Open) -> None:
    before = timedelta(days=1)
    opened_before = replace(ROAD[1], started=MORNING - before)
    sealed_before = replace(ROAD[0], started=MORNING - 2 * before, sealed=MORNING - before)
    same_day = replace(ROAD[0], started=MORNING - before, sealed=MORNING - before)
    bare = replace(ROAD[0], totals=None, photos=0)
    page = open_page(StillDay(rows=(opened_before, sealed_before, same_day, bare, ROAD[3])))
    lines = page.lines.lines()
    assert [line.times for line in lines] == [
        "11月4日 08:31 起",
        "11月3日–11月4日",
        "11月4日 08:31–08:31",
        "08:31–09:44",
        "",
    ]
    assert [line.facts for line in lines[3:]] == ["", texts.NO_PROBLEMS]
    page.field.setText("xgc")
    assert page.lines.lines()[0].times == texts.NOT_TODAY


def test_who_keeps_away_is_counted_where_there_are_many(
    day: StillDay, monkeypatch: pytest.MonkeyPatch, open_page: Open
) -> None:
    usual = day.today()

    def with_hits(count: int) -> str:
        monkeypatch.setattr(
            StillDay, "today", lambda _day: replace(usual, avoided=usual.avoided * count)
        )
        page = open_page(day)
        return " ".join(label.text() for label in page.panel.findChildren(Label))

    assert "还有 2 处要回避" in with_hits(4)
    assert texts.RECUSAL_CLEAR in with_hits(0)
    monkeypatch.setattr(
        StillDay, "today", lambda _day: replace(usual, team=None, rows=(), avoided=())
    )
    assert texts.RECUSAL_CLEAR not in " ".join(
        label.text() for label in open_page(day).panel.findChildren(Label)
    )


@pytest.mark.parametrize("theme", ["outdoor", "dark"])
def test_rows_are_painted_in_every_theme(page: TodayPage, theme: str) -> None:
    look().switch(theme)
    try:
        assert page.grab().toImage().pixelColor(700, 30) == look().colour("surface")
    finally:
        look().switch("light")


def test_a_refusal_is_explained_and_changes_nothing(
    page: TodayPage, day: StillDay, qtbot: QtBot
) -> None:
    day.refusal = DiskFull(path="/x")
    before = names(page)
    for act in (page.look_around, lambda: page.step(1)):
        with qtbot.waitSignal(page.failed, timeout=1_000) as failed:
            act()
        assert isinstance(failed.args[0], InspectorError)
    day.refusal = OnlyReading(cause=Cause.FULL.sentence, safe="", advice="")
    with qtbot.waitSignal(page.toast, timeout=1_000):
        page.turn_on()
    assert names(page) == before


def test_a_store_that_does_not_answer_is_explained(
    page: TodayPage, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    def refuse(_day: StillDay) -> object:
        raise DiskFull(path="/x")

    monkeypatch.setattr(StillDay, "today", refuse)
    with qtbot.waitSignal(page.failed, timeout=1_000):
        page.reload()


def test_the_laptop_is_looked_at_again_only_while_the_page_is_seen(
    page: TodayPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[int] = []
    monkeypatch.setattr(page, "look_around", lambda: looked.append(1))
    page._timer.timeout.emit()
    page.hide()
    page._timer.timeout.emit()
    assert looked == [1]


def test_one_comes_back_to_the_village_one_came_from(day: StillDay, open_page: Open) -> None:
    page = open_page(day)
    opened(page, lambda: QTest.keyClicks(page.list, "4"))
    page.stand_on(ROAD[3].uid)
    page.opened()
    assert chosen(page) == "䢺营村"
    press(page, Qt.Key.Key_Up)
    page.opened()
    assert chosen(page) == LONG, "later it is the list's own again"
    page.field.setText("xgc")
    page.stand_on(ROAD[4].uid)
    page.opened()
    assert (page.field.text(), chosen(page)) == ("", "𬇙阳社区"), "what was searched for is over"
    page.stand_on(VisitUid("elsewhere"))
    page.opened()
    assert chosen(page) == "㟃头村", "one that is not there leads to where work is"


def test_it_starts_on_the_first_that_is_not_done(open_page: Open) -> None:
    planned = [replace(row, state=VisitState.PLANNED, started=None) for row in ROAD[1:5]]
    unsigned = replace(ROAD[0], signed=SignState.WAITING)
    assert open_page(StillDay([ROAD[0], *planned])).list.currentIndex().row() == 1
    assert open_page(StillDay([unsigned, *planned])).list.currentIndex().row() == 0
    signed = replace(ROAD[0], signed=SignState.SIGNED)
    assert open_page(StillDay([signed, signed])).list.currentIndex().row() == 0
