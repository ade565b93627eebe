"""The panel beside a plan: checks, workload, who keeps away, and how to plan it again."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QVBoxLayout, QWidget

from inspector.actions.reviewing import PlanCheck, PlanReview
from inspector.domain.team import Pattern
from inspector.ui.glyphs import Glyph
from inspector.ui.look import u
from inspector.ui.pages.plan import texts
from inspector.ui.pages.plan.lines import days_of
from inspector.ui.widgets.glyph_mark import GlyphMark
from inspector.ui.widgets.label import Label
from inspector.ui.widgets.panel import Hairline, boxed, column, row, scrolling

NOTES_SHOWN = 12


class ReviewPanel(QWidget):
    """Shows one review at a time."""

    def __init__(self) -> None:
        super().__init__()
        self._box = column()
        self.setLayout(self._box)

    def show_review(self, review: PlanReview | None) -> None:
        """Show another plan, or nothing."""
        while (item := self._box.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if review is not None:
            content = boxed(_filled(review))
            self._box.addWidget(scrolling(content))
            content.setAutoFillBackground(False)  # QScrollArea has just turned it on


def _filled(review: PlanReview) -> QVBoxLayout:
    box = column(gap=8)
    box.setContentsMargins(u(18), u(14), u(18), u(14))
    for part in _parts(review):
        box.addWidget(part)
    box.addStretch(1)
    return box


def _parts(review: PlanReview) -> Iterator[QWidget]:
    bad = sum(not check.well for check in review.checks)
    verdict = texts.NOT_WELL.format(count=bad) if bad else texts.ALL_WELL
    tone = "warn" if bad else "ok"
    yield _head(texts.CHECKS, Label(verdict, 15, tone, bold=True))
    for check in review.checks:
        yield _check(check)
    yield Hairline()
    yield _head(texts.WORKLOAD)
    yield from _workload(review)
    if review.plan.notes:
        yield Hairline()
        yield _head(texts.NOTES)
        for note in review.plan.notes[:NOTES_SHOWN]:
            yield Label(note, 15, "text2", wrap=True)
    yield Hairline()
    yield _head(texts.AGAIN)
    if review.plan.round.shift is not None:
        yield Label(texts.SHIFT_TOLD.format(shift=review.plan.round.shift), 15, bold=True)
    if review.plan.round.pattern is Pattern.DRAW:
        yield Label(texts.SEED_TOLD.format(seed=review.plan.round.seed), 15, bold=True)
    yield Label(texts.SAME_AGAIN, 15, "text2", wrap=True)


def _head(text: str, *right: QWidget) -> QWidget:
    return boxed(row(Label(text, 17, bold=True), None, *right))


def _check(check: PlanCheck) -> QWidget:
    line = row(GlyphMark(Glyph.CLEAR if check.well else Glyph.GAP, 18), gap=8)
    line.addWidget(Label(check.name, 15), 1)
    if check.well:
        line.addWidget(Label(check.told, 15, "text2"))
        return boxed(line)
    box = column(boxed(line), gap=2)
    box.addWidget(Label(check.told, 15, "warn", bold=True, wrap=True))
    return boxed(box)


def _workload(review: PlanReview) -> Iterator[QWidget]:
    loads: dict[str, int] = {}
    for line in review.plan.lines:
        loads[line.team] = loads.get(line.team, 0) + line.sites
    if not loads:
        return
    daily, most = review.daily_sites, max(loads.values())
    told = texts.DAYS_TOLD.format(
        daily=daily, least=days_of(min(loads.values()), daily), most=days_of(most, daily)
    )
    yield Label(told, 15, wrap=True)
    busiest = [team for team, sites in loads.items() if sites == most]
    if len(busiest) <= 4:
        yield Label(
            texts.BUSIEST.format(teams="、".join(busiest), sites=most), 15, "text2", wrap=True
        )
