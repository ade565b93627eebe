"""核对: what is missing, what will be printed, and 定稿."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from inspector.domain.ids import ItemCode
from inspector.domain.points import show
from inspector.domain.scorecard import Gap
from inspector.domain.signing import SignState
from inspector.domain.sorting import loose
from inspector.domain.wording import NO_LEVEL, record_code, word
from inspector.ui.look import look, u
from inspector.ui.pages.visit import sign_texts, texts
from inspector.ui.pages.visit.gap_list import GAP_ROLE, GapLine, GapPainter, Gaps
from inspector.ui.pages.visit.leaving import Leaving
from inspector.ui.pages.visit.loss_list import ENDING, LOSS_ROLE, Losses, LossList
from inspector.ui.pages.visit.objecting import Objecting, ObjectionList
from inspector.ui.pages.visit.part import Part, Tab
from inspector.ui.pages.visit.photo_texts import LOOSE_PHOTOS
from inspector.ui.pages.visit.session import VisitSession
from inspector.ui.widgets.action_bar import ActionBar
from inspector.ui.widgets.ask import Ask, Question
from inspector.ui.widgets.button import Button, Kind
from inspector.ui.widgets.command_list import COMMANDING, ENTER_KEYS, CommandList
from inspector.ui.widgets.confirm import Confirm
from inspector.ui.widgets.keycap import Hint
from inspector.ui.widgets.label import Label
from inspector.ui.widgets.panel import Hairline, Panel, boxed, column, row


class GapList(CommandList):
    """Enter goes to the gap, a digit goes to the n-th one, T says why one is left open."""

    own_words = Signal(QModelIndex)

    def __init__(self, gaps: Gaps) -> None:
        super().__init__(texts.GAPS)
        self._gaps = gaps
        self.setModel(gaps)
        self.setItemDelegate(GapPainter(self))
        look().changed.connect(self.scheduleDelayedItemsLayout)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        rows = self._gaps.gaps()
        plain = not event.modifiers() & COMMANDING
        if plain and text.isdecimal() and 1 <= int(text) <= len(rows):
            self.choose(rows[int(text) - 1])
            self.entered_row.emit(self.currentIndex())
            return
        if plain and text.upper() == "T" and self.currentIndex().isValid():
            self.own_words.emit(self.currentIndex())
        elif not self.leave_letters(event, ENDING):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class Review(Part):
    """Signals: ``fill`` asks to go to a gap, ``seal`` carries why the rest is left open.

    The others ask for the paper, the feedback, the signatures, for opening it again, for a pause.
    """

    about = texts.HELP_REVIEW

    fill = Signal(Gap)
    show_sheet = Signal()
    feedback_wanted = Signal()
    change_wanted = Signal()
    sign_wanted = Signal()
    pause_wanted = Signal()
    seal = Signal(str)

    word = texts.REVIEW

    def __init__(self, session: VisitSession, objecting: Objecting) -> None:
        super().__init__("bg")
        self._session, self._objecting = session, objecting
        self._undo: Callable[[], bool] | None = None
        self._gaps, self._losses = Gaps(session, self), Losses(session, self)
        self.gap_list, self.loss_list = GapList(self._gaps), LossList(self._losses)
        self._head, self._counts = Label("", 20, bold=True), Label("", 15, "text2")
        self._losses_head, self._total = Label("", 17, bold=True), Label("", 17, bold=True)
        self._next = Label("", 15, "text2", wrap=True)
        self._none = Label(texts.NO_LOSSES, 15, "text2")
        self._why = Label("", 15, "warn", bold=True, wrap=True)
        self.seal_button = Button(
            texts.SEAL, self._ask_to_seal, key=texts.SEAL_KEY,
            icon="lock-simple", kind=Kind.PRIMARY, height=46,
        )  # fmt: skip
        self.sign_button = Button(
            sign_texts.SIGN, self.sign_wanted.emit, key="Ctrl+Enter",
            icon="pencil-simple", kind=Kind.PRIMARY, height=46,
        )  # fmt: skip
        self.change_button = Button("", self.change_wanted.emit, key="R", height=46)
        self.show_button = Button(
            sign_texts.FOR_SECRETARY, self.feedback_wanted.emit, key="F6", icon="eye", height=46
        )
        self.sheet_button = Button(
            sign_texts.SHOW_SHEET, self.show_sheet.emit, key="P", icon="file-pdf", height=46
        )
        self.object_button = Button(
            sign_texts.OBJECT_SHORT, self._object, key="Y", icon="chat-centered-text", height=46
        )
        self.pause_button = Button(
            sign_texts.PAUSE, self.pause_wanted.emit, key="Ctrl+W", kind=Kind.QUIET
        )
        self.objections = ObjectionList()
        self._said_head = Label("", 15, bold=True)
        self.leaving = Leaving(session, self)
        self._connect()
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self._build_left(), 1)
        across.addWidget(Hairline(upright=True))
        across.addWidget(self._build_right(), 1)

    def _connect(self) -> None:
        self.objections.entered_row.connect(self._object_again)
        self.objections.drop.connect(self._drop_objection)
        self._objecting.dropped.connect(partial(self._offer, sign_texts.OBJECT_DROPPED))
        self.leaving.kept.connect(self._offer)
        self.leaving.changed.connect(self._stay)
        self.leaving.said.connect(self.said)
        self.leaving.failed.connect(self.failed)
        self._session.changed.connect(self._forget)
        self._session.sealed.connect(self._forget)
        self.gap_list.own_words.connect(self._explain)
        self.gap_list.entered_row.connect(self._go)
        self.gap_list.clicked.connect(self._click)

    def take_focus(self) -> None:
        """Show what is missing and take the focus where work goes on."""
        self.reload()
        if self._gaps.gaps():
            self.gap_list.setFocus()
        else:
            (self.seal_button if self._session.sealing is None else self.sign_button).setFocus()

    def hints(self) -> Sequence[Hint]:
        """Return its keys; those that change something only while the visit is open."""
        return texts.REVIEW_KEYS if self._session.sealing is None else texts.SEALED_REVIEW_KEYS

    def tab(self) -> Tab:
        """Show a tick once the visit is sealed."""
        sealed = int(self._session.sealing is not None)
        return (self.word, sealed, sealed)

    def reload(self) -> None:
        """Show what is missing and what was taken off by now."""
        self._gaps.reload()
        self._losses.reload()
        rows = self._gaps.gaps()
        if rows:
            self.gap_list.choose(rows[0])
        card = self._session.scorecard
        must, may = self._gaps.count(must=True), self._gaps.count(must=False)
        self._head.setText(self._headline(must, may))
        counts = [texts.MUST_MAY.format(must=must, may=may)] if must else []
        left = loose(self._session.desk.roll.roll(), self._session.counted)
        if left and self._session.sealing is None:
            counts.append(LOOSE_PHOTOS.format(count=left))
        self._counts.setText("　".join(counts))
        self._losses_head.setText(texts.LOSSES.format(count=len(card.losses)))
        total = texts.TOTAL.format(points=show(card.points), max=show(card.max))
        level = texts.LEVEL if self._session.sealing is None else texts.LEVEL_SEALED
        self._total.setText(
            f"{level.format(level=card.level) if card.rated else NO_LEVEL}　{total}"
        )
        self._next.setText("　".join(part for part in (card.level_reason, card.next_star) if part))
        self._next.setVisible(bool(self._next.text()))
        self._none.setVisible(not card.losses)
        self.loss_list.setVisible(bool(card.losses))
        said = self._objecting.words()
        self.objections.show_words(said)
        self._said_head.setText(sign_texts.OBJECTIONS_KEYS.format(count=len(said)))
        self._said_head.setVisible(bool(said))
        self._show_seal(must)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        plain = not event.modifiers() & COMMANDING
        letters = {"Y": self._object, "R": self._change, "P": self.show_sheet.emit}
        if event.key() in ENTER_KEYS and control:
            self._go_on()
        elif plain and event.text().upper() in letters:
            letters[event.text().upper()]()
        else:
            super().keyPressEvent(event)

    def _headline(self, must: int, may: int) -> str:
        """Return what the left half says first: whether one may drive off."""
        if self._session.sealing is not None:
            return texts.LEFT_AT_SEALING.format(count=may) if may else texts.NOTHING_LEFT
        if must:
            return texts.MISSING_HEAD.format(count=must + may)
        return texts.MUSTS_FILLED if may else texts.NOTHING_MISSING

    def _show_seal(self, must: int) -> None:
        sealing = self._session.desk.sealed()
        first = texts.SEAL_FIRST.format(count=must) if must else ""
        state, locked = self._session.desk.paper.signing(), self._locked()
        self.change_button.say(sign_texts.CORRECT if locked else sign_texts.REOPEN)
        self.sign_button.say(sign_texts.SEE_SIGNED if locked else sign_texts.SIGN)
        opened = [self.sign_button, self.change_button]
        closed = [self.seal_button, *([self.object_button] if locked else [])]
        self._bar.hold_back(closed if sealing else opened)
        self.pause_button.setVisible(sealing is None)
        self._why.tone("ok" if sealing else "warn")
        if sealing is not None:
            told = texts.SEALED.format(
                time=texts.moment(sealing.at), code=record_code(sealing.digest)
            )
            signed = sign_texts.LOCKED.format(state=word(state)) if locked and state else ""
            first = f"{told}{signed}"
        self.seal_button.allow(first)
        self._why.setText(first)
        self._why.setVisible(bool(first))

    def _go(self, index: QModelIndex) -> None:
        """Go to a gap; from a head, to its first one."""
        line: GapLine | None = index.data(GAP_ROLE)
        gap = (line.gap or next(iter(line.group), None)) if line is not None else None
        if gap is not None:
            self.fill.emit(gap)

    def _click(self, index: QModelIndex) -> None:
        (self._go if index.data(GAP_ROLE).gap is not None else self._explain)(index)

    def _locked(self) -> bool:
        return self._session.desk.paper.signing() not in (None, SignState.WAITING)

    def _go_on(self) -> None:
        if self._session.desk.sealed() is not None:
            self.sign_wanted.emit()
        elif self.seal_button.isEnabled():
            self._ask_to_seal()

    def _ask_to_seal(self) -> None:
        act = texts.SEAL_AGAIN.format(name=self._session.desk.place.name)
        count = self._gaps.unexplained()
        if not count:
            Confirm([sign_texts.SEAL_ASK], act, lambda: self.seal.emit(""), self).open()
            return
        Ask(
            act,
            [Question(word=sign_texts.LEAVE_REASON)],
            lambda said: self.seal.emit(said[0]),
            self,
            told=[sign_texts.SEAL_LEFT.format(count=count), sign_texts.SEAL_ASK],
        ).open()

    def _explain(self, index: QModelIndex) -> None:
        line: GapLine | None = index.data(GAP_ROLE)
        if line is not None:
            self.leaving.explain(line)

    def _stay(self) -> None:
        """Show the reasons that there are now, at the line where one was given."""
        here = self.gap_list.currentIndex().row()
        self.reload()
        self.gap_list.choose(here)

    def _offer(self, told: str, undo: Callable[[], bool]) -> None:
        self._undo = undo
        self.undoable.emit(told, self.undo)

    def undo(self) -> bool:
        """Take back what was done here last; False if there is nothing to take back."""
        undo, self._undo = self._undo, None
        if undo is None or not undo():
            return False
        self.said.emit(texts.UNDONE)
        return True

    def _forget(self) -> None:
        """Let Ctrl+Z go to what was done since: steps are taken back in their order."""
        self._undo = None

    def _object(self) -> None:
        if self._locked():
            return
        line = self.loss_list.currentIndex().data(LOSS_ROLE) if self.loss_list.hasFocus() else None
        self._objecting.ask(ItemCode(str(line[0]).partition(".")[0]) if line else None)

    def _object_again(self, index: QModelIndex) -> None:
        if not self._locked():
            self._objecting.ask_again(index)

    def _drop_objection(self, place: int) -> None:
        if not self._locked():
            self._objecting.drop(place)

    def _change(self) -> None:
        if self._session.desk.sealed() is not None:
            self.change_wanted.emit()

    def _build_left(self) -> QWidget:
        panel = Panel("bg")
        box = column(gap=8)
        box.addLayout(row(self._head, None, self._counts, gap=12))
        box.addWidget(self.gap_list, 1)
        box.addLayout(row(self.pause_button, None))
        box.setContentsMargins(u(20), u(14), u(20), u(8))
        panel.setLayout(box)
        self.gap_list.viewport().setAutoFillBackground(False)
        return panel

    def _build_right(self) -> QWidget:
        panel = Panel("surface")
        box = column(gap=6)
        box.addLayout(row(self._losses_head, None, self._total, gap=12))
        for part in (self._next, self._none):
            box.addWidget(part)
        box.addWidget(self.loss_list, 1_000)
        box.addStretch(1)
        box.addWidget(self._said_head)
        box.addWidget(self.objections)
        box.addWidget(self._why)
        box.setContentsMargins(u(20), u(14), u(20), 0)
        panel.setLayout(box)
        self._bar = ActionBar(
            [self.object_button, self.show_button, self.sheet_button],  # a right stays in sight
            QWidget(),
            [self.seal_button, self.sign_button, self.change_button],
            self.seal_button,
        )
        return boxed(column(panel, self._bar))
