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
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem

from inspector.domain.explaining import loss_facts
from inspector.domain.points import show
from inspector.domain.scorecard import Loss
from inspector.domain.visit import Objection
from inspector.ui.look import look, u
from inspector.ui.pages.visit import sign_texts, texts
from inspector.ui.pages.visit.session import VisitSession
from inspector.ui.widgets.command_list import NOWHERE, CommandList, Index
from inspector.ui.widgets.panel import paint_rule

LOSS_ROLE = int(Qt.ItemDataRole.UserRole)
CODE, POINTS, TAG = 74, 66, 34
ENDING = "YRP"
"""Letters of 核对 and 签字 around a list, whichever of theirs has the focus."""
WRAP = int(Qt.TextFlag.TextWordWrap.value)
Line = tuple[str, str, str, str, str]
"""Code, step, what was asked, what was found and the sum, points."""


class Losses(QAbstractListModel):
    """The deductions of the visit in the form's order, and below them, if asked, objections."""

    def __init__(self, session: VisitSession, parent: QObject, *, objections: bool = False) -> None:
        super().__init__(parent)
        self._session, self._with_objections = session, objections
        self._lines: Sequence[Line] = ()

    def reload(self) -> None:
        """Show what was taken off by now."""
        self.beginResetModel()
        self._lines = [self._line(loss) for loss in self._session.scorecard.losses]
        if self._with_objections:
            self._lines += map(_objection, self._session.desk.paper.objections())
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == LOSS_ROLE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return " ".join(line)
        return None

    def _line(self, loss: Loss) -> Line:
        rubric = self._session.rubric
        item = rubric.item(loss.item)
        asked = rubric.checkpoint(loss.checkpoint).text if loss.checkpoint else item.title
        step = rubric.step(loss.step).name if loss.step else ""
        facts = loss_facts(loss.reasons, loss.sentence)
        return loss.checkpoint or loss.item, step, asked, facts, f"−{show(loss.points)}"


def _objection(said: Objection) -> Line:
    by = sign_texts.OBJECTION_BY.format(by=said.by)
    return str(said.item or sign_texts.OVERALL), "", said.text, by, ""


class LossPainter(QStyledItemDelegate):
    """Paints code, 听/看/查, what was asked, what was found with the sum, and the points.

    ``grow`` makes all of it larger, for somebody who reads from across the table.
    """

    def __init__(self, parent: QObject, grow: float = 1.0) -> None:
        super().__init__(parent)
        self._grow = grow

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        view = option.widget
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else u(500)
        fact, sums = self._heights(index.data(LOSS_ROLE), width)
        return QSize(width, fact + sums + self._u(14))

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
        paint_rule(painter, rect)
        top = rect.top() + self._u(7)
        painter.setFont(self._font(15))
        painter.setPen(wearing.colour("text2"))
        code = QRectF(rect.left(), top, self._u(CODE), self._u(24))
        painter.drawText(code, Qt.AlignmentFlag.AlignTop, line[0])
        if line[1]:
            self._paint_step(painter, QPointF(rect.left() + self._u(CODE), top), line[1])
        left = rect.left() + self._u(CODE + TAG)
        width = rect.width() - self._u(CODE + TAG + POINTS)
        painter.setFont(self._font(15))
        painter.setPen(wearing.colour("text"))
        painter.drawText(QRectF(left, top, width, fact + 2), WRAP, line[2])
        painter.setFont(self._font(14))
        painter.setPen(wearing.colour("text2"))
        painter.drawText(QRectF(left, top + fact, width, rect.bottom() - top - fact), WRAP, line[3])
        painter.setFont(self._font(16, bold=True))
        painter.setPen(QPen(wearing.colour("deduct")))
        points = QRectF(rect.right() - self._u(POINTS), top, self._u(POINTS - 4), self._u(24))
        painter.drawText(points, Qt.AlignmentFlag.AlignRight, line[4])
        painter.restore()

    def _paint_step(self, painter: QPainter, corner: QPointF, step: str) -> None:
        tag = QRectF(corner.x(), corner.y(), self._u(24), self._u(24))
        painter.setPen(QPen(look().colour("text3"), look().theme.stroke))
        painter.setBrush(look().colour("sunken"))
        painter.drawEllipse(tag.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setPen(look().colour("text2"))
        painter.setFont(self._font(13, bold=True))
        painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, step)

    def _heights(self, line: Line, width: int) -> tuple[int, int]:
        area = QRect(0, 0, width - self._u(CODE + TAG + POINTS), 10_000)
        fact = QFontMetrics(self._font(15)).boundingRect(area, WRAP, line[2]).height()
        sums = QFontMetrics(self._font(14)).boundingRect(area, WRAP, line[3]).height()
        return fact, sums

    def _u(self, px: float) -> int:
        return u(px * self._grow)

    def _font(self, px: float, *, bold: bool = False) -> QFont:
        return look().font(px * self._grow, bold=bold)


class LossList(CommandList):
    """The deductions; nothing to press, only to read."""

    def __init__(self, losses: Losses, grow: float = 1.0) -> None:
        super().__init__(texts.FEEDBACK)
        self.setModel(losses)
        self.setItemDelegate(LossPainter(self, grow))
        look().changed.connect(self.scheduleDelayedItemsLayout)

    def turn(self, pages: int) -> None:
        """Go on by screenfuls, back if negative."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + pages * (self.viewport().height() - u(40)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.leave_letters(event, ENDING):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
