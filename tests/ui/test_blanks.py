"""Paper first in the window, on a real data folder: out, in, a second time, settled."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from played_county import PIN, Clock, County, count_site, in_field, sites_of
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from inspector.actions import scoring, sealing
from inspector.actions.verifying import SheetUnknown
from inspector.domain.ids import CheckpointCode, ItemCode
from inspector.domain.wording import record_code
from inspector.ui.blanks_desk import BlanksWork
from inspector.ui.doors import Doors
from inspector.ui.look import look
from inspector.ui.pages.blanks import texts
from inspector.ui.pages.blanks.page import BlanksPage
from inspector.ui.pages.visit.page import VisitPage
from inspector.ui.shell import Shell

LEVEL = "E8"
"""Where a book has the answer of ZB-1.1."""


@pytest.fixture
def shell(qtbot: QtBot, county: County, settings: QSettings, tmp_path: Path) -> Iterator[Shell]:
    shell = Shell()
    qtbot.addWidget(shell)
    shell.resize(1366, 768)
    shell.show()
    doors = Doors(shell, settings, tmp_path / "home", Clock())
    doors.open_folder(county.laptop, PIN)
    idle(qtbot, shell)
    yield shell
    assert shell.jobs.wait()
    shell.leaving()
    look().rescale(1.0)


def idle(qtbot: QtBot, shell: Shell) -> None:
    qtbot.waitUntil(lambda: shell.jobs.running is None, timeout=30_000)


def paper(shell: Shell, tmp_path: Path) -> BlanksPage:
    page = shell.go("blanks")
    assert isinstance(page, BlanksPage)
    page.errands.ask_folder = lambda: str(tmp_path)
    return page


def filled(path: Path, level: str) -> str:
    book = load_workbook(path)
    book.worksheets[0][LEVEL] = level
    book.save(path.with_name(f"{level}.xlsx"))
    return str(path.with_name(f"{level}.xlsx"))


def test_a_village_goes_on_paper_and_comes_back_twice(
    shell: Shell, tmp_path: Path, qtbot: QtBot
) -> None:
    page = paper(shell, tmp_path)
    page.errands.print_sheets()
    page.errands.print_strips()
    page.errands.write_book()
    page.errands.print_card()
    idle(qtbot, shell)
    assert sorted(path.name.split("_")[0] for path in tmp_path.glob("*.pdf")) == [
        "按键卡.pdf",
        "空白打分表",
        "走访记录条",
    ]
    (book,) = tmp_path.glob("录入表_*.xlsx")
    QTest.keyClick(page.sites, Qt.Key.Key_Return)
    assert not page.differences.isVisible(), "nobody has typed it yet"
    page.errands.ask_book = lambda: filled(book, "较好")
    page.errands.enter_book()
    idle(qtbot, shell)
    page.errands.ask_book = lambda: filled(book, "差")
    page.name.setText("人13")
    page.errands.enter_second()
    idle(qtbot, shell)
    assert page.differences.isVisible()
    page.name.setText("人11")
    QTest.keyClick(page.differences, Qt.Key.Key_2)
    assert page.head._subtitle.text().endswith("1 个双人核对过")


def test_a_laptop_verifies_a_sheet_that_was_sealed_on_it(
    county: County, shell: Shell, tmp_path: Path
) -> None:
    page = paper(shell, tmp_path)
    with in_field(county.open_laptop("t02", "T02")) as desk:
        site = sites_of(desk)[0]
        count_site(desk, site)
        seal = sealing.seal(desk, scoring.open_visit(desk, site))
        work = BlanksWork(desk)
        assert work.verify(record_code(seal.digest))[0] == texts.CODE_FITS
        other = f"WXKP1|{site}|2026-11-03T08:30|1|{seal.digest[:16]}"  # another total on its QR
        assert work.verify(other)[0] == texts.CODE_DIFFERS
    with pytest.raises(SheetUnknown):
        page._desk.verify(record_code(seal.digest))


def test_an_open_visit_shows_what_paper_brought(shell: Shell, tmp_path: Path, qtbot: QtBot) -> None:
    page = paper(shell, tmp_path)
    page.errands.write_book()
    idle(qtbot, shell)
    (book,) = tmp_path.glob("录入表_*.xlsx")
    page.item_wanted.emit(page._lines[0].uid, "ZB-1")
    assert isinstance(shell.page(), VisitPage)
    shell.go("blanks")
    page.errands.ask_book = lambda: filled(book, "较好")
    page.errands.enter_book()
    idle(qtbot, shell)
    visit = shell.go("visit")
    assert isinstance(visit, VisitPage)
    entry = visit.session.entry(ItemCode("ZB-1"))
    assert entry.entries[CheckpointCode("ZB-1.1")].level == "较好"
