"""What every page of the window is, and how the window learns of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from inspector.domain.errors import InspectorError
from inspector.platform.latch import OnlyReading
from inspector.ui.look import look
from inspector.ui.widgets.keycap import Hint

About = tuple[str, str]
"""What a page is for, and what to do next: the first two sentences of F1."""


class Page(QWidget):
    """A page: it is given what it shows, knows no other page, and speaks by signals.

    Signals: ``toast`` shows one sentence, ``undoable`` one with a way back beside it; ``failed``
    carries an exception for the window to explain; ``hints_changed`` and ``headline_changed`` when
    :meth:`hints` and :meth:`headline` would answer differently. Another headline is another part of
    the page: what was said of the last one is over.
    """

    toast = Signal(str)
    undoable = Signal(str, object)
    failed = Signal(object)
    hints_changed = Signal()
    headline_changed = Signal()

    ground = "bg"
    """Colour token behind the page."""

    about: About = ("", "")
    """For F1; a page with parts sets it anew when another part comes to the front."""

    key = ""
    """The entry under which the window opened it."""

    def opened(self) -> None:
        """Be shown: load what may have changed and take the focus."""

    def save_rest(self) -> bool:
        """Save what could not be saved before; False if it still cannot be."""
        return True

    def explain_refusal(self, error: InspectorError) -> None:
        """Explain a refusal; that the folder is only read stands over every page already."""
        if isinstance(error, OnlyReading):
            self.toast.emit(error.sentence())
        else:
            self.failed.emit(error)

    def hints(self) -> Sequence[Hint]:
        """Return the keys that work now, most useful first."""
        return ()

    def headline(self) -> str:
        """Return what the window's title says while the page is shown; "" for its entry's word."""
        return ""

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        QPainter(self).fillRect(self.rect(), look().colour(self.ground))


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of the navigation; ``build`` runs when it is first opened.

    ``group`` heads a section of the office's side list; ``foot`` puts it at the lower end.
    """

    key: str
    word: str
    icon: str
    build: Callable[[], Page]
    group: str = ""
    foot: bool = False
