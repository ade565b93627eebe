"""What is missing before the team drives off: musts first, then what may be left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

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
from PySide6.QtGui import QFontMetrics, QFontMetricsF, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem

from inspector.domain.scorecard import Gap, GapKind
from inspector.ui.glyphs import Glyph, paint_glyph
from inspector.ui.look import look, u
from inspector.ui.pages.visit import sign_texts, texts
from inspector.ui.pages.visit.session import VisitSession
from inspector.ui.widgets.card import paint_card
from inspector.ui.widgets.command_list import NOWHERE, CommandList, Index
from inspector.ui.widgets.keycap import cap_width, paint_cap

GAP_ROLE = int(Qt.ItemDataRole.UserRole)
WRAP = int(Qt.TextFlag.TextWordWrap.value)
GLYPHS = {GapKind.LATER: Glyph.LATER, GapKind.UNSET: Glyph.UNSET, GapKind.UNCONFIRMED: Glyph.DOING}


@dataclass(frozen=True, slots=True, kw_only=True)
class GapLine:
    """One line: a head (``gap`` None) or a gap; ``key`` is the digit that opens it.

    ``why`` is the reason for which it is left open, if somebody gave one.
    """

    head: str = ""
    gap: Gap | None = None
    title: str = ""
    key: str = ""
    act: str = ""
    why: str = ""

    @property
    def told(self) -> str:
        """What stands below its title."""
        sentence = self.gap.sentence if self.gap is not None else self.head
        return f"{sentence}　{sign_texts.LEFT.format(reason=self.why)}" if self.why else sentence


class Gaps(QAbstractListModel):
    """The gaps of the visit."""

    def __init__(self, session: VisitSession, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._lines: list[GapLine] = []

    def reload(self) -> None:
        """Show what is missing now; rows of an item that nobody touched are one line."""
        self.beginResetModel()
        self._lines = []
        gaps = self._session.scorecard.gaps
        left = self._session.desk.paper.left()
        number = 0
        for head, must in ((texts.MUST, True), (texts.MAY, False)):
            found = self._gathered([gap for gap in gaps if gap.must is must])
            if found:
                self._lines.append(GapLine(head=f"{head} {len(found)}"))
            for gap in found:
                number += 1
                why = next((one.reason for one in left if one.explains(gap)), "")
                self._lines.append(replace(self._line(gap, number), why=why))
        self.endResetModel()

    def count(self, *, must: bool) -> int:
        """Return how many lines must be filled, or may be left."""
        return sum(line.gap is not None and line.gap.must is must for line in self._lines)

    def unexplained(self) -> int:
        """Return how many gaps may be left and have no reason yet."""
        open_gaps = (line.gap for line in self._lines if not line.why)
        return sum(gap is not None and not gap.must for gap in open_gaps)

    def line(self, row: int) -> GapLine:
        """Return what a line shows."""
        return self._lines[row]

    def gaps(self) -> Sequence[int]:
        """Return the rows that are gaps, in order."""
        return [place for place, line in enumerate(self._lines) if line.gap is not None]

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and self._lines[index.row()].gap is None:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == GAP_ROLE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{line.title} {line.told}" if line.gap else line.head
        return None

    def _gathered(self, gaps: Sequence[Gap]) -> list[Gap]:
        unset = Counter(gap.item for gap in gaps if gap.kind is GapKind.UNSET)
        found: list[Gap] = []
        for gap in gaps:
            if gap.kind is not GapKind.UNSET or unset[gap.item] == 1:
                found.append(gap)
            elif unset[gap.item]:
                sentence = texts.UNSET_COUNT.format(count=unset[gap.item])
                found.append(replace(gap, sentence=sentence))
                unset[gap.item] = 0
        return found

    def _line(self, gap: Gap, number: int) -> GapLine:
        item = self._session.rubric.item(gap.item)
        act = texts.GO_THERE if self._session.sealing is None else texts.LOOK_THERE
        return GapLine(gap=gap, title=f"{item.code}  {item.title}", key=str(number), act=act)


class GapPainter(QStyledItemDelegate):
    """Paints one gap."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        view, line = option.widget, index.data(GAP_ROLE)
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else u(400)
        if line.gap is None:
            return QSize(width, u(34))
        area = QRect(0, 0, width - u(62 + 120), 10_000)
        words = QFontMetrics(look().font(15)).boundingRect(area, WRAP, line.told)
        return QSize(width, u(44) + words.height())

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        line: GapLine = index.data(GAP_ROLE)
        wearing, rect = look(), QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if line.gap is None:
            painter.setPen(wearing.colour("warn"))
            painter.setFont(wearing.font(15, bold=True))
            painter.drawText(rect.adjusted(u(4), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, line.head)
        else:
            view = option.widget
            current = isinstance(view, CommandList) and view.currentIndex() == index
            card = paint_card(painter, option, index)
            self._paint_gap(painter, card, line, current=current)
        painter.restore()

    def _paint_gap(self, painter: QPainter, card: QRectF, line: GapLine, *, current: bool) -> None:
        wearing = look()
        if line.gap is None:
            return
        glyph = GLYPHS.get(line.gap.kind, Glyph.GAP)
        middle = card.center().y()
        paint_glyph(painter, QRectF(card.left() + u(14), middle - u(10), u(20), u(20)), glyph)
        room = QRectF(card.left() + u(48), card.top(), card.width() - u(48 + 120), card.height())
        painter.setPen(wearing.colour("text"))
        painter.setFont(wearing.font(15, bold=True))
        top = QRectF(room.left(), card.top() + u(7), room.width(), u(24))
        title = QFontMetricsF(painter.font()).elidedText(
            line.title, Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(top, Qt.AlignmentFlag.AlignVCenter, title)
        painter.setPen(wearing.colour("text2"))
        painter.setFont(wearing.font(15))
        below = QRectF(room.left(), top.bottom(), room.width(), card.bottom() - top.bottom())
        painter.drawText(below, WRAP, line.told)
        key = "Enter" if current else line.key
        if not current and len(line.key) > 1:
            return
        right = card.right() - u(12) - cap_width(key)
        paint_cap(painter, right, middle, key, ink="accent" if current else "text2")
        painter.setPen(wearing.colour("accent" if current else "text2"))
        painter.setFont(wearing.font(15, bold=current))
        words = QRectF(right - u(48), card.top(), u(40), card.height())
        painter.drawText(
            words, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, line.act
        )
