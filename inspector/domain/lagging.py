"""Who lags behind for several rounds, and is talked to 约谈.

A township lags in a ranking if it is the last of its group and the county's mean is so much above
it. A group of few townships is too small for a last one: they are held against the whole county.

Source: policy.yaml, "talk".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from inspector.domain import reading
from inspector.domain.ids import RoundId, TownshipCode
from inspector.domain.policy import Policy
from inspector.domain.ranking import Edition, Ranking, TownshipPlace, mean_percent

COUNTY = "全县"
"""What a township of a small group is held against."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkRules:
    """When a township is talked to; ``margin`` is of the hundred scale."""

    margin: Fraction = Fraction(5)
    small_group: int = 6
    """A group of fewer townships is held against the county."""
    rounds: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class LagRound:
    """How a township stood in one ranking, and against what it is the last."""

    round: RoundId
    place: int
    score: Fraction
    mean: Fraction
    """Of all sites of the county that count."""
    among: str

    @property
    def gap(self) -> Fraction:
        """How far it is below the mean."""
        return self.mean - self.score


@dataclass(frozen=True, slots=True, kw_only=True)
class Lagging:
    """A township that lags, and its rounds in a row, newest first."""

    township: TownshipCode
    rounds: tuple[LagRound, ...]


def talk_rules(policy: Policy) -> TalkRules:
    """Read the policy's rules; what it does not say has the usual value.

    Raises:
        BadTree: A value is of another kind.
    """
    tree, usual = reading.mapping(policy.tree, "talk"), TalkRules()
    said = reading.text(tree, "lagging", "")
    margin = re.search(r"低于全县平均分([0-9]+(?:\.[0-9]+)?)分", said)
    small = re.search(r"不足([0-9]+)个", said)
    rounds = tree.get("consecutive_months")
    return TalkRules(
        margin=Fraction(margin[1]) if margin else usual.margin,
        small_group=int(small[1]) if small else usual.small_group,
        rounds=usual.rounds if rounds is None else reading.whole(rounds),
    )


def lagging(editions: Sequence[Edition], rules: TalkRules) -> tuple[Lagging, ...]:
    """Return who lagged in the newest ranking and in enough before it without a break.

    Args:
        editions: One frozen ranking a round, newest first.
        rules: When somebody lags.
    """
    found: dict[TownshipCode, list[LagRound]] = {}
    for number, edition in enumerate(editions):
        behind = lagging_in(edition.round, edition.ranking, rules)
        for township, lag in behind.items():
            if number == 0:
                found[township] = [lag]
            elif len(found.get(township, ())) == number:
                found[township].append(lag)
    return tuple(
        Lagging(township=township, rounds=tuple(lags))
        for township, lags in found.items()
        if len(lags) >= rules.rounds
    )


def lagging_in(
    round_id: RoundId, ranking: Ranking, rules: TalkRules
) -> Mapping[TownshipCode, LagRound]:
    """Return who lags in one ranking, last of the county first."""
    mean = mean_percent(ranking)
    sizes = Counter(row.group for row in ranking.townships)
    last = _last(ranking.townships, rules, sizes)
    return {
        row.township: LagRound(
            round=round_id,
            place=row.place,
            score=row.score,
            mean=mean,
            among=COUNTY if sizes[row.group] < rules.small_group else row.group,
        )
        for row in reversed(ranking.townships)
        if row in last and mean - row.score >= rules.margin
    }


def _last(
    rows: Sequence[TownshipPlace], rules: TalkRules, sizes: Mapping[str, int]
) -> list[TownshipPlace]:
    """Return the last of each group that is large enough, and the last of the county."""
    worst = max((row.place for row in rows), default=0)
    ends: dict[str, int] = {}
    for row in rows:
        ends[row.group] = max(ends.get(row.group, 0), row.group_place)
    return [
        row
        for row in rows
        if (
            row.place == worst
            if sizes[row.group] < rules.small_group
            else row.group_place == ends[row.group]
        )
    ]
