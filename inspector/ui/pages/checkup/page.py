"""The page 体检: one button, and one line for each thing that was looked at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from PySide6.QtWidgets import QStackedWidget

from inspector.actions.diagnosis import Finding, State
from inspector.domain.progress import Ticket
from inspector.domain.wording import moment_words
from inspector.ui.glyphs import Glyph
from inspector.ui.job import Jobs
from inspector.ui.page import Page
from inspector.ui.pages.checkup import texts
from inspector.ui.widgets.button import Button, Kind
from inspector.ui.widgets.empty import Empty
from inspector.ui.widgets.keycap import Hint
from inspector.ui.widgets.keys import bind_keys
from inspector.ui.widgets.page_head import PageHead
from inspector.ui.widgets.panel import Hairline, column
from inspector.ui.widgets.told_list import Told, ToldList

GLYPHS = {State.FAULT: Glyph.WRONG, State.NOTE: Glyph.GAP, State.WELL: Glyph.CLEAR}
GRAVEST = tuple(GLYPHS)
"""What is wrong stands first."""

PROJECTION = "重算"
"""The finding that the button 按记录改正 mends."""


class CheckupDesk(Protocol):
    """The open folder, as far as examining it goes."""

    def examine(self, ticket: Ticket, *, mend: bool) -> Sequence[Finding]:
        """Look at everything; ``mend`` makes tables anew that differ from the records."""
        ...

    def now(self) -> datetime:
        """Tell the time."""
        ...

    def mends(self) -> bool:
        """Tell whether tables are made from records here."""
        ...


class CheckupPage(Page):
    """Given the open folder."""

    about = texts.HELP

    ground = "surface"

    def __init__(self, desk: CheckupDesk, jobs: Jobs) -> None:
        super().__init__()
        self._desk, self._jobs = desk, jobs
        self.findings: tuple[Finding, ...] = ()
        self._busy = False
        self.list = ToldList(texts.LIST)
        self._empty = Empty(texts.EMPTY, texts.START, self.start)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.list)
        self.mend = Button(texts.MEND, self.start_mending)
        self.again = Button(texts.AGAIN, self.start, key="F5", kind=Kind.PRIMARY)
        self.head = PageHead(texts.TITLE, self.mend, self.again)
        box = column(self.head, Hairline())
        box.addWidget(self._stack, 1)
        self.setLayout(box)
        bind_keys(self, [("F5", self.start)])
        self._show()

    def opened(self) -> None:
        """Take the focus; what was found stays."""
        if self.findings:
            self.list.setFocus()
        else:
            self._empty.take_focus()

    def hints(self) -> Sequence[Hint]:
        return texts.KEYS if self.findings else texts.KEYS_EMPTY

    def start(self) -> None:
        """Look at everything; nothing is changed."""
        self._start(texts.CHECKING, mend=False)

    def start_mending(self) -> None:
        """Look at everything, and make tables anew that differ from the records."""
        self._start(texts.MENDING, mend=True)

    def _start(self, title: str, *, mend: bool) -> None:
        if self._busy:
            return
        self._busy = True
        self._jobs.start(
            title,
            lambda ticket: self._desk.examine(ticket, mend=mend),
            self._take,
            failed=self.failed.emit,
            ended=self._end,
        )
        self._show()

    def _take(self, found: Sequence[Finding]) -> None:
        self.findings = tuple(sorted(found, key=lambda one: GRAVEST.index(one.state)))
        said = texts.TOLD.format(at=moment_words(self._desk.now()), said=_summary(self.findings))
        self.head.say(said)
        self.toast.emit(_summary(self.findings))
        self.list.lines.show_lines([_told(one) for one in self.findings])
        self.list.choose(0)

    def _end(self) -> None:
        self._busy = False
        self._show()
        self.hints_changed.emit()

    def _show(self) -> None:
        self._stack.setCurrentIndex(1 if self.findings else 0)
        if self._busy:
            self.head.say(texts.RUNNING)
        loose = any(one.name == PROJECTION and not one.well for one in self.findings)
        self.mend.setVisible(loose and self._desk.mends())
        self.mend.allow(texts.RUNNING if self._busy else "")
        self.again.allow(texts.RUNNING if self._busy else "")
        self.again.say(texts.AGAIN if self.findings else texts.START)
        self.again.setVisible(bool(self.findings))


def _summary(findings: Sequence[Finding]) -> str:
    faults = sum(one.state is State.FAULT for one in findings)
    notes = sum(one.state is State.NOTE for one in findings)
    if faults:
        return texts.FAULTS.format(faults=faults)
    return texts.NOTES.format(notes=notes) if notes else texts.ALL_WELL.format(count=len(findings))


def _told(one: Finding) -> Told:
    return Told(
        title=one.name, text=one.sentence, aside=one.word, glyph=GLYPHS[one.state], key=one.name
    )
