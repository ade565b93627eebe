"""Who signs a visit's paper, one after the other, until it is locked; with points and without."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QModelIndex, QObject, Signal
from PySide6.QtWidgets import QWidget

from inspector.actions.signing import Signing, SignLine
from inspector.domain.errors import InspectorError
from inspector.domain.signing import ON_PAPER, SignState
from inspector.ui.pages.visit import sign_texts as texts
from inspector.ui.pages.visit.lock_panel import LockPanel
from inspector.ui.pages.visit.paper_desk import PaperDesk
from inspector.ui.pages.visit.sign_rows import SignerList, Signers
from inspector.ui.pages.visit.sign_ways import SignWays
from inspector.ui.widgets.confirm import Confirm


class Signatures(QObject):
    """The list of signers with its ways and its lock; whoever shows it has words of its own.

    Signals: ``said`` shows one sentence, ``failed`` carries an error; ``turned`` when anything was
    noted, ``locked`` when all of it went on record.
    """

    said = Signal(str)
    failed = Signal(object)
    turned = Signal()
    locked = Signal()

    def __init__(
        self, paper: PaperDesk, page: QWidget, *, refusal: str = texts.REFUSE_TOLD
    ) -> None:
        super().__init__(page)
        self._paper, self._page = paper, page
        self.signers = Signers(self)
        self.list = SignerList(self.signers)
        ways = SignWays(paper, self._note, page, refusal=refusal)
        ways.said.connect(self.said)
        self._ways: dict[str, Callable[[SignLine], None]] = {
            "J": ways.refuse, "K": ways.deputise, "W": ways.absent, "I": ways.draw,
            "X": self._clear,
        }  # fmt: skip
        self._sign = ways.sign
        self.list.entered_row.connect(self._sign_row)

    @property
    def state(self) -> SignState | None:
        """Where signing stands; None before the visit is sealed."""
        return self._paper.signing()

    @property
    def open_now(self) -> bool:
        """Whether somebody may sign."""
        return self.state is SignState.WAITING

    @property
    def unprinted(self) -> bool:
        """Whether anybody signed on paper, of which there is none."""
        noted = (line.signature for line in self._paper.lines())
        inked = any(one is not None and one.way in ON_PAPER for one in noted)
        return inked and not self._paper.printed()

    def waiting(self) -> int:
        """Return how many have not signed."""
        return len(self.signers.waiting())

    def reload(self) -> None:
        """Show who has signed by now."""
        self.signers.show_lines(self._paper.lines() if self.state else ())

    def choose_next(self) -> None:
        """Choose the first who has not signed."""
        for place in self.signers.waiting()[:1]:
            self.list.choose(place)

    def press(self, key: str) -> None:
        """Do what a letter stands for, to the person that is chosen."""
        index = self.list.currentIndex()
        if key in self._ways and self.open_now and index.isValid():
            self._ways[key](self.signers.line(index.row()))

    def ask_lock(self, act: str, told: str, on_print: Callable[[], object]) -> None:
        """Ask, then put all signatures on record; where ink has no paper, ask for paper first."""
        if not self.open_now or self.waiting():
            return
        if self.unprinted:
            LockPanel(act, on_print, partial(self._lock, elsewhere=True), self._page).open()
        else:
            Confirm([told], act, self._lock, self._page).open()

    def attempt(self, act: Callable[[], object]) -> bool:
        """Do something to the signatures; False if it was refused, which ``failed`` explains."""
        try:
            act()
        except InspectorError as error:
            self.failed.emit(error)
            return False
        self.turned.emit()
        return True

    def _sign_row(self, index: QModelIndex) -> None:
        if self.open_now:
            self._sign(self.signers.line(index.row()))

    def _clear(self, line: SignLine) -> None:
        self.attempt(partial(self._paper.unsign, line.due.part))

    def _note(self, given: Signing) -> None:
        if self.attempt(partial(self._paper.sign, given)):
            waiting, here = self.signers.waiting(), self.list.currentIndex().row()
            later = [place for place in waiting if place > here]
            for place in (later or waiting)[:1]:
                self.list.choose(place)
        self.list.setFocus()

    def _lock(self, *, elsewhere: bool = False) -> None:
        if self.attempt(partial(self._paper.lock, elsewhere=elsewhere)):
            self.locked.emit()
