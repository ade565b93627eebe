"""The facts of a year's table, and the sums that several of its parts say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction

from inspector.domain.points import half_up, show
from inspector.domain.rewards import Reward, RewardRule
from inspector.domain.scorecard import StarResult
from inspector.sheets.listing import Total
from inspector.sheets.page import A3_ACROSS, PaperSize

NONE = "—"
UNKNOWN = "缺"
OPEN = "待填写"
TO_FILL = "待县里填写"


@dataclass(frozen=True, slots=True, kw_only=True)
class YearForm:
    """A form of the county: what its sites are called for short, and its stars in order."""

    label: str
    stars: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class YearLine:
    """One site's year."""

    township: str
    name: str
    tail: str
    form: str
    """The label of its form; empty where it was not seen."""
    rounds: int
    percent: Fraction | None
    stars: tuple[StarResult, ...]
    level: int | None
    before: tuple[int | None, ...]
    """Levels of the years before, the earliest first."""
    reward: Reward
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearSheet:
    """Everything that the table prints; sites of a township stand together."""

    county: str
    year: int
    at: datetime
    about: tuple[str, ...]
    """Lines under the title."""
    lines: tuple[YearLine, ...]
    forms: tuple[YearForm, ...]
    rules: tuple[RewardRule, ...]
    level_names: Mapping[int, str]
    targets: Mapping[int, int] = field(default_factory=dict)
    """Sites wanted of each level; empty where the policy has none for the year."""
    funds: tuple[tuple[str, Fraction], ...] = ()
    """Name and 万元."""
    notes: tuple[str, ...] = ()
    notice: str = ""
    code: str = ""
    qr: str = ""
    size: PaperSize = A3_ACROSS

    @property
    def paying(self) -> tuple[RewardRule, ...]:
        """The rules that pay money, known or still open."""
        return tuple(rule for rule in self.rules if rule.percent is None)


def known(lines: Sequence[YearLine]) -> bool:
    """Return whether any site gets an amount that is filled in."""
    return any(rule.amount is not None for line in lines for rule in line.reward.rules)


def money_of(lines: Sequence[YearLine]) -> Fraction:
    """Return what is filled in of all the lines, in 万元."""
    return sum((line.reward.money for line in lines), Fraction(0))


def waiting(lines: Sequence[YearLine]) -> int:
    """Return of how many sites an amount is still open."""
    return sum(bool(line.reward.open) for line in lines)


def by_township(sheet: YearSheet) -> dict[str, list[YearLine]]:
    """Return the lines of each township, in the order of the sheet."""
    found: dict[str, list[YearLine]] = {}
    for line in sheet.lines:
        found.setdefault(line.township, []).append(line)
    return found


def from_top(sheet: YearSheet) -> list[tuple[int, str]]:
    """Return levels and their names, the highest first."""
    return sorted(sheet.level_names.items(), reverse=True)


def percent_of(rule: RewardRule) -> str:
    """Return by how much a rule raises pay."""
    hundredths = 100 * (rule.percent or Fraction(0))
    return f"{show(half_up(hundredths.numerator, hundredths.denominator))}%"


def summed(rule: RewardRule) -> Total:
    """What is still open has no sum, not even nought."""
    return Total.SUM if rule.amount is not None else Total.NONE
