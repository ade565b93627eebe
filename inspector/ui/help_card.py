"""F1: what the page in front is for, what comes next, and every key that works on it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QGridLayout, QWidget

from inspector.ui import texts
from inspector.ui.look import u
from inspector.ui.page import About
from inspector.ui.widgets.button import Button
from inspector.ui.widgets.keycap import Hint, KeyLine
from inspector.ui.widgets.label import Label
from inspector.ui.widgets.overlay import Overlay
from inspector.ui.widgets.panel import Hairline, Panel, boxed, column, row, scrolling

WIDTH = 720
"""Px at 100 %."""


class HelpCard(Overlay):
    """``title`` is the page's word; ``hints`` are its own keys."""

    def __init__(self, host: QWidget, title: str, about: About, hints: Sequence[Hint]) -> None:
        card = Panel("surface", border="line2", radius=12)
        super().__init__(host, texts.HELP_OF.format(page=title), card)
        self.done = Button(texts.CLOSE, self.close_card, key="Esc", height=40)
        head = Label(texts.HELP_OF.format(page=title), 18, bold=True)
        inner = column(gap=10)
        purpose, next_step = about
        if purpose:
            inner.addWidget(Label(purpose, 16, wrap=True))
        if next_step:
            inner.addWidget(Label(texts.WHAT_NEXT, 14, "text3"))
            inner.addWidget(Label(next_step, 16, wrap=True))
        for words, keys in ((texts.KEYS_TITLE, hints), (texts.KEYS_ALL, texts.KEYS_EVERYWHERE)):
            inner.addSpacing(u(6))
            inner.addWidget(Label(words, 14, "text3"))
            inner.addLayout(_grid(keys))
        inner.addStretch(1)
        inner.setContentsMargins(u(24), u(16), u(24), u(16))
        content = Panel("surface")
        content.setLayout(inner)
        self.area = scrolling(content)
        self.area.setAccessibleName(texts.HELP_OF.format(page=title))
        top = row(head, None, self.done, gap=12)
        top.setContentsMargins(u(24), u(12), u(16), u(12))
        box = column(boxed(top), Hairline(), self.area)
        box.setContentsMargins(1, 1, 1, u(8))
        card.setLayout(box)
        self._content = content

    def place(self) -> QRect:
        """Return the card's place: in the middle, as high as its words if there is room."""
        wide = min(u(WIDTH), self.width() - u(32))
        needs = self._content.heightForWidth(wide - u(20))
        high = min(max(needs, u(120)) + u(84), self.height() - u(32))
        return QRect((self.width() - wide) // 2, (self.height() - high) // 2, wide, high)

    def open(self) -> None:
        """Come to the front."""
        super().open()
        self.done.setFocus()


def _grid(keys: Sequence[Hint]) -> QGridLayout:
    """Return the keys in two columns, read downwards."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(u(24))
    grid.setVerticalSpacing(u(4))
    half = (len(keys) + 1) // 2
    for at, (caps, words) in enumerate(keys):
        grid.addWidget(KeyLine(caps, words), at % half, at // half)
    for side in (0, 1):
        grid.setColumnStretch(side, 1)
    return grid
