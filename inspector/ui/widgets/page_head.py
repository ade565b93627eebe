"""The head of an office page: title, what it is about, and at most a few buttons at the right."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from inspector.ui.look import look, u
from inspector.ui.widgets.label import Elided, Label
from inspector.ui.widgets.panel import Panel, row

HEIGHT = 60
"""Px at 100 %."""


LEAST = 90
"""Px at 100 % under which a subtitle that does not fit says nothing."""


class Subtitle(Elided):
    """Gives way to the buttons beside it: three characters and … would tell nobody anything."""

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        fits = self.fontMetrics().horizontalAdvance(self.text()) <= self.width()
        if fits or self.width() >= u(LEAST):
            super().paintEvent(event)
        else:
            self.setToolTip(self.text())


class PageHead(Panel):
    """Title, subtitle, and widgets at the right, the primary button last."""

    def __init__(self, title: str, *right: QWidget) -> None:
        super().__init__("surface")
        self._subtitle = Subtitle("", 15, "text2")
        line = row(Label(title, 20, bold=True), self._subtitle, *right, gap=10)
        line.setStretch(1, 1)
        line.setContentsMargins(u(20), 0, u(20), 0)
        self.setLayout(line)
        self._fit()
        look().changed.connect(self._fit)

    def say(self, subtitle: str) -> None:
        """Show what the page is about."""
        self._subtitle.setText(subtitle)

    def _fit(self) -> None:
        self.setFixedHeight(u(HEIGHT))
