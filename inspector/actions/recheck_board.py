"""A round of rechecks 复核 as the office looks at it: who goes where, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from pathlib import Path

from inspector.actions import keys
from inspector.actions.desk import Desk
from inspector.actions.forms import policy_of
from inspector.actions.placing import make_room
from inspector.actions.ranking_notes import askew_notes, show_limit
from inspector.actions.results import NothingToRank, exclusion_of, fresh_ranking
from inspector.actions.rounds import NoSuchRound, round_of
from inspector.domain.coverage import CoverageState
from inspector.domain.ids import RoundId, SiteCode, TeamId
from inspector.domain.policy import Policy
from inspector.domain.ranking import Counts, Exclusion, Rechecked, percent_text
from inspector.domain.rechecking import RecheckRules, recheck_rules
from inspector.domain.signing import SignState
from inspector.domain.team import Round
from inspector.domain.visit import VisitState
from inspector.domain.wording import OVER_LIMIT, State, word
from inspector.exchange.header import Kind
from inspector.platform.durable import write_durably
from inspector.sheets.leaf import Leaf, leaf_pdf
from inspector.sheets.listing_pdf import listing_leaf
from inspector.sheets.recheck_list import RecheckRow, RecheckSheet, recheck_listing
from inspector.store.packages import Direction
from inspector.store.unit import Reading
from inspector.store.visits import VisitLine


@dataclass(frozen=True, slots=True, kw_only=True)
class RecheckedSite:
    """One site of the sample; ``first`` and ``again`` are marks on the hundred scale."""

    site: SiteCode
    township: str
    name: str
    first_team: TeamId
    again_team: TeamId
    first: Fraction | None
    """Of the visit that is looked at again; None while its marks do not count."""
    again: Fraction | None
    """None until the recheck has come in and can be compared."""
    over: bool
    """The difference is larger than the policy allows."""
    refused: bool
    """The village refused to sign: it was no draw that chose it."""
    state: State
    """未交, why nothing can be compared, or which marks count."""

    @property
    def tail(self) -> str:
        """The last three digits of the code."""
        return self.site[-3:]

    @property
    def gap(self) -> str:
        """The recheck less the first visit, with its sign; empty where nothing compares."""
        if self.first is None or self.again is None:
            return ""
        gap = self.again - self.first
        sign = "+" if gap > 0 else "−" if gap < 0 else ""
        return f"{sign}{percent_text(abs(gap))}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecheckBoard:
    """A planned round of rechecks."""

    round: RoundId
    of: RoundId
    seed: int | None
    went_out: bool
    limit: str
    """Points of the hundred scale that a difference may have, as the policy writes them."""
    sites: tuple[RecheckedSite, ...]
    leaning: tuple[str, ...]
    """Teams whose marks lean to one side, a sentence each."""

    @property
    def came(self) -> int:
        """How many rechecks have come in."""
        return sum(one.state is not CoverageState.MISSING for one in self.sites)

    @property
    def over(self) -> int:
        """How many differ by more than the limit."""
        return sum(one.over for one in self.sites)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecheckStart:
    """What the next sample is drawn from, and by which rules; ``name`` is that of its round."""

    of: RoundId
    sealed: int
    name: RoundId
    rules: RecheckRules


def recheck_start(desk: Desk, of: RoundId | None = None) -> RecheckStart | None:
    """Return what is rechecked: round ``of``, else the newest that ranks; None while none is.

    Its rechecks are the round that was planned for them last, or a name for one.

    Raises:
        NoSuchRound: ``of`` was not planned.
        FormMissing: The folder holds no policy.
    """
    with desk.store.reading() as reading:
        policy = policy_of(reading)
        rounds = reading.rounds.all()
        first = [one for one in rounds if one.of is None and _ranks(policy, one)]
        if of is not None:
            chosen = round_of(reading, of)
        elif first:
            out = _gone(reading)
            chosen = ([one for one in first if one.id in out] or first)[-1]
        else:
            return None
        looked = [one.id for one in rounds if one.of == chosen.id]
        sealed = sum(line.state is VisitState.SEALED for line in reading.visits.lines(chosen.id))
        name = looked[-1] if looked else RoundId(f"{chosen.id}-F")
        return RecheckStart(of=chosen.id, sealed=sealed, name=name, rules=recheck_rules(policy))


def recheck_board(desk: Desk, round_id: RoundId) -> RecheckBoard | None:
    """Return a round of rechecks with what came in; None where it was not planned.

    Raises:
        NoSuchRound: It is a round of another kind.
        FormMissing: The folder holds no policy.
    """
    with desk.store.reading() as reading:
        round_ = reading.rounds.one(round_id)
        if round_ is None:
            return None
        if round_.of is None:
            raise NoSuchRound(round=round_id)
        rules = recheck_rules(policy_of(reading))
        told = _compared(reading, round_.of, desk.clock())
        bench = _Bench(reading, round_.of, told, rules)
        return RecheckBoard(
            round=round_.id,
            of=round_.of,
            seed=round_.seed,
            went_out=round_.id in _gone(reading),
            limit=show_limit(rules.deviation),
            sites=tuple(map(bench.site, reading.visits.lines(round_.id))),
            leaning=tuple(askew_notes(told.values(), rules)),
        )


def print_rechecks(desk: Desk, board: RecheckBoard, out: Path) -> Path:
    """Write the list of a round of rechecks as PDF and return its path.

    Marks stand on it only where both are in: whoever goes there must not be led.

    Raises:
        InspectorError: The disk refused, see ``platform.durable``.
    """
    path = out if out.suffix.lower() == ".pdf" else out / f"复核清单_{board.round}.pdf"
    make_room(path.parent)
    write_durably(path, leaf_pdf(recheck_leaf(desk, board)))
    return path


def recheck_leaf(desk: Desk, board: RecheckBoard) -> Leaf:
    """Return the list of a round of rechecks, for paper and as a table."""
    with desk.store.reading() as reading:
        county = reading.meta.get(keys.COUNTY_NAME) or ""
        notice = policy_of(reading).notice
    sheet = RecheckSheet(
        county=county,
        round=board.round,
        of=board.of,
        seed=board.seed,
        limit=board.limit,
        at=desk.clock(),
        rows=tuple(_row(one, board.limit) for one in board.sites),
        remarks=board.leaning,
        notice=notice,
    )
    return listing_leaf(recheck_listing(sheet), stem=f"复核清单_{board.round}")


def over_word(site: RecheckedSite, limit: str) -> str:
    """Return the word for a difference over the limit, such as ``"超 5 分"``, or nothing."""
    return OVER_LIMIT.format(limit=limit) if site.over else ""


def _row(one: RecheckedSite, limit: str) -> RecheckRow:
    return RecheckRow(
        township=one.township,
        name=one.name,
        tail=one.tail,
        first_team=one.first_team,
        again_team=one.again_team,
        first=one.first,
        again=one.again,
        over=over_word(one, limit),
        state=word(one.state),
        refused=one.refused,
    )


def _gone(reading: Reading) -> set[RoundId]:
    return {one.round for one in reading.packages.all(Direction.OUT) if one.kind == Kind.DISPATCH}


def _ranks(policy: Policy, round_: Round) -> bool:
    return any(
        kind.id == round_.kind and kind.ranks and not kind.rechecks for kind in policy.visit_kinds
    )


def _compared(
    reading: Reading, of: RoundId, now: datetime
) -> dict[tuple[SiteCode, TeamId], Rechecked]:
    try:
        ranking = fresh_ranking(reading, of, now)
    except NothingToRank:
        return {}
    return {(one.site, one.again_team): one for one in ranking.rechecked}


class _Bench:
    """Sets the sites of a sample beside what the first visits came to."""

    def __init__(
        self,
        reading: Reading,
        of: RoundId,
        told: Mapping[tuple[SiteCode, TeamId], Rechecked],
        rules: RecheckRules,
    ) -> None:
        policy = policy_of(reading)
        kinds = {one.id for one in policy.visit_kinds if one.ranks and not one.rechecks}
        self._first: dict[SiteCode, list[VisitLine]] = {}
        for line in reading.visits.lines(of):
            if line.key.kind in kinds and line.state is VisitState.SEALED:
                self._first.setdefault(line.key.site, []).append(line)
        self._told, self._rules = told, rules

    def site(self, line: VisitLine) -> RecheckedSite:
        """Return one site of the sample."""
        firsts = self._first.get(line.key.site, [])
        told = self._told.get((line.key.site, line.key.team))
        first = next(iter(firsts), None)
        return RecheckedSite(
            site=line.key.site,
            township=line.township,
            name=line.site,
            first_team=first.key.team if first is not None else TeamId(""),
            again_team=line.key.team,
            first=told.first if told is not None else _percent(first),
            again=told.again if told is not None else None,
            over=told is not None and abs(told.first - told.again) > self._rules.deviation,
            refused=any(one.signed is SignState.REFUSED for one in firsts),
            state=told.counts if told is not None else _why(line, firsts),
        )


def _percent(line: VisitLine | None) -> Fraction | None:
    if line is None or line.totals is None or exclusion_of(line) is not None:
        return None
    return Fraction(line.totals.points * 100, line.totals.max)


def _why(line: VisitLine, firsts: list[VisitLine]) -> State:
    """Say why a recheck is not compared."""
    if line.state is not VisitState.SEALED:
        return CoverageState.MISSING
    found: Iterator[Exclusion] = (
        why for one in (line, *firsts) if (why := exclusion_of(one)) is not None
    )
    return next(found, Exclusion.DOUBLE if len(firsts) > 1 else Counts.OPEN)
