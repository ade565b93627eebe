"""The two shapes of navigation: the field's icon rail and the office's side list.

They differ on purpose: people see at once in which of the two they are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum

from PySide6.QtCore import QAbstractListModel, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)

from inspector.ui import texts
from inspector.ui.icons import paint_icon
from inspector.ui.look import look, u
from inspector.ui.page import Entry
from inspector.ui.widgets.command_list import ENTER_KEYS, NOWHERE, CommandList, Index
from inspector.ui.widgets.label import Elided
from inspector.ui.widgets.panel import Panel, boxed, column
from inspector.ui.widgets.scroll_bar import SlimBar

ENTRY_ROLE = int(Qt.ItemDataRole.UserRole)


ROOM_AROUND = 100
"""Px at 100 % of a navigation that its head and foot take."""

BAR = (6, 4)
"""Px at 100 % of the scroll bar and its thumb: no wider than the margin beside a tile."""

FOLDED = 60
"""Px at 100 % of the side list when only its icons are left."""


class Workspace(Enum):
    """Which of the two the open data folder is: its width in px at 100 %."""

    FIELD = 68
    OFFICE = 168


class Entries(QAbstractListModel):
    """Navigation entries; a group's first entry knows that a head stands above it."""

    def __init__(self, entries: Sequence[Entry], parent: QObject) -> None:
        super().__init__(parent)
        self._entries = tuple(entries)
        self.folded = False

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        if role == ENTRY_ROLE:
            return entry
        shown = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        if role == int(Qt.ItemDataRole.ToolTipRole):
            return entry.word if self.folded else None
        return entry.word if role in shown else None

    def heads(self, row: int) -> str:
        """Return the group's name if this row begins one, else nothing."""
        group = self._entries[row].group
        before = self._entries[row - 1].group if row else ""
        return group if group != before else ""


class EntryPainter(QStyledItemDelegate):
    """Paints one entry as a tile of the rail or a line of the side list."""

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.open_key = ""
        self.folded = self.low = False
        """Icons alone; and closer together, because the window is low."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option
        if self._workspace is Workspace.FIELD:
            return QSize(u(Workspace.FIELD.value), u(46 if self.low else 62))
        model = index.model()
        head = isinstance(model, Entries) and bool(model.heads(index.row()))
        if self.folded:
            line = 8 if head and index.row() else 0
            return QSize(u(FOLDED), u((38 if self.low else 46) + line))
        above = 24 if self.low else 28
        return QSize(u(Workspace.OFFICE.value), u((34 if self.low else 40) + above * head))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = index.data(ENTRY_ROLE)
        rect = QRectF(option.rect)
        if option.widget is not None:
            rect.setWidth(option.widget.width())  # beside a scroll bar all stay in one line
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._workspace is Workspace.OFFICE:
            rect = self._paint_head(painter, rect, index)
        tile = rect.adjusted(u(7), u(2), -u(7), -u(2))
        self._paint_tile(painter, tile, option, entry)
        opened = entry.key == self.open_key
        token = "accent" if opened else "nav_dim"
        painter.setPen(look().colour("accent" if opened else "nav_text"))
        painter.setFont(look().font(15, bold=opened))
        if self.folded:
            place = QRectF(tile.left(), tile.center().y() - u(12), tile.width(), u(24))
            paint_icon(painter, place, entry.icon, token)
        elif self._workspace is Workspace.FIELD:
            high, gap = (19, 1) if self.low else (24, 7)
            place = QRectF(tile.left(), tile.top() + u(gap), tile.width(), u(high))
            paint_icon(painter, place, entry.icon, token)
            words = QRectF(tile.left(), place.bottom() + u(1), tile.width(), u(22))
            painter.drawText(words, Qt.AlignmentFlag.AlignCenter, entry.word)
        else:
            place = QRectF(tile.left() + u(8), tile.top(), u(22), tile.height())
            paint_icon(painter, place.adjusted(0, u(7), 0, -u(7)), entry.icon, token)
            words = tile.adjusted(u(38), 0, -u(4), 0)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, entry.word)
        painter.restore()

    def _paint_head(self, painter: QPainter, rect: QRectF, index: Index) -> QRectF:
        model = index.model()
        head = model.heads(index.row()) if isinstance(model, Entries) else ""
        if not head:
            return rect
        if self.folded:
            if not index.row():
                return rect
            line = QRectF(rect.left() + u(14), rect.top() + u(4), rect.width() - u(28), 1)
            painter.fillRect(line, look().colour("line2"))
            return rect.adjusted(0, u(8), 0, 0)
        high = u(24 if self.low else 28)
        painter.setPen(look().colour("nav_dim"))
        painter.setFont(look().font(13))
        above = QRectF(rect.left() + u(16), rect.top() + u(2), rect.width(), high - u(2))
        painter.drawText(above, Qt.AlignmentFlag.AlignVCenter, head)
        return rect.adjusted(0, high, 0, 0)

    def _paint_tile(
        self, painter: QPainter, tile: QRectF, option: QStyleOptionViewItem, entry: Entry
    ) -> None:
        view = option.widget
        current = view.currentIndex() if isinstance(view, CommandList) else NOWHERE
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if entry.key == self.open_key:
            painter.setPen(QPen(look().colour("line2"), 1))
            painter.setBrush(look().colour("nav_sel"))
            painter.drawRoundedRect(tile, u(8), u(8))
        if current.data(ENTRY_ROLE) is entry and view.hasFocus():
            ink = "accent" if entry.key == self.open_key else "nav_text"
            painter.setPen(QPen(look().colour(ink), look().ring))
            painter.drawRoundedRect(tile.adjusted(1, 1, -1, -1), u(8), u(8))


class EntryList(CommandList):
    """As high as its entries; one that does not stand at the foot scrolls in a low window."""

    def __init__(self, name: str, *, foot: bool) -> None:
        super().__init__(name)
        self._foot = foot
        self.setVerticalScrollBar(SlimBar(ink="nav_dim", width=BAR))

    def sizeHint(self) -> QSize:
        model = self.model()
        rows = range(model.rowCount() if isinstance(model, Entries) else 0)
        return QSize(u(Workspace.FIELD.value), sum(self.sizeHintForRow(row) for row in rows) + u(2))

    def minimumSizeHint(self) -> QSize:
        high = self.sizeHint().height()
        return QSize(u(40), high if self._foot else min(high, u(62)))


class NavButton(QAbstractButton):
    """Folds the side list to icons, or unfolds it."""

    def __init__(self, on: Callable[[], object]) -> None:
        super().__init__()
        self._icon = "caret-left"
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(lambda _checked=False: on())
        look().changed.connect(self._fit)
        self._fit()

    def show_state(self, *, folded: bool) -> None:
        """Show the way it would turn."""
        self._icon = "caret-right" if folded else "caret-left"
        words = texts.UNFOLD if folded else texts.FOLD
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER_KEYS:
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        if self.hasFocus():
            painter.setPen(QPen(look().colour("nav_text"), look().ring))
            painter.drawRoundedRect(rect.adjusted(u(2), u(2), -u(2), -u(2)), u(8), u(8))
        place = rect.adjusted(u(8), u(8), -u(8), -u(8))
        paint_icon(painter, place, self._icon, "nav_dim")

    def _fit(self) -> None:
        self.setFixedSize(u(FOLDED), u(36))


class Mark(Panel):
    """The product's mark: the one red of a quiet page."""

    def __init__(self) -> None:
        super().__init__("veto", border="veto", radius=7)
        self.setFixedSize(u(30), u(30))
        self.setAccessibleName(texts.PRODUCT)

    def paintEvent(self, event: object) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look().colour("veto"))
        painter.drawRoundedRect(QRectF(self.rect()), u(7), u(7))
        painter.setPen(look().colour("surface"))
        painter.setFont(look().font(19, bold=True))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, "★")


class Navigation(Panel):
    """Rail or side list; ``chosen`` carries the key of the entry that was picked.

    ``turned`` asks to fold the side list to icons, or to unfold it.
    """

    chosen = Signal(str)
    turned = Signal()

    def __init__(self, workspace: Workspace, entries: Sequence[Entry], place: str) -> None:
        super().__init__("nav")
        self._workspace = workspace
        self._painter = EntryPainter(workspace, self)
        self._lists = [
            self._list([entry for entry in entries if not entry.foot], foot=False),
            self._list([entry for entry in entries if entry.foot], foot=True),
        ]
        self._names = boxed(
            column(Elided(texts.PRODUCT, 15, "nav_text", bold=True), Elided(place, 13, "nav_dim"))
        )
        self.folder = NavButton(self.turned.emit)
        self.folder.setVisible(workspace is Workspace.OFFICE)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, u(8), 0, u(4))
        box.setSpacing(0)  # nine pages of a team are seen at 1093×546, 115 %
        box.addLayout(self._head())
        box.addSpacing(u(6))
        box.addWidget(self._lists[0])
        box.addStretch(1)
        box.addWidget(self._lists[1])
        box.addWidget(self.folder, 0, Qt.AlignmentFlag.AlignRight)
        self.fit(folded=False)
        look().changed.connect(self._fit)

    def mark(self, key: str) -> None:
        """Show which page is open."""
        self._painter.open_key = key
        for view in self._lists:
            for line in range(view.model().rowCount()):
                if view.model().index(line, 0).data(ENTRY_ROLE).key == key:
                    view.setCurrentIndex(view.model().index(line, 0))
            view.viewport().update()

    def fit(self, *, folded: bool) -> None:
        """Show icons alone, or icons and words; the field's rail never folds."""
        folded = folded and self._workspace is Workspace.OFFICE
        self._painter.folded = folded
        for view in self._lists:
            model = view.model()
            if isinstance(model, Entries):
                model.folded = folded
        self._names.setVisible(self._workspace is Workspace.OFFICE and not folded)
        self.folder.show_state(folded=folded)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self._painter.low = False
        needs = sum(view.sizeHint().height() for view in self._lists)
        self._painter.low = needs + u(ROOM_AROUND) > self.height()
        self.setFixedWidth(u(FOLDED if self._painter.folded else self._workspace.value))
        for view in self._lists:
            view.scheduleDelayedItemsLayout()
            view.updateGeometry()

    def _head(self) -> QHBoxLayout:
        box = QHBoxLayout()
        box.setContentsMargins(u(7), 0, u(7), 0)
        box.setSpacing(u(8))
        box.addStretch(1)
        box.addWidget(Mark())
        box.addWidget(self._names, 1_000)
        box.addStretch(1)
        return box

    def _list(self, entries: Sequence[Entry], *, foot: bool) -> EntryList:
        view = EntryList(texts.NAVIGATION, foot=foot)
        view.setModel(Entries(entries, view))
        view.setItemDelegate(self._painter)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        view.setSizePolicy(policy)
        view.viewport().setAutoFillBackground(False)
        view.setAutoFillBackground(False)
        palette = view.palette()
        palette.setColor(palette.ColorRole.Base, Qt.GlobalColor.transparent)
        view.setPalette(palette)
        view.entered_row.connect(lambda index: self.chosen.emit(index.data(ENTRY_ROLE).key))
        view.clicked.connect(lambda index: self.chosen.emit(index.data(ENTRY_ROLE).key))
        if not entries:
            view.hide()
        return view
