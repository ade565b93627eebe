"""The bar of buttons at the foot of a page: what does not fit steps back, the first one never."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from inspector.ui.look import look, u
from inspector.ui.widgets.button import Button, Kind

GAP, SIDE = 10, 16
"""Px at 100 %."""


class ActionBar(QWidget):
    """Buttons at the left and at the right, most important first, and a note between them.

    One stop for Tab: arrows go from button to button.

    ``keep`` is the one that never steps back: the first at the left, if nothing else is said. While
    it is held back, the primary one that stands in its place never does.

    Every button that steps back also has a key, so nothing is lost with it.
    """

    def __init__(
        self,
        left: Sequence[Button],
        note: QWidget,
        right: Sequence[Button],
        keep: Button | None = None,
    ) -> None:
        super().__init__()
        self._keep = keep or left[0]
        self._held: tuple[Button, ...] = ()
        self._left, self._right, self._note = tuple(left), tuple(right), note
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        box = QHBoxLayout(self)
        box.setContentsMargins(u(SIDE), u(8), u(SIDE), u(8))
        box.setSpacing(u(GAP))
        for button in self._left:
            box.addWidget(button)
        box.addWidget(note, 1)
        for button in reversed(self._right):
            box.addWidget(button)
        for button in (*self._left, *self._right):
            button.installEventFilter(self)
        look().changed.connect(self.fit)

    def sizeHint(self) -> QSize:
        return QSize(u(400), u(62))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._kept().sizeHint().width() + u(2 * SIDE), u(62))

    def hold_back(self, buttons: Sequence[Button]) -> None:
        """Hide buttons that make no sense now; the others stay."""
        self._held = tuple(buttons)
        self.fit()

    def fit(self) -> None:
        """Hide from the least important button on what has no room."""
        room, kept = self.width() - u(2 * SIDE), self._kept()
        for button in self._by_weight():
            if button in self._held:
                button.hide()
                continue
            needs = button.sizeHint().width() + u(GAP)
            fits = needs <= room or button is kept
            if not fits and button.isHidden() and button.isVisible():
                button.show()  # hidden amid its own showing: only so Qt hides it indeed
            button.setVisible(fits)
            room -= needs if needs <= room else 0
        self._note.setVisible(room > u(120))
        self._rove()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # a button says something longer now
            self.fit()
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.EnabledChange:
            self._rove()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        shown, here = self._shown(), self.focusWidget()
        if by is None or not isinstance(here, Button) or here not in shown:
            super().keyPressEvent(event)
            return
        shown[(shown.index(here) + by) % len(shown)].setFocus(Qt.FocusReason.TabFocusReason)

    def _shown(self) -> list[Button]:
        """Return the buttons that may be pressed now, from left to right."""
        every = [*self._left, *reversed(self._right)]
        return [one for one in every if one.isVisibleTo(self) and one.isEnabled()]

    def _rove(self) -> None:
        """Let Tab stop at one button alone; it stays one while another is focused by arrow."""
        shown = self._shown()
        kept = self._kept()
        stop = kept if kept in shown else next(iter(shown), None)
        for button in (*self._left, *self._right):
            alone = button is stop
            policy = Qt.FocusPolicy.StrongFocus if alone else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(policy)

    def _by_weight(self) -> list[Button]:
        """Return left and right by turns, so that both ends keep something."""
        order = [*self._left[:2], *self._right[:1], *self._left[2:], *self._right[1:]]
        kept = self._kept()
        return sorted(order, key=lambda button: button is not kept)

    def _kept(self) -> Button:
        """Return the one that never steps back, as things stand."""
        if self._keep not in self._held:
            return self._keep
        there = (one for one in (*self._left, *self._right) if one not in self._held)
        return next((one for one in there if one.kind is Kind.PRIMARY), self._keep)
