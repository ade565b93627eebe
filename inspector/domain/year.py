"""A site's year: the means of its rounds, the stars they come to, and the years before.

An item's year is the mean of its points over the rounds, rounded once; in a round in which it did
not apply it has the points that the form gave it then. A round of which two visits count is their
mean. Stars and level follow from the items by the
form's own rules. Rounds scored by different versions of a form have no common items: then only the
mean of percents is given, and no level.

Source: the rubric's ``stars[].award`` and ``overall``; which rounds, ``actions.year_results``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from inspector.domain.denial import Effect
from inspector.domain.ids import ItemCode, RoundId, SiteCode
from inspector.domain.points import Points, half_up
from inspector.domain.rubric import Item, Rubric
from inspector.domain.scorecard import ItemResult, ItemState, StarResult
from inspector.domain.stars import level_of, star_result

SEVERAL_FORMS = "各轮用的评分标准版本不同，不能合计星级，请按县里决定填写"
NO_ROUND = "本年没有计入的考评"


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedVisit:
    """One visit that counts."""

    form: str
    """Digest of the form it was scored by."""
    items: Mapping[ItemCode, ItemResult]
    """What each item came to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedRound:
    """What a site came to in one frozen round: usually one visit, several where they are averaged.

    ``percent`` is the ranking's, 0 to 100.
    """

    round: RoundId
    percent: Fraction
    visits: tuple[CountedVisit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteYear:
    """A site's year. ``level`` is None where none can be given, and ``reason`` says why."""

    site: SiteCode
    rounds: tuple[tuple[RoundId, Fraction], ...]
    """Its percents, 0 to 100, in the order of the rounds."""
    stars: tuple[StarResult, ...] = ()
    level: int | None = None
    reason: str = ""
    """Why the level is lower than the stars won, or there is none."""

    @property
    def percent(self) -> Fraction | None:
        """The exact mean of the rounds' percents."""
        if not self.rounds:
            return None
        return sum((percent for _, percent in self.rounds), Fraction(0)) / len(self.rounds)


def site_year(
    site: SiteCode, rubric: Rubric, rounds: Sequence[CountedRound], effect: Effect
) -> SiteYear:
    """Put a site's rounds of a year together.

    Args:
        site: The site.
        rubric: The form of the rounds; the newest where they differ.
        rounds: Those that count, in their order.
        effect: What the joint review took for the year, see ``domain.denial``.
    """
    shown = tuple((one.round, one.percent) for one in rounds)
    if not rounds:
        return SiteYear(site=site, rounds=(), reason=NO_ROUND)
    if len({visit.form for one in rounds for visit in one.visits}) > 1:
        return SiteYear(site=site, rounds=shown, reason=SEVERAL_FORMS)
    items = {item.code: _mean(item, rounds) for item in rubric.items()}
    stars = tuple(
        star_result(
            star,
            [items[item.code] for item in star.items],
            denied=effect.everything or star.id in effect.stars,
        )
        for star in rubric.stars
    )
    level, reason = _level(rubric, stars, effect)
    return SiteYear(site=site, rounds=shown, stars=stars, level=level, reason=reason)


def lowest_of(levels: Sequence[int | None], years: int) -> int | None:
    """Return the lowest level of the last ``years`` years, or None where one is not known.

    Source: policy.yaml, "rewards.mixed_three_years" (lowest).
    """
    last = levels[-years:]
    if len(last) < years:
        return None
    known = [level for level in last if level is not None]
    return min(known) if len(known) == years else None


def history_of(
    past: Mapping[int, Mapping[SiteCode, int]], site: SiteCode, year: int, level: int | None
) -> tuple[int | None, ...]:
    """Return a site's levels of the two years before ``year`` and of ``year`` itself."""
    before = (past.get(one, {}).get(site) for one in (year - 2, year - 1))
    return (*before, level)


def _level(rubric: Rubric, stars: Sequence[StarResult], effect: Effect) -> tuple[int, str]:
    if effect.everything:
        return 0, "负面清单联审通过，当年不授任何星"
    level, reason = level_of(rubric, stars)
    if effect.cap is not None and level > effect.cap:
        return effect.cap, f"负面清单联审通过，星级最高 {effect.cap} 星"
    return level, reason


def _mean(item: Item, rounds: Sequence[CountedRound]) -> ItemResult:
    found = [[visit.items[item.code] for visit in one.visits] for one in rounds]
    means = [Fraction(sum(one.points for one in each), len(each)) for each in found]
    mean = sum(means, Fraction(0)) / len(means)
    points = Points(half_up(mean.numerator, mean.denominator))
    if all(one.state is ItemState.NOT_APPLICABLE for each in found for one in each):
        state = ItemState.NOT_APPLICABLE
    else:
        state = ItemState.CLEAR if points == item.max else ItemState.DEDUCTED
    return ItemResult(
        code=item.code, state=state, points=points, max=item.max, done=True, checkpoints=()
    )
