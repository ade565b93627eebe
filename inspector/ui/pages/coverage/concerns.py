"""What stands beside the grid: what just came in, what to settle, who still owes which sites."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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
from PySide6.QtGui import QFontMetrics, QFontMetricsF, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem

from inspector.actions.covering import CoverageBoard, PlaceGap
from inspector.actions.overseeing import ArrivedLine
from inspector.domain.ids import SiteCode
from inspector.domain.wording import moment_words, thousands
from inspector.ui.glyphs import Glyph, paint_glyph, token_of
from inspector.ui.look import look, u
from inspector.ui.pages.coverage import texts
from inspector.ui.widgets.command_list import NOWHERE, CommandList, Index

CONCERN_ROLE = int(Qt.ItemDataRole.UserRole)
MIDDLE = Qt.AlignmentFlag.AlignVCenter
WRAP = int(Qt.TextFlag.TextWordWrap.value)
NEWEST = 3
"""How many packages stand under 刚收到."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """One line; without a glyph it is a head. ``code`` is the site that Enter goes to."""

    title: str
    text: str = ""
    aside: str = ""
    glyph: Glyph | None = None
    code: SiteCode | None = None


def concerns(board: CoverageBoard, arrived: Sequence[ArrivedLine]) -> tuple[Concern, ...]:
    """Return all lines in order: what came in, what to settle, what is missing by name."""
    return (*_arrived(arrived), *_to_settle(board), *_missing(board.gaps))


def _arrived(arrived: Sequence[ArrivedLine]) -> Iterator[Concern]:
    yield Concern(title=texts.ARRIVED, aside=texts.PACKAGES.format(count=len(arrived)))
    if not arrived:
        yield Concern(title="", text=texts.NOTHING_ARRIVED)
    for one in arrived[:NEWEST]:
        yield Concern(
            title=texts.ARRIVED_TITLE.format(team=one.team, photos=thousands(one.photos)),
            text=texts.ARRIVED_AT.format(at=moment_words(one.at), records=thousands(one.records)),
            glyph=Glyph.CLEAR,
        )


def _to_settle(board: CoverageBoard) -> Iterator[Concern]:
    count = len(board.conflicts) + len(board.photos)
    yield Concern(title=texts.TO_SETTLE, aside=texts.CASES.format(count=count))
    if not count:
        yield Concern(title="", text=texts.NOTHING_TO_SETTLE)
    for clash in board.conflicts:
        yield Concern(title=clash.place, text=clash.sentence, glyph=Glyph.CONFLICT, code=clash.code)
    for gap in board.photos:
        told = texts.PHOTOS_TOLD.format(team=gap.team)
        yield Concern(title=gap.place, text=told, glyph=Glyph.PARTIAL, code=gap.code)


def _missing(gaps: Sequence[PlaceGap]) -> Iterator[Concern]:
    yield Concern(title=texts.MISSING, aside=texts.SITES.format(count=len(gaps)))
    if not gaps:
        yield Concern(title="", text=texts.NOTHING_MISSING)
    owed: dict[tuple[str, str], list[PlaceGap]] = {}
    for gap in gaps:
        owed.setdefault((gap.township, gap.team), []).append(gap)
    for (township, team), found in owed.items():
        yield Concern(
            title=texts.MISSING_TITLE.format(township=township, team=team, count=len(found)),
            text=texts.SAME_VILLAGE.join(f"{gap.name} {gap.code[-3:]}" for gap in found),
            glyph=Glyph.MISSING,
            code=found[0].code,
        )


class Concerns(QAbstractListModel):
    """The lines; heads and sentences cannot be current."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._lines: tuple[Concern, ...] = ()

    def show_lines(self, lines: Sequence[Concern]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self._lines = tuple(lines)
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and self._lines[index.row()].code is not None:
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == CONCERN_ROLE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{line.title} {line.text} {line.aside}".strip()
        return None


class ConcernPainter(QStyledItemDelegate):
    """Paints heads and lines; long lists of villages wrap."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        view = option.widget
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else u(320)
        line: Concern = index.data(CONCERN_ROLE)
        if line.glyph is None:
            return QSize(width, u(44) if line.title else u(30))
        return QSize(width, u(14) + _height(line.title, width, 15) + _height(line.text, width, 14))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        line: Concern = index.data(CONCERN_ROLE)
        rect = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if line.glyph is None:
            _paint_head(painter, rect, line, first=index.row() == 0)
        else:
            view = option.widget
            current = isinstance(view, CommandList) and view.currentIndex() == index
            if current and view.hasFocus():
                painter.setPen(QPen(look().colour("accent"), u(2)))
                painter.setBrush(look().colour("sel"))
                painter.drawRoundedRect(rect.adjusted(u(8), 1, -u(8), -1), u(6), u(6))
            _paint_line(painter, rect, line, line.glyph)
        painter.restore()


def _room(width: float) -> int:
    return round(width - u(46 + 16))


def _height(text: str, width: int, px: float) -> int:
    if not text:
        return 0
    area = QRect(0, 0, _room(width), 10_000)
    return QFontMetrics(look().font(px, bold=px == 15)).boundingRect(area, WRAP, text).height()


def _paint_head(painter: QPainter, rect: QRectF, line: Concern, *, first: bool) -> None:
    wearing = look()
    inner = rect.adjusted(u(16), 0, -u(16), 0)
    if not line.title:
        painter.setFont(wearing.font(15))
        painter.setPen(wearing.colour("text2"))
        painter.drawText(inner, MIDDLE, line.text)
        return
    if not first:
        painter.fillRect(QRectF(inner.left(), rect.top() + u(4), inner.width(), 1),
                         wearing.colour("line"))  # fmt: skip
    inner = inner.adjusted(0, u(8), 0, 0)
    font = wearing.font(17, bold=True)
    painter.setFont(font)
    painter.setPen(wearing.colour("text"))
    painter.drawText(inner, MIDDLE, line.title)
    across = QFontMetricsF(font).horizontalAdvance(line.title)
    painter.setFont(wearing.font(15))
    painter.setPen(wearing.colour("text2"))
    painter.drawText(inner.adjusted(across + u(10), 0, 0, 0), MIDDLE, line.aside)


def _paint_line(painter: QPainter, rect: QRectF, line: Concern, glyph: Glyph) -> None:
    wearing = look()
    paint_glyph(painter, QRectF(rect.left() + u(16), rect.top() + u(8), u(18), u(18)), glyph)
    room = _room(rect.width())
    top = rect.top() + u(6)
    height = _height(line.title, round(rect.width()), 15)
    painter.setFont(wearing.font(15, bold=True))
    painter.setPen(wearing.colour(token_of(glyph) if glyph is Glyph.CONFLICT else "text"))
    painter.drawText(QRectF(rect.left() + u(46), top, room, height + 2), WRAP, line.title)
    painter.setFont(wearing.font(14))
    painter.setPen(wearing.colour("text2"))
    under = QRectF(rect.left() + u(46), top + height, room, rect.bottom() - top - height)
    painter.drawText(under, WRAP, line.text)


class ConcernList(CommandList):
    """The list beside the grid; rows follow the width of the panel."""

    def __init__(self) -> None:
        super().__init__(texts.CONCERNS)
        self.lines = Concerns(self)
        self.setModel(self.lines)
        self.setItemDelegate(ConcernPainter(self))
        self.setUniformItemSizes(False)
        look().changed.connect(self.scheduleDelayedItemsLayout)

    def code(self, index: Index) -> SiteCode | None:
        """Return the site that a line leads to."""
        line: Concern | None = index.data(CONCERN_ROLE)
        return line.code if line is not None else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
