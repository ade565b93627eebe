"""Two teams on one site: both stay, and a named person says whose marks count."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from played_county import (
    COST,
    PIN,
    ROUND,
    Clock,
    County,
    at_office,
    count_site,
    in_field,
)

from inspector.actions import (
    adjudicating,
    covering,
    dispatching,
    opening,
    picking,
    ranking,
    sealing,
    sending,
)
from inspector.actions.desk import Desk
from inspector.actions.forms import POLICY, document_of
from inspector.domain.canonical import Tree
from inspector.domain.ids import SiteCode, TeamId
from inspector.domain.reading import mapping
from inspector.domain.team import Assignment

T01, T02, T03 = TeamId("T01"), TeamId("T02"), TeamId("T03")


@pytest.fixture
def site(county: County) -> SiteCode:
    """Assign the first site of T01 to T02 as well."""
    with at_office(county.office) as desk, desk.store.unit() as unit:
        round_ = unit.rounds.one(ROUND)
        assert round_ is not None
        planned = unit.rounds.assignments(ROUND)
        first = next(one for one in planned if one.visit.team == T01)
        again = Assignment(visit=replace(first.visit, team=T02), order=9)
        unit.rounds.put(round_, [*planned, again])
        unit.commit()
    return first.visit.site


@pytest.fixture
def office(county: County, site: SiteCode) -> Iterator[Desk]:
    with at_office(county.office) as desk:
        handed = {one.team: one for one in dispatching.dispatch(desk, ROUND, county.root / "out")}
    files = []
    for seed, team in enumerate((T01, T02), start=1):
        laptop = county.root / f"new{team}"
        one = handed[team]
        given = opening.HandedOut(package=one.path, code=one.code)
        opening.open_dispatch(laptop, given, PIN, clock=Clock(), cost=COST)
        with in_field(laptop) as desk:
            sealing.seal(desk, count_site(desk, site, seed))
            files.append(sending.export(desk, county.root / f"back{seed}").path)
    with at_office(county.office) as desk:
        county.accept(desk, files)
        yield desk


def points_of(desk: Desk) -> dict[TeamId, int]:
    with desk.store.reading() as reading:
        return {
            line.key.team: line.totals.points
            for line in reading.visits.lines(ROUND)
            if line.totals is not None
        }


def test_neither_counts_until_somebody_picked_one(office: Desk, site: SiteCode) -> None:
    board = ranking.provisional(office, ROUND)
    assert [(one.site, one.why) for one in board.ranking.excluded] == [(site, "double")]
    (case,) = picking.doubled_sites(office, ROUND)
    assert case.open == 1
    assert "用哪一组的" in case.disputes[0].title
    assert {side.mark: side.points for side in case.disputes[0].sides} == points_of(office)
    (open_,) = covering.coverage(office, ROUND).conflicts
    assert "T01、T02 都交了" in open_.sentence
    for team in (T02, T01):  # the second pick replaces the first
        picked = picking.pick_team(office, ROUND, site, team, by="王审定", why="原定是这一组")
        assert picked.split("/")[3] == team
        board = ranking.provisional(office, ROUND)
        assert board.ranking.excluded == ()
        assert [(one.code, one.points) for one in board.sites] == [(site, points_of(office)[team])]
        assert covering.coverage(office, ROUND).conflicts == ()
    with office.store.reading() as reading:
        assert reading.events.latest(1)[0].actor == "王审定"
    (case,) = picking.doubled_sites(office, ROUND)
    ruling = case.disputes[0].ruling
    assert ruling is not None
    assert (case.open, ruling.by, ruling.why) == (0, "王审定", "原定是这一组")
    assert "现用 T01 组的" in case.disputes[0].title


def test_a_county_may_take_the_mean(office: Desk) -> None:
    with office.store.unit() as unit:
        document = unit.documents.current(POLICY)
        assert document is not None
        tree: dict[str, Tree] = dict(document.tree())
        tree["ranking"] = {**mapping(tree, "ranking"), "two_teams": "取平均"}
        tree["version"] = "2027.1"
        unit.documents.put(document_of(POLICY, tree))
        unit.commit()
    board = ranking.provisional(office, ROUND)
    (row,) = board.ranking.sites
    both = points_of(office)
    assert picking.doubled_sites(office, ROUND) == ()
    assert row.percent * row.max == sum(both.values()) * 100
    assert covering.coverage(office, ROUND).conflicts == ()


def test_only_what_two_teams_scored_can_be_picked(office: Desk, site: SiteCode) -> None:
    with pytest.raises(adjudicating.NoRuler):
        picking.pick_team(office, ROUND, site, T01, by="", why="x")
    with pytest.raises(adjudicating.NothingToRule, match="T03"):
        picking.pick_team(office, ROUND, site, T03, by="王", why="x")
    with pytest.raises(adjudicating.NothingToRule):
        picking.pick_team(office, ROUND, SiteCode("419901200201"), T01, by="王", why="x")
