"""整改: a problem keeps its number, and ends when somebody saw it put right."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import cast

import pytest

from inspector.domain.finding import Finding, Outcome
from inspector.domain.ids import CheckpointCode, ItemCode, RoundId, SiteCode, TeamId
from inspector.domain.policy import Policy
from inspector.domain.problem import LONGEST_FACT, Fact, handed_fact
from inspector.domain.reading import BadTree
from inspector.domain.rectifying import (
    FOUND_AGAIN,
    FOUND_ANEW,
    NOT_FOUND,
    REPAIR_WORDS,
    Look,
    Repair,
    RepairRules,
    RepairState,
    repair_rules,
    repairs_of,
)

SITE = SiteCode("419924100217")
ITEM, POINT = ItemCode("ST-2"), CheckpointCode("ST-2.1")
RULES = RepairRules(days={"限期整改": 15}, zero_class="立行立改", other_class="限期整改")
FIRST, LATER, DUE, LATE = (date(2026, 11, day) for day in (3, 9, 18, 19))


def fact(words: str = "垃圾外溢", *, zero: bool = False) -> Fact:
    return Fact(item=ITEM, checkpoint=None if zero else POINT, words=words)


def look(day: date, *facts: Fact, team: str = "T01", number: str = "2026-11") -> Look:
    spots = {(one.item, one.checkpoint) for one in facts}
    return Look(
        round=RoundId(number),
        team=TeamId(team),
        day=day,
        facts=facts,
        answered=frozenset({(ITEM, POINT), (ITEM, None)} | spots),
    )


def back(day: date, outcome: Outcome, problem: str, said: str = "") -> Look:
    finding = Finding(n=1, outcome=outcome, item=ITEM, problem=problem, fact=said)
    return Look(round=RoundId("2026-12"), team=TeamId("T02"), day=day, returned=(finding,))


def only(*looks: Look, today: date = LATER) -> Repair:
    (repair,) = repairs_of(SITE, looks, RULES, today)
    return repair


def test_a_problem_has_a_number_of_its_own_and_a_deadline() -> None:
    repair = only(look(FIRST, fact()))
    assert repair.number == "2026-11-100217-ST-2.1"
    assert (repair.found, repair.due, repair.deadline) == (FIRST, DUE, "限期整改")
    assert (repair.state, repair.result, repair.open) == (RepairState.WAITING, "", True)


def test_a_zero_case_has_its_own_class_and_no_days_where_the_county_gave_none() -> None:
    repair = only(look(FIRST, fact(zero=True)), today=date(2030, 1, 1))
    assert repair.number.endswith("-ST-2")
    assert (repair.deadline, repair.due, repair.state) == ("立行立改", None, RepairState.WAITING)


@pytest.mark.parametrize(
    ("today", "state"), [(DUE, RepairState.WAITING), (LATE, RepairState.OVERDUE)]
)
def test_the_last_day_of_the_deadline_is_in_time(today: date, state: RepairState) -> None:
    assert only(look(FIRST, fact()), today=today).state is state


def test_a_later_visit_that_finds_nothing_there_ends_it() -> None:
    repair = only(look(FIRST, fact()), look(LATER, team="T02"), today=LATE)
    assert (repair.state, repair.result, repair.result_day) == (
        RepairState.CLOSED,
        NOT_FOUND,
        LATER,
    )
    assert not repair.open


def test_a_later_visit_that_did_not_look_there_says_nothing() -> None:
    silent = Look(round=RoundId("2026-12"), team=TeamId("T02"), day=LATER)
    assert only(look(FIRST, fact()), silent).result == ""


def test_found_again_it_keeps_number_and_deadline_and_takes_the_new_words() -> None:
    again = look(LATER, fact("还是外溢"), number="2026-12")
    repair = only(look(FIRST, fact()), again)
    assert (repair.number, repair.due) == ("2026-11-100217-ST-2.1", DUE)
    assert (repair.fact, repair.result, repair.result_day) == ("还是外溢", FOUND_AGAIN, LATER)


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (Outcome.FIXED, RepairState.CLOSED),
        (Outcome.PARTLY, RepairState.PARTLY),
        (Outcome.NOT_FIXED, RepairState.SENT_BACK),
    ],
)
def test_a_return_visit_says_what_became_of_it(outcome: Outcome, state: RepairState) -> None:
    repair = only(look(FIRST, fact()), back(LATER, outcome, "ST-2.1 垃圾外溢", "看过现场"))
    assert repair.state is state
    assert repair.result.endswith("：看过现场")
    assert only(look(FIRST, fact()), back(LATER, outcome, "ST-2.1 垃圾外溢")).result[-1] != "："


def test_what_was_only_partly_done_is_overdue_after_the_deadline() -> None:
    partly = back(LATER, Outcome.PARTLY, "ST-2.1 垃圾外溢")
    assert only(look(FIRST, fact()), partly, today=LATE).state is RepairState.OVERDUE


@pytest.mark.parametrize(
    "problem", ["ST-2.1 别的问题", "ST-2.2 垃圾外溢", "垃圾外溢"], ids=["fact", "point", "bare"]
)
def test_a_return_visit_speaks_of_the_problem_it_names_and_of_no_other(problem: str) -> None:
    assert only(look(FIRST, fact()), back(LATER, Outcome.FIXED, problem)).open


def test_a_finding_that_is_no_answer_changes_nothing() -> None:
    assert only(look(FIRST, fact()), back(LATER, Outcome.FOUND, "ST-2.1 垃圾外溢")).result == ""


def test_a_long_fact_is_known_again_by_the_words_that_were_handed_on() -> None:
    long = "长" * (LONGEST_FACT + 5)
    assert len(handed_fact(long)) == LONGEST_FACT
    repair = only(
        look(FIRST, fact(long)), back(LATER, Outcome.FIXED, f"ST-2.1 {handed_fact(long)}")
    )
    assert not repair.open


def test_put_right_and_found_anew_are_two_problems_in_two_rounds() -> None:
    looks = (look(FIRST, fact()), look(LATER), look(DUE, fact(), number="2026-12"))
    first, second = repairs_of(SITE, looks, RULES, DUE)
    assert (first.open, second.open) == (False, True)
    assert first.number == "2026-11-100217-ST-2.1"
    assert (second.number, second.found) == ("2026-12-100217-ST-2.1", DUE)


def test_put_right_and_found_anew_in_one_round_it_is_the_same_with_a_new_deadline() -> None:
    looks = (look(FIRST, fact()), look(LATER), look(DUE, fact("又有了"), team="T03"))
    repair = only(*looks, today=DUE)
    assert repair.number == "2026-11-100217-ST-2.1"
    assert (repair.state, repair.fact, repair.team) == (RepairState.WAITING, "又有了", "T03")
    assert (repair.found, repair.due) == (DUE, date(2026, 12, 3))
    assert (repair.result, repair.result_day) == (FOUND_ANEW, DUE)
    again = only(*looks, look(LATE, fact(), number="2026-12"), today=LATE)
    assert (again.number, again.result) == (repair.number, FOUND_AGAIN)


def test_every_state_has_its_word() -> None:
    assert set(REPAIR_WORDS) == set(RepairState)


def policy(rectification: object) -> Policy:
    problems = SimpleNamespace(zero_deadline="立行立改", deadline="限期整改")
    tree = {} if rectification is None else {"rectification": rectification}
    return cast("Policy", SimpleNamespace(tree=tree, problems=problems))


def test_deadlines_are_read_as_pairs_or_as_a_mapping() -> None:
    for days in ({"限期整改": 15}, [["限期整改", 15]]):
        assert repair_rules(policy({"deadlines_days": days})).days == {"限期整改": 15}
    assert repair_rules(policy(None)).days == {}
    with pytest.raises(BadTree):
        repair_rules(policy({"deadlines_days": [["限期整改"]]}))
