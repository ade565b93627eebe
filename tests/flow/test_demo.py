"""The demo: the whole loop on the fictional county, through every layer."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from inspector.actions import playing
from inspector.actions.covering import coverage
from inspector.actions.desk import open_desk
from inspector.domain.errors import Cancelled
from inspector.domain.progress import Ticket


@pytest.fixture(scope="module")
def untidy(tmp_path_factory: pytest.TempPathFactory) -> playing.Played:
    out = tmp_path_factory.mktemp("demo")
    return playing.play(out, playing.Script(sites=23, photos=1, untidy=True))


def test_an_untidy_round_has_a_conflict_a_gap_and_an_objection(untidy: playing.Played) -> None:
    assert (untidy.planned, untidy.received) == (23, 22)
    assert untidy.edition == 0
    with open_desk(untidy.office, playing.PIN, clock=playing.PlayClock(playing.BEGIN)) as desk:
        board = coverage(desk, playing.ROUND)
        with desk.store.reading() as reading:
            objections = sum(line.objections for line in reading.visits.lines(playing.ROUND))
    assert len(board.gaps) == 1
    assert len(board.conflicts) == 1
    assert objections == 1


def test_the_demo_leaves_paper_and_its_own_figures(untidy: playing.Played) -> None:
    assert untidy.summary.read_bytes().startswith(b"%PDF")
    facts = json.loads((untidy.out / "这一轮.json").read_text("utf-8"))
    assert facts["received"] == 22
    assert len(list((untidy.out / "打分表").glob("*.pdf"))) == untidy.sheets == 22
    assert len(list((untidy.out / "排名").glob("*.pdf"))) == 2
    assert len(untidy.lines) == 4


def test_the_same_seed_counts_the_same_points(untidy: playing.Played, tmp_path: Path) -> None:
    again = playing.play(tmp_path, playing.Script(sites=23, photos=0, untidy=True, sheets=False))
    points = []
    for office in (untidy.office, again.office):
        with open_desk(office, playing.PIN, clock=playing.PlayClock(playing.BEGIN)) as desk:
            with desk.store.reading() as reading:
                lines = reading.visits.lines(playing.ROUND)
            points.append([(line.uid, line.totals) for line in lines if not line.flags])
    assert points[0] == points[1]


def test_a_demo_can_be_stopped(tmp_path: Path) -> None:
    ticket = Ticket()
    ticket.cancel()
    with pytest.raises(Cancelled):
        playing.play(tmp_path, playing.Script(sites=22, photos=0), ticket)
