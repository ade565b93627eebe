"""What people drew on a photo, painted over it wherever it is shown, large and small."""

from __future__ import annotations

from collections.abc import Sequence
from math import atan2, cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPixmap, QPolygonF, QTransform

from inspector.domain.marks import WHOLE, Marks, Shape, ShapeKind, turned

INK, EDGE = QColor("#ffd400"), QColor("black")
"""Shapes are yellow with a black edge: seen on any picture and on grey paper. Red means a veto."""

HATCH = QColor(0, 0, 0, 200)


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


def paint_tile(painter: QPainter, tile: QRectF, pixmap: QPixmap, *, whole: bool) -> None:
    """Paint a small picture into a tile: filling it, or ``whole`` where no mark may be cut off."""
    across, high = tile.width() / pixmap.width(), tile.height() / pixmap.height()
    ratio = min(across, high) if whole else max(across, high)
    shown = QRectF(0, 0, pixmap.width() * ratio, pixmap.height() * ratio)
    shown.moveCenter(tile.center())
    target = shown.intersected(tile)
    source = QRectF(
        (target.left() - shown.left()) / ratio, (target.top() - shown.top()) / ratio,
        target.width() / ratio, target.height() / ratio,
    )  # fmt: skip
    painter.drawPixmap(target, pixmap, source)


def upright(pixmap: QPixmap, turn: int) -> QPixmap:
    """Return a picture turned by quarters clockwise."""
    return pixmap.transformed(QTransform().rotate(90 * turn)) if turn else pixmap


def small_pixmap(picture: bytes, marks: Marks) -> QPixmap:
    """Return a small picture as the large one is shown: upright, with arrows and circles.

    What is covered is out of the small picture's own pixels. One that cannot be read is null.
    """
    image = QImage.fromData(picture)
    if image.isNull():
        return QPixmap()
    pixmap = upright(QPixmap.fromImage(image), marks.turn)
    shapes = [one for one in turned(marks.shapes, marks.turn) if one.kind is not ShapeKind.COVER]
    if shapes:
        painter = QPainter(pixmap)
        paint_shapes(painter, QRectF(pixmap.rect()), shapes)
        painter.end()
    return pixmap
