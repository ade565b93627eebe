"""Where nothing tells two phones of one model apart the program asks, and never guesses."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from memory_photos import MemoryPhotos, NotATime
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from inspector.ui.job import Jobs
from inspector.ui.pages.visit import photo_texts as texts
from inspector.ui.pages.visit.desk import VisitDesk
from inspector.ui.pages.visit.page import VisitPage
from inspector.ui.pages.visit.photo_desk import Found, Imported
from inspector.ui.pages.visit.photo_import import INBOX_KEY, sentence_of
from inspector.ui.pages.visit.photo_part import PhotoPart
from inspector.ui.widgets.ask import Ask
from inspector.ui.widgets.label import Label

FIRST, SECOND, WHO = "P60 甲", "P60 乙", "P60 ？"


@pytest.fixture
def part(
    qtbot: QtBot, desk: VisitDesk, jobs: Jobs, settings: QSettings, tmp_path: Path
) -> Iterator[PhotoPart]:
    """Two phones of one model, and two walks of nobody knows which."""
    assert isinstance(desk.roll, MemoryPhotos)
    settings.setValue(INBOX_KEY, str(tmp_path / "收图"))
    page = VisitPage(desk, jobs, settings)
    qtbot.addWidget(page)
    page.resize(1366, 697)
    page.show()
    for minute in (10, 10.5, 20):
        desk.roll.shoot(WHO, minute)
    desk.roll.shoot(FIRST, 40)
    desk.roll.set_clock(FIRST, 5, 0)
    desk.roll.set_clock(SECOND, 400, 1)
    page.shooting.show_photos()
    yield page.shooting.photos
    assert jobs.wait()


def answer(part: PhotoPart, said: str) -> None:
    (ask,) = (one for one in part.findChildren(Ask) if one.isVisible())
    ask.fields[0].setText(said)
    ask.act.click()


def cameras(roll: MemoryPhotos) -> list[str]:
    return [one.evidence.camera for one in roll.photos]


def test_y_asks_which_phone_took_the_group(part: PhotoPart, roll: MemoryPhotos) -> None:
    assert texts.UNCLEAR_PHONE.format(model="P60") in part.lines.index(0).data()
    QTest.keyClick(part.groups, Qt.Key.Key_Y)
    (ask,) = part.findChildren(Ask)
    shown = " ".join(label.text() for label in ask.findChildren(Label))
    assert "1　P60 甲　田文博" in shown
    assert "2　P60 乙　芦玉兰" in shown
    answer(part, "2")
    assert cameras(roll) == [SECOND, SECOND, WHO, FIRST]
    group = part.sorter.group
    assert group is not None
    QTest.keyClick(part.groups, Qt.Key.Key_Y)  # now it is clear, and Y names the owner as ever
    assert cameras(roll) == [SECOND, SECOND, WHO, FIRST]


def test_one_answer_settles_all_of_a_model(part: PhotoPart, roll: MemoryPhotos) -> None:
    at = [phone.camera for phone in part.sorter.phones()].index(WHO)
    line = part.phones.lines.index(at).data()
    assert texts.UNCLEAR_CLOCK in line
    part.phones.picked.emit(at)
    answer(part, " 1 ")
    assert cameras(roll) == [FIRST] * 4
    clear = [phone.camera for phone in part.sorter.phones()]
    part.phones.picked.emit(clear.index(FIRST))
    assert not [one for one in part.findChildren(Ask) if one.isVisible()]


@pytest.mark.parametrize("said", ["3", "0", "甲"])
def test_a_number_that_no_phone_has_changes_nothing(
    part: PhotoPart, roll: MemoryPhotos, said: str, qtbot: QtBot
) -> None:
    QTest.keyClick(part.groups, Qt.Key.Key_Y)
    with qtbot.waitSignal(part.said):
        answer(part, said)
    assert cameras(roll)[:3] == [WHO] * 3


def test_a_disk_that_refuses_is_told(part: PhotoPart, roll: MemoryPhotos, qtbot: QtBot) -> None:
    QTest.keyClick(part.groups, Qt.Key.Key_Y)
    roll.refusal = NotATime(typed="x")
    with qtbot.waitSignal(part.failed):
        answer(part, "1")
    assert cameras(roll)[:3] == [WHO] * 3


def test_a_frozen_visit_asks_nothing(part: PhotoPart) -> None:
    part._session.desk.seal()
    QTest.keyClick(part.groups, Qt.Key.Key_Y)
    part.phones.picked.emit(0)
    assert not part.findChildren(Ask)


def test_an_import_says_how_many_are_unclear() -> None:
    said = sentence_of(Found(), Imported(new=9, unclear=(("P60", 4),)))
    assert said.endswith("4 张分不清是哪一部 P60 拍的，按 Y 选")
