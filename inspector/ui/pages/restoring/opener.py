"""What opens a backup: PIN, code or recovery key; the latter two with a PIN to be."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from inspector.actions.keeping import Entry
from inspector.platform.folder import Way
from inspector.ui.pages.restoring import texts
from inspector.ui.widgets.field import Field
from inspector.ui.widgets.label import Label
from inspector.ui.widgets.panel import Panel, column, row
from inspector.ui.widgets.segments import Segments

WAYS = (Way.PIN, Way.CODE, Way.RECOVERY)
MIN_PIN = 6


class Opener(Panel):
    """A choice of three and up to three fields; ``entered`` follows Enter in one of them."""

    entered = Signal()

    def __init__(self) -> None:
        super().__init__("bg")
        self.way = Segments(texts.OPENER, texts.WAYS)
        self.secret = Field(texts.WAYS[0])
        self.pin = Field(texts.NEW_PIN, texts.NEW_PIN_HINT)
        self.again = Field(texts.AGAIN, texts.AGAIN)
        for field in (self.secret, self.pin, self.again):
            field.setEchoMode(QLineEdit.EchoMode.Password)
            field.returnPressed.connect(self.entered)
        self.setLayout(
            column(
                boxed_row(Label(texts.OPENER, 15, "text2"), self.way),
                self.secret,
                self.pin,
                self.again,
                gap=10,
            )
        )
        self.way.chosen.connect(self._show)
        self._show(0)

    def fault(self) -> str:
        """Say what is missing, or nothing."""
        if not self.secret.text().strip():
            return texts.NO_SECRET.format(name=texts.WAYS[self.way.at])
        if self.way.at == 0:
            return ""
        if len(self.pin.text().strip()) < MIN_PIN:
            return texts.PIN_SHORT
        return texts.PINS_DIFFER if self.pin.text() != self.again.text() else ""

    def entry(self) -> Entry:
        """Return what was typed."""
        new_pin = self.pin.text().strip() if self.way.at else ""
        return Entry(secret=self.secret.text().strip(), way=WAYS[self.way.at], new_pin=new_pin)

    def clear(self) -> None:
        """Forget what was typed."""
        for field in (self.secret, self.pin, self.again):
            field.clear()

    def _show(self, at: int) -> None:
        self.secret.setAccessibleName(texts.WAYS[at])
        self.secret.setPlaceholderText(texts.WAY_HINTS[at])
        self.pin.setVisible(at > 0)
        self.again.setVisible(at > 0)


def boxed_row(*parts: Label | Segments) -> Panel:
    """Return parts in a line, at the left."""
    line = Panel("bg")
    line.setLayout(row(*parts, None, gap=12))
    return line
