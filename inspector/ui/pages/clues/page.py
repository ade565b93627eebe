"""The page 线索联审: cases at the left, what is known of one, and the decision with its papers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QStackedWidget, QWidget

from inspector.actions.joint_review import Case
from inspector.domain.denial import Denial, Verdict
from inspector.domain.errors import InspectorError
from inspector.domain.ids import Digest
from inspector.domain.wording import full_day_words, word
from inspector.ui.look import u
from inspector.ui.page import Page
from inspector.ui.pages.clues import texts
from inspector.ui.pages.clues.case_card import CaseCard
from inspector.ui.pages.clues.decision_form import DecisionForm
from inspector.ui.pages.clues.desk import ClueDesk
from inspector.ui.pages.clues.lines import case_lines, ordered
from inspector.ui.photo_marks import small_pixmap
from inspector.ui.widgets.ask import Ask, Question
from inspector.ui.widgets.button import Button
from inspector.ui.widgets.empty import Empty
from inspector.ui.widgets.keycap import Hint
from inspector.ui.widgets.keys import bind_keys
from inspector.ui.widgets.page_head import PageHead
from inspector.ui.widgets.panel import Hairline, Panel, boxed, column, row, scrolling
from inspector.ui.widgets.told_list import ToldList

LIST_WIDTH = 300
"""Px at 100 %."""


class CluesPage(Page):
    """Given the office; ``coverage_wanted`` leads to the coverage."""

    about = texts.HELP

    coverage_wanted = Signal()

    def __init__(self, desk: ClueDesk) -> None:
        super().__init__()
        self._desk = desk
        self._cases: dict[str, Case] = {}
        self._direct: Case | None = None
        self._shown = ""
        self.list = ToldList(texts.LIST, leads=True)
        self.form = DecisionForm()
        direct = Button(texts.DIRECT, self.ask_direct, key="Ctrl+N", icon="plus", height=38)
        self._head = PageHead(texts.TITLE, direct)
        self._empty = Empty(texts.EMPTY, texts.DIRECT, self.ask_direct)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._build())
        self._stack.addWidget(self._empty)
        box = column(self._head, Hairline())
        box.addWidget(self._stack, 1)
        self.setLayout(box)
        self.list.moved.connect(self._show)
        self.list.entered_row.connect(lambda _index: self.form.verdicts.setFocus())
        self.form.wanted.connect(self.decide)
        self.form.left.connect(self.list.setFocus)
        bind_keys(self, [("F10", self.decide), ("Ctrl+N", self.ask_direct)])

    def opened(self) -> None:
        """Load anew and take the focus, the same case still chosen."""
        self.reload()
        if self._cases:
            self.list.setFocus()
        else:
            self._empty.take_focus()

    def hints(self) -> Sequence[Hint]:
        return texts.KEYS if self._cases else texts.KEYS_EMPTY

    def reload(self) -> None:
        """Load every case, and the one that is about to be entered."""
        try:
            found = list(self._desk.cases())
        except InspectorError as error:
            self.failed.emit(error)
            return
        direct = self._direct
        if direct is not None and direct.key not in {one.key for one in found}:
            found.append(direct)
        waiting, put_off, done = map(len, ordered(found))
        told = texts.TOLD.format(waiting=waiting, put_off=put_off, done=done)
        self._cases = {one.key: one for one in found}
        self._head.say(told if found else "")
        self._stack.setCurrentIndex(0 if found else 1)
        chosen, self._shown = self._shown, ""
        lines = tuple(case_lines(found))
        self.list.lines.show_lines(lines)
        places = {line.key: at for at, line in enumerate(lines) if line.key}
        self.list.choose(places.get(chosen, next(iter(places.values()), 0)))
        self._show()
        self.hints_changed.emit()

    def decide(self) -> None:
        """Enter what is written on the case in front."""
        case = self._cases.get(self._shown)
        if case is None:
            return
        today = self._desk.today()
        try:
            decision = self.form.decision(case, today)
            if isinstance(decision, str):
                self.form.say(decision)
                return
            denial = self._desk.decide(case.site, decision)
        except InspectorError as error:
            self.form.say(f"{error.sentence()}{error.advice()}")
            return
        self.toast.emit(_told(case, denial))
        self._direct = None
        self.reload()
        self.list.setFocus()

    def ask_direct(self) -> None:
        """Ask for a site and an entry that a department brings without a clue."""
        Ask(
            texts.DIRECT_ACT,
            [
                Question(word=texts.DIRECT_SITE, hint=texts.DIRECT_SITE_HINT),
                Question(word=texts.DIRECT_ENTRY, hint=texts.DIRECT_ENTRY_HINT),
            ],
            lambda said: self.open_direct(said[0], said[1]),
            self,
        ).open()

    def open_direct(self, site: str, entry: str) -> None:
        """Bring the case of a site and an entry to the front, noted by a team or not."""
        try:
            case = self._desk.case(site, entry)
        except InspectorError as error:
            self.failed.emit(error)
            return
        self._direct, self._shown = case, case.key
        self.reload()
        self.form.verdicts.setFocus()

    def _show(self) -> None:
        key = self.list.key(self.list.currentIndex())
        case = self._cases.get(key)
        if case is None or key == self._shown:
            return
        self._shown = key
        while (item := self._inner.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._inner.addWidget(CaseCard(case, self._small))
        self._area.verticalScrollBar().setValue(0)
        self.form.show_case(case, self._desk.today())

    def _small(self, photo: Digest) -> QPixmap:
        return small_pixmap(self._desk.thumbnail(photo) or b"", self._desk.marks(photo))

    def _build(self) -> QWidget:
        self._inner = column(margin=16)
        content = Panel("bg")
        content.setLayout(self._inner)
        self._area = scrolling(content)
        right = column()
        right.addWidget(self._area, 1)
        right.addWidget(Hairline())
        right.addWidget(self.form)
        left = Panel("surface")
        left.setLayout(column(self.list))
        left.setFixedWidth(u(LIST_WIDTH))
        both = row(left, Hairline(upright=True))
        both.addWidget(boxed(right), 1)
        return boxed(both)


def _told(case: Case, denial: Denial) -> str:
    upheld = denial.verdict is Verdict.UPHELD
    return (texts.ENTERED_UPHELD if upheld else texts.ENTERED_NOW).format(
        place=case.place,
        entry=case.entry,
        verdict=word(denial.verdict),
        until=full_day_words(denial.until),
    )
