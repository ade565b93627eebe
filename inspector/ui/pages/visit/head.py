"""The head of the visit: way back, village, steps, when it was last saved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QBoxLayout, QSizePolicy

from inspector.ui.icons import paint_icon
from inspector.ui.look import look, u
from inspector.ui.pages.visit import texts
from inspector.ui.pages.visit.desk import Place
from inspector.ui.pages.visit.star_bar import StepTabs
from inspector.ui.widgets.button import Button, Kind
from inspector.ui.widgets.label import Elided, Label
from inspector.ui.widgets.panel import Panel, column, row

ONE_LINE = 400
"""Px at 100 %: a longer name takes two lines even where there is room for one."""


class Saved(Label):
    """A tick and the time of the last save, a warning if it failed, or a lock after 定稿."""

    def __init__(self) -> None:
        super().__init__("", 14, "text2")
        self._icon, self._ink, self._whole = "check-circle", "ok", ""
        self._compact = False

    def show_time(self, at: datetime) -> None:
        """Say when the last change was saved."""
        time = f"{at:%H:%M}" if self._compact else f"{at:%H:%M:%S}"
        self._say("check-circle", "ok", texts.SAVED.format(time=time))
        self.tone("text2")

    def show_unsaved(self) -> None:
        """Say that the last change is on the screen only."""
        self._say("warning-circle", "veto", texts.UNSAVED)
        self.tone("veto")

    def show_sealed(self, at: datetime) -> None:
        """Say when the visit was frozen; where there is little room the lock says it alone."""
        words = texts.SEALED_SHORT.format(time=texts.moment(at))
        self._say("lock-simple", "ok", words)
        self.tone("ok")
        self._whole = words
        self.fit(compact=self._compact)
        self.setToolTip(words)
        self.setAccessibleName(words)

    def fit(self, *, compact: bool) -> None:
        """Leave the time of 定稿 to the tooltip where there is little room."""
        self._compact = compact
        if self._whole:
            self.setText(self._whole.split()[0] if compact else self._whole)

    def _say(self, icon: str, ink: str, text: str) -> None:
        self._icon, self._ink = icon, ink
        self.setText(text)
        self.setContentsMargins(u(23), 0, 0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.text():
            painter = QPainter(self)
            place = QRectF(0, (self.height() - u(18)) / 2, u(18), u(18))
            paint_icon(painter, place, self._icon, self._ink)
            painter.end()
        super().paintEvent(event)


class Name(Elided):
    """The village: 20 px on one line, or in smaller letters on two; … only as a last resort."""

    def __init__(self, text: str) -> None:
        super().__init__(text, 20, bold=True)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        large = self.fontMetrics()
        width = large.horizontalAdvance(self.text()) + u(2)
        if width > u(ONE_LINE):
            half = self.text()[: -(-len(self.text()) // 2)]
            width = QFontMetrics(self._small()).horizontalAdvance(half) + u(2)
        return QSize(width, large.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), u(96)), u(24))

    def lines(self) -> list[str]:
        """Return what is shown: the name, or two lines of like length."""
        if self.fontMetrics().horizontalAdvance(self.text()) <= self.width():
            return [self.text()]
        metrics, half = QFontMetrics(self._small()), -(-len(self.text()) // 2)
        while half and metrics.horizontalAdvance(self.text()[:half]) > self.width():
            half -= 1
        rest = metrics.elidedText(self.text()[half:], Qt.TextElideMode.ElideRight, self.width())
        return [self.text()[:half], rest]

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        lines = self.lines()
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        painter.setFont(self.font() if len(lines) == 1 else self._small())
        self.setToolTip("" if "".join(lines) == self.text() else self.text())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, "\n".join(lines))

    def _small(self) -> QFont:
        return look().font(15, bold=True)


class Head(Panel):
    """54 px high, 46 where there is little room; the name may take two lines."""

    def __init__(self, place: Place, count: int, back: Callable[[], object]) -> None:
        super().__init__("surface")
        self.tabs, self.saved = StepTabs(), Saved()
        self._talk = Label("", 15, "accent", bold=True)
        self._township = Elided(place.township, 15, "text2")
        self._name = Name(place.name)
        self._tail = Label(texts.TAIL.format(tail=place.tail), 15, "text2")
        self._kind = Elided(place.kind, 15, "accent", bold=True)
        self._kind.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._kind.setVisible(bool(place.kind))
        self._which = column(self._tail, self._kind)
        self._form = Label(texts.FORM.format(count=count), 15, "text3")
        self._township.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        told = f"{place.township} {place.name} {place.tail} {place.kind}"
        self._name.setAccessibleName(told.rstrip())
        button = Button("", back, icon="arrow-left", kind=Kind.QUIET)
        button.setAccessibleName(texts.BACK)
        button.setToolTip(texts.BACK)
        button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # Esc does it; Tab has eight stops
        box = row(button, self._township, self._name, gap=8)
        box.addLayout(self._which)
        box.addWidget(self._form)
        box.addStretch(1)
        box.addWidget(self.tabs)
        box.addStretch(1)
        box.addWidget(self._talk)
        box.addWidget(self.saved)
        box.setContentsMargins(u(10), 0, u(14), 0)
        self.setLayout(box)
        self.fit(compact=False)

    def show_talk(self, reading: str) -> None:
        """Show the clock of 抽问 while it runs."""
        words = texts.CLOCK_LEFT.format(time=reading) if reading else ""
        self._talk.setText(reading if self._compact else words)
        self._talk.setAccessibleName(words)
        self.tabs.show_keys(shown=not (reading and self._compact))  # the clock needs the room

    def fit(self, *, compact: bool) -> None:
        """Take the height of the tier and drop what is said elsewhere."""
        self.setFixedHeight(u(46 if compact else 54))
        self._compact = compact
        self._form.setVisible(not compact)
        under, beside = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._which.setDirection(under if compact else beside)
        self._which.setSpacing(0 if compact else u(8))
        self.saved.fit(compact=compact)
