"""The joint review decides by name and document; levels follow, points and frozen rounds stay."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from played_county import ROUND, County, at_office, count_site, in_field, sites_of
from scored_form import counted_form

from inspector.actions import (
    cluing,
    denying,
    examining,
    ranking,
    receiving,
    scoring,
    sealing,
    sending,
)
from inspector.actions.denying import Decision
from inspector.actions.finding import NoSuchSite
from inspector.domain.clue import Clue
from inspector.domain.denial import Verdict
from inspector.domain.ids import RoundId, SiteCode

DECISION = Decision(
    entry="N06",
    verdict=Verdict.UPHELD,
    document="县联审〔2026〕3号",
    office="农业农村局",
    decided=date(2026, 11, 6),
    by="王审定",
)


@pytest.fixture
def office(county: County) -> Path:
    """An office that holds two sealed sites of T01, one without fault and with a clue."""
    with in_field(county.laptop) as desk:
        first, second = sites_of(desk)
        visit = scoring.open_visit(desk, first)
        scoring.put_items(desk, visit, counted_form(visit.rubric, {}))
        cluing.put_clue(desk, visit, Clue(entry="N06", what="脱贫户走访记录三个月没有"))
        sealing.seal_site(desk, first)
        sealing.seal(desk, count_site(desk, second))
        package = sending.export(desk, county.root / "back").path
    with at_office(county.office) as desk:
        receiving.take_in(desk, [package])
    return county.office


def levels(board: ranking.Board) -> dict[SiteCode, int]:
    return {line.code: line.level for line in board.sites}


def test_a_clue_is_listed_and_takes_nothing(office: Path) -> None:
    with at_office(office) as desk:
        (line,) = denying.clue_lines(desk)
        assert (line.team, line.state) == ("T01", denying.WAITING)
        assert "返贫" in line.condition
        assert denying.clue_lines(desk, RoundId("2020-01")) == ()
        assert levels(ranking.rank(desk, ROUND))[line.site] == 5


def test_an_upheld_decision_takes_a_star_and_no_points(office: Path) -> None:
    with at_office(office) as desk:
        before = ranking.rank(desk, ROUND)
        site = denying.clue_lines(desk)[0].site
        denial = denying.decide(desk, site, DECISION)
        assert denial.until == date(2027, 11, 6)
        board = ranking.rank(desk, ROUND)
        assert levels(board)[site] == 4
        assert [one.percent for one in board.sites] == [one.percent for one in before.sites]
        (note,) = [note for note in board.notes if note.startswith("负面清单")]
        assert "N06 联审通过，星级由 5 星改为 4 星" in note
        assert denying.clue_lines(desk)[0].state == "联审通过"
        frozen = ranking.rank(desk, ROUND, freeze=True, reason="试")
        assert ranking.rank(desk, ROUND).ranking == frozen.ranking
        assert all(one.state != "fault" for one in examining.examine(desk))


def test_the_worst_of_several_counts_and_a_withdrawn_one_does_not(office: Path) -> None:
    with at_office(office) as desk:
        site = denying.clue_lines(desk)[0].site
        for entry in ("N06", "N21", "N05"):
            denying.decide(desk, site, replace(DECISION, entry=entry))
        assert levels(ranking.rank(desk, ROUND))[site] == 0
        withdrawn = replace(DECISION, verdict=Verdict.WITHDRAWN, document="县联审〔2026〕4号")
        denying.decide(desk, site, replace(withdrawn, entry="N05"))
        assert levels(ranking.rank(desk, ROUND))[site] == 3
        for entry in ("N06", "N21"):
            denying.decide(desk, site, replace(withdrawn, entry=entry))
        board = ranking.rank(desk, ROUND)
        assert levels(board)[site] == 5
        assert board.ranking.denied == ()
        assert len(denying.denials_of(desk)) == 6, "nothing is ever taken out"


def test_a_frozen_round_stays_and_gets_a_note(office: Path) -> None:
    with at_office(office) as desk:
        site = denying.clue_lines(desk)[0].site
        frozen = ranking.rank(desk, ROUND, freeze=True, reason="试")
        denying.decide(desk, site, DECISION)
        board = ranking.rank(desk, ROUND)
        assert board.ranking == frozen.ranking
        assert any("加注" in note and "县联审〔2026〕3号" in note for note in board.notes)
        with desk.store.reading() as reading:
            newest = ranking.latest_edition(reading, ROUND)
            assert newest is not None
            kept = ranking.earlier_board(reading, newest)
        assert not any("加注" in note for note in kept.notes), "as it was when it was frozen"
        assert replace(kept, notes=board.notes) == board
        with pytest.raises(ranking.FrozenAlready):
            ranking.rank(desk, ROUND, freeze=True, reason="再试")
        assert levels(ranking.provisional(desk, ROUND))[site] == 5


@pytest.mark.parametrize(
    ("decision", "words"),
    [
        (replace(DECISION, document=" "), "文书或文号"),
        (replace(DECISION, office="", by=""), "认定单位、登记人"),
    ],
)
def test_a_decision_needs_its_document(office: Path, decision: Decision, words: str) -> None:
    with at_office(office) as desk, pytest.raises(denying.NoDocument, match=words):
        denying.decide(desk, "419901100201", decision)


def test_a_decision_that_fits_nothing_is_refused(office: Path) -> None:
    with at_office(office) as desk:
        with pytest.raises(denying.EntryNotForSite, match="N22"):
            denying.decide(desk, "419901100201", replace(DECISION, entry="N22"))
        with pytest.raises(denying.NothingToWithdraw):
            denying.decide(desk, "419901100201", replace(DECISION, verdict=Verdict.WITHDRAWN))
        with pytest.raises(NoSuchSite):
            denying.decide(desk, "没有的村", DECISION)
        assert denying.denials_of(desk) == ()


def test_what_is_put_off_takes_nothing_and_needs_no_document(office: Path) -> None:
    deferred = replace(DECISION, verdict=Verdict.DEFERRED, document="", office="", why="等核查")
    with at_office(office) as desk:
        site = denying.clue_lines(desk)[0].site
        with pytest.raises(denying.NoDocument, match="缓议的原因"):
            denying.decide(desk, site, replace(deferred, why=""))
        denying.decide(desk, site, deferred)
        assert denying.clue_lines(desk)[0].state == "缓议"
        assert levels(ranking.rank(desk, ROUND))[site] == 5
        denying.decide(desk, site, DECISION)
        with pytest.raises(denying.StillUpheld):
            denying.decide(desk, site, deferred)
        assert levels(ranking.rank(desk, ROUND))[site] == 4


def test_days_are_read_as_people_write_them(office: Path) -> None:
    assert denying.day_of(" ２０２６-11-06") == denying.day_of("20261106") == date(2026, 11, 6)
    with pytest.raises(denying.DayUnreadable, match="11月6日"):
        denying.day_of("11月6日")
    with at_office(office) as desk:
        site = denying.clue_lines(desk)[0].site
        with pytest.raises(denying.DayAhead, match="2026-11-09"):
            denying.decide(desk, site, replace(DECISION, decided=date(2026, 11, 9)))
        denying.decide(desk, site, replace(DECISION, decided=date(2026, 11, 8)))


def test_a_year_ends_on_a_day_that_there_is() -> None:
    assert denying.months_later(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert denying.months_later(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert denying.months_later(date(2026, 12, 5), 1) == date(2027, 1, 5)
