"""Clues, findings and decisions in the store: replaced, kept, frozen with their visit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Protocol

import pytest
from sqlalchemy.exc import IntegrityError

from inspector.domain.clue import Clue
from inspector.domain.denial import Denial, Verdict
from inspector.domain.finding import Finding
from inspector.domain.ids import Digest, PersonId, RoundId, StepId, VisitUid
from inspector.domain.site import Site
from inspector.domain.team import Round
from inspector.domain.visit import Sealing, VisitKey
from inspector.store.engine import VisitSealed, connect
from inspector.store.store import Store
from inspector.store.unit import UnitOfWork
from inspector.store.visits import Visit

CLUE = Clue(entry="N07", what="占地建房", photos=(Digest("a" * 64),))
FINDING = Finding(n=1, fact="路灯不亮")


class County(Protocol):
    """See conftest."""

    key: bytes
    noon: datetime
    sites: tuple[Site, ...]
    round: Round
    visit: VisitKey


def test_clues_are_kept_once_and_taken_back(store: Store, county: County) -> None:
    uid, other = county.visit.uid, replace(CLUE, entry="N01")
    with store.unit() as unit:
        assert unit.clues.add(uid, [CLUE, other, CLUE]) == 2
        unit.clues.remove(uid, CLUE)
        unit.commit()
    with store.unit() as unit:
        assert unit.clues.all() == ((uid, other),)
        unit.clues.replace(uid, [CLUE])
        unit.commit()
    with store.reading() as reading:
        assert reading.clues.of_visit(uid) == (CLUE,)


def test_findings_stand_by_their_number(store: Store, county: County) -> None:
    uid = county.visit.uid
    with store.unit() as unit:
        unit.findings.put(uid, replace(FINDING, n=2))
        unit.findings.put(uid, FINDING)
        unit.findings.put(uid, replace(FINDING, fact="修好了"))
        unit.commit()
    with store.unit() as unit:
        assert [one.fact for one in unit.findings.of_visit(uid)] == ["修好了", "路灯不亮"]
        unit.findings.remove(uid, 2)
        unit.findings.add(uid, [FINDING])  # another laptop's, of the same number
        assert len(unit.findings.of_visit(uid)) == 2
        assert unit.findings.of_visits([uid]) == {uid: unit.findings.of_visit(uid)}
        assert unit.findings.of_visits([VisitUid("a/b/c/d/1")]) == {}
        unit.findings.replace(uid, [FINDING])
        unit.commit()
    with store.reading() as reading:
        assert reading.findings.of_visit(uid) == (FINDING,)


@pytest.mark.parametrize(
    "act",
    [
        lambda unit, uid: unit.clues.add(uid, [replace(CLUE, entry="N01")]),
        lambda unit, uid: unit.clues.remove(uid, CLUE),
        lambda unit, uid: unit.findings.put(uid, replace(FINDING, fact="x")),
        lambda unit, uid: unit.findings.remove(uid, 1),
    ],
)
def test_a_sealed_visit_keeps_them(
    store: Store, county: County, act: Callable[[UnitOfWork, str], object]
) -> None:
    uid = county.visit.uid
    sealing = Sealing(at=county.noon, by=PersonId("T07-1"), digest=Digest("12" * 32))
    with store.unit() as unit:
        unit.clues.add(uid, [CLUE])
        unit.findings.put(uid, FINDING)
        unit.visits.seal(uid, sealing)
        unit.commit()
    with store.unit() as unit, pytest.raises(VisitSealed):
        act(unit, uid)


def test_a_visit_remembers_the_steps_that_it_asks(store: Store, county: County) -> None:
    key = replace(county.visit, kind="records")
    some = Visit(key=key, rubric=Digest("a"), started_at=county.noon, steps=(StepId("check"),))
    none = replace(some, key=replace(key, kind="survey"), steps=())
    with store.unit() as unit:
        unit.visits.open(some)
        unit.visits.open(none)
        unit.commit()
    with store.reading() as reading:
        assert reading.visits.one(key.uid) == some
        steps = {line.key.kind: line.steps for line in reading.visits.lines()}
    assert steps == {"cross": None, "records": ("check",), "survey": ()}


def test_decisions_are_kept_for_ever(store: Store, county: County) -> None:
    first = Denial(
        site=county.sites[0].code,
        entry="N07",
        verdict=Verdict.UPHELD,
        document="3号",
        office="自然资源局",
        decided=date(2026, 12, 5),
        until=date(2027, 12, 5),
        by="王审定",
        why="",
        at=county.noon,
    )
    second = replace(first, verdict=Verdict.WITHDRAWN, document="4号")
    with store.unit() as unit:
        unit.denials.add(first)
        unit.denials.add(second)
        unit.commit()
    with store.reading() as reading:
        assert reading.denials.all() == (first, second)
    raw = connect(store.path, county.key)
    with pytest.raises(Exception, match="kept for ever"):
        raw.execute("DELETE FROM denial")
    raw.close()
    with store.unit() as unit, pytest.raises(IntegrityError):
        unit.denials.add(replace(first, site="419999999999"))  # type: ignore[arg-type]  # no site


def test_a_round_of_rechecks_names_what_it_looks_at(store: Store, county: County) -> None:
    again = replace(county.round, id=RoundId("2026-11-F"), of=county.round.id)
    with store.unit() as unit:
        unit.rounds.put(again, ())
        unit.commit()
    with store.reading() as reading:
        assert reading.rounds.one(again.id) == again
        assert reading.rounds.all()[0].of is None
