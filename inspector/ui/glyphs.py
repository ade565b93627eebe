"""State shapes: every state has a word, a shape of its own and a colour; here are the shapes.

Painted, not icons, so that they stay crisp at 14 to 26 px and at 125 %. All strokes are given in
a square of 20 units.

Source: the status vocabulary of the UI design (section 7).
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from inspector.ui.look import look


class Glyph(StrEnum):
    """A state shape."""

    UNSET = "unset"
    CLEAR = "clear"
    DEDUCTED = "deducted"
    ZEROED = "zeroed"
    NOT_APPLICABLE = "na"
    DOING = "doing"
    LATER = "later"
    GAP = "gap"
    WRONG = "wrong"
    STAR_WON = "star_won"
    STAR_LOST = "star_lost"
    STAR_OPEN = "star_open"
    STAR_DENIED = "star_denied"
    SEALED = "sealed"
    TO_SIGN = "to_sign"
    REFUSED = "refused"
    PAUSED = "paused"
    PACKED = "packed"
    RECEIVED = "received"
    MISSING = "missing"
    PARTIAL = "partial"
    CONFLICT = "conflict"
    RETURNED = "returned"
    NOTED = "noted"
    """有发现: a fact without points, which takes nothing away."""


_TOKENS = {
    Glyph.UNSET: "control",
    Glyph.CLEAR: "ok",
    Glyph.DEDUCTED: "deduct",
    Glyph.ZEROED: "veto",
    Glyph.NOT_APPLICABLE: "control",
    Glyph.DOING: "accent",
    Glyph.LATER: "accent",
    Glyph.GAP: "warn",
    Glyph.WRONG: "veto",
    Glyph.STAR_WON: "gold",
    Glyph.STAR_LOST: "star_off",
    Glyph.STAR_OPEN: "star_off",
    Glyph.STAR_DENIED: "veto",
    Glyph.SEALED: "ok",
    Glyph.TO_SIGN: "accent",
    Glyph.REFUSED: "veto",
    Glyph.PAUSED: "warn",
    Glyph.PACKED: "ok",
    Glyph.RECEIVED: "ok_line",
    Glyph.MISSING: "text",
    Glyph.PARTIAL: "warn",
    Glyph.CONFLICT: "conflict",
    Glyph.RETURNED: "accent",
    Glyph.NOTED: "accent",
}


def token_of(glyph: Glyph) -> str:
    """Return the colour token of a shape."""
    return _TOKENS[glyph]


def paint_glyph(painter: QPainter, rect: QRectF, glyph: Glyph) -> None:
    """Paint a state shape into the middle of ``rect``."""
    side = min(rect.width(), rect.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.center().x() - side / 2, rect.center().y() - side / 2)
    painter.scale(side / 20, side / 20)
    colour = look().colour(_TOKENS[glyph])
    _SHAPES[glyph](painter, colour)
    painter.restore()


def _pen(colour: QColor, width: float = 2.0, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    return QPen(colour, width, style, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def _line(painter: QPainter, *points: tuple[float, float]) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in points]))


def _fill(painter: QPainter, colour: QColor, path: QPainterPath) -> None:
    painter.fillPath(path, colour)


def _mark(painter: QPainter, *points: tuple[float, float], width: float = 2.2) -> None:
    painter.setPen(_pen(look().colour("inv"), width))
    _line(painter, *points)


def _circle(painter: QPainter, colour: QColor) -> None:
    painter.setPen(_pen(colour, 1.7))
    painter.drawEllipse(QRectF(2, 2, 16, 16))


def _clear(painter: QPainter, colour: QColor) -> None:
    path = QPainterPath()
    path.addEllipse(QRectF(1.5, 1.5, 17, 17))
    _fill(painter, colour, path)
    _mark(painter, (6, 10.3), (8.9, 13.2), (14.2, 7.4))


def _square_minus(painter: QPainter, colour: QColor) -> None:
    path = QPainterPath()
    path.addRoundedRect(QRectF(2, 2, 16, 16), 3, 3)
    _fill(painter, colour, path)
    _mark(painter, (6, 10), (14, 10), width=2.6)


def _octagon_path() -> QPainterPath:
    path = QPainterPath()
    corners = [(6.4, 1), (13.6, 1), (19, 6.4), (19, 13.6), (13.6, 19), (6.4, 19), (1, 13.6)]
    path.addPolygon(QPolygonF([QPointF(x, y) for x, y in [*corners, (1, 6.4), (6.4, 1)]]))
    return path


def _octagon(painter: QPainter, colour: QColor) -> None:
    _fill(painter, colour, _octagon_path())
    painter.setPen(_pen(look().colour("inv"), 2))
    painter.drawEllipse(QRectF(7.2, 5.6, 5.6, 8.8))


def _dashed_circle(painter: QPainter, colour: QColor) -> None:
    pen = _pen(colour, 1.7)
    pen.setDashPattern([1.4, 2.0])
    painter.setPen(pen)
    painter.drawEllipse(QRectF(2, 2, 16, 16))
    painter.setPen(_pen(colour, 1.7))
    _line(painter, (6, 14), (14, 6))


def _half_circle(painter: QPainter, colour: QColor) -> None:
    _circle(painter, colour)
    path = QPainterPath(QPointF(10, 2))
    path.arcTo(QRectF(2, 2, 16, 16), 90, 180)
    _fill(painter, colour, path)


def _diamond_clock(painter: QPainter, colour: QColor) -> None:
    painter.setPen(_pen(colour, 1.7))
    _line(painter, (10, 1.5), (18.5, 10), (10, 18.5), (1.5, 10), (10, 1.5))
    _line(painter, (10, 6.4), (10, 10.4), (12.6, 11.8))


def _triangle(painter: QPainter, colour: QColor) -> None:
    path = QPainterPath()
    path.addPolygon(QPolygonF([QPointF(10, 1.5), QPointF(19, 18), QPointF(1, 18)]))
    path.closeSubpath()
    _fill(painter, colour, path)
    _mark(painter, (10, 7.5), (10, 12))
    _mark(painter, (10, 15.2), (10, 15.25), width=2.4)


def _cross_circle(painter: QPainter, colour: QColor) -> None:
    path = QPainterPath()
    path.addEllipse(QRectF(1.5, 1.5, 17, 17))
    _fill(painter, colour, path)
    _mark(painter, (6.8, 6.8), (13.2, 13.2))
    _mark(painter, (13.2, 6.8), (6.8, 13.2))


def _star_path() -> QPainterPath:
    points = [
        (10, 1.2), (12.6, 7.2), (19.1, 7.8), (14.2, 12.1), (15.7, 18.5),
        (10, 15.1), (4.3, 18.5), (5.8, 12.1), (0.9, 7.8), (7.4, 7.2), (10, 1.2),
    ]  # fmt: skip
    path = QPainterPath()
    path.addPolygon(QPolygonF([QPointF(x, y) for x, y in points]))
    return path


def _star_won(painter: QPainter, colour: QColor) -> None:
    _fill(painter, look().colour("gold_fill"), _star_path())
    painter.strokePath(_star_path(), _pen(colour, 1.3))


def _star_lost(painter: QPainter, colour: QColor) -> None:
    painter.strokePath(_star_path(), _pen(colour, 1.5))


def _star_open(painter: QPainter, colour: QColor) -> None:
    pen = _pen(colour, 1.4)
    pen.setDashPattern([1.2, 2.2])
    painter.strokePath(_star_path(), pen)


def _star_denied(painter: QPainter, colour: QColor) -> None:
    painter.strokePath(_star_path(), _pen(colour, 1.5))
    painter.setPen(_pen(colour, 2))
    _line(painter, (3, 17), (17, 3))


def _lock(painter: QPainter, colour: QColor) -> None:
    painter.setPen(_pen(colour, 2))
    painter.drawArc(QRectF(6, 2, 8, 11), 0, 180 * 16)
    path = QPainterPath()
    path.addRoundedRect(QRectF(3, 8, 14, 10), 2, 2)
    _fill(painter, colour, path)


def _pen_shape(painter: QPainter, colour: QColor) -> None:
    painter.setPen(_pen(colour, 1.8))
    _line(painter, (3, 17), (4, 13), (14, 3), (17, 6), (7, 16), (3, 17))


def _box(painter: QPainter, colour: QColor) -> None:
    painter.setPen(_pen(colour, 1.8))
    _line(painter, (2.5, 6), (10, 2), (17.5, 6), (17.5, 14.5), (10, 18.5), (2.5, 14.5), (2.5, 6))
    _line(painter, (2.5, 6), (10, 10), (17.5, 6))
    _line(painter, (10, 10), (10, 18.5))


def _soft_square(painter: QPainter, colour: QColor) -> None:
    path = QPainterPath()
    path.addRoundedRect(QRectF(2, 2, 16, 16), 4, 4)
    _fill(painter, look().colour("ok_soft"), path)
    painter.strokePath(path, _pen(colour, 1.2))


def _hollow_square(painter: QPainter, colour: QColor) -> None:
    painter.setPen(_pen(colour, 2.2))
    painter.setBrush(look().colour("surface"))
    painter.drawRoundedRect(QRectF(2.5, 2.5, 15, 15), 4, 4)


def _half_square(painter: QPainter, colour: QColor) -> None:
    painter.setPen(_pen(colour, 1.6))
    painter.setBrush(look().colour("surface"))
    painter.drawRoundedRect(QRectF(2, 2, 16, 16), 3, 3)
    path = QPainterPath(QPointF(18, 2))
    path.lineTo(18, 18)
    path.lineTo(2, 18)
    path.closeSubpath()
    _fill(painter, colour, path)


def _diamond_cross(painter: QPainter, colour: QColor) -> None:
    path = QPainterPath()
    path.addPolygon(
        QPolygonF([QPointF(*p) for p in ((10, 0.5), (19.5, 10), (10, 19.5), (0.5, 10))])
    )
    path.closeSubpath()
    _fill(painter, colour, path)
    _mark(painter, (7.2, 7.2), (12.8, 12.8), width=2)
    _mark(painter, (12.8, 7.2), (7.2, 12.8), width=2)


def _square_back(painter: QPainter, colour: QColor) -> None:
    painter.setPen(_pen(colour, 1.6))
    painter.drawRoundedRect(QRectF(2, 2, 16, 16), 3, 3)
    _line(painter, (14.5, 10), (5.5, 10), (9, 6.5))
    _line(painter, (5.5, 10), (9, 13.5))


def _note(painter: QPainter, colour: QColor) -> None:
    painter.setPen(_pen(colour, 1.7))
    _line(painter, (12, 1.5), (3.5, 1.5), (3.5, 18.5), (16.5, 18.5), (16.5, 6), (12, 1.5), (12, 6))
    _line(painter, (12, 6), (16.5, 6))
    _line(painter, (6.8, 10), (13.2, 10))
    _line(painter, (6.8, 14), (13.2, 14))


def _hand(painter: QPainter, colour: QColor) -> None:
    painter.setPen(_pen(colour, 2.4))
    for x, top in ((6.2, 5), (9.2, 2.5), (12.2, 2.5), (15.2, 4.5)):
        _line(painter, (x, top), (x, 11))
    _line(painter, (2.6, 10.2), (5.2, 14))
    path = QPainterPath()
    path.addRoundedRect(QRectF(5, 9, 11.4, 9.5), 3.5, 3.5)
    _fill(painter, colour, path)


def _bars(painter: QPainter, colour: QColor) -> None:
    painter.setPen(_pen(colour, 1.7))
    painter.drawEllipse(QRectF(2, 2, 16, 16))
    for x in (6.4, 11):
        painter.fillRect(QRectF(x, 6, 2.6, 8), colour)


_SHAPES: dict[Glyph, Callable[[QPainter, QColor], None]] = {
    Glyph.UNSET: _circle,
    Glyph.CLEAR: _clear,
    Glyph.DEDUCTED: _square_minus,
    Glyph.ZEROED: _octagon,
    Glyph.NOT_APPLICABLE: _dashed_circle,
    Glyph.DOING: _half_circle,
    Glyph.LATER: _diamond_clock,
    Glyph.GAP: _triangle,
    Glyph.WRONG: _cross_circle,
    Glyph.STAR_WON: _star_won,
    Glyph.STAR_LOST: _star_lost,
    Glyph.STAR_OPEN: _star_open,
    Glyph.STAR_DENIED: _star_denied,
    Glyph.SEALED: _lock,
    Glyph.TO_SIGN: _pen_shape,
    Glyph.REFUSED: _hand,
    Glyph.PAUSED: _bars,
    Glyph.PACKED: _box,
    Glyph.RECEIVED: _soft_square,
    Glyph.MISSING: _hollow_square,
    Glyph.PARTIAL: _half_square,
    Glyph.CONFLICT: _diamond_cross,
    Glyph.RETURNED: _square_back,
    Glyph.NOTED: _note,
}
