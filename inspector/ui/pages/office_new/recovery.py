"""The recovery key, shown once to be copied down by hand."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QGridLayout, QWidget

from inspector.actions.creating import OfficeMade
from inspector.ui.glyphs import Glyph
from inspector.ui.look import look, u
from inspector.ui.pages.office_new import texts
from inspector.ui.widgets.button import Button, Kind
from inspector.ui.widgets.command_list import ENTER_KEYS
from inspector.ui.widgets.glyph_mark import GlyphMark
from inspector.ui.widgets.label import Label
from inspector.ui.widgets.panel import Hairline, Panel, boxed, column, row

ACROSS, GROUP = 6, 5
"""Groups in one line, and characters in a group."""


class RecoveryCard(Panel):
    """``entered`` follows once the key was copied down and the office is to be opened."""

    entered = Signal()

    def __init__(self) -> None:
        super().__init__("surface", border="line2", radius=10)
        self._key = ""
        self._title, self._told = Label("", 20, bold=True, wrap=True), Label("", 16, wrap=True)
        self.key = Panel("sunken", border="line2", radius=8)
        self._groups = QGridLayout(self.key)
        self._groups.setContentsMargins(u(20), u(14), u(20), u(14))
        self._groups.setVerticalSpacing(u(8))
        self.written = QCheckBox(texts.WRITTEN)
        self.written.setFont(look().font(16))
        self.written.setMinimumHeight(u(36))
        self.why = Label(texts.NOT_WRITTEN, 15, "warn", bold=True)
        self._copy = Button(texts.COPY, self._copy_key, height=46)
        self.act = Button(texts.OPEN, self.entered.emit, key="Enter", kind=Kind.PRIMARY, height=46)
        box = column(gap=12)
        box.addLayout(row(GlyphMark(Glyph.CLEAR, 26), self._title, None, gap=12))
        box.addWidget(self._told)
        box.addWidget(Hairline())
        box.addWidget(Label(texts.KEY_TITLE, 17, bold=True))
        box.addWidget(Label(texts.KEY_TOLD, 15, "text2", wrap=True))
        box.addWidget(self.key)
        box.addWidget(self.written)
        box.addLayout(row(self._copy, None, self.why, self.act, gap=12))
        box.setContentsMargins(u(28), u(22), u(28), u(22))
        self.setLayout(box)
        self.written.toggled.connect(self._turn)
        self._turn(written=False)

    def show_made(self, made: OfficeMade) -> None:
        """Show what was made, and its key."""
        self._key = made.recovery
        self._title.setText(texts.MADE.format(county=made.county.name))
        self._told.setText(
            texts.MADE_TOLD.format(townships=made.townships, sites=made.sites, teams=made.teams)
        )
        head, groups = grouped(made.recovery)
        self._groups.addWidget(Label(head, 18, bold=True), 0, 0, 1, ACROSS)
        for at, group in enumerate(groups):
            self._groups.addWidget(Label(group, 18, bold=True), 1 + at // ACROSS, at % ACROSS)
        self.key.setAccessibleName(f"{texts.KEY_TITLE} {made.recovery}")
        self.written.setChecked(False)
        self.written.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER_KEYS and self.written.isChecked():
            self.entered.emit()
            return
        if event.key() == Qt.Key.Key_Escape:
            return  # the key is shown this once: leaving takes the button
        super().keyPressEvent(event)

    def _turn(self, written: bool) -> None:  # noqa: FBT001 - a slot of QCheckBox
        self.act.allow("" if written else texts.NOT_WRITTEN)
        self.why.setVisible(not written)

    def _copy_key(self) -> None:
        QApplication.clipboard().setText(self._key)
        self._copy.say(texts.COPIED)


def grouped(recovery: str) -> tuple[str, tuple[str, ...]]:
    """Return the fixed beginning of a key, and the rest in short groups for copying."""
    head, one, rest = recovery.rpartition("-1")
    groups = tuple(rest[at : at + GROUP] for at in range(0, len(rest), GROUP))
    return head + one, groups


def prepare_panel() -> QWidget:
    """Return what has to be at hand before an office is made."""
    box = column(Label(texts.SIDE, 17, bold=True), gap=6)
    box.setContentsMargins(u(18), u(16), u(18), u(16))
    for title, told in texts.PREPARE:
        box.addSpacing(u(6))
        box.addWidget(Label(title, 15, bold=True))
        box.addWidget(Label(told, 15, "text2", wrap=True))
    box.addStretch(1)
    return boxed(box)
