"""The part of 设置 about the PIN: auto-lock, remembering it on this machine, changing it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout

from inspector.ui.look import look, u
from inspector.ui.pages.settings import texts
from inspector.ui.widgets.button import Button, Kind
from inspector.ui.widgets.field import Field
from inspector.ui.widgets.label import Label
from inspector.ui.widgets.panel import Panel, column, row
from inspector.ui.widgets.tick_box import TickBox

MIN_PIN = 6
WIDEST = 360
"""Px at 100 % of a field for a PIN."""


class Locks(Protocol):
    """What can be done about the locks of the open folder; ``tell`` gets a refusal or nothing."""

    def minutes(self) -> int:
        """Return after how many minutes the window is locked; 0 for never."""

    def choose(self, minutes: int) -> None:
        """Keep after how many minutes the window is locked."""

    def lock(self) -> None:
        """Lock the window now."""

    def remembered(self) -> bool:
        """Return True if this machine may open the folder without its PIN."""

    def remember(self, tell: Callable[[str], None], *, on: bool) -> None:
        """Let this machine remember, or forget."""

    def change_pin(self, old: str, new: str, tell: Callable[[str], None]) -> None:
        """Give the folder another PIN."""


class Security(Panel):
    """Acts at once; what the keyring or the disk refuses stands in one sentence."""

    def __init__(self, locks: Locks) -> None:
        super().__init__("bg")
        self._locks = locks
        self.minutes = {
            minutes: Button(words, partial(self._choose, minutes))
            for minutes, words in texts.MINUTES.items()
        }
        self.remember = TickBox(texts.REMEMBER)
        self.kept = Label("", 15, "text2", wrap=True)
        self.fields = {
            key: self._field(words, hint) for key, (words, hint) in texts.PIN_FIELDS.items()
        }
        self.change = Button(texts.CHANGE, self.change_pin, kind=Kind.PLAIN)
        self.changed = Label("", 15, "warn", bold=True, wrap=True)
        self.setLayout(self._lay_out())
        self.remember.clicked.connect(self._remember)
        look().changed.connect(self._mark)
        self.refresh()

    def refresh(self) -> None:
        """Show what is in force."""
        self.remember.setChecked(self._locks.remembered())
        self.remember.setEnabled(True)
        self.change.allow()
        self._mark()

    def change_pin(self) -> None:
        """Change the PIN, unless something is missing."""
        old, new, again = (self.fields[key].text() for key in ("old", "new", "again"))
        fault = _fault(old, new, again)
        self._say_changed(fault)
        if not fault and self.change.isEnabled():
            self.change.allow(texts.CHANGING)
            self._say_changed(texts.CHANGING, "text2")
            self._locks.change_pin(old, new, self._tell_changed)

    def _tell_changed(self, refusal: str) -> None:
        self.refresh()
        self._say_changed(refusal or texts.CHANGED, "warn" if refusal else "ok")
        if not refusal:
            for field in self.fields.values():
                field.clear()

    def _say_changed(self, sentence: str, tone: str = "warn") -> None:
        self.changed.setText(sentence)
        self.changed.tone(tone)
        self.changed.setVisible(bool(sentence))

    def _remember(self) -> None:
        self.remember.setEnabled(False)
        self.kept.setText(texts.KEEPING)
        self._locks.remember(self._tell_kept, on=self.remember.isChecked())

    def _tell_kept(self, refusal: str) -> None:
        self.refresh()
        kept = texts.REMEMBERED if self.remember.isChecked() else texts.FORGOTTEN
        self.kept.setText(refusal or kept)
        self.kept.tone("warn" if refusal else "text2")
        self.remember.setFocus()

    def _choose(self, minutes: int) -> None:
        self._locks.choose(minutes)
        self._mark()

    def _mark(self) -> None:
        for minutes, button in self.minutes.items():
            button.kind = Kind.PRIMARY if minutes == self._locks.minutes() else Kind.PLAIN
            button.updateGeometry()

    def _field(self, words: str, hint: str) -> Field:
        field = Field(words, hint)
        field.setEchoMode(QLineEdit.EchoMode.Password)
        field.setMaximumWidth(u(WIDEST))
        field.returnPressed.connect(self.change_pin)
        return field

    def _lay_out(self) -> QVBoxLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(u(14))
        grid.setVerticalSpacing(u(10))
        for line, (key, field) in enumerate(self.fields.items()):
            grid.addWidget(Label(texts.PIN_FIELDS[key][0], 15, "text2"), line, 0)
            grid.addWidget(field, line, 1)
        grid.setColumnStretch(1, 1)
        grid.addLayout(row(self.change, None), len(self.fields), 1)
        grid.addWidget(self.changed, len(self.fields) + 1, 1)
        self.changed.hide()
        box = column(gap=10)
        box.addWidget(Label(texts.LOCK, 17, bold=True))
        box.addWidget(Label(texts.LOCK_SUB, 15, "text2", wrap=True))
        now = Button(texts.LOCK_NOW, self._locks.lock, key="Ctrl+L", icon="lock-simple")
        box.addLayout(row(*self.minutes.values(), now, None, gap=10))
        box.addSpacing(u(16))
        box.addWidget(Label(texts.PIN, 17, bold=True))
        box.addWidget(Label(texts.PIN_SUB, 15, "text2", wrap=True))
        box.addWidget(self.remember)
        box.addWidget(self.kept)
        box.addLayout(grid)
        return box


def _fault(old: str, new: str, again: str) -> str:
    if not (old and new and again):
        return texts.ALL_THREE
    if new != again:
        return texts.PINS_DIFFER
    return texts.PIN_SHORT if len(new.strip()) < MIN_PIN else ""
