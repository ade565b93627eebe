"""What earlier rounds found is handed on to the next team: facts and reasons, never points."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace

from inspector.actions.forms import FormMissing, policy_of, rubric_of_digest
from inspector.actions.picking import passed_over
from inspector.domain.finding import Outcome
from inspector.domain.ids import ItemCode, RoundId, SiteCode, VisitUid
from inspector.domain.policy import Policy
from inspector.domain.problem import Fact, Problem, facts_of, handed_fact
from inspector.domain.rectifying import Spot
from inspector.domain.rubric import Rubric
from inspector.domain.rules import EntryMismatch, is_blank
from inspector.domain.visit import UNSET, Counted, VisitState
from inspector.domain.visit_record import recorded_visit
from inspector.store.unit import Reading
from inspector.store.visits import VisitLine


def open_problems(
    reading: Reading, round_id: RoundId, sites: Sequence[SiteCode]
) -> tuple[Problem, ...]:
    """Return what still stands at sites from the rounds before ``round_id``, site by site.

    Of every checkpoint the latest sealed visit that answered it decides, of the kinds that the
    policy names; what laptops or teams disagree about, and nobody ruled on, is left out. A return
    visit that found a problem put right ends it. Each bears the round since which it stands: the
    team numbers it as the ledger does (``domain.rectifying``).

    Raises:
        FormMissing: The folder holds no policy.
    """
    earlier = EarlierVisits(reading, round_id)
    return tuple(
        problem for site in dict.fromkeys(sites) for problem in earlier.problems(reading, site)
    )


class EarlierVisits:
    """The visits before a round, by site; what still stands at one is found when it is asked."""

    def __init__(self, reading: Reading, round_id: RoundId) -> None:
        self._policy = policy_of(reading)
        self._lines: dict[SiteCode, list[VisitLine]] = {}
        for line in _earlier(reading, round_id, self._policy):
            self._lines.setdefault(line.key.site, []).append(line)

    def problems(self, reading: Reading, site: SiteCode) -> Collection[Problem]:
        """Return what still stands at a site, see :func:`open_problems`."""
        lines = sorted(self._lines.get(site, ()), key=_when, reverse=True)
        return _standing(reading, self._policy, lines)


def _earlier(reading: Reading, round_id: RoundId, policy: Policy) -> Iterator[VisitLine]:
    """Yield the sealed visits of earlier rounds."""
    kinds = policy.problems.kinds or {kind.id for kind in policy.visit_kinds if kind.scored}
    kinds = kinds | {kind.id for kind in policy.visit_kinds if kind.returns}
    rounds = {one.id: one for one in reading.rounds.all()}
    order = list(rounds)
    before = order[: order.index(round_id)] if round_id in order else order
    if round_id in rounds and rounds[round_id].of is not None:  # who looks again must not be led
        before = [one for one in before if one != rounds[round_id].of]
    for earlier in reversed(before):
        lines = reading.visits.lines(earlier)
        over = passed_over(reading, lines)
        for line in lines:
            sealed = line.state is VisitState.SEALED and line.key.kind in kinds
            if sealed and line.uid not in over:
                yield line


def _when(line: VisitLine) -> tuple[str, str]:
    return (line.sealed_at.isoformat() if line.sealed_at else "", line.uid)


def _standing(reading: Reading, policy: Policy, lines: Sequence[VisitLine]) -> Collection[Problem]:
    """Return what stands at a site after its visits, of which the latest comes first."""
    back = _WayBack()
    for line in lines:
        found = _counted(reading, line)
        if found is not None:
            rubric, counted = found
            with suppress(EntryMismatch):  # 待核算: it stands for nothing
                said = [_problem(policy, line, fact) for fact in facts_of(rubric, counted)]
                back.visit(said, answered_spots(rubric, counted))
                if back.ended(rubric):
                    break
        back.fixed |= {
            (one.item, one.problem)
            for one in reading.findings.of_visit(line.uid)
            if one.outcome is Outcome.FIXED
        }
    return back.standing.values()


class _WayBack:
    """A site's visits gone through from the latest, until it is known since when each stands."""

    def __init__(self) -> None:
        self.standing: dict[Spot, Problem] = {}
        self.fixed: set[tuple[ItemCode | None, str]] = set()
        """What the return visits that were passed found put right."""
        self._answered: set[Spot] = set()
        self._older: set[Spot] = set()
        """What stands, and may have been found before."""

    def visit(self, said: Iterable[Problem], answered: set[Spot]) -> None:
        """Take what an earlier visit found, and everything that it looked at."""
        found = {(one.item, one.checkpoint): one for one in said}
        for spot, problem in found.items():
            stood = (problem.item, problem.words) not in self.fixed
            if spot not in self._answered and stood:
                self.standing[spot] = problem
                self._older.add(spot)
            elif spot in self._older and stood:
                self.standing[spot] = replace(self.standing[spot], round=problem.round)
            else:
                self._older.discard(spot)
        self._older -= answered - found.keys()
        self._answered |= answered

    def ended(self, rubric: Rubric) -> bool:
        """Tell whether no earlier visit can say anything more."""
        return not self._older and self._answered.issuperset(_asked(rubric))


def _counted(reading: Reading, line: VisitLine) -> tuple[Rubric, Counted] | None:
    visit = reading.visits.one(line.uid)
    if visit is None:
        raise AssertionError("a sealed visit has a head")
    try:
        rubric = rubric_of_digest(reading, visit.rubric)
    except FormMissing:
        return None
    unsure = unsure_items(reading, line.uid) if "conflict" in line.flags else frozenset()
    counted = reading.visits.items(line.uid)
    return rubric, {code: entry for code, entry in counted.items() if code not in unsure}


def unsure_items(reading: Reading, uid: VisitUid) -> frozenset[ItemCode | None]:
    """Return the items of which laptops say different things, and nobody has ruled."""
    clashes = recorded_visit(uid, reading.records.of_visit(uid)).clashes
    return frozenset(clash.item for clash in clashes)


def answered_spots(rubric: Rubric, counted: Counted) -> set[Spot]:
    """Return everything that a visit looked at, with a fault or without."""
    said: set[Spot] = set()
    for item in rubric.items():
        entry = counted.get(item.code)
        if entry is None:
            continue
        said.add((item.code, None))
        said |= {
            (item.code, point.code)
            for point in item.checkpoints
            if entry.na or not is_blank(entry.entries.get(point.code, UNSET))
        }
    return said


def _asked(rubric: Rubric) -> Iterator[Spot]:
    for item in rubric.items():
        yield (item.code, None)
        yield from ((item.code, point.code) for point in item.checkpoints)


def _problem(policy: Policy, line: VisitLine, fact: Fact) -> Problem:
    said = policy.problems
    return Problem(
        site=line.key.site,
        item=fact.item,
        checkpoint=fact.checkpoint,
        fact=handed_fact(fact.words),
        round=line.key.round,
        deadline=said.zero_deadline if fact.checkpoint is None else said.deadline,
    )
