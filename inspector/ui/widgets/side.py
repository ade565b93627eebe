"""A page's main part with a panel at its right, which becomes a drawer where there is no room."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from inspector.ui.look import Tier, look, tier_of, u
from inspector.ui.widgets.button import Button
from inspector.ui.widgets.keys import bind_keys
from inspector.ui.widgets.panel import Hairline, Panel, boxed, column, row

WIDTH = 360
"""Px at 100 %."""


class WithSide(QWidget):
    """``main`` and ``side`` next to each other; in a small window F8 brings ``side`` forward.

    Small is a window of the compact tier, or one narrower than ``needs`` px (at 100 %) if given.
    ``button`` belongs into the page's head; it is there while the panel is a drawer.
    """

    def __init__(
        self, main: QWidget, side: QWidget, word: str, width: float = WIDTH, *, needs: float = 0
    ) -> None:
        super().__init__()
        self._main, self._width, self._needs = main, width, needs
        self._side = Panel("surface")
        self._side.setLayout(row(Hairline(upright=True), boxed(column(side))))
        self._open = False
        main.setParent(self)
        self._side.setParent(self)
        self.button = Button(word, self.turn, key="F8")
        self.button.hide()
        bind_keys(self, [("F8", self.turn)])
        look().changed.connect(self._place)

    @property
    def drawer(self) -> bool:
        """True while there is no room for both."""
        window = self.window()
        if self._needs:
            return window.width() < u(self._needs)
        return tier_of(window.width(), window.height(), look().scale) is Tier.COMPACT

    def turn(self) -> None:
        """Open the drawer or close it."""
        if self.drawer:
            self._open = not self._open
            self._place()

    def open_drawer(self) -> None:
        """Bring the panel forward where it is a drawer."""
        self._open = True
        self._place()

    def close_drawer(self) -> bool:
        """Close the drawer; return whether it was open."""
        was, self._open = self._open and self.drawer, False
        self._place()
        return was

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        wide = min(u(self._width), self.width())
        drawer = self.drawer
        self.button.setVisible(drawer)
        room = self.width() if drawer else self.width() - wide
        self._main.setGeometry(0, 0, room, self.height())
        self._side.setGeometry(self.width() - wide, 0, wide, self.height())
        self._side.setVisible(self._open or not drawer)
        self._side.raise_()
