"""What is said about a sealed visit beside its counts: gaps left, reopening, corrections.

Source: UI design, "Decided after a review" 2, and section 3.5; practice, demands 9 and 14.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from unicodedata import normalize

from inspector.domain.canonical import Tree, digest
from inspector.domain.ids import CheckpointCode, ItemCode, VisitUid
from inspector.domain.points import Points
from inspector.domain.reading import BadTree, text, whole
from inspector.domain.scorecard import Gap, GapKind


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftGap:
    """A gap that may stay open (可带原因离开), and why it did."""

    item: ItemCode
    checkpoint: CheckpointCode | None
    kind: GapKind
    reason: str

    def explains(self, gap: Gap) -> bool:
        """Tell whether it says why ``gap`` was left."""
        return (self.item, self.checkpoint, self.kind) == (gap.item, gap.checkpoint, gap.kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """更正: one item was counted anew after everybody had signed. Points are claims."""

    item: ItemCode
    reason: str
    by: str
    """Who answers for it, by name."""
    before: Points
    after: Points


def left_fields(left: LeftGap) -> dict[str, Tree]:
    """Return the fields of the record of a gap that was left."""
    return {
        "item": str(left.item),
        "checkpoint": str(left.checkpoint or ""),
        "kind": str(left.kind),
        "reason": _nfc(left.reason),
    }


def left_of(tree: Mapping[str, Tree]) -> LeftGap:
    """Read the fields of the record of a gap that was left.

    Raises:
        ValueError: A field is missing, blank or of another kind.
    """
    checkpoint = text(tree, "checkpoint")
    return LeftGap(
        item=ItemCode(_said(tree, "item")),
        checkpoint=CheckpointCode(checkpoint) if checkpoint else None,
        kind=GapKind(text(tree, "kind")),
        reason=_said(tree, "reason"),
    )


def left_uid(uid: VisitUid, left: LeftGap) -> str:
    """Return the uid of the record of a gap that was left: what it says is its name."""
    return f"{uid}/left/{digest(left_fields(left))}"


def correction_fields(correction: Correction) -> dict[str, Tree]:
    """Return the fields of a correction's record."""
    return {
        "item": str(correction.item),
        "reason": _nfc(correction.reason),
        "person": _nfc(correction.by),
        "before": int(correction.before),
        "after": int(correction.after),
    }


def correction_of(tree: Mapping[str, Tree]) -> Correction:
    """Read the fields of a correction's record.

    Raises:
        ValueError: A field is missing, blank or of another kind.
    """
    return Correction(
        item=ItemCode(_said(tree, "item")),
        reason=_said(tree, "reason"),
        by=_said(tree, "person"),
        before=Points(whole(tree.get("before"))),
        after=Points(whole(tree.get("after"))),
    )


def correction_uid(uid: VisitUid, correction: Correction) -> str:
    """Return the uid of a correction's record: what it says is its name."""
    return f"{uid}/correction/{digest(correction_fields(correction))}"


def reopen_fields(reason: str) -> dict[str, Tree]:
    """Return the fields of the record by which a seal that nobody signed is taken back."""
    return {"reason": _nfc(reason)}


def reopen_reason(tree: Mapping[str, Tree]) -> str:
    """Read why a seal was taken back.

    Raises:
        ValueError: It is missing or blank.
    """
    return _said(tree, "reason")


def _said(tree: Mapping[str, Tree], key: str) -> str:
    said = text(tree, key)
    if not said.strip():
        raise BadTree(f"{key} is blank")
    return said


def _nfc(words: str) -> str:
    return normalize("NFC", words.strip())
