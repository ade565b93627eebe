"""Lists whose single keys are commands, so they must never take Chinese input."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView

from inspector.ui.look import look
from inspector.ui.widgets.scroll_bar import slim

ENTER_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
COMMANDING = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class CommandList(QListView):
    """A list for commands: input methods are off, letters do not search.

    Give it a model whose rows are not editable: Qt turns input methods on again at every move
    over an editable one. ``entered_row`` follows Enter or a double click on a row.
    """

    entered_row = Signal(QModelIndex)
    moved = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        slim(self)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        self.doubleClicked.connect(self.entered_row)

    def keyboardSearch(self, search: str) -> None:
        """Do nothing: a letter is a command, not the start of a word."""

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        self.moved.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus() and not self.currentIndex().isValid():  # no row shows it
            painter = QPainter(self.viewport())
            painter.setPen(QPen(look().colour("accent"), look().ring))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -2, -2))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER_KEYS and not event.modifiers() & COMMANDING:
            if self.currentIndex().isValid():
                self.entered_row.emit(self.currentIndex())
            return
        super().keyPressEvent(event)

    def leave_letters(self, event: QKeyEvent, letters: str) -> bool:
        """Let what is around the list have a letter; return whether it is one of ``letters``."""
        letter = event.text().upper()
        if not letter or letter not in letters or event.modifiers() & COMMANDING:
            return False
        event.ignore()  # or the view would take it for the start of a word
        return True

    def choose(self, row: int) -> None:
        """Make ``row`` current and bring it into view."""
        index = self.model().index(row, 0) if self.model() is not None else NOWHERE
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)
