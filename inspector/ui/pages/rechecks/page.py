"""The page 复核: draw the sample, hand it out, look at both marks of each site."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from inspector.actions.dispatching import Dispatched
from inspector.actions.recheck_board import RecheckBoard, RecheckStart
from inspector.actions.rechecks import RecheckPlan
from inspector.domain.errors import InspectorError
from inspector.domain.ids import RoundId
from inspector.ui.job import Jobs
from inspector.ui.look import look, u
from inspector.ui.page import Page
from inspector.ui.pages.rechecks import texts
from inspector.ui.pages.rechecks.desk import RecheckDesk
from inspector.ui.pages.rechecks.lines import COLUMNS, recheck_lines
from inspector.ui.widgets.button import Button, Kind
from inspector.ui.widgets.column_list import ColumnList
from inspector.ui.widgets.confirm import Confirm
from inspector.ui.widgets.empty import Empty
from inspector.ui.widgets.field import Field, NumField, halfwidth
from inspector.ui.widgets.keycap import Hint
from inspector.ui.widgets.keys import bind_keys
from inspector.ui.widgets.label import Label
from inspector.ui.widgets.page_head import PageHead
from inspector.ui.widgets.panel import Hairline, Panel, column, row

LARGEST_SEED = 10**9


class RechecksPage(Page):
    """``plan_wanted`` leads to the plan, ``intake_wanted`` to where packages are taken in.

    ``ask_folder`` and ``ask_file`` ask people where to write; a test answers itself.
    """

    about = texts.HELP

    plan_wanted = Signal()
    intake_wanted = Signal()

    ground = "surface"

    def __init__(self, desk: RecheckDesk, jobs: Jobs) -> None:
        super().__init__()
        self._desk, self._jobs = desk, jobs
        self.ask_folder: Callable[[], str] = self._ask_folder
        self.ask_file: Callable[[str], str] = self._ask_file
        self.start: RecheckStart | None = None
        self.board: RecheckBoard | None = None
        self._asked = ""
        self.of, self.name = Field(texts.OF, height=38), Field(texts.NAME, height=38)
        self.seed = NumField(texts.SEED, texts.SEED_HINT)
        self.rule, self.note = Label("", 15, "text2", wrap=True), Label("", 15, wrap=True)
        self.list = ColumnList(texts.LIST, COLUMNS)
        self._none = Empty(texts.NO_ROUND, texts.TO_PLAN, self.plan_wanted.emit)
        self._waiting = Empty("", texts.TO_INTAKE, self.intake_wanted.emit)
        self._undrawn = Empty("", texts.DRAW_FIRST, self.draw)
        self._lists = QStackedWidget()
        for part in (self.list, self._undrawn, self._waiting):
            self._lists.addWidget(part)
        self.draw_button = Button(texts.DRAW, self.draw, key="F5", icon="shuffle", height=38)
        self.print_button = Button(
            texts.PRINT, self.print_list, key="F7", icon="printer", height=38
        )
        self.act = Button(
            texts.DISPATCH, self.dispatch, key="F10", icon="export", kind=Kind.PRIMARY, height=40
        )
        self._head = PageHead(texts.TITLE, self.draw_button, self.print_button, self.act)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._build_main())
        self._stack.addWidget(self._none)
        box = column(self._head, Hairline())
        box.addWidget(self._stack, 1)
        self.setLayout(box)
        self._connect()

    def opened(self) -> None:
        """Load anew and take the focus; the round that is typed stays."""
        self.reload()
        if self.start is None:
            self._none.take_focus()
            return
        shown = self._lists.currentWidget()
        if isinstance(shown, Empty):
            shown.take_focus()
        else:
            self.list.setFocus()

    def hints(self) -> Sequence[Hint]:
        if self.board is not None:
            return texts.KEYS_OUT if self.board.went_out else texts.KEYS
        return texts.KEYS_FIRST if self.start and self.start.sealed else texts.KEYS_EMPTY

    def reload(self) -> None:
        """Load the round that the fields name, else the newest."""
        try:
            self._load()
        except InspectorError as error:
            self._say(f"{error.sentence()}{error.advice()}", "warn")

    def draw(self) -> None:
        """Draw the sample; where one was drawn already, ask first."""
        if self.start is None or (self.board is not None and self.board.went_out):
            return
        seed, name = self._seed(), self._name()
        if not name:
            self._say(texts.ROUND_MISSING, "warn")
        elif isinstance(seed, str):
            self._say(seed, "warn")
        elif self.board is not None:
            told = [texts.DRAW_AGAIN.format(seed=self.board.seed), texts.DRAW_AGAIN_TOLD]
            act = texts.DRAW_AGAIN_ACT.format(round=name)
            Confirm(told, act, lambda: self._draw(name, seed), self).open()
        else:
            self._draw(name, seed)

    def dispatch(self) -> None:
        """Ask where to, and before the first time whether to, then write the packages."""
        board = self.board
        if board is None or not self.act.isEnabled():
            return
        folder = self.ask_folder()
        if not folder:
            return
        if board.went_out:
            self._write(board, Path(folder))
            return
        facts = {
            "round": board.round,
            "count": len({one.again_team for one in board.sites}),
            "sites": len(board.sites),
            "folder": folder,
        }
        Confirm(
            [sentence.format(**facts) for sentence in texts.CONFIRM],
            texts.CONFIRM_ACT.format(**facts),
            lambda: self._write(board, Path(folder)),
            self,
        ).open()

    def print_list(self) -> None:
        """Ask for a file and write the list."""
        board = self.board
        if board is None:
            return
        name = self.ask_file(texts.PRINT_NAME.format(round=board.round))
        if name:
            self._jobs.start(
                texts.PRINTING,
                lambda ticket: self._desk.print_rechecks(board, Path(name), ticket),
                lambda path: self.toast.emit(texts.PRINTED.format(name=path.name)),
            )

    def _load(self) -> None:
        typed = RoundId(halfwidth(self.of.text()).strip())
        self._asked = self.of.text().strip()
        self.start = start = self._desk.start(typed or None)
        self._stack.setCurrentIndex(start is None)
        self.board = None
        if start is not None:
            if not typed:
                self.of.setText(start.of)
                self._asked = start.of
            if not self._name():
                self.name.setText(start.name)
            self.rule.setText(_rule(start))
            self.board = self._desk.recheck(self._name())
        self._show(start, self.board)

    def _show(self, start: RecheckStart | None, board: RecheckBoard | None) -> None:
        for button in (self.print_button, self.act):
            button.setVisible(board is not None)
        self.draw_button.setVisible(start is not None and start.sealed > 0)
        self.draw_button.allow(texts.WENT_OUT if board is not None and board.went_out else "")
        self._head.say("")
        self._say("")
        if board is not None:
            self._show_board(board)
        elif start is not None:
            facts = {"of": start.of, "sealed": start.sealed}
            self._undrawn.say(texts.NOT_DRAWN.format(**facts))
            self._waiting.say(texts.NOTHING_IN.format(**facts))
            self._lists.setCurrentWidget(self._undrawn if start.sealed else self._waiting)
        self.hints_changed.emit()

    def _show_board(self, board: RecheckBoard) -> None:
        self._head.say(
            texts.ABOUT.format(
                round=board.round, count=len(board.sites), came=board.came, over=board.over,
                seed=texts.UNSEEDED if board.seed is None else board.seed,
            )
        )  # fmt: skip
        self.list.show_lines(recheck_lines(board))
        self._lists.setCurrentWidget(self.list)
        if board.leaning:
            out = [texts.WENT_OUT] if board.went_out else []
            self._say("\n".join([*board.leaning, *out]), "warn")
        else:
            self._say(texts.WENT_OUT if board.went_out else texts.NOT_OUT)

    def _draw(self, name: RoundId, seed: int | None) -> None:
        if self.start is None:
            return
        try:
            plan = self._desk.draw(name, self.start.of, seed)
            self._load()
        except InspectorError as error:
            self._say(f"{error.sentence()}{error.advice()}", "warn")
            return
        self._tell_drawn(plan)
        self.list.setFocus()

    def _tell_drawn(self, plan: RecheckPlan) -> None:
        self.toast.emit(texts.DRAWN.format(count=len(plan.lines), seed=plan.round.seed))
        if plan.left:
            self._say(texts.LEFT.format(places="、".join(plan.left)), "warn")

    def _write(self, board: RecheckBoard, folder: Path) -> None:
        def told(written: Sequence[Dispatched]) -> None:
            self.toast.emit(texts.WRITTEN.format(count=len(written), folder=folder))

        self.act.allow(texts.WRITING)
        self._say(texts.WRITING)
        self._jobs.start(
            texts.WRITING,
            lambda ticket: self._desk.dispatch(board.round, folder, ticket),
            told,
            unit=texts.UNIT,
            ended=self._written,
        )

    def _written(self) -> None:
        self.act.allow()
        self.reload()

    def _name(self) -> RoundId:
        return RoundId(halfwidth(self.name.text()).strip())

    def _seed(self) -> int | str | None:
        """Return the seed as typed, None for a new one, or a sentence about what is wrong."""
        if not self.seed.text().strip():
            return None
        value = self.seed.value()
        if value is None or value != value.to_integral_value() or not 0 <= value < LARGEST_SEED:
            return texts.SEED_BAD
        return int(value)

    def _say(self, sentence: str, tone: str = "text2") -> None:
        self.note.setText(sentence)
        self.note.tone(tone)
        self.note.setVisible(bool(sentence))

    def _build_main(self) -> QWidget:
        fields = row(
            Label(texts.OF, 15, "text2"), self.of, Label(texts.NAME, 15, "text2"), self.name,
            Label(texts.SEED, 15, "text2"), self.seed, None, gap=8,
        )  # fmt: skip
        box = column(gap=8)
        box.addLayout(fields)
        box.addWidget(self.rule)
        box.addWidget(self.note)
        box.addWidget(self._lists, 1)
        box.setContentsMargins(u(20), u(10), u(16), u(6))
        main = Panel("surface")
        main.setLayout(box)
        return main

    def _connect(self) -> None:
        self.of.editingFinished.connect(self._of_typed)
        self.name.editingFinished.connect(self.reload)
        for field in (self.of, self.name, self.seed):
            field.down.connect(self.list.setFocus)
            field.done.connect(self.list.setFocus)
        self.seed.returnPressed.connect(self.draw)
        bind_keys(self, [("F5", self.draw), ("F7", self.print_list), ("F10", self.dispatch)])
        self._fit()
        look().changed.connect(self._fit)

    def _of_typed(self) -> None:
        if self.of.text().strip() != self._asked:
            self.name.clear()  # another round has other rechecks
            self.reload()

    def _fit(self) -> None:
        for field in (self.of, self.name, self.seed):
            field.setFixedWidth(u(120))

    def _ask_folder(self) -> str:
        return QFileDialog.getExistingDirectory(self, texts.FOLDER)

    def _ask_file(self, name: str) -> str:
        chosen, _filter = QFileDialog.getSaveFileName(
            self, texts.PRINT_SAVE, name, texts.PDF_FILTER
        )
        return chosen


def _rule(start: RecheckStart) -> str:
    rules = start.rules
    return texts.RULE.format(
        ratio=f"{float(rules.ratio * 100):g}",
        least=rules.least,
        limit=f"{float(rules.deviation):g}",
        over=texts.OVER_AGAIN if rules.replaces else texts.OVER_OPEN,
    )
