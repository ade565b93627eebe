"""The items of a step (by star in groups) or of a star, with what each still lacks."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from inspector.domain.ids import ItemCode
from inspector.domain.points import show
from inspector.domain.rubric import Item, Star
from inspector.domain.wording import LATER
from inspector.ui.glyphs import Glyph, paint_glyph
from inspector.ui.look import look, u
from inspector.ui.pages.visit import texts
from inspector.ui.pages.visit.route import Spot, is_done, rows_in
from inspector.ui.pages.visit.session import VisitSession
from inspector.ui.pages.visit.state import ROW_WORDS, item_glyph, photos_short, points_of
from inspector.ui.widgets.command_list import NOWHERE, CommandList, Index
from inspector.ui.widgets.panel import paint_rule

LINE_ROLE = int(Qt.ItemDataRole.UserRole)


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLine:
    """One line: a star's head (``item`` None) or an item."""

    head: str = ""
    item: Item | None = None
    glyph: Glyph = Glyph.UNSET
    progress: str = ""
    lacking: str = ""
    points: str = ""
    max: str = ""
    done: bool = False

    def name(self) -> str:
        """Return what a screen reader says."""
        if self.item is None:
            return self.head
        state = ROW_WORDS[self.glyph]
        lacking = "" if self.lacking == state else self.lacking
        return f"{self.item.code} {self.item.title} {state} {self.progress} {lacking} {self.points}"


class ItemLines(QAbstractListModel):
    """Lines of the list; heads cannot be chosen."""

    def __init__(self, session: VisitSession, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._spot: Spot | None = None
        self._lines: list[tuple[Star, Item | None]] = []
        session.changed.connect(self._refresh)

    def show_around(self, spot: Spot) -> None:
        """Show the list in which ``spot`` lies: its step, or its star."""
        before, self._spot = self._spot, spot
        if before is not None and self._same_list(before, spot):
            return
        self.beginResetModel()
        self._lines = []
        for star in self._session.rubric.stars:
            items = [item for item in star.items if self._belongs(star, item, spot)]
            if items and spot.step is not None:
                self._lines.append((star, None))
            self._lines += [(star, item) for item in items]
        self.endResetModel()

    def place_of(self, code: ItemCode) -> int:
        """Return the line of an item, or -1."""
        for place, (_star, item) in enumerate(self._lines):
            if item is not None and item.code == code:
                return place
        return -1

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and self._lines[index.row()][1] is None:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        line = self.line(index.row())
        if role == LINE_ROLE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return line.item.short if line.item is not None else line.head
        return line.name() if role == Qt.ItemDataRole.AccessibleTextRole else None

    def line(self, row: int) -> ItemLine:
        """Return what a line shows."""
        star, item = self._lines[row]
        if item is None:
            return ItemLine(head=star.name)
        step = self._spot.step if self._spot is not None else None
        entry, result = self._session.entry(item.code), self._session.result(item.code)
        rows = rows_in(item, step)
        answered = sum(points_of(result, row.code) is not None for row in rows)
        touched = result.done or any(row.points is not None for row in result.checkpoints)
        glyph = item_glyph(entry, result)
        if step is not None and glyph is Glyph.DOING and is_done(item, entry, step):
            lost = any((points_of(result, row.code) or 0) < row.max for row in rows)
            glyph = Glyph.DOING if answered < len(rows) else Glyph.DEDUCTED if lost else Glyph.CLEAR
        later = LATER if glyph is Glyph.LATER else ""
        return ItemLine(
            item=item,
            glyph=glyph,
            progress=texts.POINT_COUNT.format(done=answered, count=len(rows)),
            lacking=later or (photos_short(item, entry) if touched else ""),
            points=show(result.points) if touched else "—",
            max=show(result.max),
            done=is_done(item, entry, step),
        )

    def _refresh(self) -> None:
        if self._lines:
            self.dataChanged.emit(self.index(0), self.index(len(self._lines) - 1))

    def _belongs(self, star: Star, item: Item, spot: Spot) -> bool:
        if spot.step is not None:
            return spot.step in item.steps()
        return star.id == self._session.rubric.item(spot.item).star

    def _same_list(self, one: Spot, other: Spot) -> bool:
        rubric = self._session.rubric
        same_star = rubric.item(one.item).star == rubric.item(other.item).star
        return one.step == other.step and (other.step is not None or same_star)


class ItemPainter(QStyledItemDelegate):
    """Paints a line; ``compact`` leaves out its second row."""

    compact = False

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        del option
        line: ItemLine = index.data(LINE_ROLE)
        if line.item is None:
            return QSize(u(80), u(30))
        return QSize(u(80), u(40 if self.compact else 52))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        line: ItemLine = index.data(LINE_ROLE)
        rect, view = QRectF(option.rect), option.widget
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if line.item is None:
            _paint_head(painter, rect, line.head)
        else:
            current = isinstance(view, CommandList) and view.currentIndex() == index
            if current:
                _paint_current(painter, rect, focused=view.hasFocus())
            self._paint_line(painter, rect, line, bold=current)
        painter.restore()

    def _paint_line(self, painter: QPainter, rect: QRectF, line: ItemLine, *, bold: bool) -> None:
        wearing = look()
        if line.item is None:
            return
        side = u(18)
        middle = rect.center().y()
        place = QRectF(rect.left() + u(14), middle - side / 2, side, side)
        paint_glyph(painter, place, line.glyph)
        score = QRectF(rect.right() - u(78), rect.top(), u(66), rect.height())
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        most = "" if self.compact else f"/{line.max}"
        painter.setFont(wearing.font(14))
        painter.setPen(wearing.colour("text3"))
        painter.drawText(score, right, most)
        shift = QFontMetricsF(wearing.font(14)).horizontalAdvance(most)
        painter.setFont(wearing.font(15, bold=line.points != "—"))
        painter.setPen(wearing.colour("text" if line.points != "—" else "text3"))
        painter.drawText(score.adjusted(0, 0, -shift - u(1), 0), right, line.points)
        left = rect.left() + u(40)
        width = score.left() - left + u(14)
        top = QRectF(left, rect.top(), width, rect.height())
        if not self.compact:
            top = QRectF(left, rect.top() + u(4), width, u(24))
            bold_width = QFontMetricsF(painter.font()).horizontalAdvance(line.points)
            room = score.right() - shift - bold_width - u(9) - left
            self._paint_second(painter, QRectF(left, rect.top() + u(27), room, u(20)), line)
        font = wearing.font(15, bold=bold)
        painter.setFont(font)
        painter.setPen(wearing.colour("text"))
        shown = QFontMetricsF(font).elidedText(line.item.short, Qt.TextElideMode.ElideRight, width)
        painter.drawText(top, Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_second(self, painter: QPainter, rect: QRectF, line: ItemLine) -> None:
        if line.item is None:
            return
        wearing = look()
        words = second_words(line.item.code, line.progress, line.lacking, rect.width())
        painter.setFont(wearing.font(13))
        painter.setPen(wearing.colour("text3"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, words)
        shift = QFontMetricsF(wearing.font(13)).horizontalAdvance(words)
        painter.setFont(wearing.font(13, bold=True))
        token = "accent" if line.lacking == LATER else "warn"
        painter.setPen(wearing.colour(token))
        after = rect.adjusted(shift, 0, u(30), 0)
        painter.drawText(after, Qt.AlignmentFlag.AlignVCenter, line.lacking)


def second_words(code: str, progress: str, lacking: str, room: float) -> str:
    """Return what stands before what an item lacks: less of it where the points begin early."""
    plain, bold = QFontMetricsF(look().font(13)), QFontMetricsF(look().font(13, bold=True))
    left = room - bold.horizontalAdvance(lacking)
    forms = (f"{code}  {progress}  ", f"{code}  ")
    fitting = (one for one in forms if plain.horizontalAdvance(one) <= left)
    return next(fitting, "" if lacking else forms[0])


class ItemList(CommandList):
    """The list at the left; moving in it opens items, Enter goes to the rows."""

    opened = Signal(str)
    to_rows = Signal()

    def __init__(self, lines: ItemLines) -> None:
        super().__init__(texts.ITEMS)
        self._lines = lines
        self.setModel(lines)
        self.painter = ItemPainter(self)
        self.setItemDelegate(self.painter)
        self.moved.connect(self._open)
        self.clicked.connect(lambda _index: self.to_rows.emit())
        look().changed.connect(self.scheduleDelayedItemsLayout)

    def follow(self, spot: Spot) -> None:
        """Show where the person is, without opening anything."""
        self.moved.disconnect(self._open)
        self._lines.show_around(spot)
        place = self._lines.place_of(spot.item)
        if place > 0:
            self.scrollTo(self._lines.index(place - 1))  # the name of its star stands there
        self.choose(place)
        self.moved.connect(self._open)
        self.viewport().update()

    def set_compact(self, *, compact: bool) -> None:
        """Show one row a line where there is little room."""
        if self.painter.compact != compact:
            self.painter.compact = compact
            self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right):
            self.to_rows.emit()
            return
        super().keyPressEvent(event)

    def _open(self) -> None:
        index = self.currentIndex()
        line = self._lines.line(index.row()) if index.isValid() else None
        if line is not None and line.item is not None:
            self.opened.emit(line.item.code)


def _paint_head(painter: QPainter, rect: QRectF, words: str) -> None:
    painter.setPen(look().colour("text3"))
    painter.setFont(look().font(13, bold=True))
    inner = rect.adjusted(u(14), u(4), 0, 0)
    painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, words)


def _paint_current(painter: QPainter, rect: QRectF, *, focused: bool) -> None:
    wearing = look()
    painter.fillRect(rect, wearing.colour("sel"))
    painter.fillRect(QRectF(rect.left(), rect.top(), u(4), rect.height()), wearing.colour("accent"))
    if focused:
        painter.setPen(QPen(wearing.colour("accent"), wearing.ring))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect.adjusted(1, 1, -1, -1))
    paint_rule(painter, rect)
