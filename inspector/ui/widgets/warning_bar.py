"""A strip over every page: what is wrong with the disk or the clock, and a way to try again."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from inspector.ui.icons import paint_icon
from inspector.ui.look import look, u
from inspector.ui.widgets.announce import announce
from inspector.ui.widgets.button import Button
from inspector.ui.widgets.label import Label
from inspector.ui.widgets.panel import Panel, row


class Tone(Enum):
    """How grave it is: ground, ink, icon."""

    WARN = ("warn_soft", "warn", "warning")
    STOP = ("veto_soft", "veto", "x-circle")


class Mark(QWidget):
    """The icon of a tone."""

    def __init__(self) -> None:
        super().__init__()
        self.tone = Tone.WARN
        look().changed.connect(self.fit)
        self.fit()

    def fit(self) -> None:
        """Take the size of the scale."""
        self.setFixedSize(u(24), u(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        _ground, ink, icon = self.tone.value
        paint_icon(QPainter(self), QRectF(self.rect()), icon, ink)


class WarningBar(Panel):
    """Hidden while there is nothing to say; ``again`` follows a press of the button."""

    again = Signal()

    def __init__(self, button: str) -> None:
        super().__init__("warn_soft")
        self._mark, self._label = Mark(), Label("", 15, "warn", bold=True, wrap=True)
        self._line = "warn"
        self.button = Button(button, self.again.emit)
        box = row(self._mark, self._label, self.button, margin=6, gap=10)
        box.setContentsMargins(u(14), u(5), u(14), u(5))
        box.setStretch(1, 1)
        self.setLayout(box)
        self.hide()

    def show_warning(self, sentence: str, tone: Tone, *, may_try: bool) -> None:
        """Show a sentence until it is replaced; ``may_try`` puts the button beside it."""
        ground, ink, _icon = tone.value
        self.token, self._line, self._mark.tone = ground, ink, tone
        self._label.tone(ink)
        told = sentence != self.sentence()
        self._label.setText(sentence)
        self.button.setVisible(may_try)
        self.setAccessibleName(sentence)
        self.show()
        self._mark.update()
        self.update()
        if told:
            announce(self, sentence)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        edge = self.rect().adjusted(0, self.height() - u(2), 0, 0)  # outdoors grounds are white
        QPainter(self).fillRect(edge, look().colour(self._line))

    def clear(self) -> None:
        """Show nothing."""
        self._label.setText("")
        self.hide()

    def sentence(self) -> str:
        """Return what is shown, or nothing."""
        return self._label.text()
