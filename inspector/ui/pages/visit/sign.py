"""签字: the sealed sheet is printed twice, one after the other signs, then it is locked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout

from inspector.actions.signing import Signing, SignLine
from inspector.domain.errors import InspectorError
from inspector.domain.signing import ON_PAPER, SignState
from inspector.domain.wording import word
from inspector.ui.look import u
from inspector.ui.pages.visit import sign_texts as texts
from inspector.ui.pages.visit.feedback import Feedback
from inspector.ui.pages.visit.lock_panel import LockPanel
from inspector.ui.pages.visit.part import Part, Tab
from inspector.ui.pages.visit.session import VisitSession
from inspector.ui.pages.visit.sign_rows import SignerList, Signers
from inspector.ui.pages.visit.sign_ways import SignWays
from inspector.ui.widgets.button import Button, Kind
from inspector.ui.widgets.command_list import ENTER_KEYS
from inspector.ui.widgets.confirm import Confirm
from inspector.ui.widgets.keycap import Hint
from inspector.ui.widgets.label import Label
from inspector.ui.widgets.panel import Hairline, Panel, column, row

WIDTH, COMPACT_WIDTH = 364, 376
"""Of the column of signers, px at 100 %; the wider one has three ways to sign in a line."""
SIDE_HIGH = 40
"""Of the buttons for what is less usual, px at 100 %."""
LINES = {False: ("JK", "WI", "YX"), True: ("KIJ", "YWX", "")}
"""Their keys by line: where there is room, and where there is little."""


class SignPart(Part):
    """Signals ask for what the end of the visit does: printing, objections, another 定稿."""

    print_wanted = Signal()
    object_wanted = Signal()
    change_wanted = Signal()
    submit_wanted = Signal()
    locked = Signal(str)

    word = texts.SIGN
    about = texts.HELP

    def __init__(self, session: VisitSession) -> None:
        super().__init__("surface")
        self._session = session
        self._signers = Signers(self)
        self._ways = SignWays(session.desk.paper, self._note, self)
        self._ways.said.connect(self.said)
        self.list = SignerList(self._signers)
        self.feedback = Feedback(session)
        self._told, self._why = Label("", 15, "text2", wrap=True), Label("", 15, "warn", wrap=True)
        self.print_button = Button(
            texts.PRINT_TWO, self.print_wanted.emit, key="F7", icon="printer", height=46
        )
        self.lock_button = Button(
            texts.LOCK, self.go_on, key="Ctrl+Enter", icon="lock-simple",
            kind=Kind.PRIMARY, height=46,
        )  # fmt: skip
        self._sides = {
            key: Button(words, partial(self.press, key), key=key, height=SIDE_HIGH)
            for key, words in (
                ("J", texts.REFUSE),
                ("K", texts.DEPUTY),
                ("W", texts.ABSENT),
                ("I", texts.DRAW),
                ("Y", texts.OBJECT_SHORT),
                ("X", texts.CLEAR),
                ("R", texts.REOPEN),
            )
        }
        self.list.entered_row.connect(self._sign_row)
        self.list.pressed_key.connect(self.press)
        self.list.turned.connect(self.feedback.list.turn)
        self.setLayout(self._build())
        session.sealed.connect(self.reload)

    def take_focus(self) -> None:
        """Show where it stands and take the focus at the next person."""
        self.reload()
        waiting = self._signers.waiting()
        if self.list.isVisibleTo(self):
            if waiting:
                self.list.choose(waiting[0])
            self.list.setFocus()
        else:
            self.lock_button.setFocus()

    def hints(self) -> Sequence[Hint]:
        """Return the keys that work as things stand."""
        if self._session.correcting:
            return texts.CORRECTING_KEYS
        keys = {None: texts.WAITING_KEYS, SignState.WAITING: texts.SIGN_KEYS}
        return keys.get(self._state, texts.LOCKED_KEYS)

    def tab(self) -> Tab:
        """Return how many have signed, once the visit is sealed."""
        if self._state is None:
            return (self.word, 0, 0)
        lines = self._session.desk.paper.lines()
        return (self.word, sum(line.signature is not None for line in lines), len(lines))

    def reload(self) -> None:
        """Show who has signed by now, and what may be done next."""
        state, correcting = self._state, self._session.correcting
        self.feedback.reload()
        self._signers.show_lines(self._session.desk.paper.lines() if state else ())
        waiting = len(self._signers.waiting())
        open_now = state is SignState.WAITING
        self.list.setVisible(state is not None)
        self.print_button.setVisible(state is not None)
        printed = self._session.desk.paper.printed()
        first = open_now and not printed and (waiting or self._inked())  # one thing comes next
        for button, loud in ((self.print_button, first), (self.lock_button, not first)):
            button.kind = Kind.PRIMARY if loud else Kind.PLAIN
            button.updateGeometry()
            button.update()
        for key, button in self._sides.items():
            button.setVisible(open_now or (key == "R" and state is not None))
        self._sides["R"].say(self._change_word(correcting=correcting, locked=not open_now))
        self._say_lock(state, waiting)
        if correcting:
            count = len(self._session.corrected())
            self._told.setText(texts.CORRECTING.format(count=count))
        elif state is SignState.WAITING:
            self._told.setText(texts.PRINTED.format(told=printed) if printed else texts.COPIES_TOLD)
        else:
            self._told.setText(texts.LOCKED.format(state=word(state)) if state else "")
        self.tab_changed.emit()

    def press(self, key: str) -> None:
        """Do what a letter stands for, to the person that is chosen."""
        ways = {
            "J": self._ways.refuse, "K": self._ways.deputise, "W": self._ways.absent,
            "I": self._ways.draw, "X": self._clear,
        }  # fmt: skip
        if key == "Y" and self._state is SignState.WAITING:
            self.object_wanted.emit()
        elif key == "R" and self._state is not None:
            self.change_wanted.emit()
        elif key in ways and self._state is SignState.WAITING:
            ways[key](self._signers.line(self.list.currentIndex().row()))

    def go_on(self) -> None:
        """Do what the primary button says."""
        if self._session.correcting:
            self.submit_wanted.emit()
        elif self._state is None:
            self.left.emit()
        elif self._state is SignState.WAITING and not self._signers.waiting():
            name = self._session.desk.place.name
            act = texts.LOCK_ACT.format(name=name)
            if self._inked() and not self._session.desk.paper.printed():
                elsewhere = partial(self._lock, elsewhere=True)
                LockPanel(act, self.print_wanted.emit, elsewhere, self).open()
            else:
                Confirm([texts.LOCK_TOLD], act, self._lock, self).open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in ENTER_KEYS and control:
            self.go_on()
        elif event.text().upper() == "R":
            self.press("R")
        else:
            super().keyPressEvent(event)

    @property
    def _state(self) -> SignState | None:
        return self._session.desk.paper.signing()

    def _change_word(self, *, correcting: bool, locked: bool) -> str:
        if correcting:
            return texts.CORRECT_DROP
        return texts.CORRECT if locked else texts.REOPEN

    def _say_lock(self, state: SignState | None, waiting: int) -> None:
        button, paper = self.lock_button, self._session.desk.paper
        words, able, why, tone = texts.LOCK, True, texts.LOCK_READY, "ok"
        if self._session.correcting:
            count = len(self._session.corrected())
            words, able, why = texts.CORRECT_SUBMIT, count > 0, "" if count else texts.CORRECT_NONE
        elif state is None:
            words, why, tone = texts.TO_REVIEW, texts.SEAL_FIRST, "warn"
        elif state is SignState.WAITING and waiting:
            able, why, tone = False, texts.LOCK_WAITS.format(count=waiting), "warn"
        elif state is SignState.WAITING and self._inked() and not paper.printed():
            why, tone = texts.LOCK_UNPRINTED, "warn"
        elif state is not SignState.WAITING:
            corrections = paper.corrections()
            why = texts.CORRECTIONS.format(count=len(corrections)) if corrections else ""
        locked = state in (SignState.SIGNED, SignState.REFUSED) and not self._session.correcting
        button.symbol = "arrow-left" if state is None else "lock-simple"
        button.say(words)
        button.allow("" if able else why)
        button.setVisible(not locked)
        self._why.setText(why)
        self._why.tone(tone)
        self._why.setVisible(bool(why))

    def _sign_row(self, index: QModelIndex) -> None:
        if self._state is SignState.WAITING:
            self._ways.sign(self._signers.line(index.row()))

    def _clear(self, line: SignLine) -> None:
        self._try(partial(self._session.desk.paper.unsign, line.due.part))

    def _note(self, given: Signing) -> None:
        if self._try(partial(self._session.desk.paper.sign, given)):
            waiting = self._signers.waiting()
            here = self.list.currentIndex().row()
            later = [place for place in waiting if place > here]
            for place in (later or waiting)[:1]:
                self.list.choose(place)
        self.list.setFocus()

    def _inked(self) -> bool:
        """Return True if anybody signed on paper, so that there must be some."""
        noted = (line.signature for line in self._session.desk.paper.lines())
        return any(one is not None and one.way in ON_PAPER for one in noted)

    def _lock(self, *, elsewhere: bool = False) -> None:
        if self._try(partial(self._session.desk.paper.lock, elsewhere=elsewhere)):
            refused = self._state is SignState.REFUSED
            self.locked.emit(texts.LOCKED_REFUSED if refused else texts.LOCKED_NOW)

    def _try(self, act: Callable[[], object]) -> bool:
        try:
            act()
        except InspectorError as error:
            self.failed.emit(error)
            return False
        self.reload()
        return True

    def fit(self, *, compact: bool) -> None:
        """Lay the ways to sign closer where there is little room: everybody who signs is seen."""
        for line, keys in zip(self._lines, LINES[compact], strict=True):
            for key in keys:
                line.addWidget(self._sides[key], 1)
        self._side.setFixedWidth(u(COMPACT_WIDTH if compact else WIDTH))
        beside = QBoxLayout.Direction.LeftToRight
        self._top.setDirection(beside if compact else QBoxLayout.Direction.TopToBottom)
        edge, gap = (8, 5) if compact else (12, 8)
        side = 12 if compact else 14
        self._box.setSpacing(u(gap))
        self._box.setContentsMargins(u(side), u(edge), u(side), u(edge))
        self.list.scheduleDelayedItemsLayout()

    def _build(self) -> QHBoxLayout:
        self._lines = [row(gap=4) for _line in LINES[False]]
        sides = column(gap=6)
        for line in self._lines:
            sides.addLayout(line)
        side = Panel("surface")
        self._top = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._top.setSpacing(u(8))
        self._top.addWidget(self.print_button)
        self._top.addWidget(self._told, 1)
        self._box = box = column()
        box.addLayout(self._top)
        box.addWidget(self.list, 1_000)
        box.addStretch(1)
        box.addLayout(sides)
        box.addLayout(row(self._sides["R"], self.lock_button, gap=6))
        box.addWidget(self._why)
        side.setLayout(box)
        self._side = side
        self.fit(compact=False)
        across = row(self.feedback, Hairline(upright=True), side)
        across.setStretch(0, 1)
        return across
