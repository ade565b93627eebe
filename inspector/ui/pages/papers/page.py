"""文书: every document, seen as it will be printed; picked, printed, saved, verified."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from inspector.actions.papers.document import Document, Option
from inspector.actions.papers.writing import Ending
from inspector.domain.errors import InspectorError
from inspector.ui.job import Jobs
from inspector.ui.look import look, u
from inspector.ui.page import Page
from inspector.ui.pages.papers import texts
from inspector.ui.pages.papers.desk import PapersDesk
from inspector.ui.pages.papers.looking import Looking
from inspector.ui.pages.papers.outcome import Outcome
from inspector.ui.pages.papers.picks import Picks
from inspector.ui.pages.papers.press import Press, Stopped
from inspector.ui.pages.papers.rows import Row, RowList
from inspector.ui.widgets.action_bar import ActionBar
from inspector.ui.widgets.button import Button, Kind
from inspector.ui.widgets.keycap import Hint
from inspector.ui.widgets.keys import bind_keys
from inspector.ui.widgets.label import Elided
from inspector.ui.widgets.page_head import PageHead
from inspector.ui.widgets.panel import Hairline, boxed, column, row
from inspector.ui.widgets.paper_view import PaperView
from inspector.ui.widgets.segments import Segments

LEFT, NARROW = 300, 280
"""Px at 100 % of the column of lists; where the window is narrow."""
LOW = 600
"""Px at 100 % of the page's height below which documents are told by their titles alone."""


class PapersPage(Page):
    """The page; ``press`` does its long work, ``looking`` keeps what is seen."""

    about = texts.HELP
    ground = "surface"

    def __init__(self, desk: PapersDesk, jobs: Jobs) -> None:
        super().__init__()
        self._desk = desk
        self._documents: Sequence[Document] = ()
        self._titles_only = False
        self._rest: Stopped | None = None
        self._choices = row(gap=10)
        self.head = PageHead(texts.TITLE, boxed(self._choices))
        self.documents = RowList(texts.DOCUMENTS)
        self.picks, self.outcome, self.view = Picks(), Outcome(), PaperView()
        self.press = Press(desk, jobs, self)
        self.looking = Looking(self.press, self.picks, self.view)
        self.note = Elided("", 15, "text2")
        self._picking = boxed(column(Hairline(), self.picks))
        self._lists = column()
        self._left = boxed(self._lists)
        self.bar = self._build_bar()
        self._build()
        self._connect()
        self._fit()

    def opened(self) -> None:
        """Load what there is anew; the same document still chosen."""
        if self._documents:
            self.looking.plan()
        else:
            self._documents = self._desk.documents()
            self._show_documents()
        self.documents.setFocus()

    def hints(self) -> Sequence[Hint]:
        return texts.KEYS

    def headline(self) -> str:
        document = self.looking.document
        return document.title if document is not None else ""

    def print_picked(self) -> None:
        """F7: print what is picked; after a stop, from there."""
        order, rest = self.looking.order(self.picks.chosen()), self._rest
        if order is not None:
            self.press.print_on(order, rest.spot if rest is not None else None)

    def save_pdf(self) -> None:
        """Ctrl+S: write PDFs."""
        order = self.looking.order(self.picks.chosen())
        if order is not None:
            self.press.save(order, Ending.PDF, one_file=self.picks.one_file.isChecked())

    def save_table(self) -> None:
        """Ctrl+E: write workbooks or comma files."""
        order = self.looking.order(self.picks.chosen())
        if order is not None and order.document.table:
            self.press.save(order, Ending.XLSX, one_file=self.picks.one_file.isChecked())

    def verify(self, text: str) -> None:
        """Tell what a code on paper belongs to."""
        try:
            self.outcome.tell_checked(self._desk.verify(text))
        except InspectorError as error:
            self.outcome.tell_refused(error)

    def show_edition(self, code: str) -> None:
        """Show a frozen ranking as it was, whatever was corrected since."""
        ranking = next((one for one in self._documents if one.by_code), None)
        if ranking is None:
            return
        self.documents.choose(self.documents.rows.place_of(ranking.name))
        self.looking.show_edition(code)
        self.view.area.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._rest is not None:
            self._stop_at(None)
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _show_documents(self) -> None:
        self._titles_only = self._low()
        rows = []
        for group in dict.fromkeys(one.group for one in self._documents):
            rows.append(Row(title=group.value))
            rows += [
                Row(title=one.title, text="" if self._titles_only else one.about, key=one.name)
                for one in self._documents
                if one.group is group
            ]
        current = self.looking.document or self._documents[0]
        self.documents.rows.show_rows(rows)
        self.documents.choose(self.documents.rows.place_of(current.name))

    def _choose_document(self) -> None:
        """Show the document one stands on."""
        key = self.documents.key()
        found = [one for one in self._documents if one.name == key]
        if not found or found[0] is self.looking.document:
            return
        self._rest = None
        self._show_options(found[0].options)
        self.head.say(found[0].about)
        self.looking.show(found[0])
        self._tell()
        self.headline_changed.emit()

    def _show_options(self, options: Sequence[Option]) -> None:
        while (old := self._choices.takeAt(0)) is not None:
            widget = old.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for option in options:
            choice = Segments(option.title, [words for _value, words in option.choices])
            choice.chosen.connect(partial(self.looking.choose, option))
            self._choices.addWidget(choice)

    def _stop_at(self, rest: Stopped | None) -> None:
        """Remember where printing stopped; another choice begins from its beginning."""
        self._rest = rest
        self._tell()

    def _tell(self) -> None:
        """Say what the buttons will do, or why they do nothing."""
        document, rest = self.looking.document, self._rest
        why = "" if self.picks.chosen() else texts.NOTHING_PICKED
        if self.picks.current() is None:
            why = texts.NO_PAPER if self.looking.planned else texts.DRAWING
        self.print.say(texts.PRINT_ON if rest is not None else texts.PRINT)
        for button in (self.print, self.pdf, self.table):
            button.allow(why)
        table = document is not None and document.table
        self.bar.hold_back([] if table else [self.table])
        self.note.setText(self._note(why))
        several = len(self.picks.list.rows.keys()) > 1 or bool(self.picks.field.text())
        self._picking.setVisible(several)

    def _note(self, why: str) -> str:
        """Return what stands beside the buttons: why not, from where, or what goes along."""
        rest, hidden = self._rest, self.picks.hidden_count()
        if rest is not None:
            spot = rest.spot
            return texts.GO_ON_FROM.format(leaf=spot.leaf + 1, page=spot.page + 1, words=rest.words)
        if not why and hidden:
            return texts.MORE_PICKED.format(picked=len(self.picks.chosen()), hidden=hidden)
        return why

    def _build_bar(self) -> ActionBar:
        self.print = Button(
            texts.PRINT, self.print_picked, key="F7", icon="printer", kind=Kind.PRIMARY, height=44
        )
        self.pdf = Button(texts.SAVE_PDF, self.save_pdf, key="Ctrl+S", icon="file-pdf", height=44)
        self.table = Button(
            texts.SAVE_TABLE, self.save_table, key="Ctrl+E", icon="grid-four", height=44
        )
        check = Button(texts.VERIFY, self.outcome.ask, key="F6", icon="seal-check", height=44)
        return ActionBar([self.print, self.pdf, self.table], self.note, [check])

    def _build(self) -> None:
        self._lists.addWidget(self.documents, 5)
        self._lists.addWidget(self._picking, 6)
        main = column(self.outcome)
        main.addWidget(self.view, 1)
        middle = row(self._left, Hairline(upright=True))
        middle.addLayout(main, 1)
        box = column(self.head, Hairline())
        box.addLayout(middle, 1)
        box.addWidget(Hairline())
        box.addWidget(self.bar)
        self.setLayout(box)

    def _connect(self) -> None:
        self.documents.moved.connect(self._choose_document)
        self.documents.entered_row.connect(self._go_in)
        self.picks.changed.connect(partial(self._stop_at, None))
        self.picks.searched.connect(self._tell)
        self.looking.told.connect(self._tell)
        self.press.said.connect(self.toast)
        self.press.weak.connect(self.outcome.tell_weak)
        self.press.refused.connect(self.explain_refusal)
        self.press.stopped.connect(self._stop_at)
        self.outcome.asked.connect(self.verify)
        self.outcome.edition_wanted.connect(self.show_edition)
        self.outcome.closed.connect(self.view.area.setFocus)
        look().changed.connect(self._fit)
        keys = [("F7", self.print_picked), ("Ctrl+P", self.print_picked), ("F6", self.outcome.ask)]
        bind_keys(self, [*keys, ("Ctrl+S", self.save_pdf), ("Ctrl+E", self.save_table)])

    def _go_in(self) -> None:
        """Enter on a document leads to its leaves, or to its pages if there is one leaf."""
        inside: QWidget = self.picks.list if self._picking.isVisible() else self.view.area
        inside.setFocus()

    def _low(self) -> bool:
        """True where there is no room to say of every document what it is for."""
        return self.height() / look().scale < LOW

    def _fit(self) -> None:
        if self._documents and self._low() is not self._titles_only:
            self._show_documents()
        narrow = self.width() / look().scale < 1100
        self._left.setFixedWidth(u(NARROW if narrow else LEFT))
