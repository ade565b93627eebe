"""Asks before the lock where no sheet was printed: print first, or it was printed elsewhere."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from inspector.ui.look import u
from inspector.ui.pages.visit import sign_texts as texts
from inspector.ui.widgets.ask import BACK
from inspector.ui.widgets.button import Button, Kind
from inspector.ui.widgets.command_list import ENTER_KEYS
from inspector.ui.widgets.dialog import Dialog
from inspector.ui.widgets.label import Label
from inspector.ui.widgets.panel import column, row
from inspector.ui.widgets.tick_box import TickBox


class LockPanel(Dialog):
    """Enter does what the loud button says: 先打印, and once the box is ticked the lock."""

    def __init__(
        self, act: str, on_print: Callable[[], object], on_lock: Callable[[], object],
        parent: QWidget,
    ) -> None:  # fmt: skip
        super().__init__(act, parent, width=520)
        self._back = Button(BACK, self.reject, key="Esc", height=46)
        self.lock_button = Button(act, lambda: self._leave(on_lock), height=46)
        self.print_button = Button(
            texts.PRINT_FIRST, lambda: self._leave(on_print), key="F7", icon="printer", height=46
        )
        self.elsewhere = TickBox(texts.PRINTED_ELSEWHERE)
        self.elsewhere.toggled.connect(self._turn)
        box = column(Label(act, 18, bold=True, wrap=True), margin=24, gap=12)
        box.addWidget(Label(texts.NOT_PRINTED, 16, "warn", bold=True, wrap=True))
        box.addWidget(Label(texts.LOCK_TOLD, 16, wrap=True))
        box.addWidget(self.elsewhere)
        box.addSpacing(u(8))
        box.addLayout(row(self._back, None, self.lock_button, self.print_button, gap=12))
        self.setLayout(box)
        self._turn(ticked=False)
        self.elsewhere.setFocus()

    def event(self, event: QEvent) -> bool:
        key = event.key() if isinstance(event, QKeyEvent) else None
        if key == Qt.Key.Key_F7 and event.type() is QEvent.Type.ShortcutOverride:
            event.accept()  # or the page behind takes it
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F7:
            self.print_button.click()
        elif event.key() in ENTER_KEYS and not event.isAutoRepeat():
            loud = self.lock_button if self.elsewhere.isChecked() else self.print_button
            (self._back if self._back.hasFocus() else loud).click()
        else:
            super().keyPressEvent(event)

    def _turn(self, ticked: bool) -> None:  # noqa: FBT001 - Qt's signal passes it so
        self.lock_button.allow("" if ticked else texts.NOT_PRINTED)
        for button, loud in ((self.lock_button, ticked), (self.print_button, not ticked)):
            button.kind = Kind.PRIMARY if loud else Kind.PLAIN
            button.say(button.text(), "Enter" if button is self.lock_button and ticked else None)
        if not ticked:
            self.lock_button.say(self.lock_button.text(), "")

    def _leave(self, on: Callable[[], object]) -> None:
        self.accept()
        on()
