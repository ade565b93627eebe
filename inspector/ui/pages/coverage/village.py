"""What the office holds of one village in this round."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from inspector.actions.overseeing import SiteVisit
from inspector.domain.points import show
from inspector.domain.signing import SignState
from inspector.domain.visit import VisitState
from inspector.domain.wording import moment_words, word
from inspector.ui.glyphs import Glyph
from inspector.ui.look import u
from inspector.ui.pages.coverage import texts
from inspector.ui.state_glyphs import visit_glyph
from inspector.ui.widgets.button import Button, Kind
from inspector.ui.widgets.command_list import ENTER_KEYS
from inspector.ui.widgets.dialog import Dialog
from inspector.ui.widgets.glyph_mark import GlyphMark
from inspector.ui.widgets.label import Label
from inspector.ui.widgets.panel import Hairline, boxed, column, row, scrolling


class VillageCard(Dialog):
    """A village with every visit to it; Esc or Enter closes."""

    def __init__(self, title: str, visits: Sequence[SiteVisit], parent: QWidget) -> None:
        super().__init__(title, parent)
        lines = column(Label(title, 20, bold=True, wrap=True), margin=24, gap=12)
        for visit in visits:
            lines.addWidget(Hairline())
            lines.addLayout(_visit(visit))
        lines.addStretch(1)
        close = Button(texts.CARD_CLOSE, self.accept, key="Enter", kind=Kind.PRIMARY, height=44)
        foot = row(None, close)
        foot.setContentsMargins(u(24), u(8), u(24), u(20))
        box = column(scrolling(boxed(lines)))
        box.addLayout(foot)
        self.setLayout(box)
        self.resize(u(560), min(u(150 + 150 * len(visits)), parent.height()))
        close.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER_KEYS:
            self.accept()
            return
        super().keyPressEvent(event)


def _state_words(visit: SiteVisit) -> str:
    """Return where a visit stands; at the office a sealed one that nobody signed is 未签字."""
    if visit.state is not VisitState.SEALED or visit.signed is None:
        return word(visit.state)
    said = texts.UNSIGNED if visit.signed is SignState.WAITING else word(visit.signed)
    return f"{word(visit.state)}　{said}"


def _visit(visit: SiteVisit) -> QVBoxLayout:
    state = texts.CARD_VISIT.format(team=visit.team, state=_state_words(visit))
    if visit.kind:
        state = f"{visit.kind}　{state}"
    box = column(gap=4)
    glyph = visit_glyph(visit.state, visit.signed, None)
    box.addLayout(row(GlyphMark(glyph, 20), Label(state, 17, bold=True), None, gap=8))
    if visit.state is VisitState.PLANNED:
        told = texts.CARD_NOTHING.format(teams=visit.team)
        box.addWidget(Label(told, 15, "text2", wrap=True))
        return box
    facts = [texts.CARD_PHOTOS.format(count=visit.photos)]
    if visit.totals is not None and visit.totals.max:
        points = (texts.CARD_POINTS if visit.rated else texts.CARD_POINTS_OF).format(
            level=visit.totals.level,
            points=show(visit.totals.points),
            max=show(visit.totals.max),
        )
        facts.insert(0, points)
    if visit.sealed_at is not None:
        facts.append(texts.CARD_SEALED.format(at=moment_words(visit.sealed_at)))
    box.addWidget(Label("　".join(facts), 15, wrap=True))
    for flag in sorted(visit.flags):
        line = row(GlyphMark(Glyph.CONFLICT if flag == "conflict" else Glyph.GAP, 18), gap=8)
        line.addWidget(Label(texts.FLAGS.get(flag, flag), 15, bold=True, wrap=True), 1)
        box.addLayout(line)
    for said in visit.findings:
        box.addWidget(Label(said, 15, wrap=True))
    for said in visit.objections:
        box.addWidget(Label(texts.CARD_OBJECTION.format(text=said), 15, wrap=True))
    return box
