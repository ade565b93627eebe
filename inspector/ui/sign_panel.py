"""签字 of a visit without points: printed twice, one after the other signs, then it is locked.

The visit page's own part shows the deductions beside the signers and corrects marks; here there
are none. People, ways to sign and the lock are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import cast

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from inspector.actions.signing import Signing, SignLine
from inspector.domain.errors import InspectorError
from inspector.domain.file_name import safe_name
from inspector.domain.progress import Ticket
from inspector.domain.signing import ON_PAPER, SignState
from inspector.domain.wording import word
from inspector.ui.job import Jobs
from inspector.ui.look import u
from inspector.ui.pages.survey import texts as survey_texts
from inspector.ui.pages.survey.desk import SurveyDesk
from inspector.ui.pages.visit import sign_texts as texts
from inspector.ui.pages.visit.desk import Place, VisitDesk
from inspector.ui.pages.visit.lock_panel import LockPanel
from inspector.ui.pages.visit.paper_desk import PaperDesk
from inspector.ui.pages.visit.paperwork import Paperwork
from inspector.ui.pages.visit.sign_rows import SignerList, Signers
from inspector.ui.pages.visit.sign_ways import SignWays
from inspector.ui.widgets.ask import Ask, Question
from inspector.ui.widgets.button import Button, Kind
from inspector.ui.widgets.command_list import ENTER_KEYS
from inspector.ui.widgets.confirm import Confirm
from inspector.ui.widgets.guest_panel import GuestPanel
from inspector.ui.widgets.keycap import Hint
from inspector.ui.widgets.label import Elided, Label
from inspector.ui.widgets.panel import column, row

SIDES = (
    ("J", texts.REFUSE), ("K", texts.DEPUTY), ("W", texts.ABSENT),
    ("I", texts.DRAW), ("X", texts.CLEAR), ("R", texts.REOPEN),
)  # fmt: skip
"""What is less usual than a signature on paper."""
SIDE_HIGH = 36
"""Px at 100 %."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The paper of a visit: ``sheet`` typesets it in a job, ``name`` is its file's."""

    place: Place
    name: str
    sheet: Callable[[Ticket], bytes]


def paper_of(desk: SurveyDesk) -> Sheet:
    """Return the paper of a visit without points."""
    where, kind = desk.where, desk.kind
    name = survey_texts.SHEET_NAME.format(
        kind=kind.name, township=where.township, name=where.name, tail=where.tail
    )
    place = Place(township=where.township, name=where.name, tail=where.tail, kind=kind.name)
    return Sheet(place=place, name=name, sheet=desk.sheet)


class SheetPaper(Paperwork):
    """Puts such a paper on a printer, as that of a scored visit."""

    def __init__(self, sheet: Sheet, jobs: Jobs, page: QWidget) -> None:
        super().__init__(cast("VisitDesk", sheet), jobs, page)  # it asks place and sheet, no more
        self._name = safe_name(sheet.name.removesuffix(".pdf"), ".pdf")

    def proposed_name(self) -> str:
        return self._name

    def papers(self, ticket: Ticket) -> bytes:
        return self._desk.sheet(ticket)


class SignPanel(GuestPanel):
    """Given who signs, and the paper."""

    def __init__(self, paper: PaperDesk, sheet: Sheet, jobs: Jobs) -> None:
        super().__init__("surface")
        self._paper, self._place = paper, sheet.place.name
        self.paperwork = SheetPaper(sheet, jobs, self)
        self.paperwork.failed.connect(self.failed)
        self.paperwork.printed.connect(self._printed)
        self._signers = Signers(self)
        self._ways = SignWays(paper, self._note, self, refusal=survey_texts.REFUSE_TOLD)
        self._ways.said.connect(self.said)
        self.list = SignerList(self._signers)
        self._told, self._why = Elided("", 15, "text2"), Label("", 15, "warn")
        self.print_button = Button(
            texts.PRINT_TWO, self.print_two, key="F7", icon="printer", height=46
        )
        self.lock_button = Button(
            texts.LOCK, self.go_on, key="Ctrl+Enter", icon="lock-simple",
            kind=Kind.PRIMARY, height=46,
        )  # fmt: skip
        self._sides = {
            key: Button(words, partial(self.press, key), key=key, height=SIDE_HIGH)
            for key, words in SIDES
        }
        self.list.entered_row.connect(self._sign_row)
        self.list.pressed_key.connect(self.press)
        self._build()

    def take_focus(self) -> None:
        """Show where it stands and take the focus at the next person."""
        self.reload()
        for place in self._signers.waiting()[:1]:
            self.list.choose(place)
        self.list.setFocus()

    def hints(self) -> Sequence[Hint]:
        """Return the keys that work as things stand."""
        waiting = self._state is SignState.WAITING
        return survey_texts.SIGN_KEYS if waiting else survey_texts.LOCKED_KEYS

    def reload(self) -> None:
        """Show who has signed by now, and what may be done next."""
        state, printed = self._state, self._paper.printed()
        self._signers.show_lines(self._paper.lines() if state else ())
        count, open_now = len(self._signers.waiting()), state is SignState.WAITING
        first = open_now and count and not printed  # one thing comes next, and only one
        self.print_button.kind = Kind.PRIMARY if first else Kind.PLAIN
        self.print_button.update()
        for button in (*self._sides.values(), self.lock_button):
            button.setVisible(open_now)
        self._say_why(state, count, printed=bool(printed))
        if open_now:
            told = texts.PRINTED.format(told=printed) if printed else survey_texts.COPIES_TOLD
            self._told.setText(told)
        else:
            self._told.setText(texts.LOCKED.format(state=word(state)) if state else "")

    def press(self, key: str) -> None:
        """Do what a letter stands for, to the person that is chosen."""
        ways: dict[str, Callable[[SignLine], None]] = {
            "J": self._ways.refuse, "K": self._ways.deputise, "W": self._ways.absent,
            "I": self._ways.draw, "X": self._clear,
        }  # fmt: skip
        index = self.list.currentIndex()
        if self._state is not SignState.WAITING:
            return
        if key == "R":
            self._ask_reopen()
        elif key in ways and index.isValid():
            ways[key](self._signers.line(index.row()))

    def go_on(self) -> None:
        """Ask, then put all signatures on record."""
        if self._state is not SignState.WAITING or self._signers.waiting():
            return
        act = survey_texts.LOCK_ACT.format(name=self._place)
        if self._inked() and not self._paper.printed():
            LockPanel(act, self.print_two, partial(self._lock, elsewhere=True), self).open()
        else:
            Confirm([survey_texts.LOCK_TOLD], act, self._lock, self).open()

    def print_two(self) -> None:
        """Typeset the sheet, then ask which printer shall print it, twice."""
        self.paperwork.print_two()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in ENTER_KEYS and control:
            self.go_on()
        else:
            super().keyPressEvent(event)

    @property
    def _state(self) -> SignState | None:
        return self._paper.signing()

    def _say_why(self, state: SignState | None, count: int, *, printed: bool) -> None:
        told, tone = "", "warn"
        if state is SignState.WAITING and count:
            told = texts.LOCK_WAITS.format(count=count)
        elif state is SignState.WAITING and self._inked() and not printed:
            told = survey_texts.LOCK_UNPRINTED
        elif state is SignState.WAITING:
            told, tone = texts.LOCK_READY, "ok"
        ready = state is SignState.WAITING and not count
        self.lock_button.allow("" if ready else told or texts.LOCK)
        self._why.setText(told)
        self._why.tone(tone)
        self._why.setVisible(bool(told))

    def _sign_row(self, index: QModelIndex) -> None:
        if self._state is SignState.WAITING:
            self._ways.sign(self._signers.line(index.row()))

    def _clear(self, line: SignLine) -> None:
        self._try(partial(self._paper.unsign, line.due.part))

    def _note(self, given: Signing) -> None:
        if self._try(partial(self._paper.sign, given)):
            waiting, here = self._signers.waiting(), self.list.currentIndex().row()
            later = [place for place in waiting if place > here]
            for place in (later or waiting)[:1]:
                self.list.choose(place)
        self.list.setFocus()

    def _inked(self) -> bool:
        """Return True if anybody signed on paper, so that there must be some."""
        noted = (line.signature for line in self._paper.lines())
        return any(one is not None and one.way in ON_PAPER for one in noted)

    def _lock(self, *, elsewhere: bool = False) -> None:
        if self._try(partial(self._paper.lock, elsewhere=elsewhere)):
            self.said.emit(survey_texts.LOCKED_NOW)

    def _ask_reopen(self) -> None:
        Ask(
            texts.REOPEN,
            [Question(word=texts.REOPEN_REASON)],
            lambda said: self._reopen(said[0]),
            self,
            told=[texts.REOPEN_TOLD],
        ).open()

    def _reopen(self, reason: str) -> None:
        if self._try(partial(self._paper.reopen, reason)):
            self.said.emit(texts.REOPENED)

    def _printed(self, copies: int) -> None:
        self._paper.note_printed(copies)
        self.reload()
        self.said.emit(texts.PRINT_DONE.format(copies=copies))

    def _try(self, act: Callable[[], object]) -> bool:
        try:
            act()
        except InspectorError as error:
            self.failed.emit(error)
            return False
        self.reload()
        self.turned.emit()
        return True

    def _build(self) -> None:
        box = column(gap=6)
        box.addLayout(row(self.print_button, None, self.lock_button, gap=12))
        box.addLayout(row(self._told, self._why, None, gap=12))
        box.addWidget(self.list, 1)
        for keys in ("JKW", "IXR"):
            line = row(gap=6)
            for key in keys:
                line.addWidget(self._sides[key], 1)
            box.addLayout(line)
        box.setContentsMargins(u(20), u(12), u(20), u(10))
        self.setLayout(box)
