"""The head of the visit: way back, village, steps, when it was last saved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from inspector.ui.icons import paint_icon
from inspector.ui.look import u
from inspector.ui.pages.visit import texts
from inspector.ui.pages.visit.desk import Place
from inspector.ui.pages.visit.star_bar import StepTabs
from inspector.ui.widgets.button import Button, Kind
from inspector.ui.widgets.label import Elided, Label
from inspector.ui.widgets.panel import Panel, row


class Saved(Label):
    """A tick and the time of the last save."""

    def __init__(self) -> None:
        super().__init__("", 14, "text2")

    def show_time(self, at: datetime) -> None:
        """Say when the last change was saved."""
        self.setText(texts.SAVED.format(time=f"{at:%H:%M:%S}"))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.text():
            painter = QPainter(self)
            paint_icon(
                painter, QRectF(0, (self.height() - u(18)) / 2, u(18), u(18)), "check-circle", "ok"
            )
            painter.end()
            self.setContentsMargins(u(23), 0, 0, 0)
        super().paintEvent(event)


class Head(Panel):
    """54 px high, 46 where there is little room; the name may take two lines."""

    def __init__(self, place: Place, count: int, back: Callable[[], object]) -> None:
        super().__init__("surface")
        self.tabs, self.saved = StepTabs(), Saved()
        self._township = Elided(place.township, 15, "text2")
        self._name = Elided(place.name, 20, bold=True)
        self._tail = Label(texts.TAIL.format(tail=place.tail), 15, "text2")
        self._form = Label(texts.FORM.format(count=count), 15, "text3")
        for label in (self._township, self._name):
            label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._name.setAccessibleName(f"{place.township} {place.name} {place.tail}")
        button = Button("", back, icon="arrow-left", kind=Kind.QUIET)
        button.setAccessibleName(texts.BACK)
        button.setToolTip(texts.BACK)
        box = row(button, self._township, self._name, self._tail, self._form, gap=8)
        box.addStretch(1)
        box.addWidget(self.tabs)
        box.addStretch(1)
        box.addWidget(self.saved)
        box.setContentsMargins(u(10), 0, u(14), 0)
        self.setLayout(box)
        self.fit(compact=False)

    def fit(self, *, compact: bool) -> None:
        """Take the height of the tier and drop what is said elsewhere."""
        self.setFixedHeight(u(46 if compact else 54))
        self._form.setVisible(not compact)
