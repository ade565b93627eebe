"""Objections 异议 of a village: until when they are taken, and until when they are decided.

Source: policy.yaml, "objection".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from inspector.domain import reading
from inspector.domain.policy import Policy

SATURDAY = 5
"""Of ``date.weekday``: it and the day after are no workdays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionRules:
    """Workdays that a village has after 定稿, and that the office has after an objection."""

    window: int = 3
    decide: int = 5
    who: str = "村（社区）申请、乡镇（街道）签署意见、县考评办裁定"


def objection_rules(policy: Policy) -> ObjectionRules:
    """Read the policy's rules of objections; what it does not say has the usual value.

    Raises:
        BadTree: A value is of another kind.
    """
    tree, usual = reading.mapping(policy.tree, "objection"), ObjectionRules()
    window, decide = (tree.get(key) for key in ("window_workdays", "decide_workdays"))
    return ObjectionRules(
        window=usual.window if window is None else reading.whole(window),
        decide=usual.decide if decide is None else reading.whole(decide),
        who=reading.text(tree, "who", usual.who),
    )


def workdays_after(day: date, count: int) -> date:
    """Return the day ``count`` workdays later; Monday to Friday, since no holidays are known."""
    while count > 0:
        day += timedelta(days=1)
        count -= day.weekday() < SATURDAY
    return day
