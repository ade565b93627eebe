"""The stars with their running points, and the steps of the visit: two strips."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy

from inspector.domain.points import show
from inspector.domain.scorecard import StarResult, StarState
from inspector.domain.wording import NO_LEVEL, word
from inspector.ui.glyphs import Glyph, paint_glyph
from inspector.ui.look import look, u
from inspector.ui.pages.visit import texts
from inspector.ui.pages.visit.route import Spot
from inspector.ui.pages.visit.session import VisitSession
from inspector.ui.pages.visit.state import STAR_GLYPHS
from inspector.ui.widgets.keycap import cap_width, paint_cap
from inspector.ui.widgets.strip import Strip

SUM_LEAST = 104
"""Px at 100 %; the cell of the sum grows with its words."""

TICK = 21
"""Px at 100 % that the tick before a finished step takes, in place of its count."""
MIDDLE = Qt.AlignmentFlag.AlignVCenter


class StarBar(Strip):
    """One cell a star, and the sum; ``current`` is the star in front of the person."""

    def __init__(self, session: VisitSession) -> None:
        super().__init__(texts.STARS)
        self._session = session
        self.compact = False
        self.current = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        session.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the scorecard anew."""
        self.say_all()
        self.update()

    def stand(self, spot: Spot) -> None:
        """Go along with the person to the star of a row."""
        ids = [known.id for known in self._session.rubric.stars]
        self.current = ids.index(self._session.rubric.item(spot.item).star)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(u(600), u(44 if self.compact else 70))

    def segments(self) -> list[QRectF]:
        count = len(self._session.rubric.stars)
        width = (self.width() - self._sum_width()) / count
        return [QRectF(place * width, 0, width, self.height()) for place in range(count)]

    def words(self, place: int) -> str:
        star = self._session.scorecard.stars[place]
        reasons = "，".join(star.reasons)
        return f"{star.name} {word(star.state)} {show(star.points)} 分 {reasons}"

    def paint_segment(self, painter: QPainter, rect: QRectF, place: int) -> None:
        star = self._session.scorecard.stars[place]
        wearing = look()
        current = place == self.current
        painter.fillRect(rect, wearing.colour("surface"))
        painter.setPen(wearing.colour("line"))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if place == len(self._session.rubric.stars) - 1:
            self._paint_sum(painter)
        pad = u(7 if self.compact else 10)
        first = rect.adjusted(pad, 0, -pad, 0)
        if not self.compact:
            first = QRectF(first.left(), rect.top() + u(9), first.width(), u(30))
            under = QRectF(first.left(), rect.top() + u(41), first.width(), u(22))
            self._paint_under(painter, under, star, place)
        self._paint_first(painter, first, star, bold=current)
        if current:
            bar = QRectF(rect.left(), rect.bottom() - u(4), rect.width(), u(4))
            painter.fillRect(bar, wearing.colour("accent"))

    def _paint_first(
        self, painter: QPainter, rect: QRectF, star: StarResult, *, bold: bool
    ) -> None:
        wearing = look()
        side = u(20 if self.compact else 24)
        glyph = QRectF(rect.left(), rect.center().y() - side / 2, side, side)
        paint_glyph(painter, glyph, STAR_GLYPHS[star.state])
        touched = star.done_items > 0 or star.points > 0
        points = show(star.points) if touched else "—"
        painter.setFont(wearing.font(16 if self.compact else 19, bold=touched))
        painter.setPen(wearing.colour("text2" if star.state is StarState.OPEN else "text"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignRight | MIDDLE, points)
        taken = QFontMetricsF(painter.font()).horizontalAdvance(points) + u(4)
        left = glyph.right() + u(5)
        font = wearing.font(15, bold=bold)
        room = rect.right() - taken - left
        painter.setFont(font)
        painter.setPen(wearing.colour("text"))
        name = short_name(star.name, room, bold=bold)
        painter.drawText(QRectF(left, rect.top(), room, rect.height()), MIDDLE, name)

    def _paint_under(self, painter: QPainter, rect: QRectF, star: StarResult, place: int) -> None:
        wearing = look()
        key = f"Alt+{place + 1}"
        painter.setFont(wearing.font(13))
        painter.setPen(wearing.colour("text3"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignRight | MIDDLE, key)
        taken = QFontMetricsF(painter.font()).horizontalAdvance(key) + u(8)
        words = texts.ITEM_COUNT.format(done=star.done_items, count=star.all_items)
        if star.reasons:
            words = star.reasons[0]
            painter.setPen(wearing.colour("deduct"))
            painter.setFont(wearing.font(13, bold=True))
        else:
            painter.setPen(wearing.colour("text2"))
        metrics = QFontMetricsF(painter.font())
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, rect.width() - taken)
        painter.drawText(rect, MIDDLE, shown)

    def _sum_words(self) -> tuple[str, str, str]:
        """Return stars, points and items done, as the cell of the sum says them."""
        card = self._session.scorecard
        done = sum(star.done_items for star in card.stars)
        count = sum(star.all_items for star in card.stars)
        stars = texts.STARS_SHORT if self.compact else texts.WON_STARS
        return (
            stars.format(stars=card.level) if card.rated else NO_LEVEL,
            show(card.points),
            texts.DONE_ITEMS.format(done=done, count=count),
        )

    def _sum_width(self) -> float:
        """Return what the sum needs: points change, and two texts must never meet."""
        stars, total, done = self._sum_words()
        small, large = QFontMetricsF(look().font(14)), QFontMetricsF(look().font(19, bold=True))
        first = small.horizontalAdvance(stars) + u(12) + large.horizontalAdvance(total)
        needs = first if self.compact else max(first, small.horizontalAdvance(done))
        return max(u(SUM_LEAST), needs + u(24))

    def _paint_sum(self, painter: QPainter) -> None:
        wearing = look()
        stars, total, done = self._sum_words()
        width = self._sum_width()
        rect = QRectF(self.width() - width, 0, width, self.height())
        painter.fillRect(rect, wearing.colour("sunken"))
        inner = rect.adjusted(u(12), 0, -u(12), 0)
        top = inner if self.compact else QRectF(inner.left(), u(9), inner.width(), u(30))
        painter.setPen(wearing.colour("text"))
        painter.setFont(wearing.font(16 if self.compact else 19, bold=True))
        painter.drawText(top, Qt.AlignmentFlag.AlignRight | MIDDLE, total)
        painter.setFont(wearing.font(14, bold=True))
        painter.drawText(top, MIDDLE, stars)
        if not self.compact:
            painter.setFont(wearing.font(13))
            painter.setPen(wearing.colour("text2"))
            under = QRectF(inner.left(), u(41), inner.width(), u(22))
            painter.drawText(under, MIDDLE, done)


def short_name(name: str, room: float, *, bold: bool) -> str:
    """Return a star's name as people shorten it: 平安法治星, 平安法治, 平安."""
    names = (name, name.removesuffix("星"), name[:2])
    return next((one for one in names if font_width(one, bold=bold) <= room), name[:2])


TAB_KEYS = {texts.REVIEW: texts.REVIEW_KEY}
"""The tab that is gone to most, from anywhere, tells its key."""


class StepTabs(Strip):
    """听 · 看 · 查 · 核对 with what is confirmed in each."""

    def __init__(self) -> None:
        super().__init__(texts.STEPS)
        self._tabs: list[tuple[str, int, int]] = []
        self._keyed = True
        self.current = 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def show_steps(self, tabs: list[tuple[str, int, int]], current: int) -> None:
        """Show name, done and count of each step; a count of 0 hides the counter."""
        self._tabs, self.current = tabs, current
        self.say_all()
        self.updateGeometry()
        self.update()

    def words(self, place: int) -> str:
        name, done, count = self._tabs[place]
        return f"{name} {done}/{count}" if count else name

    def sizeHint(self) -> QSize:
        return QSize(round(sum(self._widths())), u(46))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def segments(self) -> list[QRectF]:
        left, found = 0.0, []
        for width in self._widths():
            found.append(QRectF(left, u(5), width, self.height() - u(10)))
            left += width
        return found

    def paint_segment(self, painter: QPainter, rect: QRectF, place: int) -> None:
        wearing = look()
        name, done, count = self._tabs[place]
        current = place == self.current
        tile = rect.adjusted(u(3), 0, -u(3), 0)
        if current:
            painter.setPen(QPen(wearing.colour("accent_line"), wearing.theme.stroke))
            painter.setBrush(wearing.colour("accent_soft"))
            painter.drawRoundedRect(tile.adjusted(0.5, 0.5, -0.5, -0.5), u(6), u(6))
        left = tile.left() + u(8)
        finished = count > 0 and done == count
        if finished:
            glyph = QRectF(left, tile.center().y() - u(8), u(16), u(16))
            paint_glyph(painter, glyph, Glyph.CLEAR)
            left += u(TICK)
        painter.setFont(wearing.font(16, bold=current))
        painter.setPen(wearing.colour("accent" if current else "text2"))
        room = QRectF(left, tile.top(), tile.width(), tile.height())
        painter.drawText(room, MIDDLE, name)
        if count and not finished:
            shift = QFontMetricsF(painter.font()).horizontalAdvance(name) + u(6)
            painter.setFont(wearing.font(13))
            painter.drawText(room.adjusted(shift, u(1), 0, 0), MIDDLE, f"{done}/{count}")
        key = self._key(name, count)
        if key:
            shift = QFontMetricsF(wearing.font(16, bold=True)).horizontalAdvance(name) + u(6)
            paint_cap(painter, left + shift, tile.center().y(), key)

    def show_keys(self, *, shown: bool) -> None:
        """Show key caps, or leave their room to others."""
        self._keyed = shown
        self.updateGeometry()
        self.update()

    def _key(self, name: str, count: int) -> str:
        return TAB_KEYS.get(name, "") if self._keyed and not count else ""

    def _widths(self) -> list[float]:
        large, small = QFontMetricsF(look().font(16, bold=True)), QFontMetricsF(look().font(13))
        found = []
        for name, done, count in self._tabs:
            width = large.horizontalAdvance(name) + u(24)
            if count and done == count:
                width += u(TICK)
            elif self._key(name, count):
                width += cap_width(TAB_KEYS[name]) + u(6)
            elif count:
                width += small.horizontalAdvance(f"{done}/{count}") + u(6)
            found.append(width)
        return found


class ViewSwitch(Strip):
    """按听看查 or 按星."""

    def __init__(self) -> None:
        super().__init__(texts.VIEWS)
        self.by_star = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_view(self, *, by_star: bool) -> None:
        """Show which of the two is on."""
        self.by_star = by_star
        self.say_all()
        self.update()

    def words(self, place: int) -> str:
        return (texts.BY_STEP, texts.BY_STAR)[place]

    def sizeHint(self) -> QSize:
        return QSize(u(200), u(40))

    def segments(self) -> list[QRectF]:
        half = self.width() / 2
        return [QRectF(place * half, 0, half, self.height()) for place in range(2)]

    def paint_segment(self, painter: QPainter, rect: QRectF, place: int) -> None:
        wearing = look()
        chosen = (place == 1) is self.by_star
        tile = rect.adjusted(u(2), u(2), -u(2), -u(2))
        painter.setPen(QPen(wearing.colour("accent_line" if chosen else "line2"), 1))
        painter.setBrush(wearing.colour("surface" if chosen else "sunken"))
        painter.drawRoundedRect(tile, u(6), u(6))
        painter.setPen(wearing.colour("accent" if chosen else "text2"))
        painter.setFont(wearing.font(15, bold=chosen))
        painter.drawText(tile, Qt.AlignmentFlag.AlignCenter, self.words(place))


def font_width(text: str, *, bold: bool) -> float:
    """Return how wide a body text is."""
    return QFontMetricsF(look().font(15, bold=bold)).horizontalAdvance(text)
