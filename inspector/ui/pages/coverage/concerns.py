"""What stands beside the grid: what just came in, what to settle, who still owes which sites."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from inspector.actions.covering import CoverageBoard, PlaceGap
from inspector.actions.overseeing import ArrivedLine
from inspector.domain.wording import moment_words, thousands
from inspector.ui.glyphs import Glyph
from inspector.ui.pages.coverage import texts
from inspector.ui.widgets.told_list import Told

NEWEST = 3
"""How many packages stand under 刚收到."""


def concerns(board: CoverageBoard, arrived: Sequence[ArrivedLine]) -> tuple[Told, ...]:
    """Return all lines in order: what came in, what to settle, what is missing by name."""
    settled = (*_arrived(arrived), *_to_settle(board), *_missing(board.gaps))
    return (*settled, *_unsigned(board.unsigned))


def _arrived(arrived: Sequence[ArrivedLine]) -> Iterator[Told]:
    yield Told(title=texts.ARRIVED, aside=texts.PACKAGES.format(count=len(arrived)))
    if not arrived:
        yield Told(title="", text=texts.NOTHING_ARRIVED)
    for one in arrived[:NEWEST]:
        yield Told(
            title=texts.ARRIVED_TITLE.format(team=one.team, photos=thousands(one.photos)),
            text=texts.ARRIVED_AT.format(at=moment_words(one.at), records=thousands(one.records)),
            glyph=Glyph.CLEAR,
        )


def _to_settle(board: CoverageBoard) -> Iterator[Told]:
    count = len(board.conflicts) + len(board.photos) + len(board.refused)
    yield Told(title=texts.TO_SETTLE, aside=texts.CASES.format(count=count))
    if not count:
        yield Told(title="", text=texts.NOTHING_TO_SETTLE)
    for clash in board.conflicts:
        yield Told(title=clash.place, text=clash.sentence, glyph=Glyph.CONFLICT, key=clash.code)
    for gap in board.refused:
        told = texts.REFUSED_TOLD.format(team=gap.team)
        yield Told(title=gap.place, text=told, glyph=Glyph.REFUSED, key=gap.code)
    for gap in board.photos:
        told = texts.PHOTOS_TOLD.format(team=gap.team)
        yield Told(title=gap.place, text=told, glyph=Glyph.PARTIAL, key=gap.code)


def _unsigned(gaps: Sequence[PlaceGap]) -> Iterator[Told]:
    if not gaps:
        return
    yield Told(title=texts.UNSIGNED, aside=texts.SITES.format(count=len(gaps)))
    for gap in gaps:
        told = texts.UNSIGNED_TOLD.format(team=gap.team)
        yield Told(title=gap.place, text=told, glyph=Glyph.TO_SIGN, key=gap.code)


def _missing(gaps: Sequence[PlaceGap]) -> Iterator[Told]:
    yield Told(title=texts.MISSING, aside=texts.SITES.format(count=len(gaps)))
    if not gaps:
        yield Told(title="", text=texts.NOTHING_MISSING)
    owed: dict[tuple[str, str], list[PlaceGap]] = {}
    for gap in gaps:
        owed.setdefault((gap.township, gap.team), []).append(gap)
    for (township, team), found in owed.items():
        yield Told(
            title=texts.MISSING_TITLE.format(township=township, team=team, count=len(found)),
            text=texts.SAME_VILLAGE.join(f"{gap.name} {gap.code[-3:]}" for gap in found),
            glyph=Glyph.MISSING,
            key=found[0].code,
        )
