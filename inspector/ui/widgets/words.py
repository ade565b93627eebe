"""A field for several lines of text, such as a fact with its cause."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy

from inspector.ui.look import look, u
from inspector.ui.widgets.command_list import ENTER_KEYS
from inspector.ui.widgets.scroll_bar import slim


class Words(QPlainTextEdit):
    """Input methods work as they like; Tab goes on, Esc and Ctrl+Enter say that typing is over.

    ``rows`` is how many lines it shows at least.
    """

    done = Signal()

    def __init__(self, name: str, placeholder: str = "", *, rows: int = 2) -> None:
        super().__init__()
        self._rows = rows
        self.setObjectName("Words")
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        slim(self)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.dress()
        look().changed.connect(self.dress)

    def text(self) -> str:
        """Return what is written."""
        return self.toPlainText()

    def show_text(self, text: str) -> None:
        """Show another text, without a signal; what is there already keeps its cursor."""
        if text != self.toPlainText():
            blocked = self.blockSignals(True)  # noqa: FBT003 - Qt's own signature
            self.setPlainText(text)
            self.blockSignals(blocked)

    def dress(self) -> None:
        """Take size and colours from the look."""
        wearing = look()
        self.setFont(wearing.font(16))
        self.setMinimumHeight(self.minimumSizeHint().height())
        border, focus = wearing.colour("control").name(), wearing.colour("accent").name()
        self.setStyleSheet(
            f"QPlainTextEdit#Words {{ border: {wearing.theme.stroke:g}px solid {border};"
            f" border-radius: {u(6)}px; padding: {u(4)}px {u(6)}px;"
            f" background: {wearing.colour('surface').name()};"
            f" color: {wearing.colour('text').name()}; }}"
            f"QPlainTextEdit#Words:focus {{ border: 2px solid {focus}; }}"
        )

    def sizeHint(self) -> QSize:
        return QSize(u(240), self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(u(120), self.fontMetrics().lineSpacing() * self._rows + u(20))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Escape or (event.key() in ENTER_KEYS and control):
            self.done.emit()
            return
        super().keyPressEvent(event)
