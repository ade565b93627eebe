"""The plan page: plan a round, look at it, hand it out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from inspector.actions.dispatching import Dispatched
from inspector.actions.reviewing import PlanReview
from inspector.domain.errors import InspectorError
from inspector.domain.team import Round
from inspector.ui.job import Jobs
from inspector.ui.look import u
from inspector.ui.page import Page
from inspector.ui.pages.plan import texts
from inspector.ui.pages.plan.desk import PlanDesk
from inspector.ui.pages.plan.lines import (
    HANDED_COLUMNS,
    PLAN_COLUMNS,
    handed_lines,
    plan_lines,
)
from inspector.ui.pages.plan.matrix import MatrixView
from inspector.ui.pages.plan.review import ReviewPanel
from inspector.ui.pages.plan.setup import Setup
from inspector.ui.widgets.button import Button, Kind
from inspector.ui.widgets.column_list import ColumnList
from inspector.ui.widgets.confirm import Confirm
from inspector.ui.widgets.empty import Empty
from inspector.ui.widgets.keycap import Hint
from inspector.ui.widgets.keys import bind_keys
from inspector.ui.widgets.label import Label
from inspector.ui.widgets.page_head import PageHead
from inspector.ui.widgets.panel import Hairline, Panel, column, row
from inspector.ui.widgets.segments import Segments
from inspector.ui.widgets.side import WithSide

VIEWS = (texts.LIST, texts.MATRIX, texts.HANDED)
LIST, MATRIX, HANDED = range(len(VIEWS))


class PlanPage(Page):
    """``ask_folder`` asks where packages are written; a test answers itself."""

    about = texts.HELP

    ground = "surface"

    def __init__(self, desk: PlanDesk, jobs: Jobs) -> None:
        super().__init__()
        self._desk, self._jobs = desk, jobs
        self.review: PlanReview | None = None
        self.ask_folder: Callable[[], str] = self._ask_folder
        self.setup, self.views = Setup(), Segments(texts.VIEWS, VIEWS)
        self.list = ColumnList(texts.LIST, PLAN_COLUMNS)
        self.matrix = MatrixView()
        self.handed = ColumnList(texts.HANDED, HANDED_COLUMNS)
        self._empty, self._not_handed = Empty("", texts.PLAN, self.plan_round), Empty("")
        self._panel = ReviewPanel()
        self.note = Label("", 15, "text2", wrap=True)
        self._stack = QStackedWidget()
        for part in (self.list, self.matrix, self.handed, self._empty, self._not_handed):
            self._stack.addWidget(part)
        self._side = WithSide(self._build_main(), self._panel, texts.SIDE, 330)
        self._plan = Button(texts.PLAN, self.plan_round, key="F5", icon="shuffle", height=38)
        self._dispatch = Button(
            texts.DISPATCH, self.dispatch, key="F10", icon="export", kind=Kind.PRIMARY, height=40
        )
        self._head = PageHead(
            texts.TITLE, self.setup.patterns, self._side.button, self._plan, self._dispatch
        )
        box = column(self._head, Hairline())
        box.addWidget(self._side, 1)
        self.setLayout(box)
        self._connect()

    def opened(self) -> None:
        """Show the newest round; where there is none, propose one."""
        try:
            if not self.setup.name():
                line = self._desk.newest_round()
                self.setup.show_round(line.id if line is not None else self._desk.next_round())
            self._load()
        except InspectorError as error:
            self.failed.emit(error)
        self._take_focus()

    def hints(self) -> Sequence[Hint]:
        return texts.KEYS

    def empty_words(self) -> str:
        """Return what is said while the round has no plan."""
        return self._empty.sentence.text()

    def plan_round(self) -> None:
        """Plan the round as asked; what is in the way is said in place."""
        wish = self.setup.wish()
        if isinstance(wish, str):
            self._say(wish, "warn")
            return
        try:
            self._desk.plan(wish.round, wish.pattern, wish.shift, wish.seed, wish.kind)
            self._load()
        except InspectorError as error:
            self._say(f"{error.sentence()}{error.advice()}", "warn")
            return
        self.views.choose(LIST if self.views.at == HANDED else self.views.at)
        self._show_view()
        self._take_focus()

    def dispatch(self) -> None:
        """Ask where to, and before the first time whether to, then write the packages."""
        review = self.review
        if review is None:
            self._say(texts.FIRST_PLAN, "warn")
            return
        folder = self.ask_folder()
        if not folder:
            return
        if review.went_out:
            self.write(Path(folder))
            return
        teams = len({assignment.visit.team for assignment in review.plan.assignments})
        facts = {
            "round": review.plan.round.id,
            "count": teams,
            "sites": len(review.plan.assignments),
            "folder": folder,
        }
        sentences = [sentence.format(**facts) for sentence in texts.CONFIRM]
        act = texts.CONFIRM_ACT.format(**facts)
        Confirm(sentences, act, lambda: self.write(Path(folder)), self).open()

    def write(self, folder: Path) -> None:
        """Write the packages into a folder."""
        if self.review is None:
            return
        round_id = self.review.plan.round.id
        self._dispatch.allow(texts.WRITING)
        self._say(texts.WRITING)
        self._jobs.start(
            texts.WRITING,
            lambda ticket: self._desk.dispatch(round_id, folder, ticket),
            lambda written: self._written(written, folder),
            unit=texts.UNIT,
            ended=self._reload,
        )

    def turn_view(self) -> None:
        """Go to the next of list, matrix and what was handed out."""
        self.views.choose((self.views.at + 1) % len(VIEWS))
        self._show_view()
        self._take_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._side.close_drawer():
            return
        super().keyPressEvent(event)

    def _build_main(self) -> QWidget:
        box = column(gap=8)
        box.addLayout(row(self.setup, None, self.views, gap=12))
        box.addWidget(self.note)
        box.addWidget(self._stack, 1)
        box.setContentsMargins(u(20), u(10), u(16), u(6))
        main = Panel("surface")
        main.setLayout(box)
        return main

    def _connect(self) -> None:
        self.setup.renamed.connect(self._reload)
        self.setup.wanted.connect(self.plan_round)
        self.setup.patterns.chosen.connect(lambda at: self._say(texts.PATTERN_TOLD[at]))
        self.views.chosen.connect(lambda _at: self._show_view())
        keys = [("F5", self.plan_round), ("F10", self.dispatch), ("Ctrl+Tab", self.turn_view)]
        bind_keys(self, keys)

    def _load(self) -> None:
        name = self.setup.name()
        self.review = review = self._desk.review(name)
        self._empty.say(texts.EMPTY.format(round=name))
        self._not_handed.say(texts.NOT_HANDED.format(round=name))
        self._panel.show_review(review)
        self._dispatch.allow("" if review is not None else texts.FIRST_PLAN)
        out = review is not None and review.went_out
        self._plan.allow(texts.OUT.format(round=name) if out else "")
        if review is None:
            self._head.say("")
            self._dispatch.say(texts.DISPATCH)
            self._say(texts.FIRST_PLAN)
        else:
            self._show_review(review)
        self._show_view()

    def _show_review(self, review: PlanReview) -> None:
        planned = review.plan.round
        self.setup.show_round(planned.id, planned.pattern)
        self.setup.kind.setText(review.plan.kind)
        self._head.say(_subtitle(planned))
        self.list.show_lines(plan_lines(review))
        self.matrix.show_matrix(review.matrix)
        self.handed.show_lines(handed_lines(self._desk.handed_out(planned.id)))
        self._dispatch.say(texts.DISPATCH_MORE if review.went_out else texts.DISPATCH)
        self._say(texts.OUT.format(round=planned.id) if review.went_out else texts.NOT_OUT)

    def _reload(self) -> None:
        try:
            self._load()
        except InspectorError as error:
            self.failed.emit(error)

    def _show_view(self) -> None:
        views: list[QWidget] = [self.list, self.matrix, self.handed]
        shown = views[self.views.at]
        if self.review is None:
            shown = self._empty
        elif shown is self.handed and not self.review.went_out:
            shown = self._not_handed
        self._stack.setCurrentWidget(shown)
        self.views.setVisible(self.review is not None)

    def _take_focus(self) -> None:
        shown = self._stack.currentWidget()
        (
            shown if shown in (self.list, self.matrix, self.handed) else self.setup.patterns
        ).setFocus()

    def _written(self, written: Sequence[Dispatched], folder: Path) -> None:
        self.views.choose(HANDED)
        self.toast.emit(texts.WRITTEN.format(count=len(written), folder=folder))

    def _say(self, sentence: str, tone: str = "text2") -> None:
        self.note.setText(sentence)
        self.note.tone(tone)

    def _ask_folder(self) -> str:
        return QFileDialog.getExistingDirectory(self, texts.FOLDER)


def _subtitle(planned: Round) -> str:
    parts = [texts.SUBTITLE.format(round=planned.id)]
    if planned.shift is not None:
        parts.append(f"{texts.SHIFT} {planned.shift}")
    if planned.seed is not None:
        parts.append(f"{texts.SEED} {planned.seed}")
    return " · ".join(parts)
