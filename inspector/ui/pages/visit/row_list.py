"""The list of checkpoint rows: every rule kind by keyboard, and by mouse."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent

from inspector.ui.look import look
from inspector.ui.pages.visit import marking, texts
from inspector.ui.pages.visit.marker import Marker
from inspector.ui.pages.visit.row_layout import cell_at, control_parts, cursor_place, lay_out
from inspector.ui.pages.visit.row_paint import RowPainter
from inspector.ui.pages.visit.rows import ROW_ROLE, Rows, RowView
from inspector.ui.widgets.announce import announce
from inspector.ui.widgets.command_list import COMMANDING, ENTER_KEYS, CommandList, Index
from inspector.ui.widgets.field import halfwidth

NAMED = {
    Qt.Key.Key_Backspace: "Backspace",
    Qt.Key.Key_Space: "Space",
    Qt.Key.Key_Delete: "Delete",
    Qt.Key.Key_Left: "Left",
    Qt.Key.Key_Right: "Right",
    Qt.Key.Key_Up: "Up",
    Qt.Key.Key_Down: "Down",
    Qt.Key.Key_Escape: "Esc",
    Qt.Key.Key_PageUp: "PgUp",
    Qt.Key.Key_PageDown: "PgDn",
    Qt.Key.Key_Equal: "+",
}


def key_of(event: QKeyEvent) -> str:
    """Name a key: a capital letter, a digit, a sign, or a word of its own; empty for others."""
    if event.modifiers() & COMMANDING:
        return ""
    key = Qt.Key(event.key())
    if key in ENTER_KEYS:
        return "Enter"
    if key in NAMED:
        return NAMED[key]
    text = halfwidth(event.text()).upper()
    return text if len(text) == 1 and text.isprintable() else ""


class RowList(CommandList):
    """One Tab stop; ``command`` carries keys that are the page's business, such as Enter."""

    command = Signal(str)

    def __init__(self, rows: Rows, marker: Marker) -> None:
        super().__init__(texts.ROWS)
        self._rows, self._marker = rows, marker
        self.setModel(rows)
        self.setItemDelegate(RowPainter(self))
        self.setSelectionMode(self.SelectionMode.SingleSelection)
        rows.dataChanged.connect(lambda *_: self.scheduleDelayedItemsLayout())
        marker.doubted.connect(partial(announce, self))
        look().changed.connect(self.scheduleDelayedItemsLayout)

    def currentChanged(self, current: Index, previous: Index) -> None:
        if current.isValid():  # before anybody hears of the move and asks where we are
            self._marker.stand(self._rows.spot(current.row()))
        super().currentChanged(current, previous)
        if current.isValid():
            self._rows.refresh()

    def doItemsLayout(self) -> None:
        """Keep the current row whole in view: it grows when it opens; or its ledger's cursor."""
        super().doItemsLayout()
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())
            self._show_cursor()

    def _show_cursor(self) -> None:
        """Bring the line of an open ledger into view where the row is higher than the list."""
        view: RowView = self.currentIndex().data(ROW_ROLE)
        rect = self.visualRect(self.currentIndex())
        place = cursor_place(lay_out(view, rect.width()), view)
        if place is None:
            return
        top, bottom = rect.top() + place.top(), rect.top() + place.bottom()
        beyond = max(bottom - self.viewport().height(), 0)
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + round(min(top, 0) or min(beyond, top)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = key_of(event)
        if event.isAutoRepeat() and len(key) == 1:
            return  # a key that is held down is one fault, not forty
        if key and self._marker.press(key):
            return
        if not key:
            super().keyPressEvent(event)
            return
        if key in ("Up", "Down"):
            self._walk(1 if key == "Down" else -1)
            return
        self.command.emit(key)

    def _walk(self, by: int) -> None:
        """Go to the next row; behind the last one stands the first, which saves keys."""
        count = self._rows.rowCount()
        if count:
            self.choose((self.currentIndex().row() + by) % count)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        was_current = index.isValid() and index == self.currentIndex()
        super().mousePressEvent(event)
        if index.isValid():
            self._click(index, event, was_current=was_current)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonDblClick:
            return True
        return super().viewportEvent(event)

    def _click(self, index: Index, event: QMouseEvent, *, was_current: bool) -> None:
        view: RowView = index.data(ROW_ROLE)
        rect = self.visualRect(index)
        x, y = event.position().x() - rect.left(), event.position().y() - rect.top()
        layout = lay_out(view, rect.width())
        for part, key in control_parts(view.checkpoint, layout.control):
            if part.contains(x, y):
                self._act(key)
                return
        if not was_current:
            return  # the parts below appear only now
        for chip in layout.chips:
            if chip.rect.contains(x, y):
                self._act(chip.act)
                return
        cell = cell_at(layout, view, x, y)
        if cell is not None:
            self._marker.tick(*cell)

    def _act(self, act: str) -> None:
        if act in ("met", "unmet"):
            self._marker.apply(marking.met if act == "met" else marking.unmet)
        elif act.startswith("level:"):
            place = int(act.removeprefix("level:"))
            self._marker.apply(lambda row, mark: marking.level_at(row, mark, place))
        elif act.startswith("phrase:"):
            place = int(act.removeprefix("phrase:"))
            self._marker.apply(lambda row, mark: marking.letter(row, mark, row.phrases[place]))
        else:
            self._marker.press(act)
            self._marker.pause()
