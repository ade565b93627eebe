"""A round of rechecks on a small county: planned, and one site of it scored again."""

from __future__ import annotations

from random import Random

from played_county import COST, PIN, ROUND, Clock, County, at_office, in_field

from inspector.actions import (
    dispatching,
    opening,
    receiving,
    rechecks,
    scoring,
    sealing,
    sending,
    starting,
)
from inspector.actions.desk import Desk
from inspector.actions.inventing import invent
from inspector.domain.ids import RoundId, SiteCode

AGAIN = RoundId("2026-11-F")


def plan(desk: Desk, name: RoundId = AGAIN) -> rechecks.RecheckPlan:
    """Draw the sample of the county's round."""
    return rechecks.plan_rechecks(desk, name, ROUND, seed=7)


def look_again(county: County, *, care: float, seed: int = 9, planned: bool = False) -> SiteCode:
    """Let one of the other teams score a site again and hand it in; return which."""
    with at_office(county.office) as desk:
        if not planned:
            plan(desk)
        one = dispatching.dispatch(desk, AGAIN, county.root / "again")[0]
    made = county.root / "recheck"
    handed = opening.HandedOut(package=one.path, code=one.code)
    opening.open_dispatch(made, handed, PIN, clock=Clock(), cost=COST)
    with in_field(made) as desk:
        with desk.store.reading() as reading:
            site = reading.visits.lines()[0].key.site
        visit = starting.start(desk, site, "复核")
        scoring.put_items(desk, visit, invent(visit.rubric, Random(seed), care=care))
        sealing.seal_site(desk, site)
        package = sending.export(desk, county.root / "back").path
    with at_office(county.office) as desk:
        assert not receiving.take_in(desk, [package])[0].refused
    return site
