"""Sealed visits that lie at an office, with the faults that a test needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from played_county import ROUND, START, County, at_office
from scored_form import counted_form

from inspector.actions import planning
from inspector.actions.desk import Desk
from inspector.actions.forms import rubric_of_id
from inspector.actions.handing_on import open_problems
from inspector.domain.ids import (
    CheckpointCode,
    Digest,
    ItemCode,
    PersonId,
    RoundId,
    SiteCode,
    TeamId,
)
from inspector.domain.problem import Problem
from inspector.domain.rubric import Deduct, Rubric
from inspector.domain.team import Pattern, Round
from inspector.domain.visit import Entry, ItemEntry, Reason, Sealing, VisitKey
from inspector.store.visits import Visit

SITE, OTHER = SiteCode("419901100201"), SiteCode("419901100202")
SECOND, THIRD = RoundId("2026-12"), RoundId("2027-01")
Entries = Mapping[CheckpointCode, Entry]


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What one earlier visit found."""

    round: RoundId = ROUND
    kind: str = "cross"
    team: str = "T01"
    day: int = 0
    site: SiteCode = SITE
    digest: Digest | None = None


@dataclass(frozen=True)
class Office:
    """An office at which visits of earlier rounds lie."""

    desk: Desk
    rubric: Rubric

    @property
    def points(self) -> list[CheckpointCode]:
        """Three checkpoints of three items that count defects."""
        found = [
            next((one.code for one in item.checkpoints if isinstance(one.rule, Deduct)), None)
            for item in self.rubric.items()
        ]
        return [code for code in found if code is not None][:3]

    def item(self, code: CheckpointCode) -> ItemCode:
        return ItemCode(code.rpartition(".")[0])

    def faults(self, *places: int) -> dict[CheckpointCode, Entry]:
        """Return one defect with its reason at some of the checkpoints."""
        codes = [self.points[place] for place in places]
        return {code: Entry(defects=1, reasons=(Reason(text=f"毛病{code}"),)) for code in codes}

    def take(self, seen: Seen, counted: Mapping[ItemCode, ItemEntry]) -> Visit:
        """Let a sealed visit lie at the office."""
        at = START + timedelta(days=seen.day)
        visit = Visit(
            key=VisitKey(round=seen.round, kind=seen.kind, site=seen.site, team=TeamId(seen.team)),
            rubric=seen.digest or self.rubric.digest,
            started_at=at,
            sealing=Sealing(at=at, by=PersonId("T01-1"), digest=Digest("ab" * 32)),
        )
        with self.desk.store.unit() as unit:
            unit.visits.project(visit, counted, (), ())
            unit.commit()
        return visit

    def took(self, seen: Seen, faults: Entries) -> Visit:
        """Let a whole visit lie at the office, clear but for ``faults``."""
        return self.take(seen, counted_form(self.rubric, faults))

    def open(self, before: RoundId = THIRD) -> list[CheckpointCode | None]:
        return [one.checkpoint for one in self.problems(before)]

    def problems(self, before: RoundId = THIRD) -> tuple[Problem, ...]:
        with self.desk.store.reading() as reading:
            return open_problems(reading, before, [SITE, OTHER])


@contextmanager
def lying_at(county: County) -> Iterator[Office]:
    """Open the office with two more rounds planned."""
    with at_office(county.office) as desk:
        planning.plan_round(desk, SECOND, Pattern.ROTATE, shift=3)
        with desk.store.unit() as unit:
            unit.rounds.put(Round(id=THIRD, pattern=Pattern.DRAW, kind="cross"), [])
            unit.commit()
        with desk.store.reading() as reading:
            rubric = rubric_of_id(reading, "rural")
        yield Office(desk, rubric)
