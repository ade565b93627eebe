"""A calendar year of the county: its frozen rounds, and what each site came to in them.

A round belongs to the year that its name begins with. It counts as its newest edition says; where
the records have changed since, the site has no level until a correction is frozen, so that points
of one and stars of the other are never mixed. Decisions of the joint review count if they hold on
the last day of the year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import ClassVar

from inspector.actions import keys
from inspector.actions.forms import form_of_visit, negative_list_of, policy_of
from inspector.actions.ranking import latest_edition
from inspector.actions.results import counted_visits
from inspector.actions.star_history import brought_in
from inspector.domain.denial import Denial, Effect, effect_of, entries_of, in_force
from inspector.domain.errors import InspectorError
from inspector.domain.ids import Digest, RoundId, SiteCode, StepId
from inspector.domain.negative import NegativeList
from inspector.domain.policy import Policy
from inspector.domain.progress import Ticket
from inspector.domain.ranking import Edition, SitePlace, percent_text
from inspector.domain.reading import BadTree
from inspector.domain.rewards import (
    Reward,
    RewardRule,
    funds_of,
    reward,
    reward_rules,
    targets_of,
)
from inspector.domain.rubric import Rubric
from inspector.domain.scorecard import ItemResult
from inspector.domain.scoring import item_results
from inspector.domain.star_history import History
from inspector.domain.year import (
    NO_ROUND,
    CountedRound,
    CountedVisit,
    SiteYear,
    history_of,
    site_year,
)
from inspector.store.sites import SiteLine
from inspector.store.unit import Reading
from inspector.store.visits import VisitLine

TO_CORRECT = "更正待发"
YEAR = re.compile(r"(20[0-9]{2})(?![0-9])")
YEARS_BEFORE = 2
SITES_AT_ONCE = 10
READING_WORDS = "算各村（社区）的年度成绩"


class NoFrozenRound(InspectorError):
    """No ranking of the year was frozen."""

    code: ClassVar[str] = "W270"
    what: ClassVar[str] = "{year} 年没有冻结的排名，汇总不了。"
    next_step: ClassVar[str] = "请先冻结至少一轮排名，或选有排名的年份。"


class RewardsUnreadable(InspectorError):
    """What the policy says of rewards, funds or targets is of another kind than it must be."""

    code: ClassVar[str] = "W272"
    what: ClassVar[str] = "考评规则里的奖补或目标写得不对，年度奖补算不出来。"
    next_step: ClassVar[str] = (
        "请核对考评规则的 rewards、targets：星级和个数是整数，金额、上浮比例不小于 0；改好后再印。"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenRound:
    """One round of a year: the newest edition, and the visits that count by the records now."""

    edition: Edition
    places: Mapping[SiteCode, SitePlace]
    visits: Mapping[SiteCode, tuple[VisitLine, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class YearBook:
    """What all sites of a year share."""

    year: int
    rounds: Mapping[int, tuple[FrozenRound, ...]]
    """Of this year and of those before that count for rewards."""
    unfrozen: tuple[RoundId, ...]
    """Rounds of the year that rank and are not frozen."""
    policy: Policy
    negative: NegativeList
    denials: tuple[Denial, ...]
    history: History
    rules: tuple[RewardRule, ...]
    funds: tuple[tuple[str, Fraction], ...] = ()
    """What money there is: its name, and 万元."""
    targets: Mapping[int, int] = field(default_factory=dict)
    """Sites wanted of each level."""
    forms: dict[tuple[Digest, tuple[StepId, ...] | None], Rubric] = field(default_factory=dict)
    """Those that were read already: a county has few, and they are long."""

    @property
    def editions(self) -> tuple[Edition, ...]:
        """The rankings of the year, in the order of their rounds."""
        return tuple(one.edition for one in self.rounds[self.year])


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRecord:
    """One site's year. ``levels``: two years before, the year before, and the year itself."""

    line: SiteLine
    form: Rubric | None
    """The form of its visits; None where it was not visited."""
    year: SiteYear
    levels: tuple[int | None, ...]
    reward: Reward
    denials: tuple[Denial, ...]
    """Decisions that hold at the end of the year."""
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A site's year, the form that it was scored by, and what has changed since."""

    year: SiteYear
    form: Rubric | None = None
    late: tuple[RoundId, ...] = ()


def year_of_round(round_id: RoundId) -> int | None:
    """Return the calendar year that a round's name begins with, or None."""
    found = YEAR.match(round_id)
    return int(found[1]) if found else None


def require_frozen(reading: Reading, year: int) -> None:
    """See that the year has a frozen ranking, without reading any.

    Raises:
        NoFrozenRound: It has none.
    """
    if all(year_of_round(one.round) != year for one in reading.editions.all()):
        raise NoFrozenRound(year=year)


def year_book(reading: Reading, year: int) -> YearBook:
    """Return what all sites of a year share.

    Raises:
        NoFrozenRound: No ranking of the year was frozen.
        FormMissing: The folder holds no policy, or no negative list.
        RewardsUnreadable: The policy's rewards are not as they must be.
    """
    require_frozen(reading, year)
    policy = policy_of(reading)
    county = tuple(reading.meta.get(key) or "" for key in (keys.COUNTY_NAME, keys.COUNTY_CODE))
    try:
        rules, funds = reward_rules(policy.tree), funds_of(policy.tree)
        targets = targets_of(policy.tree, year, (county[0], county[1]))
    except BadTree as error:
        raise RewardsUnreadable from error
    ranked = {kind.id for kind in policy.visit_kinds if kind.ordinary}
    own = [one for one in reading.rounds.all() if year_of_round(one.id) == year]
    return YearBook(
        year=year,
        rounds={one: tuple(_frozen(reading, one)) for one in range(year - YEARS_BEFORE, year + 1)},
        unfrozen=tuple(
            one.id for one in own if one.kind in ranked and reading.editions.latest(one.id) is None
        ),
        policy=policy,
        negative=negative_list_of(reading),
        denials=reading.denials.all(),
        history=brought_in(reading),
        rules=rules,
        funds=funds,
        targets=targets,
    )


def site_record(reading: Reading, book: YearBook, line: SiteLine) -> SiteRecord:
    """Return what a site came to in the year, and what that earns it."""
    (record,) = site_records(reading, book, [line])
    return record


def site_records(
    reading: Reading, book: YearBook, lines: Sequence[SiteLine], ticket: Ticket | None = None
) -> Iterator[SiteRecord]:
    """Yield what sites came to in the year; they are read a few at a time.

    Raises:
        Cancelled: By the ticket.
    """
    ticket = ticket or Ticket()
    for start in range(0, len(lines), SITES_AT_ONCE):
        ticket.step(start, len(lines), READING_WORDS)
        part = lines[start : start + SITES_AT_ONCE]
        counts = _Counts(reading, book, [line.site.code for line in part])
        yield from (_record(book, counts, line) for line in ticket.each(part))
    ticket.step(len(lines), len(lines), READING_WORDS)


def _record(book: YearBook, counts: _Counts, line: SiteLine) -> SiteRecord:
    found = _year_of(book, counts, line.site.code, book.year)
    before = range(book.year - YEARS_BEFORE, book.year)
    past = {one: _level_before(book, counts, line.site.code, one) for one in before}
    known = {year: {line.site.code: level} for year, level in past.items() if level is not None}
    levels = history_of(known, line.site.code, book.year, found.year.level)
    earned = reward(book.rules, levels)
    return SiteRecord(
        line=line,
        form=found.form,
        year=found.year,
        levels=levels,
        reward=earned,
        denials=_denials(book, line.site.code, book.year),
        remarks=tuple(_remarks(book, found, levels)),
    )


class _Counts:
    """What was counted at some sites in all the rounds of a book, in two queries."""

    def __init__(self, reading: Reading, book: YearBook, sites: Sequence[SiteCode]) -> None:
        self._reading, self._forms = reading, book.forms
        uids = [
            visit.uid
            for rounds in book.rounds.values()
            for one in rounds
            for site in sites
            for visit in one.visits.get(site, ())
        ]
        self._heads = reading.visits.several(uids)
        self._items = reading.visits.items_of(uids)

    def of(self, lines: Sequence[VisitLine]) -> Iterator[tuple[Rubric, tuple[ItemResult, ...]]]:
        """Yield the form of each visit, and what its items come to by it."""
        for line in lines:
            head = self._heads[line.uid]
            key = (head.rubric, head.steps)
            form = self._forms.get(key) or form_of_visit(self._reading, *key)
            self._forms[key] = form
            yield form, item_results(form, self._items.get(line.uid, {}))


def _frozen(reading: Reading, year: int) -> Iterator[FrozenRound]:
    rounds = [one.id for one in reading.rounds.all() if year_of_round(one.id) == year]
    for round_id in sorted(rounds):
        edition = latest_edition(reading, round_id)
        if edition is not None:
            yield FrozenRound(
                edition=edition,
                places={one.site: one for one in edition.ranking.sites},
                visits=counted_visits(reading, round_id),
            )


def _year_of(book: YearBook, counts: _Counts, site: SiteCode, year: int) -> _Found:
    """Put a site's frozen rounds together, if the records still say the same."""
    counted: list[CountedRound] = []
    changed: list[str] = []
    late: list[RoundId] = []
    form: Rubric | None = None
    for one in book.rounds[year]:
        place, round_id = one.places.get(site), one.edition.round
        seen = list(counts.of(one.visits.get(site, ())))
        if place is None:
            late += [round_id] if seen else []
            continue
        now = _mean(seen)
        if now != place.percent:
            changed.append(_changed_words(round_id, place, now))
        visits = tuple(
            CountedVisit(form=str(each.digest), items={item.code: item for item in items})
            for each, items in seen
        )
        counted.append(CountedRound(round=round_id, percent=place.percent, visits=visits))
        form = seen[-1][0] if seen else form
    if changed or form is None:
        shown = tuple((one.round, one.percent) for one in counted)
        reason = "；".join(changed) or NO_ROUND
        return _Found(year=SiteYear(site=site, rounds=shown, reason=reason), late=tuple(late))
    effect = _effect(book, form, _denials(book, site, year))
    return _Found(year=site_year(site, form, counted, effect), form=form, late=tuple(late))


def _mean(seen: Sequence[tuple[Rubric, Sequence[ItemResult]]]) -> Fraction | None:
    percents = [
        Fraction(100 * sum(item.points for item in items), form.total_max) for form, items in seen
    ]
    return sum(percents, Fraction(0)) / len(percents) if percents else None


def _changed_words(round_id: RoundId, place: SitePlace, now: Fraction | None) -> str:
    stands = "没有成绩" if now is None else f"是 {percent_text(now)}"
    return f"{round_id} 轮冻结时 {percent_text(place.percent)}，现在{stands}，{TO_CORRECT}"


def _denials(book: YearBook, site: SiteCode, year: int) -> tuple[Denial, ...]:
    return in_force(book.denials, site, date(year, 12, 31))


def _effect(book: YearBook, form: Rubric, denials: Sequence[Denial]) -> Effect:
    return effect_of(entries_of(book.negative, denials), form.id)


def _level_before(book: YearBook, counts: _Counts, site: SiteCode, year: int) -> int | None:
    """Return the level of an earlier year: by its rounds here, else as it was brought in."""
    level = _year_of(book, counts, site, year).year.level
    return book.history.get(year, {}).get(site) if level is None else level


def _remarks(book: YearBook, found: _Found, levels: Sequence[int | None]) -> Iterator[str]:
    if found.year.reason:
        yield found.year.reason
    for round_id in found.late:
        yield f"{round_id} 轮冻结后才有成绩，没有计入，{TO_CORRECT}"
    years = range(book.year - len(levels) + 1, book.year + 1)
    missing = [str(year) for year, level in zip(years, levels, strict=True) if level is None]
    if missing and levels[-1] is not None and _may_last(book.rules, levels):
        yield f"缺 {'、'.join(missing)} 年星级"


def _may_last(rules: Sequence[RewardRule], levels: Sequence[int | None]) -> bool:
    """Return whether a rule over several years might fit if the missing years were known."""
    lowest = min(level for level in levels if level is not None)
    return any(rule.years > 1 and rule.level <= lowest for rule in rules)
