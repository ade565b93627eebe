"""A field to sign in with mouse, touchpad or pen; what is kept are the strokes, not a picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QTabletEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from inspector.domain.signing import BOX, MOST_POINTS, Stroke
from inspector.ui.look import look, u
from inspector.ui.pages.visit import sign_texts as texts
from inspector.ui.widgets.button import Button, Kind
from inspector.ui.widgets.dialog import Dialog
from inspector.ui.widgets.label import Label
from inspector.ui.widgets.panel import column, row

INK, PAPER = QColor("#14191f"), QColor("#ffffff")
"""Black on white whatever the theme, as on the paper where it is printed."""


class PenCanvas(QWidget):
    """``changed`` follows every stroke."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._strokes: list[list[tuple[int, int]]] = []
        self._down = False
        self.setAccessibleName(texts.DRAW_HINT)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def strokes(self) -> tuple[Stroke, ...]:
        """Return what was drawn, in the field's own units."""
        return tuple(tuple(stroke) for stroke in self._strokes)

    def clear(self) -> None:
        """Wipe everything."""
        self._strokes.clear()
        self.update()
        self.changed.emit()

    def sizeHint(self) -> QSize:
        return QSize(u(620), round(u(620) * BOX[1] / BOX[0]))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(width * BOX[1] / BOX[0])

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        field = self._field()
        painter.setPen(QPen(look().colour("control"), look().theme.stroke))
        painter.setBrush(PAPER)
        painter.drawRect(field)
        paint_strokes(painter, field, self.strokes(), u(3))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._begin(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._go(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        del event
        self._down = False

    def tabletEvent(self, event: QTabletEvent) -> None:
        acts = {QTabletEvent.Type.TabletPress: self._begin, QTabletEvent.Type.TabletMove: self._go}
        act = acts.get(event.type())
        if act is None:
            self._down = False
        else:
            act(event.position())
        event.accept()

    def _begin(self, at: QPointF) -> None:
        self._down = True
        self._strokes.append([])
        self._go(at)

    def _go(self, at: QPointF) -> None:
        field = self._field()
        if not self._down or sum(map(len, self._strokes)) >= MOST_POINTS:
            return
        point = (
            _within((at.x() - field.left()) / field.width() * BOX[0], BOX[0]),
            _within((at.y() - field.top()) / field.height() * BOX[1], BOX[1]),
        )
        stroke = self._strokes[-1]
        if not stroke or stroke[-1] != point:
            stroke.append(point)
            self.update()
            self.changed.emit()

    def _field(self) -> QRectF:
        wide = min(self.width(), self.height() * BOX[0] / BOX[1]) - 2
        high = wide * BOX[1] / BOX[0]
        return QRectF((self.width() - wide) / 2, (self.height() - high) / 2, wide, high)


class PenDialog(Dialog):
    """Asks somebody to sign; ``on`` gets the strokes. Esc keeps nothing."""

    def __init__(
        self, name: str, on: Callable[[tuple[Stroke, ...]], object], parent: QWidget
    ) -> None:
        super().__init__(texts.DRAW_TITLE.format(name=name), parent)
        self.canvas = PenCanvas()
        self.done_button = Button(
            texts.DRAW_DONE, self.accept, key="Enter", kind=Kind.PRIMARY, height=46
        )
        again = Button(texts.DRAW_AGAIN, self.canvas.clear, height=46)
        back = Button(texts.CLOSE, self.reject, key="Esc", height=46)
        box = column(
            Label(texts.DRAW_TITLE.format(name=name), 20, bold=True, wrap=True),
            Label(texts.DRAW_HINT, 15, "text2"),
            self.canvas,
            margin=18,
            gap=10,
        )
        box.setStretchFactor(self.canvas, 1)
        box.addLayout(row(back, again, None, self.done_button, gap=12))
        self.setLayout(box)
        self.canvas.changed.connect(self._wait)
        self.accepted.connect(lambda: on(self.canvas.strokes()))
        self._wait()

    def _wait(self) -> None:
        drawn = bool(self.canvas.strokes())
        self.done_button.allow("" if drawn else texts.DRAW_HINT)
        if drawn:
            self.done_button.setFocus()


def paint_strokes(
    painter: QPainter, field: QRectF, strokes: Sequence[Stroke], width: float
) -> None:
    """Draw a signature into ``field`` with a pen of ``width`` px."""
    painter.setPen(
        QPen(INK, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    )
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for stroke in strokes:
        points = [
            QPointF(
                field.left() + x / BOX[0] * field.width(), field.top() + y / BOX[1] * field.height()
            )
            for x, y in stroke
        ]
        if len(points) == 1:
            painter.drawPoint(points[0])
        painter.drawPolyline(QPolygonF(points))


def _within(value: float, most: int) -> int:
    return min(max(round(value), 0), most)
