"""What became of the last act: a card that says the work is safe, and what to look at."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy

from inspector.ui.glyphs import Glyph
from inspector.ui.look import u
from inspector.ui.widgets.glyph_mark import GlyphMark
from inspector.ui.widgets.label import Label
from inspector.ui.widgets.panel import Panel, column, row


class Told(Panel):
    """A card for the good news, and below it the warnings; hidden while there is nothing."""

    def __init__(self) -> None:
        super().__init__("bg")
        self.result = Label("", 16, "ok", bold=True, wrap=True)
        self.keep = Label("", 15, "text2", wrap=True)
        self.fault = Label("", 15, "warn", wrap=True)
        self._card = Panel("surface", border="ok_line")
        inside = row(GlyphMark(Glyph.CLEAR, 24), gap=14)
        inside.addLayout(column(self.result, self.keep, gap=4), 1)
        inside.setContentsMargins(u(16), u(10), u(16), u(10))
        self._card.setLayout(inside)
        for part in (self, self._card):  # wrapped lines keep their height, the list below gives way
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            part.setSizePolicy(policy)
        box = column(self._card, self.fault, gap=8)
        self.setLayout(box)
        self.clear()

    def clear(self) -> None:
        """Say nothing."""
        for label in (self.result, self.keep, self.fault):
            label.setText("")
        self._show()

    def say(self, sentence: str, *more: str) -> None:
        """Say what went well."""
        self.result.setText(sentence)
        self.keep.setText("\n".join(more))
        self._show()

    def warn(self, *sentences: str) -> None:
        """Say what to look at, one sentence a line."""
        self.fault.setText("\n".join(one for one in sentences if one))
        self._show()

    def _show(self) -> None:
        self._card.setVisible(bool(self.result.text()))
        self.keep.setVisible(bool(self.keep.text()))
        self.fault.setVisible(bool(self.fault.text()))
        self.setVisible(bool(self.result.text() or self.fault.text()))
