"""Paper out and paper in, each in a job: what the buttons of the page 纸面 do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from inspector.actions.double_entry import Comparison
from inspector.actions.entry_books import BookEntered
from inspector.actions.papers.blanks import BLANK, STRIP
from inspector.domain.errors import InspectorError
from inspector.domain.ids import SiteCode
from inspector.domain.progress import Ticket
from inspector.ui.job import Jobs
from inspector.ui.pages.blanks import texts
from inspector.ui.pages.blanks.desk import BlanksDesk
from inspector.ui.widgets.ask import Ask, Question

Chosen = Callable[[], Sequence[SiteCode]]
Named = Callable[[], str]


class Errands(QObject):
    """``chosen`` tells for which sites, none for all; ``named`` who types or decides, or nobody.

    ``ask_folder`` and ``ask_book`` ask people. ``ended`` follows whatever changed the store,
    ``counted`` only what changed the counts, ``compared`` carries second entries.
    """

    said = Signal(str)
    failed = Signal(object)
    ended = Signal()
    counted = Signal()
    compared = Signal(object)

    def __init__(
        self, desk: BlanksDesk, jobs: Jobs, page: QWidget, chosen: Chosen, named: Named
    ) -> None:
        super().__init__(page)
        self._desk, self._jobs, self._page = desk, jobs, page
        self._chosen, self._named = chosen, named
        self.ask_folder: Callable[[], str] = self._ask_folder
        self.ask_book: Callable[[], str] = self._ask_book

    def print_sheets(self) -> None:
        """Print blank sheets."""
        self._print(BLANK.name)

    def print_strips(self) -> None:
        """Print the strips of all inspectors."""
        self._print(STRIP.name)

    def print_card(self) -> None:
        """Print the key card."""
        if folder := self.ask_folder():
            self._write(lambda _ticket: (self._desk.print_card(Path(folder)),))

    def write_book(self) -> None:
        """Write a book to fill in."""
        folder, sites = self.ask_folder(), self._chosen()
        if folder:
            self._write(lambda _ticket: (self._desk.write_book(Path(folder), sites),))

    def enter_book(self) -> None:
        """Enter a book that was filled in."""
        if name := self.ask_book():
            self._jobs.start(
                texts.JOB_ENTER,
                lambda ticket: self._desk.enter(Path(name), ticket),
                self._tell_entered,
                unit=texts.UNIT,
                failed=self.failed.emit,
                ended=self.ended.emit,
            )

    def enter_second(self) -> None:
        """Take a book as what a second person typed."""
        by = self._named()
        if by and (name := self.ask_book()):
            self._jobs.start(
                texts.JOB_SECOND,
                lambda _ticket: self._desk.enter_second(Path(name), by),
                self._tell_second,
                failed=self.failed.emit,
                ended=self.ended.emit,
            )

    def check_paper(self, told: Sequence[str] = ()) -> None:
        """Ask for a 记录码, say what it belongs to, and ask for the next, until somebody goes."""
        code = Question(word=texts.CODE, hint=texts.CODE_HINT)
        Ask(texts.CHECK, [code], self._check_paper, self._page, told=told).open()

    def _check_paper(self, answers: Sequence[str]) -> None:
        try:
            told = self._desk.verify(answers[0])
        except InspectorError as error:
            told = (error.sentence(), error.advice())
        self.check_paper([texts.CODE_WAS.format(code=answers[0]), *told])

    def _print(self, document: str) -> None:
        folder, sites = self.ask_folder(), self._chosen()
        if folder:
            self._write(
                lambda ticket: self._desk.print_blank(document, Path(folder), sites, ticket)
            )

    def _write(self, work: Callable[[Ticket], Sequence[Path]]) -> None:
        self._jobs.start(
            texts.JOB_PRINT, work, self._tell_written, unit=texts.UNIT, failed=self.failed.emit
        )

    def _tell_written(self, paths: Sequence[Path]) -> None:
        self.said.emit(texts.WRITTEN.format(count=len(paths), path=paths[0].parent))

    def _tell_entered(self, came: BookEntered) -> None:
        told = texts.ENTERED.format(count=len(came.entered))
        told += "".join(
            texts.PASSED_OVER.format(place=where, why=why) for where, why in came.skipped
        )
        self.said.emit(told)
        self.counted.emit()

    def _tell_second(self, found: Sequence[Comparison]) -> None:
        differing = [one for one in found if one.open]
        self.said.emit(texts.VERIFIED.format(count=len(found), open=len(differing)))
        self.compared.emit(differing)

    def _ask_folder(self) -> str:
        return QFileDialog.getExistingDirectory(self._page, texts.ASK_OUT)

    def _ask_book(self) -> str:
        name, _filter = QFileDialog.getOpenFileName(self._page, texts.ASK_BOOK, "", texts.FILTER)
        return name
