"""Which shape stands for which state of the visit."""

from __future__ import annotations

from inspector.domain.ids import CheckpointCode
from inspector.domain.points import Points
from inspector.domain.rubric import Checkpoint, Item
from inspector.domain.rules import is_blank
from inspector.domain.scorecard import ItemResult, ItemState, StarState
from inspector.domain.visit import Entry, ItemEntry
from inspector.domain.wording import LATER, word
from inspector.ui.glyphs import Glyph
from inspector.ui.pages.visit import texts

ITEM_GLYPHS = {
    ItemState.UNSET: Glyph.UNSET,
    ItemState.DOING: Glyph.DOING,
    ItemState.CLEAR: Glyph.CLEAR,
    ItemState.DEDUCTED: Glyph.DEDUCTED,
    ItemState.ZEROED: Glyph.ZEROED,
    ItemState.NOT_APPLICABLE: Glyph.NOT_APPLICABLE,
}
STAR_GLYPHS = {
    StarState.OPEN: Glyph.STAR_OPEN,
    StarState.WON: Glyph.STAR_WON,
    StarState.LOST: Glyph.STAR_LOST,
    StarState.DENIED: Glyph.STAR_DENIED,
    StarState.NOT_RATED: Glyph.NOT_APPLICABLE,
}
ROW_WORDS = {
    **{glyph: word(state) for state, glyph in ITEM_GLYPHS.items()},
    Glyph.LATER: LATER,
}
"""What a screen reader says for a row's shape."""


def row_glyph(checkpoint: Checkpoint, mark: Entry, points: Points | None, item: ItemEntry) -> Glyph:
    """Return the shape of a checkpoint row."""
    if item.na:
        return Glyph.NOT_APPLICABLE
    if item.zero:
        return Glyph.ZEROED
    if mark.later:
        return Glyph.LATER
    if points is None:
        return Glyph.UNSET if is_blank(mark) else Glyph.DOING
    return Glyph.CLEAR if points == checkpoint.max else Glyph.DEDUCTED


def item_glyph(entry: ItemEntry, result: ItemResult) -> Glyph:
    """Return the shape of an item; something put off shows through."""
    if any(mark.later for mark in entry.entries.values()) and not entry.na and not entry.zero:
        return Glyph.LATER
    return ITEM_GLYPHS[result.state]


def points_of(result: ItemResult, code: CheckpointCode) -> Points | None:
    """Return a checkpoint's points, or None while it is not answered."""
    return next((row.points for row in result.checkpoints if row.code == code), None)


def number_of(checkpoint: Checkpoint, item: Item) -> str:
    """Return the short number of a row: ``ST-2.1`` is 2.1."""
    code = str(checkpoint.code)
    return code.rpartition("-")[2] or code.removeprefix(str(item.code))


def photos_short(item: Item, entry: ItemEntry) -> str:
    """Say how many photos an item still lacks, or nothing."""
    short = item.photos_min - len(entry.photos)
    return texts.PHOTOS_SHORT.format(count=short) if short > 0 else ""
