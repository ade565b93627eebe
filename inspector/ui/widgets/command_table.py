"""Tables whose single keys are commands; like :mod:`command_list`, with columns."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from inspector.ui.widgets.command_list import COMMANDING, ENTER_KEYS, Index
from inspector.ui.widgets.scroll_bar import slim


class CommandTable(QTableView):
    """A table for commands: no heads of its own, no lines, no input method.

    ``entered_cell`` follows Enter or a double click; ``wanted`` carries the letters in
    ``commands``, which are the page's business.
    """

    entered_cell = Signal(QModelIndex)
    moved = Signal()
    wanted = Signal(str)

    def __init__(self, name: str, commands: str = "") -> None:
        super().__init__()
        self._commands = commands
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        slim(self)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        for head in (self.verticalHeader(), self.horizontalHeader()):
            head.hide()
            head.setAccessibleName(name)
            head.setMinimumSectionSize(1)
            head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        self.viewport().setAutoFillBackground(False)
        self.doubleClicked.connect(self.entered_cell)

    def keyboardSearch(self, search: str) -> None:
        """Do nothing: a letter is a command, not the start of a word."""

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        self.viewport().update()
        self.moved.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & COMMANDING
        if event.key() in ENTER_KEYS and plain:
            if self.currentIndex().isValid():
                self.entered_cell.emit(self.currentIndex())
            return
        text = event.text().upper()
        if text and text in self._commands and plain:
            self.wanted.emit(text)
            return
        super().keyPressEvent(event)

    def choose(self, row: int, column: int = 0) -> None:
        """Make a cell current and bring it into view."""
        index = self.model().index(row, column)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)
