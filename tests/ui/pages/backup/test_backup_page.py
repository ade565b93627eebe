"""When the last backup was stands on the page; one now is one button."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from played_county import PIN, Clock, County
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from inspector.actions import safekeeping
from inspector.actions.desk import Desk, sit_down
from inspector.actions.safekeeping import Done, Place
from inspector.domain.progress import Ticket
from inspector.ui import backup_watch, texts
from inspector.ui.backup_desk import BackupWork
from inspector.ui.backup_watch import BackupWatch
from inspector.ui.doors import Doors
from inspector.ui.job import Jobs
from inspector.ui.pages.backup.page import BackupPage, sentence_of
from inspector.ui.shell import Shell
from inspector.ui.widgets.button import Kind


@pytest.fixture
def desk(county: County) -> Iterator[Desk]:
    sat = sit_down(county.laptop, PIN, clock=Clock())
    yield sat
    sat.close()


@pytest.fixture
def page(desk: Desk, jobs: Jobs, qtbot: QtBot) -> BackupPage:
    made = BackupPage(BackupWork(desk), jobs)
    qtbot.addWidget(made)
    made.resize(1093, 546)
    made.show()
    made.opened()
    return made


def idle(jobs: Jobs, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: jobs.running is None, timeout=20_000)
    qtbot.wait(1)


def test_a_backup_now_is_said_with_its_counts(page: BackupPage, jobs: Jobs, qtbot: QtBot) -> None:
    assert "还没有备份过" in page.first.state.text()
    assert "还没有设" in page.second.state.text()
    page.start()
    page.start()
    idle(jobs, qtbot)
    assert "已读回核对：0 条记录、0 张照片。之后没有改动" in page.first.state.text()
    assert page.act.isEnabled()
    assert page.hints()


def test_a_second_place_is_chosen_and_dropped(
    page: BackupPage, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = [str(tmp_path / "usb"), "", str(desk.folder.path)]
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a: answers.pop(0))
    page._choose(second=True)
    assert page.second.path.text() == str(tmp_path / "usb")
    page._choose(second=True)
    page._choose(second=True)
    assert "在数据文件夹里面" in page.fault.text()
    page.second.drop.click()
    assert "还没有设" in page.second.state.text()


def test_how_often_is_chosen_by_button(page: BackupPage, desk: Desk) -> None:
    assert page.every[60].kind is Kind.PRIMARY
    page.every[15].click()
    assert page.every[15].kind is Kind.PRIMARY
    assert safekeeping.minutes_of(desk) == 15


def test_a_place_that_refuses_is_said(
    page: BackupPage, desk: Desk, jobs: Jobs, qtbot: QtBot
) -> None:
    safekeeping.usual_place(desk).write_text("在路上", "utf-8")
    page.start()
    idle(jobs, qtbot)
    assert "五星考评备份" in page.fault.text()


def test_a_bug_is_for_the_window(page: BackupPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.failed):
        page._refuse(ValueError("x"))


def test_every_state_of_a_place_has_its_sentence() -> None:
    done = Done(
        at=datetime(2026, 11, 3, 14, 20).astimezone().isoformat(),
        snapshot="x", records=12, photos=30, saves=1, damaged=2,
    )  # fmt: skip
    place = Place(
        path=Path("e"), second=True, there=False, same_disk=False, usual=False, done=done, owed=True
    )
    assert sentence_of(place) == (
        "上次备份 11-03 14:20，已读回核对：12 条记录、30 张照片。之后有改动，到时自动备份。"
        "备份里有 2 张照片已坏，本机也补不了。现在没有插上，插上以后自动补。"
    )
    assert sentence_of(replace(place, done=None)) == "现在没有插上，插上以后自动补。"


# By itself


@pytest.fixture
def shell(qtbot: QtBot) -> Shell:
    made = Shell()
    qtbot.addWidget(made)
    made.show()
    return made


def made_at(desk: Desk) -> int:
    (place,) = safekeeping.places_of(desk)
    return 0 if place.done is None else 1


def test_a_backup_that_is_due_is_made_quietly(shell: Shell, desk: Desk, qtbot: QtBot) -> None:
    watch = BackupWatch(shell)
    watch.look()
    watch.watch(desk)
    watch.look()
    busy = [watch.busy]
    watch.look()
    idle(shell.jobs, qtbot)
    assert [*busy, watch.busy] == [True, False]
    assert made_at(desk) == 1
    assert shell._dock is not None
    assert shell._dock.isHidden()
    watch.look()
    assert shell.jobs.running is None, "nothing changed"
    watch.watch(None)


def test_other_work_goes_first(shell: Shell, desk: Desk, qtbot: QtBot) -> None:
    watch = BackupWatch(shell)
    watch.watch(desk)
    done: list[object] = []

    def slow(ticket: Ticket) -> object:
        return ticket

    watch.look()
    shell.jobs.start("导入", slow, done.append)
    idle(shell.jobs, qtbot)
    assert done
    watch.look()
    idle(shell.jobs, qtbot)
    assert made_at(desk) == 1
    watch.watch(None)


def test_closing_waits_for_a_days_work_once(shell: Shell, desk: Desk, qtbot: QtBot) -> None:
    watch = BackupWatch(shell)
    closed: list[int] = []
    assert not watch.before_closing(lambda: closed.append(1))
    watch.watch(desk)
    assert watch.before_closing(lambda: closed.append(1))
    qtbot.waitUntil(lambda: bool(closed), timeout=20_000)
    assert made_at(desk) == 1
    assert not watch.before_closing(lambda: closed.append(2))
    watch.watch(None)


def test_a_backup_that_fails_by_itself_is_said_in_a_sentence(
    shell: Shell, desk: Desk, qtbot: QtBot
) -> None:
    safekeeping.usual_place(desk).write_text("在路上", "utf-8")
    watch = BackupWatch(shell)
    watch.watch(desk)
    watch.look()
    idle(shell.jobs, qtbot)
    assert shell.toast.sentence().startswith("自动备份没有做成")
    watch.watch(None)


def test_the_window_closes_at_the_second_click(
    shell: Shell, county: County, settings: QSettings, qtbot: QtBot, tmp_path: Path
) -> None:
    doors = Doors(shell, settings, tmp_path / "home", Clock())
    doors.open_folder(county.laptop, PIN)
    qtbot.waitUntil(lambda: shell.jobs.running is None and doors._desk is not None, timeout=20_000)
    assert not shell.close()
    assert doors.backups.busy
    assert shell.close()
    assert backup_watch.AT_CLOSING <= 5_000
    assert texts.BACKUP_FIRST
