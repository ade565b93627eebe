"""The welcome page: where to start."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from inspector.ui.look import u
from inspector.ui.navigation import Mark
from inspector.ui.page import Page
from inspector.ui.pages.welcome import texts
from inspector.ui.pages.welcome.asked import Asked
from inspector.ui.pages.welcome.choices import RECENT_ROLE, Choice, Recent, RecentPainter, Recents
from inspector.ui.widgets.button import Button, Kind
from inspector.ui.widgets.command_list import CommandList
from inspector.ui.widgets.keycap import Hint
from inspector.ui.widgets.label import Label
from inspector.ui.widgets.panel import boxed, centred, column, row, scrolling

if TYPE_CHECKING:
    from inspector.ui.pages.welcome.forms import Form


ROOM_FOR_CHOICES = 540
"""Px at 100 % of the page's height from which its choices take their full height."""


class WelcomePage(Page):
    """The choices, and the forms that some of them open.

    Signals: ``sample``, ``practice``, ``chosen`` (path and title), ``folder`` (path and PIN),
    ``forgot`` (path), ``reset`` (a wish), ``office``, ``dispatch`` (a wish) and ``restore``.
    """

    about = texts.HELP

    sample = Signal()
    practice = Signal()
    chosen = Signal(Path, str)
    folder = Signal(Path, str)
    forgot = Signal(Path)
    reset = Signal(object)
    office = Signal()
    dispatch = Signal(object)
    restore = Signal()

    def __init__(self, recents: Sequence[Recent], demo_pin: str = "") -> None:
        super().__init__()
        self._recents = tuple(recents)
        self._demo_pin = demo_pin
        self._asked: Path | None = None
        self.choices = [
            Choice("play-circle", texts.SAMPLE, texts.SAMPLE_SUB, "1", self.sample.emit),
            Choice("buildings", texts.OFFICE, texts.OFFICE_SUB, "2", self.office.emit),
            Choice(
                "package", texts.DISPATCH, texts.DISPATCH_SUB, "3",
                lambda: self._ask(Asked.DISPATCH),
            ),
            Choice(
                "pencil-simple", texts.PRACTICE, texts.PRACTICE_SUB, "4", self.practice.emit
            ),
        ]  # fmt: skip
        self.list = CommandList(texts.RECENT)
        self._stack = QStackedWidget()
        self._start = self._build_start()
        self._stack.addWidget(self._start)
        self._forms: dict[Asked, tuple[Form, QWidget]] = {}
        self.setLayout(column(self._stack))

    def form(self, asked: Asked) -> Form:
        """Return a form; it is made when it is first asked for, the start must not wait."""
        if asked not in self._forms:
            from inspector.ui.pages.welcome import forms  # noqa: PLC0415 - as the docstring says

            form = forms.form_of(asked)
            card = scrolling(centred(form, 680))
            self._stack.addWidget(card)
            form.back.connect(self.show_start)
            form.ready.connect(lambda answers: self._give(asked, answers))
            form.aside.connect(lambda: self.forgot.emit(self._asked))
            self._forms[asked] = form, card
        return self._forms[asked][0]

    def opened(self) -> None:
        """Take the focus: what was open before, else the first choice."""
        (self.list if self._recents else self.choices[0]).setFocus()

    def hints(self) -> Sequence[Hint]:
        return texts.KEYS if self._stack.currentWidget() is self._start else texts.FORM_KEYS

    def show_start(self) -> None:
        """Show the choices."""
        self._stack.setCurrentWidget(self._start)
        self.opened()
        self.hints_changed.emit()

    def ask_pin(self, path: Path, title: str, *, why: str = "") -> None:
        """Ask for the PIN of a data folder; ``why`` says what else was tried."""
        self._asked = path
        demo = "样例县" in path.parts and self._demo_pin
        note = texts.PIN_DEMO.format(pin=self._demo_pin) if demo else ""
        self._ask(Asked.PIN, "\n".join(filter(None, (title, str(path), note, why))))

    def ask_other_way(self, *, office: bool) -> None:
        """Ask for what opens the folder without its PIN, and for the PIN to be."""
        if office:
            self._ask(Asked.RECOVERY, texts.FORGOT_OFFICE)
        else:
            self._ask(Asked.CODE, texts.FORGOT_FIELD)

    @property
    def asking(self) -> bool:
        """True while a form is open, which can show what went wrong."""
        return self._stack.currentWidget() is not self._start

    def refuse(self, sentence: str) -> None:
        """Say in the open form what went wrong; nothing that was typed is lost."""
        for form, card in self._forms.values():
            if self._stack.currentWidget() is card:
                form.say_fault(sentence)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        start = self._stack.currentWidget() is self._start
        if start and text in ("1", "2", "3", "4") and not event.modifiers() & ~_KEYPAD:
            self.choices[int(text) - 1].click()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for choice in self.choices:
            choice.fit(low=self.height() < u(ROOM_FOR_CHOICES))

    def _ask(self, asked: Asked, note: str = "") -> None:
        form = self.form(asked)
        self._stack.setCurrentWidget(self._forms[asked][1])
        form.start(note)
        self.hints_changed.emit()

    def _build_start(self) -> QWidget:
        self.list.setModel(Recents(self._recents, self.list))
        self.list.setItemDelegate(RecentPainter(self.list))
        self.list.viewport().setAutoFillBackground(False)
        self.list.entered_row.connect(self._open_recent)
        self.list.clicked.connect(self._open_recent)
        self.list.choose(0)
        self.list.setMinimumHeight(62)
        head = row(Mark(), Label(texts.PRODUCT, 26, bold=True), None, gap=12)
        left = column(gap=12)
        left.addLayout(head)
        left.addWidget(Label(texts.SAYING, 16, "text2", wrap=True))
        left.addSpacing(8)
        for choice in self.choices:
            left.addWidget(choice)
        left.addStretch(1)
        right = column(Label(texts.RECENT, 17, bold=True), gap=8)
        right.addWidget(
            self.list if self._recents else Label(texts.NO_RECENT, 15, "text2", wrap=True)
        )
        folder = Button(texts.FOLDER, self._choose_folder, icon="folder-open", kind=Kind.QUIET)
        right.addLayout(row(folder, None))
        back = Button(texts.RESTORE, self.restore.emit, icon="arrow-u-up-left", kind=Kind.QUIET)
        right.addLayout(row(back, None))
        if not self._recents:
            right.addStretch(1)
        across = row(boxed(left), boxed(right), gap=48)
        across.setStretch(0, 3)
        across.setStretch(1, 2)
        whole = boxed(across)
        whole.setMaximumHeight(16_777)
        return scrolling(centred(whole, 1080))

    def _open_recent(self, index: QModelIndex) -> None:
        recent: Recent = index.data(RECENT_ROLE)
        self.chosen.emit(recent.path, recent.title)

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, texts.FOLDER)
        if name:
            self.chosen.emit(Path(name), Path(name).name)

    def _give(self, asked: Asked, answers: dict[str, str]) -> None:
        from inspector.ui.pages.welcome import forms  # noqa: PLC0415 - a form is open by now

        if asked is Asked.DISPATCH:
            self.dispatch.emit(forms.dispatch_wish(answers))
        elif self._asked is not None and asked is Asked.PIN:
            self.folder.emit(self._asked, answers["pin"])
        elif self._asked is not None:
            office = asked is Asked.RECOVERY
            self.reset.emit(forms.pin_wish(self._asked, answers, office=office))


_KEYPAD = Qt.KeyboardModifier.KeypadModifier
