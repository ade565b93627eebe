"""The right half: what one finding says, in three texts, and its photos."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inspector.domain.finding import RETURNED, Finding, Outcome
from inspector.domain.policy import VisitKind
from inspector.domain.wording import word
from inspector.ui.look import u
from inspector.ui.pages.survey import texts
from inspector.ui.pages.survey.desk import SurveyDesk
from inspector.ui.pages.survey.item_field import ItemField
from inspector.ui.pages.survey.photo_row import PhotoRow
from inspector.ui.widgets.button import Button
from inspector.ui.widgets.field import Field
from inspector.ui.widgets.label import Label
from inspector.ui.widgets.panel import Panel, column, row, scrolling
from inspector.ui.widgets.segments import Segments
from inspector.ui.widgets.words import Words

OUTCOMES = tuple(one for one in Outcome if one in RETURNED)


class Editor(Panel):
    """``changed`` carries the finding as it reads now, ``done`` asks to go back to the list.

    ``photos_wanted`` asks for photo files, ``photo_dropped`` carries one that comes off.
    """

    changed = Signal(Finding)
    done = Signal()
    photos_wanted = Signal()
    photo_dropped = Signal(str)

    def __init__(self, desk: SurveyDesk) -> None:
        super().__init__("surface")
        self._desk, self._kind = desk, desk.kind
        self._finding: Finding | None = None
        self._number = Label("", 17, bold=True)
        self.section = _sections(self._kind)
        self.item = ItemField(desk.items())
        self.outcome = Segments(texts.OUTCOME, [texts.UNSAID, *map(word, OUTCOMES)])
        self.problem = Field(texts.PROBLEM, texts.PROBLEM_HINT)
        returns = self._kind.returns
        self.fact = Words(
            texts.REMARK if returns else texts.FACT,
            texts.REMARK_HINT if returns else texts.FACT_HINT,
        )
        self.cause = Words(texts.CAUSE, texts.CAUSE_HINT)
        self.proposal = Words(texts.PROPOSAL, texts.PROPOSAL_HINT)
        self.photos = PhotoRow(desk.thumbnail)
        self._count = Label("", 15, "text2")
        self.add_photo = Button(
            texts.PHOTO_ADD, self.photos_wanted.emit, key="Ctrl+O", icon="camera"
        )
        self._build()
        self._connect()

    @property
    def finding(self) -> Finding | None:
        """The finding in front, as it reads."""
        return self._finding

    def show_finding(self, finding: Finding | None, *, frozen: bool) -> None:
        """Show another finding, or the same as it is now; words being typed keep their place."""
        self._finding = finding
        usable = finding is not None and finding.outcome is not Outcome.NOTHING
        for part in self._parts():
            part.setEnabled(usable and not frozen)
        for text in self._texts():
            text.setReadOnly(frozen)
            text.setEnabled(usable)  # one may still read and copy
        shown = finding or Finding(n=0)
        self._number.setText(texts.NUMBER.format(number=shown.n) if finding else "")
        self.fact.show_text(shown.fact)
        self.cause.show_text(shown.cause)
        self.proposal.show_text(shown.proposal)
        self.item.show_item(shown.item)
        if self.problem.text() != shown.problem:
            self.problem.setText(shown.problem)
        known = OUTCOMES.index(shown.outcome) + 1 if shown.outcome in OUTCOMES else 0
        self.outcome.choose(known)
        if self.section is not None:
            sections = self._kind.sections
            self.section.choose(
                sections.index(shown.section) + 1 if shown.section in sections else 0
            )
        self._show_photos(shown, frozen=frozen)

    def take_focus(self) -> None:
        """Take the focus where writing begins."""
        first: QWidget = self.fact
        if self._kind.returns:
            first = self.outcome if self.problem.text() else self.problem
        elif self.section is not None and self.section.at == 0:
            first = self.section
        first.setFocus()

    def _show_photos(self, finding: Finding, *, frozen: bool) -> None:
        self.photos.tiles.show_photos(finding.photos)
        self.photos.setVisible(bool(finding.photos))
        look_only = self._desk.look_only(finding)
        told = texts.PHOTOS.format(count=len(finding.photos))
        self._count.setText(texts.LOOK_ONLY if look_only else told)
        self.add_photo.setVisible(not frozen and not look_only)

    def _say(self) -> None:
        """Tell how the finding reads now."""
        if self._finding is None:
            return
        at = self.outcome.at
        section = self.section.at if self.section is not None else 0
        self._finding = replace(
            self._finding,
            outcome=OUTCOMES[at - 1] if at else Outcome.FOUND,
            section=self._kind.sections[section - 1] if section else "",
            item=self.item.item,
            problem=self.problem.text(),
            fact=self.fact.text(),
            cause=self.cause.text(),
            proposal=self.proposal.text(),
        )
        self.changed.emit(self._finding)

    def _parts(self) -> list[QWidget]:
        found: list[QWidget] = [self.section] if self.section is not None else []
        if self._kind.returns:
            found += [self.problem, self.outcome]
        return [*found, self.item, *self._texts(), self.add_photo]

    def _texts(self) -> list[Words]:
        """Return the texts that its kind asks for: a return visit remarks, and no more."""
        return [self.fact] if self._kind.returns else [self.fact, self.cause, self.proposal]

    def _build(self) -> None:
        lines = column(gap=6)
        head = row(self._number, self.item, gap=16)
        head.setStretch(1, 1)
        lines.addLayout(head)
        if self.section is not None:
            lines.addLayout(row(self.section, None))
        for part in (self.problem, self.outcome, self.cause, self.proposal):
            part.setParent(self)
            part.setVisible(part in self._parts())
        if self._kind.returns:
            lines.addWidget(Label(texts.PROBLEM, 15, "text2"))
            lines.addWidget(self.problem)
            line = row(self.outcome, None)
            lines.addLayout(line)
        for words in self._texts():
            lines.addWidget(Label(words.accessibleName(), 15, "text2"))
            lines.addWidget(words, 1)
        lines.addLayout(row(self._count, None, self.add_photo, gap=12))
        lines.addWidget(self.photos)
        lines.setContentsMargins(u(20), u(12), u(20), u(12))
        inner = Panel("surface")
        inner.setLayout(lines)
        self.setLayout(column(scrolling(inner)))

    def _connect(self) -> None:
        for words in (self.fact, self.cause, self.proposal):
            words.textChanged.connect(self._say)
            words.done.connect(self.done)
        self.item.changed.connect(self._say)
        self.item.done.connect(self.done)
        self.problem.textEdited.connect(lambda _text: self._say())
        self.problem.done.connect(self.done)
        self.problem.returnPressed.connect(self.outcome.setFocus)
        self.outcome.chosen.connect(lambda _place: self._say())
        if self.section is not None:
            self.section.chosen.connect(lambda _place: self._say())
        self.photos.dropped.connect(self.photo_dropped)


def _sections(kind: VisitKind) -> Segments | None:
    return Segments(texts.SECTION, [texts.UNSAID, *kind.sections]) if kind.sections else None
