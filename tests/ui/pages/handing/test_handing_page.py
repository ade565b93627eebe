"""One button hands the day's work in."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from inspector.domain.errors import InspectorError
from inspector.domain.progress import Ticket
from inspector.ui.job import Jobs
from inspector.ui.pages.handing.page import HandedIn, HandingPage, Waiting


class Full(InspectorError):
    code = "F101"
    what = "U 盘写满了"
    next_step = "换一个 U 盘"


def write(out: Path, ticket: Ticket) -> HandedIn:
    ticket.step(1, 1)
    return HandedIn(path=out / "回传.wxp", visits=3, photos=61, size=41_000_000, lost=2)


def refuse(_out: Path, _ticket: Ticket) -> HandedIn:
    raise Full


def test_the_result_says_what_was_handed_in_and_that_nothing_is_deleted(
    jobs: Jobs, settings: QSettings, qtbot: QtBot, tmp_path: Path
) -> None:
    page = HandingPage(lambda: Waiting(sealed=3, open=1), write, jobs, settings)
    qtbot.addWidget(page)
    page.opened()
    page.start()
    assert "先选" in page.fault.text()
    page.field.setText(str(tmp_path))
    with qtbot.waitSignal(jobs.idle, timeout=5_000):
        page.start()
    assert "3 个站点、61 张照片，41.0 MB" in page.result.text()
    assert "一份不删" in page.keep.text()
    assert "2 张照片" in page.fault.text()
    again = HandingPage(lambda: Waiting(sealed=3, open=1), write, jobs, settings)
    qtbot.addWidget(again)
    assert again.field.text() == str(tmp_path)


def test_what_went_wrong_stands_on_the_page(
    jobs: Jobs, settings: QSettings, qtbot: QtBot, tmp_path: Path
) -> None:
    page = HandingPage(lambda: Waiting(sealed=3, open=1), refuse, jobs, settings)
    qtbot.addWidget(page)
    page.opened()
    page.field.setText(str(tmp_path))
    with qtbot.waitSignal(jobs.idle, timeout=5_000):
        page.start()
    assert page.fault.text() == "U 盘写满了 换一个 U 盘"


def test_nothing_sealed_means_nothing_to_press(
    jobs: Jobs, settings: QSettings, qtbot: QtBot
) -> None:
    page = HandingPage(lambda: Waiting(sealed=0, open=3), write, jobs, settings)
    qtbot.addWidget(page)
    page.opened()
    assert not page.button.isEnabled()
    assert "没有可交" in page.state.text()


def test_all_sealed_is_said_without_a_zero(jobs: Jobs, settings: QSettings, qtbot: QtBot) -> None:
    page = HandingPage(lambda: Waiting(sealed=3, open=0), write, jobs, settings)
    qtbot.addWidget(page)
    page.opened()
    assert page.state.text() == "3 个站点都已定稿，可以交包"
