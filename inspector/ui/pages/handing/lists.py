"""Sites and packages of 收工, one list at a time."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QWidget

from inspector.actions.handed import HandedOver, receipt_words
from inspector.ui.look import u
from inspector.ui.pages.handing import texts
from inspector.ui.pages.handing.lines import (
    PACKAGE_COLUMNS,
    SITE_COLUMNS,
    package_lines,
    site_lines,
)
from inspector.ui.widgets.column_list import SIDE, ColumnList
from inspector.ui.widgets.label import Elided
from inspector.ui.widgets.panel import Panel, column, row
from inspector.ui.widgets.segments import Segments


class Lists(Panel):
    """A choice between two lists, which receipt holds, and what else stands beside them."""

    def __init__(self, *beside: QWidget) -> None:
        super().__init__("surface")
        self.views = Segments(texts.VIEWS, (texts.SITES, texts.PACKAGES))
        self.sites = ColumnList(texts.SITES, SITE_COLUMNS)
        self.packages = ColumnList(texts.PACKAGES, PACKAGE_COLUMNS)
        self.told = Elided("", 15, "text2")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.sites)
        self._stack.addWidget(self.packages)
        edge = u(20) - u(SIDE)  # texts of the rows begin below those above
        self._stack.setContentsMargins(edge, 0, edge, 0)
        line = row(self.views, self.told, *beside, gap=14)
        line.setStretch(1, 1)
        line.setContentsMargins(u(20), u(8), u(20), u(4))
        box = column()
        box.addLayout(line)
        box.addWidget(self._stack, 1)
        self.setLayout(box)
        self.views.chosen.connect(self._stack.setCurrentIndex)

    def show_over(self, over: HandedOver) -> None:
        """Show how far everything has come."""
        self.sites.show_lines(site_lines(over))
        self.packages.show_lines(package_lines(over))
        self.told.setText(receipt_words(over))

    def turn(self) -> None:
        """Show the other list."""
        self.views.choose(1 - self.views.at)
        self._stack.setCurrentIndex(self.views.at)
        (self.packages if self.views.at else self.sites).setFocus()
