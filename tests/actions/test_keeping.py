"""A backup is whole or it is none; a restored folder is a new stream."""

from __future__ import annotations

from pathlib import Path

import pytest
from played_county import PIN, ROUND, Clock, County, at_office, draw_photo, in_field, sites_of

from inspector.actions import (
    backup_home,
    backup_photos,
    examining,
    gathering,
    keeping,
    receiving,
    scoring,
)
from inspector.actions.backup_home import snapshots_in
from inspector.actions.desk import open_desk
from inspector.actions.trusting import trust_of
from inspector.domain.errors import Cancelled
from inspector.domain.ids import Digest
from inspector.domain.progress import Ticket
from inspector.platform.durable import FileUnreadable
from inspector.platform.folder import STORE, FolderOccupied
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
    (kept.path / backup_home.COMPLETE).unlink()
    with pytest.raises(keeping.BackupIncomplete):
        keeping.restore(kept.path, tmp_path / "again", PIN)
    assert not (tmp_path / "again").exists()


def test_what_is_no_backup_is_told_from_one(county: County, tmp_path: Path) -> None:
    def advice(source: Path) -> str:
        with pytest.raises(keeping.BackupIncomplete) as caught:
            keeping.restore(source, tmp_path / "again", PIN)
        assert not (tmp_path / "again").exists()
        return caught.value.advice()

    with in_field(county.laptop) as desk:
        kept = keeping.backup(desk, tmp_path / "disk")
    assert f"请指 {kept.path}" in advice(kept.path / STORE)
    (tmp_path / "县库.bak").write_bytes(b"?")
    assert "不是一个文件" in advice(tmp_path / "县库.bak")
    assert "正在用的数据文件夹" in advice(county.laptop)
    assert advice(tmp_path / "nowhere") == keeping.ANOTHER


def test_a_wrong_pin_or_an_occupied_place_restores_nothing(county: County, tmp_path: Path) -> None:
    with in_field(county.laptop) as desk:
        kept = keeping.backup(desk, tmp_path / "disk")
    with pytest.raises(WrongPin):
        keeping.restore(kept.path, tmp_path / "again", "000000")
    assert not (tmp_path / "again").exists()
    with pytest.raises(FolderOccupied):
        keeping.restore(kept.path, county.office, PIN)


def with_photo(county: County, tmp_path: Path) -> tuple[Digest, str]:
    with in_field(county.laptop) as desk:
        visit = scoring.open_visit(desk, sites_of(desk)[0])
        files = [draw_photo(tmp_path / "a.jpg")]
        first = next(iter(visit.rubric.items())).code
        (photo,) = gathering.attach(desk, visit, first, files).evidence
        return photo.digest, visit.uid


def test_photos_come_back_too(county: County, tmp_path: Path) -> None:
    photo, _ = with_photo(county, tmp_path)
    steps: list[str] = []
    ticket = Ticket(lambda done, total, label: steps.append(f"{done}/{total} {label}"))
    with in_field(county.laptop) as desk:
        picture = desk.vault.get(photo)
        kept = keeping.backup(desk, tmp_path / "disk", ticket=ticket)
    assert kept.photos == 1
    assert steps[-1] == "2/2 照片", "the thumbnail is copied, and not counted"
    made = keeping.restore(kept.path, tmp_path / "again", PIN, clock=Clock())
    assert made.photos == 1
    with in_field(tmp_path / "again") as desk:
        assert desk.vault.get(photo) == picture


def test_a_copy_that_reads_back_otherwise_is_no_backup(
    county: County, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_photo(county, tmp_path)

    with in_field(county.laptop) as desk:
        monkeypatch.setattr(backup_photos, "digest_of", lambda _path: "0" * 64)
        with pytest.raises(FileUnreadable):
            keeping.backup(desk, tmp_path / "disk")
    (home,) = (tmp_path / "disk").iterdir()
    assert not snapshots_in(home)
    assert not list((home / "photos").rglob("*.part"))


def test_a_stopped_restore_leaves_nothing(county: County, tmp_path: Path) -> None:
    with_photo(county, tmp_path)
    with in_field(county.laptop) as desk:
        kept = keeping.backup(desk, tmp_path / "disk")
    ticket = Ticket()
    ticket.cancel()
    with pytest.raises(Cancelled):
        keeping.restore(kept.path, tmp_path / "again", PIN, ticket=ticket)
    assert not (tmp_path / "again").exists()


def test_a_restored_office_can_still_hand_out(county: County, tmp_path: Path) -> None:
    with at_office(county.office) as desk:
        kept = keeping.backup(desk, tmp_path / "disk")
    keeping.restore(kept.path, tmp_path / "again", PIN, clock=Clock())
    with at_office(county.office) as desk, desk.store.reading() as reading:
        known = trust_of(reading).version
    with at_office(tmp_path / "again") as desk, desk.store.reading() as reading:
        assert trust_of(reading).version > known + 100, "no laptop takes it for outdated"
