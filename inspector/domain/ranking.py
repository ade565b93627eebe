"""Places of townships and sites, exact and explainable, and the editions that freeze them.

A site's percent is its points on the hundred scale; a township's score is the exact mean of its
sites' percents. Codes only order the rows of a tie, they never decide a place.

Source: policy.yaml, "ranking".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from math import lcm

from inspector.domain.canonical import Tree, digest
from inspector.domain.ids import Digest, RoundId, SiteCode, TeamId, TownshipCode
from inspector.domain.points import Points, half_up, show_fixed
from inspector.domain.policy import OrderBy, RankingPolicy, TwoTeams
from inspector.domain.site import Township

EDITION_PREFIX = b"wxp edition\0"


class Exclusion(StrEnum):
    """Why a site's result does not count in a ranking."""

    CONFLICT = "conflict"
    """Two laptops say different things, and nobody has decided."""
    RECOUNT = "recount"
    """The office computes other points than the laptop claimed (待核算)."""
    DOUBLE = "double"
    """Two teams scored the site, and nobody has decided."""
    OLD_FORM = "old_form"
    """Scored with another version of the form than the county uses now."""
    FORK = "fork"
    """分叉: the laptop's folder was copied, and nobody has decided which copy counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteResult:
    """What a site came to in a round; ``points`` of ``max``, hundredths."""

    site: SiteCode
    township: TownshipCode
    points: Points
    max: Points
    level: int
    exclusion: Exclusion | None = None

    @property
    def percent(self) -> Fraction:
        """The points on the hundred scale, exact."""
        return Fraction(self.points * 100, self.max)


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePlace:
    """One site's place 名次; equal percents share a place, and the next is skipped."""

    place: int
    site: SiteCode
    township: TownshipCode
    percent: Fraction
    points: Points
    max: Points
    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TownshipPlace:
    """One township's place among all, and in its group.

    ``score`` is the mean percent of its counted ``sites``; ``few`` marks 样本少.
    """

    place: int
    group: str
    group_place: int
    township: TownshipCode
    score: Fraction
    sites: int
    top_sites: int
    """Sites that have all the stars."""
    few: bool

    @property
    def top_share(self) -> Fraction:
        """The share of its sites that have all the stars (五星村占比), 0 to 1."""
        return Fraction(self.top_sites, self.sites)


@dataclass(frozen=True, slots=True, kw_only=True)
class Excluded:
    """A site that was scored and does not count, by name and reason."""

    site: SiteCode
    township: TownshipCode
    why: Exclusion


class Counts(StrEnum):
    """Which of a visit and its recheck counts."""

    FIRST = "first"
    AGAIN = "again"
    OPEN = "open"
    """Neither by itself: ``RankingPolicy.two_teams`` says what then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rechecked:
    """One 复核 beside what it looked at again; percents on the hundred scale, exact."""

    site: SiteCode
    township: TownshipCode
    first_team: TeamId
    again_team: TeamId
    first: Fraction
    again: Fraction
    counts: Counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Denied:
    """A site whose level the negative list changed: by which entries, from what to what."""

    site: SiteCode
    township: TownshipCode
    entries: tuple[str, ...]
    before: int
    after: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """A provisional ranking: it changes with every package that comes in."""

    townships: tuple[TownshipPlace, ...]
    sites: tuple[SitePlace, ...]
    excluded: tuple[Excluded, ...]
    without_result: tuple[TownshipCode, ...]
    """Townships of which no site counts; they have no place."""
    rechecked: tuple[Rechecked, ...] = ()
    denied: tuple[Denied, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A frozen ranking 第 n 版; a correction is a new edition that names the one before.

    ``at`` is ISO 8601, given by the caller. ``digest`` covers everything else.
    """

    round: RoundId
    number: int
    at: str
    by: str
    policy: Digest
    ranking: Ranking
    digest: Digest
    corrects: Digest | None = None
    reason: str = ""


def rank(
    results: Iterable[SiteResult], townships: Sequence[Township], policy: RankingPolicy
) -> Ranking:
    """Rank sites and townships by what their sites came to.

    A site that comes twice is excluded as :attr:`Exclusion.DOUBLE`, unless one of its results
    is excluded already, or the policy takes the mean.

    Args:
        results: One result a site, in any order.
        townships: All townships of the county, in the order of their list.
        policy: How they are ordered and grouped.

    Raises:
        KeyError: A result names a township that is not in the list.
    """
    listed = list(results)
    if policy.two_teams is TwoTeams.AVERAGE:
        listed = _averaged(listed)
    counted, excluded = _sift(listed)
    places = _township_places(counted, townships, policy)
    placed = {place.township for place in places}
    return Ranking(
        townships=places,
        sites=_site_places(counted),
        excluded=tuple(sorted(excluded, key=lambda one: one.site)),
        without_result=tuple(
            township.code for township in townships if township.code not in placed
        ),
    )


def freeze(  # noqa: PLR0913 - everything that an edition states, each by name
    ranking: Ranking,
    *,
    round_id: RoundId,
    policy: Digest,
    at: str,
    by: str,
    before: Edition | None = None,
    reason: str = "",
) -> Edition:
    """Freeze a ranking as edition 1, or as a correction of the edition before.

    Raises:
        ValueError: A correction without a reason, or of another round.

    Source: policy.yaml, "ranking.correction".
    """
    if before is not None and (not reason.strip() or before.round != round_id):
        raise ValueError("a correction needs a reason, and belongs to the same round")
    number = 1 if before is None else before.number + 1
    corrects = None if before is None else before.digest
    tree: dict[str, Tree] = {
        "round": str(round_id),
        "number": number,
        "at": at,
        "by": by,
        "policy": str(policy),
        "corrects": str(corrects or ""),
        "reason": reason,
        "ranking": ranking_tree(ranking),
    }
    return Edition(
        round=round_id,
        number=number,
        at=at,
        by=by,
        policy=policy,
        ranking=ranking,
        digest=digest(tree, EDITION_PREFIX),
        corrects=corrects,
        reason=reason,
    )


def mean_percent(ranking: Ranking) -> Fraction:
    """Return the mean percent of all sites that count, exact; 0 if none does."""
    percents = [row.percent for row in ranking.sites]
    return sum(percents, Fraction(0)) / len(percents) if percents else Fraction(0)


def percent_text(value: Fraction) -> str:
    """Write a score of the hundred scale with two decimals, rounded half up: ``"89.30"``."""
    return show_fixed(half_up(value.numerator * 100, value.denominator))


def group_of(township: Township, groups: Sequence[str]) -> str:
    """Return the group whose name contains the township's kind, else the first one.

    The list says 街道, 镇 or 乡; the policy's groups are 乡镇 and 街道.
    """
    for group in groups:
        if township.kind and township.kind in group:
            return group
    return groups[0] if groups else ""


def ranking_tree(ranking: Ranking) -> dict[str, Tree]:
    """Write a ranking as a canonical tree; exact scores are ``numerator/denominator``."""
    return {
        "townships": [
            {
                "place": row.place,
                "group": row.group,
                "group_place": row.group_place,
                "township": str(row.township),
                "score": str(row.score),
                "sites": row.sites,
                "top_sites": row.top_sites,
                "few": row.few,
            }
            for row in ranking.townships
        ],
        "sites": [
            {
                "place": row.place,
                "site": str(row.site),
                "township": str(row.township),
                "points": row.points,
                "max": row.max,
                "level": row.level,
            }
            for row in ranking.sites
        ],
        "excluded": [[str(row.site), str(row.township), row.why.value] for row in ranking.excluded],
        "without_result": [str(code) for code in ranking.without_result],
        **_asides(ranking),
    }


def _asides(ranking: Ranking) -> dict[str, Tree]:
    """Write rechecks and denials; a ranking without any is written as it always was."""
    tree: dict[str, Tree] = {}
    if ranking.rechecked:
        tree["rechecked"] = [
            {
                "site": str(one.site),
                "township": str(one.township),
                "first_team": str(one.first_team),
                "again_team": str(one.again_team),
                "first": str(one.first),
                "again": str(one.again),
                "counts": one.counts.value,
            }
            for one in ranking.rechecked
        ]
    if ranking.denied:
        tree["denied"] = [
            {
                "site": str(one.site),
                "township": str(one.township),
                "entries": [*one.entries],
                "before": one.before,
                "after": one.after,
            }
            for one in ranking.denied
        ]
    return tree


def _averaged(results: list[SiteResult]) -> list[SiteResult]:
    """Put one result in the place of several of one site, if none of them is excluded.

    The mean of percents is exact: points and maxima are brought to one denominator.
    """
    by_site: dict[SiteCode, list[SiteResult]] = {}
    for result in results:
        by_site.setdefault(result.site, []).append(result)
    joined: list[SiteResult] = []
    for several in by_site.values():
        if len(several) == 1 or any(result.exclusion is not None for result in several):
            joined += several
            continue
        common = lcm(*(result.max for result in several))
        points = sum(result.points * (common // result.max) for result in several)
        joined.append(
            replace(
                several[0],
                points=Points(points),
                max=Points(common * len(several)),
                level=min(result.level for result in several),
            )
        )
    return joined


def _sift(results: list[SiteResult]) -> tuple[list[SiteResult], list[Excluded]]:
    seen = Counter(result.site for result in results)
    counted: list[SiteResult] = []
    why: dict[SiteCode, Excluded] = {}
    for result in results:
        if result.exclusion is None and seen[result.site] == 1:
            counted.append(result)
        elif result.exclusion is not None or result.site not in why:
            why[result.site] = Excluded(
                site=result.site,
                township=result.township,
                why=result.exclusion or Exclusion.DOUBLE,
            )
    return counted, list(why.values())


def _site_places(results: list[SiteResult]) -> tuple[SitePlace, ...]:
    # percents over one denominator compare as integers
    common = lcm(*(result.max for result in results))
    weighed = [(result.points * (common // result.max), result) for result in results]
    weighed.sort(key=lambda pair: (-pair[0], pair[1].site))
    places: list[SitePlace] = []
    before, place = None, 0
    for row, (weight, result) in enumerate(weighed, 1):
        place = place if weight == before else row
        before = weight
        places.append(
            SitePlace(
                place=place,
                site=result.site,
                township=result.township,
                percent=result.percent,
                points=result.points,
                max=result.max,
                level=result.level,
            )
        )
    return tuple(places)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sum:
    township: Township
    score: Fraction
    sites: int
    top_sites: int

    def key(self, policy: RankingPolicy) -> tuple[Fraction, ...]:
        """Less is better; rectification has no figures yet, so it separates nobody."""
        values = {
            OrderBy.SCORE: -self.score,
            OrderBy.FIVE_STAR_SHARE: -Fraction(self.top_sites, self.sites),
            OrderBy.RECTIFIED: Fraction(0),
        }
        return tuple(values[order] for order in policy.order_by)


def _township_places(
    results: list[SiteResult], townships: Sequence[Township], policy: RankingPolicy
) -> tuple[TownshipPlace, ...]:
    sums = _sums(results, townships, policy)
    sums.sort(key=lambda one: (one.key(policy), one.township.code))
    overall = _places([one.key(policy) for one in sums])
    groups = [group_of(one.township, policy.groups) for one in sums]
    within: dict[TownshipCode, int] = {}
    for group in dict.fromkeys(groups):
        members = [one for one, of in zip(sums, groups, strict=True) if of == group]
        places = _places([one.key(policy) for one in members])
        within |= {one.township.code: at for one, at in zip(members, places, strict=True)}
    return tuple(
        TownshipPlace(
            place=place,
            group=group,
            group_place=within[one.township.code],
            township=one.township.code,
            score=one.score,
            sites=one.sites,
            top_sites=one.top_sites,
            few=one.sites < policy.few_sites,
        )
        for one, place, group in zip(sums, overall, groups, strict=True)
    )


def _sums(
    results: list[SiteResult], townships: Sequence[Township], policy: RankingPolicy
) -> list[_Sum]:
    by_township: dict[TownshipCode, list[SiteResult]] = {one.code: [] for one in townships}
    for result in results:
        by_township[result.township].append(result)
    return [
        _Sum(
            township=township,
            score=_mean(found),
            sites=len(found),
            top_sites=sum(result.level >= policy.top_level for result in found),
        )
        for township in townships
        if (found := by_township[township.code])
    ]


def _mean(results: list[SiteResult]) -> Fraction:
    by_max: Mapping[Points, int] = _points_by_max(results)
    total = sum((Fraction(points * 100, of) for of, points in by_max.items()), Fraction(0))
    return total / len(results)


def _points_by_max(results: list[SiteResult]) -> dict[Points, int]:
    found: dict[Points, int] = {}
    for result in results:
        found[result.max] = found.get(result.max, 0) + result.points
    return found


def _places(keys: Sequence[tuple[Fraction, ...]]) -> list[int]:
    """Number sorted keys from 1; equal ones share a place and the next is skipped."""
    places: list[int] = []
    for row, key in enumerate(keys, 1):
        places.append(places[-1] if row > 1 and key == keys[row - 2] else row)
    return places
