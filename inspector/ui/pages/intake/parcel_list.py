"""The list of packages: choice, state, what a package is, what it would change."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFontMetrics,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem

from inspector.ui.glyphs import paint_glyph, token_of
from inspector.ui.look import look, u
from inspector.ui.pages.intake import texts
from inspector.ui.pages.intake.counts import ORDER, count
from inspector.ui.pages.intake.parcels import PARCEL_ROLE, Parcel, Parcels, Stage
from inspector.ui.widgets.command_list import COMMANDING, ENTER_KEYS, CommandList
from inspector.ui.widgets.panel import paint_rule

MIDDLE = Qt.AlignmentFlag.AlignVCenter
WRAP = int(Qt.TextFlag.TextWordWrap.value)
LEFT, BOX, STATE = 84, 20, 190
"""Px at 100 %: where the words begin, the tick box, and the room for the state."""


class ParcelPainter(QStyledItemDelegate):
    """Paints one package; the reason of a refusal wraps."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        view = option.widget
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else u(640)
        return QSize(width, u(42) + _under_height(index.data(PARCEL_ROLE), width))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        parcel: Parcel = index.data(PARCEL_ROLE)
        rect, view, wearing = QRectF(option.rect), option.widget, look()
        current = isinstance(view, CommandList) and view.currentIndex() == index
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if current:
            painter.fillRect(rect, wearing.colour("sel"))
        paint_rule(painter, rect)
        if current and view.hasFocus():
            painter.setPen(QPen(wearing.colour("accent"), u(2)))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), u(6), u(6))
        if parcel.stage in (Stage.FOUND, Stage.READ):
            _paint_box(painter, box_of(rect), chosen=parcel.chosen)
        glyph = QRectF(rect.left() + u(50), rect.top() + u(10), u(22), u(22))
        paint_glyph(painter, glyph, parcel.glyph)
        _paint_words(painter, rect, parcel)
        painter.restore()


def box_of(rect: QRectF) -> QRectF:
    """Return where the tick box of a row is."""
    return QRectF(rect.left() + u(14), rect.top() + u(11), u(BOX), u(BOX))


def _paint_box(painter: QPainter, box: QRectF, *, chosen: bool) -> None:
    wearing = look()
    painter.setPen(QPen(wearing.colour("accent" if chosen else "control"), 1.5))
    painter.setBrush(wearing.colour("accent_fill" if chosen else "surface"))
    painter.drawRoundedRect(box, u(4), u(4))
    if chosen:
        painter.setPen(QPen(wearing.colour("inv"), u(2)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        points = ((0.22, 0.52), (0.42, 0.72), (0.78, 0.3))
        painter.drawPolyline(
            QPolygonF(
                [
                    QPointF(box.left() + x * box.width(), box.top() + y * box.height())
                    for x, y in points
                ]
            )
        )


def _paint_words(painter: QPainter, rect: QRectF, parcel: Parcel) -> None:
    wearing = look()
    left, right = rect.left() + u(LEFT), rect.right() - u(14)
    top = QRectF(left, rect.top() + u(8), right - left - u(STATE), u(26))
    painter.setFont(wearing.font(16, bold=True))
    painter.setPen(wearing.colour("text"))
    painter.drawText(top, MIDDLE, _fitting(painter, parcel.title(), top.width()))
    state = QRectF(right - u(STATE), top.top(), u(STATE), top.height())
    tone = token_of(parcel.glyph)
    painter.setFont(wearing.font(15, bold=True))
    painter.setPen(wearing.colour("text2" if tone == "control" else tone))
    painter.drawText(
        state,
        Qt.AlignmentFlag.AlignRight | MIDDLE,
        _fitting(painter, parcel.state_word, state.width()),
    )
    plan = parcel.plan()
    painter.setFont(wearing.font(14))
    across = QFontMetricsF(painter.font()).horizontalAdvance(plan) + u(12) if plan else 0.0
    under = QRectF(left, top.bottom(), right - left - across, rect.bottom() - top.bottom())
    painter.setPen(wearing.colour("text2"))
    if _wraps(parcel):
        painter.drawText(under, WRAP, parcel.under())
        return
    line = QRectF(under.left(), under.top(), under.width(), u(24))
    painter.drawText(line, MIDDLE, _fitting(painter, parcel.under(), line.width()))
    painter.setPen(wearing.colour("text"))
    line = QRectF(right - across, under.top(), across, u(24))
    painter.drawText(line, Qt.AlignmentFlag.AlignRight | MIDDLE, plan)


def _under_height(parcel: Parcel, width: int) -> int:
    if not _wraps(parcel):
        return u(20)
    area = QRect(0, 0, width - u(LEFT + 14), 10_000)
    return QFontMetrics(look().font(14)).boundingRect(area, WRAP, parcel.under()).height()


def _wraps(parcel: Parcel) -> bool:
    """Tell whether a reason stands below the title."""
    return parcel.refusal is not None or (parcel.taken is not None and parcel.taken.apart)


def _fitting(painter: QPainter, text: str, width: float) -> str:
    metrics = QFontMetricsF(painter.font())
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width + 1)


class ParcelList(CommandList):
    """``turned`` carries a row whose tick was turned, ``going_on`` is Enter, ``next`` is G."""

    turned = Signal(int)
    going_on = Signal()
    next = Signal()

    def __init__(self) -> None:
        super().__init__(texts.LIST)
        self.parcels = Parcels(self)
        self.setModel(self.parcels)
        self.setItemDelegate(ParcelPainter(self))
        self.viewport().setAutoFillBackground(False)
        look().changed.connect(self.scheduleDelayedItemsLayout)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & COMMANDING:
            super().keyPressEvent(event)
        elif event.key() in ENTER_KEYS:
            self.going_on.emit()
        elif event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.turned.emit(self.currentIndex().row())
        elif event.text().upper() == "G":
            self.next.emit()
        else:
            super().keyPressEvent(event)

    def go_to_next(self, wanted: Sequence[bool]) -> None:
        """Go to the next wanted row, from the beginning after the last."""
        rows = [at for at, one in enumerate(wanted) if one]
        if rows:
            here = self.currentIndex().row()
            self.choose(next((at for at in rows if at > here), rows[0]))

    def go_to_strange(self) -> None:
        """Go to the next package that people should look at before the others."""
        self.go_to_next([one.strange for one in self.parcels.all])

    def go_to_kind(self, place: int) -> None:
        """Go to the next package that has any of the kind at ``place`` of the counts."""
        kind = ORDER[place]
        self.go_to_next([count([one], kind) > 0 for one in self.parcels.all])
        self.setFocus()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        rect = QRectF(self.visualRect(index))
        if index.isValid() and box_of(rect).adjusted(-8, -8, 8, 8).contains(event.position()):
            self.turned.emit(index.row())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
