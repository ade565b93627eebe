"""One picture, large, with the shapes on it."""

from __future__ import annotations

from collections.abc import Sequence
from math import atan2, cos, pi, sin

from PySide6.QtCore import QBuffer, QByteArray, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImageReader, QPainter, QPaintEvent, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from inspector.domain.marks import WHOLE, Shape, ShapeKind
from inspector.ui.look import look, u

INK, EDGE = QColor("#ffd400"), QColor("black")
"""Shapes are yellow with a black edge: seen on any picture and on grey paper. Red means a veto."""

HATCH = QColor(0, 0, 0, 200)


def scaled_picture(content: bytes, room: QSize) -> QPixmap:
    """Decode a picture at about the size it is shown: a quarter of the time of the whole."""
    held = QBuffer()
    held.setData(QByteArray(content))
    reader = QImageReader(held)
    size = reader.size()
    if size.isValid():
        reader.setScaledSize(size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio))
    return QPixmap.fromImage(reader.read())


def paint_shapes(painter: QPainter, frame: QRectF, shapes: Sequence[Shape]) -> None:
    """Paint shapes over a picture that fills ``frame``."""
    width = max(2.0, min(frame.width(), frame.height()) / 90)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for shape in shapes:
        begin, end = _point(frame, shape.x1, shape.y1), _point(frame, shape.x2, shape.y2)
        box = QRectF(begin, end).normalized()
        if shape.kind is ShapeKind.COVER:
            painter.fillRect(box, HATCH)
            continue
        for ink, wide in ((EDGE, width * 2), (INK, width)):
            painter.setPen(QPen(ink, wide, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            if shape.kind is ShapeKind.CIRCLE:
                painter.drawEllipse(box)
            else:
                _arrow(painter, begin, end, width * 5)


def _arrow(painter: QPainter, begin: QPointF, end: QPointF, head: float) -> None:
    angle = atan2(end.y() - begin.y(), end.x() - begin.x())
    wings = [
        QPointF(end.x() - head * cos(angle + turn), end.y() - head * sin(angle + turn))
        for turn in (pi / 7, -pi / 7)
    ]
    painter.drawLine(begin, end)
    painter.drawPolyline(QPolygonF([wings[0], end, wings[1]]))


def _point(frame: QRectF, x: int, y: int) -> QPointF:
    return QPointF(
        frame.left() + frame.width() * x / WHOLE, frame.top() + frame.height() * y / WHOLE
    )


class PhotoView(QWidget):
    """Shows a picture as large as there is room, and shapes on it."""

    def __init__(self) -> None:
        super().__init__()
        self._pixmap = QPixmap()
        self._shapes: tuple[Shape, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(u(90))

    def sizeHint(self) -> QSize:
        return QSize(u(260), u(200))

    def show_picture(self, pixmap: QPixmap, shapes: Sequence[Shape]) -> None:
        """Show another picture; an empty one shows nothing."""
        self._pixmap, self._shapes = pixmap, tuple(shapes)
        self.update()

    def show_shapes(self, shapes: Sequence[Shape]) -> None:
        """Show other shapes on the same picture."""
        self._shapes = tuple(shapes)
        self.update()

    def frame(self) -> QRectF:
        """Return where the picture lies, in px."""
        size = self._pixmap.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
        return QRectF(left, top, size.width(), size.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), look().colour("sunken"))
        if self._pixmap.isNull():
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        frame = self.frame()
        painter.drawPixmap(frame, self._pixmap, QRectF(self._pixmap.rect()))
        paint_shapes(painter, frame, self._shapes)
