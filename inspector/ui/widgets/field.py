"""Text fields: words, and numbers typed in any width."""

from __future__ import annotations

import unicodedata
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from inspector.ui.look import look, u


def halfwidth(text: str) -> str:
    """Return text as a keyboard without Chinese input gives it: ``１２。５`` is ``12.5``."""
    return unicodedata.normalize("NFKC", text).replace("。", ".").replace("、", "/")


def number(text: str) -> Decimal | None:
    """Read a number typed in any width, or None if it is none."""
    try:
        value = Decimal(halfwidth(text).strip())
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


class Field(QLineEdit):
    """One line of text; Esc and Ctrl+Enter say that typing is over, and nothing is lost.

    ``done`` follows them, ``down`` the arrow that leads into the list below. While an input method
    composes, every key is its own: one that comes through all the same is passed over.
    """

    done = Signal()
    down = Signal()

    def __init__(self, name: str, placeholder: str = "", *, height: float = 40) -> None:
        super().__init__()
        self._height = height
        self.composing = False
        self.setObjectName("Field")
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.dress()
        look().changed.connect(self.dress)

    def dress(self) -> None:
        """Take size and colours from the look."""
        wearing = look()
        self.setFont(wearing.font(15))
        self.setFixedHeight(u(self._height))
        border, focus = wearing.colour("control").name(), wearing.colour("accent").name()
        self.setStyleSheet(
            f"QLineEdit#Field {{ border: {wearing.theme.stroke:g}px solid {border};"
            f" border-radius: {u(6)}px; padding: 0 {u(10)}px;"
            f" background: {wearing.colour('surface').name()};"
            f" color: {wearing.colour('text').name()}; }}"
            f"QLineEdit#Field:focus {{ border: 2px solid {focus}; }}"
        )

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        super().inputMethodEvent(event)
        self.composing = bool(event.preeditString())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.composing = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.composing:
            return
        leaving = event.key() == Qt.Key.Key_Escape or (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        )
        if leaving:
            self.done.emit()
            return
        if event.key() == Qt.Key.Key_Down:
            self.down.emit()
            return
        super().keyPressEvent(event)


class NumField(Field):
    """A number; full-width digits are taken as they are typed, input methods are off."""

    def __init__(self, name: str, placeholder: str = "") -> None:
        super().__init__(name, placeholder)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        self.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
        self.textEdited.connect(self._normalise)

    def value(self) -> Decimal | None:
        """Return the number, or None while there is none."""
        return number(self.text())

    def _normalise(self, text: str) -> None:
        plain = halfwidth(text)
        if plain != text:
            at = self.cursorPosition()
            self.setText(plain)
            self.setCursorPosition(at)
