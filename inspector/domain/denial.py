"""Denial 否决: what the joint review decided on an entry of the negative list, and what it takes.

A clue of a team takes nothing. Only a decision with the number of a document, the office that
found the facts and a date does; it holds for the list's validity, until it is withdrawn.

Source: negative-list.yaml, "workflow" and "effects".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from inspector.domain.ids import RubricId, SiteCode, StarId
from inspector.domain.negative import NegativeEntry, NegativeList
from inspector.domain.rubric import Rubric
from inspector.domain.scoring import score
from inspector.domain.visit import Counted


class Verdict(StrEnum):
    """What was decided; the words are in ``domain.wording``."""

    UPHELD = "upheld"
    """联审通过."""
    DISMISSED = "dismissed"
    """联审不成立."""
    DEFERRED = "deferred"
    """缓议: looked at, and put off until more is known; it takes nothing."""
    WITHDRAWN = "withdrawn"
    """撤销: an earlier decision holds no more, such as after an appeal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Denial:
    """One decision on one entry at one site; a later one on the same takes its place."""

    site: SiteCode
    entry: str
    verdict: Verdict
    document: str
    """文书或文号."""
    office: str
    """认定单位."""
    decided: date
    until: date
    """The last day on which it holds."""
    by: str
    """Who entered it at the county office."""
    why: str
    at: datetime
    """When it was entered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What decisions take from a site: stars, a level above ``cap``, or everything."""

    stars: frozenset[StarId] = frozenset()
    cap: int | None = None
    everything: bool = False


def in_force(decisions: Iterable[Denial], site: SiteCode, day: date) -> tuple[Denial, ...]:
    """Return the decisions that hold for a site on a day, by entry.

    Args:
        decisions: In the order in which they were entered.
        site: The site.
        day: Asked about.
    """
    latest = {one.entry: one for one in decisions if one.site == site and one.decided <= day}
    return tuple(
        one
        for _entry, one in sorted(latest.items())
        if one.verdict is Verdict.UPHELD and day <= one.until
    )


def effect_of(entries: Iterable[NegativeEntry], form: RubricId) -> Effect:
    """Put together what entries take from a site that is scored by ``form``."""
    listed = list(entries)
    caps = [entry.cap_level for entry in listed if entry.cap_level is not None]
    return Effect(
        stars=frozenset().union(*(entry.deny_star.get(form, frozenset()) for entry in listed)),
        cap=min(caps, default=None),
        everything=any(entry.deny_all for entry in listed),
    )


def entries_of(negative: NegativeList, denials: Iterable[Denial]) -> tuple[NegativeEntry, ...]:
    """Return the entries that decisions name; one that the list lost takes nothing."""
    named = {one.entry for one in denials}
    return tuple(entry for entry in negative.entries if entry.id in named)


def level_under(rubric: Rubric, counted: Counted, effect: Effect) -> int:
    """Return the level that is left; points stay as they are.

    Raises:
        InspectorError: As ``domain.scoring.score``.
    """
    if effect.everything:
        return 0
    level = score(rubric, counted, denied=effect.stars).level
    return level if effect.cap is None else min(level, effect.cap)
