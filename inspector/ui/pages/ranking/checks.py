"""What must hold before a ranking is frozen, and the panel that shows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from inspector.actions.covering import CoverageBoard
from inspector.actions.ranking import Board
from inspector.actions.unsettled import Unsettled, unsettled
from inspector.domain.ranking import percent_text
from inspector.ui.glyphs import Glyph
from inspector.ui.look import u
from inspector.ui.pages.ranking import texts
from inspector.ui.pages.ranking.lines import mean_of
from inspector.ui.widgets.glyph_mark import GlyphMark
from inspector.ui.widgets.label import Label
from inspector.ui.widgets.panel import Hairline, boxed, column, row, scrolling


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One condition with its figure; ``fault`` is True where it does not hold."""

    name: str
    told: str
    fault: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """All conditions of a board, and whether freezing is of use and needs a reason."""

    checks: tuple[Check, ...]
    open: Unsettled
    changed: bool
    """Something differs from the frozen edition, or there is none."""

    def sentence(self) -> str:
        """Say whether it can be frozen, and what for that is needed."""
        if not self.changed:
            return texts.ALREADY
        return self.open.sentence() or texts.READY


def judge(fresh: Board, shown: Board, covered: CoverageBoard) -> Verdict:
    """Look at the four conditions of a ranking as it would be frozen now; photos may come later."""
    found = unsettled(fresh.ranking, covered)
    photos = len(covered.photos)
    checks = (
        Check(
            name=texts.COVERED,
            told=f"{covered.received}/{covered.planned}",
            fault=bool(found.owing),
        ),
        Check(
            name=texts.CONFLICTS,
            told=texts.CASES.format(count=len(found.clashes)),
            fault=bool(found.clashes),
        ),
        Check(
            name=texts.RECOUNTS,
            told=texts.SITES_COUNT.format(count=len(found.recounts)),
            fault=bool(found.recounts),
        ),
        Check(name=texts.PHOTOS, told=texts.SITES_COUNT.format(count=photos), fault=photos > 0),
    )
    changed = not shown.edition or fresh.ranking != shown.ranking
    return Verdict(checks=checks, open=found, changed=changed)


class ChecksPanel(QWidget):
    """Shows conditions, what does not count, the mean and the rule."""

    def __init__(self) -> None:
        super().__init__()
        self._box = column()
        self.setLayout(self._box)

    def show_verdict(self, verdict: Verdict, board: Board, rule: str) -> None:
        """Show another state."""
        while (item := self._box.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        lines = column(gap=8)
        lines.setContentsMargins(u(18), u(14), u(18), u(14))
        for part in _parts(verdict, board, rule):
            lines.addWidget(part)
        lines.addStretch(1)
        content = boxed(lines)
        self._box.addWidget(scrolling(content))
        content.setAutoFillBackground(False)  # QScrollArea has just turned it on


def _parts(verdict: Verdict, board: Board, rule: str) -> Iterator[QWidget]:
    yield Label(texts.CHECKS, 17, bold=True)
    for check in verdict.checks:
        line = row(GlyphMark(Glyph.GAP if check.fault else Glyph.CLEAR, 18), gap=8)
        line.addWidget(Label(check.name, 15), 1)
        line.addWidget(Label(check.told, 15, "warn" if check.fault else "text2", bold=check.fault))
        yield boxed(line)
    tone = "warn" if verdict.changed and verdict.open else "ok"
    yield Label(verdict.sentence(), 15, tone, bold=True, wrap=True)
    if board.reason:
        yield Label(texts.REASON.format(reason=board.reason), 15, "text2", wrap=True)
    yield Hairline()
    mean = row(Label(texts.MEAN, 15, "text2"), None)
    mean.addWidget(Label(texts.POINTS.format(points=percent_text(mean_of(board))), 17, bold=True))
    yield boxed(mean)
    yield Hairline()
    yield Label(texts.NOTES, 17, bold=True)
    for note in board.notes or (texts.NO_NOTES,):
        yield Label(note, 15, "text2", wrap=True)
    if rule:
        yield Hairline()
        yield Label(texts.RULE, 14, "text3", bold=True)
        yield Label(rule, 14, "text2", wrap=True)
