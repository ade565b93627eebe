"""A round of rechecks: drawn, sent to other teams, and beside the round that it looks at."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest
from played_county import COST, PIN, ROUND, Clock, County, at_office, in_field

from inspector.actions import (
    dispatching,
    opening,
    planning,
    ranking,
    receiving,
    rechecks,
    results,
    scoring,
    sealing,
    sending,
    starting,
)
from inspector.actions.desk import Desk
from inspector.actions.forms import POLICY, document_of
from inspector.actions.inventing import invent
from inspector.actions.rounds import NoSuchRound
from inspector.domain.canonical import Tree
from inspector.domain.ids import RoundId, SiteCode, TeamId
from inspector.domain.ranking import Counts, Exclusion
from inspector.domain.team import Pattern
from inspector.store.unit import Reading

AGAIN = RoundId("2026-11-F")


@pytest.fixture
def office(county: County) -> Path:
    """An office that holds two sealed sites of T01, scored without much care."""
    file = county.hand_in(county.laptop, seed=1)
    with at_office(county.office) as desk:
        receiving.take_in(desk, [file])
    return county.office


def look_again(county: County, *, care: float) -> SiteCode:
    """Let one of the other teams score a site of T01 again and hand it in; return which."""
    with at_office(county.office) as desk:
        rechecks.plan_rechecks(desk, AGAIN, ROUND, seed=7)
        sent = dispatching.dispatch(desk, AGAIN, county.root / "again")
    one = sent[0]
    made = county.root / "recheck"
    handed = opening.HandedOut(package=one.path, code=one.code)
    opening.open_dispatch(made, handed, PIN, clock=Clock(), cost=COST)
    with in_field(made) as desk:
        with desk.store.reading() as reading:
            site = reading.visits.lines()[0].key.site
            assert reading.problems.counts() == {}, "who looks again must not be led"
        visit = starting.start(desk, site, "复核")
        scoring.put_items(desk, visit, invent(visit.rubric, Random(9), care=care))
        sealing.seal_site(desk, site)
        package = sending.export(desk, county.root / "back").path
    with at_office(county.office) as desk:
        assert not receiving.take_in(desk, [package])[0].refused
    return site


def test_another_team_is_sent_to_a_sample(county: County, office: Path) -> None:
    with at_office(office) as desk:
        plan = rechecks.plan_rechecks(desk, AGAIN, ROUND, seed=7)
        assert plan == rechecks.plan_rechecks(desk, AGAIN, ROUND, seed=7)
        assert len(plan.lines) == 2
        assert {line.first for line in plan.lines} == {TeamId("T01")}
        assert TeamId("T01") not in {line.again for line in plan.lines}
        assert plan.left == ()
        kept = planning.kept_plan(desk, AGAIN)
        assert kept is not None
        assert len(kept.assignments) == 2
        assert kept.round.of == ROUND
        dispatching.dispatch(desk, AGAIN, county.root / "again")
        with pytest.raises(planning.RoundOut):
            rechecks.plan_rechecks(desk, AGAIN, ROUND)
        # the rota of the next round goes by rounds that were spread over townships
        planning.plan_round(desk, RoundId("2026-12"), Pattern.ROTATE, shift=3)


def test_what_cannot_be_looked_at_again_is_refused(county: County) -> None:
    with at_office(county.office) as desk:
        with pytest.raises(rechecks.NothingToRecheck):
            rechecks.plan_rechecks(desk, AGAIN, ROUND)
        with pytest.raises(NoSuchRound):
            rechecks.plan_rechecks(desk, AGAIN, RoundId("2020-01"))
        for name in (ROUND, RoundId("a/b")):
            with pytest.raises(planning.RoundNameBad):
                rechecks.plan_rechecks(desk, name, ROUND)
        with pytest.raises(planning.SeedTooLarge):
            rechecks.plan_rechecks(desk, AGAIN, ROUND, seed=10**15)


def percents(desk: Desk) -> dict[SiteCode, str]:
    board = ranking.rank(desk, ROUND)
    return {line.code: line.percent for line in board.sites}


def test_a_recheck_far_off_counts_and_both_stand_in_the_notes(county: County, office: Path) -> None:
    with at_office(office) as desk:
        before = percents(desk)
    site = look_again(county, care=0.2)
    with at_office(office) as desk:
        board = ranking.rank(desk, ROUND)
        (told,) = board.ranking.rechecked
        assert told.counts is Counts.AGAIN
        after = {line.code: line.percent for line in board.sites}
        assert after[site] != before[site]
        assert {code: one for code, one in after.items() if code != site} == {
            code: one for code, one in before.items() if code != site
        }
        (note,) = [note for note in board.notes if note.startswith("复核")]
        assert before[site] in note
        assert after[site] in note
        assert "超过 5 分，按复核分" in note
        with pytest.raises(results.RoundNotRanked, match="复核"):
            ranking.rank(desk, AGAIN)
        frozen = ranking.rank(desk, ROUND, freeze=True, reason="试")
        assert ranking.rank(desk, ROUND).ranking == frozen.ranking, "it is read back as it was"


def test_a_recheck_close_by_changes_nothing(county: County, office: Path) -> None:
    with at_office(office) as desk:
        before = percents(desk)
    look_again(county, care=0.7)
    with at_office(office) as desk:
        board = ranking.rank(desk, ROUND)
        (told,) = board.ranking.rechecked
        assert abs(told.first - told.again) <= 5, "the test's own premise"
        assert told.counts is Counts.FIRST
        assert percents(desk) == before


def leave_to_a_ruling(reading: Reading) -> dict[str, Tree]:
    document = reading.documents.current(POLICY)
    assert document is not None
    tree: dict[str, Any] = json.loads(document.text)
    tree["recheck"]["over"] = "偏差超过5分的报县办裁定"
    return tree


def test_without_the_sentence_the_site_waits_for_a_ruling(county: County, office: Path) -> None:
    site = look_again(county, care=0.2)
    with at_office(office) as desk:
        with desk.store.unit() as unit:
            unit.documents.put(document_of(POLICY, leave_to_a_ruling(unit)))
            unit.commit()
        board = ranking.rank(desk, ROUND)
        assert [(one.site, one.why) for one in board.ranking.excluded] == [(site, Exclusion.DOUBLE)]
        assert any("等裁定" in note for note in board.notes)
