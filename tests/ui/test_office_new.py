"""A county office is made in the window: all faults at once, the recovery key once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from played_county import Clock, write_lists
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from inspector.actions.creating import OfficeFiles
from inspector.platform.resources import form
from inspector.ui.doors import Doors
from inspector.ui.look import look
from inspector.ui.pages.coverage.page import CoveragePage
from inspector.ui.pages.office_new import texts
from inspector.ui.pages.office_new.page import OfficeNewPage
from inspector.ui.pages.office_new.recovery import grouped
from inspector.ui.pages.office_new.wish import NewOffice, wish_of
from inspector.ui.pages.welcome.page import WelcomePage
from inspector.ui.shell import Shell
from inspector.ui.widgets.button import Button


@pytest.fixture
def lists(tmp_path: Path) -> OfficeFiles:
    return write_lists(tmp_path / "lists")


@pytest.fixture
def shell(qtbot: QtBot) -> Iterator[Shell]:
    shell = Shell()
    qtbot.addWidget(shell)
    shell.resize(1366, 768)
    shell.show()
    yield shell
    assert shell.jobs.wait()
    shell.leaving()
    look().rescale(1.0)


@pytest.fixture
def page(shell: Shell, settings: QSettings, tmp_path: Path) -> OfficeNewPage:
    doors = Doors(shell, settings, tmp_path / "home", Clock())
    doors.show_welcome()
    welcome = shell.page()
    assert isinstance(welcome, WelcomePage)
    QTest.keyClicks(welcome, "2")
    page = shell.page()
    assert isinstance(page, OfficeNewPage)
    return page


def fill(page: OfficeNewPage, lists: OfficeFiles, tmp_path: Path) -> None:
    answers = {
        "sites": str(lists.sites),
        "teams": str(lists.teams),
        "folder": str(tmp_path / "县库"),
        "pin": "135790",
        "again": "135790",
    }
    for key, text in answers.items():
        page.fields[key].setText(text)


def enter(page: OfficeNewPage, shell: Shell, qtbot: QtBot) -> None:
    QTest.keyClick(page.fields["pin"], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shell.jobs.running is None and shell.jobs.wait(0), timeout=60_000)
    qtbot.wait(1)


def test_an_office_is_made_by_keyboard_and_opens_on_its_home(
    page: OfficeNewPage, shell: Shell, lists: OfficeFiles, tmp_path: Path, qtbot: QtBot
) -> None:
    fill(page, lists, tmp_path)
    enter(page, shell, qtbot)
    card = page.recovery
    assert card.isVisible()
    assert not card.act.isEnabled()
    assert card.why.isVisible(), "a disabled button has its reason beside it"
    QTest.keyClick(card.written, Qt.Key.Key_Return)
    assert shell.page() is page, "the key must be copied down first"
    QTest.keyClick(card, Qt.Key.Key_Escape)
    assert shell.page() is page
    QTest.keyClick(card.written, Qt.Key.Key_Space)
    QTest.keyClick(card.written, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(shell.page(), CoveragePage), timeout=60_000)


def test_all_faults_of_a_list_are_shown_with_row_and_column(
    page: OfficeNewPage, shell: Shell, lists: OfficeFiles, tmp_path: Path, qtbot: QtBot
) -> None:
    rows = lists.sites.read_text("utf-8").splitlines()
    rows[7] = rows[7].replace("village", "villag")
    lists.sites.write_text("\n".join([*rows, rows[-1]]), "utf-8")
    fill(page, lists, tmp_path)
    enter(page, shell, qtbot)
    model = page.faults.lines
    shown = [str(model.data(model.index(row))) for row in range(model.rowCount())]
    assert len(shown) >= 2
    assert any("第 8 行 “level”列" in text for text in shown)
    assert any("第 15 行 “code”列" in text for text in shown)
    assert "什么都没有建" in page.note.text()
    assert page.hints() == texts.KEYS_FAULTY
    assert not (tmp_path / "县库").exists()
    page.grab()
    fill(page, write_lists(tmp_path / "mended"), tmp_path)
    enter(page, shell, qtbot)
    assert page.recovery.isVisible(), "what was typed was kept, and it can be tried again"


def test_a_faulty_form_is_shown_by_line(
    page: OfficeNewPage, shell: Shell, lists: OfficeFiles, tmp_path: Path, qtbot: QtBot
) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text(form("rural.yaml").read_text("utf-8").replace("title:", "titel:", 1), "utf-8")
    fill(page, lists, tmp_path)
    page.fields["rubrics"].setText(f"{bad};{form('community.yaml')}")
    enter(page, shell, qtbot)
    assert page.faults.lines.rowCount() >= 1
    assert "bad.yaml" in page.note.text()


def test_an_occupied_folder_is_said_in_place(
    page: OfficeNewPage, shell: Shell, lists: OfficeFiles, tmp_path: Path, qtbot: QtBot
) -> None:
    fill(page, lists, tmp_path)
    (tmp_path / "县库").mkdir()
    (tmp_path / "县库" / "别的.txt").write_text("不能动")
    enter(page, shell, qtbot)
    assert page.note.text()
    assert page.faults.lines.rowCount() == 0
    assert page.act.isEnabled()


def test_a_bug_is_explained_by_the_window_and_can_be_tried_again(page: OfficeNewPage) -> None:
    page.act.setEnabled(False)
    page.refuse(ValueError("bug"))
    assert page.act.isEnabled()
    assert page.note.text() == ""


def test_esc_goes_back_to_the_start(page: OfficeNewPage, shell: Shell, qtbot: QtBot) -> None:
    QTest.keyClick(page, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: isinstance(shell.page(), WelcomePage))


def test_paths_are_chosen_by_buttons(
    page: OfficeNewPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: ("/a/名册.csv", ""))
    monkeypatch.setattr(
        QFileDialog, "getOpenFileNames", lambda *_args: (["/a.yaml", "/b.yaml"], "")
    )
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(tmp_path))
    for button in page.findChildren(Button):
        if button.accessibleName().startswith(texts.CHOOSE):
            button.click()
    assert page.fields["sites"].text() == "/a/名册.csv"
    assert page.fields["folder"].text() == str(tmp_path)
    assert page.fields["rubrics"].text() == "/a.yaml;/b.yaml"


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"teams": ""}, "还差：考评组名单。"),
        ({"again": "135791"}, texts.PINS_DIFFER),
        ({"pin": "123", "again": "123"}, texts.PIN_SHORT),
        ({"sites": "没有.csv"}, "找不到“站点名册”：没有.csv"),
        ({"policy": "没有.yaml"}, "找不到“考评规则”：没有.yaml"),
    ],
)
def test_what_is_missing_is_said_before_anything_is_done(
    lists: OfficeFiles, changed: dict[str, str], sentence: str
) -> None:
    answers = {
        "sites": str(lists.sites), "teams": str(lists.teams), "folder": "县库",
        "pin": "135790", "again": "135790", "policy": "", "rubrics": "",
    }  # fmt: skip
    assert wish_of(answers | changed) == sentence


def test_several_forms_are_told_apart_by_semicolons(lists: OfficeFiles) -> None:
    one, two = form("rural.yaml"), form("community.yaml")
    answers = {
        "sites": str(lists.sites), "teams": str(lists.teams), "folder": "县库",
        "pin": "135790", "again": "135790", "policy": "", "rubrics": f"{one}; {two}",
    }  # fmt: skip
    wish = wish_of(answers)
    assert isinstance(wish, NewOffice)
    assert wish.rubrics == (one, two)


def test_a_key_in_groups_is_the_whole_key() -> None:
    key = "AGE-SECRET-KEY-1" + "QPZRY9X8GF" * 5 + "2TVDW0S3"
    head, groups = grouped(key)
    assert head + "".join(groups) == key
    assert head == "AGE-SECRET-KEY-1"
    assert {len(group) for group in groups[:-1]} == {5}


def test_the_key_can_be_copied(
    page: OfficeNewPage, shell: Shell, lists: OfficeFiles, tmp_path: Path, qtbot: QtBot
) -> None:
    fill(page, lists, tmp_path)
    enter(page, shell, qtbot)
    page.recovery._copy.click()
    assert QApplication.clipboard().text().startswith("AGE-SECRET-KEY-1")
