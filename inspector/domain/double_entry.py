"""双人核对: two people type the same paper, and what they typed differently is settled by name.

The visit's own counts are the first entry. The second is typed by somebody else who does not see
the first; a difference is settled by taking one of the two, or by counting a third thing. When
none is left, a record says so; it holds for the counts as they were then, and for no others.

Source: issue 4, "Paper first"; practice, demands 3 and 14.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from unicodedata import normalize

from inspector.domain.canonical import Tree, digest
from inspector.domain.entry_tree import item_to_tree
from inspector.domain.explaining import aside_sentences, entry_sentence, reason_words
from inspector.domain.ids import CheckpointCode, Digest, ItemCode
from inspector.domain.reading import BadTree, as_mapping, listed, sha256s, text, whole
from inspector.domain.rubric import Checkpoint, Rubric
from inspector.domain.rules import checkpoint_points, is_blank
from inspector.domain.visit import EMPTY, UNSET, Counted, Entry, ItemEntry

COUNTED_PREFIX = b"wxp counted\0"
NOTHING = "没有填"


class Choice(StrEnum):
    """How a difference was settled."""

    FIRST = "first"
    SECOND = "second"
    ANEW = "anew"
    """Neither: it was looked up on paper and counted once more."""


class DoubleState(StrEnum):
    """Where the verification of a visit stands; the words are in ``domain.wording``."""

    NONE = "none"
    OPEN = "open"
    DONE = "done"
    CHANGED = "changed"
    """Counted anew since."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One place where two entries differ; without a checkpoint it is about the whole item.

    ``text`` is the checkpoint's, or the item's title; ``first`` and ``second`` say in words what
    each typed.
    """

    item: ItemCode
    checkpoint: CheckpointCode | None
    text: str
    first: str
    second: str

    @property
    def code(self) -> str:
        """The code that people name the place by."""
        return str(self.checkpoint or self.item)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A difference that is none any more: which side was right, and who said so, by name."""

    code: str
    choice: Choice
    by: str
    first: str
    second: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubleEntry:
    """What two entries came to: ``counted`` names the counts that both agree on."""

    second: str
    """Who typed it the second time, by name."""
    compared: int
    """Checkpoints that were compared."""
    counted: Digest
    settled: tuple[Settled, ...]

    def holds(self, counted: Counted) -> bool:
        """Tell whether the counts are still those that were verified."""
        return self.counted == counted_digest(counted)


def double_state(double: DoubleEntry | None, counted: Counted) -> DoubleState:
    """Return what the records of a visit say: verified, verified and counted anew, or not."""
    if double is None:
        return DoubleState.NONE
    return DoubleState.DONE if double.holds(counted) else DoubleState.CHANGED


def differences(rubric: Rubric, first: Counted, second: Counted) -> Iterator[Difference]:
    """Yield where two entries of one form differ, in the form's order.

    Counts, levels, measures, reasons, zero cases and 不适用 are compared; remarks, photos and
    what was confirmed are not, nor in what order reasons were typed. Where a zero case or 不适用
    stands on one side, the whole item is one difference.
    """
    for item in rubric.items():
        mine, other = first.get(item.code, EMPTY), second.get(item.code, EMPTY)
        if (mine.zero, mine.na) != (other.zero, other.na):
            yield Difference(
                item=item.code,
                checkpoint=None,
                text=item.title,
                first=_aside(mine),
                second=_aside(other),
            )
            continue  # the item's rows count for one of them only
        for point in item.checkpoints:
            here = mine.entries.get(point.code, UNSET)
            there = other.entries.get(point.code, UNSET)
            if _told(here) != _told(there):
                yield Difference(
                    item=item.code,
                    checkpoint=point.code,
                    text=point.text,
                    first=_words(point, here),
                    second=_words(point, there),
                )


def taken(item: ItemEntry, other: ItemEntry, checkpoint: CheckpointCode | None) -> ItemEntry:
    """Return ``item`` with one place as ``other`` has it, or all of it without a checkpoint.

    Photos and confirmations stay, and of one place the remark, if the other entry has none.
    """
    if checkpoint is None:
        return replace(item, entries=other.entries, zero=other.zero, na=other.na)
    entries = dict(item.entries)
    theirs = other.entries.get(checkpoint)
    if theirs is None:
        entries.pop(checkpoint, None)
    else:
        note = theirs.note or item.entries.get(checkpoint, UNSET).note
        entries[checkpoint] = replace(theirs, note=note)
    return replace(item, entries=entries)


def compared(rubric: Rubric, second: Counted) -> int:
    """Return how many checkpoints a second entry answers."""
    return sum(
        not is_blank(second.get(item.code, EMPTY).entries.get(point.code, UNSET))
        for item in rubric.items()
        for point in item.checkpoints
    )


def counted_digest(counted: Counted) -> Digest:
    """Return the digest of what was counted, without remarks, photos and confirmations."""
    trees: dict[str, Tree] = {}
    for code, item in counted.items():
        entries = {
            row: replace(entry, note="", filled=False, later=False)
            for row, entry in item.entries.items()
            if not is_blank(entry) or entry.reasons
        }
        if entries or item.zero or item.na:
            bare = ItemEntry(entries=entries, zero=item.zero, na=item.na)
            trees[str(code)] = item_to_tree(bare)
    return digest(trees, COUNTED_PREFIX)


def double_fields(double: DoubleEntry) -> dict[str, Tree]:
    """Return the fields of the record of a verification."""
    settled: list[Tree] = [settled_tree(one) for one in double.settled]
    return {
        "second": normalize("NFC", double.second),
        "compared": double.compared,
        "counted": str(double.counted),
        "settled": settled,
    }


def double_of(tree: Mapping[str, Tree]) -> DoubleEntry:
    """Read the fields of the record of a verification.

    Raises:
        ValueError: A field is missing, blank or of another kind.
    """
    (counted,) = sha256s([tree.get("counted")])
    second, number = text(tree, "second"), whole(tree.get("compared"))
    if not second.strip() or number < 0:
        raise BadTree("second")
    return DoubleEntry(
        second=second,
        compared=number,
        counted=counted,
        settled=tuple(settled_of(as_mapping(part)) for part in listed(tree, "settled")),
    )


def settled_tree(one: Settled) -> dict[str, Tree]:
    """Return a settled difference as a tree."""
    return {
        "code": one.code,
        "choice": str(one.choice),
        "person": normalize("NFC", one.by),
        "first": normalize("NFC", one.first),
        "second": normalize("NFC", one.second),
    }


def settled_of(tree: Mapping[str, Tree]) -> Settled:
    """Read a settled difference.

    Raises:
        ValueError: A field is missing or of another kind.
    """
    return Settled(
        code=text(tree, "code"),
        choice=Choice(text(tree, "choice")),
        by=text(tree, "person"),
        first=text(tree, "first"),
        second=text(tree, "second"),
    )


def _told(entry: Entry) -> tuple[object, ...]:
    """Return what counts of an entry, so that two can be compared."""
    counts: dict[str, int] = {}
    for reason in entry.reasons:
        counts[reason.text] = counts.get(reason.text, 0) + reason.count
    numbers = (entry.defects, entry.seen, entry.level, entry.met, entry.measure)
    return (*numbers, frozenset(counts.items()))


def _words(point: Checkpoint, entry: Entry) -> str:
    points = checkpoint_points(point, entry)
    if points is not None:
        return entry_sentence(point, entry, points)
    parts = [
        f"不合格 {entry.defects}" if entry.defects is not None else "",
        f"实看 {entry.seen}" if entry.seen is not None else "",
        *reason_words(entry.reasons),
    ]
    said = "、".join(part for part in parts if part)
    return f"没填全（{said}）" if said else NOTHING


def _aside(item: ItemEntry) -> str:
    return "；".join(aside_sentences(item)) or "没有认定零分，也没有不适用"
