"""Every document of the registry goes through a real print queue: what comes out was on screen.

Needs CUPS, cups-pdf and root, as :mod:`test_print_queue`. A new document is printed without a line
here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from io import BytesIO

import pytest
from nasty_county import ROUNDS
from PIL import ImageChops
from PIL.Image import Image
from played_county import County, at_office
from print_queue import MOVED, differences, pictures, print_server, strangers, why_not
from pypdfium2 import PdfDocument
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from pytestqt.qtbot import QtBot

from inspector.actions.desk import Desk
from inspector.actions.papers.document import Document, Wish
from inspector.actions.papers.registry import DOCUMENTS
from inspector.actions.papers.writing import paper_pdf, planned_leaves
from inspector.domain.errors import InspectorError
from inspector.domain.progress import Ticket
from inspector.ui import paper_printer
from inspector.ui.paper_pages import PaperPages
from inspector.ui.paper_printer import Printed, PrintRun
from inspector.ui.spooler import Spooler

pytestmark = pytest.mark.skipif(bool(why_not()), reason=f"真打印队列没有试：{why_not()}")

PAGES = 4
"""Of each document; the first ones are of every kind that it has."""
ALIKE = 5.0
"""Grey values of 255: a page of small type, printed at half of what an office printer shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What was to be printed, by document, and the PDFs that came out of the queue."""

    leaves: dict[str, bytes]
    papers: list[bytes]

    def pages(self) -> list[str]:
        """Name each page, in the order of printing."""
        return [
            f"{name} {place + 1}"
            for name, leaf in self.leaves.items()
            for place in range(len(PaperPages(leaf)))
        ]


def begin_of(desk: Desk, document: Document) -> bytes:
    """Return the first pages of a document's first leaf, as the preview has them."""
    for round_id in ROUNDS:
        try:
            first, *_ = planned_leaves(desk, document, Wish(round=round_id))
        except InspectorError:
            continue
        with PdfDocument(paper_pdf(first)) as whole, PdfDocument.new() as begin:
            begin.import_pages(whole, list(range(min(len(whole), PAGES))))
            held = BytesIO()
            begin.save(held)
        return held.getvalue()
    pytest.fail(f"{document.title}: play in nasty_county what it is drawn from")


@pytest.fixture(scope="module")
def leaves(nasty: County) -> dict[str, bytes]:
    with at_office(nasty.office) as desk:
        return {name: begin_of(desk, document) for name, document in DOCUMENTS.items()}


@pytest.fixture
def run(leaves: dict[str, bytes], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    monkeypatch.setattr(paper_printer, "DPI", 150)
    with print_server() as server:
        queue = server.queue("every")
        printer = QPrinter(QPrinterInfo.printerInfo(queue), QPrinter.PrinterMode.HighResolution)

        def source(begin: int) -> Iterator[Printed]:
            for number, (name, leaf) in list(enumerate(leaves.items()))[begin:]:
                pages = PaperPages(leaf)
                yield Printed(leaf=number, words=name, pages=pages, span=range(len(pages)))

        press = PrintRun(printer, f"{server.tag}全部文书", Spooler(queue))
        sent = press.print_all(source, Ticket(), total=len(leaves))
        papers = server.papers(queue, partial(qtbot.waitUntil, timeout=120_000))
        assert sent == sum(len(PaperPages(paper)) for paper in papers)
        yield Run(leaves=leaves, papers=papers)


def test_every_document_comes_out_of_a_printer_as_it_was_on_the_screen(run: Run) -> None:
    names, ours = run.pages(), list(run.leaves.values())
    assert b"/DCTDecode" in run.leaves["score-sheet"], "a sheet with photos is among them"
    found = dict(zip(names, differences(ours, run.papers), strict=True))
    assert {name: apart for name, apart in found.items() if apart > ALIKE} == {}
    shown, printed = pictures(ours), pictures(run.papers)
    assert [names[at] for at in strangers(shown, printed)] == []
    assert_faults_are_found(shown, printed)


def assert_faults_are_found(shown: list[Image], printed: list[Image]) -> None:
    """Plant faults: another leaf, a page that is missing, a page printed 2 mm too far off."""
    first, second, *others = printed
    assert strangers(shown, [second, first, *others]) == [0, 1]
    assert strangers(shown, printed[:-1]) == [len(shown) - 1]
    assert strangers(shown, [second, *others]) != []
    for across, down in ((MOVED, 0), (0, -MOVED)):
        moved = ImageChops.offset(first, across, down)
        assert strangers(shown, [moved, second, *others]) == [0]
