"""Paints a visit of the day: number, state, name, facts, times, and the row's button."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem

from inspector.domain.visit import VisitState
from inspector.ui.glyphs import paint_glyph, token_of
from inspector.ui.icons import paint_icon
from inspector.ui.look import look, u
from inspector.ui.pages.today.lines import LINE_ROLE, DayLine
from inspector.ui.widgets.card import paint_frame
from inspector.ui.widgets.command_list import CommandList
from inspector.ui.widgets.keycap import cap_width, paint_cap

MIDDLE = Qt.AlignmentFlag.AlignVCenter
WRAP = int(Qt.TextFlag.TextWordWrap.value)
LEFT, STATE, BUTTON, GAP = 62, 150, 150, 16
"""Px at 100 %: where the names begin; how wide state and button are; what is left between."""
NAME, UNDER = 18, 15
"""Sizes of the name and of the lines under it, px at 100 %."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where the parts of a row are, in px of the list."""

    card: QRectF
    number: QRectF
    names: QRectF
    state: QRectF
    button: QRectF


def places(rect: QRect) -> Places:
    """Return where the parts of a row are."""
    card = QRectF(rect).adjusted(u(2), u(4), -u(2), -u(4))
    right = card.right() - u(GAP)
    button = QRectF(right - u(BUTTON), card.center().y() - u(22), u(BUTTON), u(44))
    state = QRectF(button.left() - u(GAP + STATE), card.top(), u(STATE), card.height())
    left = card.left() + u(LEFT)
    names = QRectF(left, card.top() + u(8), state.left() - u(8) - left, card.height() - u(16))
    number = QRectF(card.left(), card.top(), u(LEFT), card.height())
    return Places(card=card, number=number, names=names, state=state, button=button)


class DayPainter(QStyledItemDelegate):
    """Paints the rows of the day."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        view = option.widget
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else u(900)
        names = places(QRect(0, 0, width, u(100))).names
        high = _name_height(index.data(LINE_ROLE), names.width())
        return QSize(width, high + u(24) + 2 * _line_height())

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        line: DayLine = index.data(LINE_ROLE)
        view, at = option.widget, places(option.rect)
        current = isinstance(view, CommandList) and view.currentIndex() == index
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_frame(painter, at.card, current=current, focused=current and view.hasFocus())
        _paint_number(painter, at.number, line)
        _paint_names(painter, at.names, line)
        _paint_state(painter, at.state, line)
        _paint_button(painter, at.button, line, current=current)
        painter.restore()


def _line_height() -> int:
    return round(QFontMetricsF(look().font(UNDER)).height()) + u(2)


def _name_height(line: DayLine, width: float) -> int:
    area = QRect(0, 0, round(width), 10_000)
    return QFontMetrics(look().font(NAME, bold=True)).boundingRect(area, WRAP, line.name).height()


def _paint_number(painter: QPainter, place: QRectF, line: DayLine) -> None:
    wearing = look()
    upper = QRectF(place.left(), place.center().y() - u(32), place.width(), u(30))
    painter.setFont(wearing.font(20, bold=True))
    painter.setPen(wearing.colour("text2"))
    painter.drawText(upper, Qt.AlignmentFlag.AlignCenter, str(line.number) if line.number else "–")
    under = QRectF(place.center().x() - u(11), place.center().y() + u(4), u(22), u(22))
    paint_glyph(painter, under, line.glyph)


def _paint_names(painter: QPainter, place: QRectF, line: DayLine) -> None:
    wearing = look()
    high = _name_height(line, place.width())
    font = wearing.font(NAME, bold=True)
    painter.setFont(font)
    painter.setPen(wearing.colour("text"))
    painter.drawText(QRectF(place.left(), place.top(), place.width(), high + 2), WRAP, line.name)
    shown = _paint_chips(painter, place, line, QFontMetricsF(font).horizontalAdvance(line.name))
    musts = (line.tail, line.row.kind) if line.row.kind else (line.tail,)
    people = "　".join((*musts[shown:], line.people))
    step = _line_height()
    under = QRectF(place.left(), place.top() + high + u(2), place.width(), step)
    _paint_told(painter, under, "user", people, "text2", bold=False)
    tone = "warn" if line.warns else "text2"
    _paint_told(
        painter, under.translated(0, step), "list-checks", line.facts, tone, bold=line.warns
    )


def _paint_chips(painter: QPainter, place: QRectF, line: DayLine, across: float) -> int:
    """Paint tail, kind and form behind the name as there is room; return how many had."""
    wearing = look()
    font = wearing.font(14)
    metrics = QFontMetricsF(font)
    high = QFontMetricsF(wearing.font(NAME, bold=True)).height()
    left = place.left() + min(across, place.width()) + u(10)
    painter.setFont(font)
    for number, text in enumerate((line.tail, *line.chips)):
        kind = number == 1 and bool(line.row.kind)
        width, chip = metrics.horizontalAdvance(text), number > 0
        needs = width + (u(16) if chip else 0)
        if left + needs > place.right() + u(8):
            return number
        if chip:
            painter.setPen(QPen(wearing.colour("accent_line" if kind else "line"), 1))
            painter.setBrush(wearing.colour("accent_soft" if kind else "sunken"))
            ground = QRectF(left, place.top() + u(1), needs, high - u(2))
            painter.drawRoundedRect(ground, u(5), u(5))
        painter.setPen(wearing.colour("accent" if kind else "text2"))
        inner = QRectF(left + (u(8) if chip else 0), place.top(), width + 2, high)
        painter.drawText(inner, MIDDLE, text)
        left += needs + u(10)
    return 1 + len(line.chips)


def _paint_told(
    painter: QPainter, rect: QRectF, icon: str, text: str, tone: str, *, bold: bool
) -> None:
    if not text:
        return
    wearing = look()
    side = QRectF(rect.left(), rect.top() + (rect.height() - u(16)) / 2, u(16), u(16))
    paint_icon(painter, side, icon, tone)
    font = wearing.font(UNDER, bold=bold)
    painter.setFont(font)
    painter.setPen(wearing.colour(tone))
    words = rect.adjusted(u(24), 0, 0, 0)
    shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, words.width())
    painter.drawText(words, MIDDLE, shown)


def _paint_state(painter: QPainter, place: QRectF, line: DayLine) -> None:
    wearing, side = look(), Qt.AlignmentFlag.AlignRight | MIDDLE
    tone = token_of(line.glyph)
    middle = place.center().y()
    painter.setFont(wearing.font(16, bold=True))
    painter.setPen(wearing.colour("text2" if tone == "control" else tone))
    above = QRectF(place.left(), middle - u(26), place.width(), u(26))
    painter.drawText(above if line.times else place, side, line.state_word)
    painter.setFont(wearing.font(14))
    painter.setPen(wearing.colour("text2"))
    painter.drawText(QRectF(place.left(), middle, place.width(), u(24)), side, line.times)


def _paint_button(painter: QPainter, place: QRectF, line: DayLine, *, current: bool) -> None:
    wearing = look()
    primary = current and line.row.state is not VisitState.SEALED
    fill, ink, border = (
        ("accent_fill", "inv", "accent_fill") if primary else ("surface", "text", "control")
    )
    painter.setPen(QPen(wearing.colour(border), wearing.theme.stroke))
    painter.setBrush(wearing.colour(fill))
    painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), u(6), u(6))
    key = "Enter" if current else str(line.number) if 0 < line.number < 10 else ""
    font = wearing.font(15, bold=primary)
    width = QFontMetricsF(font).horizontalAdvance(line.act)
    left = place.center().x() - (width + (u(10) + cap_width(key) if key else 0)) / 2
    painter.setFont(font)
    painter.setPen(wearing.colour(ink))
    painter.drawText(QRectF(left, place.top(), width + 2, place.height()), MIDDLE, line.act)
    if key:
        paint_cap(painter, left + width + u(10), place.center().y(), key, ink=ink, fill=fill)
