"""The list of the day: its single keys, its order, and the painted buttons of its rows."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent

from inspector.actions.today import DayRow
from inspector.domain.ids import VisitUid
from inspector.domain.signing import SignState
from inspector.domain.visit import VisitState
from inspector.ui.look import look
from inspector.ui.pages.today import texts
from inspector.ui.pages.today.lines import LINE_ROLE, DayLine, DayLines
from inspector.ui.pages.today.row_paint import DayPainter, places
from inspector.ui.widgets.command_list import COMMANDING, CommandList

STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
KEYS = "/123456789+=-PN"
"""Single keys that are the page's business."""


class DayList(CommandList):
    """``wanted`` carries a single key that is the page's business, ``stepped`` Alt+↑ or Alt+↓."""

    wanted = Signal(str)
    stepped = Signal(int)

    def __init__(self, lines: DayLines) -> None:
        super().__init__(texts.LIST)
        self._lines = lines
        self.setModel(lines)
        self.setItemDelegate(DayPainter(self))
        self.viewport().setAutoFillBackground(False)
        look().changed.connect(self.scheduleDelayedItemsLayout)

    def line(self) -> DayLine | None:
        """Return the chosen line."""
        index = self.currentIndex()
        line = index.data(LINE_ROLE) if index.isValid() else None
        return line if isinstance(line, DayLine) else None

    def uid(self) -> VisitUid | None:
        """Return the visit of the chosen line."""
        line = self.line()
        return line.row.uid if line is not None else None

    def choose_visit(self, uid: VisitUid | None, otherwise: int) -> None:
        """Choose a visit; where it is not shown, a row near ``otherwise``."""
        place = self._lines.place_of(uid) if uid is not None else -1
        self.choose(place if place >= 0 else min(otherwise, self._lines.rowCount() - 1))

    def first_waiting(self) -> int:
        """Return the row of the visit that is open, else of the first that is not done.

        One that is sealed and waits for its signatures is not done.
        """
        rows = [line.row for line in self._lines.lines()]
        waiting = [at for at, row in enumerate(rows) if _waits(row)]
        begun = [at for at in waiting if rows[at].state is VisitState.OPEN]
        return next(iter((*begun, *waiting)), 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alone, key = not event.modifiers() & COMMANDING, Qt.Key(event.key())
        text = event.text().upper()
        if key in STEPS and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.stepped.emit(STEPS[key])
        elif alone and key == Qt.Key.Key_Delete:
            self.wanted.emit("-")
        elif alone and len(text) == 1 and text in KEYS:
            self.wanted.emit(text)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open a visit by its painted button; anywhere else a click only chooses."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and self._on_button(index, event.position()):
            self.entered_row.emit(index)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _on_button(self, index: QModelIndex, point: QPointF) -> bool:
        return places(self.visualRect(index)).button.contains(point)


def _waits(row: DayRow) -> bool:
    return row.state is not VisitState.SEALED or row.signed is SignState.WAITING
