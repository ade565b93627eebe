"""Paints a checkpoint row; the geometry is that of ``row_layout``."""

from __future__ import annotations

from bisect import bisect

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem

from inspector.domain.points import show
from inspector.domain.rubric import Bands, Level, Ratio, YesNo
from inspector.ui.glyphs import paint_glyph
from inspector.ui.icons import paint_icon
from inspector.ui.look import look, u
from inspector.ui.pages.visit import texts
from inspector.ui.pages.visit.grid_paint import paint_grid
from inspector.ui.pages.visit.row_layout import (
    Chip,
    RowLayout,
    control_parts,
    lay_out,
    value_text,
)
from inspector.ui.pages.visit.rows import ROW_ROLE, RowView
from inspector.ui.widgets.keycap import paint_cap
from inspector.ui.widgets.panel import paint_rule

WRAP = int(Qt.TextFlag.TextWordWrap.value)
MIDDLE = int(Qt.AlignmentFlag.AlignVCenter.value)
CENTRE = int(Qt.AlignmentFlag.AlignCenter.value)


class RowPainter(QStyledItemDelegate):
    """The delegate of the checkpoint list."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        view = option.widget
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else u(640)
        return QSize(width, lay_out(index.data(ROW_ROLE), width).height)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row: RowView = index.data(ROW_ROLE)
        rect = QRectF(option.rect)
        focused = isinstance(option.widget, QAbstractItemView) and option.widget.hasFocus()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(rect)
        _paint_ground(painter, rect, current=row.current, focused=focused)
        painter.translate(rect.topLeft())
        layout = lay_out(row, round(rect.width()))
        _paint_head(painter, row, layout)
        _paint_control(painter, row, layout.control)
        _paint_score(painter, row, layout.score)
        for chip in layout.chips:
            paint_chip(painter, chip)
        if layout.grid is not None:
            paint_grid(painter, row, layout, layout.grid)
        painter.restore()


def paint_chip(painter: QPainter, chip: Chip) -> None:
    """Paint a reason or a level."""
    wearing = look()
    own = chip.act in ("T", "/")
    ink = "deduct" if chip.chosen else "text"
    if chip.act.startswith("level") and chip.chosen:
        ink = "accent"
    painter.setPen(QPen(wearing.colour(ink if chip.chosen else "control"), wearing.theme.stroke))
    fill = ("accent_soft" if ink == "accent" else "deduct_soft") if chip.chosen else "surface"
    painter.setBrush(wearing.colour(fill))
    if chip.chosen or not own:
        painter.drawRoundedRect(chip.rect.adjusted(0.5, 0.5, -0.5, -0.5), u(6), u(6))
    left = chip.rect.left() + u(10)
    if chip.key:
        left += paint_cap(painter, left, chip.rect.center().y(), chip.key, ink=ink) + u(8)
    painter.setPen(wearing.colour(ink))
    painter.setFont(wearing.font(15, bold=chip.chosen))
    words = QRectF(left, chip.rect.top(), chip.rect.right() - left, chip.rect.height())
    painter.drawText(words, MIDDLE, chip.text)


def _paint_ground(painter: QPainter, rect: QRectF, *, current: bool, focused: bool) -> None:
    wearing = look()
    painter.fillRect(rect, wearing.colour("surface"))
    paint_rule(painter, rect)
    if current:
        width = u(2) * wearing.theme.stroke
        painter.setPen(QPen(wearing.colour("accent" if focused else "accent_line"), width))
        painter.setBrush(wearing.colour("sel"))
        inset = u(3)
        painter.drawRoundedRect(rect.adjusted(inset, 2, -inset, -2), u(8), u(8))


def _paint_head(painter: QPainter, row: RowView, layout: RowLayout) -> None:
    wearing = look()
    middle = layout.text.top() + max(layout.text.height() / 2, u(12)) + u(7)
    paint_glyph(painter, QRectF(u(16), middle - u(10), u(20), u(20)), row.glyph)
    painter.setFont(wearing.font(15, bold=True))
    painter.setPen(wearing.colour("text2"))
    painter.drawText(QRectF(u(44), middle - u(15), u(46), u(30)), MIDDLE, row.number)
    tag = QRectF(u(92), middle - u(13), u(26), u(26))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(wearing.colour("surface" if row.current else "sunken"))
    painter.drawEllipse(tag)
    painter.setPen(wearing.colour("text2"))
    painter.setFont(wearing.font(14, bold=True))
    painter.drawText(tag, CENTRE, row.step)
    painter.setFont(wearing.font(16, bold=row.current))
    painter.setPen(wearing.colour("text"))
    painter.drawText(layout.text, WRAP, row.checkpoint.text)
    words, token = row.second_line()
    painter.setFont(wearing.font(14, bold=bool(row.doubt)))
    painter.setPen(wearing.colour(token))
    painter.drawText(layout.second, WRAP, fitting(painter, words, layout.second))


def fitting(painter: QPainter, words: str, place: QRectF) -> str:
    """Return the words, cut with … where their last line would be lost."""
    metrics, endless = painter.fontMetrics(), place.toRect().adjusted(0, 0, 0, 10_000)

    def fits(shown: str) -> bool:
        return metrics.boundingRect(endless, WRAP, shown).height() <= place.height() + 1

    if fits(words):
        return words
    longest = bisect(range(len(words)), 0, key=lambda end: 0 if fits(words[:end] + "…") else 1)
    return words[: max(longest - 1, 0)] + "…"


def _paint_score(painter: QPainter, row: RowView, rect: QRectF) -> None:
    wearing = look()
    most = f"/{show(row.checkpoint.max)}"
    small = QFontMetricsF(wearing.font(15))
    painter.setFont(wearing.font(15))
    painter.setPen(wearing.colour("text3"))
    painter.drawText(rect, int(Qt.AlignmentFlag.AlignRight.value) | MIDDLE, most)
    lost = row.points is not None and row.points < row.checkpoint.max
    painter.setFont(wearing.font(17, bold=row.points is not None))
    painter.setPen(wearing.colour("deduct" if lost else "text3" if row.points is None else "text"))
    place = rect.adjusted(-u(20), 0, -small.horizontalAdvance(most) - u(1), 0)
    words = "—" if row.points is None else show(row.points)
    painter.drawText(place, int(Qt.AlignmentFlag.AlignRight.value) | MIDDLE, words)


def _paint_control(painter: QPainter, row: RowView, rect: QRectF) -> None:
    wearing = look()
    lost = row.points is not None and row.points < row.checkpoint.max
    frame = rect.adjusted(0.5, 0.5, -0.5, -0.5)
    if not row.frozen:
        painter.setPen(QPen(wearing.colour("deduct" if lost else "control"), wearing.theme.stroke))
        painter.setBrush(wearing.colour("surface"))
        painter.drawRoundedRect(frame, u(6), u(6))
    if isinstance(row.checkpoint.rule, YesNo) and not row.frozen:
        _paint_yes_no(painter, row, frame)
        return
    parts = [] if row.frozen else control_parts(row.checkpoint, rect)
    for part, key in parts:
        line = part.right() if key == "-" else part.left()
        painter.setPen(wearing.colour("line2"))
        painter.drawLine(QPointF(line, rect.top() + 1), QPointF(line, rect.bottom() - 1))
        icon = part.adjusted(0, u(11), 0, -u(11))
        paint_icon(painter, icon, "minus" if key == "-" else "plus", "text")
    inner = rect.adjusted(u(38), 0, -u(38), 0) if parts else rect
    _paint_value(painter, row, inner, lost=lost)


def _paint_value(painter: QPainter, row: RowView, rect: QRectF, *, lost: bool) -> None:
    wearing = look()
    value, unit = value_text(row)
    large, small = wearing.font(17, bold=value != "–"), wearing.font(14)
    width = QFontMetricsF(large).horizontalAdvance(value)
    gap = u(3) if unit else 0
    whole = width + gap + QFontMetricsF(small).horizontalAdvance(unit)
    left = rect.center().x() - whole / 2
    painter.setFont(large)
    painter.setPen(wearing.colour("deduct" if lost else "text"))
    painter.drawText(QRectF(left, rect.top(), width + 2, rect.height()), MIDDLE, value)
    painter.setFont(small)
    painter.setPen(wearing.colour("text2"))
    after = QRectF(left + width + gap, rect.top() + u(1), rect.width(), rect.height())
    painter.drawText(after, MIDDLE, unit)
    typed = isinstance(row.checkpoint.rule, Bands | Ratio | Level)
    if row.current and typed and row.typing.text:
        at = left + width + u(2)
        painter.setPen(QPen(wearing.colour("accent"), u(2)))
        painter.drawLine(QPointF(at, rect.top() + u(9)), QPointF(at, rect.bottom() - u(9)))


def _paint_yes_no(painter: QPainter, row: RowView, frame: QRectF) -> None:
    wearing = look()
    for part, key in control_parts(row.checkpoint, frame):
        chosen = row.mark.met is (key == "met")
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(wearing.colour("ok" if key == "met" else "deduct"))
            painter.drawRoundedRect(part.adjusted(2, 2, -2, -2), u(5), u(5))
        painter.setPen(wearing.colour("inv" if chosen else "text2"))
        painter.setFont(wearing.font(15, bold=chosen))
        painter.drawText(part, CENTRE, texts.MET if key == "met" else texts.NOT_MET)
