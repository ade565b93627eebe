"""起始: the part that shows the slate, and lets a leader do without it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QHideEvent, QResizeEvent

from inspector.domain.errors import InspectorError
from inspector.domain.slate import How
from inspector.ui.pages.visit import slate_texts as texts
from inspector.ui.pages.visit.part import Part, Tab
from inspector.ui.pages.visit.slate_board import BY_SLATE, SlateBoard
from inspector.ui.pages.visit.slate_desk import SlateDesk
from inspector.ui.widgets.ask import Ask, Question
from inspector.ui.widgets.keycap import Hint


class SlatePart(Part):
    """Its board covers the window while it is in front."""

    about = texts.HELP

    word = texts.SLATE
    before_steps = True

    def __init__(self, desk: SlateDesk) -> None:
        super().__init__()
        self._desk = desk
        self._board: SlateBoard | None = None

    @property
    def board(self) -> SlateBoard:
        """The slate; made when it is first shown, since it lies over the window."""
        if self._board is None or self._board.parentWidget() is not self.window():
            self._board = SlateBoard(self._desk, self.window())
            self._board.started.connect(self.left)
            self._board.closed.connect(self.left)
            self._board.skipping.connect(self.ask_reason)
            self.destroyed.connect(self._board.deleteLater)
        return self._board

    def take_focus(self) -> None:
        """Cover the window."""
        self.board.show_over()

    def hints(self) -> Sequence[Hint]:
        """Return the keys of the slate."""
        return texts.KEYS

    def tab(self) -> Tab:
        """Count the phones whose clock is set; a skipped slate is done.

        Phones that were ticked, and of which no photo came yet, are said in words before.
        """
        clocks = self._desk.clocks()
        people = len(self._desk.people)
        if any(clock.how is How.SKIPPED for clock in clocks):
            return (self.word, people, people)
        read = min(sum(clock.how in BY_SLATE for clock in clocks), people)
        shot = self._board.tally()[0] if self._board is not None else 0
        word = texts.SHOT_READ.format(shot=shot, count=people) if shot > read else self.word
        return (word, read, people)

    def ask_reason(self) -> None:
        """Ask why there is no slate."""
        question = Question(word=texts.REASON)
        Ask(texts.SKIP_ACT, [question], lambda said: self._skip(said[0]), self.board).open()

    def _skip(self, reason: str) -> None:
        try:
            self._desk.skip(reason)
        except InspectorError as error:
            self.failed.emit(error)
            return
        self.said.emit(texts.SKIPPED_TOLD)
        self.tab_changed.emit()
        self.left.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._board is not None:
            self._board.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._board is not None and self._board.isVisible():
            self._board.setGeometry(self.window().rect())
