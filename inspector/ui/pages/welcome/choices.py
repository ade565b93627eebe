"""The start: three large choices, and what was open before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from inspector.ui.icons import paint_icon
from inspector.ui.look import look, u
from inspector.ui.pages.welcome import texts
from inspector.ui.widgets.command_list import NOWHERE, CommandList, Index
from inspector.ui.widgets.keycap import cap_width, paint_cap

RECENT_ROLE = int(Qt.ItemDataRole.UserRole)
MIDDLE = Qt.AlignmentFlag.AlignVCenter


class Choice(QAbstractButton):
    """A large choice: icon, words, one sentence, its digit."""

    def __init__(
        self, icon: str, text: str, sentence: str, key: str, on: Callable[[], object]
    ) -> None:
        super().__init__()
        self._icon, self._sentence, self._key = icon, sentence, key
        self._low = False
        self.setText(text)
        self.setAccessibleName(f"{text} {sentence}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda _checked=False: on())
        look().changed.connect(self.updateGeometry)

    def fit(self, *, low: bool) -> None:
        """Be lower where all choices would not be seen at once."""
        if low is not self._low:
            self._low = low
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(u(480), u(68 if self._low else 84))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        wearing = look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        lit = self.hasFocus() or self.underMouse()
        width = u(2) if self.hasFocus() else wearing.theme.stroke
        painter.setPen(QPen(wearing.colour("accent" if lit else "control"), width))
        painter.setBrush(wearing.colour("sel" if lit else "surface"))
        painter.drawRoundedRect(rect, u(10), u(10))
        icon = QRectF(rect.left() + u(20), rect.center().y() - u(17), u(34), u(34))
        paint_icon(painter, icon, self._icon, "accent")
        left, right = rect.left() + u(74), rect.right() - u(20) - cap_width(self._key)
        painter.setFont(wearing.font(19, bold=True))
        painter.setPen(wearing.colour("text"))
        top = QRectF(left, rect.center().y() - u(31), right - left, u(32))
        painter.drawText(top, MIDDLE, self.text())
        font = wearing.font(15)
        painter.setFont(font)
        painter.setPen(wearing.colour("text2"))
        words = QFontMetricsF(font).elidedText(
            self._sentence, Qt.TextElideMode.ElideRight, right - left - u(10)
        )
        self.setToolTip(self._sentence if words != self._sentence else "")
        painter.drawText(QRectF(left, top.bottom(), right - left, u(28)), MIDDLE, words)
        paint_cap(painter, right, rect.center().y(), self._key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recent:
    """A data folder that was open before; ``role`` is ``office`` or ``field``."""

    path: Path
    title: str
    role: str


class Recents(QAbstractListModel):
    """Data folders, the last one first."""

    def __init__(self, recents: Sequence[Recent], parent: QObject) -> None:
        super().__init__(parent)
        self._recents = tuple(recents)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._recents)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        recent = self._recents[index.row()]
        if role == RECENT_ROLE:
            return recent
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{texts.ROLES.get(recent.role, '')} {recent.title}".strip()
        return None


class RecentPainter(QStyledItemDelegate):
    """Paints role, name and place of a data folder."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        del option, index
        return QSize(u(200), u(58))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        recent: Recent = index.data(RECENT_ROLE)
        wearing, view = look(), option.widget
        rect = QRectF(option.rect).adjusted(u(2), u(2), -u(2), -u(2))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(view, CommandList) and view.currentIndex() == index:
            painter.setPen(
                QPen(wearing.colour("accent"), u(2)) if view.hasFocus() else Qt.PenStyle.NoPen
            )
            painter.setBrush(wearing.colour("sel"))
            painter.drawRoundedRect(rect, u(8), u(8))
        icon = QRectF(rect.left() + u(12), rect.center().y() - u(12), u(24), u(24))
        paint_icon(
            painter, icon, "buildings" if recent.role == "office" else "clipboard-text", "text2"
        )
        left = rect.left() + u(48)
        room = rect.right() - left - u(8)
        painter.setFont(wearing.font(16, bold=True))
        painter.setPen(wearing.colour("text"))
        title = f"{texts.ROLES.get(recent.role, '')}　{recent.title}"
        shown = painter.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, round(room))
        painter.drawText(QRectF(left, rect.top() + u(4), room, u(26)), MIDDLE, shown)
        painter.setFont(wearing.font(13))
        painter.setPen(wearing.colour("text3"))
        place = painter.fontMetrics().elidedText(
            str(recent.path), Qt.TextElideMode.ElideMiddle, round(room)
        )
        painter.drawText(QRectF(left, rect.top() + u(29), room, u(22)), MIDDLE, place)
        painter.restore()
