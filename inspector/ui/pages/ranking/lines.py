"""The rows of the ranking: townships by group, and sites."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from inspector.actions.ranking import Board, TownshipLine
from inspector.domain.points import show_fixed
from inspector.ui.glyphs import Glyph
from inspector.ui.look import look, u
from inspector.ui.pages.ranking import texts
from inspector.ui.widgets.column_list import Column, Line, RowPainter

PLACE, NAME, CHART, SCORE = range(4)
WIDTHS = ((44, 0), (110, 0.6), (170, 2), (64, 0), (56, 0), (84, 0), (66, 0.6))
TOWNSHIP_COLUMNS = tuple(
    Column(
        title=title, width=width, share=share, right=at in (0, 3, 4, 5), bold=at in (0, 3),
        tone="text2" if at in (4, 5) else "text",
    )
    for at, (title, (width, share)) in enumerate(zip(texts.TOWNSHIP_COLUMNS, WIDTHS, strict=True))
)  # fmt: skip
SITE_WIDTHS = ((52, 0), (96, 0.5), (150, 2), (70, 0), (60, 0), (70, 0), (56, 0))
SITE_COLUMNS = tuple(
    Column(
        title=title, width=width, share=share, right=at not in (1, 2), bold=at in (0, 5),
        tone="text2" if at in (1, 4) else "text",
    )
    for at, (title, (width, share)) in enumerate(zip(texts.SITE_COLUMNS, SITE_WIDTHS, strict=True))
)  # fmt: skip


def mean_of(board: Board) -> Fraction:
    """Return the mean percent of all sites that count."""
    sites = board.ranking.sites
    return sum((site.percent for site in sites), Fraction(0)) / max(len(sites), 1)


def township_lines(board: Board) -> list[Line]:
    """Return the townships, group by group; ties share a place."""
    groups: dict[str, list[TownshipLine]] = {}
    for one in board.townships:
        groups.setdefault(one.group, []).append(one)
    return [line for group, found in groups.items() for line in _group(group, found)]


def _group(group: str, found: list[TownshipLine]) -> Iterator[Line]:
    if group:
        yield Line(cells=(texts.GROUP.format(group=group, count=len(found)),), head=True)
    ties = Counter(one.group_place for one in found)
    for one in found:
        shared = texts.SHARED if ties[one.group_place] > 1 else ""
        told = texts.TOLD.format(
            group=one.group, place=one.group_place, name=one.name, percent=one.percent,
            sites=one.sites, planned=one.planned, five=one.five_star,
            mark="".join(f"，{word}" for word in (shared, one.mark) if word),
        )  # fmt: skip
        yield Line(
            key=one.code,
            cells=(
                str(one.group_place),
                one.name,
                "",
                one.percent,
                str(one.five_star),
                f"{one.sites}/{one.planned}",
                " ".join(word for word in (shared, one.mark) if word),
            ),
            glyph=Glyph.GAP if one.mark else None,
            glyph_at=len(TOWNSHIP_COLUMNS) - 1,
            told=told,
        )


def site_lines(board: Board) -> list[Line]:
    """Return the sites by place."""
    return [
        Line(
            key=one.code,
            cells=(
                str(one.place),
                one.township,
                texts.TAIL.format(name=one.name, tail=one.code[-3:]),
                show_fixed(one.points),
                show_fixed(one.max).removesuffix(".00"),
                one.percent,
                texts.STARS.format(level=one.level),
            ),
        )
        for one in board.sites
    ]


class TownshipPainter(RowPainter):
    """Paints the score as a dot on a line, against the county's mean."""

    scores: dict[str, Fraction]
    mean: Fraction
    least: Fraction
    most: Fraction

    def show_board(self, board: Board) -> None:
        """Take the scores; the axis spans what there is, since from 0 two points would vanish."""
        self.scores = {str(row.township): row.score for row in board.ranking.townships}
        self.mean = mean_of(board)
        values = [*self.scores.values(), self.mean]
        self.least, self.most = min(values), max(values)

    def paint_cell(self, painter: QPainter, rect: QRectF, line: Line, at: int) -> bool:
        if at != CHART:
            return False
        wearing, middle = look(), rect.center().y()
        inner = rect.adjusted(u(8), 0, -u(8), 0)
        painter.setPen(wearing.colour("line2"))
        painter.drawLine(QPointF(inner.left(), middle), QPointF(inner.right(), middle))
        mean = self._across(inner, self.mean)
        painter.setPen(QPen(wearing.colour("text2"), u(2)))
        painter.drawLine(QPointF(mean, rect.top() + u(3)), QPointF(mean, rect.bottom() - u(3)))
        score = self._across(inner, self.scores[line.key])
        painter.setPen(QPen(wearing.colour("accent_fill"), u(3)))
        painter.drawLine(QPointF(mean, middle), QPointF(score, middle))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(wearing.colour("accent_fill"))
        painter.drawEllipse(QPointF(score, middle), u(5), u(5))
        return True

    def _across(self, rect: QRectF, value: Fraction) -> float:
        span = self.most - self.least
        part = float((value - self.least) / span) if span else 0.5
        return rect.left() + part * rect.width()
