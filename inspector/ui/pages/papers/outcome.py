"""What came of something, above the pages: a code on paper verified, leaves that failed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent

from inspector.actions.papers.writing import Failure
from inspector.domain.errors import InspectorError
from inspector.ui.glyphs import Glyph
from inspector.ui.look import look, u
from inspector.ui.pages.papers import texts
from inspector.ui.pages.papers.desk import Checked
from inspector.ui.widgets.button import Button
from inspector.ui.widgets.field import Field
from inspector.ui.widgets.panel import Hairline, Panel, boxed, column, row
from inspector.ui.widgets.told_list import Told, ToldList

HIGHEST = 190
"""Px at 100 %; more is scrolled."""


class Outcome(Panel):
    """Hidden until there is something to ask or to tell; ``closed`` follows when it is put away.

    ``asked`` carries a code that somebody typed, or the line of a QR code; ``edition_wanted`` that
    of a frozen ranking which somebody wants to see as it was.
    """

    asked = Signal(str)
    edition_wanted = Signal(str)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__("surface")
        self.code = Field(texts.CODE, texts.CODE_HINT, height=38)
        self.code.setMinimumWidth(u(300))
        self.list = ToldList(texts.TOLD)
        check = Button(texts.VERIFY, self._ask, height=38)
        self.show_edition = Button(texts.SHOW_EDITION, self._want, icon="printer", height=38)
        self.show_edition.hide()
        self._edition = ""
        self._asking = boxed(row(self.code, check, self.show_edition, None, gap=8))
        ask = self._asking.layout()
        if ask is not None:
            ask.setContentsMargins(u(16), u(8), 0, u(4))
        close = Button("", self.put_away, icon="x", height=38)
        close.setAccessibleName(texts.CLOSE)
        close.setToolTip(texts.CLOSE)
        main = column(self._asking)
        main.addWidget(self.list, 1)
        line = row()
        line.addLayout(main, 1)
        line.addLayout(column(close, None, margin=8))
        box = column()
        box.addLayout(line, 1)
        box.addWidget(Hairline())
        self.setLayout(box)
        self.hide()
        self.code.returnPressed.connect(self._ask)
        self.code.done.connect(self.put_away)
        self.code.down.connect(self.list.setFocus)
        look().changed.connect(self._fit)

    def ask(self) -> None:
        """F6: ask for a code."""
        self._show([], asking=True)
        self.code.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.code.selectAll()

    def _ask(self) -> None:
        text = self.code.text().strip()
        if text:
            self.asked.emit(text)
            self.code.selectAll()

    def _want(self) -> None:
        self.edition_wanted.emit(self._edition)

    def tell_checked(self, checked: Checked) -> None:
        """Say whether paper and record are one; a frozen ranking can be had again."""
        glyph = Glyph.CLEAR if checked.matches else Glyph.CONFLICT
        verdict = texts.MATCHES if checked.matches else texts.DIFFERS
        lines = [Told(title=verdict, text=checked.sentence, glyph=glyph, key="verdict")]
        lines += [
            Told(title=change, glyph=Glyph.CONFLICT, key=f"change{at}")
            for at, change in enumerate(checked.changes)
        ]
        self._show(lines, asking=True, edition=checked.edition)

    def tell_refused(self, error: InspectorError) -> None:
        """Say why a code belongs to nothing here."""
        told = Told(title=error.sentence(), text=error.advice(), glyph=Glyph.WRONG, key="refused")
        self._show([told], asking=True)

    def tell_weak(self, failed: Sequence[Failure], remark: str) -> None:
        """List the leaves that could not be made, by name; say what the others lack."""
        lines = [Told(title=remark, glyph=Glyph.GAP, key="remark")] if remark else []
        if failed:
            head = texts.FAILED_HEAD.format(count=len(failed))
            lines.append(Told(title=head, glyph=Glyph.GAP, key="head"))
        lines += [
            Told(title=one.words, text=one.fault.sentence(), glyph=Glyph.WRONG, key=f"failed{at}")
            for at, one in enumerate(failed)
        ]
        self._show(lines)

    def put_away(self) -> None:
        """Hide it."""
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _show(self, lines: Sequence[Told], *, asking: bool = False, edition: str = "") -> None:
        self._asking.setVisible(asking)
        self._edition = edition
        self.show_edition.setVisible(bool(edition))
        self.list.lines.show_lines(lines)
        self.list.setVisible(bool(lines))
        self.list.choose(0)
        self.show()
        self._fit()

    def _fit(self) -> None:
        """As high as its lines, up to a limit."""
        model = self.list.model()
        needs = sum(self.list.sizeHintForRow(at) for at in range(min(model.rowCount(), 8)))
        ask = 0 if self._asking.isHidden() else u(54)
        self.setFixedHeight(min(max(needs + ask + u(8), u(54)), u(HIGHEST)))
