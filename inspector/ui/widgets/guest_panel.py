"""A panel that a page is given by who builds it: the page shows it and knows no more of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from inspector.ui.widgets.keycap import Hint
from inspector.ui.widgets.panel import Panel


class GuestPanel(Panel):
    """Signals: ``said`` one sentence, ``failed`` an exception, ``left`` to go back.

    ``turned`` follows whatever changes what the page shows.
    """

    said = Signal(str)
    failed = Signal(object)
    left = Signal()
    turned = Signal()

    def take_focus(self) -> None:
        """Show how things stand and take the focus where work goes on."""
        raise NotImplementedError

    def hints(self) -> Sequence[Hint]:
        """Return the keys that work now."""
        raise NotImplementedError

    def print_two(self) -> None:
        """Put the paper on a printer."""
        raise NotImplementedError
