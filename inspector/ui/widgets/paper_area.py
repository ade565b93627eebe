"""Pages one below the other, as large as one likes; only what is seen is drawn."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from enum import Enum
from math import ceil

from PySide6.QtCore import QEvent, QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from inspector.ui.look import look, u
from inspector.ui.paper_pages import Hit, PaperPages
from inspector.ui.widgets.panel import Ring
from inspector.ui.widgets.paper_lane import PaperLane
from inspector.ui.widgets.scroll_bar import SlimBar

MARGIN, GAP = 16, 14
"""Px at 100 % around the pages and between two."""
ONE = 96 / 72
"""Px a point at 100 %: as large as the paper."""
STEPS = (0.25, 0.33, 0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)
CTRL = Qt.KeyboardModifier.ControlModifier
MARK, MARK_NOW, EDGE, NUMBER = "#f5c518", "#ff9d1e", "#7a3e00", "#6b6b6b"
"""Paper is white in every theme, so what is marked on it has the same colours in all."""


class Fit(Enum):
    """What decides how large a page is: the width, the whole page, or a step that was chosen."""

    WIDTH = 0
    PAGE = 1
    STEP = 2


class Leaves:
    """Where pages lie, one below the other, in px from the first one's margin."""

    def __init__(self) -> None:
        self.sizes: Sequence[tuple[float, float]] = ()
        self.scale = 1.0
        self._tops: list[int] = []
        self.width = self.height = 0

    def lay(self, scale: float) -> None:
        """Give every page its place at ``scale`` px a point."""
        self.scale, self._tops, top = scale, [], u(MARGIN)
        for _width, height in self.sizes:
            self._tops.append(top)
            top += ceil(height * scale) + u(GAP)
        self.height = top - u(GAP) + u(MARGIN)
        widest = max((width for width, _height in self.sizes), default=0)
        self.width = ceil(widest * scale) + 2 * u(MARGIN)

    def at(self, height: float) -> int:
        """Return the page at a height."""
        return max(bisect_right(self._tops, height) - 1, 0)

    def rect(self, place: int, room: int) -> QRectF:
        """Return where a page lies, in the middle of at least ``room`` px."""
        width, height = (edge * self.scale for edge in self.sizes[place])
        return QRectF((max(self.width, room) - width) / 2, self._tops[place], width, height)


class PaperArea(QAbstractScrollArea):
    """``turned`` carries the page that is in front now; ``zoomed`` says that sizes changed.

    ``marked`` follows when another of the places that were found is the current one.
    """

    turned = Signal(int)
    zoomed = Signal()
    marked = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBar(SlimBar())
        self.setHorizontalScrollBar(SlimBar(Qt.Orientation.Horizontal))
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        self._ring = Ring(self)
        self.fit, self._step = Fit.WIDTH, 1.0
        self._leaves = Leaves()
        self.front = 0
        """The page in front, from 0: the one that crosses the upper third."""
        self.hit = -1
        """Which of the lane's hits is the current one."""
        self.lane = PaperLane(self)
        self.lane.drawn.connect(self.viewport().update)
        self.lane.found.connect(self._show_found)
        look().changed.connect(self.lay)

    @property
    def percent(self) -> int:
        """How large the pages are, of their size on paper."""
        return round(100 * self._leaves.scale / ONE / look().scale)

    def scale_of(self, place: int, fit: Fit) -> float:
        """Return how many px a point has if ``fit`` decides; a page fits by itself."""
        plain, sizes = ONE * look().scale, self._leaves.sizes
        if not sizes or fit is Fit.STEP:
            return self._step * plain
        room = self.viewport().size()
        across = max(room.width() - 2 * u(MARGIN), u(80))
        if fit is Fit.WIDTH:
            return min(across / max(width for width, _height in sizes), STEPS[-1] * plain)
        width, height = sizes[place]
        return min(across / width, max(room.height() - 2 * u(MARGIN), u(80)) / height)

    def first_scale(self) -> Callable[[tuple[float, float]], float]:
        """Return what says at which scale a first page will be shown; any thread may ask it."""
        fit, step, room = self.fit, self._step, self.viewport().size()
        plain, ratio = ONE * look().scale, self.devicePixelRatioF()
        across, high = (max(edge - 2 * u(MARGIN), u(80)) for edge in room.toTuple())
        most = STEPS[-1] * plain

        def scale(size: tuple[float, float]) -> float:
            wide = min(across / size[0], most)
            by_fit = {Fit.WIDTH: wide, Fit.PAGE: min(wide, high / size[1]), Fit.STEP: step * plain}
            return by_fit[fit] * ratio

        return scale

    def show_pages(self, pages: PaperPages | None, first: QImage | None = None) -> None:
        """Show other pages from their beginning; ``first`` is the first one, drawn before."""
        self._leaves.sizes = pages.sizes if pages is not None else ()
        self.front, self.hit = 0, -1
        self.lane.show_pages(pages, first)
        self.lay()
        self.verticalScrollBar().setValue(0)
        self._tell_page(anew=True)

    def lay(self) -> None:
        """Give every page its place."""
        self._leaves.lay(self.scale_of(self.front, self.fit))
        room, down, side = (
            self.viewport().size(),
            self.verticalScrollBar(),
            self.horizontalScrollBar(),
        )
        down.setRange(0, max(self._leaves.height - room.height(), 0))
        down.setPageStep(room.height())
        down.setSingleStep(u(60))
        wider = self._leaves.width - room.width() if self.fit is Fit.STEP else 0
        side.setRange(0, max(wider, 0))
        side.setPageStep(room.width())
        side.setSingleStep(u(60))
        self.viewport().update()
        self._tell_page()
        self._want()

    def go(self, place: int) -> None:
        """Bring a page to the top."""
        if self._leaves.sizes:
            place = min(max(place, 0), len(self._leaves.sizes) - 1)
            above = u(MARGIN if self.fit is Fit.PAGE else GAP)
            top = self._leaves.rect(place, 0).top() - above
            self.verticalScrollBar().setValue(round(top))

    def zoom(self, by: int, at: QPointF | None = None) -> None:
        """Take the next larger or smaller step; what lies under ``at`` stays there."""
        now = self._leaves.scale / ONE / look().scale
        if by > 0:
            step = next((one for one in STEPS if one > now * 1.01), STEPS[-1])
        else:
            step = next((one for one in reversed(STEPS) if one < now * 0.99), STEPS[0])
        self._step = step
        self.fit_to(Fit.STEP, at)

    def fit_to(self, fit: Fit, at: QPointF | None = None) -> None:
        """Let something else decide how large pages are; what lies under ``at`` stays there."""
        spot = at or QPointF(self.viewport().width() / 2, self.viewport().height() / 3)
        down, side = self.verticalScrollBar(), self.horizontalScrollBar()
        place = self._leaves.at(down.value() + spot.y())
        point = QPointF()
        if self._leaves.sizes:
            point = (spot - self.leaf(place).topLeft()) / self._leaves.scale
        self.fit = fit
        self.lay()
        if fit is Fit.PAGE:
            self.go(place)
        elif self._leaves.sizes:
            off = self.leaf(place).topLeft() + point * self._leaves.scale - spot
            down.setValue(round(down.value() + off.y()))
            side.setValue(round(side.value() + off.x()))
        self.zoomed.emit()

    def next_hit(self, by: int = 1) -> None:
        """Show the next place that was found, or the one before."""
        if self.lane.hits:
            self._show_hit((self.hit + by) % len(self.lane.hits))

    def leaf(self, place: int) -> QRectF:
        """Return where a page lies in the window."""
        rect = self._leaves.rect(place, self.viewport().width())
        return rect.translated(
            -self.horizontalScrollBar().value(), -self.verticalScrollBar().value()
        )

    def _show_found(self) -> None:
        """Go to the first hit from the page in front on; else, in the end, to the first."""
        hits = self.lane.hits
        if not hits:
            self.hit = -1
            self.marked.emit()
        elif self.hit < 0:
            ahead = [number for number, hit in enumerate(hits) if hit.page >= self.front]
            if ahead or not self.lane.searching:
                self._show_hit(ahead[0] if ahead else 0)
        self.viewport().update()

    def _show_hit(self, number: int) -> None:
        self.hit = number
        hit = self.lane.hits[number]
        for place in hit.places[:1]:
            spot = _scaled(place, self._leaves.scale).translated(self.leaf(hit.page).topLeft())
            down, side, room = self.verticalScrollBar(), self.horizontalScrollBar(), self.viewport()
            if not u(MARGIN) <= spot.top() <= room.height() - u(60):
                down.setValue(round(down.value() + spot.top() - room.height() / 3))
            if not 0 <= spot.left() <= room.width() - spot.width():
                side.setValue(round(side.value() + spot.left() - room.width() / 3))
        self.viewport().update()
        self.marked.emit()

    def _seen(self) -> Sequence[int]:
        """Return the pages in sight."""
        if not self._leaves.sizes:
            return ()
        top = self.verticalScrollBar().value()
        return range(self._leaves.at(top), self._leaves.at(top + self.viewport().height()) + 1)

    def _want(self) -> None:
        """Ask for the pages in sight, then their neighbours."""
        if self.isVisible() and (seen := self._seen()):
            beside = (seen[-1] + 1, seen[0] - 1)
            near = (place for place in beside if 0 <= place < len(self._leaves.sizes))
            self.lane.want((*seen, *near), self._leaves.scale * self.devicePixelRatioF())

    def _tell_page(self, *, anew: bool = False) -> None:
        bar, third = self.verticalScrollBar(), self.viewport().height() // 3
        front = self._leaves.at(bar.value() + third)
        if front != self.front or anew:
            self.front, count = front, len(self._leaves.sizes)
            self.setAccessibleName(f"{self._name}，第 {front + 1} 页，共 {count} 页")
            self.turned.emit(front)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        del dx, dy
        self.viewport().update()
        self._tell_page()
        self._want()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._ring.setGeometry(self.rect())
        self._ring.raise_()
        if self._leaves.sizes:
            self.fit_to(self.fit, QPointF(self.viewport().width() / 2, 0))
        else:
            self.lay()

    def event(self, event: QEvent) -> bool:
        sizes = (Qt.Key.Key_Equal, Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_0)
        kind = event.type()
        if kind == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.modifiers() & CTRL and event.key() in sizes:
                event.accept()  # here they mean the paper, everywhere else the window
                return True
        elif kind in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._ring.setVisible(kind == QEvent.Type.FocusIn)
        elif kind == QEvent.Type.Show:
            self._want()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar, key = self.verticalScrollBar(), Qt.Key(event.key())
        acts = {
            Qt.Key.Key_PageDown: lambda: self._leaf(1),
            Qt.Key.Key_Space: lambda: self._leaf(1),
            Qt.Key.Key_PageUp: lambda: self._leaf(-1),
            Qt.Key.Key_Down: lambda: bar.setValue(bar.value() + u(60)),
            Qt.Key.Key_Up: lambda: bar.setValue(bar.value() - u(60)),
            Qt.Key.Key_Home: lambda: bar.setValue(0),
            Qt.Key.Key_End: lambda: bar.setValue(bar.maximum()),
            Qt.Key.Key_Equal: lambda: self.zoom(1),
            Qt.Key.Key_Plus: lambda: self.zoom(1),
            Qt.Key.Key_Minus: lambda: self.zoom(-1),
            Qt.Key.Key_0: lambda: self.fit_to(Fit.WIDTH),
        }
        if key in acts:
            acts[key]()
        else:
            super().keyPressEvent(event)

    def _leaf(self, by: int) -> None:
        """A screen further, or back; where the whole page is shown, a page."""
        bar = self.verticalScrollBar()
        if self.fit is Fit.PAGE:
            self.go(self.front + by)
        else:
            bar.setValue(bar.value() + by * max(self.viewport().height() - u(40), u(60)))

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta().y()
        if not event.modifiers() & CTRL:
            super().wheelEvent(event)
        elif turned:
            self.zoom(1 if turned > 0 else -1, event.position())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(event.rect(), look().colour("sunken"))
        for place in self._seen():
            rect = self.leaf(place)
            paint_paper(painter, rect, self.lane.picture(place), place)
            for number, hit in enumerate(self.lane.hits):
                if hit.page == place:
                    paint_hit(painter, rect, hit, self._leaves.scale, now=number == self.hit)


def paint_paper(painter: QPainter, rect: QRectF, image: QImage | None, place: int) -> None:
    """Paint a page: its picture, or until that is drawn its number on white."""
    painter.fillRect(rect, Qt.GlobalColor.white)
    if image is not None:
        painter.drawImage(rect, image)
    else:
        painter.setFont(look().font(15))
        painter.setPen(QColor(NUMBER))
        under = rect.adjusted(0, u(40), 0, 0)
        painter.drawText(under, Qt.AlignmentFlag.AlignHCenter, f"第 {place + 1} 页")
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(look().colour("line2"))
    painter.drawRect(rect.adjusted(-0.5, -0.5, 0.5, 0.5))


def paint_hit(painter: QPainter, rect: QRectF, hit: Hit, scale: float, *, now: bool) -> None:
    """Mark words that were found on the page at ``rect``; the current ones have an edge too."""
    ink = QColor(MARK_NOW if now else MARK)
    ink.setAlpha(110)
    painter.setPen(QPen(QColor(EDGE), look().ring) if now else QPen(Qt.PenStyle.NoPen))
    painter.setBrush(ink)
    for place in hit.places:
        spot = _scaled(place, scale).translated(rect.topLeft())
        painter.drawRect(spot.adjusted(-2, -2, 2, 2))


def _scaled(place: QRectF, scale: float) -> QRectF:
    return QRectF(place.topLeft() * scale, QSizeF(place.width() * scale, place.height() * scale))
