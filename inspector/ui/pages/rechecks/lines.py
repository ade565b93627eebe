"""The rows of 复核: what is over the limit first."""

from __future__ import annotations

from fractions import Fraction

from inspector.actions.recheck_board import RecheckBoard, RecheckedSite, over_word
from inspector.domain.coverage import CoverageState
from inspector.domain.ranking import Counts, percent_text
from inspector.domain.wording import word
from inspector.ui.glyphs import Glyph
from inspector.ui.pages.rechecks import texts
from inspector.ui.widgets.column_list import Column, Line

WIDTHS = (
    (176, 0.4), (92, 0.5), (110, 1.6), (36, 0), (62, 0), (52, 0), (56, 0), (56, 0), (60, 0),
)  # fmt: skip
COLUMNS = tuple(
    Column(
        title=title, width=width, share=share, right=at >= 6, bold=at in (2, 8),
        tone="text2" if at in (1, 3) else "text",
    )
    for at, (title, (width, share)) in enumerate(zip(texts.COLUMNS, WIDTHS, strict=True))
)  # fmt: skip


def recheck_lines(board: RecheckBoard) -> list[Line]:
    """Return a row for every site of the sample."""
    ordered = sorted(board.sites, key=lambda one: (not one.over, _waits(one), one.site))
    return [_line(one, board.limit) for one in ordered]


def _waits(one: RecheckedSite) -> bool:
    return one.state is CoverageState.MISSING


def _line(one: RecheckedSite, limit: str) -> Line:
    said = (over_word(one, limit), word(one.state), texts.REFUSED if one.refused else "")
    return Line(
        cells=(
            "，".join(part for part in said if part),
            one.township,
            one.name,
            one.tail,
            one.first_team,
            one.again_team,
            _mark(one.first),
            _mark(one.again),
            one.gap,
        ),
        key=f"{one.site}/{one.again_team}",
        glyph=_glyph(one),
        loud=one.over,
    )


def _mark(value: Fraction | None) -> str:
    return "" if value is None else percent_text(value)


def _glyph(one: RecheckedSite) -> Glyph:
    if one.over:
        return Glyph.GAP
    if _waits(one):
        return Glyph.MISSING
    return Glyph.CLEAR if isinstance(one.state, Counts) and one.gap else Glyph.CONFLICT
