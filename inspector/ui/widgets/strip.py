"""A row of segments that is one Tab stop: arrows move inside, Enter or a click picks."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from inspector.ui.look import look, u
from inspector.ui.widgets.command_list import ENTER_KEYS


class Strip(QWidget):
    """Paints ``count`` segments by :meth:`paint_segment`; ``picked`` carries a segment's place."""

    picked = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.cursor_at = 0
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        look().changed.connect(self.updateGeometry)

    def segments(self) -> list[QRectF]:
        """Return the places of the segments, left to right."""
        raise NotImplementedError

    def words(self, place: int) -> str:
        """Return what a screen reader says for a segment."""
        raise NotImplementedError

    def paint_segment(self, painter: QPainter, rect: QRectF, place: int) -> None:
        """Paint one segment; the focus ring comes from here."""
        raise NotImplementedError

    def say_all(self) -> None:
        """Tell screen readers what the strip shows now."""
        told = "；".join(self.words(place) for place in range(len(self.segments())))
        self.setAccessibleName(f"{self._name}：{told}")

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, rect in enumerate(self.segments()):
            painter.save()
            self.paint_segment(painter, rect, place)
            painter.restore()
            if self.hasFocus() and place == self.cursor_at:
                painter.setPen(QPen(look().colour("accent"), look().ring))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(rect.adjusted(2, 2, -2, -2), u(5), u(5))

    def event(self, event: QEvent) -> bool:
        """Say a segment whole while the mouse rests on it: what is painted may be cut short."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.words_at(QPointF(event.pos())), self)
            return True
        return super().event(event)

    def words_at(self, point: QPointF) -> str:
        """Return the words of the segment under a point, or nothing."""
        found = [place for place, rect in enumerate(self.segments()) if rect.contains(point)]
        return self.words(found[0]) if found else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self.segments()) - 1
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        key = Qt.Key(event.key())
        if key in steps:
            self.cursor_at = min(max(self.cursor_at + steps[key], 0), last)
            self.update()
        elif key in (*ENTER_KEYS, Qt.Key.Key_Space):
            self.picked.emit(self.cursor_at)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for place, rect in enumerate(self.segments()):
            if rect.contains(event.position()):
                self.cursor_at = place
                self.picked.emit(place)
