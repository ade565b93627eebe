"""The toast goes with what it was said of, and lies over nothing that is pressed or read next."""

from __future__ import annotations

from random import Random

import pytest
from audit import contrast
from memory_paper import MemoryPaper
from PySide6.QtCore import QPoint, QRect, QSettings, QStringListModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout
from pytestqt.qtbot import QtBot

from inspector.actions.inventing import invent
from inspector.ui.look import look
from inspector.ui.navigation import Workspace
from inspector.ui.page import Entry, Page
from inspector.ui.pages.visit import texts
from inspector.ui.pages.visit.desk import VisitDesk
from inspector.ui.pages.visit.page import VisitPage
from inspector.ui.shell import Shell
from inspector.ui.theme import THEMES
from inspector.ui.widgets.action_bar import ActionBar
from inspector.ui.widgets.button import Button, Kind
from inspector.ui.widgets.command_list import CommandList
from inspector.ui.widgets.label import Label


class Plain(Page):
    """A list down to the foot, and a primary button below it."""

    def __init__(self, rows: int) -> None:
        super().__init__()
        self.list = CommandList("名单")
        self.list.setModel(QStringListModel([f"第 {row} 行" for row in range(rows)], self.list))
        self.go = Button("开始", kind=Kind.PRIMARY, height=46)
        box = QVBoxLayout(self)
        box.addWidget(self.list)
        box.addWidget(self.go)


def plain(rows: int = 3) -> Entry:
    return Entry(key=f"p{rows}", word="页", icon="house", build=lambda: Plain(rows))


def pages(shell: Shell, *entries: Entry) -> None:
    shell.open_workspace(Workspace.FIELD, entries, "T01", entries[0].key)


def settle(shell: Shell, qtbot: QtBot) -> None:
    """Let what waits for the event loop be done."""
    qtbot.waitUntil(
        lambda: not shell.toast._fresh.isActive() and not shell.toast._settled.isActive()
    )


def test_a_plain_sentence_goes_with_its_page_and_one_with_a_way_back_stays(
    shell: Shell, qtbot: QtBot
) -> None:
    pages(shell, plain(3), plain(4))
    shell.page().toast.emit("已存")  # type: ignore[union-attr]  # a page is shown
    settle(shell, qtbot)
    shell.go("p4")
    assert shell.toast.sentence() == ""
    undone: list[bool] = []
    shell.page().undoable.emit("删了一行", lambda: undone.append(True))  # type: ignore[union-attr]  # as above
    settle(shell, qtbot)
    shell.go("p3")
    assert shell.toast.sentence() == "删了一行"
    shell.toast._button.click()
    assert undone == [True]


def test_what_the_act_that_turned_the_page_said_is_read_on_the_new_one(
    shell: Shell, qtbot: QtBot
) -> None:
    pages(shell, plain(3), plain(4))
    shell.say("交好了")
    shell.go("p4")
    assert shell.toast.sentence() == "交好了"
    settle(shell, qtbot)
    shell.go("p3")
    assert shell.toast.sentence() == ""


@pytest.mark.parametrize("theme", THEMES)
def test_it_is_read_in_every_theme(shell: Shell, theme: str) -> None:
    look().switch(theme)
    pages(shell, plain(3))
    shell.say("刚才删了一行。", lambda: None)
    ground = look().colour(shell.toast.token)
    shown = [label for label in shell.toast.findChildren(Label) if label.text()]
    assert shown
    assert all(contrast(label.palette().windowText().color(), ground) >= 7 for label in shown)
    assert contrast(ground, look().colour("bg")) >= 7  # nor does it fade into the page


def test_a_page_that_is_turned_before_anything_was_said_makes_no_toast(shell: Shell) -> None:
    pages(shell, plain(3), plain(4))
    shell.go("p4")
    assert shell._toast is None


@pytest.mark.parametrize("rows", [3, 400])
@pytest.mark.parametrize("size", [(1093, 546), (1366, 697), (1366, 768), (880, 480)])
def test_it_lies_over_no_primary_button_no_chosen_and_no_last_row(
    shell: Shell, qtbot: QtBot, rows: int, size: tuple[int, int]
) -> None:
    look().rescale(1.15)
    shell.resize(*size)
    pages(shell, plain(rows))
    page = shell.page()
    assert isinstance(page, Plain)
    for chosen in (0, rows - 1):
        page.list.choose(chosen)
        shell.say("刚才删了一行，可以撤销。", lambda: None)
        settle(shell, qtbot)
        toast = QRect(shell.toast.pos(), shell.toast.size())
        assert shell.rect().contains(toast)
        button = QRect(page.go.mapTo(shell, QPoint()), page.go.size())
        assert not toast.intersects(button)
        view = page.list
        for row in {chosen, rows - 1}:
            shown = view.visualRect(view.model().index(row, 0)) & view.viewport().rect()
            assert not toast.intersects(shown.translated(view.viewport().mapTo(shell, QPoint())))


class Barred(Plain):
    """A list down to a bar with a button at each end, and much between them."""

    def __init__(self) -> None:
        super().__init__(400)
        box = self.layout()
        assert isinstance(box, QVBoxLayout)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.removeWidget(self.go)
        other = Button("核对纸面", height=44)
        box.addWidget(ActionBar([self.go], Label(""), [other]))


def rows_under_it(shell: Shell, page: Plain) -> list[int]:
    """Return the rows of the list that the toast lies over."""
    view, toast = page.list, shell.toast.geometry()
    origin = view.viewport().mapTo(shell, QPoint())
    return [
        row
        for row in range(view.model().rowCount())
        if toast.intersects(
            (view.visualRect(view.model().index(row, 0)) & view.viewport().rect()).translated(
                origin
            )
        )
    ]


@pytest.mark.parametrize("size", [(1366, 768), (1366, 697), (1093, 546)])
@pytest.mark.parametrize("sentence", ["已存。", "已存 499 份到 D:/县办/2026年11月/打分表"])
def test_it_lies_over_the_keys_or_between_buttons_and_hides_no_row_at_all(
    shell: Shell, qtbot: QtBot, size: tuple[int, int], sentence: str
) -> None:
    shell.resize(*size)
    page = Barred()
    pages(shell, Entry(key="barred", word="页", icon="house", build=lambda: page))
    page.list.choose(3)
    for undo in (None, lambda: None):
        shell.say(sentence, undo)
        settle(shell, qtbot)
        toast = shell.toast.geometry()
        assert shell.rect().contains(toast)
        assert rows_under_it(shell, page) == []
        for button in page.findChildren(Button):
            assert not toast.intersects(QRect(button.mapTo(shell, QPoint()), button.size()))


@pytest.mark.parametrize("what", ["button", "last row", "chosen row"])
def test_it_steps_up_from_what_stands_where_it_would_lie(
    shell: Shell, qtbot: QtBot, what: str
) -> None:
    rows, place = (40, 1) if what == "chosen row" else (3, 2)
    page = Plain(rows)
    pages(shell, Entry(key="free", word="页", icon="house", build=lambda: page))
    layout = page.layout()
    assert layout is not None
    layout.setEnabled(False)
    page.list.setGeometry(0, 0, 40, 40)
    page.go.setGeometry(0, 50, 40, 40)
    shell.say("刚才删了一行。", lambda: None)
    settle(shell, qtbot)
    first = shell.toast.geometry()
    at = page.mapFrom(shell, first.topLeft())
    if what == "button":
        page.go.setGeometry(at.x(), at.y(), 200, 46)
    else:
        high = page.list.visualRect(page.list.model().index(0, 0)).height()
        page.list.setGeometry(at.x(), at.y() - 2 * high + 4, 200, 3 * high + 10)
        page.list.choose(0 if what == "last row" else place)
    shell.say("刚才删了一行。", lambda: None)
    settle(shell, qtbot)
    view = page.list
    kept = QRect(page.go.mapTo(shell, QPoint()), page.go.size())
    if what != "button":
        row = view.visualRect(view.model().index(place, 0))
        kept = row.translated(view.viewport().mapTo(shell, QPoint()))
    assert first.intersects(kept)
    assert not shell.toast.geometry().intersects(kept)


def test_it_keeps_clear_when_the_window_gets_smaller(shell: Shell, qtbot: QtBot) -> None:
    pages(shell, plain(3))
    shell.say("刚才删了一行。", lambda: None)
    settle(shell, qtbot)
    shell.resize(900, 500)
    settle(shell, qtbot)
    qtbot.waitUntil(lambda: shell.toast.geometry().bottom() < shell.height())


def test_where_everything_is_to_be_kept_clear_it_lies_at_the_foot(
    shell: Shell, qtbot: QtBot
) -> None:
    page = Plain(1)
    page.go.setMinimumHeight(700)
    pages(shell, Entry(key="full", word="页", icon="house", build=lambda: page))
    shell.resize(1093, 546)
    shell.say("说一句。")
    settle(shell, qtbot)
    assert shell.rect().contains(shell.toast.geometry())


def test_the_sentence_of_a_part_goes_when_another_comes_to_the_front(
    shell: Shell, qtbot: QtBot, desk: VisitDesk, settings: QSettings
) -> None:
    for code, entry in invent(desk.rubric, Random(1), care=0.9).items():
        desk.put_item(code, entry)
    page = VisitPage(desk, shell.jobs, settings)
    pages(shell, Entry(key="visit", word="考评", icon="house", build=lambda: page))
    page.show_review()
    page.toast.emit("补好了")
    settle(shell, qtbot)
    page.show_scoring()
    assert shell.toast.sentence() == ""
    page.show_review()
    assert isinstance(desk.paper, MemoryPaper)
    page.review.gap_list.choose(0)
    page.review.leaving.leave(page.review._gaps.line(0).group, "下雨")
    settle(shell, qtbot)
    page.show_scoring()
    assert "原因记下了" in shell.toast.sentence()
    QTest.keyClick(page.zone.rows, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert desk.paper.left() == []
    assert shell.toast.sentence() == texts.UNDONE
    page.show_review()
    page.ending.seal("雨天")
    assert shell.toast.sentence() == texts.FROZEN, "it is said of the part that comes"
    settle(shell, qtbot)
    page.show_review()
    assert shell.toast.sentence() == ""


def test_it_steps_aside_before_it_steps_up(shell: Shell, qtbot: QtBot) -> None:
    page = Plain(3)
    pages(shell, Entry(key="free", word="页", icon="house", build=lambda: page))
    layout = page.layout()
    assert layout is not None
    layout.setEnabled(False)
    page.list.setGeometry(0, 0, 40, 40)
    page.go.setGeometry(0, 50, 40, 40)
    shell.say("刚才删了一行。", lambda: None)
    settle(shell, qtbot)
    free = shell.toast.pos()
    page.go.setGeometry(QRect(page.mapFrom(shell, free), shell.toast.size()))
    shell.say("刚才删了一行。", lambda: None)
    settle(shell, qtbot)
    assert shell.toast.y() == free.y()
    assert shell.toast.geometry().right() < shell.width()
    assert shell.toast.x() < free.x()
