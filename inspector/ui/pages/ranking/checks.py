"""What must hold before a ranking is frozen, and the panel that shows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from inspector.actions.covering import CoverageBoard
from inspector.actions.ranking import Board
from inspector.domain.ranking import Exclusion, percent_text
from inspector.ui.glyphs import Glyph
from inspector.ui.look import u
from inspector.ui.pages.ranking import texts
from inspector.ui.pages.ranking.lines import mean_of
from inspector.ui.widgets.glyph_mark import GlyphMark
from inspector.ui.widgets.label import Label
from inspector.ui.widgets.panel import Hairline, boxed, column, row, scrolling


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One condition with its figure; ``reason`` says what is missing, empty where it holds."""

    name: str
    told: str
    reason: str = ""
    warns: bool = False
    """True if it is worth a look and does not stand in the way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """All conditions of a board, and whether it may be frozen."""

    checks: tuple[Check, ...]
    changed: bool
    """Something differs from the frozen edition, or there is none."""

    @property
    def reasons(self) -> tuple[str, ...]:
        """What stands in the way."""
        return tuple(check.reason for check in self.checks if check.reason)

    @property
    def ready(self) -> bool:
        """True if freezing is allowed and of use."""
        return not self.reasons and self.changed

    def sentence(self) -> str:
        """Say whether it can be frozen, and if not why."""
        if not self.changed:
            return texts.ALREADY
        if self.reasons:
            return texts.NOT_READY.format(reasons="，".join(self.reasons))
        return texts.READY


def judge(fresh: Board, shown: Board, covered: CoverageBoard) -> Verdict:
    """Look at the four conditions of a ranking as it would be frozen now."""
    owing = covered.planned - covered.received
    clashes = len(covered.conflicts)
    recounts = sum(one.why is Exclusion.RECOUNT for one in fresh.ranking.excluded)
    photos = len(covered.photos)
    checks = (
        Check(
            name=texts.COVERED,
            told=f"{covered.received}/{covered.planned}",
            reason=texts.OWING.format(count=owing) if owing else "",
        ),
        Check(
            name=texts.CONFLICTS,
            told=texts.CASES.format(count=clashes),
            reason=texts.CLASHES.format(count=clashes) if clashes else "",
        ),
        Check(
            name=texts.RECOUNTS,
            told=texts.SITES_COUNT.format(count=recounts),
            reason=texts.RECOUNTING.format(count=recounts) if recounts else "",
        ),
        Check(name=texts.PHOTOS, told=texts.SITES_COUNT.format(count=photos), warns=photos > 0),
    )
    return Verdict(checks=checks, changed=not shown.edition or fresh.ranking != shown.ranking)


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
        fault = bool(check.reason) or check.warns
        line = row(GlyphMark(Glyph.GAP if fault else Glyph.CLEAR, 18), gap=8)
        line.addWidget(Label(check.name, 15), 1)
        line.addWidget(Label(check.told, 15, "warn" if fault else "text2", bold=fault))
        yield boxed(line)
    tone = "warn" if verdict.changed and verdict.reasons else "ok"
    yield Label(verdict.sentence(), 15, tone, bold=True, wrap=True)
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
