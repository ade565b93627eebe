"""Room for a whole page: below a least size the page does not shrink any more, it scrolls."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QStackedWidget, QWidget

from inspector.ui.look import look, u
from inspector.ui.widgets.scroll_bar import SlimBar, slim

LEAST = (770, 370)
"""Px at 100 %: every page has room for its texts in a window of 840×420 with a strip over it,
which is the 125 % screen of a cheap laptop at size 130 %.

The design asks for scrolling below 1036×520 already; pages that still fit need none of it.
"""


class Floor(QWidget):
    """What is scrolled: as large as the page in front needs at least.

    No layout: a scroll area would ask one how high its texts would like to be, of all pages.
    """

    def __init__(self, pages: QStackedWidget) -> None:
        super().__init__()
        self._pages = pages
        pages.setParent(self)
        pages.currentChanged.connect(lambda _at: self.updateGeometry())

    def minimumSizeHint(self) -> QSize:
        page = self._pages.currentWidget()
        least = QSize(u(LEAST[0]), u(LEAST[1]))
        return least.expandedTo(page.minimumSizeHint()) if page is not None else least

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._pages.setGeometry(self.rect())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # a page needs more room, or less
            self.updateGeometry()
        return super().event(event)


class WholePage(QScrollArea):
    """Holds the pages; who gets the focus is brought into view."""

    def __init__(self, pages: QStackedWidget) -> None:
        super().__init__()
        self._pages = pages
        self._floor = Floor(pages)
        self.setWidget(self._floor)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        slim(self)
        self.setHorizontalScrollBar(SlimBar(Qt.Orientation.Horizontal))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        self.viewport().setAutoFillBackground(False)
        self._floor.setAutoFillBackground(False)
        look().changed.connect(self._floor.updateGeometry)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self.follow)

    def follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Bring what has got the focus into view."""
        if now is not None and self._pages.isAncestorOf(now):
            self.ensureWidgetVisible(now, u(12), u(12))
