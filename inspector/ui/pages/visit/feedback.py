"""What the village is told: result, stars, and each deduction as a fact and a sum.

The same sentences as on the paper; large, since the secretary reads them from across a table.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import (
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from inspector.domain.points import Points, show
from inspector.domain.rubric import Rubric
from inspector.domain.scorecard import StarResult, StarState
from inspector.domain.visit import Objection
from inspector.domain.wording import word
from inspector.ui.glyphs import paint_glyph
from inspector.ui.look import look, u
from inspector.ui.pages.visit import sign_texts as texts
from inspector.ui.pages.visit.loss_list import Losses, LossList
from inspector.ui.pages.visit.session import VisitSession
from inspector.ui.pages.visit.state import STAR_GLYPHS
from inspector.ui.widgets.button import Button
from inspector.ui.widgets.dialog import Dialog
from inspector.ui.widgets.label import Label
from inspector.ui.widgets.panel import Panel, column, row

ACROSS = 1.75
"""How much larger than beside the signatures: a fact is 26 px then, read at 1.5 m."""
WIDE_HIGH, NARROW_HIGH = 64, 90
"""Heights of a card a star, px at 100 %: with verdict beside the points, and on its own line."""
MIDDLE = Qt.AlignmentFlag.AlignVCenter


class StarCards(QWidget):
    """A card a star: shape, name, points, and the verdict in a word."""

    def __init__(self, session: VisitSession, grow: float) -> None:
        super().__init__()
        self._session, self._grow = session, grow
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        look().changed.connect(self.updateGeometry)

    def reload(self) -> None:
        """Show what the stars are now; not before it has a parent, or it is a window."""
        told = (f"{one.name} {show(one.points)} {word(one.state)}" for one in self._stars())
        self.setAccessibleName("；".join(told))
        self.setVisible(bool(self._stars()))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(u(300), self._high())

    def minimumSizeHint(self) -> QSize:
        return QSize(u(200), self._high())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    def _high(self) -> int:
        return u((NARROW_HIGH if self._narrow() else WIDE_HIGH) * self._grow)

    def _narrow(self) -> bool:
        """Return True if a verdict does not fit beside the points, or a name beside its star."""
        stars, grow = self._stars(), self._grow
        room = self.width() / max(len(stars), 1) - u(8) - 2 * u(8 * grow)
        points = QFontMetricsF(look().font(19 * grow, bold=True))
        words = QFontMetricsF(look().font(15 * grow, bold=True))
        return any(
            points.horizontalAdvance(show(one.points)) + words.horizontalAdvance(word(one.state))
            > room - u(8 * grow)
            or u(28 * grow) + words.horizontalAdvance(one.name) > room
            for one in stars
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        stars, gap = self._stars(), u(8)
        wide = (self.width() - gap * (len(stars) - 1)) / max(len(stars), 1)
        for place, one in enumerate(stars):
            card = QRectF(place * (wide + gap), 0, wide, self.height())
            self._paint(painter, card.adjusted(0.5, 0.5, -0.5, -0.5), one)

    def _paint(self, painter: QPainter, card: QRectF, one: StarResult) -> None:
        wearing, grow = look(), self._grow
        painter.setPen(QPen(wearing.colour("line2"), wearing.theme.stroke))
        painter.setBrush(wearing.colour("surface"))
        painter.drawRoundedRect(card, u(8), u(8))
        narrow, won = self._narrow(), one.state is StarState.WON
        side, pad, high = u(22 * grow), u((4 if narrow else 8) * grow), u(26 * grow)
        first = QRectF(card.left() + pad, card.top() + u(5 * grow), card.width() - 2 * pad, high)
        second, third = first.translated(0, high), first.translated(0, 2 * high)
        glyph = STAR_GLYPHS.get(one.state)
        if glyph is not None:
            line = third if narrow else first
            paint_glyph(painter, QRectF(line.left(), line.top() + u(2), side, side), glyph)
            line.setLeft(line.left() + side + u(6 * grow))
        painter.setPen(wearing.colour("text"))
        painter.setFont(wearing.font(15 * grow, bold=True))
        metrics = QFontMetricsF(painter.font())
        name = metrics.elidedText(one.name, Qt.TextElideMode.ElideRight, first.width() + u(4))
        painter.drawText(first.adjusted(0, 0, u(4), 0), MIDDLE, name)
        painter.setFont(wearing.font(19 * grow, bold=True))
        painter.drawText(second, MIDDLE, show(one.points))
        painter.setPen(wearing.colour("text2" if won else "deduct"))
        painter.setFont(wearing.font(15 * grow, bold=not won))
        right = Qt.AlignmentFlag.AlignRight | MIDDLE
        painter.drawText(third if narrow else second, MIDDLE if narrow else right, word(one.state))

    def _stars(self) -> Sequence[StarResult]:
        return self._session.scorecard.stars


class Feedback(Panel):
    """Place, result, stars, deductions, and what the village said to them."""

    def __init__(self, session: VisitSession, grow: float = 1.0) -> None:
        super().__init__("surface")
        self._session = session
        place = session.desk.place
        where = f"{place.township} {place.name}（{place.tail}）"
        self._where = Label(where, 15 * grow, "text2", wrap=True)
        self._level, self._points = Label("", 26 * grow, bold=True), Label("", 17 * grow, "text2")
        self._who = Label("", 15 * grow, bold=True)
        self._invited = Label(texts.DISAGREE, 15 * grow, "text2")
        self._cards = StarCards(session, grow)
        self._head, self._next = (
            Label("", 15 * grow, bold=True),
            Label("", 15 * grow, "text2", wrap=True),
        )
        self._losses = Losses(session, self, objections=True)
        self.list = LossList(self._losses, grow)
        box = column(margin=14, gap=6)
        top = row(self._where, self._who, gap=12)
        top.setStretch(0, 1)
        box.addLayout(top)
        box.addLayout(row(self._level, self._points, None, self._invited, gap=14))
        box.addWidget(self._cards)
        told = row(self._head, self._next, gap=14)
        told.setStretch(1, 1)
        box.addLayout(told)
        box.addWidget(self.list, 1)
        self.setLayout(box)
        self.reload()

    def reload(self) -> None:
        """Show what it comes to now."""
        session, card = self._session, self._session.scorecard
        level = texts.SO_FAR if session.sealing is None else texts.GOT
        self._level.setText(level.format(level=card.level) if card.rated else "")
        self._points.setText(texts.OF_MAX.format(points=show(card.points), max=show(card.max)))
        self._points.setVisible(bool(card.stars))
        name = session.desk.paper.secretary
        self._who.setText(texts.FEEDBACK.format(name=name) if name else texts.FEEDBACK_NOBODY)
        lost = Points(sum(loss.points for loss in card.losses))
        told = texts.LOSSES.format(count=len(card.losses), points=show(lost))
        count = len(session.desk.paper.objections())
        said = [told if card.losses else texts.NO_LOSSES]
        said += [texts.OBJECTIONS.format(count=count)] if count else []
        self._head.setText("　".join(said))
        self._next.setText("　".join(part for part in (card.level_reason, card.next_star) if part))
        self._next.setVisible(bool(self._next.text()))
        self._cards.reload()
        self._losses.reload()


class FeedbackWindow(Dialog):
    """F6: the feedback over the whole screen, turned to the secretary; Esc closes."""

    def __init__(self, session: VisitSession, parent: QWidget) -> None:
        super().__init__(texts.FOR_SECRETARY, parent)
        self.feedback = Feedback(session, _fitting(parent))
        close = Button(texts.CLOSE, self.reject, key="Esc")
        foot = row(None, close)
        foot.setContentsMargins(u(14), 0, u(14), u(10))
        box = column()
        box.addWidget(self.feedback, 1)
        box.addLayout(foot)
        self.setLayout(box)
        self.feedback.list.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Escape, Qt.Key.Key_F6):
            self.reject()
        elif key in steps:
            self.feedback.list.turn(steps[key])


def objection_words(rubric: Rubric, said: Objection) -> str:
    """Return an objection as one sentence, as it stands on the paper."""
    about = f"{said.item} {rubric.item(said.item).title}" if said.item else texts.OVERALL
    return texts.OBJECTION.format(about=about, text=said.text, by=said.by)


def _fitting(parent: QWidget) -> float:
    """Return how much to grow: across a table if the screen bears it, less on a small one."""
    wide = parent.screen().availableGeometry().width() / look().scale
    return min(ACROSS, max(1.2, ACROSS * wide / 1188))
