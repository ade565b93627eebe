"""The feedback view: each deduction as a sentence and a sum that a secretary can check."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem

from inspector.domain.points import show
from inspector.domain.scorecard import Loss
from inspector.ui.look import look, u
from inspector.ui.pages.visit.session import VisitSession
from inspector.ui.widgets.command_list import NOWHERE, CommandList, Index

LOSS_ROLE = int(Qt.ItemDataRole.UserRole)
CODE, POINTS, TAG = 74, 66, 34
WRAP = int(Qt.TextFlag.TextWordWrap.value)
Line = tuple[str, str, str, str, str]
"""Code, step, fact, sum, points."""


class Losses(QAbstractListModel):
    """The deductions of the visit in the form's order."""

    def __init__(self, session: VisitSession, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._losses: Sequence[Loss] = ()

    def reload(self) -> None:
        """Show what was taken off by now."""
        self.beginResetModel()
        self._losses = self._session.scorecard.losses
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._losses)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        line = self._line(self._losses[index.row()])
        if role == LOSS_ROLE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return " ".join(line)
        return None

    def _line(self, loss: Loss) -> Line:
        rubric = self._session.rubric
        item = rubric.item(loss.item)
        fact = rubric.checkpoint(loss.checkpoint).text if loss.checkpoint else item.title
        if loss.reasons:
            fact = f"{fact}：{'、'.join(loss.reasons)}"
        step = rubric.step(loss.step).name if loss.step else ""
        return loss.checkpoint or loss.item, step, fact, loss.sentence, f"−{show(loss.points)}"


class LossPainter(QStyledItemDelegate):
    """Paints code, 听/看/查, the fact, the sum, and the points."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        view = option.widget
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else u(500)
        fact, sums = self._heights(index.data(LOSS_ROLE), width)
        return QSize(width, fact + sums + u(14))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        line: Line = index.data(LOSS_ROLE)
        wearing, rect = look(), QRectF(option.rect)
        fact, _sums = self._heights(line, round(rect.width()))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        view = option.widget
        if isinstance(view, CommandList) and view.hasFocus() and view.currentIndex() == index:
            painter.fillRect(rect, wearing.colour("sel"))
        painter.setPen(wearing.colour("line"))
        painter.drawLine(QPointF(rect.left(), rect.bottom()), QPointF(rect.right(), rect.bottom()))
        top = rect.top() + u(7)
        painter.setFont(wearing.font(15))
        painter.setPen(wearing.colour("text2"))
        painter.drawText(
            QRectF(rect.left(), top, u(CODE), u(24)), Qt.AlignmentFlag.AlignTop, line[0]
        )
        tag = QRectF(rect.left() + u(CODE), top, u(24), u(24))
        if line[1]:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(wearing.colour("sunken"))
            painter.drawEllipse(tag)
            painter.setPen(wearing.colour("text2"))
            painter.setFont(wearing.font(13, bold=True))
            painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, line[1])
        left = rect.left() + u(CODE + TAG)
        width = rect.width() - u(CODE + TAG + POINTS)
        painter.setFont(wearing.font(15))
        painter.setPen(wearing.colour("text"))
        painter.drawText(QRectF(left, top, width, fact + 2), WRAP, line[2])
        painter.setFont(wearing.font(14))
        painter.setPen(wearing.colour("text2"))
        painter.drawText(QRectF(left, top + fact, width, rect.bottom() - top - fact), WRAP, line[3])
        painter.setFont(wearing.font(16, bold=True))
        painter.setPen(QPen(wearing.colour("deduct")))
        points = QRectF(rect.right() - u(POINTS), top, u(POINTS - 4), u(24))
        painter.drawText(points, Qt.AlignmentFlag.AlignRight, line[4])
        painter.restore()

    def _heights(self, line: Line, width: int) -> tuple[int, int]:
        area = QRect(0, 0, width - u(CODE + TAG + POINTS), 10_000)
        fact = QFontMetrics(look().font(15)).boundingRect(area, WRAP, line[2]).height()
        sums = QFontMetrics(look().font(14)).boundingRect(area, WRAP, line[3]).height()
        return fact, sums
