"""The list of findings, and the keys that are its business."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from inspector.domain.finding import Finding
from inspector.ui.widgets.command_list import COMMANDING, ENTER_KEYS
from inspector.ui.widgets.told_list import Told, ToldList


class FindingList(ToldList):
    """``dropping`` follows Delete, ``sealing`` Ctrl+Enter, ``leaving`` Esc."""

    dropping = Signal()
    sealing = Signal()
    leaving = Signal()

    def show_findings(self, lines: Sequence[Told], place: int) -> None:
        """Show other lines, one of them chosen; nobody is told, so words keep the focus."""
        self.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.lines.show_lines(lines)
        self.choose(place)
        self.blockSignals(False)  # noqa: FBT003 - as above

    def chosen(self, findings: Sequence[Finding]) -> Finding | None:
        """Return the finding of the chosen line."""
        index = self.currentIndex()
        key = self.key(index) if index.isValid() else ""
        return next((one for one in findings if str(one.n) == key), None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Escape:
            self.leaving.emit()
        elif event.key() == Qt.Key.Key_Delete and not event.modifiers() & COMMANDING:
            self.dropping.emit()
        elif event.key() in ENTER_KEYS and control:
            self.sealing.emit()
        else:
            super().keyPressEvent(event)
