"""The page 冲突裁定: sites at the left, both sides of each dispute, who decides and why."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QStackedWidget, QWidget

from inspector.actions.adjudicating import Disputed
from inspector.domain.errors import InspectorError
from inspector.domain.ids import Digest
from inspector.ui.glyphs import Glyph
from inspector.ui.look import u
from inspector.ui.page import Page
from inspector.ui.pages.rulings import texts
from inspector.ui.pages.rulings.desk import RulingDesk
from inspector.ui.pages.rulings.dispute_card import DisputeCard
from inspector.ui.photo_marks import small_pixmap
from inspector.ui.widgets.button import Button, Kind
from inspector.ui.widgets.empty import Empty
from inspector.ui.widgets.field import Field
from inspector.ui.widgets.keycap import Hint
from inspector.ui.widgets.keys import bind_keys
from inspector.ui.widgets.label import Label
from inspector.ui.widgets.page_head import PageHead
from inspector.ui.widgets.panel import Hairline, Panel, boxed, column, row, scrolling
from inspector.ui.widgets.told_list import Told, ToldList

LIST_WIDTH = 300
"""Px at 100 %."""


class RulingsPage(Page):
    """Given the office; ``coverage_wanted`` leads to the coverage."""

    about = texts.HELP

    coverage_wanted = Signal()

    def __init__(self, desk: RulingDesk) -> None:
        super().__init__()
        self._desk = desk
        self._found: dict[str, Disputed] = {}
        self._shown = ""
        self.choices: dict[str, str] = {}
        self.cards: list[DisputeCard] = []
        self.list = ToldList(texts.SITES, leads=True)
        self.list.moved.connect(self._show)
        self.by = Field(texts.BY, texts.BY_HINT)
        self.why = Field(texts.WHY, texts.WHY_HINT)
        self.fault = Label("", 15, "warn", wrap=True)
        self.button = Button(
            texts.RULE, self.rule, key="F10", icon="gavel", kind=Kind.PRIMARY, height=44
        )
        self._all = row(gap=10)
        self.every: list[Button] = []
        self._empty = Empty(texts.NO_ROUND, texts.TO_COVERAGE, self.coverage_wanted.emit)
        self._head = PageHead(texts.TITLE)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._build())
        self._stack.addWidget(self._empty)
        box = column(self._head, Hairline())
        box.addWidget(self._stack, 1)
        self.setLayout(box)
        bind_keys(self, [("F10", self.rule)])

    def opened(self) -> None:
        """Load anew and take the focus, the same site still chosen."""
        self.reload()
        if self._found:
            self.list.setFocus()
        else:
            self._empty.take_focus()

    def hints(self) -> Sequence[Hint]:
        return texts.KEYS if self._found else texts.KEYS_EMPTY

    def reload(self) -> None:
        """Load what is disputed in the round in hand."""
        try:
            round_id = self._desk.round()
            found = self._desk.disputes() if round_id is not None else ()
        except InspectorError as error:
            self.failed.emit(error)
            return
        self._found = {str(one.uid): one for one in found}
        waiting = sum(bool(one.open) for one in found)
        said = texts.TOLD.format(round=round_id, open=waiting, done=len(found) - waiting)
        self._head.say(said if found else "")
        self._empty.say(texts.NOTHING.format(round=round_id) if round_id else texts.NO_ROUND)
        self._stack.setCurrentIndex(0 if found else 1)
        chosen = self._shown
        self.list.lines.show_lines(
            [_line(one) for one in sorted(found, key=lambda one: not one.open)]
        )
        keys = [self.list.key(self.list.lines.index(at)) for at in range(len(found))]
        self._shown = ""
        self.list.choose(keys.index(chosen) if chosen in keys else 0)
        self.hints_changed.emit()

    def rule(self) -> None:
        """Rule on what was chosen."""
        disputed = self._found.get(self._shown)
        if disputed is None:
            return
        if not self.choices:
            self.fault.setText(texts.CHOOSE_FIRST)
            return
        try:
            said = self._desk.rule(disputed, self.choices, self.by.text(), self.why.text())
        except InspectorError as error:
            self.fault.setText(f"{error.sentence()}{error.advice()}")
            return
        self.toast.emit(said)
        self.why.clear()
        self.reload()

    def choose(self, part: str, mark: str) -> None:
        """Let the side ``mark`` hold in one dispute."""
        self.choices[part] = mark
        for card in self.cards:
            card.mark(self.choices.get(card.part, ""))
        self.fault.setText("")

    def _build(self) -> QWidget:
        self._inner = column(gap=12, margin=16)
        content = Panel("bg")
        content.setLayout(self._inner)
        self._area = scrolling(content)
        foot = Panel("surface")
        fields = row(
            Label(texts.BY, 15, "text2"), self.by, Label(texts.WHY, 15, "text2"), self.why,
            self.button, gap=10,
        )  # fmt: skip
        self.by.setMaximumWidth(u(140))
        fields.setStretch(3, 1)
        foot.setLayout(column(self.fault, boxed(fields), margin=12, gap=6))
        right = column(boxed(self._all))
        self._all.setContentsMargins(u(16), u(10), u(16), 0)
        right.addWidget(self._area, 1)
        right.addWidget(Hairline())
        right.addWidget(foot)
        left = Panel("surface")
        left.setLayout(column(self.list))
        left.setFixedWidth(u(LIST_WIDTH))
        both = row(left, Hairline(upright=True))
        both.addWidget(boxed(right), 1)
        return boxed(both)

    def _show(self) -> None:
        key = self.list.key(self.list.currentIndex())
        disputed = self._found.get(key)
        if disputed is None or key == self._shown:
            return
        self._shown, self.choices = key, {}
        self.fault.setText("")
        self._clear()
        self.cards = [DisputeCard(one, self._small, self.choose) for one in disputed.disputes]
        for said in disputed.reopened:
            self._inner.addWidget(Label(said, 16, "warn", bold=True, wrap=True))
        for card in self.cards:
            self._inner.addWidget(card)
            card.mark("")
        self._inner.addStretch(1)
        self._offer_all(disputed)
        self._area.verticalScrollBar().setValue(0)

    def _small(self, photo: Digest) -> QPixmap:
        return small_pixmap(self._desk.thumbnail(photo) or b"", self._desk.marks(photo))

    def _offer_all(self, disputed: Disputed) -> None:
        """Offer a button a laptop that chooses it everywhere, where more than one thing is open."""
        several = disputed.disputes if len(disputed.disputes) > 1 else ()
        marks = dict.fromkeys(side.mark for one in several for side in one.sides)
        self._all.addWidget(Label(disputed.place, 17, bold=True))
        self._all.addStretch(1)
        for mark in marks:
            word = texts.ALL.format(mark=texts.LAPTOP.format(mark=mark))
            button = Button(word, partial(self._choose_all, mark), height=36)
            self.every.append(button)
            self._all.addWidget(button)

    def _choose_all(self, mark: str) -> None:
        for card in self.cards:
            if mark in card.buttons:
                self.choose(card.part, mark)

    def _clear(self) -> None:
        self.every = []
        for layout in (self._inner, self._all):
            while (item := layout.takeAt(0)) is not None:
                if (widget := item.widget()) is not None:
                    widget.hide()
                    widget.deleteLater()


def _line(disputed: Disputed) -> Told:
    told = texts.OPEN.format(count=disputed.open) if disputed.open else texts.DONE
    glyph = Glyph.CONFLICT if disputed.open else Glyph.SEALED
    return Told(title=disputed.place, text=told, glyph=glyph, key=str(disputed.uid))
