"""The keys of a checkpoint row: from a key to a saved change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from enum import Enum

from PySide6.QtCore import QObject, Signal

from inspector.domain.ledger import QUESTIONS
from inspector.domain.rubric import Checkpoint, Deduct, Item, Level
from inspector.domain.visit import UNSET, Entry, ZeroCase
from inspector.ui.pages.visit import marking, second_key, texts
from inspector.ui.pages.visit.burst import Burst, Stroke
from inspector.ui.pages.visit.doubt import most_likely
from inspector.ui.pages.visit.grid_cursor import GridCursor
from inspector.ui.pages.visit.grid_keys import GridKeys
from inspector.ui.pages.visit.marking import IDLE, LETTERS, Typing
from inspector.ui.pages.visit.route import Spot
from inspector.ui.pages.visit.session import VisitSession

Change = Callable[[Checkpoint, Entry], Entry | None]


class Asking(Enum):
    """What the text field below the rows is asked for; its head."""

    WORDS = texts.ASK_WORDS
    TYPED = texts.TYPED_TOO_FAST
    NOTE = texts.ASK_NOTE
    BASIS = texts.ASK_BASIS
    NA = texts.ASK_NA


READING = frozenset({"Enter", "Esc", "G", "H", "Up", "Down", "Left", "PgUp", "PgDn", "[", "]"})
"""The keys that change nothing; the others stop at a frozen visit."""


class Marker(QObject):
    """Turns keys on the current row into changes of the session.

    Signals: ``said`` one sentence for the person; ``asked`` opens the text field with what it is
    for and what stands in it; ``redraw`` when a number or a grid is being typed; ``jumped``
    when undo leads elsewhere; ``questions`` when a row is answered by asking; ``doubted`` what
    the row asks about a number that is too large to be likely.
    """

    questions = Signal()
    doubted = Signal(str)
    said = Signal(str)
    asked = Signal(Asking, str)
    redraw = Signal()
    jumped = Signal(Spot)

    def __init__(
        self, session: VisitSession, seconds: Callable[[], float], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._burst = Burst(seconds)
        self._armed = ""
        self._ledger = GridKeys(session, self)
        self._ledger.said.connect(self.said)
        self._ledger.redraw.connect(self.redraw)
        self.typing: Typing = IDLE
        self._typed_from = 0
        self.spot: Spot = Spot(step=None, item=next(session.rubric.items()).code)

    @property
    def grid(self) -> GridCursor | None:
        """The ledger that is open on the row."""
        return self._ledger.cursor

    @property
    def item(self) -> Item:
        """The item in front of the person."""
        return self._session.rubric.item(self.spot.item)

    @property
    def row(self) -> Checkpoint | None:
        """The row in front of the person."""
        code = self.spot.checkpoint
        return None if code is None else self._session.rubric.checkpoint(code)

    def stand(self, spot: Spot) -> None:
        """Go to a row; what was being typed on another one is over."""
        if spot != self.spot:
            self._forget()
            if spot.item != self.spot.item:
                self._burst.forget()
        self.spot = spot

    def press(self, key: str) -> bool:
        """Take a key; return False if it is none of a row's keys."""
        if self._session.sealing is not None:
            return key not in READING and self._session.stopped()
        if self._ledger.press(key):
            return True
        if self.typing.doubted:
            return self._settle(key)
        armed, self._armed = self._armed, ""
        if len(key) == 1 and key.isalpha():
            word = self._burst.take(key, self._session.depth)
            if word:
                self._take_back(word)
                return True
        else:
            self._burst.forget()  # letters with an arrow between them are no word
        if armed and self._press_again(armed, key):
            return True
        if armed:
            self.said.emit("")  # the question is answered: no
        return self._press_row(key)

    def write(self, asking: Asking, text: str) -> None:
        """Take what was written in the text field."""
        text = text.strip()
        entry = self._session.entry(self.spot.item)
        if asking is Asking.BASIS and entry.zero:
            zero = ZeroCase(condition=entry.zero.condition, basis=text)
            self._session.put(self.spot, replace(entry, zero=zero))
        elif asking is Asking.NA and entry.na and text:
            self._session.put(self.spot, replace(entry, na=text))
        elif self.row is not None and asking is Asking.NOTE:
            self._put(marking.remarked(self._mark(), text))
        elif self.row is not None and asking in (Asking.WORDS, Asking.TYPED) and text:
            self._put(marking.letter(self.row, self._mark(), text))

    def tick(self, row: int, column: int) -> None:
        """Click a cell of the grid."""
        self.open_grid()
        self._ledger.tick(row, column)

    def open_grid(self) -> None:
        """Open the row's grid, if it has one."""
        row = self.row
        if self._session.stopped():
            return
        if row is None or row.grid is None:
            return
        if row.grid.kind == QUESTIONS:
            self.questions.emit()
        else:
            self._ledger.open(self.spot, row.grid)

    def apply(self, change: Change) -> None:
        """Change the row as a click on its control does."""
        if self.typing.doubted:
            self.doubted.emit(self.doubt)
        elif self.row is not None:
            self._put(change(self.row, self._mark()))

    def pause(self) -> None:
        """Forget the last letters: they were clicks, not typing."""
        self._burst.forget()

    def go_back(self, *, redo: bool = False) -> bool:
        """Take the last step back, or make it again, and go where it was made."""
        if self._session.stopped():
            return False
        if self.typing.doubted:
            self._forget()
            return True
        self._forget()
        self._burst.forget()
        spot = self._session.redo() if redo else self._session.undo()
        if spot is None:
            self.said.emit(texts.NOTHING_TO_UNDO)
            return False
        self.jumped.emit(spot)
        self.said.emit(texts.REDONE if redo else texts.UNDONE)
        return True

    def _press_row(self, key: str) -> bool:
        row = self.row
        if row is None:
            return False
        if key in LETTERS:
            self._reason(row, LETTERS.index(key))
        elif key == "." or (key.isdecimal() and len(key) == 1):
            if not self.typing.text:
                self._typed_from = self._session.depth
            most = most_likely(self.item, row)
            self._type(marking.digit(row, self._mark(), key, self.typing, most))
        else:
            return self._command(row, key)
        return True

    def _command(self, row: Checkpoint, key: str) -> bool:
        mark = self._mark()
        if key in ("+", "-"):
            change = marking.more if key == "+" else marking.fewer
            self._put(change(row, mark), complain=key == "+")
        elif key == "/":
            self._type(marking.slash(row, mark))
        elif key == "Backspace":
            most = most_likely(self.item, row)
            self._type(marking.backspace(row, mark, self.typing, most), complain=False)
        elif key == "L":
            self._put(marking.put_off(mark))
        elif key == "T":
            self.asked.emit(Asking.WORDS, "")
        elif key == "M":
            self.asked.emit(Asking.NOTE, mark.note)
        elif key == "Right" and row.grid is not None:
            self.open_grid()
        elif key in second_key.KEYS:
            self._arm(key)
        else:
            return False
        return True

    def _reason(self, row: Checkpoint, place: int) -> None:
        if place >= len(row.phrases):
            self.said.emit(self._what_works(row))
            return
        if not self._put(marking.letter(row, self._mark(), row.phrases[place]), complain=False):
            self.said.emit(texts.TOO_MANY)

    def _type(self, marked: marking.Marked | None, *, complain: bool = True) -> None:
        self._burst.forget()
        if marked is None:
            if complain and self.row is not None:
                self.said.emit(self._what_works(self.row))
            return
        self.typing = marked.typing  # before the change is told: a number in hand keeps the page
        if marked.typing.doubted:  # nor is the beginning of such a number one that is meant
            self._session.undo_to(self._typed_from)
        elif marked.entry != self._mark():
            self._session.put_mark(self.spot, marked.entry)
        self.redraw.emit()
        if self.typing.doubted:
            self.doubted.emit(self.doubt)

    def _settle(self, key: str) -> bool:
        """Take a key while a number is doubted: Enter means it, digits and Backspace mend it."""
        row, typed = self.row, self.typing.text
        if row is None or key == "Backspace" or (len(key) == 1 and key.isdecimal()):
            return self._press_row(key)
        if key == "Enter":
            self._put(marking.counted_to(row, self._mark(), int(typed)))
        elif key in READING:
            self._forget()
            return key == "Esc"
        else:
            self.doubted.emit(self.doubt)
        return True

    def _forget(self) -> None:
        """Be done with what was being typed; a number that was doubted is told not to count."""
        if self.typing.doubted:
            self.said.emit(texts.NOT_COUNTED.format(count=self.typing.text, unit=_unit(self.row)))
        if self._armed:
            self.said.emit("")
        self.typing, self._armed = IDLE, ""
        self._ledger.close()

    def _arm(self, key: str) -> None:
        asked = second_key.question(key, self.item, self._session.entry(self.spot.item))
        self._armed = key if asked.armed else ""
        self.said.emit(asked.sentence)

    def _press_again(self, armed: str, key: str) -> bool:
        entry = self._session.entry(self.spot.item)
        answer = second_key.answer(armed, key, self.item, entry)
        if answer is None:
            return False
        self.said.emit("")  # the question is answered
        if answer.clear:
            self._put(UNSET)
        elif answer.entry is not None:
            self._session.put(self.spot, answer.entry)
            if answer.ask and armed == "N":
                self.asked.emit(Asking.NA, answer.entry.na)
            elif answer.ask:
                self.asked.emit(Asking.BASIS, "")
        return True

    def _take_back(self, word: tuple[Stroke, ...]) -> None:
        self._session.undo_to(word[0].depth)
        self.asked.emit(Asking.TYPED, "".join(stroke.letter for stroke in word).lower())

    def _put(self, mark: Entry | None, *, complain: bool = True) -> bool:
        self.typing = IDLE
        if mark is None:
            if complain and self.row is not None:
                self.said.emit(self._what_works(self.row))
            return False
        self._session.put_mark(self.spot, mark)
        self.redraw.emit()
        return True

    @property
    def doubt(self) -> str:
        """What the row asks about the number that is typed; empty if nothing."""
        if not self.typing.doubted:
            return ""
        return texts.DOUBTED.format(count=self.typing.text, unit=_unit(self.row))

    def _mark(self) -> Entry:
        code = self.spot.checkpoint
        return UNSET if code is None else self._session.mark(self.spot.item, code)

    def _what_works(self, row: Checkpoint) -> str:
        kind = type(row.rule).__name__
        count = len(row.rule.levels) if isinstance(row.rule, Level) else 0
        return texts.WRONG_KEY[kind].format(count=count)


def _unit(row: Checkpoint | None) -> str:
    return row.rule.unit if row is not None and isinstance(row.rule, Deduct) else ""
