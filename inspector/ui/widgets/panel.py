"""Grounds and lines: panels in the colour of a token, hairlines, scrolling columns."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from inspector.ui.look import look, u
from inspector.ui.widgets.scroll_bar import slim

Box = TypeVar("Box", QVBoxLayout, QHBoxLayout)


class Panel(QWidget):
    """A plain ground; ``border`` draws a card with round corners of ``radius`` px."""

    def __init__(
        self,
        token: str = "surface",  # noqa: S107 - the name of a colour
        *,
        border: str = "",
        radius: float = 8,
    ) -> None:
        super().__init__()
        self.token, self.border, self._radius = token, border, radius

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        wearing = look()
        if not self.border:
            painter.fillRect(self.rect(), wearing.colour(self.token))
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(wearing.colour(self.border), wearing.theme.stroke))
        painter.setBrush(wearing.colour(self.token))
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(rect, u(self._radius), u(self._radius))


class Hairline(QWidget):
    """A decorative line of one pixel, lying or upright."""

    def __init__(self, *, upright: bool = False) -> None:
        super().__init__()
        if upright:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        QPainter(self).fillRect(self.rect(), look().colour("line"))


def paint_rule(painter: QPainter, rect: QRectF) -> None:
    """Paint a line of one sharp pixel at the foot of ``rect``; a pen would smear it over two."""
    foot = QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1)
    painter.fillRect(foot, look().colour("line"))


class Scroller(QScrollArea):
    """An area that shows by a ring that the arrow keys scroll it."""

    def __init__(self) -> None:
        super().__init__()
        self._ring = Ring(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._ring.setGeometry(self.rect())
        self._ring.raise_()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._ring.show()
        self._ring.raise_()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._ring.hide()


class Ring(QWidget):
    """A focus ring over a widget that paints none itself."""

    def __init__(self, around: QWidget) -> None:
        super().__init__(around)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter, width = QPainter(self), look().ring
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look().colour("accent"), width))
        rect = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.drawRoundedRect(rect, u(4), u(4))


def column(*parts: QWidget | int | None, margin: float = 0, gap: float = 0) -> QVBoxLayout:
    """Stack parts from top to bottom: a widget, a space in px, or None for a spring."""
    return _fill(QVBoxLayout(), parts, margin, gap)


def row(*parts: QWidget | int | None, margin: float = 0, gap: float = 0) -> QHBoxLayout:
    """Lay parts from left to right: a widget, a space in px, or None for a spring."""
    return _fill(QHBoxLayout(), parts, margin, gap)


def boxed(layout: QVBoxLayout | QHBoxLayout) -> QWidget:
    """Return a bare widget around a layout."""
    widget = QWidget()
    widget.setLayout(layout)
    return widget


def scrolling(content: QWidget) -> QScrollArea:
    """Return a frameless area that scrolls ``content`` up and down."""
    area = Scroller()
    area.setWidget(content)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    slim(area)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
    area.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
    area.viewport().setAutoFillBackground(False)
    return area


def centred(widget: QWidget, width: int) -> QWidget:
    """Return ``widget`` in the middle, at most ``width`` px (at 100 %) wide."""
    widget.setMaximumWidth(u(width))
    line = row(None, widget, None)
    line.setStretch(1, 1_000)
    return boxed(column(None, boxed(line), None, margin=16))


def _fill(box: Box, parts: tuple[QWidget | int | None, ...], margin: float, gap: float) -> Box:
    box.setContentsMargins(u(margin), u(margin), u(margin), u(margin))
    box.setSpacing(u(gap))
    for part in parts:
        if part is None:
            box.addStretch(1)
        elif isinstance(part, int):
            box.addSpacing(u(part))
        else:
            box.addWidget(part)
    return box
