"""整改台账 of an office: what stands, what was put right, and by whom it is led."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest
from lain_visits import SECOND, SITE, THIRD, Office, Seen, lying_at
from played_county import ROUND, START, County
from scored_form import counted_form

from inspector.actions import handing_on, repairing
from inspector.actions.forms import rubric_of_id
from inspector.actions.repairing import RepairLine, repair_lines
from inspector.actions.rounds import NoSuchRound
from inspector.domain.finding import Finding, Outcome
from inspector.domain.ids import Digest, RoundId, SiteCode
from inspector.domain.rectifying import RepairState
from inspector.domain.rubric import Deduct
from inspector.domain.rules import worst_entry
from inspector.domain.visit import Entry, Reason, ZeroCase


@pytest.fixture
def office(county: County) -> Iterator[Office]:
    with lying_at(county) as found:
        yield found


def lines(office: Office, before: RoundId = THIRD) -> tuple[RepairLine, ...]:
    return repair_lines(office.desk, before)


def states(office: Office, before: RoundId = THIRD) -> list[RepairState]:
    return [line.repair.state for line in lines(office, before)]


def test_a_problem_has_place_item_office_and_deadline(office: Office) -> None:
    office.took(Seen(), office.faults(0))
    (line,) = lines(office)
    code = office.points[0]
    item = office.rubric.item(office.item(code))
    star = next(one for one in office.rubric.stars if one.id == item.star)
    assert (line.township_name, line.site_name) == ("南镇", "南村")
    assert (line.item_title, line.star, line.office) == (item.short, star.name, star.lead_office)
    assert line.repair.number == f"{ROUND}-{SITE[6:]}-{code}"
    assert line.repair.due == START.date() + timedelta(days=15)
    assert not line.private
    assert lines(office, ROUND) == (line,)
    with pytest.raises(NoSuchRound):
        lines(office, RoundId("2031"))


def test_a_problem_is_named_by_the_form_that_its_site_was_scored_with(office: Office) -> None:
    with office.desk.store.reading() as reading:
        community = rubric_of_id(reading, "community")
    code = next(
        point.code
        for item in community.items()
        for point in item.checkpoints
        if isinstance(point.rule, Deduct)
        and item.code in {one.code for one in office.rubric.items()}
        and item.short != office.rubric.item(item.code).short
    )
    entry = {code: Entry(defects=1, reasons=(Reason(text="毛病"),))}
    village, town = Seen(), Seen(site=SiteCode("419901001001"), digest=community.digest)
    office.take(village, counted_form(office.rubric, entry))
    office.take(town, counted_form(community, entry))
    named = {line.repair.site: line.item_title for line in lines(office)}
    item = office.item(code)
    assert named == {
        village.site: office.rubric.item(item).short,
        town.site: community.item(item).short,
    }


def test_what_may_only_be_looked_at_is_private_and_so_is_its_zero_case(office: Office) -> None:
    item, point = next(
        (item, point)
        for item in office.rubric.items()
        for point in item.checkpoints
        if point.no_photo
    )
    counted = counted_form(office.rubric, {point.code: worst_entry(point)})
    case = ZeroCase(condition="弄虚作假", basis="")
    counted[item.code] = replace(counted[item.code], zero=case)
    office.take(Seen(), counted)
    assert [line.private for line in lines(office)] == [True, True]


def test_later_rounds_are_not_known_to_an_earlier_one(office: Office) -> None:
    office.took(Seen(), office.faults(0, 1))
    office.took(Seen(round=SECOND, day=4, team="T02"), office.faults(1))
    assert states(office, ROUND) == [RepairState.WAITING] * 2
    assert states(office) == [RepairState.CLOSED, RepairState.WAITING]


def test_a_return_visit_of_the_office_is_heard(office: Office) -> None:
    office.took(Seen(), office.faults(0))
    (problem,) = office.problems()
    back = office.take(Seen(round=SECOND, kind="revisit", day=4), {})
    said = Finding(n=1, item=problem.item, problem=problem.words, outcome=Outcome.NOT_FIXED)
    sealing = back.sealing
    assert sealing is not None
    with office.desk.store.unit() as unit:
        unit.visits.project(replace(back, sealing=None), {}, (), ())
        unit.findings.replace(back.key.uid, [said])
        unit.visits.seal(back.key.uid, sealing)
        unit.commit()
    assert states(office) == [RepairState.SENT_BACK]


def test_visits_that_fit_no_form_or_are_passed_over_say_nothing(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = office.took(Seen(), office.faults(0))
    office.took(Seen(round=SECOND, day=30, digest=Digest("cd" * 32)), {})
    level = next(
        point.code
        for item in office.rubric.items()
        for point in item.checkpoints
        if not isinstance(point.rule, Deduct)
    )
    office.took(Seen(round=SECOND, day=31, team="T03"), {level: Entry(defects=1)})
    office.took(Seen(round=SECOND, kind="unannounced", day=32, team="T04"), office.faults(2))
    assert [line.repair.checkpoint for line in lines(office)] == office.points[:1]
    monkeypatch.setattr(repairing, "passed_over", lambda *_: frozenset({first.key.uid}))
    assert lines(office) == ()


def test_what_nobody_ruled_on_is_no_problem_yet(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = office.took(Seen(), office.faults(0, 1))
    with office.desk.store.unit() as unit:
        unit.visits.flag(visit.key.uid, ["conflict"])
        unit.commit()
    clash = SimpleNamespace(item=office.item(office.points[0]))
    monkeypatch.setattr(handing_on, "recorded_visit", lambda *_: SimpleNamespace(clashes=(clash,)))
    assert [line.repair.checkpoint for line in lines(office)] == office.points[1:2]
