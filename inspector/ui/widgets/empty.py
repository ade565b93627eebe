"""What a page says while there is nothing to show: why, what to do, and one button for it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from inspector.ui.look import u
from inspector.ui.widgets.button import Button
from inspector.ui.widgets.label import Label
from inspector.ui.widgets.panel import column, row


class Empty(QWidget):
    """One sentence, and at most one button."""

    def __init__(
        self, sentence: str, act: str = "", on: Callable[[], object] | None = None
    ) -> None:
        super().__init__()
        self.sentence = Label(sentence, 16, "text2", wrap=True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sentence.setMaximumWidth(u(560))
        self.button = Button(act, on, height=44) if act else None
        box = column(None, gap=16)
        box.addLayout(_centred(self.sentence))
        if self.button is not None:
            box.addLayout(row(None, self.button, None))
        box.addStretch(2)
        self.setLayout(box)

    def take_focus(self) -> None:
        """Focus the button, if there is one."""
        if self.button is not None:
            self.button.setFocus()

    def say(self, sentence: str) -> None:
        """Say something else."""
        self.sentence.setText(sentence)


def _centred(widget: QWidget) -> QHBoxLayout:
    line = row(None, widget, None)
    line.setStretch(1, 100)
    return line
