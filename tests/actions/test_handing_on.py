"""What earlier rounds found travels to the next team: facts, the latest word on each checkpoint."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from types import SimpleNamespace

import pytest
from lain_visits import OTHER, SECOND, SITE, THIRD, Office, Seen, lying_at
from played_county import COST, PIN, ROUND, Clock, County, in_field
from scored_form import counted_form

from inspector.actions import dispatching, handing_on, opening
from inspector.actions.forms import POLICY, document_of, policy_of
from inspector.actions.recalling_problems import problems_of
from inspector.actions.repairing import repair_lines
from inspector.domain.canonical import Tree
from inspector.domain.finding import Finding, Outcome
from inspector.domain.ids import Digest, RoundId
from inspector.domain.problem import LONGEST_FACT
from inspector.domain.reading import mapping
from inspector.domain.rectifying import problem_number
from inspector.domain.rubric import Deduct
from inspector.domain.rules import worst_entry
from inspector.domain.visit import Entry, ItemEntry, Reason, ZeroCase


@pytest.fixture
def office(county: County) -> Iterator[Office]:
    with lying_at(county) as found:
        yield found


def test_what_stands_is_handed_on_with_round_and_deadline(office: Office) -> None:
    office.took(Seen(), office.faults(0, 2))
    first, second = office.points[0], office.points[2]
    assert [(one.checkpoint, one.fact) for one in office.problems()] == [
        (first, f"毛病{first}"),
        (second, f"毛病{second}"),
    ]
    (one, _two) = office.problems()
    assert (one.site, one.item, one.round) == (SITE, office.item(first), ROUND)
    assert one.deadline == "限期整改"
    assert office.open(before=ROUND) == [], "a round does not hand on to itself"
    assert office.open(before=RoundId("not planned yet")) == [first, second]


def test_a_zero_case_has_a_deadline_of_its_own(office: Office) -> None:
    item = next(one for one in office.rubric.items() if one.zero_if)
    counted = counted_form(office.rubric, {})
    case = ZeroCase(condition=item.zero_if[0], basis="通报")
    office.take(Seen(), {**counted, item.code: replace(counted[item.code], zero=case)})
    (problem,) = office.problems()
    assert (problem.item, problem.checkpoint) == (item.code, None)
    assert problem.deadline == "立行立改"


def test_the_latest_visit_that_answered_decides(office: Office) -> None:
    office.took(Seen(), office.faults(0, 1))
    office.took(Seen(round=SECOND, day=30, team="T02"), office.faults(1, 2))
    assert office.open() == office.points[1:]
    assert [one.round for one in office.problems()] == [ROUND, SECOND], "since when each stands"
    assert office.open(before=SECOND) == office.points[:2]


NEVER = RoundId("2027-02")
"""A round that nobody planned: all others are before it."""


def test_what_is_handed_on_bears_the_number_of_the_ledger(office: Office) -> None:
    seen = {
        SITE: ((0, 1), (0, 2), (0, 1, 2)),  # for three rounds, put right between, for two
        OTHER: ((0, 1), (0, 1), (1,)),
    }
    for at, round_id in enumerate((ROUND, SECOND, THIRD)):
        for site, faults in seen.items():
            office.took(Seen(round=round_id, day=30 * at, site=site), office.faults(*faults[at]))
    open_ = [line.repair for line in repair_lines(office.desk, THIRD) if line.repair.open]
    handed = office.problems(before=NEVER)
    assert {one.number for one in open_} == {
        problem_number(one.round, one.site, (one.item, one.checkpoint)) for one in handed
    }
    assert [one.round for one in handed] == [ROUND, THIRD, SECOND, ROUND]


def test_the_time_of_the_seal_decides_though_its_round_is_the_earlier_one(office: Office) -> None:
    office.took(Seen(round=SECOND, day=30), office.faults(0))
    office.took(Seen(day=31), office.faults(1))
    (handed,) = office.problems()
    (repair,) = [line.repair for line in repair_lines(office.desk, THIRD) if line.repair.open]
    assert (handed.checkpoint, handed.round) == (repair.checkpoint, repair.round)
    assert (repair.checkpoint, repair.round) == (office.points[1], ROUND)


def test_a_visit_of_a_few_items_hides_nothing_of_the_one_before(office: Office) -> None:
    office.took(Seen(), office.faults(0, 1, 2))
    first, second, third = office.points
    whole = counted_form(office.rubric, {})
    blank = Entry(note="没看")
    part = whole[office.item(second)]
    skipped = replace(part, entries={**part.entries, second: blank})
    spot = {office.item(first): whole[office.item(first)], office.item(second): skipped}
    office.take(Seen(round=SECOND, kind="spot", day=30), spot)
    assert office.open() == [second, third]


def test_within_a_round_the_later_seal_decides(office: Office) -> None:
    office.took(Seen(day=2), office.faults(0))
    office.took(Seen(kind="recheck", day=9, team="T03"), office.faults(1))
    assert office.open() == office.points[1:2]


def test_what_does_not_apply_any_more_is_no_problem(office: Office) -> None:
    office.took(Seen(), office.faults(0))
    counted = counted_form(office.rubric, {})
    item = office.item(office.points[0])
    counted[item] = ItemEntry(na="没有这项工作")
    office.take(Seen(round=SECOND, day=30), counted)
    assert office.open() == []


def test_only_the_kinds_of_the_policy_hand_on(office: Office) -> None:
    office.took(Seen(kind="unannounced"), office.faults(0))
    assert office.open() == []
    with office.desk.store.unit() as unit:
        policy = policy_of(unit)
        tree: dict[str, Tree] = {**policy.tree, "version": "2"}
        rules = mapping(policy.tree, "rectification")
        tree["rectification"] = {key: rules[key] for key in rules if key != "problems_of"}
        unit.documents.put(document_of(POLICY, tree))
        unit.commit()
    assert office.open() == office.points[:1], "without a list every scored kind does"


def test_a_return_visit_ends_what_was_put_right(office: Office) -> None:
    office.took(Seen(), office.faults(0, 1))
    problems = office.problems()
    back = office.take(Seen(round=SECOND, kind="revisit", day=30), {})
    with office.desk.store.unit() as unit:
        found = [
            Finding(n=number, item=one.item, problem=one.words, outcome=outcome)
            for number, (one, outcome) in enumerate(
                zip(problems, (Outcome.FIXED, Outcome.PARTLY), strict=True), start=1
            )
        ]
        unit.visits.project(replace(back, sealing=None), {}, (), ())
        unit.findings.replace(back.key.uid, found)
        sealing = back.sealing
        assert sealing is not None
        unit.visits.seal(back.key.uid, sealing)
        unit.commit()
    assert office.open() == office.points[1:2]
    office.took(Seen(round=SECOND, day=40), office.faults(0))
    assert office.open() == office.points[:1], "found anew after it was put right"
    assert [one.round for one in office.problems()] == [SECOND], "and is another problem now"


def test_what_nobody_ruled_on_is_left_out(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    visit = office.took(Seen(), office.faults(0, 1))
    with office.desk.store.unit() as unit:
        unit.visits.flag(visit.key.uid, ["conflict"])
        unit.commit()
    clash = SimpleNamespace(item=office.item(office.points[0]))
    monkeypatch.setattr(handing_on, "recorded_visit", lambda *_: SimpleNamespace(clashes=(clash,)))
    assert office.open() == office.points[1:2]


def test_the_visit_of_a_team_that_was_passed_over_is_not_handed_on(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = office.took(Seen(), office.faults(0))
    monkeypatch.setattr(handing_on, "passed_over", lambda *_: frozenset({visit.key.uid}))
    assert office.open() == []


def test_visits_that_fit_no_form_stand_for_nothing(office: Office) -> None:
    office.took(Seen(), office.faults(0))
    office.took(Seen(round=SECOND, day=30, digest=Digest("cd" * 32)), {})
    level = next(
        point.code
        for item in office.rubric.items()
        for point in item.checkpoints
        if not isinstance(point.rule, Deduct)
    )
    office.took(Seen(round=SECOND, day=31, team="T03"), {level: Entry(defects=1)})
    assert office.open() == office.points[:1]


def test_long_words_are_cut(office: Office) -> None:
    code = office.points[0]
    reasons = (Reason(text="很长的原因" * 60),)
    office.took(Seen(), {code: Entry(defects=1, reasons=reasons)})
    (problem,) = office.problems()
    assert len(problem.fact) == LONGEST_FACT
    assert problem.fact.endswith("…")


def test_problems_travel_in_the_dispatch_and_stay_small(county: County, office: Office) -> None:
    worst = {
        point.code: worst_entry(point)
        for item in office.rubric.items()
        for point in item.checkpoints
    }
    with_reasons = {
        code: replace(entry, reasons=(Reason(text="柴草乱堆、线缆乱拉", count=2),))
        for code, entry in worst.items()
    }
    for site in (SITE, OTHER):
        office.took(Seen(site=site), with_reasons)
    handed = {one.team: one for one in dispatching.dispatch(office.desk, SECOND, county.stick)}
    before = {team: one.size for team, one in county.handed.items()}  # two sites a team as well
    grown = {team: one.size - before[str(team)] for team, one in handed.items()}
    team = max(grown, key=lambda one: grown[one])
    assert 0 < grown[team] < 2 * len(worst) * 250, "at most 250 bytes a problem"
    one = handed[team]
    laptop = county.root / "later"
    opening.open_dispatch(
        laptop, opening.HandedOut(package=one.path, code=one.code), PIN, clock=Clock(), cost=COST
    )
    expected = office.problems(before=SECOND)
    assert len(expected) == 2 * len(worst)
    with in_field(laptop) as desk, desk.store.reading() as reading:
        assert reading.problems.of_site(SITE) == expected[: len(worst)]
        assert reading.problems.counts() == {SITE: len(worst), OTHER: len(worst)}
        by_item = problems_of(reading, SITE)
    assert list(by_item) == [item.code for item in office.rubric.items()]
    assert sum(map(len, by_item.values())) == len(worst)
