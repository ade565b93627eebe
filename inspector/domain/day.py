"""A team's day 今日: which of its visits are today's, in which order, and who is there.

Unless the team changes it, today's are the visits that were sealed today, those that were begun
and are not sealed, and the next ones of the road, as many as the policy expects in a day.

Source: policy.yaml, ``cross_inspection.villages_per_day``; ui.md §3.1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from inspector.domain.ids import PersonId, VisitUid
from inspector.domain.visit import VisitState


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPlan:
    """What the team itself chose for one day. ``visits`` is None while it chose nothing."""

    visits: tuple[VisitUid, ...] | None = None
    absent: frozenset[PersonId] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One visit of the road, as far as a day's list depends on it."""

    uid: VisitUid
    state: VisitState
    sealed_today: bool = False

    @property
    def touched(self) -> bool:
        """True if it belongs to today whatever was chosen."""
        return self.sealed_today or self.state not in (VisitState.PLANNED, VisitState.SEALED)


def visits_of_day(road: Sequence[Stop], plan: DayPlan, daily: int) -> tuple[VisitUid, ...]:
    """Return today's visits in their order; ``road`` is the team's, ``daily`` the policy's."""
    there = {stop.uid for stop in road}
    if plan.visits is not None:
        chosen = [uid for uid in plan.visits if uid in there]
        more = [stop.uid for stop in road if stop.touched and stop.uid not in set(chosen)]
        return (*chosen, *more)
    room = daily - sum(stop.touched for stop in road)
    waiting = [stop.uid for stop in road if stop.state is VisitState.PLANNED]
    today = {stop.uid for stop in road if stop.touched} | set(waiting[: max(room, 0)])
    return tuple(stop.uid for stop in road if stop.uid in today)


def moved(shown: Sequence[VisitUid], uid: VisitUid, by: int) -> tuple[VisitUid, ...]:
    """Return the list with one visit ``by`` places further down; at an end it stays."""
    place = shown.index(uid)
    rest = [one for one in shown if one != uid]
    rest.insert(min(max(place + by, 0), len(rest)), uid)
    return tuple(rest)
