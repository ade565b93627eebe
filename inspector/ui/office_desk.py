"""The desk of the office's pages, made of actions on an open office folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from inspector.actions import (
    checking_photos,
    covering,
    dispatching,
    overseeing,
    planning,
    previewing,
    ranking,
    receiving,
    refusals,
    reviewing,
)
from inspector.actions.checking_photos import PhotosChecked
from inspector.actions.covering import CoverageBoard
from inspector.actions.desk import Desk
from inspector.actions.dispatching import Dispatched
from inspector.actions.overseeing import ArrivedLine, RoundLine, SiteVisit
from inspector.actions.papers.coverage_paper import COVERAGE
from inspector.actions.papers.document import Document, Wish
from inspector.actions.papers.rankings import RANKING
from inspector.actions.papers.writing import Target, write_papers
from inspector.actions.planning import Plan
from inspector.actions.previewing import PackageCard
from inspector.actions.ranking import Board
from inspector.actions.receiving import Prepared, TakenIn
from inspector.actions.reviewing import PlanReview
from inspector.actions.rounds import round_meant
from inspector.domain.ids import RoundId, SiteCode
from inspector.domain.progress import Ticket
from inspector.domain.team import Pattern
from inspector.exchange.reject import Reject
from inspector.ui.exchange_desk import ExchangeDesk


class OfficeDesk(ExchangeDesk):
    """What coverage, plan, intake and ranking ask for.

    Coverage and ranking are about the round in hand: the newest that went out, so that planning
    the next one does not hide what is still coming in.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._prepared: dict[Path, Prepared] = {}
        self._turned: dict[Path, Reject] = {}

    def round(self) -> RoundLine | None:
        """Return the round at work: the newest that went out, else the newest planned one."""
        lines = self.rounds()
        gone = [line for line in lines if line.went_out]
        at_work = gone or lines
        return at_work[-1] if at_work else None

    def newest_round(self) -> RoundLine | None:
        """Return the round that was planned last, or None while there is none."""
        lines = self.rounds()
        return lines[-1] if lines else None

    def next_round(self) -> RoundId:
        """Propose a name for a round: this month, or with a number if that one went out."""
        taken = {line.id for line in self.rounds() if line.went_out}
        month = f"{self._desk.clock():%Y-%m}"
        names = [RoundId(month), *(RoundId(f"{month}-{number}") for number in range(2, 99))]
        return next(name for name in names if name not in taken)

    def coverage(self) -> CoverageBoard:
        """Return the coverage of the round in hand."""
        return covering.coverage(self._desk, self._round_id())

    def arrived(self) -> Sequence[ArrivedLine]:
        """Return the packages of the round in hand that came in, the newest first."""
        return overseeing.arrived(self._desk, self._round_id())

    def visits(self, site: SiteCode) -> Sequence[SiteVisit]:
        """Return what is held of a site in the round in hand."""
        return overseeing.visits_of_site(self._desk, self._round_id(), site)

    def print_coverage(self, out: Path, ticket: Ticket) -> Path:
        """Write the list of what is missing."""
        return self._paper(COVERAGE, out, ticket)

    def plan(
        self,
        round_id: RoundId,
        pattern: Pattern,
        shift: int | None,
        seed: int | None,
        kind: str = "",
    ) -> Plan:
        """Plan a round and keep it; ``kind`` by name, empty for the usual one."""
        return planning.plan_round(self._desk, round_id, pattern, kind=kind, shift=shift, seed=seed)

    def review(self, round_id: RoundId) -> PlanReview | None:
        """Return a kept plan with its checks."""
        return reviewing.review_plan(self._desk, round_id)

    def dispatch(self, round_id: RoundId, out: Path, ticket: Ticket) -> Sequence[Dispatched]:
        """Write the packages of a round."""
        return dispatching.dispatch(self._desk, round_id, out, ticket=ticket)

    def read(self, file: Path, ticket: Ticket) -> PackageCard:
        """Check a package and say what it holds; the store is not touched."""
        try:
            prepared = receiving.prepare(self._desk, file, ticket)
        except Reject as error:
            self._turned[file] = error
            raise
        others = [one for path, one in self._prepared.items() if path != file]
        prepared = previewing.beside(self._desk, prepared, others)
        self._prepared[file] = prepared
        return previewing.card_of(self._desk, prepared)

    def accept(self, file: Path) -> TakenIn:
        """Take in a package that was read."""
        try:
            taken = receiving.accept(self._desk, self._prepared[file])
        except Reject as error:  # another one came in meanwhile: now it has to wait
            taken = receiving.turn_away(self._desk, file, error)
            if taken.refused:
                raise
        del self._prepared[file]
        return taken

    def refuse(self, file: Path, code: str) -> TakenIn | None:
        """Note that a package was refused, or set it apart."""
        error = self._turned.pop(file, None)
        if error is None:
            refusals.note_refusal(self._desk, file, code)
            return None
        taken = receiving.turn_away(self._desk, file, error)
        return taken if taken.apart else None

    def forget(self) -> None:
        """Let go of the packages that were read and not taken in, and of their photos."""
        if self._prepared:
            self._prepared.clear()
            receiving.discard(self._desk)

    def unchecked(self) -> int:
        """Return how many photos that came in packages are 未检."""
        return checking_photos.count_unchecked(self._desk)

    def check_photos(self, at_most: int, ticket: Ticket) -> PhotosChecked:
        """Check some of them."""
        return checking_photos.check_photos(self._desk, at_most=at_most, ticket=ticket)

    def board(self) -> Board:
        """Return the ranking of the round in hand, frozen if it is."""
        return ranking.rank(self._desk, self._round_id())

    def fresh(self) -> Board:
        """Return the ranking of what has come in, whatever was frozen."""
        return ranking.provisional(self._desk, self._round_id())

    def rule(self) -> str:
        """Return the policy's sentence on order and ties."""
        return overseeing.ranking_rule(self._desk)

    def freeze(self, reason: str) -> Board:
        """Freeze the ranking as the next edition."""
        return ranking.rank(self._desk, self._round_id(), freeze=True, reason=reason)

    def print_ranking(self, out: Path, ticket: Ticket) -> Path:
        """Write the ranking list."""
        return self._paper(RANKING, out, ticket)

    def _paper(self, document: Document, out: Path, ticket: Ticket) -> Path:
        wish = Wish(round=self._round_id())
        return write_papers(self._desk, document, wish, Target(out=out), ticket).files[0]

    def _round_id(self) -> RoundId:
        with self._desk.store.reading() as reading:
            return round_meant(reading, None).id
