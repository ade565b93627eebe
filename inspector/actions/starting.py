"""Which visits a team may begin at a site: what it was sent to do, and what its policy allows.

A dispatch gives planned visits; of the kinds that the policy calls ``unplanned`` (四不两直,
整改回访, 临时抽查) a team may begin one more at any of its sites. A second one of a kind has the
next ordinal, so both are kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from inspector.actions import keys
from inspector.actions.desk import Desk
from inspector.actions.finding import place_of
from inspector.actions.forms import policy_of, rubric_of_id
from inspector.actions.scoring import (
    NotAssigned,
    NotOpened,
    OpenVisit,
    kind_of,
    open_key,
    open_visit,
)
from inspector.domain.errors import InspectorError
from inspector.domain.ids import SiteCode, TeamId
from inspector.domain.narrowing import narrow
from inspector.domain.policy import Policy, VisitKind
from inspector.domain.stars import asked_words
from inspector.domain.visit import VisitKey, VisitState
from inspector.store.unit import Reading

_FIRST = {VisitState.OPEN: 0, VisitState.PLANNED: 1, VisitState.SEALED: 2}


class KindNotAllowed(InspectorError):
    """The team was not sent to do such a visit, and may not begin one by itself."""

    code: ClassVar[str] = "S206"
    what: ClassVar[str] = "{place} 不能开始“{kind}”：没有分派给本组，考评规则也没有放开。"
    next_step: ClassVar[str] = "可以开始的有：{allowed}。确需做的，请县办重新下发。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One visit that the team may open at a site."""

    key: VisitKey
    place: str
    kind: VisitKind
    state: VisitState
    planned: bool
    """It stands in the dispatch, or was begun already."""
    asks: str
    """What it asks of the form, in words."""


def choices(desk: Desk, site: SiteCode) -> tuple[Choice, ...]:
    """Return what the team may open at a site: its own visits first, then what it may begin.

    Empty if the site is none of the team's.
    """
    with desk.store.reading() as reading:
        return tuple(_choices(reading, site))


def start(desk: Desk, site: SiteCode, kind: str = "") -> OpenVisit:
    """Open a visit of a kind at a site, and begin it if nobody has.

    Of several, the one that is open, else one that is planned, else a new one where the policy
    lets the team begin it; a sealed visit opens as it is if there is nothing else.

    Args:
        desk: A team's desk.
        site: One of the team's sites.
        kind: The kind's id or name; empty for the first that the dispatch gives.

    Raises:
        NotAssigned: The site is none of the team's.
        KindNotAllowed: The team has no such visit there and may not begin one.
        Recused: A member of the team must keep away from the site.
        FormMissing: The folder does not hold the site's rubric.
    """
    if not kind:
        return open_visit(desk, site)
    fitting, _place = _fitting(desk, site, kind)
    return open_key(desk, min(fitting, key=_order).key)


def opened(desk: Desk, site: SiteCode, kind: str = "") -> OpenVisit:
    """Open a visit of a kind as :func:`start`, but begin none that was not planned.

    Raises:
        NotOpened: Nobody has begun such a visit.
        NotAssigned, KindNotAllowed, Recused, FormMissing: As there.
    """
    if not kind:
        return open_visit(desk, site)
    fitting, place = _fitting(desk, site, kind)
    begun = [one for one in fitting if one.planned]
    if not begun:
        raise NotOpened(place=f"{place} {fitting[0].kind.name}")
    return open_key(desk, min(begun, key=_order).key)


def _fitting(desk: Desk, site: SiteCode, kind: str) -> tuple[list[Choice], str]:
    with desk.store.reading() as reading:
        line = reading.sites.one(site)
        place = place_of(line) if line is not None else site
        found = tuple(_choices(reading, site))
    if not found:
        raise NotAssigned(place=place)
    fitting = [one for one in found if kind in (one.kind.id, one.kind.name)]
    if not fitting:
        allowed = "、".join(dict.fromkeys(one.kind.name for one in found))
        raise KindNotAllowed(place=place, kind=kind, allowed=allowed)
    return fitting, place


def _order(choice: Choice) -> tuple[int, bool, int]:
    return _FIRST[choice.state], not choice.planned, -choice.key.ordinal


def _choices(reading: Reading, site: SiteCode) -> Iterator[Choice]:
    round_ = reading.rounds.latest()
    team = TeamId(reading.meta.get(keys.TEAM) or "")
    if round_ is None:
        return
    policy = policy_of(reading)
    line = reading.sites.one(site)
    own = [one for one in reading.visits.lines(round_.id, team) if one.key.site == site]
    if not own or line is None:
        return
    form, place = rubric_of_id(reading, line.site.rubric), place_of(line)
    for one in own:
        kind = kind_of(policy, one.key)
        asks = asked_words(narrow(form, kind.asked(form)))
        yield Choice(key=one.key, place=place, kind=kind, state=one.state, planned=True, asks=asks)
    begun = [one.key for one in own if one.state is not VisitState.SEALED]
    for kind in _free(policy):
        if kind.id in [key.kind for key in begun]:
            continue  # finish that one first
        last = max((one.key.ordinal for one in own if one.key.kind == kind.id), default=0)
        key = VisitKey(round=round_.id, kind=kind.id, site=site, team=team, ordinal=last + 1)
        asks = asked_words(narrow(form, kind.asked(form)))
        state = VisitState.PLANNED
        yield Choice(key=key, place=place, kind=kind, state=state, planned=False, asks=asks)


def _free(policy: Policy) -> Iterator[VisitKind]:
    return (kind for kind in policy.visit_kinds if kind.unplanned)
