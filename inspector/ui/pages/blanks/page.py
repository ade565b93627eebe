"""纸面: print what is filled in by pen, enter what came back, settle what two people differ in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget

from inspector.actions.double_entry import Comparison, NoSecondEntry
from inspector.domain.double_entry import Choice, DoubleState
from inspector.domain.errors import InspectorError
from inspector.domain.ids import SiteCode, VisitUid
from inspector.ui.job import Jobs
from inspector.ui.look import u
from inspector.ui.page import Page
from inspector.ui.pages.blanks import texts
from inspector.ui.pages.blanks.desk import BlankLine, BlanksDesk
from inspector.ui.pages.blanks.errands import Errands
from inspector.ui.pages.blanks.lines import difference_lines, site_lines
from inspector.ui.widgets.button import Button, Kind
from inspector.ui.widgets.command_list import COMMANDING
from inspector.ui.widgets.empty import Empty
from inspector.ui.widgets.field import Field
from inspector.ui.widgets.keycap import Hint
from inspector.ui.widgets.keys import bind_keys
from inspector.ui.widgets.page_head import PageHead
from inspector.ui.widgets.panel import Hairline, Panel, column, row
from inspector.ui.widgets.segments import Segments
from inspector.ui.widgets.told_list import ToldList

CHOICES = {"1": Choice.FIRST, "2": Choice.SECOND, "3": Choice.ANEW}


class DifferenceList(ToldList):
    """``wanted`` carries a single key that settles or leads to the visit."""

    wanted = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text().upper()
        if text and text in "123E" and not event.modifiers() & COMMANDING:
            self.wanted.emit(text)
            return
        super().keyPressEvent(event)


class BlanksPage(Page):
    """``item_wanted`` carries the uid of a visit and an item's code to go to.

    ``counted`` says that paper changed what is counted somewhere.

    ``errands`` is what the buttons do.
    """

    about = texts.HELP

    item_wanted = Signal(str, str)
    counted = Signal()

    def __init__(self, desk: BlanksDesk, jobs: Jobs) -> None:
        super().__init__()
        self._desk = desk
        self.errands = Errands(desk, jobs, self, self._chosen_sites, self._named)
        self._lines: Sequence[BlankLine] = ()
        self._shown: Comparison | None = None
        self.whose = Segments(texts.WHOSE, texts.WAYS)
        self.head = PageHead(texts.TITLE, self.whose)
        self.name = Field(texts.NAME, texts.NAME_HINT, height=40)
        self.name.setMinimumWidth(u(270))
        self.sites, self.differences = ToldList(texts.LIST), DifferenceList(texts.DIFFERENCES)
        self.empty = Empty(texts.EMPTY)
        self._stack = QStackedWidget()
        for part in (self.sites, self.differences, self.empty):
            self._stack.addWidget(part)
        box = column(self.head, Hairline(), self._build_bar(), Hairline())
        box.addWidget(self._stack, 1)
        self.setLayout(box)
        self.errands.said.connect(self.toast)
        self.errands.failed.connect(self.failed)
        self.errands.ended.connect(self.reload)
        self.errands.counted.connect(self.counted)
        self.errands.compared.connect(self._show_first)
        self.sites.entered_row.connect(self._open_row)
        self.differences.wanted.connect(self._take_key)
        self.name.done.connect(self._focus)
        self.name.down.connect(self._focus)
        self.name.returnPressed.connect(self._focus)

    def opened(self) -> None:
        """Load anew and take the focus, the same site still chosen."""
        self.reload()
        if self._shown is not None:
            self._compare(self._shown.uid)
        self._focus()

    def hints(self) -> Sequence[Hint]:
        return texts.DIFFERENCE_KEYS if self._shown is not None else texts.KEYS

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._shown is not None:
            self.show_sites()
            return
        super().keyPressEvent(event)

    def reload(self) -> None:
        """Load the team's visits anew."""
        key = self.sites.key(self.sites.currentIndex())
        try:
            self._lines = self._desk.lines()
        except InspectorError as error:
            self.explain_refusal(error)
            return
        done = sum(line.double is DoubleState.DONE for line in self._lines)
        self.head.say(texts.SUBTITLE.format(sites=len(self._lines), double=done))
        self.sites.lines.show_lines(site_lines(self._lines))
        uids = [line.uid for line in self._lines]
        self.sites.choose(uids.index(VisitUid(key)) if key in uids else 0)
        if self._shown is None:
            self._stack.setCurrentWidget(self.sites if self._lines else self.empty)

    def show_sites(self) -> None:
        """Leave the differences."""
        self._shown = None
        self.reload()
        self._focus()
        self.hints_changed.emit()

    def show_differences(self, uid: VisitUid) -> None:
        """Show how the two entries of a visit compare; one that has no second says so."""
        if self._compare(uid):
            self._focus()
            self.hints_changed.emit()

    def settle(self, choice: Choice) -> None:
        """Settle the current difference."""
        code, shown = self.differences.key(self.differences.currentIndex()), self._shown
        by = self._named() if code and shown is not None else ""
        if not by or shown is None:
            return
        at = self.differences.currentIndex().row()
        try:
            self._show(self._desk.settle(shown.uid, code, choice, by))
        except InspectorError as error:
            self.explain_refusal(error)
            return
        self.counted.emit()
        self.reload()
        left = len(self._shown.open) if self._shown is not None else 0
        told = texts.SETTLED.format(code=code, count=left) if left else texts.ALL_DONE
        self.toast.emit(told)
        self.differences.choose(min(at, left + 1))
        self.differences.setFocus()

    def _build_bar(self) -> Panel:
        go = self.errands
        printing = row(
            Button(texts.BLANK, go.print_sheets, key=texts.BLANK_KEY, icon="printer",
                   kind=Kind.PRIMARY, height=40),
            Button(texts.STRIP, go.print_strips, key=texts.STRIP_KEY, height=40),
            Button(texts.BOOK, go.write_book, key=texts.BOOK_KEY, height=40),
            Button(texts.CARD, go.print_card, key=texts.CARD_KEY, height=40),
            None,
            gap=10,
        )  # fmt: skip
        typing = row(
            Button(texts.ENTER, go.enter_book, key=texts.ENTER_KEY, icon="keyboard", height=40),
            self.name,
            Button(texts.SECOND, go.enter_second, key=texts.SECOND_KEY, height=40),
            None,
            Button(texts.CHECK, go.check_paper, key=texts.CHECK_KEY, icon="seal-check", height=40),
            gap=10,
        )
        bar = Panel("surface")
        box = column(gap=8)
        box.addLayout(printing)
        box.addLayout(typing)
        box.setContentsMargins(u(20), u(10), u(20), u(10))
        bar.setLayout(box)
        keys = (
            (texts.BLANK_KEY, go.print_sheets),
            (texts.STRIP_KEY, go.print_strips),
            (texts.BOOK_KEY, go.write_book),
            (texts.CARD_KEY, go.print_card),
            (texts.ENTER_KEY, go.enter_book),
            (texts.SECOND_KEY, go.enter_second),
            (texts.CHECK_KEY, go.check_paper),
        )
        bind_keys(self, keys)
        return bar

    def _chosen_sites(self) -> tuple[SiteCode, ...]:
        """Return the site that is current, or none for all of them."""
        uid = self.sites.key(self.sites.currentIndex())
        if self.whose.at or not uid:
            return ()
        return tuple(line.site for line in self._lines if line.uid == uid)

    def _named(self) -> str:
        by = self.name.text().strip()
        if not by:
            self.toast.emit(texts.NAME_FIRST)
            self.name.setFocus()
        return by

    def _open_row(self, index: QModelIndex) -> None:
        self.show_differences(VisitUid(self.sites.key(index)))

    def _compare(self, uid: VisitUid) -> bool:
        try:
            self._show(self._desk.comparison(uid))
        except NoSecondEntry:
            self.toast.emit(texts.NO_SECOND)
            return False
        except InspectorError as error:
            self.explain_refusal(error)
            return False
        return True

    def _show(self, one: Comparison) -> None:
        self._shown = one
        self.differences.lines.show_lines(difference_lines(one))
        self.differences.choose(2 if one.open else 0)
        self._stack.setCurrentWidget(self.differences)

    def _take_key(self, key: str) -> None:
        if key in CHOICES:
            self.settle(CHOICES[key])
            return
        code = self.differences.key(self.differences.currentIndex())
        if self._shown is not None and code:
            self.item_wanted.emit(self._shown.uid, code.partition(".")[0])

    def _focus(self) -> None:
        for part in (self.sites, self.differences):
            if self._stack.currentWidget() is part:
                part.setFocus()

    def _show_first(self, differing: Sequence[Comparison]) -> None:
        for one in differing[:1]:
            self.show_differences(one.uid)
