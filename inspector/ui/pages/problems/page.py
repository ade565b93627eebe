"""问题: what did we find so far, what of last time is still open?"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent

from inspector.actions.problem_list import SiteProblems
from inspector.domain.errors import InspectorError
from inspector.ui.look import u
from inspector.ui.page import Page
from inspector.ui.pages.problems import texts
from inspector.ui.pages.problems.desk import ProblemsDesk
from inspector.ui.pages.problems.lines import SEPARATOR, Shown, problem_lines
from inspector.ui.widgets.command_list import COMMANDING
from inspector.ui.widgets.field import Field
from inspector.ui.widgets.keycap import Hint
from inspector.ui.widgets.label import Elided, Label
from inspector.ui.widgets.panel import Hairline, Panel, column, row
from inspector.ui.widgets.segments import Segments
from inspector.ui.widgets.told_list import ToldList


class ProblemList(ToldList):
    """``wanted`` carries a single key that is the page's business."""

    wanted = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if len(text) == 1 and text in "/123" and not event.modifiers() & COMMANDING:
            self.wanted.emit(text)
        else:
            super().keyPressEvent(event)

    def choose_first(self) -> None:
        """Choose the first line that is no head."""
        for place in range(self.lines.rowCount()):
            if self.lines.flags(self.lines.index(place, 0)) & Qt.ItemFlag.ItemIsEnabled:
                self.choose(place)
                return


class ProblemsPage(Page):
    """``chosen`` carries the uid of a visit and the code of an item to go to; it may be empty."""

    about = texts.HELP

    chosen = Signal(str, str)

    def __init__(self, desk: ProblemsDesk) -> None:
        super().__init__()
        self._desk = desk
        self._all: Sequence[SiteProblems] = ()
        self._subtitle = Elided("", 15, "text2")
        self.field = Field(texts.SEARCH, texts.SEARCH, height=38)
        self.way = Segments(texts.SHOWN, texts.WAYS)
        self.list = ProblemList(texts.LIST)
        self.empty = Label("", 16, "text2", wrap=True)
        head = Panel("surface")
        top = row(Label(texts.TITLE, 20, bold=True), self._subtitle, self.way, self.field, gap=12)
        top.setStretch(1, 1)
        top.setContentsMargins(u(20), u(10), u(20), u(10))
        self.field.setMinimumWidth(u(240))
        head.setLayout(top)
        ground = Panel("surface")
        inner = column(self.list)
        inner.setContentsMargins(0, u(4), 0, u(4))
        ground.setLayout(inner)
        self._ground = ground
        box = column(head, Hairline())
        body = column(self.empty)
        body.addWidget(ground, 1_000)
        body.addStretch(1)
        body.setContentsMargins(u(20), u(12), u(20), u(8))
        box.addLayout(body, 1)
        self.setLayout(box)
        self.field.textChanged.connect(self._show)
        self.field.returnPressed.connect(lambda: self._open(self.list.currentIndex()))
        self.field.done.connect(self._clear)
        self.field.down.connect(self.list.setFocus)
        self.way.chosen.connect(self._show)
        self.list.entered_row.connect(self._open)
        self.list.wanted.connect(self._take_key)

    def opened(self) -> None:
        """Load anew and take the focus, the same problem still chosen."""
        key = self.list.key(self.list.currentIndex())
        try:
            self._all = self._desk.problems()
        except InspectorError as error:
            self.explain_refusal(error)
            return
        earlier = sum(len(one.earlier) for one in self._all)
        own = sum(len(one.own) for one in self._all)
        self._subtitle.setText(texts.SUBTITLE.format(earlier=earlier, own=own))
        self._show()
        for place in range(self.list.lines.rowCount()):
            if key and self.list.key(self.list.lines.index(place, 0)) == key:
                self.list.choose(place)
                break
        (self.list if self._ground.isVisibleTo(self) else self.field).setFocus()

    def hints(self) -> Sequence[Hint]:
        return texts.KEYS

    def _show(self) -> None:
        text, shown = self.field.text().strip(), Shown(self.way.at)
        lines = problem_lines(self._all, shown, text)
        self.list.lines.show_lines(lines)
        self.list.choose_first()
        self._ground.setVisible(bool(lines))
        self.empty.setVisible(not lines)
        if text and self._all:
            self.empty.setText(texts.NO_MATCH.format(text=text))
        else:
            self.empty.setText(texts.EMPTY_WAYS[shown] if self._all and shown else texts.EMPTY)

    def _take_key(self, key: str) -> None:
        if key == "/":
            self.field.setFocus()
            self.field.selectAll()
        else:
            self.way.choose(int(key) - 1)
            self._show()

    def _clear(self) -> None:
        self.field.clear()
        self.list.setFocus()

    def _open(self, index: QModelIndex) -> None:
        key = self.list.key(index) if index.isValid() else ""
        if key:
            uid, _, item = key.partition(SEPARATOR)
            self.chosen.emit(uid, item)
