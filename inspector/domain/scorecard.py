"""Scorecard: what one visit's counts come to, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from inspector.domain.ids import CheckpointCode, ItemCode, StarId, StepId
from inspector.domain.points import ZERO, Points


class ItemState(StrEnum):
    """Where an item stands; words and shapes for it are in ``domain.wording``."""

    UNSET = "unset"
    DOING = "doing"
    CLEAR = "clear"
    DEDUCTED = "deducted"
    ZEROED = "zeroed"
    NOT_APPLICABLE = "na"


class StarState(StrEnum):
    """Whether a star is won. OPEN: something in it is not yet confirmed."""

    OPEN = "open"
    WON = "won"
    LOST = "lost"
    DENIED = "denied"
    NOT_RATED = "not_rated"
    """不评星: not all steps of the form were asked."""


class GapKind(StrEnum):
    """What keeps a visit from being sealed."""

    UNSET = "unset"
    """A checkpoint without an entry."""
    UNCONFIRMED = "unconfirmed"
    """A step of an item that nobody confirmed."""
    LATER = "later"
    """Put off (稍后再看)."""
    MEASURE = "measure"
    """Level, band or ratio without a value, or a sample without the number seen."""
    REASON = "reason"
    """Points taken off without a reason."""
    PROOF = "proof"
    """A zero case, or a deduction of a third of the item or more, without photo or document."""
    PHOTOS = "photos"
    """Fewer photos than the form asks; may be left with a remark, never blocks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """One thing that is missing; ``must`` ones block 定稿."""

    kind: GapKind
    item: ItemCode
    checkpoint: CheckpointCode | None
    must: bool
    sentence: str
    brief: str = ""
    """What it is about in a few words, for a line under a head that names the kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """What cost points: a deduction at a checkpoint, or a zeroed item (``checkpoint`` None)."""

    item: ItemCode
    checkpoint: CheckpointCode | None
    step: StepId | None
    points: Points
    """Points lost, hundredths, above 0."""
    sentence: str
    """The arithmetic in words a village secretary can check: ``3 处 × 0.5 分 = 扣 1.5 分``."""
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckpointResult:
    """One checkpoint: ``points`` is None while nothing was counted."""

    code: CheckpointCode
    points: Points | None
    max: Points


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemResult:
    """One item; ``points`` counts what is known so far, ``done`` says that all is confirmed."""

    code: ItemCode
    state: ItemState
    points: Points
    max: Points
    done: bool
    checkpoints: tuple[CheckpointResult, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StarResult:
    """One star with the reasons of its verdict, and what is missing if it is not won."""

    id: StarId
    name: str
    state: StarState
    points: Points
    max: Points
    done_items: int
    all_items: int
    reasons: tuple[str, ...] = ()
    """Why it is not won, in words; empty for a star that is won or open."""
    missing: Points = ZERO
    """Points that the star's total lacks to its threshold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorecard:
    """The whole visit. ``points`` of ``max``; on the hundred scale, divide exactly."""

    points: Points
    max: Points
    level: int
    """Stars awarded after the base-star rule."""
    level_reason: str
    """Why ``level`` is below the number of stars won, or empty."""
    next_star: str
    """What is missing for the next star, in one sentence, or empty if all are won."""
    stars: tuple[StarResult, ...]
    items: tuple[ItemResult, ...]
    losses: tuple[Loss, ...]
    gaps: tuple[Gap, ...]
    rated: bool = True
    """False where only some steps of the form were asked: no star, no level, and no wonder."""

    @property
    def complete(self) -> bool:
        """True if nothing that is a must is missing."""
        return not any(gap.must for gap in self.gaps)
