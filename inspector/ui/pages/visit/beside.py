"""What is asked and noted beside the rows: five questions with their clock, clues."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from inspector.ui.pages.visit import texts
from inspector.ui.pages.visit.asking import Asking
from inspector.ui.pages.visit.clues import Clues
from inspector.ui.pages.visit.part import Part
from inspector.ui.pages.visit.session import VisitSession
from inspector.ui.pages.visit.zone import Zone


class Beside(QObject):
    """Opens its parts at the keys of the rows (Q, S, V), and leads back to them.

    Signals: ``wanted`` carries the part to bring to the front; ``back`` asks for the rows;
    ``said`` shows one sentence.
    """

    wanted = Signal(Part)
    back = Signal()
    said = Signal(str)

    def __init__(self, session: VisitSession, zone: Zone, seconds: Callable[[], float]) -> None:
        super().__init__(zone)
        self._zone = zone
        self.asking, self.clues = Asking(session, seconds), Clues(session)
        self._keys = {"Q": self.ask, "S": self.asking.clock.toggle, "V": self.note_clue}
        zone.beside.connect(lambda key: self._keys[key]())
        self.asking.left.connect(self._leave_questions)
        self.clues.left.connect(self.back)
        session.sealed.connect(self._stop_clock)

    @property
    def parts(self) -> Sequence[Part]:
        """Its parts; none of them has a tab."""
        return (self.asking, self.clues)

    def ask(self) -> None:
        """Q: ask what the form wants asked, of the row in front or of the first that asks."""
        if self.asking.show_questions(self._zone.spot):
            self.wanted.emit(self.asking)
        else:
            self.said.emit(texts.NO_QUESTIONS)

    def note_clue(self) -> None:
        """V: note what the negative list may speak of."""
        self.clues.show_entries(self._zone.spot)
        self.wanted.emit(self.clues)

    def _stop_clock(self) -> None:
        if self.asking.clock.runs:
            self.asking.clock.toggle()

    def _leave_questions(self) -> None:
        spot = self.asking.place()
        if spot is not None:
            self._zone.go(spot)
        self.back.emit()
