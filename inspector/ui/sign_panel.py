"""签字 of a visit without points: printed twice, one after the other signs, then it is locked.

The visit page's own part shows the deductions beside the signers and corrects marks; here there
are none. People, ways to sign and the lock are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from inspector.domain.file_name import safe_name
from inspector.domain.progress import Ticket
from inspector.domain.wording import word
from inspector.ui.job import Jobs
from inspector.ui.look import u
from inspector.ui.pages.survey import texts as survey_texts
from inspector.ui.pages.survey.desk import SurveyDesk
from inspector.ui.pages.visit import sign_texts as texts
from inspector.ui.pages.visit.desk import Place, VisitDesk
from inspector.ui.pages.visit.paper_desk import PaperDesk
from inspector.ui.pages.visit.paperwork import Paperwork
from inspector.ui.pages.visit.signatures import Signatures
from inspector.ui.widgets.ask import Ask, Question
from inspector.ui.widgets.button import Button, Kind
from inspector.ui.widgets.command_list import ENTER_KEYS
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
        self._hands = Signatures(paper, self, refusal=survey_texts.REFUSE_TOLD)
        self._hands.said.connect(self.said)
        self._hands.failed.connect(self.failed)
        self._hands.turned.connect(self._turn)
        self._hands.locked.connect(lambda: self.said.emit(survey_texts.LOCKED_NOW))
        self.list = self._hands.list
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
        self.list.pressed_key.connect(self.press)
        self._build()

    def take_focus(self) -> None:
        """Show where it stands and take the focus at the next person."""
        self.reload()
        self._hands.choose_next()
        self.list.setFocus()

    def hints(self) -> Sequence[Hint]:
        """Return the keys that work as things stand."""
        return survey_texts.SIGN_KEYS if self._hands.open_now else survey_texts.LOCKED_KEYS

    def reload(self) -> None:
        """Show who has signed by now, and what may be done next."""
        state, printed = self._hands.state, self._paper.printed()
        self._hands.reload()
        count, open_now = self._hands.waiting(), self._hands.open_now
        first = open_now and count and not printed  # one thing comes next, and only one
        self.print_button.kind = Kind.PRIMARY if first else Kind.PLAIN
        self.print_button.update()
        for button in (*self._sides.values(), self.lock_button):
            button.setVisible(open_now)
        self._say_why(count)
        if open_now:
            told = texts.PRINTED.format(told=printed) if printed else survey_texts.COPIES_TOLD
            self._told.setText(told)
        else:
            self._told.setText(texts.LOCKED.format(state=word(state)) if state else "")

    def press(self, key: str) -> None:
        """Do what a letter stands for, to the person that is chosen."""
        if key == "R" and self._hands.open_now:
            self._ask_reopen()
        else:
            self._hands.press(key)

    def go_on(self) -> None:
        """Ask, then put all signatures on record."""
        act = survey_texts.LOCK_ACT.format(name=self._place)
        self._hands.ask_lock(act, survey_texts.LOCK_TOLD, self.print_two)

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

    def _turn(self) -> None:
        self.reload()
        self.turned.emit()

    def _say_why(self, count: int) -> None:
        told, tone, open_now = "", "warn", self._hands.open_now
        if open_now and count:
            told = texts.LOCK_WAITS.format(count=count)
        elif open_now and self._hands.unprinted:
            told = survey_texts.LOCK_UNPRINTED
        elif open_now:
            told, tone = texts.LOCK_READY, "ok"
        self.lock_button.allow("" if open_now and not count else told or texts.LOCK)
        self._why.setText(told)
        self._why.tone(tone)
        self._why.setVisible(bool(told))

    def _ask_reopen(self) -> None:
        Ask(
            texts.REOPEN,
            [Question(word=texts.REOPEN_REASON)],
            lambda said: self._reopen(said[0]),
            self,
            told=[texts.REOPEN_TOLD],
        ).open()

    def _reopen(self, reason: str) -> None:
        if self._hands.attempt(partial(self._paper.reopen, reason)):
            self.said.emit(texts.REOPENED)

    def _printed(self, copies: int) -> None:
        self._paper.note_printed(copies)
        self.reload()
        self.said.emit(texts.PRINT_DONE.format(copies=copies))

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
