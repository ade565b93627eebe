"""What somebody enters of a decision: the verdict, its papers, a name."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from inspector.actions.denying import Decision, day_of
from inspector.actions.joint_review import Case
from inspector.domain.denial import Verdict
from inspector.domain.wording import word
from inspector.ui.look import look, u
from inspector.ui.pages.clues import texts
from inspector.ui.widgets.button import Button, Kind
from inspector.ui.widgets.field import Field
from inspector.ui.widgets.label import Label
from inspector.ui.widgets.panel import Panel, column, row
from inspector.ui.widgets.segments import Segments

VERDICTS = (Verdict.UPHELD, Verdict.DISMISSED, Verdict.DEFERRED, Verdict.WITHDRAWN)
UNSAID = "未定"


class DecisionForm(Panel):
    """``wanted`` asks to enter what is written, ``left`` to go back to the list."""

    wanted = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__("surface")
        self.verdicts = Segments(texts.VERDICT, [UNSAID, *map(word, VERDICTS)])
        self.document = Field(texts.DOCUMENT, texts.DOCUMENT_HINT, height=38)
        self.office = Field(texts.OFFICE, texts.OFFICE_HINT, height=38)
        self.day = Field(texts.DECIDED_ON, height=38)
        self.by = Field(texts.BY, texts.BY_HINT, height=38)
        self.why = Field(texts.WHY, texts.WHY_HINT, height=38)
        self.fault = Label("", 15, "warn", wrap=True)
        self.fault.hide()
        self.button = Button(
            texts.ENTER, self.wanted.emit, key="F10", icon="gavel", kind=Kind.PRIMARY, height=42
        )
        self._build()
        self.verdicts.picked.connect(lambda _at: self._go_on())
        fields = (self.by, self.document, self.day, self.office, self.why)
        for field, after in zip(fields, (*fields[1:], self.button), strict=True):
            field.done.connect(self.left)
            field.returnPressed.connect(lambda after=after: _focus(after))

    def show_case(self, case: Case, today: date) -> None:
        """Be empty for another case; who enters stays, the office is the list's."""
        self.verdicts.choose(0)
        self.document.clear()
        self.day.clear()
        self.why.clear()
        self.office.setText(case.office)
        self.day.setPlaceholderText(texts.DECIDED_ON_HINT.format(day=today.isoformat()))
        self.say("")

    def decision(self, case: Case, today: date) -> Decision | str:
        """Return what is written, or a sentence about what is missing.

        Raises:
            DayUnreadable: The day is none.
        """
        if not self.verdicts.at:
            return texts.CHOOSE_FIRST
        verdict = VERDICTS[self.verdicts.at - 1]
        unsaid = not self.day.text().strip()
        if unsaid and verdict is not Verdict.DEFERRED:
            return texts.DAY_MISSING
        return Decision(
            entry=case.entry,
            verdict=verdict,
            document=self.document.text(),
            office=self.office.text(),
            decided=today if unsaid else day_of(self.day.text()),
            by=self.by.text(),
            why=self.why.text(),
        )

    def say(self, sentence: str) -> None:
        """Say what is missing; nothing where all is well."""
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _go_on(self) -> None:
        """Go on from the verdict to what is not written yet."""
        _focus(self.document if self.by.text().strip() else self.by)

    def _build(self) -> None:
        first = row(self.verdicts, None, Label(texts.BY, 15, "text2"), self.by, gap=8)
        second = row(
            Label(texts.DOCUMENT, 15, "text2"), self.document,
            Label(texts.DECIDED_ON, 15, "text2"), self.day, gap=8,
        )  # fmt: skip
        second.setStretch(1, 1)
        third = row(
            Label(texts.OFFICE, 15, "text2"), self.office,
            Label(texts.WHY, 15, "text2"), self.why, self.button, gap=8,
        )  # fmt: skip
        third.setStretch(1, 2)
        third.setStretch(3, 3)
        box = column(self.fault, gap=6)
        for line in (first, second, third):
            box.addLayout(line)
        box.setContentsMargins(u(16), u(10), u(16), u(10))
        self.setLayout(box)
        self._fit()
        look().changed.connect(self._fit)

    def _fit(self) -> None:
        self.day.setFixedWidth(u(146))
        self.by.setFixedWidth(u(110))


def _focus(widget: QWidget) -> None:
    widget.setFocus(Qt.FocusReason.TabFocusReason)
