"""The text field below the rows: own words, remarks, grounds."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal

from inspector.ui.look import u
from inspector.ui.pages.visit import texts
from inspector.ui.pages.visit.marker import Asking
from inspector.ui.widgets.announce import announce
from inspector.ui.widgets.field import Field
from inspector.ui.widgets.label import Label
from inspector.ui.widgets.panel import Panel, column, row


class TextStrip(Panel):
    """Opens for one text and gives it back; ``written`` follows Enter, Esc or leaving.

    Where it opened by itself (``Asking.TYPED``), only Enter gives the text back, and no letters
    alone; ``dropped`` carries what was typed there otherwise. ``turned`` when it opened or closed.
    """

    written = Signal(Asking, str)
    dropped = Signal(str)
    turned = Signal()

    def __init__(self) -> None:
        super().__init__("accent_soft")
        self._offers: Sequence[str] = ()
        self._asking: Asking | None = None
        self._head = Label("", 15, "accent", bold=True)
        self.field = Field(texts.ASK_WORDS.strip())
        self.field.done.connect(self.close_field)
        self.field.returnPressed.connect(self.take)
        self.field.textEdited.connect(lambda _text: self._show_hint())
        self.field.down.connect(self._offer)
        self._hint = Label("", 14, "text2", wrap=True)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        above = row(self._head, self._hint, gap=12)
        above.setStretch(1, 1)
        box = column(gap=6)
        box.addLayout(above)
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
        self._show_hint()
        self._head.setText(asking.value)
        self.field.setAccessibleName(asking.value)
        self.field.setText(text)
        self.show()
        self.field.setFocus()
        self.turned.emit()

    def enter_word(self) -> str:
        """Return what Enter does while it is open, in the words of a button."""
        return texts.TYPED_TAKE if self._asking is Asking.TYPED else texts.ASK_TAKE

    def _offer(self) -> None:
        if not self._offers:
            return
        written = self.field.text()
        at = self._offers.index(written) + 1 if written in self._offers else 0
        self.field.setText(self._offers[at % len(self._offers)])

    def close_field(self) -> None:
        """Close and give the text back; what was typed by mistake is no reason."""
        self._close(by_enter=False)

    def take(self) -> None:
        """Enter: give the text back, unless it is letters that were typed by mistake."""
        text = self.field.text()
        if self._asking is Asking.TYPED and text and text.isascii():
            self._hint.setText(texts.TYPED_LETTERS)
            self._hint.tone("warn")
            announce(self.field, texts.TYPED_LETTERS)
            return
        self._close(by_enter=True)

    def _close(self, *, by_enter: bool) -> None:
        asking, self._asking = self._asking, None
        if asking is None:
            return
        self.hide()
        text = self.field.text().strip()
        if asking is Asking.TYPED and text and not by_enter:
            self.dropped.emit(text)
        else:
            self.written.emit(asking, self.field.text())
        self.turned.emit()

    def _show_hint(self) -> None:
        by_itself = self._asking is Asking.TYPED
        told = texts.TYPED_HINT if by_itself else texts.ASK_HINT
        more = [texts.ASK_MORE] if self._offers and not by_itself else []
        self._hint.setText("　".join((*more, told)))
        self._hint.tone("text2")
