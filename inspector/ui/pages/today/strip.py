"""One line that stands for the panel of 今日 where there is no room for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from inspector.actions.readiness import Check
from inspector.actions.today import Today
from inspector.ui.glyphs import Glyph
from inspector.ui.look import u
from inspector.ui.pages.today import texts
from inspector.ui.widgets.button import Button, Kind
from inspector.ui.widgets.glyph_mark import GlyphMark
from inspector.ui.widgets.label import Elided, Label
from inspector.ui.widgets.panel import Hairline, Panel, boxed, column, row


class DayStrip(Panel):
    """What is not well first, then how far the round has come, then the rest."""

    def __init__(self) -> None:
        super().__init__("surface")
        self._mark, self.words = GlyphMark(Glyph.CLEAR), Elided("", 15, "text2")
        line = row(self._mark, self.words, gap=8)
        line.setStretch(1, 1)
        line.setContentsMargins(u(20), u(6), u(20), u(6))
        self.setLayout(column(boxed(line), Hairline()))

    def say(self, today: Today | None, checks: Sequence[Check]) -> None:
        """Say how the laptop is."""
        bad = [_told(check) for check in checks if not check.well]
        well = [_told(check) for check in checks if check.well]
        progress: list[str] = []
        if today is not None:
            done, count = today.sealed, today.planned
            progress.append(texts.STRIP_PROGRESS.format(done=done, count=count))
        self._mark.show_glyph(Glyph.GAP if bad else Glyph.CLEAR)
        self.words.tone("warn" if bad else "text2")
        self.words.setText("　".join((*bad, *progress, *well)))


class DoneBar(Panel):
    """Says that the day's villages are done, and where to go from here."""

    def __init__(self, on: Callable[[], object]) -> None:
        super().__init__("surface", border="ok_line")
        words = Label(texts.ALL_DONE, 17, "ok", bold=True, wrap=True)
        go = Button(texts.HAND_IN, on, key="F10", icon="export", kind=Kind.PRIMARY, height=44)
        line = row(GlyphMark(Glyph.CLEAR, 22), words, go, gap=12, margin=10)
        line.setStretch(1, 1)
        self.setLayout(line)


def _told(check: Check) -> str:
    return f"{check.name} {check.words}"
