"""The long work of the page 文书, in jobs: draw for the screen, write files, print."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from inspector.actions.papers.document import Document
from inspector.actions.papers.remarking import remarks_on, shapeless_words
from inspector.actions.papers.writing import Ending, Failure, Shapeless, Target, Written
from inspector.domain.errors import Cancelled, InspectorError
from inspector.domain.file_name import safe_name
from inspector.domain.progress import Ticket
from inspector.ui.job import Jobs
from inspector.ui.pages.papers import texts
from inspector.ui.pages.papers.desk import Leaflet, PapersDesk
from inspector.ui.paper_pages import PaperPages
from inspector.ui.paper_printer import (
    AskPrinter,
    Printed,
    PrintRun,
    Spot,
    ask_printer,
    chosen_pages,
)

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

NAME_SHOWN = 80
"""Characters of a proposed file name."""

Scale = Callable[[tuple[float, float]], float]
"""Px a point at which a first page of a size is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A document, what was chosen about it, and which of its leaves are meant."""

    document: Document
    options: Mapping[str, str]
    leaflets: tuple[Leaflet, ...] = ()

    @property
    def picked(self) -> frozenset[str]:
        """The keys of its leaves."""
        return frozenset(one.planned.key for one in self.leaflets)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """For the screen: leaves if they were asked for; pages, or why there are none."""

    leaflets: Sequence[Leaflet] | None = None
    pages: PaperPages | None = None
    first: QImage | None = None
    refusal: InspectorError | None = None
    remarks: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped:
    """Printing that did not come to its end: go on with ``order`` at ``spot``."""

    order: Order
    spot: Spot
    words: str


@dataclass(slots=True)
class _Run:
    """What a print job leaves behind, however it ends."""

    pages: int = 0
    spot: Spot = field(default_factory=Spot)
    shapeless: list[Shapeless] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    whole: bool = False


class _Making(Ticket):
    """Stops with the work around it, and leaves its bar alone: that counts what was printed."""

    def __init__(self, outer: Ticket) -> None:
        super().__init__()
        self._outer = outer

    def check(self) -> None:
        self._outer.check()


class Press(QObject):
    """``said`` carries a sentence, ``refused`` an error.

    ``weak`` carries leaves that could not be made, and a sentence on what stands as 〓 on others.
    ``stopped`` carries where printing stopped, or None once all is printed.
    """

    said = Signal(str)
    weak = Signal(object, str)
    refused = Signal(object)
    stopped = Signal(object)

    def __init__(
        self, desk: PapersDesk, jobs: Jobs, page: QWidget, ask: AskPrinter = ask_printer
    ) -> None:
        super().__init__(page)
        self._desk, self._jobs, self._page = desk, jobs, page
        self.ask = ask
        self.ask_folder: Callable[[], str] = self._ask_folder
        self.ask_file: Callable[[str, str], str] = self._ask_file

    def draw(
        self, order: Order, leaflet: Leaflet | None, scale: Scale, done: Callable[[Drawn], None],
        ended: Callable[[], None],
    ) -> None:  # fmt: skip
        """Draw a leaf for the screen; without one, plan the document and draw its first."""

        def work(ticket: Ticket) -> Drawn:
            leaflets, shown = None, leaflet
            try:
                if shown is None:
                    leaflets = self._desk.plan(order.document, order.options)
                    ticket.check()
                    shown = leaflets[0]
                drawn = self._desk.draw(shown.planned, ticket)
            except InspectorError as refusal:
                return Drawn(leaflets=leaflets, refusal=refusal)
            pages = PaperPages(drawn.pdf)
            first = pages.draw(0, scale(pages.sizes[0]))
            seen = [Shapeless(words="", signs=drawn.replaced)]
            remarks = remarks_on(order.document, seen)
            return Drawn(leaflets=leaflets, pages=pages, first=first, remarks=remarks)

        self._jobs.start_quietly(texts.LOOK_JOB, work, done, ended)

    def save(self, order: Order, ending: Ending, *, one_file: bool) -> None:
        """Ask where to, then write: a file, or a folder of files."""
        single = one_file or len(order.leaflets) == 1
        filters = texts.PDF_FILTER if ending is Ending.PDF else texts.TABLE_FILTER
        if single:
            words = order.leaflets[0].planned.words if len(order.leaflets) == 1 else ""
            name = "_".join(part for part in (order.document.title, words) if part)
            out = self.ask_file(safe_name(name[:NAME_SHOWN], ending.value), filters)
        else:
            out = self.ask_folder()
        if not out:
            return
        path = Path(out)
        if single and ending is not Ending.PDF:
            ending = Ending.CSV if path.suffix.lower() == Ending.CSV.value else Ending.XLSX
        if single and path.suffix.lower() != ending.value:
            path = path.with_name(f"{path.name}{ending.value}")  # a name typed without its ending
        target = Target(out=path, ending=ending, one_file=one_file)
        self._jobs.start(
            texts.SAVE_JOB.format(title=order.document.title),
            lambda ticket: self._desk.write(
                order.document, order.options, order.picked, target, ticket
            ),
            self._tell_written,
            unit=texts.UNIT,
            failed=self.refused.emit,
        )

    def print_on(self, order: Order, begin: Spot | None = None) -> None:
        """Ask for a printer, then print; ``begin`` is where it stopped before."""
        name = safe_name(order.document.title, Ending.PDF.value)
        self.ask(
            self._page, name, 1, lambda printer: self.print_to(printer, order, begin or Spot())
        )

    def print_to(self, printer: QPrinter, order: Order, begin: Spot) -> None:
        """Print on a printer that was chosen."""
        from inspector.ui.spooler import Spooler  # noqa: PLC0415 - costs start-up

        spooler = Spooler(printer.printerName() or printer.outputFileName())
        run = _Run()

        def work(ticket: Ticket) -> None:
            press = PrintRun(printer, order.document.title, spooler, begin)
            source = partial(self._drawn, order, run, _Making(ticket), printer)
            try:
                run.pages = press.print_all(source, ticket, total=len(order.leaflets))
                run.whole = True
            except Cancelled:
                self.said.emit(texts.STOPPED)
                raise
            finally:
                run.spot = press.spot

        self._jobs.start(
            texts.PRINT_JOB.format(title=order.document.title),
            work,
            lambda _nothing: self.said.emit(texts.PRINTED.format(pages=run.pages)),
            unit=texts.UNIT,
            failed=self.refused.emit,
            ended=lambda: self._tell_run(order, run),
        )

    def _drawn(
        self, order: Order, run: _Run, ticket: Ticket, printer: QPrinter, begin: int
    ) -> Iterator[Printed]:
        """Draw leaves one by one for the printer, from number ``begin`` on."""
        leaves = order.leaflets
        for number in range(begin, len(leaves)):
            planned = leaves[number].planned
            try:
                drawn = self._desk.draw(planned, ticket)
            except InspectorError as fault:
                run.failed.append(Failure(words=planned.words, fault=fault))
                continue
            pages = PaperPages(drawn.pdf)
            run.shapeless.append(Shapeless(words=planned.words, signs=drawn.replaced))
            span = range(len(pages)) if len(leaves) > 1 else chosen_pages(printer, len(pages))
            yield Printed(leaf=number, words=planned.words, pages=pages, span=span)

    def _tell_run(self, order: Order, run: _Run) -> None:
        self._tell_weak(run.failed, run.shapeless)
        at = min(run.spot.leaf, len(order.leaflets) - 1)
        words = order.leaflets[at].planned.words
        begun = run.spot != Spot()
        rest = Stopped(order=order, spot=run.spot, words=words) if begun else None
        self.stopped.emit(None if run.whole else rest)

    def _tell_written(self, written: Written) -> None:
        first = written.files[0]
        one = texts.SAVED_ONE.format(path=first)
        many = texts.SAVED_MANY.format(count=len(written.files), path=first.parent)
        self.said.emit(one if len(written.files) == 1 else many)
        self._tell_weak(written.failed, written.shapeless)

    def _tell_weak(self, failed: Sequence[Failure], shapeless: Sequence[Shapeless]) -> None:
        """Tell what did not become paper, and what became 〓 on it."""
        remark = shapeless_words(shapeless)
        if failed or remark:
            self.weak.emit(failed, remark)

    def _ask_folder(self) -> str:
        return QFileDialog.getExistingDirectory(self._page, texts.ASK_FOLDER)

    def _ask_file(self, proposed: str, filters: str) -> str:
        name, _filter = QFileDialog.getSaveFileName(self._page, texts.ASK_FILE, proposed, filters)
        return name
