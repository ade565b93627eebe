"""The right side of 今日: how the laptop is, who is there, how far the round has come."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from inspector.actions.readiness import Check
from inspector.actions.today import Today
from inspector.ui.glyphs import Glyph
from inspector.ui.look import look, u
from inspector.ui.pages.today import texts
from inspector.ui.widgets.button import Button
from inspector.ui.widgets.glyph_mark import GlyphMark
from inspector.ui.widgets.label import Elided, Label
from inspector.ui.widgets.panel import Hairline, Panel, boxed, column, row, scrolling

NAMED = 2
"""So many recusals are told in full; the rest is counted."""


class Progress(QWidget):
    """A bar: how much of the road is sealed."""

    def __init__(self) -> None:
        super().__init__()
        self._done, self._all = 0, 0
        self.setFixedHeight(u(8))
        look().changed.connect(self._fit)

    def show_share(self, done: int, count: int) -> None:
        """Show ``done`` of ``count``."""
        self._done, self._all = done, count
        self.setAccessibleName(texts.PROGRESS_OF.format(done=done, count=count))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter, wearing = QPainter(self), look()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(wearing.colour("line2"))
        painter.setBrush(wearing.colour("sunken"))
        painter.drawRoundedRect(whole, u(4), u(4))
        if self._done and self._all:
            whole.setWidth(max(whole.width() * self._done / self._all, u(8)))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(wearing.colour("accent_fill"))
            painter.drawRoundedRect(whole, u(4), u(4))

    def _fit(self) -> None:
        self.setFixedHeight(u(8))


class DayPanel(QWidget):
    """Three groups and the button of the day's end; ``who`` opens who is there."""

    def __init__(self, who: Button, hand_in: Button) -> None:
        super().__init__()
        self._checks, self._team = _slot(), _slot()
        self._team_name = Elided("", 17, bold=True)
        self._done = Label("", 15, bold=True)
        self._progress = Progress()
        inner = column(Label(texts.DEVICE, 17, bold=True), self._checks, gap=10)
        inner.addWidget(Hairline())
        head = row(self._team_name, who, gap=8)
        head.setStretch(0, 1)
        inner.addLayout(head)
        inner.addWidget(self._team)
        inner.addWidget(Hairline())
        inner.addLayout(row(Label(texts.PROGRESS, 17, bold=True), None, self._done))
        inner.addWidget(self._progress)
        inner.addStretch(1)
        inner.setContentsMargins(u(16), u(14), u(16), u(8))
        ground = Panel("surface")  # a scroll area fills a bare widget with the window's colour
        ground.setLayout(inner)
        box = column(scrolling(ground))
        foot = column(hand_in)
        foot.setContentsMargins(u(16), u(4), u(16), u(12))
        box.addLayout(foot)
        self.setLayout(box)

    def show_day(self, today: Today) -> None:
        """Show team and progress of a day."""
        lines = _lines(self._team)
        team = today.team
        self._team_name.setText(texts.TEAM.format(team=team.id) if team is not None else "")
        for member in team.members if team is not None else ():
            absent = member.id in today.absent
            lines.addWidget(
                _line(
                    Glyph.UNSET if absent else Glyph.CLEAR,
                    f"{member.name}　{member.role}",
                    texts.ABSENT if absent else today.duties.get(member.id, ""),
                )
            )
        for hit in today.avoided[:NAMED]:
            told = texts.RECUSAL_HIT.format(name=hit.member.name, place=hit.place, rule=hit.rule)
            lines.addWidget(_told(Glyph.GAP, told, "warn"))
        more = len(today.avoided) - NAMED
        if more > 0:
            lines.addWidget(_told(Glyph.GAP, texts.RECUSAL_MORE.format(count=more), "warn"))
        if not today.avoided and today.rows:
            lines.addWidget(_told(Glyph.CLEAR, texts.RECUSAL_CLEAR, "text2"))
        done, count = today.sealed, today.planned
        self._done.setText(texts.PROGRESS_OF.format(done=done, count=count))
        self._progress.show_share(done, count)

    def show_checks(self, checks: Sequence[Check]) -> None:
        """Show how the laptop is."""
        lines = _lines(self._checks)
        for check in checks:
            glyph = Glyph.CLEAR if check.well else Glyph.GAP
            lines.addWidget(_line(glyph, check.name, check.words))
            if check.advice:
                lines.addWidget(_told(None, check.advice, "warn"))


def _slot() -> QWidget:
    return boxed(column(gap=8))


def _lines(slot: QWidget) -> QVBoxLayout:
    """Return the layout of a slot, emptied."""
    box = slot.layout()
    if not isinstance(box, QVBoxLayout):
        raise TypeError("a slot has a column")
    while (item := box.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
    return box


def _line(glyph: Glyph, name: str, words: str) -> QWidget:
    """Return a name and what is to be said of it; what is long wraps under the name."""
    tone = "warn" if glyph is Glyph.GAP else "text2"
    told = Label(words, 15, tone, bold=glyph is Glyph.GAP, wrap=True)
    told.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    line = row(GlyphMark(glyph), Label(name, 15), told, gap=8)
    line.setStretch(2, 1)
    return boxed(line)


def _told(glyph: Glyph | None, words: str, tone: str) -> QWidget:
    """Return a sentence beside a shape, or under the words above."""
    sentence = Label(words, 15, tone, wrap=True)
    line = row(gap=8)
    if glyph is not None:
        line.addWidget(GlyphMark(glyph), 0, Qt.AlignmentFlag.AlignTop)
    else:
        line.addSpacing(u(26))
    line.addWidget(sentence, 1)
    return boxed(line)
