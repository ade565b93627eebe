"""Where to go next: items and rows of a view, the next open item, the next gap. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from inspector.domain.ids import CheckpointCode, ItemCode, StepId
from inspector.domain.rubric import Checkpoint, Deduct, Item, Level, Rubric, Sample, YesNo
from inspector.domain.scorecard import Gap, GapKind
from inspector.domain.visit import EMPTY, UNSET, Counted, Entry, ItemEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place in the visit. ``step`` is None in the view by star (按星)."""

    step: StepId | None
    item: ItemCode
    checkpoint: CheckpointCode | None = None


def items_in(rubric: Rubric, step: StepId | None) -> tuple[Item, ...]:
    """Return the items that have a row in a step, or all of them."""
    return tuple(item for item in rubric.items() if step is None or step in item.steps())


def rows_in(item: Item, step: StepId | None) -> tuple[Checkpoint, ...]:
    """Return an item's rows in a step, or all of them."""
    return tuple(row for row in item.checkpoints if step is None or row.step == step)


def is_done(item: Item, entry: ItemEntry, step: StepId | None) -> bool:
    """Return True if nobody has to confirm anything here any more."""
    if entry.na:
        return True
    asked = item.steps() if step is None else (step,)
    return all(step in entry.confirmed for step in asked)


def next_open(
    rubric: Rubric, counted: Counted, step: StepId | None, after: ItemCode
) -> Item | None:
    """Return the next unconfirmed item behind ``after``, from the top again at the end."""
    items = items_in(rubric, step)
    at = next((place for place, item in enumerate(items) if item.code == after), -1)
    for item in (*items[at + 1 :], *items[: at + 1]):
        if item.code != after and not is_done(item, counted.get(item.code, EMPTY), step):
            return item
    return None


def neighbour(rubric: Rubric, step: StepId | None, item: ItemCode, by: int) -> Item | None:
    """Return the item ``by`` places further, or None at an end."""
    items = items_in(rubric, step)
    codes = [candidate.code for candidate in items]
    place = codes.index(item) + by if item in codes else 0
    return items[place] if 0 <= place < len(items) else None


def next_step(rubric: Rubric, counted: Counted, step: StepId) -> StepId | None:
    """Return the first step behind ``step`` (then from the top) that has an open item."""
    steps = [known.id for known in rubric.steps]
    at = steps.index(step)
    for candidate in (*steps[at + 1 :], *steps[: at + 1]):
        for item in items_in(rubric, candidate):
            if not is_done(item, counted.get(item.code, EMPTY), candidate):
                return candidate
    return None


def unanswered(rule_row: Checkpoint, entry: Entry) -> bool:
    """Return True if Enter cannot fill this row: it asks for a value that only people know."""
    match rule_row.rule:
        case Deduct() | YesNo():
            return False
        case Sample():
            return not entry.seen
        case Level():
            return entry.level is None
        case _:
            return entry.measure is None


def missing_values(item: Item, entry: ItemEntry, step: StepId | None) -> list[Checkpoint]:
    """Return the rows where a value is still to be entered, in order."""
    if entry.zero or entry.na:
        return []
    found = []
    for row in rows_in(item, step):
        counted = entry.entries.get(row.code, UNSET)
        if not counted.later and unanswered(row, counted):
            found.append(row)
    return found


def samples_open(item: Item, entry: ItemEntry, step: StepId | None) -> list[Checkpoint]:
    """Return the samples of a view of which nobody has said how many were seen."""
    return [row for row in missing_values(item, entry, step) if isinstance(row.rule, Sample)]


def missing_reasons(item: Item, gaps: Iterable[Gap], step: StepId | None) -> list[Checkpoint]:
    """Return the rows of a view that cost points and do not say why, in order."""
    bare = {gap.checkpoint for gap in gaps if gap.kind is GapKind.REASON and gap.item == item.code}
    return [row for row in rows_in(item, step) if row.code in bare]


def first_row(item: Item, entry: ItemEntry, step: StepId | None) -> CheckpointCode | None:
    """Return where work on an item begins: a value that no key can fill, or None.

    It is asked for anyway before the item is done; beginning there saves the key that would
    lead back to it (measured over random visits: 6 keys of 81).
    """
    for row in missing_values(item, entry, step):
        if not isinstance(row.rule, Sample):
            return row.code
    return None


def spot_of_gap(rubric: Rubric, counted: Counted, gap: Gap, *, by_star: bool) -> Spot:
    """Return where a gap is filled."""
    item = rubric.item(gap.item)
    if by_star:
        return Spot(step=None, item=gap.item, checkpoint=gap.checkpoint)
    if gap.checkpoint is not None:
        step = rubric.checkpoint(gap.checkpoint).step
    else:
        confirmed = counted.get(gap.item, EMPTY).confirmed
        waiting = [step for step in item.steps() if step not in confirmed]
        step = (waiting or item.steps())[0]
    return Spot(step=step, item=gap.item, checkpoint=gap.checkpoint)


def spots(rubric: Rubric, step: StepId | None) -> Iterator[Spot]:
    """Yield every row of a view in order."""
    for item in items_in(rubric, step):
        for row in rows_in(item, step):
            yield Spot(step=step, item=item.code, checkpoint=row.code)
