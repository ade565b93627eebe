"""线索: what the negative list may speak of. It costs nothing here; the county decides later."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem

from inspector.domain.clue import Clue
from inspector.domain.errors import InspectorError
from inspector.domain.negative import NegativeEntry
from inspector.ui.glyphs import Glyph, paint_glyph
from inspector.ui.look import look, u
from inspector.ui.pages.visit import texts
from inspector.ui.pages.visit.part import Part
from inspector.ui.pages.visit.route import Spot
from inspector.ui.pages.visit.row_list import key_of
from inspector.ui.pages.visit.session import VisitSession
from inspector.ui.widgets.action_bar import ActionBar
from inspector.ui.widgets.button import Button, Kind
from inspector.ui.widgets.card import paint_card
from inspector.ui.widgets.command_list import NOWHERE, CommandList, Index
from inspector.ui.widgets.field import Field
from inspector.ui.widgets.keycap import Hint
from inspector.ui.widgets.label import Label
from inspector.ui.widgets.panel import Hairline, Panel, column, row

ENTRY_ROLE = int(Qt.ItemDataRole.UserRole)
CODE, SIDE = 62, 14
WRAP = int(Qt.TextFlag.TextWordWrap.value)


class Entries(QAbstractListModel):
    """The entries of the negative list, each with the clues that were noted for it."""

    def __init__(self, session: VisitSession, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._entries: Sequence[NegativeEntry] = ()
        self._clues: Sequence[Clue] = ()

    def reload(self) -> None:
        """Read entries and clues."""
        beside = self._session.desk.beside
        self.beginResetModel()
        self._entries, self._clues = beside.entries(), beside.clues()
        self.endResetModel()

    def entry(self, place: int) -> NegativeEntry:
        """Return one entry."""
        return self._entries[place]

    def clues(self, place: int) -> list[Clue]:
        """Return the clues of one entry, oldest first."""
        return [clue for clue in self._clues if clue.entry == self._entries[place].id]

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        entry, noted = self._entries[index.row()], self.clues(index.row())
        if role == ENTRY_ROLE:
            return entry, noted
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            told = "；".join(clue.what for clue in noted)
            return f"{entry.id} {entry.condition} {told or texts.NO_CLUE}"
        return None


class EntryPainter(QStyledItemDelegate):
    """Paints an entry, and under it what was noted."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        view = option.widget
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else u(600)
        entry, noted = index.data(ENTRY_ROLE)
        high = self._height(entry.condition, width) + u(24)
        return QSize(width, high + sum(self._height(clue.what, width) for clue in noted))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        entry, noted = index.data(ENTRY_ROLE)
        wearing = look()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = paint_card(painter, option, index)
        glyph = QRectF(card.left() + u(SIDE), card.top() + u(9), u(20), u(20))
        paint_glyph(painter, glyph, Glyph.GAP if noted else Glyph.UNSET)
        painter.setFont(wearing.font(15, bold=True))
        painter.setPen(wearing.colour("text2"))
        left = card.left() + u(SIDE + 28)
        code = QRectF(left, card.top() + u(8), u(CODE), u(22))
        painter.drawText(code, Qt.AlignmentFlag.AlignVCenter, entry.id)
        room = QRectF(left + u(CODE), card.top() + u(8), card.right() - left - u(CODE + SIDE), 0)
        self._paint_words(painter, room, entry.condition, noted)
        painter.restore()

    def _paint_words(
        self, painter: QPainter, room: QRectF, condition: str, noted: Sequence[Clue]
    ) -> None:
        wearing = look()
        painter.setFont(wearing.font(15))
        for words, token in ((condition, "text"), *((clue.what, "warn") for clue in noted)):
            high = self._height(words, round(room.width()) + u(CODE + 2 * SIDE + 32))
            painter.setPen(wearing.colour(token))
            painter.drawText(QRectF(room.left(), room.top(), room.width(), high), WRAP, words)
            room = room.translated(0, high)

    def _height(self, words: str, width: int) -> int:
        area = QRect(0, 0, width - u(CODE + 2 * SIDE + 32), 10_000)
        return QFontMetrics(look().font(15)).boundingRect(area, WRAP, words).height()


class EntryList(CommandList):
    """``command`` carries keys that are the part's business."""

    command = Signal(str)

    def __init__(self, entries: Entries) -> None:
        super().__init__(texts.CLUES)
        self.setModel(entries)
        self.setItemDelegate(EntryPainter(self))
        look().changed.connect(self.scheduleDelayedItemsLayout)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = key_of(event)
        if key and key not in ("Up", "Down"):
            self.command.emit(key)
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class Clues(Part):
    """Choose an entry, say what was seen; the item in front lends its photos."""

    about = texts.HELP_CLUES

    of_rows = True

    def __init__(self, session: VisitSession) -> None:
        super().__init__("bg")
        self._session = session
        self._spot: Spot | None = None
        self._entries = Entries(session, self)
        self.list = EntryList(self._entries)
        self.list.viewport().setAutoFillBackground(False)
        self.field = Field(texts.CLUE_FIELD, texts.CLUE_PLACEHOLDER, height=44)
        self._strip = Panel("accent_soft")
        self._asked = Label("", 15, "accent", bold=True)
        self._empty = Label(texts.NO_LIST, 17, "text2", wrap=True)
        self._lay_out()
        self.list.command.connect(self._press)
        self.list.doubleClicked.connect(lambda _index: self._ask())
        self.field.returnPressed.connect(self._note)
        self.field.done.connect(self._note)

    def _lay_out(self) -> None:
        hint = Label(texts.CLUE_HINT, 14, "text2")
        inner = column(gap=6)
        inner.addLayout(row(self._asked, None, hint, gap=12))
        inner.addWidget(self.field)
        inner.setContentsMargins(u(16), u(8), u(16), u(10))
        self._strip.setLayout(inner)
        self._strip.hide()
        box = column(gap=8)
        box.addWidget(Label(texts.CLUES, 20, bold=True))
        box.addWidget(Label(texts.CLUES_TOLD, 15, "text2", wrap=True))
        box.addWidget(self._empty)
        box.addWidget(self.list, 1)
        box.setContentsMargins(u(20), u(14), u(20), u(10))
        note = Button(texts.CLUE_NOTE, self._ask, key="Enter", icon="pencil-simple", height=46,
                      kind=Kind.PRIMARY)  # fmt: skip
        drop = Button(texts.CLUE_DROP, self._drop, key="X", height=46)
        back = Button(texts.ASKED_DONE, self.left.emit, key="Esc", kind=Kind.QUIET)
        whole = column()
        whole.addLayout(box, 1)
        whole.addWidget(self._strip)
        whole.addWidget(Hairline())
        self._acts = [note, drop]
        self._bar = ActionBar([note, drop], Label("", 14), [back])
        whole.addWidget(self._bar)
        self.setLayout(whole)

    def show_entries(self, spot: Spot) -> None:
        """Show the entries; those that the item in front points at first come first in view."""
        self._spot = spot
        self._entries.reload()
        count = self._entries.rowCount()
        self._empty.setVisible(not count)
        self._bar.hold_back([] if count else self._acts)
        self.list.setVisible(bool(count))
        wanted = self._session.rubric.item(spot.item).negative_refs
        ids = [self._entries.entry(place).id for place in range(count)]
        self.list.choose(next((ids.index(ref) for ref in wanted if ref in ids), 0))

    def take_focus(self) -> None:
        """Take the focus where an entry is chosen."""
        self.list.setFocus()

    def hints(self) -> Sequence[Hint]:
        """Return the keys of the clues."""
        return texts.CLUE_KEYS

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if key_of(event) in ("Esc", "V"):  # Enter arrives here once more after the field had it
            self.left.emit()

    def _press(self, key: str) -> None:
        if key == "Enter":
            self._ask()
        elif key == "X":
            self._drop()
        elif key in ("Esc", "V"):
            self.left.emit()

    def _ask(self) -> None:
        if self._session.stopped() or not self.list.currentIndex().isValid():
            return
        entry = self._entries.entry(self.list.currentIndex().row())
        self._asked.setText(f"{entry.id}  {texts.CLUE_FIELD}")
        self.field.clear()
        self._strip.show()
        self.field.setFocus()

    def _note(self) -> None:
        """Keep what was written; an empty field only closes."""
        if not self._strip.isVisibleTo(self):
            return
        self._strip.hide()
        place, spot = self.list.currentIndex().row(), self._spot
        self.list.setFocus()
        what = self.field.text().strip()
        if not what or spot is None:
            return
        photos = self._session.entry(spot.item).photos
        clue = Clue(entry=self._entries.entry(place).id, what=what, photos=photos)
        try:
            self._session.desk.beside.put_clue(clue)
        except InspectorError as error:
            self.failed.emit(error)
            return
        self._reload(place)
        self.said.emit(texts.CLUE_KEPT.format(entry=clue.entry, photos=len(photos)))

    def _drop(self) -> None:
        place = self.list.currentIndex().row()
        noted = self._entries.clues(place) if place >= 0 else []
        if not noted or self._session.stopped():
            return
        try:
            self._session.desk.beside.drop_clue(noted[-1])
        except InspectorError as error:
            self.failed.emit(error)
            return
        self._reload(place)
        self.said.emit(texts.CLUE_DROPPED.format(what=noted[-1].what))

    def _reload(self, place: int) -> None:
        self._entries.reload()
        self.list.choose(place)
