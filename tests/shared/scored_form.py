"""A form that is scored for printing: everything clear but the checkpoints that are named."""

from __future__ import annotations

from collections.abc import Mapping

from inspector.domain.ids import CheckpointCode, ItemCode
from inspector.domain.rubric import Bands, Checkpoint, Deduct, Level, Ratio, Rubric, Sample
from inspector.domain.visit import Entry, ItemEntry


def clear_entry(checkpoint: Checkpoint) -> Entry:
    match checkpoint.rule:
        case Deduct():
            return Entry(defects=0, filled=True)
        case Sample(n=n):
            return Entry(defects=0, seen=n)
        case Level(levels=levels):
            return Entry(level=levels[0][0])
        case Bands(bands=bands):
            return Entry(measure=bands[0][0])
        case Ratio(target=target):
            return Entry(measure=target)
        case _:
            return Entry(met=True)


def counted_form(
    rubric: Rubric, faulty: Mapping[CheckpointCode, Entry]
) -> dict[ItemCode, ItemEntry]:
    """Return every item confirmed, with the entries of ``faulty`` and clear ones."""
    return {
        item.code: ItemEntry(
            entries={
                point.code: faulty.get(point.code, clear_entry(point)) for point in item.checkpoints
            },
            confirmed=frozenset(item.steps()),
        )
        for item in rubric.items()
    }
