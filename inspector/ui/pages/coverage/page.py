"""The coverage page: all sites of the round as cells, and every gap by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QWidget

from inspector.actions.covering import CoverageBoard
from inspector.domain.coverage import CoverageState
from inspector.domain.errors import InspectorError
from inspector.domain.ids import SiteCode
from inspector.domain.wording import thousands, word
from inspector.ui.dock import Bar
from inspector.ui.job import Jobs
from inspector.ui.look import look, u
from inspector.ui.page import Page
from inspector.ui.pages.coverage import texts
from inspector.ui.pages.coverage.cells import FIRST, NAME, TEAM
from inspector.ui.pages.coverage.concerns import concerns
from inspector.ui.pages.coverage.desk import CoverageDesk
from inspector.ui.pages.coverage.filters import STATES, Filters
from inspector.ui.pages.coverage.grid import CoverGrid
from inspector.ui.pages.coverage.village import VillageCard
from inspector.ui.widgets.button import Button, Kind
from inspector.ui.widgets.empty import Empty
from inspector.ui.widgets.keycap import Hint
from inspector.ui.widgets.keys import bind_keys
from inspector.ui.widgets.label import Elided, Label
from inspector.ui.widgets.page_head import PageHead
from inspector.ui.widgets.panel import Hairline, Panel, boxed, column, row
from inspector.ui.widgets.side import WithSide
from inspector.ui.widgets.told_list import ToldList


class CoveragePage(Page):
    """``import_wanted`` and ``plan_wanted`` lead to other pages."""

    about = texts.HELP

    import_wanted = Signal()
    plan_wanted = Signal()

    ground = "surface"

    def __init__(self, desk: CoverageDesk, jobs: Jobs) -> None:
        super().__init__()
        self._desk, self._jobs = desk, jobs
        self.board: CoverageBoard | None = None
        self.grid, self.filters, self.list = CoverGrid(self), Filters(), ToldList(texts.CONCERNS)
        self._figure, self._of = Label("0", 32, bold=True), Label("", 16, "text2")
        self._bar, self._told = Bar(), Elided("", 15)
        self._empty = Empty(texts.NO_ROUND, texts.TO_PLAN, self.plan_wanted.emit)
        self._heads = Heads(self.grid)
        self._side = WithSide(self._build_main(), self._build_side(), texts.SIDE)
        self._print = Button(texts.PRINT, self.print_list, key="F7", icon="printer", height=38)
        self._import = Button(
            texts.IMPORT, self.import_wanted.emit,
            key="Ctrl+I", icon="tray-arrow-down", kind=Kind.PRIMARY, height=40,
        )  # fmt: skip
        self._head = PageHead(texts.TITLE, self._side.button, self._print, self._import)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._side)
        self._stack.addWidget(self._empty)
        box = column(self._head, Hairline())
        box.addWidget(self._stack, 1)
        self.setLayout(box)
        self._connect()

    def opened(self) -> None:
        """Load anew and take the focus, the same site still chosen."""
        cell = self.grid.cell()
        self.reload()
        if self.board is None:
            self._empty.take_focus()
            return
        if cell is None or not self._go_to(cell[0]):
            self.grid.choose(0, FIRST)
        self.grid.setFocus()

    def hints(self) -> Sequence[Hint]:
        return texts.KEYS if self.board is not None else texts.KEYS_EMPTY

    def reload(self) -> None:
        """Load the round in hand."""
        try:
            line = self._desk.round()
            self.board = self._desk.coverage() if line is not None else None
            arrived = self._desk.arrived() if line is not None else ()
        except InspectorError as error:
            self.failed.emit(error)
            return
        self._stack.setCurrentWidget(self._side if self.board is not None else self._empty)
        self._print.setVisible(self.board is not None)
        self.grid.cells().show_board(self.board)
        if line is None or self.board is None:
            self._head.say("")
            return
        told = texts.ROUND.format(
            round=line.id, pattern=line.pattern, out=line.went_out, came=line.came_in
        )
        self._head.say(told)
        self.list.lines.show_lines(concerns(self.board, arrived))
        self._figure.setText(thousands(self.board.received))
        self._of.setText(texts.RECEIVED.format(planned=thousands(self.board.planned)))
        self._bar.show_part(self.board.received, self.board.planned)
        self._show_filters()
        self._heads.update()

    def print_list(self) -> None:
        """Ask for a file and write the list of what is missing."""
        if self.board is None:
            return
        name, _filter = QFileDialog.getSaveFileName(
            self, texts.PRINT_SAVE, f"覆盖情况_{self.board.round}.pdf", texts.PDF_FILTER
        )
        if name:
            self.write_list(Path(name))

    def write_list(self, out: Path) -> None:
        """Write the list of what is missing into a file."""
        self._jobs.start(
            texts.PRINTING, lambda ticket: self._desk.print_coverage(out, ticket), self._printed
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and (self._side.close_drawer() or self._clear()):
            return
        super().keyPressEvent(event)

    def _build_main(self) -> QWidget:
        figures = row(self._figure, self._of, self._bar, gap=8)
        figures.setStretch(2, 1)
        figures.addWidget(self.filters)
        figures.setAlignment(self._of, Qt.AlignmentFlag.AlignVCenter)
        self._bar.setMaximumWidth(u(120))
        figures.insertStretch(3, 1)
        box = column(gap=6)
        box.addLayout(figures)
        box.addWidget(self._heads)
        box.addWidget(self.grid, 1)
        box.addWidget(self._told)
        box.setContentsMargins(u(20), u(8), u(16), u(8))
        main = Panel("surface")
        main.setLayout(box)
        return main

    def _build_side(self) -> QWidget:
        return boxed(column(self.list))

    def _connect(self) -> None:
        self.grid.moved.connect(self._tell)
        self.grid.wanted.connect(lambda _key: self.grid.next_exception())
        self.grid.entered_cell.connect(self._open)
        self.filters.picked.connect(self._filter)
        self.list.entered_row.connect(self._follow)
        self.list.clicked.connect(self._follow)
        keys = [("Ctrl+I", self.import_wanted.emit), ("F7", self.print_list), ("F5", self.reload)]
        bind_keys(self, keys)
        look().changed.connect(self._heads.update)

    def _show_filters(self) -> None:
        cells = self.grid.cells()
        counts = Counter(
            cell[2] for row_ in range(cells.rowCount()) for cell in cells.township(row_).cells
        )
        self.filters.show_counts(counts, cells.only)

    def _filter(self, place: int) -> None:
        cells = self.grid.cells()
        cells.only = None if cells.only is STATES[place] else STATES[place]
        self._show_filters()
        self.grid.viewport().update()
        if cells.only is not None:
            self.grid.next_exception()

    def _clear(self) -> bool:
        if self.grid.cells().only is None:
            return False
        self.grid.cells().only = None
        self._show_filters()
        self.grid.viewport().update()
        return True

    def _tell(self) -> None:
        cell = self.grid.cell()
        if cell is None:
            self._told.setText("")
            return
        township = self.grid.cells().township(self.grid.currentIndex().row())
        place = texts.CELL.format(township=township.name, name=cell[1], tail=cell[0][-3:])
        told = texts.CELL_TOLD.format(
            place=place, state=word(cell[2]), teams="、".join(township.teams)
        )
        self._told.setText(told)
        self._told.tone("text" if cell[2] is CoverageState.RECEIVED else "warn")

    def _open(self, _index: QModelIndex) -> None:
        cell = self.grid.cell()
        if cell is None:
            return
        township = self.grid.cells().township(self.grid.currentIndex().row())
        title = texts.CARD_TITLE.format(township=township.name, name=cell[1], tail=cell[0][-3:])
        try:
            visits = self._desk.visits(cell[0])
        except InspectorError as error:
            self.failed.emit(error)
            return
        VillageCard(title, visits, self).open()

    def _follow(self, index: QModelIndex) -> None:
        code = SiteCode(self.list.key(index))
        if code and self._go_to(code):
            self._side.close_drawer()
            self.grid.setFocus()

    def _go_to(self, code: SiteCode) -> bool:
        place = self.grid.cells().place_of(code)
        if place is not None:
            self.grid.choose(*place)
        return place is not None

    def _printed(self, path: Path) -> None:
        self.toast.emit(texts.PRINTED.format(name=path.name))


class Heads(QWidget):
    """The heads of the grid's columns, as wide as the columns are."""

    def __init__(self, grid: CoverGrid) -> None:
        super().__init__()
        self._grid = grid
        self._words = [
            Label(text, 13, "text3")
            for text in (texts.TOWNSHIP, texts.TEAM, texts.CELLS, texts.COUNT)
        ]
        line: QHBoxLayout = row(*self._words)
        line.setStretch(2, 1)
        self.setLayout(line)
        grid.model().modelReset.connect(self.fit)

    def fit(self) -> None:
        """Follow the columns."""
        self._words[0].setFixedWidth(self._grid.columnWidth(NAME) or u(90))
        self._words[1].setFixedWidth(self._grid.columnWidth(TEAM) or u(50))
