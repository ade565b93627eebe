"""The groups of photos: one row a group, its pictures in it; every key acts on the sorter."""

from __future__ import annotations

from time import monotonic

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QDrag,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QStyledItemDelegate, QStyleOptionViewItem

from inspector.domain.errors import InspectorError
from inspector.domain.ids import Digest
from inspector.domain.marks import Marks
from inspector.domain.phones import is_unclear, model_of
from inspector.domain.sorting import Group, digits_of, lacking
from inspector.ui.glyphs import Glyph, paint_glyph
from inspector.ui.look import look, u
from inspector.ui.pages.visit import photo_texts as texts
from inspector.ui.pages.visit.gallery import Pile
from inspector.ui.pages.visit.session import VisitSession
from inspector.ui.pages.visit.sorter import Sorter
from inspector.ui.photo_marks import paint_tile, small_pixmap
from inspector.ui.widgets.command_list import COMMANDING, ENTER_KEYS, NOWHERE, CommandList, Index
from inspector.ui.widgets.keycap import paint_cap

PHOTOS_MIME = "application/x-inspector-photos"
GROUP_ROLE = int(Qt.ItemDataRole.UserRole)
TILE, GAP, HEAD, PAD = (112, 84), 8, 40, 12
"""Px at 100 %: a picture, what lies between, a group's head, and what is left free around."""

AT_A_TIME = 0.015
"""Seconds of loading small pictures, before the window draws and listens again."""

KEPT = 400
"""Small pictures that are kept ready, 50 KB each."""


class GroupLines(QAbstractListModel):
    """One row a group. ``loaded`` says that more small pictures are there."""

    loaded = Signal()

    def __init__(self, sorter: Sorter, session: VisitSession, parent: QObject) -> None:
        super().__init__(parent)
        self._sorter, self._session = sorter, session
        self._groups: tuple[Group, ...] = ()
        self._pixmaps: dict[Digest, tuple[Marks, QPixmap]] = {}
        self._wanted: dict[Digest, None] = {}
        self._loading = QTimer(self)
        self._loading.setInterval(0)
        self._loading.timeout.connect(self._load)
        sorter.changed.connect(self.refresh)

    def refresh(self) -> None:
        """Show what the sorter holds; rows are made anew only if groups are others."""
        if self._groups != self._sorter.groups:
            self.beginResetModel()
            self._groups = self._sorter.groups
            self.endResetModel()
        elif self._groups:
            self.dataChanged.emit(self.index(0), self.index(len(self._groups) - 1))

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._groups)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        group = self._groups[index.row()]
        if role == GROUP_ROLE:
            return group
        if role in (int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.AccessibleTextRole)):
            return self.words(group)
        return None

    def words(self, group: Group) -> str:
        """Say a group: when, whose, how many, and what it probably shows."""
        span = texts.span_words(group.begin, group.end)
        count = texts.COUNT.format(count=len(group.shots))
        return f"{span} {self.phone(group)} {count} {self.told(group)}".strip()

    def phone(self, group: Group) -> str:
        """Return whose phone it was, and which."""
        phone = self._sorter.phone(group.camera)
        camera = group.camera or texts.UNKNOWN_PHONE
        if is_unclear(group.camera):
            return texts.UNCLEAR_PHONE.format(model=model_of(group.camera))
        return f"{phone.owner.name} {camera}" if phone.owner is not None else camera

    def told(self, group: Group) -> str:
        """Return the suggestion, or where the pictures hang."""
        codes = {
            code for shot in group.shots for code in self._sorter.items_of.get(shot.digest, ())
        }
        if codes:
            names = [self._session.rubric.item(code).short for code in sorted(codes)]
            return texts.ON.format(items="、".join(names))
        item = self._sorter.suggested(group) if self._sorter.pile is Pile.LOOSE else None
        if item is None:
            return ""
        star, place = digits_of(self._session.rubric, item.code)
        return texts.SUGGEST.format(star=star, item=place, title=item.short)

    def need(self, group: Group) -> str:
        """Return how many pictures the suggested item still lacks."""
        item = self._sorter.suggested(group) if self._sorter.pile is Pile.LOOSE else None
        return texts.NEED.format(count=lacking(item, self._session.counted)) if item else ""

    def pixmap(self, photo: Digest) -> QPixmap:
        """Return a small picture as it is marked; one not loaded yet is empty for a moment."""
        held = self._pixmaps.get(photo)
        if held is None or held[0] != self._sorter.roll.marked(photo):
            self._wanted[photo] = None
            if not self._loading.isActive():
                self._loading.start()
        return held[1] if held is not None else QPixmap()

    def plain(self, photo: Digest) -> QPixmap:
        """Return a small picture without marks."""
        return small_pixmap(self._picture(photo), Marks(photo=photo))

    def _picture(self, photo: Digest) -> bytes:
        try:
            return self._session.desk.thumbnail(photo)
        except InspectorError:
            return b""

    def _load(self) -> None:
        """Load some pictures that were asked for, and let the window draw and listen."""
        begun = monotonic()
        while self._wanted and monotonic() - begun < AT_A_TIME:
            photo = next(iter(self._wanted))
            del self._wanted[photo]
            if len(self._pixmaps) >= KEPT:
                self._pixmaps.pop(next(iter(self._pixmaps)))
            marks = self._sorter.roll.marked(photo)
            self._pixmaps[photo] = (marks, small_pixmap(self._picture(photo), marks))
        if not self._wanted:
            self._loading.stop()
        self.loaded.emit()


def tile_rects(row: QRectF, count: int) -> list[QRectF]:
    """Return where the pictures of a group lie in its row."""
    across = per_line(row.width())
    left, top = row.left() + u(PAD), row.top() + u(HEAD)
    return [
        QRectF(
            left + at % across * u(TILE[0] + GAP), top + at // across * u(TILE[1] + GAP),
            u(TILE[0]), u(TILE[1]),
        )
        for at in range(count)
    ]  # fmt: skip


def per_line(width: float) -> int:
    """Return how many pictures stand beside each other."""
    return max(1, int((width - 2 * u(PAD) + u(GAP)) // u(TILE[0] + GAP)))


class GroupPainter(QStyledItemDelegate):
    """Paints one group as a card."""

    def __init__(self, lines: GroupLines, sorter: Sorter, view: CommandList) -> None:
        super().__init__(view)
        self._lines, self._sorter, self._view = lines, sorter, view

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        del option
        group: Group = index.data(GROUP_ROLE)
        width = self._view.viewport().width()
        rows = -(-len(group.shots) // per_line(width))
        return QSize(width, u(HEAD + 16) + rows * u(TILE[1] + GAP))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        group: Group = index.data(GROUP_ROLE)
        here = index.row() == self._sorter.at
        wearing, row = look(), QRectF(option.rect)
        card = row.adjusted(1.5, u(3), -1.5, -u(5))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setPen(
            QPen(wearing.colour("accent" if here else "line2"), 2 if here else wearing.theme.stroke)
        )
        painter.setBrush(wearing.colour("sel" if here else "surface"))
        painter.drawRoundedRect(card, u(8), u(8))
        self._paint_head(painter, card, group, here=here)
        seen = QRectF(self._view.viewport().rect())
        for at, (shot, tile) in enumerate(
            zip(group.shots, tile_rects(row, len(group.shots)), strict=True)
        ):
            if not tile.intersects(seen):
                continue
            current = here and at == self._sorter.place
            self._paint_tile(painter, tile, shot.digest, current=current)
        painter.restore()

    def _paint_head(self, painter: QPainter, card: QRectF, group: Group, *, here: bool) -> None:
        wearing = look()
        head = QRectF(card.left() + u(PAD), card.top(), card.width() - 2 * u(PAD), u(HEAD - 4))
        middle = Qt.AlignmentFlag.AlignVCenter
        told, need = self._lines.told(group), self._lines.need(group)
        right = head.right()
        if told and here and self._sorter.pile is Pile.LOOSE:
            right -= u(54)
            paint_cap(painter, right, head.center().y(), "Enter", ink="accent", fill="surface")
            right -= u(8)
        bold, plain = wearing.font(15, bold=True), wearing.font(15)
        right = _words_before(painter, need, plain, "warn", QRectF(head), right)
        right = _words_before(painter, told, bold, "accent", QRectF(head), right)
        span = texts.span_words(group.begin, group.end)
        painter.setFont(bold)
        painter.setPen(wearing.colour("text"))
        wide = QFontMetricsF(bold).horizontalAdvance(span)
        painter.drawText(head, middle, span)
        rest = f"{self._lines.phone(group)}　{texts.COUNT.format(count=len(group.shots))}"
        room = max(0.0, right - head.left() - wide - u(24))
        painter.setFont(plain)
        painter.setPen(wearing.colour("text2"))
        shown = painter.fontMetrics().elidedText(rest, Qt.TextElideMode.ElideMiddle, round(room))
        painter.drawText(head.adjusted(wide + u(12), 0, 0, 0), middle, shown)

    def _paint_tile(self, painter: QPainter, tile: QRectF, photo: Digest, *, current: bool) -> None:
        wearing, pixmap = look(), self._lines.pixmap(photo)
        painter.fillRect(tile, wearing.colour("sunken"))
        if not pixmap.isNull():
            marked = bool(self._sorter.roll.marked(photo))
            paint_tile(painter, tile, pixmap, whole=marked)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if current:
            painter.setPen(QPen(wearing.colour("accent"), u(4)))
            painter.drawRect(tile)
        side = u(22)
        if photo in self._sorter.items_of:
            spot = QRectF(tile.right() - side - u(3), tile.bottom() - side - u(3), side, side)
            paint_glyph(painter, spot, Glyph.CLEAR)
        if photo in self._sorter.chosen:
            spot = QRectF(tile.left() + u(3), tile.top() + u(3), side, side)
            painter.setPen(QPen(wearing.colour("inv"), 1.5))
            painter.setBrush(wearing.colour("accent_fill"))
            painter.drawRect(spot)
            painter.setFont(wearing.font(13, bold=True))
            painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, "✓")


def _words_before(
    painter: QPainter, words: str, font: QFont, token: str, head: QRectF, right: float
) -> float:
    """Write words so that they end at ``right``; return where they begin."""
    if not words:
        return right
    painter.setFont(font)
    wide = painter.fontMetrics().horizontalAdvance(words)
    painter.setPen(look().colour(token))
    head.setLeft(right - wide)
    head.setRight(right)
    painter.drawText(head, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, words)
    return right - wide - u(12)


class GroupList(CommandList):
    """The list; ``leaving`` is Esc, ``letter`` a key that the part knows."""

    leaving = Signal()
    letter = Signal(str)

    def __init__(self, lines: GroupLines, sorter: Sorter) -> None:
        super().__init__(texts.GROUPS)
        self._sorter = sorter
        self._pressed: QPoint | None = None
        self.setModel(lines)
        self.setItemDelegate(GroupPainter(lines, sorter, self))
        sorter.changed.connect(self._follow)
        lines.loaded.connect(self.viewport().update)

    def _follow(self) -> None:
        if self.currentIndex().row() != self._sorter.at:
            self.choose(self._sorter.at)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & COMMANDING or not self._act(event):
            super().keyPressEvent(event)

    def _act(self, event: QKeyEvent) -> bool:
        """Do what a key asks; return False for one that means nothing here."""
        key, sorter = event.key(), self._sorter
        moves = {
            Qt.Key.Key_Down: (1, 0), Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Left: (0, -1),
        }  # fmt: skip
        if key in moves:
            down, right = moves[Qt.Key(key)]
            sorter.go(sorter.at + down, sorter.place + right if right else 0)
        elif key in ENTER_KEYS:
            sorter.accept()
        elif key == Qt.Key.Key_Space:
            sorter.choose()
        elif key == Qt.Key.Key_Escape:
            if not sorter.forget_digit():
                self.leaving.emit()
        elif event.text().isdecimal():
            sorter.digit(int(event.text()))
        elif event.text().isalpha() and event.text().isascii():
            self.letter.emit(event.text().upper())
        else:
            return False
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        self._pressed = None
        if not index.isValid():
            return
        group: Group = index.data(GROUP_ROLE)
        rects = tile_rects(QRectF(self.visualRect(index)), len(group.shots))
        hit = [at for at, rect in enumerate(rects) if rect.contains(event.position())]
        self._sorter.go(index.row(), hit[0] if hit else 0)
        if hit:
            self._pressed = event.position().toPoint()
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._sorter.choose()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            super().mouseMoveEvent(event)
            return
        far = (event.position().toPoint() - self._pressed).manhattanLength()
        if far >= QApplication.startDragDistance():
            self._pressed = None
            drag = QDrag(self)
            held = QMimeData()
            held.setData(PHOTOS_MIME, b"1")
            drag.setMimeData(held)
            drag.exec(Qt.DropAction.CopyAction)
