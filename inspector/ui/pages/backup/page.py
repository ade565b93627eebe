"""备份: when the last one was, where they go, how often; and one now."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QFileDialog

from inspector.actions.safekeeping import Done, Place, Round
from inspector.domain.errors import InspectorError
from inspector.domain.progress import Ticket
from inspector.ui.glyphs import Glyph
from inspector.ui.job import Jobs
from inspector.ui.look import look, u
from inspector.ui.page import Page
from inspector.ui.pages.backup import texts
from inspector.ui.widgets.button import Button, Kind
from inspector.ui.widgets.glyph_mark import GlyphMark
from inspector.ui.widgets.keycap import Hint
from inspector.ui.widgets.keys import bind_keys
from inspector.ui.widgets.label import Label
from inspector.ui.widgets.page_head import PageHead
from inspector.ui.widgets.panel import Hairline, Panel, boxed, column, row, scrolling

WIDEST = 860
"""Px at 100 %: sentences wider than this are hard to read."""


class BackupDesk(Protocol):
    """What can be done about the backups of the open folder."""

    def places(self) -> Sequence[Place]:
        """Return the places as they stand, the first one first."""

    def choose_place(self, place: Path | None, *, second: bool) -> None:
        """Set a place; None for none, or the usual one."""

    def minutes(self) -> int:
        """Return how many minutes lie between two backups."""

    def choose_minutes(self, minutes: int) -> None:
        """Set how many."""

    def back_up(self, ticket: Ticket) -> Round:
        """Back up now; runs in a job."""


class PlaceCard(Panel):
    """One place: its path, how it stands in one sentence, and the way to another."""

    def __init__(self, name: str, choose: Button, drop: Button) -> None:
        super().__init__("surface", border="line")
        self._name = name
        self.mark = GlyphMark(Glyph.CLEAR, 24)
        self.path = Label("", 15, bold=True, wrap=True)
        self.state = Label("", 15, "text2", wrap=True)
        self.drop = drop
        words = column(Label(name, 15, "text2"), self.path, self.state, gap=4)
        line = row(self.mark, gap=14)
        line.addLayout(words, 1)
        line.addWidget(drop)
        line.addWidget(choose)
        line.setContentsMargins(u(18), u(14), u(18), u(14))
        self.setLayout(line)

    def show_place(self, place: Place | None) -> None:
        """Show a place, or that there is none."""
        self.path.setText(str(place.path) if place else "")
        self.path.setVisible(place is not None)
        self.state.setText(sentence_of(place) if place else texts.NO_SECOND)
        self.drop.setVisible(place is not None and not place.usual)
        well = place is not None and place.done is not None and place.there
        self.mark.show_glyph(Glyph.CLEAR if well else Glyph.GAP)
        self.setAccessibleName(f"{self._name} {self.path.text()} {self.state.text()}")


class BackupPage(Page):
    """Given what can be done; a backup runs in a job."""

    about = texts.HELP

    def __init__(self, desk: BackupDesk, jobs: Jobs) -> None:
        super().__init__()
        self._desk, self._jobs = desk, jobs
        self.act = Button(
            texts.NOW, self.start, key="F10", icon="floppy-disk", kind=Kind.PRIMARY, height=46
        )
        self.fault = Label("", 15, "warn", bold=True, wrap=True)
        self.first = self._card(texts.FIRST, texts.USUAL, second=False)
        self.second = self._card(texts.SECOND, texts.DROP, second=True)
        self.every = {
            minutes: Button(words, partial(self._choose_minutes, minutes))
            for minutes, words in texts.MINUTES.items()
        }
        inner = column(self.first, self.second, gap=12)
        inner.addLayout(row(self.act, None))
        inner.addWidget(self.fault)
        inner.addSpacing(u(8))
        inner.addWidget(Label(texts.EVERY, 17, bold=True))
        inner.addWidget(Label(texts.EVERY_SUB, 15, "text2", wrap=True))
        inner.addLayout(row(*self.every.values(), None, gap=10))
        inner.addSpacing(u(8))
        inner.addWidget(Label(texts.BACK, 17, bold=True))
        inner.addWidget(Label(texts.BACK_SUB, 15, "text2", wrap=True))
        inner.addStretch(1)
        inner.setContentsMargins(u(24), u(18), u(24), u(18))
        content = boxed(inner)
        content.setMaximumWidth(u(WIDEST))
        across = row(content, None)
        across.setStretch(0, 1_000)
        head = PageHead(texts.TITLE)
        head.say(texts.SUBTITLE)
        self.setLayout(column(head, Hairline(), scrolling(boxed(across))))
        bind_keys(self, [("F10", self.start)])
        look().changed.connect(self._mark)

    def opened(self) -> None:
        """Show how the backups stand."""
        self.refresh()
        self.act.setFocus()

    def refresh(self) -> None:
        """Show how the backups stand now."""
        try:
            places = self._desk.places()
        except InspectorError as error:
            self.failed.emit(error)
            return
        self.first.show_place(places[0])
        self.second.show_place(next(iter(places[1:]), None))
        self._mark()

    def hints(self) -> Sequence[Hint]:
        return texts.KEYS

    def start(self) -> None:
        """Back up now."""
        if not self.act.isEnabled():
            return
        self.act.allow(texts.JOB)
        self.fault.setText("")
        self._jobs.start(
            texts.JOB, self._desk.back_up, self._tell, failed=self._refuse, ended=self._rest
        )

    def _tell(self, made: Round) -> None:
        said = [f"{error.sentence()}{error.advice()}" for error in made.refused]
        self.fault.setText("\n".join(said))

    def _refuse(self, error: Exception) -> None:
        if isinstance(error, InspectorError):
            self.fault.setText(f"{error.sentence()}{error.advice()}")
        else:
            self.failed.emit(error)

    def _rest(self) -> None:
        self.act.allow()
        self.refresh()
        self.act.setFocus()

    def _card(self, name: str, drop: str, *, second: bool) -> PlaceCard:
        choose = Button(texts.CHOOSE, partial(self._choose, second=second))
        choose.setAccessibleName(f"{texts.CHOOSE} {name}")
        away = Button(drop, partial(self._set, None, second=second), kind=Kind.QUIET)
        return PlaceCard(name, choose, away)

    def _choose(self, *, second: bool) -> None:
        name = QFileDialog.getExistingDirectory(self, texts.SECOND if second else texts.FIRST)
        if name:
            self._set(Path(name), second=second)

    def _set(self, place: Path | None, *, second: bool) -> None:
        self.fault.setText("")
        try:
            self._desk.choose_place(place, second=second)
        except InspectorError as error:
            self._refuse(error)
        self.refresh()

    def _choose_minutes(self, minutes: int) -> None:
        try:
            self._desk.choose_minutes(minutes)
        except InspectorError as error:
            self._refuse(error)
        self._mark()

    def _mark(self) -> None:
        chosen = self._desk.minutes()
        for minutes, button in self.every.items():
            button.kind = Kind.PRIMARY if minutes == chosen else Kind.PLAIN
            button.updateGeometry()


def sentence_of(place: Place) -> str:
    """Say how a place stands."""
    said = _done(place.done, owed=place.owed) if place.done else texts.NEVER
    if not place.there:
        said = (said if place.done else "") + texts.AWAY
    if place.same_disk:
        said += texts.SAME_DISK
    return said


def _done(done: Done, *, owed: bool) -> str:
    at = f"{done.when:%m-%d %H:%M}"
    said = texts.DONE.format(at=at, records=done.records, photos=done.photos)
    said += texts.OWED if owed else texts.CURRENT
    return said + (texts.DAMAGED.format(count=done.damaged) if done.damaged else "")
