"""Room for a whole page: below a least size the page does not shrink any more, it scrolls."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QStackedWidget, QWidget

from inspector.ui.look import look, u
from inspector.ui.widgets.scroll_bar import SlimBar, slim

LEAST = (770, 370)
"""Px at 100 %: every page has room for its texts in a window of 840×420 with a strip over it,
which is the 125 % screen of a cheap laptop at size 130 %.

The design asks for scrolling below 1036×520 already; pages that still fit need none of it.
"""


class Pages(QStackedWidget):
    """The pages; how much room they need at least, the one in front says alone."""

    def __init__(self) -> None:
        super().__init__()
        self.currentChanged.connect(lambda _at: self.updateGeometry())

    def minimumSizeHint(self) -> QSize:
        page = self.currentWidget()
        return page.minimumSizeHint() if page is not None else QSize()


class WholePage(QScrollArea):
    """Holds the pages; who gets the focus is brought into view."""

    def __init__(self, pages: QWidget) -> None:
        super().__init__()
        self._pages = pages
        self.setWidget(pages)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        slim(self)
        self.setHorizontalScrollBar(SlimBar(Qt.Orientation.Horizontal))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        self.viewport().setAutoFillBackground(False)
        pages.setAutoFillBackground(False)
        look().changed.connect(self.fit)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self.follow)
        self.fit()

    def fit(self) -> None:
        """Take the least size of the scale."""
        self._pages.setMinimumSize(u(LEAST[0]), u(LEAST[1]))

    def follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Bring what has got the focus into view."""
        if now is not None and self._pages.isAncestorOf(now):
            self.ensureWidgetVisible(now, u(12), u(12))
