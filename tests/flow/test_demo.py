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
from inspector.domain.wording import record_code
from inspector.platform.folder import FolderOccupied


def marks(played: playing.Played) -> dict[str, object]:
    clock = playing.PlayClock(playing.BEGIN)
    with (
        open_desk(played.office, playing.PIN, clock=clock) as desk,
        desk.store.reading() as reading,
    ):
        return {
            line.uid: (line.totals, reading.visits.items(line.uid))
            for line in reading.visits.lines(playing.ROUND)
        }


def test_an_untidy_round_has_a_conflict_a_gap_an_objection_and_its_paper(tmp_path: Path) -> None:
    untidy = playing.play(tmp_path, playing.Script(sites=12, photos=1, untidy=True))
    assert (untidy.planned, untidy.received, untidy.edition) == (12, 11, 0)
    assert untidy.photos == 12, "one a visit, and one of the second laptop"
    with open_desk(untidy.office, playing.PIN, clock=playing.PlayClock(playing.BEGIN)) as desk:
        board = coverage(desk, playing.ROUND)
        with desk.store.reading() as reading:
            lines = reading.visits.lines(playing.ROUND)
    assert [gap.team for gap in board.gaps] == ["T09"]
    assert [clash.sentence[:3] for clash in board.conflicts] == ["T05"]
    assert board.photos == ()
    assert [line.key.team for line in lines if line.objections] == ["T02"]
    assert untidy.summary.read_bytes().startswith(b"%PDF")
    facts = json.loads((untidy.out / "这一轮.json").read_text("utf-8"))
    assert (facts["planned"], facts["received"], facts["digest"]) == (12, 11, "")
    sheets = list((untidy.out / "打分表").glob("*.pdf"))
    assert len(sheets) == untidy.sheets == facts["sheets"] == 11
    assert all(path.read_bytes().startswith(b"%PDF") for path in sheets)
    assert len(list((untidy.out / "排名").glob("*.pdf"))) == 2
    assert len(untidy.lines) == 4
    assert "暂定" in untidy.lines[1]


def test_the_same_seed_counts_the_same_and_another_does_not(tmp_path: Path) -> None:
    script = playing.Script(sites=1, photos=0, sheets=False)
    first = playing.play(tmp_path / "first", script)
    again = playing.play(tmp_path / "again", script)
    other = playing.play(tmp_path / "other", playing.Script(sites=1, seed=2, photos=0))
    assert marks(first) == marks(again)
    assert marks(first).keys() == marks(other).keys()
    assert marks(first) != marks(other)
    assert (first.received, first.edition, first.sheets, other.sheets) == (1, 1, 0, 1)
    assert first.digest
    assert record_code(first.digest) in first.lines[1]
    with pytest.raises(FolderOccupied):
        playing.play(tmp_path / "first", script)
    assert marks(first) == marks(again), "what lies there stays"


def test_a_demo_can_be_stopped_and_stays_to_be_looked_at(tmp_path: Path) -> None:
    steps: list[str] = []

    def stop(_done: int, _total: int, label: str) -> None:
        steps.append(label)
        if len(steps) > 1:
            ticket.cancel()

    ticket = Ticket(stop)
    with pytest.raises(Cancelled):
        playing.play(tmp_path, playing.Script(sites=2, photos=0), ticket)
    assert steps[0] == "已下发"
    assert not (tmp_path / "这一轮.json").exists()
    with open_desk(tmp_path / "县办", playing.PIN, clock=playing.PlayClock(playing.BEGIN)) as desk:
        assert coverage(desk, playing.ROUND).received == 0


def test_a_day_in_the_field_ends_in_the_evening() -> None:
    clock = playing.PlayClock(playing.BEGIN)
    clock.drive_on(8 * 60)
    assert (clock().day, clock().hour) == (3, 16)
    clock.drive_on(playing.VISIT_MINUTES)
    assert (clock().day, clock().hour, clock().minute) == (4, 8, 30)


@pytest.mark.parametrize(("asked", "got"), [(5, 5), (30, 30), (9999, 499)])
def test_sites_are_spread_over_the_townships(tmp_path: Path, asked: int, got: int) -> None:
    path = playing._site_list(tmp_path, playing.Script(sites=asked))
    rows = [line.split(",") for line in path.read_text("utf-8-sig").splitlines()]
    level, parent = rows[0].index("level"), rows[0].index("parent_code")
    villages = [row for row in rows if row[level] == "village"]
    townships = [row for row in rows if row[level] == "township"]
    assert len(villages) == got
    assert len(townships) == 22
    assert len({row[parent] for row in villages}) == min(asked, 22)
