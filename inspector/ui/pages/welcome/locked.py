"""The lock: covers the window while nobody is there, and shows nothing of any site."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from inspector.ui.icons import paint_icon
from inspector.ui.look import look, u
from inspector.ui.page import Page
from inspector.ui.pages.welcome import forms, texts
from inspector.ui.pages.welcome.asked import Asked
from inspector.ui.widgets.keycap import Hint
from inspector.ui.widgets.label import Label
from inspector.ui.widgets.panel import boxed, centred, column, row, scrolling


class LockMark(QWidget):
    """A closed lock."""

    def __init__(self) -> None:
        super().__init__()
        self._fit()
        look().changed.connect(self._fit)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        paint_icon(QPainter(self), QRectF(self.rect()), "lock-key", "accent")

    def _fit(self) -> None:
        self.setFixedSize(u(30), u(30))


class LockPage(Page):
    """Signals: ``pin`` that was typed, ``reset`` (a wish), ``left`` for another folder."""

    about = texts.HELP_LOCKED

    pin = Signal(str)
    reset = Signal(object)
    left = Signal()

    def __init__(self, title: str, folder: Path, *, office: bool) -> None:
        super().__init__()
        self._folder, self._office = folder, office
        self.title = Label(title, 22, bold=True, wrap=True)
        self.forms = {
            asked: forms.form_of(asked)
            for asked in (Asked.PIN, Asked.RECOVERY if office else Asked.CODE)
        }
        self._stack = QStackedWidget()
        self._cards: dict[Asked, QWidget] = {}
        for asked, form in self.forms.items():
            self._cards[asked] = boxed(column(form, None))
            self._stack.addWidget(self._cards[asked])
        head = row(LockMark(), self.title, Label(texts.LOCKED, 17, "text2"), None, gap=12)
        inner = column(gap=18)
        inner.addLayout(head)
        inner.addWidget(self._stack)
        self.setLayout(column(scrolling(centred(boxed(inner), 680))))
        self._connect()
        self.forms[Asked.PIN].say_back(texts.OTHER_FOLDER)
        self.forms[Asked.PIN].start(texts.LOCKED_NOTE)

    def opened(self) -> None:
        """Take the focus."""
        self.forms[self.asked].start(self._note())

    @property
    def asking(self) -> bool:
        """True always: a form is open, which can show what went wrong."""
        return True

    @property
    def asked(self) -> Asked:
        """Which form is open."""
        shown = self._stack.currentWidget()
        return next(asked for asked, card in self._cards.items() if card is shown)

    def hints(self) -> Sequence[Hint]:
        return texts.LOCKED_KEYS if self.asked is Asked.PIN else texts.FORM_KEYS

    def refuse(self, sentence: str) -> None:
        """Say in the open form what went wrong; nothing that was typed is lost."""
        self.forms[self.asked].say_fault(sentence)

    def _show(self, asked: Asked) -> None:
        self._stack.setCurrentWidget(self._cards[asked])
        self.opened()
        self.hints_changed.emit()

    def _note(self) -> str:
        if self.asked is Asked.PIN:
            return texts.LOCKED_NOTE
        return texts.FORGOT_OFFICE if self._office else texts.FORGOT_FIELD

    def _connect(self) -> None:
        other = Asked.RECOVERY if self._office else Asked.CODE
        by_pin, by_other = self.forms[Asked.PIN], self.forms[other]
        by_pin.ready.connect(lambda answers: self.pin.emit(answers["pin"]))
        by_pin.aside.connect(lambda: self._show(other))
        by_pin.back.connect(self.left)
        by_other.back.connect(lambda: self._show(Asked.PIN))
        by_other.ready.connect(self._wish)

    def _wish(self, answers: dict[str, str]) -> None:
        self.reset.emit(forms.pin_wish(self._folder, answers, office=self._office))
