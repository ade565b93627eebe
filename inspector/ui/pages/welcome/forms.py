"""What the three choices ask for: PIN, files, folder, code."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QGridLayout, QLineEdit

from inspector.ui.look import u
from inspector.ui.pages.welcome import texts
from inspector.ui.pages.welcome.asked import Asked
from inspector.ui.widgets.button import Button, Kind
from inspector.ui.widgets.field import Field
from inspector.ui.widgets.label import Label
from inspector.ui.widgets.panel import Panel, column, row

MIN_PIN = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchWish:
    """What a field folder is made of."""

    folder: Path
    package: Path
    code: str = field(repr=False)
    pin: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PinWish:
    """Another PIN for a folder whose own was forgotten: by code, or by recovery key."""

    folder: Path
    secret: str = field(repr=False)
    pin: str = field(repr=False)
    office: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One line of a form. ``choose`` is how a path is chosen: ``file``, ``folder`` or nothing."""

    key: str
    label: str
    hint: str = ""
    choose: str = ""
    filter: str = ""
    secret: bool = False


class Form(Panel):
    """A card with lines, a sentence of what is missing, and one primary button.

    ``ready`` carries the answers by key; ``back`` goes back to the choices; ``aside`` is the
    quiet way besides, if the form has one.
    """

    ready = Signal(dict)
    back = Signal()
    aside = Signal()

    def __init__(self, title: str, asks: Sequence[Ask], act: str, *, aside: str = "") -> None:
        super().__init__("surface", border="line2", radius=10)
        self._asks = tuple(asks)
        self.fields: dict[str, Field] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(u(14))
        grid.setVerticalSpacing(u(12))
        grid.setColumnStretch(1, 1)
        for line, ask in enumerate(self._asks):
            self._add(grid, line, ask)
        self.note = Label("", 15, "text2", wrap=True)
        self.fault = Label("", 15, "warn", bold=True, wrap=True)
        self._go = Button(act, self._submit, key="Enter", kind=Kind.PRIMARY, height=46)
        box = column(Label(title, 20, bold=True), gap=16)
        box.addLayout(grid)
        box.addWidget(self.note)
        box.addWidget(self.fault)
        self._back = Button(texts.BACK, self.back.emit, key="Esc", height=46)
        feet: list[Button | None] = [self._back, None, self._go]
        if aside:
            feet.insert(1, Button(aside, self.aside.emit, kind=Kind.QUIET, height=46))
        box.addLayout(row(*feet, gap=12))
        box.setContentsMargins(u(28), u(22), u(28), u(22))
        self.setLayout(box)

    def start(self, note: str = "") -> None:
        """Be shown: empty the secrets, say ``note``, take the focus."""
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.fault.setText("")
        for ask in self._asks:
            if ask.secret:
                self.fields[ask.key].clear()
        first = next((ask for ask in self._asks if not self.fields[ask.key].text()), self._asks[0])
        self.fields[first.key].setFocus()

    def say_back(self, words: str) -> None:
        """Name where the way back leads."""
        self._back.say(words)

    def say_fault(self, sentence: str) -> None:
        """Show what does not work yet."""
        self.fault.setText(sentence)
        if len(self._asks) == 1 and sentence:
            only = self.fields[self._asks[0].key]
            only.setFocus()
            only.selectAll()  # typing again replaces what was wrong

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.back.emit()
            return
        super().keyPressEvent(event)

    def _add(self, grid: QGridLayout, line: int, ask: Ask) -> None:
        entry = Field(ask.label, ask.hint)
        if ask.secret:
            entry.setEchoMode(QLineEdit.EchoMode.Password)
        entry.returnPressed.connect(self._submit)
        entry.done.connect(self.back)
        self.fields[ask.key] = entry
        grid.addWidget(Label(ask.label, 15, "text2"), line, 0)
        grid.addWidget(entry, line, 1)
        if ask.choose:
            choose: Callable[[], None] = lambda: self._choose(ask)  # noqa: E731 - a button's act
            button = Button(texts.CHOOSE, choose)
            button.setAccessibleName(f"{texts.CHOOSE} {ask.label}")
            grid.addWidget(button, line, 2)

    def _choose(self, ask: Ask) -> None:
        if ask.choose == "folder":
            name = QFileDialog.getExistingDirectory(self, ask.label, self.fields[ask.key].text())
        else:
            name, _filter = QFileDialog.getOpenFileName(self, ask.label, "", ask.filter)
        if name:
            self.fields[ask.key].setText(name)

    def _submit(self) -> None:
        answers = {key: entry.text().strip() for key, entry in self.fields.items()}
        fault = _fault(self._asks, answers)
        self.fault.setText(fault)
        if not fault:
            self.ready.emit(answers)


def _fault(asks: Sequence[Ask], answers: dict[str, str]) -> str:
    missing = [ask.label for ask in asks if not answers[ask.key]]
    if missing:
        return texts.MISSING.format(names="、".join(missing))
    if "again" in answers and answers["again"] != answers["pin"]:
        return texts.PINS_DIFFER
    if "again" in answers and len(answers["pin"]) < MIN_PIN:
        return texts.PIN_SHORT
    return ""


PIN_ASKS = (Ask(key="pin", label=texts.PIN, secret=True),)
NEW_PIN = (
    Ask(key="pin", label=texts.PIN, hint=texts.PIN_RULE, secret=True),
    Ask(key="again", label=texts.PIN_AGAIN, secret=True),
)
OTHER_PIN = (
    Ask(key="pin", label=texts.NEW_PIN, hint=texts.NEW_PIN_HINT, secret=True),
    Ask(key="again", label=texts.PIN_AGAIN, secret=True),
)
CODE_ASKS = (Ask(key="secret", label=texts.CODE, hint=texts.LAST_CODE_HINT), *OTHER_PIN)
RECOVERY_ASKS = (Ask(key="secret", label=texts.RECOVERY, hint=texts.RECOVERY_HINT), *OTHER_PIN)
DISPATCH_ASKS = (
    Ask(key="package", label=texts.PACKAGE_FILE, choose="file", filter=texts.PACKAGE_FILTER),
    Ask(key="code", label=texts.CODE, hint=texts.CODE_HINT),
    Ask(key="folder", label=texts.TARGET, hint=texts.TARGET_HINT, choose="folder"),
    *NEW_PIN,
)


def form_of(asked: Asked) -> Form:
    """Return the form that asks for something."""
    title, asks, act = {
        Asked.PIN: (texts.PIN_TITLE, PIN_ASKS, texts.OPEN),
        Asked.DISPATCH: (texts.DISPATCH_TITLE, DISPATCH_ASKS, texts.OPEN_PACKAGE),
        Asked.CODE: (texts.FORGOT_TITLE, CODE_ASKS, texts.SET_PIN),
        Asked.RECOVERY: (texts.FORGOT_TITLE, RECOVERY_ASKS, texts.SET_PIN),
    }[asked]
    return Form(title, asks, act, aside=texts.FORGOT if asked is Asked.PIN else "")


def pin_wish(folder: Path, answers: Mapping[str, str], *, office: bool) -> PinWish:
    """Return what a form about a forgotten PIN asked for."""
    return PinWish(folder=folder, secret=answers["secret"], pin=answers["pin"], office=office)


def dispatch_wish(answers: Mapping[str, str]) -> DispatchWish:
    """Return what the form 打开下发包 asked for."""
    return DispatchWish(
        folder=Path(answers["folder"]),
        package=Path(answers["package"]),
        code=answers["code"],
        pin=answers["pin"],
    )
