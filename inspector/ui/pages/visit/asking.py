"""抽问: five questions in large type, right or wrong by one key, and the five-minute clock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem

from inspector.domain.ledger import MISSING, NOT_DUE, QUESTIONS, THERE, full_cells
from inspector.domain.questions import WRONG_ANSWER, Question
from inspector.domain.rubric import Checkpoint
from inspector.ui.glyphs import Glyph, paint_glyph
from inspector.ui.look import look, u
from inspector.ui.pages.visit import marking, texts
from inspector.ui.pages.visit.part import Part
from inspector.ui.pages.visit.route import Spot
from inspector.ui.pages.visit.row_list import key_of
from inspector.ui.pages.visit.session import VisitSession
from inspector.ui.widgets.action_bar import ActionBar
from inspector.ui.widgets.button import Button, Kind
from inspector.ui.widgets.card import paint_card
from inspector.ui.widgets.command_list import NOWHERE, CommandList, Index
from inspector.ui.widgets.keycap import Hint, cap_width, paint_cap
from inspector.ui.widgets.label import Label
from inspector.ui.widgets.panel import Hairline, column, row

QUESTION_ROLE = int(Qt.ItemDataRole.UserRole)
TALK = 5 * 60
"""Seconds that a secretary has to speak (forms, the prompts of 听)."""

LEFT, RIGHT, SIDE = 56, 216, 16
WRAP = int(Qt.TextFlag.TextWordWrap.value)
GLYPHS = {THERE: Glyph.CLEAR, MISSING: Glyph.DEDUCTED, NOT_DUE: Glyph.UNSET}
WORDS = {THERE: texts.RIGHT, MISSING: texts.WRONG, NOT_DUE: texts.NOT_ASKED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question and what was answered: a letter of the row's cells."""

    number: int
    question: Question
    answer: str


def checkpoint_of(session: VisitSession, spot: Spot) -> Checkpoint | None:
    """Return the row that counts answers: the one in front, else the first of the form."""
    rows = [row for item in session.rubric.items() for row in item.checkpoints]
    asking = [row for row in rows if row.grid is not None and row.grid.kind == QUESTIONS]
    here = [row for row in asking if row.code == spot.checkpoint]
    return next(iter([*here, *asking]), None)


class Questions(QAbstractListModel):
    """The questions of one checkpoint with the answers so far."""

    def __init__(self, session: VisitSession, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._questions: Sequence[Question] = ()
        self.row: Checkpoint | None = None
        session.changed.connect(self.refresh)

    def show_row(self, row: Checkpoint) -> None:
        """Show the questions of a checkpoint."""
        self.beginResetModel()
        self.row = row
        count = len(row.grid.columns) if row.grid is not None else 0
        self._questions = self._session.desk.beside.questions(count)
        self.endResetModel()

    def refresh(self) -> None:
        """Show the answers anew."""
        if self._questions:
            self.dataChanged.emit(self.index(0), self.index(len(self._questions) - 1))

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._questions)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        asked = self.asked(index.row())
        if role == QUESTION_ROLE:
            return asked
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{asked.number} {asked.question.text} {WORDS[asked.answer]}"
        return None

    def asked(self, place: int) -> Asked:
        """Return one question with its answer."""
        return Asked(number=place + 1, question=self._questions[place], answer=self._cells()[place])

    def count(self, answer: str) -> int:
        """Return how many questions have this answer."""
        return self._cells()[: len(self._questions)].count(answer)

    def spot(self, step: object) -> Spot | None:
        """Return where the answers count."""
        if self.row is None:
            return None
        item = next(one.code for one in self._session.rubric.items() if self.row in one.checkpoints)
        return Spot(step=self.row.step if step else None, item=item, checkpoint=self.row.code)

    def _cells(self) -> str:
        spot = self.spot(None)
        if self.row is None or self.row.grid is None or spot is None:
            return ""
        mark = self._session.mark(spot.item, self.row.code)
        return (mark.cells or full_cells(self.row.grid))[0]


class QuestionPainter(QStyledItemDelegate):
    """Paints one question, where its answer is found, and the two keys."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        view = option.widget
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else u(600)
        asked: Asked = index.data(QUESTION_ROLE)
        area = QRect(0, 0, width - u(LEFT + RIGHT + SIDE), 10_000)
        words = QFontMetrics(look().font(22, bold=True)).boundingRect(
            area, WRAP, asked.question.text
        )
        return QSize(width, words.height() + u(41))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        asked: Asked = index.data(QUESTION_ROLE)
        wearing = look()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = paint_card(painter, option, index)
        place = QRectF(card.left() + u(16), card.top() + u(14), u(24), u(24))
        paint_glyph(painter, place, GLYPHS[asked.answer])
        words = card.adjusted(u(LEFT), u(8), -u(RIGHT), -u(26))
        painter.setPen(wearing.colour("text"))
        painter.setFont(wearing.font(22, bold=True))
        painter.drawText(words, WRAP, asked.question.text)
        painter.setPen(wearing.colour("text2"))
        painter.setFont(wearing.font(15))
        below = QRectF(words.left(), card.bottom() - u(28), words.width(), u(22))
        hint = texts.ANSWER_IN.format(hint=asked.question.hint) if asked.question.hint else ""
        painter.drawText(below, Qt.AlignmentFlag.AlignVCenter, hint)
        for chip, key, word, letter in chips(card):
            self._paint_chip(painter, chip, (key, word), chosen=asked.answer == letter)
        painter.restore()

    def _paint_chip(
        self, painter: QPainter, rect: QRectF, said: tuple[str, str], *, chosen: bool
    ) -> None:
        wearing = look()
        key, word = said
        token = ("ok" if key == "1" else "deduct") if chosen else "control"
        fill = ("ok_soft" if key == "1" else "deduct_soft") if chosen else "surface"
        painter.setPen(QPen(wearing.colour(token), u(2) if chosen else wearing.theme.stroke))
        painter.setBrush(wearing.colour(fill))
        painter.drawRoundedRect(rect, u(6), u(6))
        paint_cap(painter, rect.left() + u(10), rect.center().y(), key)
        painter.setPen(wearing.colour("text"))
        painter.setFont(wearing.font(16, bold=chosen))
        left = rect.left() + u(16) + cap_width(key)
        room = QRectF(left, rect.top(), rect.right() - left, rect.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, word)


def chips(card: QRectF) -> list[tuple[QRectF, str, str, str]]:
    """Return the two answers of a question: where, key, word, letter of the cells."""
    top, high, wide = card.center().y() - u(22), u(44), u(94)
    first = QRectF(card.right() - u(RIGHT - 8), top, wide, high)
    second = first.translated(wide + u(8), 0)
    return [(first, "1", texts.RIGHT, THERE), (second, "0", texts.WRONG, MISSING)]


class QuestionList(CommandList):
    """``answered`` carries a place and whether the answer was right; ``command`` other keys."""

    answered = Signal(int, bool)
    command = Signal(str)

    def __init__(self, questions: Questions) -> None:
        super().__init__(texts.QUESTIONS)
        self.setModel(questions)
        self.setItemDelegate(QuestionPainter(self))
        look().changed.connect(self.scheduleDelayedItemsLayout)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = key_of(event)
        if key in ("1", "0") and self.currentIndex().isValid():
            self.answered.emit(self.currentIndex().row(), key == "1")
        elif key and key not in ("Up", "Down"):
            self.command.emit(key)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            card = QRectF(self.visualRect(index)).adjusted(u(2), u(3), -u(2), -u(3))
            for rect, key, _word, _letter in chips(card):
                if rect.contains(event.position()):
                    self.answered.emit(index.row(), key == "1")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class Clock(QObject):
    """Counts five minutes down, and on beyond them; ``ticked`` carries how it reads."""

    ticked = Signal(str)

    def __init__(self, seconds: Callable[[], float], parent: QObject) -> None:
        super().__init__(parent)
        self._seconds = seconds
        self._began: float | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(500)
        self._timer.timeout.connect(self._tick)

    @property
    def runs(self) -> bool:
        """True while somebody speaks."""
        return self._began is not None

    def toggle(self) -> None:
        """Start from five minutes, or stop."""
        if self.runs:
            self._began = None
            self._timer.stop()
            self.ticked.emit("")
        else:
            self._began = self._seconds()
            self._timer.start()
            self._tick()

    def left(self) -> int:
        """Return how many seconds are left; fewer than 0 when the time is over."""
        return TALK if self._began is None else TALK - int(self._seconds() - self._began)

    def _tick(self) -> None:
        self.ticked.emit(reading_of(self.left()))


def reading_of(left: int) -> str:
    """Write what is left: 4:05, or 超 0:12."""
    minutes, seconds = divmod(abs(left), 60)
    told = f"{minutes}:{seconds:02d}"
    return texts.OVERTIME.format(time=told) if left < 0 else told


class Asking(Part):
    """Questions and clock; ``ticked`` carries the clock for the head of the page."""

    about = texts.HELP_ASKING

    ticked = Signal(str)

    of_rows = True

    def __init__(self, session: VisitSession, seconds: Callable[[], float]) -> None:
        super().__init__("bg")
        self._session = session
        self._step: object = None
        self._questions = Questions(session, self)
        self.list = QuestionList(self._questions)
        self.list.viewport().setAutoFillBackground(False)
        self.clock = Clock(seconds, self)
        self._time = Label(reading_of(TALK), 34, bold=True)
        self._title, self._count = Label("", 20, bold=True), Label("", 17, "text2")
        self._empty = Label(texts.NO_BANK, 17, "text2", wrap=True)
        self._start = Button(texts.CLOCK_START, self.clock.toggle, key="S", icon="timer", height=46)
        back = Button(
            texts.ASKED_DONE, self.left.emit,
            key="Enter", icon="check", kind=Kind.PRIMARY, height=46,
        )  # fmt: skip
        top = row(self._title, self._count, None, self._time, self._start, gap=14)
        box = column(gap=10)
        box.addLayout(top)
        box.addWidget(self._empty)
        box.addWidget(self.list, 1)
        box.setContentsMargins(u(20), u(14), u(20), u(10))
        whole = column()
        whole.addLayout(box, 1)
        whole.addWidget(Hairline())
        whole.addWidget(ActionBar([back], Label("", 14), []))
        self.setLayout(whole)
        self.list.answered.connect(self._answer)
        self.list.command.connect(self._press)
        self.clock.ticked.connect(self._show_time)

    def show_questions(self, spot: Spot) -> bool:
        """Show the questions of the row in front, or of the form; False if it asks none."""
        found = checkpoint_of(self._session, spot)
        if found is None:
            return False
        self._step = spot.step
        self._questions.show_row(found)
        self._title.setText(f"{found.code}  {found.text}")
        asked = self._questions.rowCount()
        self._empty.setVisible(not asked)
        self.list.setVisible(bool(asked))
        self._say_count()
        self.list.choose(self._next(0))
        return True

    def place(self) -> Spot | None:
        """Return the row whose questions are shown."""
        return self._questions.spot(self._step)

    def take_focus(self) -> None:
        """Show the answers as they are and take the focus."""
        self._questions.refresh()
        self.list.setFocus()

    def hints(self) -> Sequence[Hint]:
        """Return the keys of the questions."""
        return texts.ASKING_KEYS

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._press(key_of(event))

    def _press(self, key: str) -> None:
        if key in ("Enter", "Esc", "Q"):
            self.left.emit()
        elif key == "S":
            self.clock.toggle()

    def _answer(self, place: int, right: bool) -> None:  # noqa: FBT001 - a signal's own order
        spot, row_ = self.place(), self._questions.row
        if spot is None or row_ is None or row_.grid is None or self._session.stopped():
            return
        text = f"{WRONG_ANSWER}{self._questions.asked(place).question.text}"
        mark = self._session.mark(spot.item, row_.code)
        counted = mark.defects if not mark.cells else None
        entry = marking.answered(mark, row_.grid, place, text, right=right)
        put = self._session.put_mark(spot, entry)
        if put and counted not in (None, 0, entry.defects):  # it was counted before it was asked
            told = texts.COUNT_REPLACED.format(count=counted)
            self.undoable.emit(told, partial(self._session.put_mark, spot, mark))
        self._say_count()
        self.list.choose(self._next(place))

    def _next(self, place: int) -> int:
        """Return the next question that was not asked yet, else this one."""
        order = [*range(place, self._questions.rowCount()), *range(place)]
        return next((at for at in order if self._questions.asked(at).answer == NOT_DUE), place)

    def _say_count(self) -> None:
        wrong, right = self._questions.count(MISSING), self._questions.count(THERE)
        told = texts.ASKED_COUNT.format(asked=wrong + right, wrong=wrong)
        self._count.setText(told)

    def _show_time(self, reading: str) -> None:
        self._time.setText(reading or reading_of(TALK))
        self._time.tone("deduct" if self.clock.left() < 0 else "text")
        self._start.say(texts.CLOCK_STOP if reading else texts.CLOCK_START)
        self.ticked.emit(reading)
