"""What a year's levels earn: money for villages, and raises for those who lead them.

An amount that the county has not filled in is not nought: it stays open and is named.

Source: policy.yaml, "rewards".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from inspector.domain import reading
from inspector.domain.canonical import Tree
from inspector.domain.reading import BadTree
from inspector.domain.year import lowest_of

LEVEL_WORDS: Mapping[str, int] = {
    "five": 5,
    "four": 4,
    "three": 3,
    "two": 2,
    "one": 1,
    "zero": 0,
}
"""How a policy writes levels (``targets``)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RewardRule:
    """One rule: an ``amount`` in 万元, a raise in ``percent``, or neither yet."""

    id: str
    when: str
    """In words."""
    give: str
    level: int
    years: int = 1
    """How many years in a row; of mixed levels the lowest counts."""
    leaving: bool = False
    """Only for those who left office in good order, which no record here tells."""
    amount: Fraction | None = None
    percent: Fraction | None = None

    @property
    def open(self) -> bool:
        """Whether the county has still to say how much."""
        return self.amount is None and self.percent is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reward:
    """What one site earns by the rules that fit it."""

    rules: tuple[RewardRule, ...]

    @property
    def money(self) -> Fraction:
        """The sum of the amounts that are known, in 万元."""
        return sum((rule.amount for rule in self.rules if rule.amount is not None), Fraction(0))

    @property
    def open(self) -> tuple[RewardRule, ...]:
        """The rules that fit and have no amount yet."""
        return tuple(rule for rule in self.rules if rule.open)

    @property
    def raises(self) -> tuple[RewardRule, ...]:
        """The rules that raise pay."""
        return tuple(rule for rule in self.rules if rule.percent is not None)


def reward_rules(tree: Mapping[str, Tree]) -> tuple[RewardRule, ...]:
    """Read the rules of a policy; none if it has no rewards.

    Raises:
        BadTree: A key is missing, or a value is of another kind.
    """
    if "rewards" not in tree:
        return ()
    rows = reading.listed(reading.mapping(tree, "rewards"), "rules")
    return tuple(_rule(reading.as_mapping(row)) for row in rows)


def reward(rules: Iterable[RewardRule], levels: Sequence[int | None]) -> Reward:
    """Return what a site earns by its ``levels``, year by year, this year's last."""
    return Reward(rules=tuple(rule for rule in rules if _fits(rule, levels)))


def funds_of(tree: Mapping[str, Tree]) -> tuple[tuple[str, Fraction], ...]:
    """Return the money that the policy names: what it is called, and 万元.

    Raises:
        BadTree: A key is missing, or a value is of another kind.
    """
    part = reading.mapping(tree, "rewards")
    rows = map(reading.as_mapping, reading.listed(part, "funds") if "funds" in part else ())
    return tuple((reading.text(row, "name"), _money(row, "amount") or Fraction(0)) for row in rows)


def targets_of(tree: Mapping[str, Tree], year: int, county: tuple[str, str]) -> Mapping[int, int]:
    """Return how many sites of each level a county wants in a year; empty if it does not say.

    Args:
        tree: The policy's.
        year: The calendar year.
        county: Its name and its code; a policy may quote the targets of others.

    Source: policy.yaml, "targets".

    Raises:
        BadTree: A value is of another kind.
    """
    rows = map(reading.as_mapping, reading.listed(tree, "targets") if "targets" in tree else ())
    for row in rows:
        whose = reading.text(row, "county", "")
        ours = not whose or any(name and name in whose for name in county)
        if ours and row.get("year") == year:
            return {
                level: reading.whole(row[key]) for key, level in LEVEL_WORDS.items() if key in row
            }
    return {}


def _fits(rule: RewardRule, levels: Sequence[int | None]) -> bool:
    return lowest_of(levels, rule.years) == rule.level


def _rule(row: Mapping[str, Tree]) -> RewardRule:
    return RewardRule(
        id=reading.text(row, "id"),
        when=reading.text(row, "when"),
        give=reading.text(row, "give"),
        level=reading.whole(row.get("level")),
        years=reading.whole(row.get("years", 1)),
        leaving=bool(row.get("leaving", False)),
        amount=_money(row, "amount"),
        percent=_money(row, "percent"),
    )


def _money(row: Mapping[str, Tree], key: str) -> Fraction | None:
    value = row.get(key)
    if value is None:
        return None
    try:
        found = Fraction(str(value))
    except (ValueError, ZeroDivisionError) as error:
        raise BadTree(f"{key} is no number: {value!r}") from error
    if found < 0:
        raise BadTree(f"{key} is below nought: {value!r}")
    return found
