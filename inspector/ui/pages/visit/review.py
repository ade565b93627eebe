"""核对: what is missing, what will be printed, and 定稿."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from inspector.domain.points import show
from inspector.domain.scorecard import Gap
from inspector.domain.wording import record_code
from inspector.ui.look import look, u
from inspector.ui.pages.visit import texts
from inspector.ui.pages.visit.gap_list import GAP_ROLE, GapPainter, Gaps
from inspector.ui.pages.visit.loss_list import Losses, LossPainter
from inspector.ui.pages.visit.part import Part
from inspector.ui.pages.visit.session import VisitSession
from inspector.ui.widgets.action_bar import ActionBar
from inspector.ui.widgets.button import Button, Kind
from inspector.ui.widgets.command_list import COMMANDING, ENTER_KEYS, CommandList
from inspector.ui.widgets.confirm import Confirm
from inspector.ui.widgets.keycap import Hint
from inspector.ui.widgets.label import Label
from inspector.ui.widgets.panel import Hairline, Panel, boxed, column, row


class GapList(CommandList):
    """Enter goes to the gap, a digit goes to the n-th one."""

    def __init__(self, gaps: Gaps) -> None:
        super().__init__(texts.MUST)
        self._gaps = gaps
        self.setModel(gaps)
        self.setItemDelegate(GapPainter(self))
        look().changed.connect(self.scheduleDelayedItemsLayout)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        rows = self._gaps.gaps()
        plain = not event.modifiers() & COMMANDING
        if plain and text.isdecimal() and 1 <= int(text) <= len(rows):
            self.choose(rows[int(text) - 1])
            self.entered_row.emit(self.currentIndex())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class LossList(CommandList):
    """The deductions; nothing to press, only to read."""

    def __init__(self, losses: Losses) -> None:
        super().__init__(texts.FEEDBACK)
        self.setModel(losses)
        self.setItemDelegate(LossPainter(self))
        look().changed.connect(self.scheduleDelayedItemsLayout)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class Review(Part):
    """Signals: ``fill`` asks to go to a gap, ``show_sheet`` and ``save_sheet`` for the paper."""

    about = texts.HELP_REVIEW

    fill = Signal(Gap)
    show_sheet = Signal()
    save_sheet = Signal()
    seal = Signal()

    word = texts.REVIEW

    def __init__(self, session: VisitSession) -> None:
        super().__init__("bg")
        self._session = session
        self._gaps, self._losses = Gaps(session, self), Losses(session, self)
        self.gap_list, self.loss_list = GapList(self._gaps), LossList(self._losses)
        self._head, self._counts = Label("", 20, bold=True), Label("", 15, "text2")
        self._losses_head, self._total = Label("", 17, bold=True), Label("", 17, bold=True)
        self._next = Label("", 15, "text2", wrap=True)
        self._none = Label(texts.NO_LOSSES, 15, "text2")
        self._why = Label("", 15, "warn", bold=True, wrap=True)
        self.seal_button = Button(
            texts.SEAL, self._ask_to_seal, key=texts.SEAL_KEY,
            icon="lock-simple", kind=Kind.PRIMARY, height=46,
        )  # fmt: skip
        self.show_button = Button(
            texts.SHEET, self.show_sheet.emit, key="F6", icon="eye", height=46
        )
        self.gap_list.entered_row.connect(self._go)
        self.gap_list.clicked.connect(self._go)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self._build_left(), 1)
        across.addWidget(Hairline(upright=True))
        across.addWidget(self._build_right(), 1)

    def take_focus(self) -> None:
        """Show what is missing and take the focus where work goes on."""
        self.reload()
        if self._gaps.gaps():
            self.gap_list.setFocus()
        else:
            (self.seal_button if self._session.sealing is None else self.show_button).setFocus()

    def hints(self) -> Sequence[Hint]:
        """Return its keys; those that change something only while the visit is open."""
        return texts.REVIEW_KEYS if self._session.sealing is None else texts.SEALED_REVIEW_KEYS

    def reload(self) -> None:
        """Show what is missing and what was taken off by now."""
        self._gaps.reload()
        self._losses.reload()
        rows = self._gaps.gaps()
        if rows:
            self.gap_list.choose(rows[0])
        card = self._session.scorecard
        must, may = self._gaps.count(must=True), self._gaps.count(must=False)
        self._head.setText(self._headline(must, may))
        self._counts.setText(texts.MUST_MAY.format(must=must, may=may) if must else "")
        self._losses_head.setText(texts.LOSSES.format(count=len(card.losses)))
        total = texts.TOTAL.format(points=show(card.points), max=show(card.max))
        level = texts.LEVEL if self._session.sealing is None else texts.LEVEL_SEALED
        self._total.setText(f"{level.format(level=card.level)}　{total}")
        self._next.setText("　".join(part for part in (card.level_reason, card.next_star) if part))
        self._next.setVisible(bool(self._next.text()))
        self._none.setVisible(not card.losses)
        self.loss_list.setVisible(bool(card.losses))
        self._show_seal(must)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in ENTER_KEYS and control and self.seal_button.isEnabled():
            self._ask_to_seal()
            return
        super().keyPressEvent(event)

    def _headline(self, must: int, may: int) -> str:
        """Return what the left half says first: whether one may drive off."""
        if self._session.sealing is not None:
            return texts.LEFT_AT_SEALING.format(count=may) if may else texts.NOTHING_LEFT
        if must:
            return texts.MISSING_HEAD.format(count=must + may)
        return texts.MUSTS_FILLED if may else texts.NOTHING_MISSING

    def _show_seal(self, must: int) -> None:
        sealing = self._session.desk.sealed()
        self.seal_button.setEnabled(must == 0 and sealing is None)
        self.show_button.kind = Kind.PLAIN if sealing is None else Kind.PRIMARY
        self.show_button.updateGeometry()
        self._bar.hold_back([self.seal_button] if sealing else [])
        self._why.tone("ok" if sealing else "warn")
        if sealing is not None:
            told = texts.SEALED.format(
                time=texts.moment(sealing.at), code=record_code(sealing.digest)
            )
            self._why.setText(told)
        else:
            self._why.setText(texts.SEAL_FIRST.format(count=must) if must else "")

    def _go(self, index: QModelIndex) -> None:
        line = index.data(GAP_ROLE)
        if line is not None and line.gap is not None:
            self.fill.emit(line.gap)

    def _ask_to_seal(self) -> None:
        name = self._session.desk.place.name
        act = texts.SEAL_AGAIN.format(name=name)
        Confirm([texts.SEAL_ASK], act, self.seal.emit, self).open()

    def _build_left(self) -> QWidget:
        panel = Panel("bg")
        box = column(gap=8)
        box.addLayout(row(self._head, None, self._counts, gap=12))
        box.addWidget(self.gap_list, 1)
        box.setContentsMargins(u(20), u(14), u(20), u(12))
        panel.setLayout(box)
        self.gap_list.viewport().setAutoFillBackground(False)
        return panel

    def _build_right(self) -> QWidget:
        panel = Panel("surface")
        box = column(gap=6)
        box.addLayout(row(self._losses_head, None, self._total, gap=12))
        for part in (self._next, self._none):
            box.addWidget(part)
        box.addWidget(self.loss_list, 1_000)
        box.addStretch(1)
        box.addWidget(self._why)
        save_button = Button(
            texts.SAVE_SHEET, self.save_sheet.emit, key="F7", icon="file-pdf", height=46
        )
        box.setContentsMargins(u(20), u(14), u(20), 0)
        panel.setLayout(box)
        self._bar = ActionBar(
            [self.show_button, save_button], QWidget(), [self.seal_button], self.seal_button
        )
        return boxed(column(panel, self._bar))
