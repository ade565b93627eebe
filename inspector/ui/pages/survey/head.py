"""The head of a visit without points: way back, village, kind, when it was last saved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QSizePolicy

from inspector.domain.visit import Sealing
from inspector.domain.wording import moment_words
from inspector.platform.clock import CHINA
from inspector.ui.glyphs import Glyph
from inspector.ui.look import u
from inspector.ui.pages.survey import texts
from inspector.ui.pages.survey.desk import Where
from inspector.ui.widgets.button import Button, Kind
from inspector.ui.widgets.glyph_mark import GlyphMark
from inspector.ui.widgets.label import Elided, Label
from inspector.ui.widgets.panel import Panel, row


class SurveyHead(Panel):
    """A tick and the time of the last save, a cross if it failed, or a lock after 定稿."""

    def __init__(self, where: Where, kind: str, back: Callable[[], object]) -> None:
        super().__init__("surface")
        self._saved, self._mark = Label("", 14, "text2"), GlyphMark(Glyph.CLEAR)
        self._mark.hide()
        leave = Button("", back, icon="arrow-left", kind=Kind.QUIET)
        leave.setAccessibleName(texts.BACK)
        leave.setToolTip(texts.BACK)
        name = Elided(where.name, 20, bold=True)
        name.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        line = row(
            leave,
            Label(where.township, 15, "text2"),
            name,
            Label(texts.TAIL.format(tail=where.tail), 15, "text2"),
            Label(kind, 15, "accent", bold=True),
            None,
            self._mark,
            self._saved,
            gap=8,
        )
        line.setContentsMargins(u(10), u(6), u(14), u(6))
        self.setLayout(line)

    def show_saved(self, at: datetime) -> None:
        """Say when the last change was saved."""
        saved = texts.SAVED.format(time=f"{at.astimezone(CHINA):%H:%M:%S}")
        self._say(Glyph.CLEAR, saved, "text2")

    def show_unsaved(self) -> None:
        """Say that the last change is on the screen only."""
        self._say(Glyph.WRONG, texts.UNSAVED, "veto")

    def show_sealed(self, sealing: Sealing) -> None:
        """Say when the visit was frozen."""
        at = moment_words(sealing.at.astimezone(CHINA))
        self._say(Glyph.SEALED, texts.SEALED_AT.format(time=at), "text2")

    def _say(self, glyph: Glyph, words: str, tone: str) -> None:
        self._mark.show_glyph(glyph)
        self._mark.show()
        self._saved.setText(words)
        self._saved.tone(tone)
