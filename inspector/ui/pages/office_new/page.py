"""The page that makes a county office: lists, folder, PIN; then the recovery key, once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QGridLayout, QLineEdit, QStackedWidget, QWidget

from inspector.actions.creating import OfficeMade
from inspector.actions.explaining import Fault, faults_of
from inspector.domain.errors import InspectorError
from inspector.ui.glyphs import Glyph
from inspector.ui.look import u
from inspector.ui.page import Page
from inspector.ui.pages.office_new import texts
from inspector.ui.pages.office_new.recovery import RecoveryCard, prepare_panel
from inspector.ui.pages.office_new.wish import ASKS, Ask, NewOffice, wish_of
from inspector.ui.widgets.button import Button, Kind
from inspector.ui.widgets.field import Field
from inspector.ui.widgets.keycap import Hint
from inspector.ui.widgets.label import Label
from inspector.ui.widgets.page_head import PageHead
from inspector.ui.widgets.panel import Hairline, Panel, boxed, column, row, scrolling
from inspector.ui.widgets.side import WithSide
from inspector.ui.widgets.told_list import Told, ToldList


class OfficeNewPage(Page):
    """Asks for lists, folder and PIN; nothing that was typed is lost when they are refused.

    Signals: ``wanted`` carries a :class:`NewOffice`, ``entered`` follows the recovery key,
    ``left`` goes back.
    """

    about = texts.HELP

    wanted = Signal(NewOffice)
    entered = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, Field] = {}
        self._wish: NewOffice | None = None
        self.note = Label("", 15, "warn", bold=True, wrap=True)
        self.note.hide()  # its line is the one by which the button would be out of sight
        self.act = Button(texts.CREATE, self.submit, key="Enter", kind=Kind.PRIMARY, height=46)
        self.faults = ToldList(texts.FAULT_LIST)
        self._fault_head = Label("", 17, "text", bold=True, wrap=True)
        self.recovery = RecoveryCard()
        self._sides = QStackedWidget()
        self._sides.addWidget(prepare_panel())
        self._sides.addWidget(self._build_faults())
        self._side = WithSide(self._build_form(), self._sides, texts.SIDE, 380)
        self._head = PageHead(
            texts.TITLE, self._side.button,
            Button(texts.BACK, self.left.emit, key="Esc", icon="arrow-left", height=38),
        )  # fmt: skip
        self._stack = QStackedWidget()
        self._stack.addWidget(self._side)
        self._stack.addWidget(_centred(self.recovery))
        box = column(self._head, Hairline())
        box.addWidget(self._stack, 1)
        self.setLayout(box)
        self.recovery.entered.connect(self.entered)

    @property
    def wish(self) -> NewOffice | None:
        """What was asked for last."""
        return self._wish

    def opened(self) -> None:
        """Take the focus: the first line that is empty."""
        empty = [ask.key for ask in ASKS if not ask.optional and not self.fields[ask.key].text()]
        self.fields[empty[0] if empty else "sites"].setFocus()

    def hints(self) -> Sequence[Hint]:
        if self._stack.currentWidget() is not self._side:
            return texts.KEYS_MADE
        return texts.KEYS_FAULTY if self.faults.lines.rowCount() else texts.KEYS

    def submit(self) -> None:
        """Ask for the office, unless something is missing."""
        if not self.act.isEnabled():
            return
        answers = {key: field.text().strip() for key, field in self.fields.items()}
        wish = wish_of(answers)
        if isinstance(wish, str):
            self._say(wish)
            return
        self._wish = wish
        self._say(texts.WORKING, "text2")
        self.act.allow(texts.WORKING)
        self.wanted.emit(wish)

    def refuse(self, error: Exception) -> None:
        """Show why nothing was made: all faults of a list, or the sentence of the error.

        A bug is for the window to explain; here it only lets people try again.
        """
        self.act.allow()
        if not isinstance(error, InspectorError):
            self._say("")
            return
        faults = faults_of(error)
        self.faults.lines.show_lines([_told(at, fault) for at, fault in enumerate(faults)])
        self._sides.setCurrentIndex(1 if faults else 0)
        if not faults:
            self._say(f"{error.sentence()}{error.advice()}")
            return
        head = texts.FAULTS.format(file=faults[0].file, count=len(faults))
        self._fault_head.setText(head)
        self._say(f"{head}。{texts.FAULTS_MEAN}")
        self._side.open_drawer()
        self.faults.choose(0)
        self.faults.setFocus()
        self.hints_changed.emit()

    def show_made(self, made: OfficeMade) -> None:
        """Show what was made and its recovery key."""
        self.act.allow()
        self._stack.setCurrentIndex(1)
        self._head.hide()
        self.recovery.show_made(made)
        self.hints_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._stack.currentWidget() is self._side:
            if not self._side.close_drawer():
                self.left.emit()
            return
        super().keyPressEvent(event)

    def _build_form(self) -> QWidget:
        grid = QGridLayout()
        grid.setHorizontalSpacing(u(14))
        grid.setVerticalSpacing(u(8))
        grid.setColumnStretch(1, 1)
        for line, ask in enumerate(ASKS):
            self._add(grid, line, ask)
        box = column(gap=14)
        box.addLayout(grid)
        box.addWidget(self.note)
        box.addLayout(row(None, self.act))
        box.addStretch(1)
        box.setContentsMargins(u(24), u(14), u(24), u(10))
        content = Panel("surface")
        content.setLayout(box)
        return scrolling(content)

    def _build_faults(self) -> QWidget:
        box = column(gap=6)
        top = column(self._fault_head, Label(texts.FAULTS_MEAN, 15, "text2", wrap=True), gap=4)
        top.setContentsMargins(u(18), u(16), u(18), u(6))
        box.addLayout(top)
        box.addWidget(Hairline())
        box.addWidget(self.faults, 1)
        return boxed(box)

    def _add(self, grid: QGridLayout, line: int, ask: Ask) -> None:
        field = Field(ask.label, ask.hint)
        if ask.secret:
            field.setEchoMode(QLineEdit.EchoMode.Password)
        field.returnPressed.connect(self.submit)
        field.done.connect(self.left)
        self.fields[ask.key] = field
        grid.addWidget(Label(ask.label, 15, "text2" if ask.optional else "text"), line, 0)
        grid.addWidget(field, line, 1)
        if ask.choose:
            choose: Callable[[], None] = lambda: self._choose(ask)  # noqa: E731 - a button's act
            button = Button(texts.CHOOSE, choose)
            button.setAccessibleName(f"{texts.CHOOSE} {ask.label}")
            grid.addWidget(button, line, 2)

    def _choose(self, ask: Ask) -> None:
        field = self.fields[ask.key]
        if ask.choose == "folder":
            name = QFileDialog.getExistingDirectory(self, ask.label, field.text())
        elif ask.choose == "files":
            names, _filter = QFileDialog.getOpenFileNames(self, ask.label, "", ask.filter)
            name = texts.SEPARATOR.join(names)
        else:
            name, _filter = QFileDialog.getOpenFileName(self, ask.label, "", ask.filter)
        if name:
            field.setText(name)

    def _say(self, sentence: str, tone: str = "warn") -> None:
        self.note.setText(sentence)
        self.note.setVisible(bool(sentence))
        self.note.tone(tone)


def _told(at: int, fault: Fault) -> Told:
    title = f"{fault.place}　{fault.what}".strip("　")
    return Told(title=title, text=fault.fix, glyph=Glyph.GAP, key=str(at))


def _centred(card: QWidget) -> QWidget:
    card.setMaximumWidth(u(680))
    line = row(None, card, None)
    line.setStretch(1, 1_000)
    content = boxed(column(None, boxed(line), None, margin=16))
    return scrolling(content)
