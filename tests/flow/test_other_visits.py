"""Visits of other kinds, from the plan to the office: what each gives, and that none ranks."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from played_county import COST, PIN, Clock, County, at_office, draw_photo, in_field, print_papers

from inspector.actions import (
    covering,
    dispatching,
    examining,
    opening,
    planning,
    printing,
    ranking,
    receiving,
    results,
    scoring,
    sealing,
    sending,
    starting,
    surveying,
)
from inspector.actions.desk import Desk
from inspector.actions.inventing import invent
from inspector.domain.finding import Finding, Outcome
from inspector.domain.ids import RoundId, SiteCode
from inspector.domain.scorecard import StarState
from inspector.domain.team import Pattern


def laptop_of(county: County, round_name: str, kind: str, team: str = "T01") -> Path:
    """Plan a round of a kind and open one team's dispatch on a new laptop."""
    stick = county.root / f"stick-{round_name}"
    with at_office(county.office) as desk:
        planning.plan_round(desk, RoundId(round_name), Pattern.DRAW, kind=kind, seed=3)
        written = dispatching.dispatch(desk, RoundId(round_name), stick)
    sent = {str(one.team): one for one in written}
    handed = opening.HandedOut(package=sent[team].path, code=sent[team].code)
    made = county.root / round_name
    opening.open_dispatch(made, handed, PIN, clock=Clock(), cost=COST)
    return made


def first_site(desk: Desk) -> SiteCode:
    with desk.store.reading() as reading:
        return reading.visits.lines()[0].key.site


def sound(desk: Desk) -> str:
    return next(str(one.state) for one in examining.examine(desk) if one.name == "重算")


def test_a_records_visit_is_scored_out_of_what_it_asks(county: County) -> None:
    laptop = laptop_of(county, "2026-12", "资料调阅")
    with in_field(laptop) as desk:
        visit = starting.start(desk, first_site(desk), "records")
        assert visit.rubric.steps != visit.form.steps
        scoring.put_items(desk, visit, invent(visit.rubric, Random(4), care=0.7))
        sealed = sealing.seal_site(desk, visit.line.site.code)
        assert 0 < sealed.points <= sealed.max < visit.form.total_max
        assert sealed.level_name == "不评星级"
        package = sending.export(desk, county.root / "back").path
    with at_office(county.office) as desk:
        assert not receiving.take_in(desk, [package])[0].refused
        with desk.store.reading() as reading:
            line = reading.visits.line(visit.uid)
            here = scoring.load_visit(reading, visit.uid)
        assert line is not None
        assert (line.flags, line.steps) == (frozenset(), ("check",))
        assert line.totals is not None
        assert (line.totals.points, line.totals.max) == (sealed.points, sealed.max)
        assert {star.state for star in here.card().stars} == {StarState.NOT_RATED}
        assert sound(desk) == "well"
        with pytest.raises(results.NothingToRank):
            ranking.rank(desk, RoundId("2026-12"))
        assert covering.coverage(desk, RoundId("2026-12")).received == 1
        assert printing.sheet_pdf(desk, visit.uid).startswith(b"%PDF")


def test_a_survey_brings_findings_and_photos_home(county: County) -> None:
    laptop = laptop_of(county, "2026-12", "survey")
    with in_field(laptop) as desk:
        visit = starting.start(desk, first_site(desk))
        finding = Finding(n=0, fact="饮水要到村外挑", cause="主管道老化", proposal="列入明年项目")
        kept = surveying.put_finding(desk, visit, finding)
        surveying.attach(desk, visit, kept.n, [draw_photo(county.root / "a.jpg")])
        spot = starting.start(desk, visit.line.site.code, "临时抽查")
        surveying.find_nothing(desk, spot)
        said = surveying.findings_of(desk, visit)
        for one in (visit, spot):
            sealing.seal(desk, one)
        package = sending.export(desk, county.root / "back").path
    with at_office(county.office) as desk:
        assert not receiving.take_in(desk, [package])[0].refused
        with desk.store.reading() as reading:
            assert reading.findings.of_visit(visit.uid) == said
            (nothing,) = reading.findings.of_visit(spot.uid)
            assert nothing.outcome is Outcome.NOTHING
            for one in (visit, spot):
                line = reading.visits.line(one.uid)
                assert line is not None
                assert (line.flags, str(line.state)) == (frozenset(), "sealed")
            assert len(reading.evidence.of_visit(visit.uid)) == 1
            seal = reading.visits.one(visit.uid)
        assert seal is not None
        assert seal.sealing is not None
        papers = print_papers(desk, "score-sheet", county.root / "paper")
        assert len({path.name for path in papers}) == 2, "two visits of one site, two papers"
        earlier = printing.earlier_sheet(desk, seal.sealing.digest[:12], county.root / "x.pdf")
        assert earlier.read_bytes() in [path.read_bytes() for path in papers]
        assert sound(desk) == "well"
        with pytest.raises(results.NothingToRank):
            ranking.rank(desk, RoundId("2026-12"))
