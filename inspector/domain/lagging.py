"""Who lags behind for several rounds, and is talked to 约谈.

A township lags in a ranking if it is the last of its group and the county's mean is so much above
it. A group of few townships is too small for a last one: they are held against the whole county.

Who was due a talk stays on the list until enough rounds in a row have gone well: one that lags
again before that is talked to at once, and need not lag twice anew.

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

NUMERALS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6}
RESET = re.compile(rf"连续([0-9]+|[{''.join(NUMERALS)}])个?[月轮]")
"""Group 1: how many rounds in a row release a township."""

COUNTY = "全县"
"""What a township of a small group is held against."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkRules:
    """When a township is talked to; ``margin`` is of the hundred scale."""

    margin: Fraction = Fraction(5)
    small_group: int = 6
    """A group of fewer townships is held against the county."""
    rounds: int = 2
    """In a row, after which a township is talked to."""
    release: int = 2
    """Rounds without lagging, in a row, after which it is as if it never had."""


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
    """A township that lags, and the rounds in which it did, newest first.

    ``rounds`` go back to its first one since it was last free of the list; ``in_a_row`` is how
    many of them, counted from the newest, follow one another.
    """

    township: TownshipCode
    rounds: tuple[LagRound, ...]
    in_a_row: int


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
    reset = RESET.search(reading.text(tree, "reset", ""))
    return TalkRules(
        margin=Fraction(margin[1]) if margin else usual.margin,
        small_group=int(small[1]) if small else usual.small_group,
        rounds=usual.rounds if rounds is None else reading.whole(rounds),
        release=_number(reset[1]) if reset else usual.release,
    )


def _number(words: str) -> int:
    return NUMERALS.get(words) or max(1, int(words))


def lagging(editions: Sequence[Edition], rules: TalkRules) -> tuple[Lagging, ...]:
    """Return who is to be talked to after the newest ranking, last of the county first.

    That is who lagged in it and in enough before it without a break, and who lagged in it before
    being released from an earlier talk.

    Args:
        editions: One frozen ranking a round, newest first.
        rules: When somebody lags, and when it is forgotten.
    """
    spells: dict[TownshipCode, _Spell] = {}
    behind: Mapping[TownshipCode, LagRound] = {}
    for edition in reversed(editions):
        behind = lagging_in(edition.round, edition.ranking, rules)
        for township, lag in behind.items():
            spells.setdefault(township, _Spell()).lag(lag, rules)
        for township in [one for one in spells if one not in behind]:
            if spells[township].recovers(rules):
                del spells[township]
    return tuple(
        Lagging(
            township=township,
            rounds=tuple(reversed(spells[township].rounds)),
            in_a_row=spells[township].row,
        )
        for township in behind
        if spells[township].due
    )


class _Spell:
    """A township's time on the list, while the rounds are gone through, oldest first."""

    def __init__(self) -> None:
        self.rounds: list[LagRound] = []
        self.row = 0
        self.due = False
        self._free = 0

    def lag(self, lag: LagRound, rules: TalkRules) -> None:
        """Note a round in which it lags."""
        self.rounds.append(lag)
        self.row += 1
        self._free = 0
        self.due = self.due or self.row >= rules.rounds

    def recovers(self, rules: TalkRules) -> bool:
        """Note a round in which it does not; say whether that was the last one needed."""
        self.row = 0
        self._free += 1
        return not self.due or self._free >= rules.release


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
