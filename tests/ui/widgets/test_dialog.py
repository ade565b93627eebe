"""What hangs in front of the window changes its ground with the theme, while it is open."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from inspector.actions.attending import Attendance
from inspector.ui import crash
from inspector.ui.attendance import WhoIsThere
from inspector.ui.look import look
from inspector.ui.pages.coverage.village import VillageCard
from inspector.ui.pages.visit.lock_panel import LockPanel
from inspector.ui.pages.visit.pen_canvas import PenDialog
from inspector.ui.theme import THEMES
from inspector.ui.widgets.ask import Ask, Question
from inspector.ui.widgets.confirm import Confirm
from inspector.ui.widgets.dialog import Dialog


def nothing(*_given: object) -> None:
    """Do nothing with an answer."""


def who(parent: QWidget) -> QDialog:
    nobody = Attendance(place="张庄", seats=(), least=1, stand_aside=True)
    return WhoIsThere(nobody, nothing, parent, begin=False)


WAYS: dict[str, Callable[[QWidget], QDialog]] = {
    "锁定": lambda parent: LockPanel("锁定", nothing, nothing, parent),
    "出错": lambda parent: crash.Notice(crash.report_of(ValueError("x")), parent),
    "谁到场": who,
    "确认": lambda parent: Confirm(["一句话。"], "做", nothing, parent),
    "问": lambda parent: Ask("记下", [Question(word="原因")], nothing, parent),
    "手写": lambda parent: PenDialog("邵丽", nothing, parent),
    "村": lambda parent: VillageCard("张庄", [], parent),
}


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1_093, 546)
    window.show()
    return window


@pytest.mark.parametrize("way", WAYS)
def test_its_ground_is_that_of_the_theme_now_on(way: str, parent: QWidget) -> None:
    dialog = WAYS[way](parent)
    dialog.open()
    for theme in (*THEMES, THEMES[0]):
        look().switch(theme)
        wanted = look().colour("surface").name()
        assert dialog.palette().color(QPalette.ColorRole.Window).name() == wanted
        for at in ((1, 1), (dialog.width() - 2, dialog.height() // 2)):
            assert dialog.grab().toImage().pixelColor(*at).name() == wanted, theme


def test_every_dialog_of_the_program_is_one_of_these() -> None:
    assert {kind.__name__ for kind in QDialog.__subclasses__() if _ours(kind)} == {"Dialog"}


def test_one_that_was_closed_is_gone(parent: QWidget) -> None:
    dialog = Dialog("空", parent)
    dialog.open()
    dialog.reject()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    look().switch(THEMES[1])
    assert not parent.findChildren(Dialog)


def _ours(kind: type) -> bool:
    return kind.__module__.startswith("inspector.")
