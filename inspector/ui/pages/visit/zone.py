"""The scoring part of the visit: items at the left, one item in the middle, photos at the right."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inspector.domain.wording import LATER
from inspector.ui.look import Tier, look, u
from inspector.ui.pages.visit import route, texts
from inspector.ui.pages.visit.guide import Guide
from inspector.ui.pages.visit.item_head import ItemHead
from inspector.ui.pages.visit.item_list import ItemLines, ItemList
from inspector.ui.pages.visit.marker import Asking, Marker
from inspector.ui.pages.visit.marking import LETTERS
from inspector.ui.pages.visit.route import Spot
from inspector.ui.pages.visit.row_list import RowList
from inspector.ui.pages.visit.rows import Rows
from inspector.ui.pages.visit.session import VisitSession
from inspector.ui.pages.visit.star_bar import ViewSwitch
from inspector.ui.pages.visit.text_strip import TextStrip
from inspector.ui.pages.visit.tray import Tray
from inspector.ui.widgets.action_bar import ActionBar
from inspector.ui.widgets.button import Button, Kind
from inspector.ui.widgets.label import Elided
from inspector.ui.widgets.panel import Hairline, Panel, column, row

NARROW = 1_000
"""Px at 100 %: below, the items give way to the rows."""


class Zone(QWidget):
    """Joins marker and guide to their views; ``moved`` follows every change of place.

    ``leaving`` asks to go back to the sites, ``beside`` carries the keys of 抽问
    (Q), its clock (S) and clues (V).
    """

    moved = Signal(Spot)
    leaving = Signal()
    beside = Signal(str)

    def __init__(self, session: VisitSession, seconds: Callable[[], float]) -> None:
        super().__init__()
        self._session = session
        self._drawer: bool | None = None
        self._dropped = ""
        self._tier, self._high = Tier.STANDARD, True
        self.marker, self.guide = Marker(session, seconds, self), Guide(session, self)
        self._model = Rows(session, self.marker, self)
        self.rows = RowList(self._model, self.marker)
        self.lines = ItemLines(session, self)
        self.items = ItemList(self.lines)
        self.head, self.tray = ItemHead(session), Tray(session)
        self.switch, self.strip = ViewSwitch(), TextStrip()
        self.sheet_button = Button(texts.SHEET, icon="eye", kind=Kind.PRIMARY, height=46)
        self.save_button = Button(texts.SAVE_SHEET, icon="file-pdf", height=46)
        self._just = Elided("", 14, "text2")
        self._photos = Button("", self.toggle_drawer, key="F8", icon="images", height=46)
        self._left = self._build_left()
        self._lay_out()
        self._connect()

    @property
    def spot(self) -> Spot:
        """Where the person is."""
        return self.marker.spot

    def go(self, spot: Spot) -> None:
        """Open a place; without a checkpoint, its first open row."""
        self.strip.close_field()
        self._model.show_item(spot)
        self.marker.stand(Spot(step=spot.step, item=spot.item))
        self.head.show_item(spot)
        self.rows.choose(self._model.place_of(spot))
        self.items.follow(spot)
        self.tray.show_item(spot)
        self.switch.show_view(by_star=spot.step is None)
        self._say_state()
        self.rows.setFocus()
        self.moved.emit(self.marker.spot)

    def command(self, key: str) -> None:
        """Take a key of the item as a whole."""
        spot = self.spot
        if key in ("Enter", "Space"):
            self.guide.confirm(spot, sampled=key == "Space")
        elif key in ("PgUp", "PgDn"):
            self.guide.turn(spot, 1 if key == "PgDn" else -1)
        elif key == "Esc":
            self.leaving.emit()
        elif key == "G":
            self.guide.next_gap(spot)
        elif key in ("Q", "S", "V"):
            self.beside.emit(key)
        elif key == "H":
            self.head.fold(opened=not self.head.opened)
        elif key in ("[", "]"):
            self.tray.step(1 if key == "]" else -1)
        elif key == "P" and not self._session.stopped():
            self.marker.said.emit(self.tray.toggle())

    def _ask(self, asking: Asking, text: str) -> None:
        row = self.marker.row
        wordy = row is not None and asking in (Asking.WORDS, Asking.TYPED)
        if asking is Asking.WORDS:
            text, self._dropped = text or self._dropped, ""
        self.strip.ask(asking, text, row.phrases[len(LETTERS) :] if row and wordy else ())

    def toggle_drawer(self) -> None:
        """Show or hide the photos; where there is little room they take the items' place."""
        self._drawer = not self.tray.isVisibleTo(self)
        self._fit()

    def open_drawer(self) -> None:
        """Show the photos."""
        if not self.tray.isVisibleTo(self):
            self.toggle_drawer()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def set_tier(self, tier: Tier, *, high: bool) -> None:
        """Fold away what does not fit; the prompts need height, not width."""
        if (tier, high) != (self._tier, self._high):
            self._tier, self._high = tier, high
            self.head.fold(opened=high)
        self._fit()

    def _fit(self) -> None:
        compact = self._tier is Tier.COMPACT
        drawer = not compact if self._drawer is None else self._drawer
        self.tray.setVisible(drawer)
        self._left.setVisible(not (compact and drawer))
        narrow = compact and self.width() < u(NARROW)
        self._left.setFixedWidth(u(240 if narrow else 268))
        self.items.set_compact(compact=compact)

    def _build_left(self) -> QWidget:
        panel = Panel("surface")
        above = row(self.switch)
        above.setContentsMargins(0, 0, u(10), 0)
        box = column(gap=6)
        box.addLayout(above)
        box.addWidget(self.items, 1)
        box.setContentsMargins(u(10), u(10), 0, 0)
        panel.setLayout(box)
        return panel

    def _lay_out(self) -> None:
        centre = Panel("surface")
        middle = QVBoxLayout(centre)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self.head)
        middle.addWidget(self.rows, 1)
        middle.addWidget(self.strip)
        middle.addWidget(Hairline())
        self._scoring, self._reading = self._build_actions(), self._build_reading()
        middle.addWidget(self._scoring)
        middle.addWidget(self._reading)
        self._show_bar()
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self._left)
        across.addWidget(Hairline(upright=True))
        across.addWidget(centre, 1)
        across.addWidget(Hairline(upright=True))
        across.addWidget(self.tray)
        look().changed.connect(self._fit)

    def _build_actions(self) -> QWidget:
        self._confirm = Button(
            texts.CONFIRM, self._enter,
            key="Enter", icon="check", kind=Kind.PRIMARY, height=46,
        )  # fmt: skip
        later = Button(LATER, lambda: self.marker.press("L"), key="L", height=46)
        gap = Button(texts.NEXT_GAP, lambda: self.command("G"), key="G", kind=Kind.QUIET)
        undo = Button(texts.UNDO, self.marker.go_back, key="Ctrl+Z", kind=Kind.QUIET)
        previous = Button(texts.PREVIOUS, lambda: self.command("PgUp"), key="PgUp", kind=Kind.QUIET)
        prompts = Button(texts.PROMPTS, lambda: self.command("H"), key="H", kind=Kind.QUIET)
        right = [undo, prompts, gap, previous]
        return ActionBar([self._confirm, self._photos, later], self._just, right)

    def _build_reading(self) -> QWidget:
        following = Button(texts.NEXT, lambda: self.command("PgDn"), key="PgDn", kind=Kind.QUIET)
        previous = Button(texts.PREVIOUS, lambda: self.command("PgUp"), key="PgUp", kind=Kind.QUIET)
        note = Elided(texts.SEALED_BAR, 15, "ok", bold=True)
        return ActionBar([self.sheet_button, self.save_button], note, [following, previous])

    def _show_bar(self) -> None:
        frozen = self._session.sealing is not None
        self._scoring.setVisible(not frozen)
        self._reading.setVisible(frozen)
        if frozen:
            self.strip.close_field()

    def _connect(self) -> None:
        self.rows.command.connect(self.command)
        self.items.opened.connect(self._open_item)
        self.items.to_rows.connect(self.rows.setFocus)
        self.guide.go.connect(self.go)
        self.guide.confirmed.connect(self._just.setText)
        self.marker.jumped.connect(self.go)
        self.marker.asked.connect(self._ask)
        self.marker.questions.connect(partial(self.beside.emit, "Q"))
        self.strip.written.connect(self._write)
        self.strip.dropped.connect(self._drop)
        self.strip.turned.connect(self._say_state)
        self._session.changed.connect(lambda _item: self._say_state())
        self._session.sealed.connect(self._show_bar)
        self.rows.moved.connect(lambda: self.moved.emit(self.spot))

    def _open_item(self, code: str) -> None:
        for item in self._session.rubric.items():
            if item.code == code:
                self.go(Spot(step=self.spot.step, item=item.code))
                self.items.setFocus()

    def _write(self, asking: Asking, text: str) -> None:
        self.marker.write(asking, text)
        self.rows.setFocus()

    def _drop(self, text: str) -> None:
        """Say that what was typed by mistake is no reason; T brings it back."""
        self._dropped = text
        self.marker.said.emit(texts.DROPPED.format(text=text))
        self.rows.setFocus()

    def _enter(self) -> None:
        """Do what the primary button says."""
        if self.strip.is_open:
            self.strip.take()
        else:
            self.command(self._confirm.key)

    def _say_state(self) -> None:
        item = self._session.rubric.item(self.spot.item)
        entry = self._session.entry(item.code)
        have = len(entry.photos)
        self._photos.say(texts.PHOTOS_BUTTON.format(have=have, want=item.photos_min))
        field = self.strip.field if self.strip.is_open else None
        self._confirm.setFocusProxy(field)  # type: ignore[arg-type]  # the stub forgets None
        if self.strip.is_open:  # whose Enter it is now
            self._confirm.say(self.strip.enter_word(), "Enter")
        elif route.samples_open(item, entry, self.spot.step):
            self._confirm.say(texts.CONFIRM_SAMPLED, "Space")
        else:
            self._confirm.say(texts.CONFIRM, "Enter")
