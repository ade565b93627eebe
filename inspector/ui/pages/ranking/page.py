"""The ranking page: places of townships and sites, provisional until they are frozen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from inspector.actions.ranking import Board
from inspector.actions.results import NothingToRank
from inspector.domain.errors import InspectorError
from inspector.domain.wording import moment_words, record_code
from inspector.ui.job import Jobs
from inspector.ui.look import u
from inspector.ui.page import Page
from inspector.ui.pages.ranking import texts
from inspector.ui.pages.ranking.checks import ChecksPanel, Verdict, judge
from inspector.ui.pages.ranking.desk import RankingDesk
from inspector.ui.pages.ranking.lines import (
    SITE_COLUMNS,
    TOWNSHIP_COLUMNS,
    TownshipPainter,
    site_lines,
    township_lines,
)
from inspector.ui.pages.ranking.status import StatusStrip
from inspector.ui.widgets.button import Button, Kind
from inspector.ui.widgets.column_list import ColumnList
from inspector.ui.widgets.confirm import Confirm
from inspector.ui.widgets.empty import Empty
from inspector.ui.widgets.field import Field
from inspector.ui.widgets.keycap import Hint
from inspector.ui.widgets.keys import bind_keys
from inspector.ui.widgets.page_head import PageHead
from inspector.ui.widgets.panel import Hairline, Panel, column
from inspector.ui.widgets.segments import Segments
from inspector.ui.widgets.side import WithSide

TOWNSHIPS, SITES = range(2)


class RankingPage(Page):
    """``coverage_wanted`` leads to the coverage; ``ask_file`` asks people where to print to."""

    about = texts.HELP

    coverage_wanted = Signal()

    ground = "surface"

    def __init__(self, desk: RankingDesk, jobs: Jobs) -> None:
        super().__init__()
        self._desk, self._jobs = desk, jobs
        self.ask_file: Callable[[str], str] = self._ask_file
        self.board: Board | None = None
        self.verdict: Verdict | None = None
        self.status = StatusStrip()
        self.views = Segments(texts.VIEWS, (texts.TOWNSHIPS, texts.SITES))
        self.townships = ColumnList(
            texts.TOWNSHIPS, TOWNSHIP_COLUMNS, height=24, painter=TownshipPainter
        )
        self.sites = ColumnList(texts.SITES, SITE_COLUMNS)
        self._panel = ChecksPanel()
        self._empty = Empty("", texts.TO_COVERAGE, self.coverage_wanted.emit)
        self._lists = QStackedWidget()
        self._lists.addWidget(self.townships)
        self._lists.addWidget(self.sites)
        self._side = WithSide(self._build_main(), self._panel, texts.SIDE, 320)
        self._print = Button(
            texts.PRINT_DRAFT, self.print_list, key="F7", icon="printer", height=38
        )
        self.act = Button(
            texts.FREEZE, self.freeze, key="F10", icon="lock-simple", kind=Kind.PRIMARY, height=40
        )
        self._head = PageHead(texts.TITLE, self.views, self._side.button, self._print, self.act)
        self._full = Panel("surface")
        full = column(self.status)
        full.addWidget(self._side, 1)
        self._full.setLayout(full)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._full)
        self._stack.addWidget(self._empty)
        box = column(self._head, Hairline())
        box.addWidget(self._stack, 1)
        self.setLayout(box)
        self._connect()

    def opened(self) -> None:
        """Load anew and take the focus."""
        self.reload()
        if self.board is None:
            self._empty.take_focus()
        else:
            self._list().setFocus()

    def hints(self) -> Sequence[Hint]:
        return texts.KEYS if self.board is not None else texts.KEYS_EMPTY

    def reload(self) -> None:
        """Load the ranking of the round in hand."""
        try:
            self._load()
        except InspectorError as error:
            self.failed.emit(error)

    def freeze(self) -> None:
        """Ask, then freeze; the button of the question repeats the act."""
        board, verdict = self.board, self.verdict
        if board is None or verdict is None or not verdict.changed:
            return
        facts = {
            "round": board.round,
            "townships": len(board.townships),
            "sites": len(board.sites),
            "number": board.edition + 1,
            "before": board.edition,
        }
        asked = list(texts.CONFIRM) + ([texts.CONFIRM_AGAIN] if board.edition else [])
        sentences = [sentence.format(**facts) for sentence in asked]
        why = Field(texts.WHY, texts.WHY_HINT) if verdict.open else None
        if why is not None:
            sentences.append(texts.CONFIRM_OPEN.format(open=verdict.open.sentence()))
        Confirm(
            sentences,
            self._freeze_words(board),
            lambda: self.freeze_now(why.text() if why is not None else ""),
            self,
            field=why,
        ).open()

    def freeze_now(self, reason: str = "") -> None:
        """Freeze without asking; a reason is needed while something is open."""
        self.act.allow(texts.FREEZING)
        self._jobs.start(
            texts.FREEZING,
            lambda _ticket: self._desk.freeze(reason),
            self._froze,
            ended=self.reload,
        )

    def print_list(self) -> None:
        """Ask for a file and write the ranking list."""
        if self.board is None:
            return
        name = self.ask_file(f"排名表_{self.board.round}.pdf")
        if name:
            self._jobs.start(
                texts.PRINTING,
                lambda ticket: self._desk.print_ranking(Path(name), ticket),
                self._printed,
            )

    def turn_view(self) -> None:
        """Change between townships and sites."""
        self.views.choose(1 - self.views.at)
        self._show_view(self.views.at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if not self._side.close_drawer() and self.views.at == SITES:
                self.turn_view()
            return
        super().keyPressEvent(event)

    def _build_main(self) -> QWidget:
        box = column()
        box.addWidget(self._lists, 1)
        box.setContentsMargins(u(8), u(4), u(8), u(4))
        main = Panel("surface")
        main.setLayout(box)
        return main

    def _connect(self) -> None:
        self.views.chosen.connect(self._show_view)
        self.townships.list.entered_row.connect(self._open_township)
        keys = [
            ("F7", self.print_list), ("F10", self.freeze),
            ("F5", self.reload), ("Ctrl+Tab", self.turn_view),
        ]  # fmt: skip
        bind_keys(self, keys)

    def _load(self) -> None:
        line = self._desk.round()
        self._head.say(texts.ROUND.format(round=line.id) if line is not None else "")
        try:
            self.board = self._desk.board() if line is not None else None
        except NothingToRank:
            self.board = None
        nothing = texts.NOTHING.format(round=line.id) if line is not None else texts.NO_ROUND
        self._empty.say(nothing)
        shown = self.board is not None
        for widget in (self.views, self._print, self.act):
            widget.setVisible(shown)
        self._stack.setCurrentWidget(self._full if shown else self._empty)
        if self.board is not None:
            self._show_board(self.board)

    def _show_board(self, board: Board) -> None:
        fresh = self._desk.fresh() if board.edition else board
        self.verdict = judge(fresh, board, self._desk.coverage())
        painter = self.townships.painter
        if isinstance(painter, TownshipPainter):
            painter.show_board(board)
        self.townships.show_lines(township_lines(board))
        self.sites.show_lines(site_lines(board))
        self._panel.show_verdict(self.verdict, board, self._desk.rule())
        self._print.say(texts.PRINT if board.edition else texts.PRINT_DRAFT)
        self.act.say(self._freeze_words(board))
        self.act.allow("" if self.verdict.changed else texts.ALREADY)
        self._show_status(board, self.verdict)

    def _show_status(self, board: Board, verdict: Verdict) -> None:
        if not board.edition:
            told = texts.PROVISIONAL_TOLD
            if verdict.open:
                told = verdict.open.sentence()
            self.status.show_state(texts.PROVISIONAL, told, frozen=False, aside=texts.ON_PAPER)
            return
        told = texts.FROZEN_TOLD.format(
            at=moment_words(datetime.fromisoformat(board.frozen_at)), code=record_code(board.digest)
        )
        if verdict.changed:
            told = f"{told}{texts.CHANGED}"
        self.status.show_state(texts.FROZEN.format(number=board.edition), told, frozen=True)

    def _freeze_words(self, board: Board) -> str:
        return texts.FREEZE_AGAIN if board.edition else texts.FREEZE.format(round=board.round)

    def _show_view(self, at: int) -> None:
        self._lists.setCurrentIndex(at)
        self._list().setFocus()

    def _list(self) -> ColumnList:
        return self.sites if self.views.at == SITES else self.townships

    def _open_township(self, index: QModelIndex) -> None:
        if self.board is None:
            return
        code = self.townships.lines.line(index.row()).key
        first = next(
            (str(site.site) for site in self.board.ranking.sites if site.township == code), ""
        )
        self.turn_view()
        self.sites.list.choose(max(self.sites.lines.place_of(first), 0))

    def _froze(self, board: Board) -> None:
        told = texts.FROZE.format(
            round=board.round, number=board.edition, code=record_code(board.digest)
        )
        self.toast.emit(told)

    def _printed(self, path: Path) -> None:
        self.toast.emit(texts.PRINTED.format(name=path.name))

    def _ask_file(self, name: str) -> str:
        chosen, _filter = QFileDialog.getSaveFileName(
            self, texts.PRINT_SAVE, name, texts.PDF_FILTER
        )
        return chosen
