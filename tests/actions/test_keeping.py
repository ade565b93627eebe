"""A backup is whole or it is none; a restored folder is a new stream."""

from __future__ import annotations

from pathlib import Path

import pytest
from played_county import PIN, ROUND, Clock, County, at_office, in_field

from inspector.actions import examining, keeping, receiving
from inspector.actions.desk import open_desk
from inspector.platform.folder import FolderOccupied
from inspector.platform.keys import WrongPin


def test_what_was_backed_up_comes_back_the_same(county: County, tmp_path: Path) -> None:
    package = county.hand_in(county.laptop)
    with at_office(county.office) as desk:
        receiving.take_in(desk, [package])
        with desk.store.reading() as reading:
            before = reading.records.digest(), reading.visits.lines(ROUND)
            stream = reading.meta.get("stream")
        kept = keeping.backup(desk, tmp_path / "disk")
    made = keeping.restore(kept.path, tmp_path / "again", PIN, clock=Clock())
    assert (made.records, made.photos) == (kept.records, kept.photos)
    with open_desk(tmp_path / "again", PIN, clock=Clock()) as desk:
        with desk.store.reading() as reading:
            assert (reading.records.digest(), reading.visits.lines(ROUND)) == before
            assert reading.meta.get("stream") != stream
        assert all(one.well for one in examining.examine(desk, rebuild=True))


def test_an_unfinished_backup_is_not_restored(county: County, tmp_path: Path) -> None:
    with in_field(county.laptop) as desk:
        kept = keeping.backup(desk, tmp_path / "disk")
    (kept.path / keeping.COMPLETE).unlink()
    with pytest.raises(keeping.BackupIncomplete):
        keeping.restore(kept.path, tmp_path / "again", PIN)
    assert not (tmp_path / "again").exists()


def test_a_wrong_pin_or_an_occupied_place_restores_nothing(county: County, tmp_path: Path) -> None:
    with in_field(county.laptop) as desk:
        kept = keeping.backup(desk, tmp_path / "disk")
    with pytest.raises(WrongPin):
        keeping.restore(kept.path, tmp_path / "again", "000000")
    assert not (tmp_path / "again").exists()
    with pytest.raises(FolderOccupied):
        keeping.restore(kept.path, county.office, PIN)
