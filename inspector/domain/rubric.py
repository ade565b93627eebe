"""Rubric 评分标准: stars, items, checkpoints and the rules that turn counts into points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from inspector.domain.ids import CheckpointCode, Digest, ItemCode, RubricId, StarId, StepId
from inspector.domain.points import Points


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a visit (听, 看, 查); number, order and names are data of the form."""

    id: StepId
    name: str
    title: str
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deduct:
    """每发现一个单位扣 ``per``，扣完为止. ``per`` in hundredths of a point per defect."""

    unit: str
    per: Points


@dataclass(frozen=True, slots=True, kw_only=True)
class YesNo:
    """符合得满分，不符合 0 分."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """抽 ``n`` 个样本，每个不合格扣 ``per``.

    Where only ``m < n`` could be seen, each failing one costs ``per * n / m``.
    """

    n: int
    unit: str
    per: Points


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """按好/较好/一般/差取值; best first."""

    levels: tuple[tuple[str, Points], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bands:
    """按 ``measure`` 取不低于下限的最高一档; highest lower bound first."""

    measure: str
    bands: tuple[tuple[Decimal, Points], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """``measure`` 低于 ``target`` 时按差额乘 ``per_point`` 连续扣分，扣完为止.

    ``per_point`` is points (not hundredths) per unit of the measure.
    """

    measure: str
    target: Decimal
    per_point: Decimal


Rule = Deduct | YesNo | Sample | Level | Bands | Ratio


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A ledger that is ticked instead of counted; its misses become the defect count.

    ``kind`` is ``"months"`` (rows by twelve months), ``"steps"`` (rows are matters, columns
    the named steps of a decision, whose order matters) or ``"questions"`` (columns are questions
    drawn from the county's bank, a wrong answer is a miss). ``due`` gives, for each
    row, the columns that are due (1-based); an empty tuple means all. ``disorder`` says what a
    step in the wrong order costs: ``"counts"`` like one that is missing, ``"flags"`` nothing by
    itself; a form that does not say is taken to flag it only.
    """

    kind: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    due: tuple[tuple[int, ...], ...] = ()
    disorder: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """One checkpoint 要点; ``max`` in hundredths of a point."""

    code: CheckpointCode
    text: str
    step: StepId
    max: Points
    rule: Rule
    phrases: tuple[str, ...] = ()
    """Quick reasons, at most 12; the first six sit on the keys A to F."""
    grid: Grid | None = None
    no_photo: bool = False
    """只看不拍: look at it, do not photograph it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item 考评项 with its prompts, checkpoints and the cases that zero it."""

    code: ItemCode
    star: StarId
    title: str
    short: str
    """The title in at most nine characters."""
    assess: str
    prompts: Mapping[StepId, tuple[str, ...]]
    max: Points
    checkpoints: tuple[Checkpoint, ...]
    photos_min: int = 0
    photo_hints: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    zero_if: tuple[str, ...] = ()
    negative_refs: tuple[str, ...] = ()
    allow_na: bool = False
    na_rule: str = ""
    _steps: tuple[StepId, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Keep the steps, which every scoring asks for."""
        steps = dict.fromkeys(checkpoint.step for checkpoint in self.checkpoints)
        object.__setattr__(self, "_steps", tuple(steps))

    def steps(self) -> tuple[StepId, ...]:
        """Return the steps that have a checkpoint in this item, in checkpoint order."""
        return self._steps


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """When a star is won: points of the star, and a share of every item.

    Source: the rubric's ``stars[].award``.
    """

    min_score: Points
    min_item_ratio: Fraction
    blocked_by_negative_list: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Star:
    """One star 星; ``max`` in hundredths of a point."""

    id: StarId
    name: str
    lead_office: str
    max: Points
    award: Award
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rubric:
    """A whole form. ``digest`` is the SHA-256 of its canonical JSON and names the version."""

    id: RubricId
    version: str
    title: str
    notice: str
    site_kind: str
    steps: tuple[Step, ...]
    stars: tuple[Star, ...]
    total_max: Points
    base_star: StarId | None
    without_base_star_max_level: int | None
    digest: Digest
    whole: bool = True
    """False if only some steps are asked (``domain.narrowing``): then no star is awarded."""
    _items: dict[ItemCode, Item] = field(init=False, repr=False, compare=False)
    _checkpoints: dict[CheckpointCode, Checkpoint] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index items and checkpoints by code."""
        object.__setattr__(self, "_items", {item.code: item for item in self.items()})
        object.__setattr__(
            self,
            "_checkpoints",
            {point.code: point for item in self.items() for point in item.checkpoints},
        )

    def items(self) -> Iterator[Item]:
        """Yield every item, star by star."""
        for star in self.stars:
            yield from star.items

    def item(self, code: ItemCode) -> Item:
        """Return one item.

        Raises:
            KeyError: The form has no such item.
        """
        return self._items[code]

    def checkpoint(self, code: CheckpointCode) -> Checkpoint:
        """Return one checkpoint.

        Raises:
            KeyError: The form has no such checkpoint.
        """
        return self._checkpoints[code]

    def step(self, step: StepId) -> Step:
        """Return one step.

        Raises:
            KeyError: The form has no such step.
        """
        for candidate in self.steps:
            if candidate.id == step:
                return candidate
        raise KeyError(step)
