"""A card over the whole window that goes away by Esc and gives the focus back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from inspector.ui.look import u
from inspector.ui.widgets.panel import Panel

SHADE = QColor(0, 0, 0, 96)
"""What dims the page; the card has its own ground, so no token is needed."""

EDGE = 16
"""Px at 100 % that stay free around a card."""


class Overlay(QWidget):
    """Lies over ``host``; Tab stays inside. ``name`` is what a screen reader says when it opens.

    No dialog of its own: it moves with the window, and locking the window takes it away.
    ``closed`` follows when it has gone.
    """

    closed = Signal()

    def __init__(self, host: QWidget, name: str, card: Panel) -> None:
        super().__init__(host)
        self._host, self.card = host, card
        self._before = QApplication.focusWidget()
        self.setAccessibleName(name)
        card.setParent(self)
        host.installEventFilter(self)
        self.setGeometry(host.rect())

    def place(self) -> QRect:
        """Return where the card lies in the window as it is now."""
        raise NotImplementedError

    def open(self) -> None:
        """Come to the front."""
        self.fit()
        self.show()
        self.raise_()

    def close_card(self, *, refocus: bool = True) -> None:
        """Go away; the focus goes back to where it was."""
        self._host.removeEventFilter(self)
        self.hide()
        before = self._before
        if refocus and before is not None and isValid(before) and before.isVisible():
            before.setFocus()
        self.closed.emit()
        self.deleteLater()

    def fit(self) -> None:
        """Follow the window's size."""
        self.setGeometry(self._host.rect())
        room = self.rect().adjusted(u(EDGE), u(EDGE), -u(EDGE), -u(EDGE))
        self.card.setGeometry(self.place().intersected(room))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._host and event.type() == QEvent.Type.Resize:
            self.fit()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_card()
        event.accept()  # what is not for the card is not for the page below it either

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.card.geometry().contains(event.position().toPoint()):
            self.close_card()

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001 - Qt's names
        """Keep Tab inside the card."""
        here = QApplication.focusWidget()
        stops = [one for one in self.findChildren(QWidget) if _takes_tab(one)]
        if not stops:
            return True
        at = stops.index(here) if here in stops else -1
        stops[(at + (1 if next else -1)) % len(stops)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        QPainter(self).fillRect(self.rect(), SHADE)


def _takes_tab(widget: QWidget) -> bool:
    wanted = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return wanted and widget.isVisible() and widget.isEnabled()
