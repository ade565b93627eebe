"""Paper on the screen, as it is printed: turn, zoom, search; or why there is none."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from inspector.ui.look import look, u
from inspector.ui.paper_pages import PaperPages
from inspector.ui.widgets import paper_texts as texts
from inspector.ui.widgets.button import Button
from inspector.ui.widgets.command_list import ENTER_KEYS
from inspector.ui.widgets.empty import Empty
from inspector.ui.widgets.field import Field, NumField
from inspector.ui.widgets.keys import bind_keys
from inspector.ui.widgets.label import Label
from inspector.ui.widgets.panel import Hairline, Panel, column, row
from inspector.ui.widgets.paper_area import Fit, PaperArea
from inspector.ui.widgets.segments import NONE, Segments

SMALL = 40
"""Px at 100 %: the height of what stands in the bar."""
BARE = 340
"""Px at 100 % below which the pages need the bar's room; its keys do the same."""


class FindField(Field):
    """``onward`` carries 1 for the next place, -1 for the one before."""

    onward = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if (
            event.key() in ENTER_KEYS
            and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.onward.emit(-1 if back else 1)
            return
        super().keyPressEvent(event)


class FindBar(Panel):
    """Words to look for, how often they stand there, and from one to the next."""

    closed = Signal()

    def __init__(self, area: PaperArea) -> None:
        super().__init__("surface")
        self._area = area
        self.words = FindField(texts.FIND_NAME, texts.FIND_HINT, height=SMALL)
        self.words.setMinimumWidth(u(150))
        self.words.setMaximumWidth(u(320))
        self.count = Label("", 15, "text2")
        before = Button("", partial(area.next_hit, -1), icon="caret-left", height=SMALL)
        after = Button("", partial(area.next_hit, 1), icon="caret-right", height=SMALL)
        close = Button("", self.closed.emit, icon="x", height=SMALL)
        for button, name in ((before, texts.BEFORE), (after, texts.NEXT), (close, texts.CLOSE)):
            button.setAccessibleName(name)
            button.setToolTip(name)
        line = row(self.words, before, after, self.count, None, close, gap=8)
        line.setStretch(0, 1)
        line.setContentsMargins(u(16), u(6), u(16), u(6))
        self.setLayout(line)
        self.words.textChanged.connect(self._search)
        self.words.onward.connect(area.next_hit)
        self.words.done.connect(self.closed)
        area.lane.found.connect(self.tell)
        area.marked.connect(self.tell)

    def tell(self) -> None:
        """Say how many places were found, and which one is shown."""
        lane, at = self._area.lane, self._area.hit + 1
        form = texts.FOUND_SO_FAR if lane.searching else texts.FOUND
        none = texts.SEARCHING if lane.searching else texts.NOT_FOUND
        found = form.format(at=at, count=len(lane.hits)) if lane.hits else none
        self.count.setText(found if lane.words else "")
        self.count.tone("warn" if found == texts.NOT_FOUND else "text2")

    def _search(self, words: str) -> None:
        self._area.lane.search(words.strip())


class PaperView(Panel):
    """A bar, a search bar when it is wanted, a notice if there is one, and the pages.

    ``sized`` says that the pages have another size, and :attr:`first_scale` another answer.
    """

    def __init__(self, name: str = texts.PAPER) -> None:
        super().__init__("bg")
        self.area = PaperArea(name)
        self.number = NumField(texts.PAGE_NAME.format(count=0))
        self.number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._of, self._percent = Label("", 15, "text2"), Label("", 15, "text2")
        self.fits = Segments(texts.FIT_NAME, texts.FITS)
        self.finder = FindBar(self.area)
        self.notice = Label("", 15, "warn", wrap=True)
        self.empty = Empty("")
        self._bar = self._build_bar()
        self._notice = Panel("sunken")
        said = column(self.notice)
        said.setContentsMargins(u(16), u(6), u(16), u(6))
        self._notice.setLayout(said)
        self._body = QStackedWidget()
        self._body.addWidget(self.empty)
        self._body.addWidget(self.area)
        box = column(self._bar, Hairline(), self.finder, self._notice)
        box.addWidget(self._body, 1)
        self.setLayout(box)
        self.finder.hide()
        self._notice.hide()
        self._connect()
        self.say("")

    def show_paper(self, pages: PaperPages, first: QImage | None = None) -> None:
        """Show a document from its beginning; ``first`` is its first page, drawn before."""
        self.area.show_pages(pages, first)
        self._of.setText(texts.OF.format(count=len(pages)))
        self.number.setAccessibleName(texts.PAGE_NAME.format(count=len(pages)))
        self._body.setCurrentWidget(self.area)
        self._bar.setEnabled(True)
        self._explain("")

    def say(self, sentence: str) -> None:
        """Say instead of pages why there are none and what to do."""
        self.area.show_pages(None)
        self.empty.say(sentence)
        self._of.setText(texts.OF.format(count=0))
        self.number.setText("")
        self._percent.setText("")
        self._body.setCurrentWidget(self.empty)
        self._bar.setEnabled(False)
        self._explain(sentence)
        self.end_search()

    def _explain(self, why_not: str) -> None:
        """Say to a screen reader why the bar cannot be used, as it stands where pages would."""
        for button in self._bar.findChildren(Button):
            button.setAccessibleDescription(why_not)

    def warn(self, sentence: str) -> None:
        """Say something about the pages above them; an empty sentence takes it away."""
        self.notice.setText(sentence)
        self._notice.setVisible(bool(sentence))

    @property
    def pages(self) -> PaperPages | None:
        """What is shown."""
        return self.area.lane.pages

    def search(self) -> None:
        """Ctrl+F: take the focus to the words that are looked for."""
        if self.pages is not None:
            self.finder.show()
            self.finder.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.finder.words.selectAll()

    def end_search(self) -> None:
        """Take the marks away and go back to the pages."""
        inside = self.finder.isVisible()
        self.finder.words.clear()
        self.finder.hide()
        if inside:
            self.area.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._bar.setVisible(self.height() >= u(BARE))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.finder.isVisible():
            self.end_search()
            return
        super().keyPressEvent(event)

    def _build_bar(self) -> QWidget:
        less = Button("", partial(self.area.zoom, -1), icon="magnifying-glass-minus", height=SMALL)
        more = Button("", partial(self.area.zoom, 1), icon="magnifying-glass-plus", height=SMALL)
        find = Button("", self.search, icon="magnifying-glass", key="Ctrl+F", height=SMALL)
        for button, name in ((less, texts.SMALLER), (more, texts.LARGER), (find, texts.FIND)):
            button.setAccessibleName(name)
            button.setToolTip(name)
        self._percent.setAlignment(Qt.AlignmentFlag.AlignCenter)
        line = row(
            self.number, self._of, 6, less, self._percent, more, 6, self.fits, None, find, gap=6
        )
        line.setContentsMargins(u(16), u(6), u(16), u(6))
        bar = Panel("surface")
        bar.setLayout(line)
        return bar

    def _connect(self) -> None:
        self.area.turned.connect(self._tell_page)
        self.area.zoomed.connect(self._tell_size)
        self.area.lane.failed.connect(lambda _error: self.say(texts.FAILED))
        self.number.returnPressed.connect(self._go)
        self.number.done.connect(self.area.setFocus)
        self.number.down.connect(self.area.setFocus)
        self.fits.chosen.connect(lambda place: self.area.fit_to(Fit(place)))
        self.finder.closed.connect(self.end_search)
        look().changed.connect(self._dress)
        bind_keys(self, [("Ctrl+F", self.search)])
        self._dress()

    def _dress(self) -> None:
        self.number.setFixedWidth(u(58))
        self._percent.setFixedWidth(u(54))

    def _tell_page(self, place: int) -> None:
        if not self.number.hasFocus():
            self.number.setText(str(place + 1))
        self._tell_size()

    def _tell_size(self) -> None:
        self._percent.setText(texts.PERCENT.format(percent=self.area.percent))
        self.fits.choose(self.area.fit.value if self.area.fit is not Fit.STEP else NONE)

    def _go(self) -> None:
        value = self.number.value()
        if value is not None and self.pages is not None:
            place = min(max(int(value), 1), len(self.pages))
            self.number.setText(str(place))
            self.area.go(place - 1)
            self.area.setFocus()
