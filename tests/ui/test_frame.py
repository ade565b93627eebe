"""The frame around all pages: palette, help card, folding side list, sizes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QAccessible, QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from inspector.domain.ids import SiteCode
from inspector.domain.visit import VisitState
from inspector.exchange.initials import initials_reader
from inspector.platform.folder import NotADataFolder
from inspector.ui import main, texts
from inspector.ui.finding import Goal, found, spell
from inspector.ui.help_card import HelpCard
from inspector.ui.look import SCALES, Folding, look
from inspector.ui.navigation import FOLDED, Workspace
from inspector.ui.page import Entry, Page
from inspector.ui.pages.sites.lines import SiteLine
from inspector.ui.palette import Palette
from inspector.ui.shell import Shell
from inspector.ui.site_goals import site_goals
from inspector.ui.widgets.announce import announce
from inspector.ui.widgets.button import Button
from inspector.ui.widgets.command_list import CommandList
from inspector.ui.widgets.keycap import Hint
from inspector.ui.widgets.keys import bind_keys
from inspector.ui.widgets.panel import column


class Rows(CommandList):
    """Notes the single keys that it gets."""

    def __init__(self) -> None:
        super().__init__("要点")
        self.got: list[str] = []

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        self.got.append(event.text() or str(event.key()))


class Working(Page):
    about = ("逐项打分。", "按 Enter 确认。")

    def __init__(self) -> None:
        super().__init__()
        self.rows, self.done = Rows(), list[str]()
        self.button = Button("看打分表", partial(self.done.append, "看打分表"))
        self.off = Button("定稿", partial(self.done.append, "定稿"))
        self.off.setEnabled(False)
        self.setLayout(column(self.rows, self.button, self.off))
        bind_keys(self, [("F7", partial(self.done.append, "F7"))])

    def opened(self) -> None:
        self.rows.setFocus()

    def hints(self) -> Sequence[Hint]:
        return (("↑ ↓", "选要点"), ("L", "稍后再看"), ("F7", "打印两份"), ("A–F", "记原因"))


SITES = [
    SiteLine(
        code=SiteCode(f"41990110{tail}"), name=name, township=township, initials=initials,
        state=VisitState.PLANNED,
    )
    for township, name, initials, tail in (
        ("古塬镇", "后辛沟村", "hxgc", "0217"),
        ("㟃头镇", "䢺𬇙垌村", "dc", "0001"),
        ("柳垌镇", "西沟村", "xgc", "0200"),
    )
]  # fmt: skip


@pytest.fixture
def shell(qtbot: QtBot) -> Iterator[Shell]:
    shell = Shell()
    qtbot.addWidget(shell)
    shell.resize(1366, 768)
    shell.show()
    entries = [
        Entry(key="work", word="考评", icon="clipboard-text", group="本轮", build=Working),
        Entry(key="settings", word="设置", icon="gear", foot=True, build=Page),
    ]
    shell.open_workspace(Workspace.OFFICE, entries, "禾县", "work")
    shell.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    yield shell
    look().switch("light")
    look().rescale(1.0)
    look().folding = Folding()


def working(shell: Shell) -> Working:
    page = shell.page()
    assert isinstance(page, Working)
    return page


def palette(shell: Shell) -> Palette:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    card = shell.frame.card
    assert isinstance(card, Palette)
    assert QApplication.focusWidget() is card.query
    return card


def titles(card: Palette) -> list[str]:
    return [goal.title for goal in card.goals._goals]


def test_a_site_is_found_by_its_characters_its_initials_and_its_tail(shell: Shell) -> None:
    opened: list[SiteLine] = []
    shell.frame.find_sites = lambda: site_goals(SITES, opened.append)
    card = palette(shell)
    assert not [goal for goal in card.goals._goals if goal.group == texts.GOAL_SITES]
    for typed, name in (
        ("hxg", "古塬镇 后辛沟村"),
        ("𬇙", "㟃头镇 䢺𬇙垌村"),
        ("217", "古塬镇 后辛沟村"),
        ("h17", "古塬镇 后辛沟村"),
        ("塬 沟", "古塬镇 后辛沟村"),
    ):
        card.query.setText(typed)
        assert titles(card)[0] == name, typed
    card.query.setText("xg")
    assert titles(card)[:2] == ["柳垌镇 西沟村", "古塬镇 后辛沟村"], "what begins so comes first"
    QTest.keyClick(card.query, Qt.Key.Key_Return)
    assert [line.name for line in opened] == ["西沟村"]
    assert shell.frame.card is None


def test_a_page_is_found_by_its_initials(shell: Shell) -> None:
    card = palette(shell)
    QTest.keyClicks(card.query, "sz")
    assert titles(card)[0] == "设置"
    QTest.keyClick(card.query, Qt.Key.Key_Return)
    page = shell.page()
    assert page is not None
    assert page.key == "settings"


def test_single_keys_of_a_page_are_pressed_where_the_focus_was(shell: Shell) -> None:
    page = working(shell)
    card = palette(shell)
    assert "选要点" not in titles(card), "two keys are not one command"
    assert "定稿" not in titles(card), "what cannot be pressed now is no command"
    card.query.setText("稍后")
    QTest.keyClick(card.query, Qt.Key.Key_Return)
    assert page.rows.got[-1] == "l"
    for words, done in (("打印两份", "F7"), ("看打分表", "看打分表")):
        card = palette(shell)
        card.query.setText(words)
        QTest.keyClick(card.query, Qt.Key.Key_Return)
        assert page.done[-1] == done


def test_esc_gives_the_focus_back_and_nothing_goes_through(shell: Shell) -> None:
    page = working(shell)
    card = palette(shell)
    page.rows.got.clear()
    QTest.keyClicks(card.query, "abc")
    QTest.keyClick(card.query, Qt.Key.Key_Down)
    QTest.keyClick(card.query, Qt.Key.Key_PageUp)
    QTest.keyClick(card.query, Qt.Key.Key_Escape)
    assert shell.frame.card is None
    assert QApplication.focusWidget() is page.rows
    assert page.rows.got == []


def test_nothing_found_says_so(shell: Shell) -> None:
    card = palette(shell)
    card.query.setText("没有这个")
    assert card.nothing.isVisible()
    QTest.keyClick(card.query, Qt.Key.Key_Return)
    assert shell.frame.card is card, "Enter with nothing found does nothing"


def test_what_is_being_composed_belongs_to_the_input_method(shell: Shell) -> None:
    card = palette(shell)
    assert card.query.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    QApplication.sendEvent(card.query, QInputMethodEvent("she'zhi", []))
    assert card.query.text() == ""
    chosen = QInputMethodEvent()
    chosen.setCommitString("设置")
    QApplication.sendEvent(card.query, chosen)
    assert titles(card)[0] == "设置"
    assert not card.list.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def test_a_store_that_does_not_answer_leaves_pages_and_commands(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[BaseException] = []
    monkeypatch.setattr(shell, "explain", told.append)

    def refuse() -> Sequence[Goal]:
        raise NotADataFolder(path="x")

    shell.frame.find_sites = refuse
    assert any(goal.title == "设置" for goal in shell.frame.goals())
    assert len(told) == 1


def test_f1_says_what_the_page_is_for_and_goes_by_f1_or_esc(shell: Shell) -> None:
    page = working(shell)
    for leave in (Qt.Key.Key_F1, Qt.Key.Key_Escape):
        QTest.keyClick(page.rows, Qt.Key.Key_F1)
        card = shell.frame.card
        assert isinstance(card, HelpCard)
        said = [label.text() for label in card.findChildren(QWidget) if hasattr(label, "text")]
        assert {"逐项打分。", "按 Enter 确认。"} <= set(said)
        QTest.keyClick(QApplication.focusWidget() or shell, leave)
        assert shell.frame.card is None
        assert QApplication.focusWidget() is page.rows


def test_tab_stays_inside_a_card_and_a_click_beside_it_closes_it(shell: Shell) -> None:
    shell.frame.show_help()
    card = shell.frame.card
    assert card is not None
    for back in (False, True, False, False):
        modifier = Qt.KeyboardModifier.ShiftModifier if back else Qt.KeyboardModifier.NoModifier
        QTest.keyClick(QApplication.focusWidget() or shell, Qt.Key.Key_Tab, modifier)
        assert card.isAncestorOf(QApplication.focusWidget() or shell)
    QTest.mouseClick(card, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    assert shell.frame.card is None


def test_another_page_takes_the_card_away(shell: Shell) -> None:
    shell.frame.show_palette()
    shell.show_alone(Page())
    assert shell.frame.card is None


def test_the_side_list_folds_by_itself_and_by_hand_and_is_remembered(
    shell: Shell, settings: QSettings, qtbot: QtBot
) -> None:
    navigation = shell._navigation
    assert navigation is not None
    assert navigation.width() == Workspace.OFFICE.value
    shell.resize(1093, 546)
    assert navigation.width() == FOLDED
    role = Qt.ItemDataRole.ToolTipRole
    assert navigation._lists[0].model().index(0, 0).data(role) == "考评"
    QTest.keyClick(navigation.folder, Qt.Key.Key_Return)
    assert navigation.width() == Workspace.OFFICE.value
    assert navigation._lists[0].model().index(0, 0).data(role) is None
    assert look().folding == Folding(narrow=False, wide=False)
    shell.resize(1366, 768)
    shell.fold()
    assert navigation.width() == FOLDED
    assert navigation.folder.accessibleName() == texts.UNFOLD
    main._remember(settings, look())
    assert main._folding(settings) == Folding(narrow=False, wide=True)
    del qtbot


def test_all_sizes_and_themes_can_be_had_from_the_palette(shell: Shell) -> None:
    goals = {goal.title: goal for goal in shell.frame.goals()}
    goals[texts.WEAR.format(title="夜间")].act()
    assert look().theme.name == "dark"
    goals[texts.BIGGER].act()
    assert look().scale == SCALES[1]
    goals[texts.SMALLER].act()
    goals[texts.SMALLER].act()
    assert look().scale == SCALES[0]
    goals[f"{texts.FOLD} / {texts.UNFOLD}"].act()
    assert look().folding.wide
    goals[texts.HELP].act()
    assert isinstance(shell.frame.card, HelpCard)


def test_f11_fills_the_screen_and_comes_back(shell: Shell) -> None:
    shell.frame.fill_screen()
    assert shell.isFullScreen()
    shell.frame.fill_screen()
    assert not shell.isFullScreen()


def test_a_sentence_is_announced_once_and_an_empty_one_not(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(
        QAccessible, "updateAccessibility", lambda event: said.append(event.message())
    )
    announce(shell, "刚确认 村容村貌，15.5 分")
    announce(shell, "")
    assert said == ["刚确认 村容村貌，15.5 分"]


def words_of_the_window() -> list[str]:
    listed = [value for value in vars(texts).values() if isinstance(value, str)]
    return [*listed, *(words for _keys, words in texts.KEYS_EVERYWHERE), "今日", "收工", "站点"]


def test_initials_by_gb2312_are_those_of_the_pinyin_table() -> None:
    reads: Callable[[str], str] = initials_reader()
    signs = {sign for words in words_of_the_window() for sign in words if "一" <= sign <= "龥"}
    wrong = {sign for sign in signs if spell(sign) != reads(sign)}
    assert len(wrong) <= len(signs) // 25, wrong  # characters of two readings
    assert spell("U 盘 2") == "up2"
    assert spell("㟃") == ""


def test_a_goal_matches_every_word_or_not_at_all() -> None:
    goal = Goal(group="g", title="打印两份", act=list, icon="gear", keys="F7", aside="给村里")
    assert found([goal], "") == [goal]
    assert found([goal], "dylf") == [goal]
    assert found([goal], "f7 村里") == [goal]
    assert found([goal], "打印 三份") == []
