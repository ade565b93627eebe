"""The papers of a visit: typeset, shown, printed, saved. The slow part in jobs.

Screen, printer and file get the same: all that is signed once the visit is sealed, before that the
score sheet as it stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from inspector.domain.file_name import safe_name
from inspector.domain.progress import Ticket
from inspector.platform.durable import write_durably
from inspector.ui.job import Jobs
from inspector.ui.pages.visit import sign_texts, texts
from inspector.ui.pages.visit.desk import VisitDesk
from inspector.ui.pages.visit.sheet_view import DrawnSheet, draw_sheet
from inspector.ui.paper_pages import PaperPages
from inspector.ui.paper_printer import (
    AskPrinter,
    Printed,
    PrintRun,
    ask_printer,
    chosen_pages,
)

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

COPIES = 2
"""一式两份: one for the village, one for the county (policy.yaml, ``documents``)."""


class Paperwork(QObject):
    """``drawn`` follows with the pages, ``said`` and ``saved`` with where it was saved.

    ``printed`` carries how many copies a printer took; ``failed`` why it took none.
    """

    drawn = Signal(object)
    said = Signal(str)
    printed = Signal(int)
    saved = Signal(str)
    failed = Signal(object)

    def __init__(
        self, desk: VisitDesk, jobs: Jobs, page: QWidget, ask: AskPrinter = ask_printer
    ) -> None:
        super().__init__(page)
        self._desk, self._jobs, self._page = desk, jobs, page
        self.ask = ask
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        self._folder = Path(QStandardPaths.writableLocation(documents))

    def draw(self) -> None:
        """Typeset the papers and draw their pages."""
        self._jobs.start(self._job, lambda ticket: draw_sheet(self.papers(ticket)), self._show)

    def print_two(self) -> None:
        """Typeset what is signed, then ask which printer shall print it, twice."""
        self._jobs.start(sign_texts.PRINT_JOB, self.papers, self._ask_printer)

    def papers(self, ticket: Ticket) -> bytes:
        """Return what is shown, printed and saved as one PDF; runs in a job."""
        if self._desk.sealed() is None:
            return self._desk.sheet(ticket)
        return self._desk.to_sign(ticket)

    def words(self) -> str:
        """Return which papers these are."""
        return texts.PAPERS_DRAFT if self._desk.sealed() is None else texts.PAPERS

    def save_as(self) -> None:
        """Ask where to, then save the PDF."""
        proposed = str(self._folder / self.proposed_name())
        name, _filter = QFileDialog.getSaveFileName(
            self._page, texts.SAVE_TITLE.format(papers=self.words()), proposed, "PDF (*.pdf)"
        )
        if name:
            self._folder = Path(name).parent
            self.save(Path(name))

    def save(self, path: Path) -> None:
        """Save the PDF; the file appears whole or not at all."""

        def work(ticket: Ticket) -> Path:
            write_durably(path, self.papers(ticket))
            return path

        self._jobs.start(self._job, work, self._tell)

    def proposed_name(self) -> str:
        """Return a file name that every system takes."""
        place = self._desk.place
        name = texts.SHEET_NAME.format(
            papers=self.words(), name=f"{place.township}{place.name}", tail=place.tail
        )
        return safe_name(name.removesuffix(".pdf"), ".pdf")

    @property
    def _job(self) -> str:
        return texts.SHEET_JOB.format(papers=self.words())

    def _show(self, sheet: object) -> None:
        if isinstance(sheet, DrawnSheet):
            self.drawn.emit(sheet)

    def _ask_printer(self, pdf: bytes) -> None:
        self.ask(self._page, self.proposed_name(), COPIES, lambda one: self._print(one, pdf))

    def _print(self, printer: QPrinter, pdf: bytes) -> None:
        """Print on what was chosen; two copies come out one after the other."""
        from inspector.ui.spooler import Spooler  # noqa: PLC0415 - costs start-up

        copies = max(printer.copyCount(), 1)
        name = printer.printerName() or printer.outputFileName()
        title = Path(self.proposed_name()).stem
        run = PrintRun(printer, title, Spooler(name))

        def source(_begin: int) -> Iterator[Printed]:
            pages = PaperPages(pdf)
            span = chosen_pages(printer, len(pages))
            yield Printed(leaf=0, words=title, pages=pages, span=span)

        self._jobs.start(
            sign_texts.PRINT_JOB,
            lambda ticket: run.print_all(source, ticket, total=1),
            lambda _sent: self.printed.emit(copies),
            failed=self.failed.emit,
        )

    def _tell(self, path: object) -> None:
        self.saved.emit(str(path))
        self.said.emit(texts.SHEET_SAVED.format(papers=self.words(), path=path))
