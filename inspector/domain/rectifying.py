"""整改: every problem once, from the visit that found it to the one that saw it put right.

One problem, one number (一件一号): the round since which it stands, site and checkpoint, so that a
laptop and the office give it the same one. A problem stays open while later visits find it again;
it ends when a return visit says 已改, or when a later visit answers the same checkpoint and finds
nothing. Put right and found anew within one round it is the same problem once more, with the new
day and deadline: no laptop can know what another team had put right that month.

Source: policy.yaml, "rectification".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from inspector.domain import reading
from inspector.domain.finding import OUTCOME_WORDS, RETURNED, Finding, Outcome
from inspector.domain.ids import CheckpointCode, ItemCode, RoundId, SiteCode, TeamId
from inspector.domain.policy import Policy
from inspector.domain.problem import Fact, handed_fact

Spot = tuple[ItemCode, CheckpointCode | None]
"""What a visit says something about: a checkpoint, or an item as a whole (zero cases)."""

FOUND_AGAIN = "再次查出"
FOUND_ANEW = "销号后再次查出"
NOT_FOUND = "后来考评没有再查出"
COUNTY_DIGITS = 6
"""Digits of a site's code that all sites of a county share."""


class RepairState(StrEnum):
    """How far a problem is, from what records know."""

    WAITING = "waiting"
    PARTLY = "partly"
    SENT_BACK = "sent_back"
    """A return visit found nothing done."""
    OVERDUE = "overdue"
    CLOSED = "closed"


REPAIR_WORDS: Mapping[RepairState, str] = {
    RepairState.WAITING: "待整改",
    RepairState.PARTLY: "整改中",
    RepairState.SENT_BACK: "退回",
    RepairState.OVERDUE: "超期",
    RepairState.CLOSED: "已销号",
}
"""As the policy calls them (``rectification.states``)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairRules:
    """How many days each class of problems has, and which class a problem belongs to."""

    days: Mapping[str, int]
    zero_class: str
    other_class: str

    def class_of(self, fact: Fact) -> str:
        """Return the class of a problem's deadline; a zero case has its own."""
        return self.zero_class if fact.checkpoint is None else self.other_class


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What one sealed visit says of a site."""

    round: RoundId
    team: TeamId
    day: date
    facts: tuple[Fact, ...] = ()
    answered: frozenset[Spot] = frozenset()
    """Everything that it looked at, with a fact or without."""
    returned: tuple[Finding, ...] = ()
    """What a return visit says of single problems."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """One problem's line; ``due`` is None where the county gave its class no days."""

    number: str
    site: SiteCode
    round: RoundId
    team: TeamId
    item: ItemCode
    checkpoint: CheckpointCode | None
    fact: str
    found: date
    deadline: str
    due: date | None
    state: RepairState
    result: str = ""
    """What the latest visit that came back to it said; empty if none did."""
    result_day: date | None = None

    @property
    def open(self) -> bool:
        """Whether it still stands."""
        return self.state is not RepairState.CLOSED


def repair_rules(policy: Policy) -> RepairRules:
    """Read the policy's deadlines.

    Raises:
        BadTree: A number of days is of another kind.
    """
    days = reading.named(reading.mapping(policy.tree, "rectification"), "deadlines_days")
    return RepairRules(
        days={name: reading.whole(number) for name, number in days.items()},
        zero_class=policy.problems.zero_deadline,
        other_class=policy.problems.deadline,
    )


def problem_number(round_id: RoundId, site: SiteCode, spot: Spot) -> str:
    """Return a problem's number (一件一号) by the round that found it first."""
    item, checkpoint = spot
    return f"{round_id}-{site[COUNTY_DIGITS:]}-{checkpoint or item}"


def repairs_of(
    site: SiteCode, looks: Iterable[Look], rules: RepairRules, today: date
) -> tuple[Repair, ...]:
    """Return a site's problems in the order in which they were found.

    ``looks`` are its visits, oldest first.
    """
    cases: dict[str, _Case] = {}
    standing: dict[Spot, _Case] = {}
    for look in looks:
        for finding in look.returned:
            _come_back(standing, look, finding)
        facts = {(fact.item, fact.checkpoint): fact for fact in look.facts}
        for spot in [spot for spot in standing if spot in look.answered and spot not in facts]:
            standing.pop(spot).close(NOT_FOUND, look.day)
        for spot, fact in facts.items():
            if spot in standing:
                standing[spot].again(fact, look.day)
                continue
            number = problem_number(look.round, site, spot)
            standing[spot] = _Case(number, site, look, fact)
            if number in cases:
                standing[spot].anew(look.day)
            cases[number] = standing[spot]
    return tuple(case.repair(rules, today) for case in cases.values())


class _Case:
    """A problem while its visits are gone through."""

    def __init__(self, number: str, site: SiteCode, look: Look, fact: Fact) -> None:
        self._number, self._site, self._look, self.fact = number, site, look, fact
        self._state = RepairState.WAITING
        self._result: tuple[str, date | None] = ("", None)

    def again(self, fact: Fact, day: date) -> None:
        """Note that a later visit found it once more, in its own words."""
        self.fact = fact
        self._result = (FOUND_AGAIN, day)

    def anew(self, day: date) -> None:
        """Note that it had been put right before."""
        self._result = (FOUND_ANEW, day)

    def close(self, words: str, day: date) -> None:
        """End it."""
        self._state, self._result = RepairState.CLOSED, (words, day)

    def returned(self, finding: Finding, day: date) -> None:
        """Note what a return visit says of it."""
        remark = f"：{finding.fact}" if finding.fact else ""
        words = f"{OUTCOME_WORDS[finding.outcome]}{remark}"
        if finding.outcome is Outcome.FIXED:
            self.close(words, day)
        else:
            partly = finding.outcome is Outcome.PARTLY
            self._state = RepairState.PARTLY if partly else RepairState.SENT_BACK
            self._result = (words, day)

    def repair(self, rules: RepairRules, today: date) -> Repair:
        """Return the line as it stands ``today``."""
        look, fact = self._look, self.fact
        deadline = rules.class_of(fact)
        days = rules.days.get(deadline)
        due = look.day + timedelta(days=days) if days is not None else None
        state = self._state
        if state is not RepairState.CLOSED and due is not None and today > due:
            state = RepairState.OVERDUE
        return Repair(
            number=self._number,
            site=self._site,
            round=look.round,
            team=look.team,
            item=fact.item,
            checkpoint=fact.checkpoint,
            fact=fact.words,
            found=look.day,
            deadline=deadline,
            due=due,
            state=state,
            result=self._result[0],
            result_day=self._result[1],
        )


def _come_back(standing: dict[Spot, _Case], look: Look, finding: Finding) -> None:
    """Let a return visit's word reach the problem it names, in the words it was handed on by."""
    if finding.outcome not in RETURNED:
        return
    for spot, case in list(standing.items()):
        if spot[0] == finding.item and finding.problem == _handed_on(case.fact):
            case.returned(finding, look.day)
            if finding.outcome is Outcome.FIXED:
                del standing[spot]


def _handed_on(fact: Fact) -> str:
    return f"{fact.checkpoint or fact.item} {handed_fact(fact.words)}"
