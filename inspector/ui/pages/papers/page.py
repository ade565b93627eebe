"""文书: every document, seen as it will be printed; picked, printed, saved, verified."""

from __future__ import annotations

from collections.abc import Sequence

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
from inspector.ui.pages.papers.desk import Leaflet, PapersDesk
from inspector.ui.pages.papers.outcome import Outcome
from inspector.ui.pages.papers.picks import Picks
from inspector.ui.pages.papers.press import Drawn, Order, Press, Stopped
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

LEFT, NARROW = 300, 250
"""Px at 100 % of the column of lists; where the window is narrow."""
LOW = 600
"""Px at 100 % of the page's height below which documents are told by their titles alone."""


class PapersPage(Page):
    """The page; ``press`` does its long work."""

    about = texts.HELP
    ground = "surface"

    def __init__(self, desk: PapersDesk, jobs: Jobs) -> None:
        super().__init__()
        self._desk = desk
        self.press = Press(desk, jobs, self)
        self._documents: Sequence[Document] = ()
        self._document: Document | None = None
        self._options: dict[str, str] = {}
        self._busy, self._again, self._plans = False, False, 0
        self._shown: Leaflet | None = None
        self._planned = self._titles_only = False
        self._rest: Stopped | None = None
        self.documents = RowList(texts.DOCUMENTS)
        self.picks, self.view, self.outcome = Picks(), PaperView(), Outcome()
        self._choices = row(gap=10)
        self.head = PageHead(texts.TITLE, boxed(self._choices))
        self.note = Elided("", 15, "text2")
        self.bar = self._build_bar()
        self._left = self._build_left()
        main = column(self.outcome)
        main.addWidget(self.view, 1)
        middle = row(self._left, Hairline(upright=True))
        middle.addLayout(main, 1)
        box = column(self.head, Hairline())
        box.addLayout(middle, 1)
        box.addWidget(Hairline())
        box.addWidget(self.bar)
        self.setLayout(box)
        self._connect()
        self._fit()

    def opened(self) -> None:
        """Load what there is anew; the same document still chosen."""
        if not self._documents:
            self._documents = self._desk.documents()
            self._show_documents()
        else:
            self._look(plan=True)
        self.documents.setFocus()

    def hints(self) -> Sequence[Hint]:
        return texts.KEYS

    def headline(self) -> str:
        return self._document.title if self._document is not None else ""

    # --- what is shown ----------------------------------------------------------------

    def _show_documents(self) -> None:
        rows, told = [], not self._low()
        for group in dict.fromkeys(one.group for one in self._documents):
            rows.append(Row(title=group.value))
            rows += [
                Row(title=one.title, text=one.about if told else "", key=one.name)
                for one in self._documents
                if one.group is group
            ]
        self._titles_only = not told
        here = self._document.name if self._document is not None else self._documents[0].name
        self.documents.rows.show_rows(rows)
        self.documents.choose(self.documents.rows.place_of(here))

    def _choose_document(self) -> None:
        """Show the document one stands on, all its leaves picked."""
        key = self.documents.key()
        found = [one for one in self._documents if one.name == key]
        if not found or found[0] is self._document:
            return
        self._document = found[0]
        self._options = {one.name: one.default for one in found[0].options}
        self._rest, self._planned = None, False
        self._show_options(found[0].options)
        self.picks.show_leaflets((), keep=False)
        self.head.say(found[0].about)
        self.headline_changed.emit()
        self._look(plan=True)

    def _show_options(self, options: Sequence[Option]) -> None:
        while (old := self._choices.takeAt(0)) is not None:
            widget = old.widget()
            if widget is not None:
                widget.deleteLater()
        for option in options:
            choice = Segments(option.title, [words for _value, words in option.choices])
            choice.chosen.connect(lambda at, one=option: self._set(one, at))
            self._choices.addWidget(choice)

    def _set(self, option: Option, at: int) -> None:
        self._options[option.name] = option.choices[at][0]
        self._look(plan=True)

    def _look(self, *, plan: bool = False) -> None:
        """Draw the leaf one stands on, once what is being drawn is done."""
        if plan:
            self._planned = False
            self._plans += 1
        document = self._document
        if document is None:
            return
        if self._busy:
            self._again = True
            return
        number, leaflet = self._plans, self.picks.current() if self._planned else None
        self._shown, self._busy = leaflet, True
        if self.view.pages is None:
            self.view.say(texts.DRAWING)
        self.press.draw(
            self._order(document, ()), leaflet, self.view.area.first_scale(),
            lambda drawn: self._take(number, drawn), self._drawn,
        )  # fmt: skip

    def _take(self, number: int, drawn: Drawn) -> None:
        """Show what was drawn, unless something else is wanted by now."""
        if number != self._plans:
            if drawn.pages is not None:
                drawn.pages.close()
            return
        if not self._planned:
            self._take_leaflets(drawn.leaflets or ())
        if drawn.pages is not None:
            self.view.show_paper(drawn.pages, drawn.first)
            self.view.warn("；".join(drawn.remarks))
        elif drawn.refusal is not None:
            refusal = drawn.refusal
            told = texts.REFUSED.format(what=refusal.sentence(), advice=refusal.advice())
            self.view.say(told)
            self.view.warn("")
        self._tell()

    def _take_leaflets(self, leaflets: Sequence[Leaflet]) -> None:
        """Show a plan; its first leaf was drawn with it."""
        kept = bool(self.picks.list.rows.rowCount())
        self.picks.show_leaflets(leaflets, keep=kept)
        self._planned, self._shown = True, self.picks.current()
        shown = self._shown
        self._again = shown is not None and shown.planned.key != leaflets[0].planned.key

    def _drawn(self) -> None:
        self._busy = False
        again, self._again = self._again, False
        if again:
            self._look()

    def _stand(self) -> None:
        """Draw the leaf that one stands on now."""
        current = self.picks.current()
        if self._planned and current is not None and current is not self._shown:
            self._look()

    # --- what the buttons do -------------------------------------------------------------

    def print_picked(self) -> None:
        """F7: print what is picked; after a stop, from there."""
        order = self._ordered()
        if order is not None:
            rest = self._rest
            self.press.print_on(order, rest.spot if rest is not None else None)

    def save_pdf(self) -> None:
        """Ctrl+S: write PDFs."""
        order = self._ordered()
        if order is not None:
            self.press.save(order, Ending.PDF, one_file=self.picks.one_file.isChecked())

    def save_table(self) -> None:
        """Ctrl+E: write workbooks or comma files."""
        order = self._ordered()
        if order is not None and order.document.table:
            self.press.save(order, Ending.XLSX, one_file=False)

    def verify(self, text: str) -> None:
        """Tell what a code on paper belongs to."""
        try:
            self.outcome.tell_checked(self._desk.verify(text))
        except InspectorError as error:
            self.outcome.tell_refused(error)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._rest is not None:
            self._stop_at(None)
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _order(self, document: Document, leaflets: Sequence[Leaflet]) -> Order:
        return Order(document=document, options=dict(self._options), leaflets=tuple(leaflets))

    def _ordered(self) -> Order | None:
        """Return what is picked, if it can be had."""
        chosen = self.picks.chosen()
        if self._document is None or not chosen:
            return None
        return self._order(self._document, chosen)

    def _stop_at(self, rest: Stopped | None) -> None:
        self._rest = rest
        self._tell()

    def _change(self) -> None:
        """Another choice begins from its beginning."""
        self._stop_at(None)

    def _tell(self) -> None:
        """Say what the buttons will do, or why they do nothing."""
        document, chosen = self._document, self.picks.chosen()
        why = "" if chosen else texts.NOTHING_PICKED
        if document is not None and self._planned and self.picks.current() is None:
            why = texts.NO_PAPER
        self.print.say(texts.PRINT_ON if self._rest is not None else texts.PRINT)
        self.print.allow(why)
        self.pdf.allow(why)
        table = document is not None and document.table
        self.table.allow(why or ("" if table else texts.NO_TABLE))
        rest = self._rest
        self.note.setText(
            texts.GO_ON_FROM.format(words=rest.words, page=rest.spot.page + 1)
            if rest is not None
            else why
        )
        several = len(self.picks.list.rows.keys()) > 1 or bool(self.picks.field.text())
        self._picking.setVisible(several)
        self.bar.fit()

    # --- how it is built -------------------------------------------------------------------

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

    def _build_left(self) -> QWidget:
        self._picking = boxed(column(Hairline(), self.picks))
        box = column()
        box.addWidget(self.documents, 5)
        box.addWidget(self._picking, 6)
        return boxed(box)

    def _connect(self) -> None:
        self.documents.moved.connect(self._choose_document)
        self.documents.entered_row.connect(self._go_in)
        self.picks.changed.connect(self._change)
        self.picks.stood.connect(self._stand)
        self.press.said.connect(self.toast)
        self.press.failed.connect(self.outcome.tell_failed)
        self.press.refused.connect(self.explain_refusal)
        self.press.stopped.connect(self._stop_at)
        self.outcome.asked.connect(self.verify)
        self.outcome.closed.connect(self.view.setFocus)
        look().changed.connect(self._fit)
        keys = [("F7", self.print_picked), ("Ctrl+P", self.print_picked), ("F6", self.outcome.ask)]
        bind_keys(self, [*keys, ("Ctrl+S", self.save_pdf), ("Ctrl+E", self.save_table)])

    def _go_in(self) -> None:
        """Enter on a document leads to its leaves, or to its pages if there is one leaf."""
        inside = self.picks.list if self._picking.isVisible() else self.view.area
        inside.setFocus()

    def _low(self) -> bool:
        """True where there is no room to say of every document what it is for."""
        return self.height() / look().scale < LOW

    def _fit(self) -> None:
        if self._documents and self._low() is not self._titles_only:
            self._show_documents()
        narrow = self.width() / look().scale < 1100
        self._left.setFixedWidth(u(NARROW if narrow else LEFT))
