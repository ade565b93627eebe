"""One picture, large, with the shapes on it, as near as somebody wants to see it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QByteArray, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QImageReader, QPainter, QPaintEvent, QPen, QPixmap, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from inspector.domain.marks import Shape
from inspector.ui.look import look, u
from inspector.ui.photo_marks import paint_shapes

ZOOMS = (1.0, 2.0, 4.0)
"""How near Z brings a picture, one after the other; 1 shows it whole."""

NEAREST, NOTCH = 8.0, 1.25
"""The nearest that the wheel brings a picture, and what one notch does."""

PART = 0.2
"""Of the window, that an arrow key moves a picture by."""

MIDDLE = (0.5, 0.5)


def scaled_picture(content: bytes, room: QSize) -> QPixmap:
    """Decode a picture at about the size it is shown: a quarter of the time of the whole."""
    held = QBuffer()
    held.setData(QByteArray(content))
    reader = QImageReader(held)
    size = reader.size()
    if size.isValid():
        reader.setScaledSize(size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio))
    return QPixmap.fromImage(reader.read())


def paint_ground(painter: QPainter, rect: QRectF) -> None:
    """Paint where a picture is to be; outdoors, where grounds are all white, with a border."""
    wearing = look()
    painter.fillRect(rect, wearing.colour("sunken"))
    if wearing.theme.colours["sunken"] == wearing.theme.colours["bg"]:
        painter.setPen(QPen(wearing.colour("line2"), 1))
        painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))


class PhotoView(QWidget):
    """Shows a picture as large as there is room, or nearer, and shapes on it."""

    def __init__(self) -> None:
        super().__init__()
        self._pixmap = QPixmap()
        self._shapes: tuple[Shape, ...] = ()
        self.zoom = ZOOMS[0]
        self._centre = MIDDLE
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(u(90))

    def sizeHint(self) -> QSize:
        return QSize(u(260), u(200))

    def show_picture(self, pixmap: QPixmap, shapes: Sequence[Shape]) -> None:
        """Show a picture; an empty one shows nothing. How near it is stays."""
        self._pixmap, self._shapes = pixmap, tuple(shapes)
        self.update()

    def show_shapes(self, shapes: Sequence[Shape]) -> None:
        """Show other shapes on the same picture."""
        self._shapes = tuple(shapes)
        self.update()

    def show_whole(self) -> None:
        """Show the whole picture again."""
        self.zoom, self._centre = ZOOMS[0], MIDDLE
        self.update()

    def zoom_on(self) -> None:
        """Z: nearer by a step; from the nearest back to the whole."""
        nearer = [step for step in ZOOMS if step > self.zoom]
        if nearer:
            self.bring(nearer[0])
        else:
            self.show_whole()

    def bring(self, zoom: float, at: QPointF | None = None) -> None:
        """Show the picture ``zoom`` times as large as the window holds; ``at`` stays in place."""
        zoom = min(max(zoom, ZOOMS[0]), NEAREST)
        here = QPointF(self.rect().center()) if at is None else at
        before = self.frame()
        if self._pixmap.isNull():
            return
        x = (here.x() - before.left()) / before.width()
        y = (here.y() - before.top()) / before.height()
        wide, high = (side * zoom / self.zoom for side in (before.width(), before.height()))
        self.zoom = zoom
        self._look_at(
            x + (self.width() / 2 - here.x()) / wide, y + (self.height() / 2 - here.y()) / high
        )

    def move_by(self, right: int, down: int) -> None:
        """Look further right or down, where the picture is larger than the window."""
        frame, (x, y) = self.frame(), self._centre
        self._look_at(
            x + right * PART * self.width() / max(frame.width(), 1),
            y + down * PART * self.height() / max(frame.height(), 1),
        )

    def _look_at(self, x: float, y: float) -> None:
        """Bring a place of the picture, of 0 to 1, to the middle; beyond an edge there is none."""
        size = self._fitted()
        held = []
        for at, side, room in ((x, size.width(), self.width()), (y, size.height(), self.height())):
            seen = room / max(side * self.zoom, 1) / 2
            held.append(min(max(at, seen), 1 - seen) if seen < MIDDLE[0] else MIDDLE[0])
        self._centre = (held[0], held[1])
        self.update()

    def _fitted(self) -> QSize:
        return self._pixmap.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)

    def frame(self) -> QRectF:
        """Return where the picture lies, in px; parts of it may lie outside of the window."""
        size, (x, y) = self._fitted(), self._centre
        wide, high = size.width() * self.zoom, size.height() * self.zoom
        return QRectF(self.width() / 2 - x * wide, self.height() / 2 - y * high, wide, high)

    def wheelEvent(self, event: QWheelEvent) -> None:
        notches = event.angleDelta().y() / 120
        if notches:
            self.bring(self.zoom * NOTCH**notches, event.position())
            if self.zoom == ZOOMS[0]:
                self.show_whole()
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        paint_ground(painter, QRectF(self.rect()))
        if self._pixmap.isNull():
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        frame = self.frame()
        painter.drawPixmap(frame, self._pixmap, QRectF(self._pixmap.rect()))
        paint_shapes(painter, frame, self._shapes)


class KeyedPhotoView(PhotoView):
    """A picture that takes keys, says its name, and shows by a frame that it does."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        self.setAccessibleName(name)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setPen(QPen(look().colour("accent"), u(3)))
            painter.drawRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5))
