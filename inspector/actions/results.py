"""The results that a ranking of a round is made of: which visits count, and at what level.

Only kinds that rank come in (policy.yaml, "visit_kinds[].ranks"). Rechecks of the round stand
beside its visits (``domain.rechecking``); decisions of the joint review take levels
(``domain.denial``), but not from a round that was frozen before they were entered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import ClassVar

from inspector.actions.forms import form_of_visit, negative_list_of, policy_of
from inspector.actions.picking import passed_over
from inspector.actions.projecting import Flag
from inspector.domain.denial import Denial, effect_of, entries_of, in_force, level_under
from inspector.domain.errors import InspectorError
from inspector.domain.ids import RoundId, SiteCode, TeamId, TownshipCode
from inspector.domain.points import Points
from inspector.domain.policy import Policy, TwoTeams
from inspector.domain.ranking import Denied, Exclusion, Ranking, SiteResult, rank
from inspector.domain.rechecking import Scored, recheck_rules, settle
from inspector.domain.visit import VisitState
from inspector.store.unit import Reading
from inspector.store.visits import VisitLine

_WHY = {
    Flag.CONFLICT: Exclusion.CONFLICT,
    Flag.RECOUNT: Exclusion.RECOUNT,
    Flag.OLD_FORM: Exclusion.OLD_FORM,
    Flag.FORK: Exclusion.FORK,
}


class NothingToRank(InspectorError):
    """No sealed visit of the round has come in."""

    code: ClassVar[str] = "T210"
    what: ClassVar[str] = "{round} 轮还没有收到可以排名的成绩。"
    next_step: ClassVar[str] = "请先导入考评组交来的数据包，再排名。"


class RoundNotRanked(NothingToRank):
    """The round's visits are of a kind that feeds no ranking of its own."""

    code: ClassVar[str] = "T213"
    what: ClassVar[str] = "{round} 轮是“{kind}”，不单独排名。"
    next_step: ClassVar[str] = "复核并入它所复核的那一轮排名，其余方式的结果在“覆盖”里看。"


def fresh_ranking(reading: Reading, round_id: RoundId, now: datetime) -> Ranking:
    """Rank what has come in of a round so far.

    Raises:
        NothingToRank: Nothing that counts has come in.
        RoundNotRanked: The round's kind feeds no ranking.
        FormMissing: The folder holds no policy.
    """
    policy = policy_of(reading)
    bench = _Bench(reading, round_id, now)
    scored, rechecked = settle(
        [bench.scored(line) for line in _firsts(reading, policy, round_id)],
        [bench.scored(line) for line in _rechecks(reading, policy, round_id)],
        recheck_rules(policy),
    )
    if not scored:
        raise _nothing(reading, policy, round_id)
    made = rank([one.result for one in scored], reading.sites.townships(), policy.ranking)
    counted = {(one.result.site, one.team) for one in scored}
    denied = [told for key, told in sorted(bench.denied.items()) if key in counted]
    return replace(made, rechecked=rechecked, denied=tuple(denied))


def counted_visits(reading: Reading, round_id: RoundId) -> dict[SiteCode, tuple[VisitLine, ...]]:
    """Return the visits that count at each site as the records stand now, rechecks settled.

    Several of a site only where the policy takes their mean; a site that does not count is left
    out.

    Raises:
        FormMissing: The folder holds no policy.
    """
    policy = policy_of(reading)
    firsts = list(_firsts(reading, policy, round_id))
    again = list(_rechecks(reading, policy, round_id))
    townships = {one.site.code: one.site.township for one in reading.sites.lines()}

    def scored(line: VisitLine) -> Scored:
        return Scored(team=line.key.team, result=_result(line, townships[line.key.site]))

    counted, _ = settle(map(scored, firsts), map(scored, again), recheck_rules(policy))
    lines = {(line.key.site, line.key.team): line for line in (*again, *firsts)}
    found: dict[SiteCode, list[VisitLine]] = {}
    out: set[SiteCode] = set()
    for one in counted:
        site = one.result.site
        if one.result.exclusion is not None:
            out.add(site)
        found.setdefault(site, []).append(lines[site, one.team])
    mean = policy.ranking.two_teams is TwoTeams.AVERAGE
    return {
        site: tuple(several)
        for site, several in found.items()
        if site not in out and (len(several) == 1 or mean)
    }


def late_denials(reading: Reading, round_id: RoundId) -> tuple[Denial, ...]:
    """Return the decisions on sites of a round that were entered after it was frozen first."""
    frozen = _frozen_at(reading, round_id)
    if frozen is None:
        return ()
    sites = {one.visit.site for one in reading.rounds.assignments(round_id)}
    return tuple(one for one in reading.denials.all() if one.site in sites and one.at > frozen)


def exclusion_of(line: VisitLine) -> Exclusion | None:
    """Return why a sealed visit does not count by itself, or None."""
    return next((_WHY[Flag(flag)] for flag in sorted(line.flags) if flag in _WHY), None)


class _Bench:
    """Turns visits into results; ``denied`` holds whose level the negative list changed."""

    def __init__(self, reading: Reading, round_id: RoundId, now: datetime) -> None:
        self._reading, self._now = reading, now
        self._townships = {one.site.code: one.site.township for one in reading.sites.lines()}
        frozen = _frozen_at(reading, round_id)
        self._decisions = [
            one for one in reading.denials.all() if frozen is None or one.at <= frozen
        ]
        self.denied: dict[tuple[SiteCode, TeamId], Denied] = {}

    def scored(self, line: VisitLine) -> Scored:
        """Return what a sealed visit comes to."""
        result = _result(line, self._townships[line.key.site])
        denials = in_force(self._decisions, line.key.site, self._now.date())
        if denials and result.exclusion is None:
            level = self._level(line, result, denials)
            if level < result.level:
                self.denied[line.key.site, line.key.team] = Denied(
                    site=result.site,
                    township=result.township,
                    entries=tuple(one.entry for one in denials),
                    before=result.level,
                    after=level,
                )
                result = replace(result, level=level)
        return Scored(team=line.key.team, result=result)

    def _level(self, line: VisitLine, result: SiteResult, denials: Sequence[Denial]) -> int:
        visit = self._reading.visits.one(line.uid)
        if visit is None:
            return result.level
        form = form_of_visit(self._reading, visit.rubric, visit.steps)
        entries = entries_of(negative_list_of(self._reading), denials)
        counted = self._reading.visits.items(line.uid)
        return level_under(form, counted, effect_of(entries, form.id))


def _sealed(lines: Iterable[VisitLine]) -> Iterator[VisitLine]:
    return (line for line in lines if line.state is VisitState.SEALED)


def _firsts(reading: Reading, policy: Policy, round_id: RoundId) -> Iterator[VisitLine]:
    """Yield the sealed visits of a round that rank by themselves, without those passed over."""
    kinds = {kind.id for kind in policy.visit_kinds if kind.ranks and not kind.rechecks}
    first = [one for one in _sealed(reading.visits.lines(round_id)) if one.key.kind in kinds]
    over = passed_over(reading, first)
    return (line for line in first if line.uid not in over)


def _rechecks(reading: Reading, policy: Policy, round_id: RoundId) -> Iterator[VisitLine]:
    """Yield the sealed rechecks of a round: its own, and those of the rounds that look at it."""
    kinds = {kind.id for kind in policy.visit_kinds if kind.rechecks and kind.ranks}
    rounds = [round_id, *(one.id for one in reading.rounds.all() if one.of == round_id)]
    for one in rounds:
        yield from (line for line in _sealed(reading.visits.lines(one)) if line.key.kind in kinds)


def _result(line: VisitLine, township: TownshipCode) -> SiteResult:
    why = exclusion_of(line)
    totals = line.totals
    if totals is None:  # its form is not here: nothing could be computed
        return SiteResult(
            site=line.key.site,
            township=township,
            points=Points(0),
            max=Points(1),
            level=0,
            exclusion=Exclusion.RECOUNT,
        )
    return SiteResult(
        site=line.key.site,
        township=township,
        points=totals.points,
        max=totals.max,
        level=totals.level,
        exclusion=why,
    )


def _frozen_at(reading: Reading, round_id: RoundId) -> datetime | None:
    editions = reading.editions.all(round_id)
    return editions[0].at if editions else None


def _nothing(reading: Reading, policy: Policy, round_id: RoundId) -> NothingToRank:
    round_ = reading.rounds.one(round_id)
    for kind in policy.visit_kinds:
        if round_ is not None and kind.id == round_.kind and (kind.rechecks or not kind.ranks):
            return RoundNotRanked(round=round_id, kind=kind.name)
    return NothingToRank(round=round_id)
