"""隔离: packages that wait, why they do, and who decides what becomes of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, Qt

from inspector.actions.admitting import ApartLine, Verdict
from inspector.domain.errors import InspectorError
from inspector.domain.wording import moment_words
from inspector.ui.glyphs import Glyph
from inspector.ui.job import Jobs
from inspector.ui.look import u
from inspector.ui.pages.intake import texts
from inspector.ui.widgets.button import Button, Kind
from inspector.ui.widgets.field import Field
from inspector.ui.widgets.label import Label
from inspector.ui.widgets.panel import Hairline, Panel, column, row
from inspector.ui.widgets.told_list import Told, ToldList


class ApartDesk(Protocol):
    """The office, as far as packages set apart need it."""

    def waiting(self) -> Sequence[ApartLine]:
        """Return the packages that wait for a decision."""
        ...

    def admit(self, package: str, verdict: Verdict) -> str:
        """Take one in; say what came of it.

        Raises:
            InspectorError: It goes on waiting, and why.
        """
        ...

    def dismiss(self, package: str, verdict: Verdict) -> str:
        """Decide against one; say so.

        Raises:
            InspectorError: It goes on waiting, and why.
        """
        ...


class ApartPanel(Panel):
    """The list and the decision; ``decided`` carries what was done, ``left`` is Esc."""

    decided = Signal(str)
    left = Signal()

    def __init__(self, desk: ApartDesk, jobs: Jobs) -> None:
        super().__init__("surface")
        self._desk, self._jobs = desk, jobs
        self._waiting: dict[str, ApartLine] = {}
        self._shown = ""
        self.list = ToldList(texts.APART)
        self.list.moved.connect(self._show)
        self.by = Field(texts.APART_BY, texts.APART_BY_HINT)
        self.why = Field(texts.APART_WHY, texts.APART_WHY_HINT)
        self.by.setMaximumWidth(u(150))
        self.fault = Label("", 15, "warn", wrap=True)
        self.admit = Button(
            texts.ADMIT, partial(self._decide, desk.admit), kind=Kind.PRIMARY, height=44
        )
        self.dismiss = Button(texts.DISMISS, partial(self._decide, desk.dismiss), height=44)
        fields = row(
            Label(texts.APART_BY, 15, "text2"), self.by,
            Label(texts.APART_WHY, 15, "text2"), self.why,
            self.dismiss, self.admit, gap=10,
        )  # fmt: skip
        fields.setStretch(3, 1)
        foot = column(self.fault, margin=12, gap=6)
        foot.addLayout(fields)
        box = column()
        head = column(Label(texts.APART_TOLD, 15, "text2", wrap=True), margin=14)
        box.addLayout(head)
        box.addWidget(Hairline())
        box.addWidget(self.list, 1)
        box.addWidget(Hairline())
        box.addLayout(foot)
        self.setLayout(box)

    def load(self) -> int:
        """Load what waits; return how many packages."""
        lines = self._desk.waiting()
        self._waiting = {line.package.id: line for line in lines}
        chosen = self._shown
        self.list.lines.show_lines([_told(line) for line in lines])
        keys = [line.package.id for line in lines]
        self._shown = ""
        self.list.choose(keys.index(chosen) if chosen in keys else 0)
        return len(lines)

    def take_focus(self) -> None:
        """Go to the list."""
        self.list.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def _show(self, *_where: object) -> None:
        self._shown = self.list.key(self.list.currentIndex())
        self.fault.setText("")

    def _decide(self, act: Callable[[str, Verdict], str]) -> None:
        if self._shown not in self._waiting:
            return
        try:
            verdict = Verdict(by=self.by.text(), why=self.why.text())
        except InspectorError as error:
            self._fail(error)
            return
        package = self._shown
        self._jobs.start(
            texts.DECIDING, lambda _ticket: act(package, verdict), self._tell, failed=self._fail
        )

    def _tell(self, said: str) -> None:
        self.why.clear()
        self.fault.setText("")
        self.decided.emit(said)

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, InspectorError):
            raise error
        self.load()
        self.fault.setText(f"{error.sentence()}{error.advice()}")


def _told(line: ApartLine) -> Told:
    one = line.package
    mark = texts.APART_MARK.format(mark=line.fingerprint) if line.fingerprint else ""
    return Told(
        title=texts.APART_TITLE.format(team=one.team, seq=one.seq, id=line.id),
        text=f"{one.reason}{mark}",
        aside=moment_words(one.at),
        glyph=Glyph.CONFLICT,
        key=one.id,
    )
