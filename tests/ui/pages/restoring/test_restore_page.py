"""A backup comes back: which one, where to, by what; and what it holds."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from played_county import PIN, Clock, County, in_field
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from inspector.actions import keeping
from inspector.actions.desk import open_desk
from inspector.platform.folder import STORE
from inspector.ui.doors import Doors
from inspector.ui.job import Jobs
from inspector.ui.pages.restoring.page import RestorePage
from inspector.ui.restore_door import Restoring
from inspector.ui.shell import Shell


@pytest.fixture
def home(county: County, tmp_path: Path) -> Path:
    """Back a laptop up three times, the last time without an end."""
    with in_field(county.laptop) as desk:
        kept = [keeping.backup(desk, tmp_path / "disk") for _ in range(3)]
    (kept[-1].path / "complete.json").unlink()
    return kept[0].path.parent


@pytest.fixture
def page(jobs: Jobs, qtbot: QtBot) -> RestorePage:
    made = RestorePage(Restoring(Clock()), jobs)
    qtbot.addWidget(made)
    made.resize(1093, 546)
    made.show()
    made.opened()
    return made


def fill(page: RestorePage, home: Path, target: Path, secret: str = PIN) -> None:
    page.source.setText(str(home.parent))
    page.look()
    page.target.setText(str(target))
    page.opener.secret.setText(secret)


def idle(jobs: Jobs, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: jobs.running is None, timeout=20_000)
    qtbot.wait(1)


def test_the_newest_whole_one_is_chosen_and_comes_back(
    page: RestorePage, home: Path, jobs: Jobs, qtbot: QtBot, tmp_path: Path
) -> None:
    fill(page, home, tmp_path / "again")
    assert page.list.lines.rowCount() == 3
    assert page.picked.text().startswith("恢复 2026-11-03")
    page.start()
    page.start()
    idle(jobs, qtbot)
    assert page.result.text().startswith("恢复好了：0 条记录、0 张照片")
    assert "看不出来" in page.told.text()
    with qtbot.waitSignal(page.done) as heard:
        page.open.click()
    assert heard.args == [tmp_path / "again", PIN]
    assert page.opener.secret.text() == ""


def test_what_is_missing_is_said_one_by_one(page: RestorePage, home: Path, tmp_path: Path) -> None:
    said = []

    def hear() -> None:
        page.start()
        said.append(page.note.text())

    hear()
    page.source.setText(str(home))
    page.look()
    hear()
    page.target.setText(str(tmp_path / "again"))
    hear()
    assert said == [
        "先选备份在哪里。", "先选恢复到哪个空文件夹。", "还没输口令。",
    ]  # fmt: skip
    page.opener.way.choose(1)
    page.opener._show(1)
    page.opener.secret.setText("x")
    assert page.opener.fault() == "口令至少 6 位。"
    page.opener.pin.setText("246801")
    assert page.opener.fault() == "两次输入的新口令不一样。"
    page.source.setText(str(tmp_path / "nowhere"))
    page.look()
    assert page.note.text().startswith("这里没有备份")
    assert page.picked.text() == ""


def test_the_code_brings_a_new_pin(
    page: RestorePage, home: Path, county: County, jobs: Jobs, qtbot: QtBot, tmp_path: Path
) -> None:
    fill(page, home, tmp_path / "again", county.handed["T01"].code)
    page.opener.way.choose(1)
    page.opener._show(1)
    page.opener.pin.setText("246801")
    page.opener.again.setText("246801")
    page.start()
    idle(jobs, qtbot)
    assert page.result.text()
    with open_desk(tmp_path / "again", "246801", clock=Clock()):
        pass


def test_a_damaged_newest_offers_the_one_before(
    page: RestorePage, home: Path, jobs: Jobs, qtbot: QtBot, tmp_path: Path
) -> None:
    fill(page, home, tmp_path / "again")
    newest = page.chosen()
    assert newest is not None
    file = newest.path / STORE
    content = bytearray(file.read_bytes())
    content[5000] ^= 1
    file.write_bytes(content)
    page.start()
    idle(jobs, qtbot)
    assert "已选中前一份" in page.note.text()
    assert page.chosen() != newest
    page.start()
    idle(jobs, qtbot)
    assert page.result.text()


def test_a_wrong_pin_is_said_and_a_stop_leaves_nothing(
    page: RestorePage, home: Path, jobs: Jobs, qtbot: QtBot, tmp_path: Path
) -> None:
    fill(page, home, tmp_path / "again", "000000")
    page.start()
    idle(jobs, qtbot)
    assert "口令" in page.note.text()
    page.opener.secret.setText(PIN)
    page.start()
    assert jobs.running is not None
    jobs.running.ticket.cancel()
    idle(jobs, qtbot)
    if page.result.text():  # it was quicker
        shutil.rmtree(tmp_path / "again")
    else:
        assert "没有留下" in page.note.text()
    assert not (tmp_path / "again").exists()


def test_folders_are_chosen(
    page: RestorePage, home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    answers = ["", str(home), str(tmp_path / "again")]
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a: answers.pop(0))
    page._browse(page.source, page.look)
    assert page.source.text() == ""
    page._browse(page.source, page.look)
    assert page.chosen() is not None
    page._browse(page.target, None)
    assert page.target.text() == str(tmp_path / "again")


def test_a_bug_is_for_the_window(page: RestorePage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.failed):
        page._refuse(ValueError("x"))


def test_the_start_leads_there_and_back(settings: QSettings, qtbot: QtBot, tmp_path: Path) -> None:
    shell = Shell()
    qtbot.addWidget(shell)
    shell.show()
    doors = Doors(shell, settings, tmp_path / "home", Clock())
    doors.show_welcome()
    doors.restore()
    page = shell.page()
    assert isinstance(page, RestorePage)
    assert page.hints()
    QTest.keyClick(page, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not isinstance(shell.page(), RestorePage), timeout=5_000)
