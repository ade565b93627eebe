"""What all packages together would change: five numbers, each leads to its packages."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy

from inspector.domain.merging import Arrival
from inspector.domain.wording import thousands, word
from inspector.ui.look import look, u
from inspector.ui.pages.intake import texts
from inspector.ui.pages.intake.parcels import Parcel
from inspector.ui.widgets.strip import Strip

ORDER = (Arrival.NEW, Arrival.SAME, Arrival.NEWER, Arrival.CONFLICT, Arrival.REFUSED)
TONES = {Arrival.CONFLICT: "conflict", Arrival.REFUSED: "veto"}
GAP = 8


def count(parcels: Sequence[Parcel], kind: Arrival) -> int:
    """Return how many records would do this; refused are counted by package."""
    if kind is Arrival.REFUSED:
        return sum(one.refusal is not None and not one.waits for one in parcels)
    return sum(one.count(kind) for one in parcels)


class PlanCounts(Strip):
    """Numbers with their words; a pick leads to the next package that has any."""

    def __init__(self) -> None:
        super().__init__(texts.PLAN)
        self._counts = dict.fromkeys(ORDER, 0)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_counts(self, parcels: Sequence[Parcel]) -> None:
        """Count what these packages would change."""
        self._counts = {kind: count(parcels, kind) for kind in ORDER}
        self.say_all()
        self.updateGeometry()
        self.update()

    def segments(self) -> list[QRectF]:
        left, places = 0.0, []
        for kind in ORDER:
            places.append(QRectF(left, 0, self._width(kind), self.height()))
            left += self._width(kind) + u(GAP)
        return places

    def words(self, place: int) -> str:
        return f"{word(ORDER[place])} {self._counts[ORDER[place]]}"

    def sizeHint(self) -> QSize:
        return QSize(round(sum(self._width(kind) + u(GAP) for kind in ORDER)), u(40))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paint_segment(self, painter: QPainter, rect: QRectF, place: int) -> None:
        wearing, kind = look(), ORDER[place]
        number = self._counts[kind]
        painter.setPen(QPen(wearing.colour("line2"), 1))
        painter.setBrush(wearing.colour("surface"))
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), u(7), u(7))
        painter.setFont(wearing.font(15))
        painter.setPen(wearing.colour("text2"))
        words = rect.adjusted(u(12), 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, word(kind))
        across = QFontMetricsF(painter.font()).horizontalAdvance(word(kind))
        painter.setFont(wearing.font(18, bold=True))
        painter.setPen(wearing.colour(TONES.get(kind, "text") if number else "text3"))
        words = words.adjusted(across + u(8), 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, thousands(number))

    def _width(self, kind: Arrival) -> float:
        wearing = look()
        words = QFontMetricsF(wearing.font(15)).horizontalAdvance(word(kind))
        number = thousands(self._counts[kind])
        return words + QFontMetricsF(wearing.font(18, bold=True)).horizontalAdvance(number) + u(33)
