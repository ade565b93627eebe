"""F7 opens the system's print dialog; what comes out is what was on the screen.

No printer stands here, so the dialog's list is its own file printer: it is asked, agreed to and
given up by keys, as any other is.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from memory_paper import MemoryPaper
from paper_samples import list_pdf
from print_queue import differences
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from inspector.actions.inventing import invent
from inspector.domain.progress import Ticket
from inspector.ui.job import Jobs
from inspector.ui.pages.visit import sign_texts
from inspector.ui.pages.visit.desk import VisitDesk
from inspector.ui.pages.visit.page import VisitPage
from inspector.ui.pages.visit.paperwork import COPIES
from inspector.ui.paper_pages import PaperPages
from inspector.ui.paper_printer import OVERLAP, PRINT_TITLE, Printed, PrintRun, _bands
from inspector.ui.spooler import Spooler

ALIKE = 3.0
"""Grey values of 255 by which a page of paper may differ: its edges are drawn twice."""
SHEET = list_pdf(60)


@pytest.fixture
def page(
    qtbot: QtBot, desk: VisitDesk, jobs: Jobs, settings: QSettings, monkeypatch: pytest.MonkeyPatch
) -> VisitPage:
    """A sealed visit at 签字; its sheet is a real PDF of several pages."""
    for code, entry in invent(desk.rubric, Random(1), care=0.9).items():
        desk.put_item(code, entry)
    monkeypatch.setattr(desk, "to_sign", lambda _ticket: SHEET)
    page = VisitPage(desk, jobs, settings)
    qtbot.addWidget(page)
    page.resize(1366, 768)
    page.show()
    page.ending.seal("雨天")
    return page


def dialog(page: VisitPage, qtbot: QtBot) -> QPrintDialog:
    """Press F7 and return the dialog that opens."""
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    QTest.keyClick(page.sign.list, Qt.Key.Key_F7)
    qtbot.waitUntil(
        lambda: any(one.isVisible() for one in page.findChildren(QPrintDialog)), timeout=20_000
    )
    (found,) = [one for one in page.findChildren(QPrintDialog) if one.isVisible()]
    return found


def prints(page: VisitPage) -> list[int]:
    assert isinstance(page.session.desk.paper, MemoryPaper)
    return page.session.desk.paper.prints


def test_the_dialog_is_agreed_to_by_enter_and_prints_what_was_shown(
    page: VisitPage, tmp_path: Path, qtbot: QtBot
) -> None:
    asked = dialog(page, qtbot)
    assert asked.windowTitle() == PRINT_TITLE
    assert asked.isModal()
    printer = asked.printer()
    assert printer.copyCount() == COPIES
    assert printer.docName() == "打分表和问题清单_古塬镇后辛沟村_217.pdf"
    assert asked.findChildren(QComboBox)[0].count() >= 1, "there is something to choose"
    path = tmp_path / "两份.pdf"
    field = next(one for one in asked.findChildren(QLineEdit) if one.objectName() == "filename")
    field.setText(str(path))
    QTest.keyClick(asked, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(prints(page)), timeout=20_000)
    assert not page.findChildren(QPrintDialog) or not asked.isVisible()
    assert "打印了" in page.sign._told.text()
    pages = len(PaperPages(SHEET))
    assert pages >= 2
    paper = path.read_bytes()
    assert len(PaperPages(paper)) == pages * prints(page)[0]
    assert max(differences([paper], [SHEET] * prints(page)[0])) < ALIKE


def test_the_dialog_is_given_up_by_escape_and_nothing_was_printed(
    page: VisitPage, qtbot: QtBot
) -> None:
    asked = dialog(page, qtbot)
    QTest.keyClick(asked, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not page.findChildren(QPrintDialog))
    assert prints(page) == []
    assert page.sign._told.text() == sign_texts.COPIES_TOLD
    again = dialog(page, qtbot)
    QTest.keyClick(again, Qt.Key.Key_Escape)


def test_other_pages_than_those_of_the_sheet_would_be_seen(tmp_path: Path, qapp: object) -> None:
    del qapp
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "错.pdf"))
    turned = [
        Printed(leaf=leaf, words="", pages=PaperPages(SHEET), span=range(page, page + 1))
        for leaf, page in enumerate((1, 0))
    ]
    run = PrintRun(printer, "错", Spooler("错"))
    assert run.print_all(lambda _begin: turned, Ticket(), total=2) == 2
    assert max(differences([(tmp_path / "错.pdf").read_bytes()], [SHEET])) > ALIKE


def test_a_band_repeats_the_last_rows_of_the_one_above() -> None:
    """A printer that scales rounds the edges of pictures: where they only meet, paper shows."""
    for (top, band), (below, under) in pairwise(bands()):
        shared = top + band.height() - below
        assert shared == OVERLAP
        assert lines_of(band)[-shared:] == lines_of(under)[:shared]


def test_a_band_ends_where_no_letter_stands() -> None:
    """A rounded edge shaves letters even where bands overlap, since one of the two lies above."""
    for (_top, band), (_below, under) in pairwise(bands()):
        around = lines_of(band)[-OVERLAP - 1 :] + lines_of(under)[OVERLAP : OVERLAP + 1]
        assert len(set(around)) == 1


def bands() -> list[tuple[int, QImage]]:
    made = list(_bands(PaperPages(SHEET), 0, Ticket()))
    assert len(made) > 2
    return made


def lines_of(band: QImage) -> list[bytes]:
    """Return the rows of px in one form, with colour or without."""
    image = band.convertToFormat(QImage.Format.Format_RGB32)
    bits, step = bytes(image.constBits()), image.bytesPerLine()
    return [bits[at : at + step] for at in range(0, len(bits), step)]
