"""Who signs, one line a person: shape, name, as what, and when or why not."""

from __future__ import annotations

from collections.abc import Sequence

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
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem

from inspector.actions.signing import SignLine
from inspector.domain.signing import Signature, SignState, SignWay
from inspector.domain.wording import word
from inspector.ui.glyphs import Glyph, paint_glyph
from inspector.ui.look import look, u
from inspector.ui.pages.visit import sign_texts as texts
from inspector.ui.pages.visit.pen_canvas import paint_strokes
from inspector.ui.state_glyphs import SIGN_GLYPHS
from inspector.ui.widgets.command_list import COMMANDING, NOWHERE, CommandList, Index
from inspector.ui.widgets.panel import paint_rule

SIGN_ROLE = int(Qt.ItemDataRole.UserRole)
GLYPHS = {
    SignWay.PAPER: Glyph.CLEAR,
    SignWay.DRAWN: Glyph.CLEAR,
    SignWay.DEPUTY: Glyph.CLEAR,
    SignWay.REFUSED: Glyph.REFUSED,
    SignWay.ABSENT: Glyph.NOT_APPLICABLE,
}
MIDDLE = Qt.AlignmentFlag.AlignVCenter
HIGH, LOW, TWO_LINES = 52, 31, 46
"""Heights of a line, px at 100 %: where there is room, where there is none, and from which on the
title stands below the name. Everybody who signs is seen at once; only then the lines grow."""


class Signers(QAbstractListModel):
    """Everybody who must sign."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._lines: Sequence[SignLine] = ()

    def show_lines(self, lines: Sequence[SignLine]) -> None:
        """Show these lines; which one is current stays."""
        if len(lines) != len(self._lines):
            self.beginResetModel()
            self._lines = lines
            self.endResetModel()
            return
        self._lines = lines
        if lines:
            self.dataChanged.emit(self.index(0), self.index(len(lines) - 1))

    def line(self, row: int) -> SignLine:
        """Return what a row shows."""
        return self._lines[row]

    def waiting(self) -> list[int]:
        """Return the rows that nobody has signed, in order."""
        return [at for at, line in enumerate(self._lines) if line.signature is None]

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == SIGN_ROLE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            name, title = names_of(line)
            return texts.SIGN_ROW.format(name=name, title=title, state=state_of(line))
        return None


class SignerList(CommandList):
    """``pressed_key`` carries a letter that stands for a way to sign."""

    pressed_key = Signal(str)
    turned = Signal(int)

    def __init__(self, signers: Signers) -> None:
        super().__init__(texts.SIGNERS)
        self.setModel(signers)
        self.setItemDelegate(SignerPainter(self))
        look().changed.connect(self.scheduleDelayedItemsLayout)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        pages = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
        key = Qt.Key(event.key())
        plain = not event.modifiers() & COMMANDING
        if plain and key in pages:
            self.turned.emit(pages[key])
        elif plain and event.text().upper() in tuple("JKWIXYR"):
            self.pressed_key.emit(event.text().upper())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class SignerPainter(QStyledItemDelegate):
    """Paints one person; a drawn signature stands small at the right."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        view = option.widget
        if not isinstance(view, QAbstractItemView):
            return QSize(u(300), u(HIGH))
        room = view.viewport().height() // max(index.model().rowCount(), 1)
        return QSize(view.viewport().width(), max(min(room, u(HIGH)), u(LOW)))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        line: SignLine = index.data(SIGN_ROLE)
        wearing, rect = look(), QRectF(option.rect)
        view = option.widget
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(view, CommandList) and view.currentIndex() == index:
            focused = view.hasFocus()
            painter.setPen(
                QPen(wearing.colour("accent"), u(2)) if focused else wearing.colour("line2")
            )
            painter.setBrush(wearing.colour("sel"))
            painter.drawRoundedRect(rect.adjusted(1.5, 1.5, -1.5, -1.5), u(6), u(6))
        else:
            paint_rule(painter, rect)
        self._paint_line(painter, rect, line)
        painter.restore()

    def _paint_line(self, painter: QPainter, rect: QRectF, line: SignLine) -> None:
        wearing = look()
        signature = line.signature
        glyph = SIGN_GLYPHS[SignState.WAITING] if signature is None else GLYPHS[signature.way]
        square = QRectF(rect.left() + u(8), rect.center().y() - u(9), u(18), u(18))
        paint_glyph(painter, square, glyph)
        left = rect.left() + u(34)
        two = rect.height() >= u(TWO_LINES)
        state = state_of(line)
        painter.setFont(wearing.font(15, bold=signature is None))
        wide = QFontMetricsF(painter.font()).horizontalAdvance(state) + 2
        painter.setPen(wearing.colour("warn" if signature is None else "text2"))
        room = QRectF(left, rect.top(), rect.right() - u(8) - left, rect.height())
        gap = (rect.height() - u(44)) / 2
        top = QRectF(left, rect.top() + gap, room.width(), u(24)) if two else room
        painter.drawText(top, Qt.AlignmentFlag.AlignRight | MIDDLE, state)
        name, title = names_of(line)
        painter.setPen(wearing.colour("text"))
        painter.setFont(wearing.font(16, bold=True))
        self._paint_cut(painter, top.adjusted(0, 0, -wide - u(6), 0), name)
        named = QFontMetricsF(painter.font()).horizontalAdvance(name)
        painter.setPen(wearing.colour("text2"))
        painter.setFont(wearing.font(15))
        if two:
            below = QRectF(left, top.bottom() - u(2), top.width(), u(22))
        else:
            below = room.adjusted(named + u(8), 0, -wide - u(6), 0)
        if signature is not None and signature.strokes:
            field = QRectF(below.right() - u(58), below.center().y() - u(11), u(58), u(21))
            painter.fillRect(field, Qt.GlobalColor.white)
            paint_strokes(painter, field, signature.strokes, u(1))
            painter.setPen(wearing.colour("text2"))
            below.setRight(field.left() - u(4))
        self._paint_cut(painter, below, "　".join(part for part in (title, why_of(line)) if part))

    def _paint_cut(self, painter: QPainter, room: QRectF, words: str) -> None:
        metrics = QFontMetricsF(painter.font())
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, MIDDLE, shown)


def names_of(line: SignLine) -> tuple[str, str]:
    """Return who signs and as what; a place without a known name shows its title as the name."""
    name = line.signature.name if line.signature is not None else line.due.name
    return (name, line.title) if name else (line.title, "")


def state_of(line: SignLine) -> str:
    """Return when and how somebody signed, or that nobody has."""
    signature = line.signature
    if signature is None:
        return word(SignState.WAITING)
    return texts.SIGNED_AT.format(time=f"{signature.at:%H:%M}", word=word(signature.way))


def why_of(line: SignLine) -> str:
    """Return what else a signature says: relation, reason, who attests."""
    signature: Signature | None = line.signature
    if signature is None:
        return ""
    attested = "、".join(signature.witnesses)
    parts = (signature.relation, signature.reason, f"证明 {attested}" if attested else "")
    return "；".join(part for part in parts if part)
