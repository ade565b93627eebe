"""Four counters above the grid that are filters at once."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy

from inspector.domain.coverage import CoverageState
from inspector.domain.wording import word
from inspector.ui.glyphs import paint_glyph
from inspector.ui.look import look, u
from inspector.ui.pages.coverage import texts
from inspector.ui.pages.coverage.cells import GLYPHS
from inspector.ui.widgets.strip import Strip

STATES = (
    CoverageState.MISSING,
    CoverageState.CONFLICT,
    CoverageState.PHOTOS,
    CoverageState.RETURNED,
)
GAP = 8


class Filters(Strip):
    """Each segment counts one state; the chosen one is the only one that stays strong."""

    def __init__(self) -> None:
        super().__init__(texts.FILTERS)
        self.counts: Mapping[CoverageState, int] = {}
        self.only: CoverageState | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_counts(self, counts: Mapping[CoverageState, int], only: CoverageState | None) -> None:
        """Show how many sites are in each state, and which state is looked for."""
        self.counts, self.only = counts, only
        self.say_all()
        self.updateGeometry()
        self.update()

    def segments(self) -> list[QRectF]:
        left, found = 0.0, []
        for state in STATES:
            found.append(QRectF(left, 0, self._width(state), self.height()))
            left += self._width(state) + u(GAP)
        return found

    def words(self, place: int) -> str:
        state = STATES[place]
        return f"{word(state)} {self.counts.get(state, 0)}"

    def sizeHint(self) -> QSize:
        across = sum(self._width(state) + u(GAP) for state in STATES) - u(GAP)
        return QSize(round(across + 1), u(40))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paint_segment(self, painter: QPainter, rect: QRectF, place: int) -> None:
        wearing, state = look(), STATES[place]
        count = self.counts.get(state, 0)
        chosen = state is self.only
        painter.setPen(
            QPen(wearing.colour("accent" if chosen else "control"), u(2) if chosen else 1)
        )
        painter.setBrush(wearing.colour("sel" if chosen else "surface"))
        painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), u(7), u(7))
        painter.setOpacity(1 if count else 0.55)
        glyph = QRectF(rect.left() + u(11), rect.center().y() - u(8), u(16), u(16))
        paint_glyph(painter, glyph, GLYPHS[state])
        painter.setOpacity(1)
        painter.setFont(wearing.font(17, bold=True))
        painter.setPen(wearing.colour("text" if count else "text3"))
        words = rect.adjusted(u(34), 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, str(count))
        across = QFontMetricsF(painter.font()).horizontalAdvance(str(count))
        painter.setFont(wearing.font(15))
        painter.setPen(wearing.colour("text2" if count else "text3"))
        words = words.adjusted(across + u(7), 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, word(state))

    def _width(self, state: CoverageState) -> float:
        wearing = look()
        count = str(self.counts.get(state, 0))
        number = QFontMetricsF(wearing.font(17, bold=True)).horizontalAdvance(count)
        words = QFontMetricsF(wearing.font(15)).horizontalAdvance(word(state))
        return number + words + u(34 + 7 + 13)
