"""Asks for a few lines of text; the button says what will be done with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from inspector.ui.look import u
from inspector.ui.widgets.button import Button, Kind
from inspector.ui.widgets.command_list import ENTER_KEYS
from inspector.ui.widgets.dialog import Dialog
from inspector.ui.widgets.field import Field
from inspector.ui.widgets.label import Label
from inspector.ui.widgets.panel import boxed, column, row, scrolling

BACK = "返回"
WAITS = "上面写了才能继续"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One line to fill in; ``value`` stands there already, ``must`` keeps the act waiting."""

    word: str
    value: str = ""
    hint: str = ""
    must: bool = True


class Line(Field):
    """A field of a question; ``given_up`` when Esc was pressed."""

    given_up = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)


class Ask(Dialog):
    """``on`` runs with the answers, in order, once every must is filled.

    ``act`` heads it; its button says ``word``, if that is given, and else the same.

    Esc goes back at once; where words were typed it leaves the field first, so none is lost.
    """

    def __init__(
        self,
        act: str,
        questions: Sequence[Question],
        on: Callable[[list[str]], object],
        parent: QWidget,
        *,
        told: Sequence[str] = (),
        word: str = "",
    ) -> None:
        super().__init__(act, parent, width=520)
        self._questions = tuple(questions)
        self.act = Button(word or act, self.accept, key="Enter", kind=Kind.PRIMARY, height=46)
        self._back = Button(BACK, self.reject, key="Esc", height=46)
        lines = column(Label(act, 18, bold=True, wrap=True), gap=8)
        for sentence in told:
            lines.addWidget(Label(sentence, 16, wrap=True))
        self.fields = [self._field(question) for question in questions]
        for question, field in zip(questions, self.fields, strict=True):
            word = question.word if question.must else f"{question.word}（可不填）"
            lines.addWidget(Label(word, 15, "text2"))
            lines.addWidget(field)
        lines.addStretch(1)
        box = column(margin=20, gap=12)
        self._area = scrolling(boxed(lines))
        box.addWidget(self._area)
        self._why = Label(WAITS, 15, "text2")
        box.addLayout(row(self._back, None, self._why, self.act, gap=12))
        self.setLayout(box)
        self.accepted.connect(lambda: on(self.answers()))
        self._wait()
        self._first_empty().setFocus()
        high = lines.sizeHint().height() + self.act.sizeHint().height() + u(60)
        self.resize(u(560), min(high, round(parent.window().height() * 0.9)))

    def answers(self) -> list[str]:
        """Return what stands in the fields."""
        return [field.text().strip() for field in self.fields]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER_KEYS and not event.isAutoRepeat():
            if self._back.hasFocus():
                self.reject()
            elif self.act.isEnabled():
                self.accept()
            else:
                self._go_on()
            return
        super().keyPressEvent(event)

    def _field(self, question: Question) -> Line:
        field = Line(question.word, question.hint)
        field.setText(question.value)
        field.textChanged.connect(self._wait)
        field.done.connect(self._go_on)
        field.given_up.connect(self._give_up)
        field.down.connect(self.focusNextChild)
        return field

    def _give_up(self) -> None:
        if any(field.isModified() for field in self.fields):
            (self.act if self.act.isEnabled() else self._back).setFocus()
        else:
            self.reject()

    def _go_on(self) -> None:
        """Go to the act, or to the field it waits for: 返回 under the next Enter would lose it."""
        (self.act if self.act.isEnabled() else self._first_empty()).setFocus()

    def _wait(self) -> None:
        pairs = zip(self._questions, self.answers(), strict=True)
        waits = any(question.must and not said for question, said in pairs)
        self.act.allow(WAITS if waits else "")
        self._why.setVisible(waits)

    def _first_empty(self) -> Field:
        waiting = (
            field
            for question, field in zip(self._questions, self.fields, strict=True)
            if question.must and not field.text().strip()
        )
        return next(waiting, self.fields[0])
