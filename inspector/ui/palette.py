"""The command palette (Ctrl+K): any site, page or command by a few keys."""

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
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from inspector.ui import texts
from inspector.ui.finding import Goal, found, in_groups
from inspector.ui.icons import paint_icon
from inspector.ui.look import look, u
from inspector.ui.widgets.announce import announce
from inspector.ui.widgets.command_list import ENTER_KEYS, NOWHERE, CommandList, Index
from inspector.ui.widgets.field import Field
from inspector.ui.widgets.keycap import cap_width, paint_cap
from inspector.ui.widgets.label import Label
from inspector.ui.widgets.overlay import Overlay
from inspector.ui.widgets.panel import Hairline, Panel, column, row

GOAL_ROLE = int(Qt.ItemDataRole.UserRole)
MIDDLE = Qt.AlignmentFlag.AlignVCenter
WIDTH, TOP, ROW, HEAD = 600, 110, 45, 28
"""Px at 100 %: the card, where it begins, a line, and the head of a group."""

MOST = 8
"""Sites shown at once: who has more types one more letter."""


class Goals(QAbstractListModel):
    """What was found, group by group."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._goals: Sequence[Goal] = ()

    def show_goals(self, goals: Sequence[Goal]) -> None:
        """Show other goals."""
        self.beginResetModel()
        self._goals = goals
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._goals)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        goal = self._goals[index.row()]
        if role == GOAL_ROLE:
            return goal
        if role == int(Qt.ItemDataRole.AccessibleTextRole):
            return " ".join(filter(None, (goal.group, goal.title, goal.aside, goal.keys)))
        if role in (int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.ToolTipRole)):
            return goal.title
        return None

    def head(self, row: int) -> str:
        """Return the name of the group that begins in this row, else nothing."""
        group = self._goals[row].group
        return group if not row or self._goals[row - 1].group != group else ""


class GoalPainter(QStyledItemDelegate):
    """Paints a goal: icon, title, what goes with it, its key; above it the head of its group."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        del option
        return QSize(u(WIDTH - 40), u(ROW) + (u(HEAD) if _head(index) else 0))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        goal: Goal = index.data(GOAL_ROLE)
        rect, head = QRectF(option.rect), _head(index)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if head:
            painter.setFont(look().font(13))
            painter.setPen(look().colour("text3"))
            above = QRectF(rect.left() + u(22), rect.top(), rect.width(), u(HEAD))
            painter.drawText(above, MIDDLE, head)
            rect.setTop(rect.top() + u(HEAD))
        view = option.widget
        if isinstance(view, CommandList) and view.currentIndex() == index:
            painter.setPen(QPen(look().colour("accent_line"), look().theme.stroke))
            painter.setBrush(look().colour("sel"))
            painter.drawRoundedRect(rect.adjusted(u(9), 1, -u(9), -1), u(6), u(6))
        _paint_goal(painter, rect, goal)
        painter.restore()


def _head(index: Index) -> str:
    model = index.model()
    return model.head(index.row()) if isinstance(model, Goals) else ""


def _paint_goal(painter: QPainter, rect: QRectF, goal: Goal) -> None:
    wearing = look()
    place = QRectF(rect.left() + u(22), rect.center().y() - u(10), u(20), u(20))
    paint_icon(painter, place, goal.icon, "text2")
    right = rect.right() - u(22)
    if goal.keys:
        right -= cap_width(goal.keys)
        paint_cap(painter, right, rect.center().y(), goal.keys)
    left = rect.left() + u(54)
    font = wearing.font(16)
    metrics = QFontMetricsF(font)
    title = metrics.elidedText(goal.title, Qt.TextElideMode.ElideRight, right - left - u(8))
    painter.setFont(font)
    painter.setPen(wearing.colour("text"))
    painter.drawText(QRectF(left, rect.top(), right - left, rect.height()), MIDDLE, title)
    left += metrics.horizontalAdvance(title) + u(12)
    room = right - left - u(8)
    if goal.aside and room > u(40):
        font = wearing.font(14)
        painter.setFont(font)
        painter.setPen(wearing.colour("text2"))
        words = QFontMetricsF(font).elidedText(goal.aside, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(left, rect.top(), room, rect.height()), MIDDLE, words)


class Query(Field):
    """What is looked for; arrows and Enter are the list's, all else is the input method's."""

    def __init__(self, name: str, placeholder: str, view: CommandList) -> None:
        super().__init__(name, placeholder, height=42)
        self._view = view

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: 6,
            Qt.Key.Key_PageUp: -6,
        }
        key = Qt.Key(event.key())
        if self.composing:
            super().keyPressEvent(event)
        elif key in steps:
            last = self._view.model().rowCount() - 1
            self._view.choose(min(max(self._view.currentIndex().row() + steps[key], 0), last))
        elif key in ENTER_KEYS:
            if self._view.currentIndex().isValid():
                self._view.entered_row.emit(self._view.currentIndex())
        elif key is Qt.Key.Key_Escape:
            event.ignore()  # the overlay goes away
        else:
            super().keyPressEvent(event)


class Palette(Overlay):
    """Shows ``goals``, and does the one that is picked once it has gone away."""

    def __init__(self, host: QWidget, goals: Sequence[Goal]) -> None:
        card = Panel("surface", border="line2", radius=12)
        super().__init__(host, texts.PALETTE, card)
        self._all = tuple(goals)
        self.goals = Goals(self)
        self.list = CommandList(texts.PALETTE_LIST)
        self.list.setModel(self.goals)
        self.list.setItemDelegate(GoalPainter(self.list))
        self.list.setUniformItemSizes(False)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.query = Query(texts.PALETTE, texts.PALETTE_HINT, self.list)
        self.nothing = Label(texts.PALETTE_NOTHING, 15, "text2", wrap=True)
        self.nothing.setContentsMargins(u(22), u(4), u(22), u(8))
        top = row(self.query, margin=12)
        box = column(gap=0)
        box.addLayout(top)
        box.addWidget(Hairline())
        box.addWidget(self.nothing)
        box.addWidget(self.list, 1)
        box.setContentsMargins(1, 0, 1, u(8))
        card.setLayout(box)
        self.query.textChanged.connect(self._look)
        self.list.entered_row.connect(self._go)
        self.list.clicked.connect(self._go)
        self.list.moved.connect(self._tell)
        look().changed.connect(self.list.scheduleDelayedItemsLayout)
        self._look("")

    def place(self) -> QRect:
        """Return the card's place: as high as what was found, in the upper half."""
        rows = range(self.goals.rowCount())
        high = sum(u(ROW) + (u(HEAD) if self.goals.head(at) else 0) for at in rows) or u(44)
        high += u(42 + 24 + 8) + 3
        wide = min(u(WIDTH), self.width() - u(32))
        top = min(u(TOP), max(self.height() // 8, u(16)))
        return QRect((self.width() - wide) // 2, top, wide, min(high, self.height() - top - u(60)))

    def open(self) -> None:
        """Come to the front and take what is typed."""
        super().open()
        self.query.setFocus()

    def _look(self, words: str) -> None:
        hits = found(self._all, words)
        sites = [goal for goal in hits if goal.group == texts.GOAL_SITES][: MOST if words else 0]
        others = [goal for goal in hits if goal.group != texts.GOAL_SITES]
        self.goals.show_goals(in_groups([*sites, *others]))
        self.nothing.setVisible(not self.goals.rowCount())
        self.list.setVisible(self.goals.rowCount() > 0)
        self.fit()
        self.list.choose(0)

    def _tell(self) -> None:
        said = self.list.currentIndex().data(int(Qt.ItemDataRole.AccessibleTextRole))
        if isinstance(said, str):
            announce(self.query, said)

    def _go(self, index: QModelIndex) -> None:
        goal: Goal = index.data(GOAL_ROLE)
        self.close_card()
        goal.act()
