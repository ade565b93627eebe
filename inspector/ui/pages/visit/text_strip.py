"""The text field below the rows: own words, remarks, grounds."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from inspector.ui.look import u
from inspector.ui.pages.visit import texts
from inspector.ui.pages.visit.marker import Asking
from inspector.ui.widgets.field import Field
from inspector.ui.widgets.label import Label
from inspector.ui.widgets.panel import Panel, column, row


class TextStrip(Panel):
    """Opens for one text and gives it back; ``written`` follows Enter, Esc or leaving."""

    written = Signal(Asking, str)

    def __init__(self) -> None:
        super().__init__("accent_soft")
        self._offers: Sequence[str] = ()
        self._asking: Asking | None = None
        self._head = Label("", 15, "accent", bold=True)
        self.field = Field(texts.ASK_WORDS.strip())
        self.field.done.connect(self.close_field)
        self.field.returnPressed.connect(self.close_field)
        self.field.down.connect(self._offer)
        self._hint = Label("", 14, "text2")
        box = column(gap=6)
        box.addLayout(row(self._head, None, self._hint, gap=12))
        box.addWidget(self.field)
        box.setContentsMargins(u(16), u(8), u(16), u(10))
        self.setLayout(box)
        self.hide()

    @property
    def is_open(self) -> bool:
        """True while a text is being written."""
        return self._asking is not None

    def ask(self, asking: Asking, text: str, offers: Sequence[str] = ()) -> None:
        """Open for a text; Down writes one of ``offers`` after the other."""
        self._asking, self._offers = asking, offers
        self._hint.setText("　".join((*([texts.ASK_MORE] if offers else ()), texts.ASK_HINT)))
        self._head.setText(asking.value)
        self.field.setAccessibleName(asking.value)
        self.field.setText(text)
        self.show()
        self.field.setFocus()

    def _offer(self) -> None:
        if not self._offers:
            return
        written = self.field.text()
        at = self._offers.index(written) + 1 if written in self._offers else 0
        self.field.setText(self._offers[at % len(self._offers)])

    def close_field(self) -> None:
        """Close and give the text back."""
        asking, self._asking = self._asking, None
        if asking is not None:
            self.hide()
            self.written.emit(asking, self.field.text())
