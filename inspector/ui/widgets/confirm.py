"""Asks before an act that cannot be undone; the button says again what will be done."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QWidget

from inspector.ui.look import look, u
from inspector.ui.widgets.button import Button, Kind
from inspector.ui.widgets.command_list import ENTER_KEYS
from inspector.ui.widgets.field import Field
from inspector.ui.widgets.label import Label
from inspector.ui.widgets.panel import column, row

BACK = "返回"


class Confirm(QDialog):
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
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(act)
        self.setMinimumWidth(u(460))
        palette = self.palette()
        palette.setColor(self.backgroundRole(), look().colour("surface"))
        self.setPalette(palette)
        self.act = Button(act, self.accept, key="Enter", kind=Kind.PRIMARY, height=46)
        self._back = Button(BACK, self.reject, key="Esc", height=46)
        box = column(Label(act, 18, bold=True), margin=24, gap=12)
        for sentence in sentences:
            box.addWidget(Label(sentence, 16, wrap=True))
        if field is not None:
            box.addWidget(field)
        box.addSpacing(u(8))
        box.addLayout(row(self._back, None, self.act, gap=12))
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

    def _wait_for(self, field: Field) -> None:
        self.act.setEnabled(False)
        field.textChanged.connect(lambda text: self.act.setEnabled(bool(text.strip())))
        field.done.connect(self._back.setFocus)
        field.setFocus()
