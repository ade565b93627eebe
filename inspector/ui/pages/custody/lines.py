"""The rows of 交接台账: one a team."""

from __future__ import annotations

from inspector.actions.custody import CustodyBoard, TeamCustody, owed_words
from inspector.domain.ranges import spell
from inspector.domain.wording import day_words, moment_words
from inspector.ui.glyphs import Glyph
from inspector.ui.pages.custody import texts
from inspector.ui.widgets.column_list import Column, Line

WIDTHS = (
    (62, 0), (62, 0), (40, 0), (150, 0.3), (60, 0.6), (50, 0), (122, 0.3), (136, 0.6), (34, 0),
)  # fmt: skip
COLUMNS = tuple(
    Column(
        title=title, width=width, share=share, right=at in (1, 5, 8), bold=at == 0,
        tone="text2" if at in (2, 3, 6) else "text",
    )
    for at, (title, (width, share)) in enumerate(zip(texts.COLUMNS, WIDTHS, strict=True))
)  # fmt: skip


def custody_lines(board: CustodyBoard) -> list[Line]:
    """Return a row for every team; those that are late are marked and bold."""
    return [_line(team, late=board.late(team)) for team in board.teams]


def _line(team: TeamCustody, *, late: bool) -> Line:
    last = team.last
    receipt = ""
    if team.receipt_at is not None:
        at = day_words(team.receipt_at)
        receipt = texts.RECEIPT.format(number=team.number, at=at)
    return Line(
        cells=(
            team.team,
            texts.SITES.format(handed=team.handed_in, assigned=team.assigned),
            texts.LAPTOPS.format(count=len(team.laptops)) if team.laptops else "",
            texts.LAST.format(seq=last.seq, at=moment_words(last.at)) if last else "",
            "；".join(spell(one.lacking).replace("-", "–") for one in team.laptops if one.lacking),
            str(team.photos_missing or ""),
            receipt,
            "，".join(owed_words(team)),
            str(team.apart or ""),
        ),
        key=team.team,
        glyph=_glyph(team, late=late),
        loud=late,
    )


def _glyph(team: TeamCustody, *, late: bool) -> Glyph:
    if late:
        return Glyph.WRONG
    if team.handed_in < team.assigned:
        return Glyph.MISSING
    if team.photos_missing:
        return Glyph.PARTIAL
    return Glyph.RECEIVED if team.unanswered_days is None else Glyph.PACKED
