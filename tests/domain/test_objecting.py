"""Deadlines of objections: workdays, from Monday to Friday."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import cast

import pytest

from inspector.domain.objecting import ObjectionRules, objection_rules, workdays_after
from inspector.domain.policy import Policy


@pytest.mark.parametrize(
    ("day", "count", "until"),
    [
        (date(2026, 11, 3), 3, date(2026, 11, 6)),  # Tuesday to Friday
        (date(2026, 11, 3), 5, date(2026, 11, 10)),  # over a weekend
        (date(2026, 11, 6), 1, date(2026, 11, 9)),  # Friday to Monday
        (date(2026, 11, 7), 1, date(2026, 11, 9)),  # a Saturday
        (date(2026, 11, 8), 10, date(2026, 11, 20)),
        (date(2026, 12, 31), 1, date(2027, 1, 1)),  # no holidays are known
        (date(2026, 11, 7), 0, date(2026, 11, 7)),
    ],
)
def test_weekends_are_no_workdays(day: date, count: int, until: date) -> None:
    assert workdays_after(day, count) == until


def test_the_policy_says_how_long() -> None:
    def rules(**said: int | str) -> ObjectionRules:
        tree = {"objection": said} if said else {}
        return objection_rules(cast("Policy", SimpleNamespace(tree=tree)))

    assert rules() == ObjectionRules(window=3, decide=5)
    assert rules(window_workdays=0, decide_workdays=7, who="县里定") == ObjectionRules(
        window=0, decide=7, who="县里定"
    )
