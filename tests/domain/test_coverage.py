"""Coverage names what is missing, and counts every planned visit once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.domain.coverage import CoverageState, Received, cover
from inspector.domain.ids import RoundId, RubricId, SiteCode, TeamId, TownshipCode
from inspector.domain.site import Site
from inspector.domain.team import Assignment
from inspector.domain.visit import VisitKey


def key(site: str, team: str = "T01") -> VisitKey:
    return VisitKey(round=RoundId("2026-11"), kind="cross", site=SiteCode(site), team=TeamId(team))


def planned(*sites: str, team: str = "T01") -> list[Assignment]:
    return [Assignment(visit=key(site, team), order=n) for n, site in enumerate(sites, 1)]


def county(*sites: str) -> list[Site]:
    return [
        Site(code=SiteCode(site), name=site, township=TownshipCode(site[:3]),
             rubric=RubricId("rural"))
        for site in sites
    ]  # fmt: skip


SITES = ("001a", "001b", "002a", "002b", "002c")


def test_every_planned_visit_that_came_in_is_covered() -> None:
    here = [Received(visit=key(site), sealed=True) for site in SITES]
    coverage = cover(planned(*SITES), here, county(*SITES))
    assert (coverage.planned, coverage.received, coverage.complete) == (5, 5, True)
    assert (coverage.gaps, coverage.doubles, coverage.unplanned) == ((), (), ())


def test_gaps_are_named_by_township_and_team() -> None:
    plan = [*planned("002c", "001a", "001b", "002a"), *planned("002b", team="T02")]
    coverage = cover(plan, [Received(visit=key("001a"), sealed=True)], county(*SITES))
    assert [(gap.township, gap.team, gap.sites) for gap in coverage.gaps] == [
        ("001", "T01", ("001b",)),
        ("002", "T01", ("002a", "002c")),
        ("002", "T02", ("002b",)),
    ]
    assert [row.visit.site for row in coverage.rows] == list(SITES)
    assert coverage.received == 1


@pytest.mark.parametrize(
    ("held", "state"),
    [
        (Received(visit=key("001a"), sealed=True), CoverageState.RECEIVED),
        (Received(visit=key("001a"), sealed=False), CoverageState.MISSING),
        (Received(visit=key("001a"), sealed=True, photos_missing=2), CoverageState.PHOTOS),
        (Received(visit=key("001a"), sealed=True, conflict=True), CoverageState.CONFLICT),
        (Received(visit=key("001a"), sealed=True, returned=True), CoverageState.RETURNED),
    ],
)
def test_each_visit_is_in_one_state(held: Received, state: CoverageState) -> None:
    coverage = cover(planned("001a"), [held], county("001a"))
    assert coverage.rows[0].state is state
    assert coverage.rows[0].photos_missing == held.photos_missing
    assert coverage.complete is (state is CoverageState.RECEIVED)
    assert len(coverage.conflicts) == int(held.conflict)


def test_two_teams_at_one_site_are_named_and_the_unplanned_one_too() -> None:
    here = [
        Received(visit=key("001a", "T02"), sealed=True),
        Received(visit=key("001a"), sealed=True),
        Received(visit=replace(key("001a", "T03"), kind="recheck"), sealed=True),
    ]
    coverage = cover(planned("001a"), here, county("001a"))
    assert [(double.site, double.teams) for double in coverage.doubles] == [
        ("001a", ("T01", "T02"))
    ]
    assert [visit.team for visit in coverage.unplanned] == ["T02", "T03"]


def test_a_planned_site_that_nobody_knows_is_a_bug() -> None:
    with pytest.raises(KeyError):
        cover(planned("001a"), [], [])


@given(
    st.lists(
        st.builds(
            Received,
            visit=st.builds(key, st.sampled_from(SITES), st.sampled_from(["T01", "T02"])),
            sealed=st.booleans(),
            photos_missing=st.integers(0, 2),
            conflict=st.booleans(),
            returned=st.booleans(),
        ),
        unique_by=lambda one: one.visit.uid,
    )
)
def test_the_states_sum_up_to_what_was_planned(here: list[Received]) -> None:
    coverage = cover(planned(*SITES), here, county(*SITES))
    assert sum(coverage.count(state) for state in CoverageState) == coverage.planned
    owed = sum(len(gap.sites) for gap in coverage.gaps)
    assert coverage.received + owed == coverage.planned
