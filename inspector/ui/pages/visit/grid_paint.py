"""Paints a ticked ledger 勾选格 below its row: cells, days of steps, and what a row comes to."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from inspector.domain.ledger import (
    DISORDERED,
    MISSING,
    QUESTIONS,
    STEPS,
    THERE,
    days_of,
    full_cells,
)
from inspector.ui.icons import paint_icon
from inspector.ui.look import look, u
from inspector.ui.pages.visit import texts
from inspector.ui.pages.visit.row_layout import RowLayout, column_heads
from inspector.ui.pages.visit.rows import RowView

CENTRE = Qt.AlignmentFlag.AlignCenter
MIDDLE = Qt.AlignmentFlag.AlignVCenter


def paint_grid(painter: QPainter, row: RowView, layout: RowLayout, area: QRectF) -> None:
    """Paint the ledger of a row, if it has one, into ``area``."""
    grid = row.checkpoint.grid
    if grid is None:
        return
    wearing = look()
    cells = row.grid.cells if row.grid is not None else row.mark.cells or full_cells(grid)
    painter.setFont(wearing.font(13))
    painter.setPen(wearing.colour("text3"))
    left = area.left() + layout.names_width
    for place, words in enumerate(column_heads(grid)):
        head = QRectF(left + place * layout.cell_width, area.top(), layout.cell_width, u(22))
        painter.drawText(head, CENTRE, words)
    for line, name in enumerate(grid.rows):
        top = area.top() + u(24) + line * u(34)
        painter.setFont(wearing.font(15))
        painter.setPen(wearing.colour("text"))
        painter.drawText(QRectF(area.left(), top, layout.names_width, u(32)), MIDDLE, name)
        for place in range(len(grid.columns)):
            rect = QRectF(left + place * layout.cell_width, top, layout.cell_width, u(32))
            _paint_cell(painter, rect, row, (line, place))
        end = left + layout.cell_width * len(grid.columns)
        _paint_sum(painter, QRectF(end, top, u(56), u(32)), grid.kind, cells[line])
    if not row.frozen:
        _paint_keys(painter, row, QRectF(area.left(), area.bottom() - u(24), area.width(), u(22)))


def _paint_keys(painter: QPainter, row: RowView, rect: QRectF) -> None:
    kind = row.checkpoint.grid.kind if row.checkpoint.grid is not None else ""
    if kind == QUESTIONS:
        told = texts.GRID_QUESTIONS
    elif row.grid is None:
        told = f"→ {texts.OPEN_GRID}。{texts.GRID_PREFILLED}"
    else:
        told = texts.GRID_DAY_KEYS if kind == STEPS else texts.GRID_KEYS
    painter.setFont(look().font(14))
    painter.setPen(look().colour("text2"))
    painter.drawText(rect, MIDDLE, told)


def _paint_cell(painter: QPainter, rect: QRectF, row: RowView, at: tuple[int, int]) -> None:
    wearing, inner = look(), rect.adjusted(u(3), u(2), -u(3), -u(2))
    line, place = at
    letter, day = _said(row, line, place)
    here = row.grid is not None and (row.grid.row, row.grid.column) == at
    sure = bool(row.mark.cells)
    tokens = {THERE: "ok_line" if sure else "line2", MISSING: "deduct", DISORDERED: "deduct"}
    if letter in tokens:
        painter.setPen(QPen(wearing.colour(tokens[letter]), wearing.theme.stroke))
        painter.setBrush(wearing.colour("surface" if letter == THERE else "deduct_soft"))
        painter.drawRoundedRect(inner, u(4), u(4))
        _paint_letter(painter, inner, letter, day, sure=sure)
    else:
        painter.setPen(wearing.colour("line2"))
        painter.drawLine(rect.center() - QPointF(u(5), 0), rect.center() + QPointF(u(5), 0))
    if here:
        painter.setPen(QPen(wearing.colour("accent"), u(3)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect.adjusted(u(2), u(1), -u(2), -u(1)), u(5), u(5))


def _said(row: RowView, line: int, place: int) -> tuple[str, str]:
    """Return a cell's letter, and its day as far as it is typed."""
    grid = row.checkpoint.grid
    if grid is None:
        return "", ""
    cursor = row.grid
    cells = cursor.cells if cursor is not None else row.mark.cells or full_cells(grid)
    dates = cursor.dates if cursor is not None else row.mark.dates
    if cursor is not None and cursor.typed and (cursor.row, cursor.column) == (line, place):
        return THERE, f"{cursor.typed}_"
    day = days_of(dates[line])[place] if line < len(dates) else ""
    return cells[line][place], f"{int(day[:2])}.{int(day[3:])}" if day else ""


def _paint_letter(painter: QPainter, rect: QRectF, letter: str, day: str, *, sure: bool) -> None:
    ink = ("ok" if sure else "star_off") if letter == THERE else "deduct"
    wrong = texts.DISORDERED if letter == DISORDERED else ""
    if day or wrong:
        painter.setPen(look().colour(ink))
        painter.setFont(look().font(13, bold=True))
        painter.drawText(rect, CENTRE, f"{day}{wrong}")
        return
    inner = rect.adjusted(0, u(6), 0, -u(6))
    paint_icon(painter, inner, "check" if letter == THERE else "x", ink)


def sum_words(kind: str, letters: str) -> list[str]:
    """Say what a row of a ledger comes to: what is missing, and what is in the wrong order."""
    missing = texts.GRID_WRONG if kind == QUESTIONS else texts.GRID_SHORT
    counts = ((missing, letters.count(MISSING)), (texts.GRID_DISORDERED, letters.count(DISORDERED)))
    return [words.format(count=count) for words, count in counts if count]


def _paint_sum(painter: QPainter, rect: QRectF, kind: str, letters: str) -> None:
    told = sum_words(kind, letters)
    full = "" if kind == QUESTIONS and THERE not in letters else texts.GRID_FULL
    painter.setFont(look().font(14 if len(told) < 2 else 13, bold=bool(told)))
    painter.setPen(look().colour("deduct" if told else "text3"))
    painter.drawText(rect, CENTRE, "\n".join(told) or full)
