"""The page 交接台账: one row a team, and one button that writes the receipts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from inspector.actions.custody import CustodyBoard, gap_words
from inspector.actions.receipting import WrittenReceipt
from inspector.domain.errors import InspectorError
from inspector.ui.job import Jobs
from inspector.ui.look import u
from inspector.ui.page import Page
from inspector.ui.pages.custody import texts
from inspector.ui.pages.custody.desk import CustodyDesk
from inspector.ui.pages.custody.lines import COLUMNS, custody_lines
from inspector.ui.widgets.button import Button, Kind
from inspector.ui.widgets.column_list import ColumnList
from inspector.ui.widgets.empty import Empty
from inspector.ui.widgets.keycap import Hint
from inspector.ui.widgets.keys import bind_keys
from inspector.ui.widgets.label import Label
from inspector.ui.widgets.page_head import PageHead
from inspector.ui.widgets.panel import Hairline, Panel, column


class CustodyPage(Page):
    """``plan_wanted`` leads to the plan; ``ask_folder`` asks people where to write to."""

    about = texts.HELP

    plan_wanted = Signal()

    ground = "surface"

    def __init__(self, desk: CustodyDesk, jobs: Jobs) -> None:
        super().__init__()
        self._desk, self._jobs = desk, jobs
        self.ask_folder: Callable[[], str] = self._ask_folder
        self.board: CustodyBoard | None = None
        self.teams = ColumnList(texts.TITLE, COLUMNS)
        self.told = Label("", 15, "text2", wrap=True)
        self._empty = Empty(texts.NO_ROUND, texts.TO_PLAN, self.plan_wanted.emit)
        self.act = Button(
            texts.WRITE, self.write, key="F10", icon="seal-check", kind=Kind.PRIMARY, height=40
        )
        self._head = PageHead(texts.TITLE, self.act)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._build_main())
        self._stack.addWidget(self._empty)
        box = column(self._head, Hairline())
        box.addWidget(self._stack, 1)
        self.setLayout(box)
        bind_keys(self, [("F10", self.write), ("F5", self.reload)])

    def opened(self) -> None:
        """Load anew and take the focus."""
        self.reload()
        if self.board is None:
            self._empty.take_focus()
        else:
            self.teams.setFocus()

    def hints(self) -> Sequence[Hint]:
        return texts.KEYS if self.board is not None else texts.KEYS_EMPTY

    def reload(self) -> None:
        """Load the round in hand."""
        try:
            self.board = self._desk.custody()
        except InspectorError as error:
            self.failed.emit(error)
            return
        board = self.board
        self._stack.setCurrentIndex(board is None)
        came = board is not None and any(one.laptops for one in board.teams)
        self.act.allow("" if came else texts.NONE_CAME)
        self.hints_changed.emit()
        if board is None:
            self._head.say("")
            return
        late = sum(map(board.late, board.teams))
        self._head.say(
            texts.ABOUT.format(
                round=board.round,
                late=texts.LATE.format(count=late) if late else texts.NONE_LATE,
                limit=board.limit,
            )
        )
        self.teams.show_lines(custody_lines(board))
        gaps = [said for team in board.teams for said in gap_words(team)]
        told = texts.GAPS_TOLD.format(gaps="；".join(gaps)) if gaps else texts.NO_GAPS
        told = told if came else texts.NONE_CAME
        if board.unnamed:
            told = f"{told}\n{texts.TO_COME.format(count=board.unnamed)}"
        self.told.setText(told)

    def write(self) -> None:
        """Ask for a folder and write the receipts of all teams into it."""
        if not self.act.isEnabled():
            return
        name = self.ask_folder()
        if name:
            self.write_into(Path(name))

    def write_into(self, folder: Path) -> None:
        """Write the receipts of all teams into a folder."""

        def told(written: Sequence[WrittenReceipt]) -> None:
            self.toast.emit(texts.WRITTEN.format(count=len(written), folder=folder))

        self._jobs.start(
            texts.WRITING,
            lambda ticket: self._desk.write_receipts(folder, ticket),
            told,
            ended=self.reload,
        )

    def _build_main(self) -> QWidget:
        foot = column(self.told)
        foot.setContentsMargins(u(20), u(8), u(20), u(10))
        box = column()
        box.addWidget(self.teams, 1)
        box.addWidget(Hairline())
        box.addLayout(foot)
        main = Panel("surface")
        main.setLayout(box)
        return main

    def _ask_folder(self) -> str:
        return QFileDialog.getExistingDirectory(self, texts.FOLDER)
