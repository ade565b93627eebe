"""The parts of a visit page: each is a tab of the head, or is opened from one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from inspector.domain.ids import StepId
from inspector.ui.page import About
from inspector.ui.pages.visit import route
from inspector.ui.pages.visit.session import VisitSession
from inspector.ui.widgets.keycap import Hint
from inspector.ui.widgets.panel import Panel

Tab = tuple[str, int, int]
"""Word, how much of it is done, and of how much; 0 of 0 counts nothing."""


class Part(Panel):
    """One part: it is given what it shows and speaks by signals.

    Signals: ``said`` shows one sentence, ``undoable`` one with a way back beside it; ``failed``
    carries an exception for the window to explain; ``left`` asks to go back to the rows;
    ``tab_changed`` when :meth:`tab` would answer differently.
    """

    said = Signal(str)
    undoable = Signal(str, object)
    failed = Signal(object)
    left = Signal()
    tab_changed = Signal()

    word = ""
    """What its tab says; a part without a word has none."""
    about: About = ("", "")
    """For F1: what the part is for, and what to do next."""
    before_steps = False
    """Its tab stands before those of the steps."""
    of_rows = False
    """It was opened from the rows, and their tab stays in front."""

    def take_focus(self) -> None:
        """Be shown: load what may have changed and take the focus where work goes on."""
        self.setFocus()

    def hints(self) -> Sequence[Hint]:
        """Return the keys that work in this part, most useful first."""
        return ()

    def tab(self) -> Tab:
        """Return what its tab shows."""
        return (self.word, 0, 0)


class Parts(QStackedWidget):
    """The scoring rows and every other part, one in front; knows which tab that is.

    Signals: ``shown`` when another part came to the front; ``step_wanted`` carries the place of
    a step whose tab was picked.
    """

    shown = Signal()
    step_wanted = Signal(int)

    def __init__(self, session: VisitSession, rows: QWidget, parts: Sequence[Part]) -> None:
        super().__init__()
        self._session, self._rows = session, rows
        self._first = [part for part in parts if part.word and part.before_steps]
        self._last = [part for part in parts if part.word and not part.before_steps]
        for widget in (rows, *parts):
            self.addWidget(widget)
        self.currentChanged.connect(lambda _at: self.updateGeometry())

    def minimumSizeHint(self) -> QSize:
        """Ask for the room that the one in front needs, not for the largest of them."""
        front = self.currentWidget()
        return front.minimumSizeHint() if front is not None else QSize()

    @property
    def part(self) -> Part | None:
        """The part in front; None while the rows are."""
        widget = self.currentWidget()
        return widget if isinstance(widget, Part) else None

    def show_rows(self) -> None:
        """Bring the rows to the front; who called takes the focus."""
        self.setCurrentWidget(self._rows)
        self.shown.emit()

    def show_part(self, part: Part) -> None:
        """Bring a part to the front."""
        self.setCurrentWidget(part)
        part.take_focus()
        self.shown.emit()

    def tabs(self) -> list[Tab]:
        """Return all tabs in their order; a step's counts its items.

        One that was passed by without a value it asks for is not done: a tick would say so.
        """
        rubric, entry = self._session.rubric, self._session.entry
        steps: list[Tab] = []
        for step in rubric.steps:
            items = route.items_in(rubric, step.id)
            done = sum(
                route.is_done(item, entry(item.code), step.id)
                and not route.missing_values(item, entry(item.code), step.id)
                for item in items
            )
            steps.append((step.name, done, len(items)))
        first, last = ([part.tab() for part in parts] for parts in (self._first, self._last))
        return [*first, *steps, *last]

    def place(self, step: StepId | None) -> int:
        """Return the tab in front, ``step`` being that of the rows; by star there is none."""
        steps = [known.id for known in self._session.rubric.steps]
        part = self.part
        if part in self._first:
            return self._first.index(part)
        if part is not None and not part.of_rows:
            whole = len(self._first) + len(steps)
            return whole + (self._last.index(part) if part in self._last else 0)
        return len(self._first) + steps.index(step) if step in steps else -1

    def open_tab(self, place: int) -> None:
        """Open a tab by its place; a place beyond the end is the end's."""
        first, steps = len(self._first), len(self._session.rubric.steps)
        if place < first:
            self.show_part(self._first[max(place, 0)])
        elif place < first + steps:
            self.step_wanted.emit(place - first)
        else:
            self.show_part(self._last[min(place - first - steps, len(self._last) - 1)])

    def turn(self, step: StepId | None, by: int) -> None:
        """Open the tab ``by`` places further; from the rows by star, those around the steps."""
        first, steps = len(self._first), len(self._session.rubric.steps)
        here = self.place(step)
        if here < 0:
            here = first if by < 0 else first + steps - 1
        self.open_tab(max(here + by, 0))
