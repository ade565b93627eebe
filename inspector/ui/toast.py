"""The toast: one sentence at the foot of the window, with a way back if there is one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from inspector.ui import texts
from inspector.ui.look import u
from inspector.ui.widgets.announce import announce
from inspector.ui.widgets.button import Button
from inspector.ui.widgets.label import Label
from inspector.ui.widgets.panel import Panel, row

SHOWN_FOR, GLANCE = 8_000, 4_000
"""Milliseconds: with a way back, and without one."""


class Toast(Panel):
    """Lies over the lower edge of ``host``, above its action bar, and goes away by itself."""

    def __init__(self, host: QWidget) -> None:
        super().__init__("nav_text", border="nav_text", radius=8)
        self.setParent(host)
        self._host = host
        self._undo: Callable[[], object] | None = None
        self._label = Label("", 15, "surface", wrap=False)
        self._button = Button(texts.UNDO, self._take_back, key="Ctrl+Z", height=34)
        self._row = row(self._label, self._button, margin=8, gap=16)
        self.setLayout(self._row)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        host.installEventFilter(self)
        self.hide()

    def say(self, sentence: str, undo: Callable[[], object] | None = None) -> None:
        """Show one sentence; ``undo`` puts a 撤销 beside it. An empty one hides the last."""
        if not sentence:
            self.hide()
            return
        self._undo = undo
        self._label.setText(sentence)
        self._label.setWordWrap(False)
        self._button.setVisible(undo is not None)
        self._row.activate()
        widest = self._host.width() - u(48)
        if self.sizeHint().width() > widest:
            self._label.setWordWrap(True)
            self._label.setFixedWidth(widest - u(40))
        else:
            self._label.setMinimumWidth(0)
            self._label.setMaximumWidth(16_777_215)
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()
        self._timer.start(SHOWN_FOR if undo is not None else GLANCE)
        announce(self._host, sentence)

    def sentence(self) -> str:
        """Return what is shown, or nothing."""
        return self._label.text() if self.isVisibleTo(self._host) else ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._host and event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _place(self) -> None:
        left = (self._host.width() - self.width()) // 2
        self.move(left, self._host.height() - self.height() - u(112))

    def _take_back(self) -> None:
        undo, self._undo = self._undo, None
        self.hide()
        if undo is not None:
            undo()
