"""All faults of a list at once, each with row and column; nothing is cut off."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem

from inspector.actions.explaining import Fault
from inspector.ui.glyphs import Glyph, paint_glyph
from inspector.ui.look import look, u
from inspector.ui.pages.office_new import texts
from inspector.ui.widgets.command_list import NOWHERE, CommandList, Index

FAULT_ROLE = int(Qt.ItemDataRole.UserRole)
WRAP = int(Qt.TextFlag.TextWordWrap.value)
LEFT, SIDE = 46, 18


class Faults(QAbstractListModel):
    """Faults in the order of their rows."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._faults: tuple[Fault, ...] = ()

    def show_faults(self, faults: Sequence[Fault]) -> None:
        """Show the faults of another file."""
        self.beginResetModel()
        self._faults = tuple(faults)
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._faults)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        fault = self._faults[index.row()]
        if role == FAULT_ROLE:
            return fault
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{fault.place} {fault.what}{fault.fix}".strip()
        return None


class FaultPainter(QStyledItemDelegate):
    """Paints place, fault and cure, as many lines as they need."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        view = option.widget
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else u(320)
        heights = [_height(text, width, bold=bold) for text, bold in _texts(index.data(FAULT_ROLE))]
        return QSize(width, u(14) + sum(heights))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        rect, view, wearing = QRectF(option.rect), option.widget, look()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(view, CommandList) and view.currentIndex() == index and view.hasFocus():
            painter.setPen(QPen(wearing.colour("accent"), u(2)))
            painter.setBrush(wearing.colour("sel"))
            painter.drawRoundedRect(rect.adjusted(u(6), 1, -u(6), -1), u(6), u(6))
        paint_glyph(
            painter, QRectF(rect.left() + u(SIDE), rect.top() + u(8), u(18), u(18)), Glyph.GAP
        )
        top = rect.top() + u(6)
        for text, bold in _texts(index.data(FAULT_ROLE)):
            height = _height(text, round(rect.width()), bold=bold)
            painter.setFont(wearing.font(15, bold=bold))
            painter.setPen(wearing.colour("text" if bold else "text2"))
            place = QRectF(rect.left() + u(LEFT), top, _room(rect.width()), height + 2)
            painter.drawText(place, WRAP, text)
            top += height
        painter.restore()


def _texts(fault: Fault) -> list[tuple[str, bool]]:
    lines = [(f"{fault.place}　{fault.what}".strip("　"), True), (fault.fix, False)]
    return [(text, bold) for text, bold in lines if text]


def _room(width: float) -> int:
    return round(width - u(LEFT + SIDE))


def _height(text: str, width: int, *, bold: bool) -> int:
    area = QRect(0, 0, _room(width), 10_000)
    return QFontMetrics(look().font(15, bold=bold)).boundingRect(area, WRAP, text).height()


class FaultList(CommandList):
    """The list of faults; rows follow the width of the panel."""

    def __init__(self) -> None:
        super().__init__(texts.FAULT_LIST)
        self.faults = Faults(self)
        self.setModel(self.faults)
        self.setItemDelegate(FaultPainter(self))
        self.viewport().setAutoFillBackground(False)
        look().changed.connect(self.scheduleDelayedItemsLayout)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
