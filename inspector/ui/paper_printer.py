"""Puts the pages of PDFs on a printer that somebody chose, a bundle at a time.

A bundle is one job of the system's queue, at most :data:`BUNDLE` pages. So a long run starts at
once, little of it is lost when a printer vanishes, and everybody knows from which page to go on.
All pages of a bundle lie alike: CUPS shrinks a larger one, and turns upright ones on their head
that go along with one across.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QMarginsF, QPointF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtWidgets import QWidget

from inspector.domain.errors import Cancelled, InspectorError
from inspector.domain.progress import Ticket
from inspector.ui.paper_pages import POINTS_AN_INCH, PaperPages

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from inspector.ui.spooler import Spooler

DPI = 300
"""What an office printer shows."""
ROWS = 512
"""Rows of px drawn at once at most: a page across the county's A3 is some 17 bands."""
OVERLAP = 2
"""Rows of px that a band repeats of the one above: a printer's own scaling rounds each picture's
edges, and would leave a white line where two only meet."""
CALM = OVERLAP + 2
"""Rows, each as the one above it, where a band ends: a rounded edge shaves a hair off letters, but
is not seen in paper or in upright rules."""
PRINT_TITLE = "打印"
BUNDLE = 40
"""Pages; an even number, so that a sheet printed on both sides stays one."""


class PrinterFailed(InspectorError):
    """The printer is gone, stopped, or threw pages away. ``spot`` is where to go on."""

    code: ClassVar[str] = "W260"
    what: ClassVar[str] = (
        "打印机“{printer}”没有打完，停在{leaf}第 {page} 页；前面的 {sent} 页已送出。"
    )
    next_step: ClassVar[str] = "看看打印机开了没有、有没有纸，再打一次，会从停下的那页接着打。"

    spot: Spot


class PrinterGone(PrinterFailed):
    """Nothing was sent at all."""

    code: ClassVar[str] = "W261"
    what: ClassVar[str] = "打印机“{printer}”关着或不在了，一页也没有送出。"
    next_step: ClassVar[str] = "看看打印机开了没有、有没有纸，再打一次；也可以先存 PDF。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where printing stands: copy, document and page, all from 0; and pages sent in this run."""

    copy: int = 0
    leaf: int = 0
    page: int = 0
    sent: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """One document to print: its number among all, what lists call it, which of its pages."""

    leaf: int
    words: str
    pages: PaperPages
    span: range


AskPrinter = Callable[[QWidget, str, int, "Callable[[QPrinter], None]"], None]
"""Asks for a printer for a document of that name, proposing so many copies; calls back once
somebody agreed."""


def ask_printer(parent: QWidget, name: str, copies: int, on: Callable[[QPrinter], None]) -> None:
    """Ask for a printer by the system's own dialog: which one, copies, pages, both sides.

    Where there is no printer at all the dialog proposes a file called ``name``: an empty one is a
    folder, which it refuses in a box of its own.
    """
    from PySide6.QtPrintSupport import (  # noqa: PLC0415 - costs start-up
        QPrintDialog,
        QPrinter,
        QPrinterInfo,
    )

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setCopyCount(copies)
    printer.setDocName(name)
    both = QPrinter.DuplexMode.DuplexLongSide
    if both in QPrinterInfo(printer).supportedDuplexModes():
        printer.setDuplex(both)  # an official document is printed on both sides
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, on=True)
    dialog.setWindowTitle(PRINT_TITLE)
    dialog.accepted.connect(lambda: on(printer))
    dialog.finished.connect(dialog.deleteLater)
    dialog.setModal(True)
    dialog.show()  # not exec: the window goes on


def chosen_pages(printer: QPrinter, count: int) -> range:
    """Return the pages that were asked for in the dialog, of ``count``."""
    begin, end = printer.fromPage(), printer.toPage()
    if not begin:
        return range(count)
    return range(min(begin, count) - 1, min(max(end, begin), count))


Source = Callable[[int], Iterable[Printed]]
"""Makes the documents from a number on, one by one."""


@dataclass(slots=True)
class _Bundle:
    """Pages that went to the queue as one job, and where they begin."""

    title: str
    begin: Spot
    paper: tuple[int, int]
    pages: int = 0


@dataclass(slots=True)
class PrintRun:
    """Prints documents on ``printer``; ``begin`` is where an earlier run stopped.

    ``spot`` tells at any time where to go on.
    """

    printer: QPrinter
    title: str
    spooler: Spooler
    begin: Spot = field(default_factory=Spot)
    spot: Spot = field(default_factory=Spot)
    _painter: QPainter = field(default_factory=QPainter)
    _bundle: _Bundle | None = None
    _sent: list[_Bundle] = field(default_factory=list)
    _words: dict[int, str] = field(default_factory=dict)

    def print_all(self, source: Source, ticket: Ticket, *, total: int) -> int:
        """Print ``total`` documents, which are made one by one; return how many pages were sent.

        With several copies the whole lot comes out once, then again, as people hand it out.

        Raises:
            PrinterGone, PrinterFailed: The printer does not take it; ``spot`` says from where.
            Cancelled: By the ticket; what the queue has is printed, ``spot`` says from where.
        """
        self.spot = replace(self.begin, sent=0)
        self.printer.setFullPage(True)
        self.printer.setResolution(DPI)
        copies = max(self.printer.copyCount(), 1)
        self.printer.setCopyCount(1)
        try:
            for copy in range(self.begin.copy, copies):
                for document in source(self.spot.leaf):
                    place = copy * total + document.leaf
                    part = ticket.part(place, place + 1, copies * total, document.words)
                    self._print(copy, document, part)
                    document.pages.close()
                self.spot = Spot(copy=copy + 1, sent=self.spot.sent)
            self._close()
        except (Cancelled, PrinterFailed):
            self._drop()
            raise
        finally:
            self.printer.setCopyCount(copies)
        return self.spot.sent

    def _print(self, copy: int, document: Printed, ticket: Ticket) -> None:
        self._words[document.leaf] = document.words
        span, begin = document.span, self.begin
        if (copy, document.leaf) == (begin.copy, begin.leaf):
            span = range(max(span.start, begin.page), span.stop)
        for done, place in enumerate(span, 1):
            spot = Spot(copy=copy, leaf=document.leaf, page=place, sent=self.spot.sent)
            self._turn(spot, document.pages.sizes[place], first=place == span.start)
            for top, band in _bands(document.pages, place, ticket):
                self._painter.drawImage(QPointF(0, top), band)
            self.spot = replace(spot, page=place + 1, sent=spot.sent + 1)
            ticket.step(done, len(span))
        self.spot = Spot(copy=copy, leaf=document.leaf + 1, sent=self.spot.sent)

    def _turn(self, spot: Spot, size: tuple[float, float], *, first: bool) -> None:
        """Begin a page: in the bundle, or in a new one."""
        paper = (round(size[0]), round(size[1]))
        bundle = self._bundle
        apart = bundle is not None and (bundle.paper != paper or bundle.pages >= BUNDLE)
        if apart and not self._into_file:
            self._close()
            bundle = None
        layout = _layout(size)
        if bundle is None:
            self.printer.setPageLayout(layout)
            self._open(spot, paper)
            return
        if first and self._both_sides() and bundle.pages % 2:
            self._new_page(bundle)  # a document begins on a front
        self.printer.setPageLayout(layout)
        self._new_page(bundle)

    def _new_page(self, bundle: _Bundle) -> None:
        if not self.printer.newPage():
            raise self._failed(bundle.begin)
        bundle.pages += 1

    def _open(self, spot: Spot, paper: tuple[int, int]) -> None:
        self._check()
        title = f"{self.title} {spot.copy + 1}-{spot.leaf + 1}-{spot.page + 1}"
        self._bundle = _Bundle(title, spot, paper, 1)
        self.printer.setDocName(self._bundle.title)
        if not self._painter.begin(self.printer):
            raise self._failed(spot)
        self._painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)

    def _close(self) -> None:
        """Hand the bundle to the queue and see that it was taken."""
        bundle, self._bundle = self._bundle, None
        if bundle is None:
            return
        ended = self._painter.end()
        self._sent.append(bundle)
        self._look_back()
        if not ended:
            raise self._failed(bundle.begin)

    def _check(self) -> None:
        """See that the printer stands, and that nothing that was sent was thrown away."""
        self._look_back()
        if not self._into_file and not self.spooler.stands():
            raise self._failed(self.spot)

    def _look_back(self) -> None:
        """See that all bundles are in the queue or printed, or go back to the first that is not."""
        from inspector.ui.spooler import Stage  # noqa: PLC0415 - costs start-up

        if not self.spooler.speaks or self._into_file:
            return
        jobs = self.spooler.jobs()
        for bundle in self._sent:
            job = jobs.get(bundle.title)
            if job is None or job.stage in (Stage.CANCELED, Stage.ABORTED):
                raise self._failed(bundle.begin)

    def _drop(self) -> None:
        """Throw away the bundle that is not whole; go on later from its beginning."""
        bundle, self._bundle = self._bundle, None
        if bundle is None:
            return
        thrown = True
        if self._painter.isActive():
            thrown = self.printer.abort()
            self._painter.end()
        self.spot = bundle.begin
        job = self.spooler.jobs().get(bundle.title)
        if job is not None and not thrown:  # CUPS is given what there is, whatever one says
            self.spooler.cancel(job.number)

    def _failed(self, spot: Spot) -> PrinterFailed:
        self.spot = spot
        kind = PrinterFailed if spot.sent else PrinterGone
        error = kind(
            printer=self.spooler.name,
            leaf=self._words.get(spot.leaf, ""),
            page=spot.page + 1,
            sent=spot.sent,
        )
        error.spot = spot
        return error

    @property
    def _into_file(self) -> bool:
        """True if the dialog's own file printer was chosen: one file holds all."""
        return bool(self.printer.outputFileName())

    def _both_sides(self) -> bool:
        from PySide6.QtPrintSupport import QPrinter as Printers  # noqa: PLC0415 - costs start-up

        return self.printer.duplex() != Printers.DuplexMode.DuplexNone


def _bands(pages: PaperPages, place: int, ticket: Ticket) -> Iterator[tuple[int, QImage]]:
    """Yield a page at print size as bands and where they begin; white ones are left out."""
    scale = DPI / POINTS_AN_INCH
    _width, height = pages.pixels(place, scale)
    top, bottom = 0, 0
    while bottom < height:
        ticket.check()
        top = max(bottom - OVERLAP, 0)
        band = pages.band(place, scale, top, ROWS)
        if top + band.height() < height:
            band = band.copy(0, 0, band.width(), _calm_end(band))
        bottom = top + band.height()
        if band.allGray():
            band = band.convertToFormat(QImage.Format.Format_Grayscale8)
        bits = band.constBits()
        if bits != b"\xff" * len(bits):
            yield top, band


def _calm_end(band: QImage) -> int:
    """Return after how many rows a band ends so that no letter is cut; all where it is dense."""
    bits, step, alike = bytes(band.constBits()), band.bytesPerLine(), 0
    for row in range(band.height() - 1, band.height() // 2, -1):
        same = bits[row * step : (row + 1) * step] == bits[(row - 1) * step : row * step]
        alike = alike + 1 if same else 0
        if alike == CALM:
            return row + CALM // 2 + OVERLAP // 2
    return band.height()


def _layout(size: tuple[float, float]) -> QPageLayout:
    """Return the paper of a page, across if the page is."""
    paper = QPageSize(
        QSizeF(min(size), max(size)), QPageSize.Unit.Point, "",
        QPageSize.SizeMatchPolicy.FuzzyMatch,
    )  # fmt: skip
    across = size[0] > size[1]
    lies = QPageLayout.Orientation.Landscape if across else QPageLayout.Orientation.Portrait
    return QPageLayout(paper, lies, QMarginsF())
