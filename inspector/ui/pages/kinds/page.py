"""The visits that a team may open at one site: those it was sent to do, and those it may begin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from inspector.actions.starting import Choice
from inspector.domain.visit import VisitState
from inspector.domain.wording import word
from inspector.ui.look import u
from inspector.ui.page import Page
from inspector.ui.pages.kinds import texts
from inspector.ui.state_glyphs import STATE_GLYPHS
from inspector.ui.widgets.button import Button, Kind
from inspector.ui.widgets.command_list import NOWHERE, Index
from inspector.ui.widgets.keycap import Hint
from inspector.ui.widgets.page_head import PageHead
from inspector.ui.widgets.panel import Hairline, boxed, column
from inspector.ui.widgets.told_list import Told, ToldList


class KindsPage(Page):
    """``chosen`` carries the uid of the visit to open; ``left`` asks to go back."""

    about = texts.ABOUT

    chosen = Signal(str)
    left = Signal()

    def __init__(self, found: Sequence[Choice]) -> None:
        super().__init__()
        self.list = ToldList(texts.LIST)
        self.list.lines.show_lines(tuple(_lines(found)))
        self.list.entered_row.connect(self._open)
        self.list.clicked.connect(self._open)
        back = Button(texts.BACK, self.left.emit, key="Esc", icon="arrow-left", kind=Kind.QUIET)
        head = PageHead(texts.TITLE, back)
        head.say(found[0].place if found else "")
        inner = column(self.list)
        inner.setContentsMargins(u(20), u(8), u(20), u(12))
        box = column(head, Hairline())
        box.addWidget(boxed(inner), 1)
        self.setLayout(box)
        self.list.viewport().setAutoFillBackground(False)

    def opened(self) -> None:
        lines = range(self.list.lines.rowCount())
        keyed = [at for at in lines if self.list.key(self.list.lines.index(at, 0))]
        self.list.choose(keyed[0] if keyed else 0)
        self.list.setFocus()

    def hints(self) -> Sequence[Hint]:
        return texts.KEYS

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def _open(self, index: Index = NOWHERE) -> None:
        if key := self.list.key(index):
            self.chosen.emit(key)


def _lines(found: Sequence[Choice]) -> Iterator[Told]:
    for head, planned in ((texts.PLANNED, True), (texts.FREE, False)):
        group = [one for one in found if one.planned is planned]
        if group:
            yield Told(title=head)
        yield from map(_line, group)


def _line(choice: Choice) -> Told:
    fresh = choice.state is VisitState.PLANNED and not choice.planned
    state = texts.NEW if fresh else word(choice.state)
    again = texts.ORDINAL.format(ordinal=choice.key.ordinal) if choice.key.ordinal > 1 else ""
    return Told(
        title="　".join(part for part in (choice.kind.name, again, state) if part),
        text=choice.asks,
        glyph=STATE_GLYPHS[choice.state],
        key=choice.key.uid,
    )
