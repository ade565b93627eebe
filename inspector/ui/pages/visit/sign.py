"""签字: the sealed sheet is printed twice, one after the other signs, then it is locked."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout

from inspector.domain.signing import SignState
from inspector.domain.wording import word
from inspector.ui.look import u
from inspector.ui.pages.visit import sign_texts as texts
from inspector.ui.pages.visit.feedback import Feedback
from inspector.ui.pages.visit.part import Part, Tab
from inspector.ui.pages.visit.session import VisitSession
from inspector.ui.pages.visit.signatures import Signatures
from inspector.ui.widgets.button import Button, Kind
from inspector.ui.widgets.command_list import ENTER_KEYS
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
        self._hands = Signatures(session.desk.paper, self)
        self._signers, self.list = self._hands.signers, self._hands.list
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
        self._hands.said.connect(self.said)
        self._hands.failed.connect(self.failed)
        self._hands.turned.connect(self.reload)
        self._hands.locked.connect(self._tell_locked)
        self.list.pressed_key.connect(self.press)
        self.list.turned.connect(self.feedback.list.turn)
        self.setLayout(self._build())
        session.sealed.connect(self.reload)

    def take_focus(self) -> None:
        """Show where it stands and take the focus at the next person."""
        self.reload()
        if self.list.isVisibleTo(self):
            self._hands.choose_next()
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
        self._hands.reload()
        waiting, open_now = self._hands.waiting(), self._hands.open_now
        self.list.setVisible(state is not None)
        self.print_button.setVisible(state is not None)
        printed = self._session.desk.paper.printed()
        first = open_now and not printed and (waiting or self._hands.unprinted)  # one comes next
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
        if key == "Y" and self._hands.open_now:
            self.object_wanted.emit()
        elif key == "R" and self._state is not None:
            self.change_wanted.emit()
        else:
            self._hands.press(key)

    def go_on(self) -> None:
        """Do what the primary button says."""
        if self._session.correcting:
            self.submit_wanted.emit()
        elif self._state is None:
            self.left.emit()
        else:
            act = texts.LOCK_ACT.format(name=self._session.desk.place.name)
            self._hands.ask_lock(act, texts.LOCK_TOLD, self.print_wanted.emit)

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
        return self._hands.state

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
        elif state is SignState.WAITING and self._hands.unprinted:
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

    def _tell_locked(self) -> None:
        refused = self._state is SignState.REFUSED
        self.locked.emit(texts.LOCKED_REFUSED if refused else texts.LOCKED_NOW)

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
