"""What is missing before the team drives off: a head a kind, and a short line a gap.

Musts come first, then what may be left. Of many alike gaps, what is alike is said once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem

from inspector.domain.scorecard import Gap, GapKind
from inspector.domain.wording import word
from inspector.ui.glyphs import Glyph, paint_glyph
from inspector.ui.look import look, u
from inspector.ui.pages.visit import sign_texts, texts
from inspector.ui.pages.visit.session import VisitSession
from inspector.ui.widgets.card import paint_card
from inspector.ui.widgets.command_list import NOWHERE, CommandList, Index
from inspector.ui.widgets.keycap import cap_width, paint_cap

GAP_ROLE = int(Qt.ItemDataRole.UserRole)
GLYPHS = {GapKind.LATER: Glyph.LATER, GapKind.UNSET: Glyph.UNSET, GapKind.UNCONFIRMED: Glyph.DOING}
HEAD_HIGH, LINE_HIGH, WHY_HIGH = 36, 40, 62
"""Px at 100 %: of a head, of a gap, and of a gap with a reason of its own."""
MIDDLE = Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | MIDDLE
ALIKE = 2
"""From so many gaps of a kind on, one reason may be given for all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GapLine:
    """One line: a head (``gap`` None) of a kind, or a gap; ``key`` is the digit that opens it.

    ``why`` is the reason for which it is left open, or that of all under a head. ``group`` are
    the gaps under a head that one reason may be given for.
    """

    kind: GapKind
    gap: Gap | None = None
    code: str = ""
    title: str = ""
    key: str = ""
    act: str = ""
    why: str = ""
    alike: bool = False
    """Its reason is said by the head."""
    group: tuple[Gap, ...] = ()

    @property
    def told(self) -> str:
        """What stands beside its title."""
        said = self.title if self.gap is None else self.gap.brief
        reason = sign_texts.LEFT.format(reason=self.why) if self.why else ""
        return "　".join(part for part in (said, reason) if part)

    @property
    def name(self) -> str:
        """What a screen reader says."""
        if self.gap is None:
            return f"{self.code}　{self.told}"
        reason = sign_texts.LEFT.format(reason=self.why) if self.why else ""
        parts = (self.code, self.title, self.gap.sentence, reason)
        return " ".join(part for part in parts if part)


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
        found = self._gathered(self._session.scorecard.gaps)
        for must in (True, False):
            for kind in GapKind:
                alike = [gap for gap in found if gap.kind is kind and gap.must is must]
                if alike:
                    self._add(kind, alike)
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
        if index.isValid():
            line = self._lines[index.row()]
            if line.gap is None and not line.group:
                return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == GAP_ROLE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return line.name
        return None

    def _add(self, kind: GapKind, alike: Sequence[Gap]) -> None:
        left = self._session.desk.paper.left()
        whys = [next((one.reason for one in left if one.explains(gap)), "") for gap in alike]
        common = whys[0] if len(alike) >= ALIKE and len(set(whys)) == 1 else ""
        may = not alike[0].must and self._session.sealing is None
        number = len(self.gaps())
        self._lines.append(
            GapLine(
                kind=kind,
                code=texts.GAPS_OF_KIND.format(kind=word(kind), count=len(alike)),
                title=texts.GAP_ADVICE[kind],
                why=common,
                group=tuple(alike) if may and len(alike) >= ALIKE else (),
            )
        )
        for at, (gap, why) in enumerate(zip(alike, whys, strict=True), number + 1):
            self._lines.append(replace(self._line(gap, at), why=why, alike=bool(common)))

    def _gathered(self, gaps: Sequence[Gap]) -> list[Gap]:
        unset = Counter(gap.item for gap in gaps if gap.kind is GapKind.UNSET)
        found: list[Gap] = []
        for gap in gaps:
            if gap.kind is not GapKind.UNSET or unset[gap.item] == 1:
                found.append(gap)
            elif unset[gap.item]:
                sentence = texts.UNSET_COUNT.format(count=unset[gap.item])
                brief = texts.UNSET_BRIEF.format(count=unset[gap.item])
                found.append(replace(gap, checkpoint=None, sentence=sentence, brief=brief))
                unset[gap.item] = 0
        return found

    def _line(self, gap: Gap, number: int) -> GapLine:
        rubric = self._session.rubric
        act = texts.GO_THERE if self._session.sealing is None else texts.LOOK_THERE
        if gap.checkpoint is None:
            code, title = str(gap.item), rubric.item(gap.item).title
        else:
            code, title = str(gap.checkpoint), rubric.checkpoint(gap.checkpoint).text
        return GapLine(kind=gap.kind, gap=gap, code=code, title=title, key=str(number), act=act)


class GapPainter(QStyledItemDelegate):
    """Paints one line."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        view, line = option.widget, index.data(GAP_ROLE)
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else u(400)
        if line.gap is None:
            return QSize(width, u(HEAD_HIGH))
        return QSize(width, u(WHY_HIGH if line.why and not line.alike else LINE_HIGH))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        line: GapLine = index.data(GAP_ROLE)
        view = option.widget
        current = isinstance(view, CommandList) and view.currentIndex() == index
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if line.gap is None:
            room = QRectF(option.rect)
            if current:
                room = paint_card(painter, option, index)
            self._paint_head(painter, room.adjusted(u(6), 0, -u(12), 0), line, current=current)
        else:
            card = paint_card(painter, option, index)
            self._paint_gap(painter, card, line, current=current)
        painter.restore()

    def _paint_head(self, painter: QPainter, room: QRectF, line: GapLine, *, current: bool) -> None:
        wearing = look()
        if line.group:
            # below, T is about one gap only
            act, key = (texts.ALL_BECAUSE, "T") if current else (texts.ALL_FROM_HERE, "")
            room.setRight(self._paint_key(painter, room, act, key, current=False))
        painter.setPen(wearing.colour("warn"))
        painter.setFont(wearing.font(16, bold=True))
        painter.drawText(room, MIDDLE, line.code)
        room.setLeft(room.left() + QFontMetricsF(painter.font()).horizontalAdvance(line.code))
        painter.setPen(wearing.colour("text2"))
        painter.setFont(wearing.font(15))
        told = sign_texts.ALL_LEFT.format(reason=line.why) if line.why else line.title
        _paint_cut(painter, room.adjusted(u(12), 0, -u(8), 0), told, MIDDLE)

    def _paint_gap(self, painter: QPainter, card: QRectF, line: GapLine, *, current: bool) -> None:
        wearing = look()
        glyph = GLYPHS.get(line.kind, Glyph.GAP)
        room = card.adjusted(u(12), 0, -u(12), 0)
        if line.why and not line.alike:
            room.setHeight(card.height() - u(24))
            below = QRectF(room.left() + u(30), room.bottom() - u(2), room.width() - u(30), u(22))
            painter.setPen(wearing.colour("text2"))
            painter.setFont(wearing.font(15))
            _paint_cut(painter, below, sign_texts.LEFT.format(reason=line.why), MIDDLE)
        square = QRectF(room.left(), room.center().y() - u(9), u(18), u(18))
        paint_glyph(painter, square, glyph)
        key = "Enter" if current else line.key if len(line.key) == 1 else ""
        act = line.act if current else ""
        room.setRight(self._paint_key(painter, room, act, key, current=current))
        room.setLeft(square.right() + u(12))
        brief = line.gap.brief if line.gap is not None else ""
        painter.setFont(wearing.font(15))
        painter.setPen(wearing.colour("text2"))
        wide = min(QFontMetricsF(painter.font()).horizontalAdvance(brief) + 2, room.width() * 0.5)
        _paint_cut(painter, QRectF(room.right() - wide, room.top(), wide, room.height()), brief)
        room.setRight(room.right() - wide - u(10))
        painter.setPen(wearing.colour("text"))
        painter.setFont(wearing.font(15, bold=True))
        painter.drawText(room, MIDDLE, line.code)
        named = QFontMetricsF(painter.font()).horizontalAdvance(line.code)
        painter.setFont(wearing.font(15, bold=current))
        _paint_cut(painter, room.adjusted(named + u(10), 0, 0, 0), line.title, MIDDLE)

    def _paint_key(
        self, painter: QPainter, room: QRectF, act: str, key: str, *, current: bool
    ) -> float:
        """Paint a key with what it does at the right; return where it begins."""
        wearing, left = look(), room.right()
        ink = "accent" if current else "text2"
        if key:
            left -= cap_width(key)
            paint_cap(painter, left, room.center().y(), key, ink=ink)
            left -= u(8)
        if act:
            painter.setPen(wearing.colour(ink))
            painter.setFont(wearing.font(15, bold=current))
            words = QRectF(room.left(), room.top(), left - room.left(), room.height())
            painter.drawText(words, RIGHT, act)
            left -= QFontMetricsF(painter.font()).horizontalAdvance(act) + u(10)
        return left


def _paint_cut(
    painter: QPainter, room: QRectF, words: str, flags: Qt.AlignmentFlag = RIGHT
) -> None:
    metrics = QFontMetricsF(painter.font())
    shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, flags, shown)
