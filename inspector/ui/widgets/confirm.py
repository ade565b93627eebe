"""Asks before an act that cannot be undone; the button says again what will be done."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from inspector.ui.look import u
from inspector.ui.widgets.button import Button, Kind
from inspector.ui.widgets.command_list import ENTER_KEYS
from inspector.ui.widgets.dialog import Dialog
from inspector.ui.widgets.field import Field
from inspector.ui.widgets.label import Label
from inspector.ui.widgets.panel import column, row

BACK = "返回"
WAITS = "上面写了才能继续"


class Confirm(Dialog):
    """``sentences`` say what it means; ``act`` repeats the act; ``on`` runs if it is chosen.

    With a ``field`` the act waits until something is written there.
    """

    def __init__(
        self,
        sentences: Sequence[str],
        act: str,
        on: Callable[[], object],
        parent: QWidget,
        *,
        field: Field | None = None,
    ) -> None:
        super().__init__(act, parent, width=460)
        self.act = Button(act, self.accept, key="Enter", kind=Kind.PRIMARY, height=46)
        self._back = Button(BACK, self.reject, key="Esc", height=46)
        box = column(Label(act, 18, bold=True), margin=24, gap=12)
        for sentence in sentences:
            box.addWidget(Label(sentence, 16, wrap=True))
        if field is not None:
            box.addWidget(field)
        box.addSpacing(u(8))
        self._why = Label(WAITS, 15, "text2")
        self._why.setVisible(field is not None)
        box.addLayout(row(self._back, None, self._why, self.act, gap=12))
        self.setLayout(box)
        self.accepted.connect(on)
        self.act.setFocus()
        if field is not None:
            self._wait_for(field)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER_KEYS and not event.isAutoRepeat():
            if self._back.hasFocus():
                self.reject()
            elif self.act.isEnabled():
                self.accept()
            return
        super().keyPressEvent(event)

    def _wait(self, written: str = "") -> None:
        waits = not written.strip()
        self.act.allow(WAITS if waits else "")
        self._why.setVisible(waits)

    def _wait_for(self, field: Field) -> None:
        self._wait()
        field.textChanged.connect(self._wait)
        field.done.connect(self._back.setFocus)
        field.setFocus()
