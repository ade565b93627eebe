"""Backups that share photos: cheap the second time, verified, thinned, and never the last hope."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from played_county import (
    PIN,
    ROUND,
    START,
    Clock,
    County,
    at_office,
    count_site,
    draw_photo,
    in_field,
    sites_of,
)

from inspector.actions import (
    backup_home,
    backup_photos,
    examining,
    gathering,
    homing,
    keeping,
    receiving,
    safekeeping,
    scoring,
    sealing,
    sending,
    unlocking,
)
from inspector.actions.backup_home import (
    BackupBusy,
    BackupInside,
    alone_in,
    facts_of,
    found_at,
    snapshot_at,
    snapshots_in,
    those_before,
)
from inspector.actions.desk import Desk, open_desk
from inspector.actions.keeping import BackupDamaged, BackupIncomplete, Entry, RestoreInside
from inspector.actions.trusting import root_of
from inspector.domain.errors import Cancelled
from inspector.domain.ids import Digest
from inspector.domain.progress import Ticket
from inspector.media.vault import Shape
from inspector.platform.durable import FileMissing, FileUnreadable
from inspector.platform.folder import STORE, Role, Way, WrongCode, WrongRecovery
from inspector.platform.keys import PinTooShort
from inspector.store.engine import StoreDamaged

LATER = START + timedelta(days=5)


def photograph(desk: Desk, file: Path, site: int = 0) -> Digest:
    visit = scoring.open_visit(desk, sites_of(desk)[site])
    first = next(iter(visit.rubric.items())).code
    (photo,) = gathering.attach(desk, visit, first, [draw_photo(file)]).evidence
    return photo.digest


@pytest.fixture
def photo(county: County, tmp_path: Path) -> Digest:
    """Hang a photo on the laptop's first site."""
    with in_field(county.laptop) as desk:
        return photograph(desk, tmp_path / "a.jpg")


@pytest.fixture
def desk(county: County, photo: Digest) -> Iterator[Desk]:
    """Give the laptop with one photo, open."""
    assert photo
    with in_field(county.laptop) as opened:
        yield opened


def copied_names(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    names: list[str] = []
    right = backup_photos.copy_proved

    def noted(source: Path, target: Path) -> int:
        names.append(source.name)
        return right(source, target)

    monkeypatch.setattr(backup_photos, "copy_proved", noted)
    return names


def again(kept: keeping.Kept, tmp_path: Path, entry: Entry | str = PIN) -> keeping.Kept:
    return keeping.restore(kept.path, tmp_path / "again", entry, clock=Clock())


def flip(path: Path, at: int) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)


# One place


def test_the_second_backup_copies_no_photo_again(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = copied_names(monkeypatch)
    first = keeping.backup(desk, tmp_path / "disk")
    assert len(names) == 2, "a picture and its thumbnail"
    second = keeping.backup(desk, tmp_path / "disk")
    assert (len(names), second.photos) == (2, 1)
    assert [one.path for one in snapshots_in(first.path.parent)] == [second.path, first.path]
    photograph(desk, tmp_path / "b.jpg")
    assert keeping.backup(desk, tmp_path / "disk").photos == 2
    assert len(names) == 4


def test_a_snapshot_says_what_it_holds(desk: Desk, tmp_path: Path) -> None:
    kept = keeping.backup(desk, tmp_path / "disk")
    facts = facts_of(kept.path)
    assert facts is not None
    with desk.store.reading() as reading:
        assert (facts.digest, facts.stream) == (
            reading.records.digest(), reading.meta.get("stream"),
        )  # fmt: skip
    assert facts.store_size == (kept.path / STORE).stat().st_size
    assert facts.store_digest == backup_home.digest_of(kept.path / STORE)
    assert kept.path.parent.name == f"五星考评备份_禾县T01_{desk.folder.id[:8]}"
    assert sorted(one.name for one in kept.path.iterdir()) == sorted(
        (STORE, "folder.json", "complete.json")
    )


def test_two_backups_in_one_second_have_two_names(desk: Desk, tmp_path: Path) -> None:
    still = replace(desk, clock=lambda: START)
    one, two = (keeping.backup(still, tmp_path / "disk").path.name for _ in range(2))
    assert (one, two) == ("20261103_083000", "20261103_083000_2")


def test_a_renamed_county_keeps_its_folder(desk: Desk, tmp_path: Path) -> None:
    kept = keeping.backup(desk, tmp_path / "disk")
    with desk.store.unit() as unit:
        unit.meta.put("county/name", '新/名:"县"')
        unit.commit()
    assert keeping.backup(desk, tmp_path / "disk").path.parent == kept.path.parent
    assert keeping.backup(desk, tmp_path / "other").path.parent.name.startswith(
        "五星考评备份_新_名__县_T01_"
    )


def test_a_backup_inside_the_data_folder_is_refused(desk: Desk) -> None:
    for place in (desk.folder.path, desk.folder.path / "vault" / "x"):
        with pytest.raises(BackupInside):
            keeping.backup(desk, place)
        with pytest.raises(BackupInside):
            safekeeping.choose_place(desk, place, second=True)


def test_two_backups_at_once_do_not_mix(desk: Desk, tmp_path: Path) -> None:
    kept = keeping.backup(desk, tmp_path / "disk")
    with alone_in(kept.path.parent), pytest.raises(BackupBusy):
        keeping.backup(desk, tmp_path / "disk")
    assert len(snapshots_in(kept.path.parent)) == 1


def test_scoring_goes_on_during_a_backup(
    desk: Desk, tmp_path: Path, photo: Digest, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = backup_photos.bring

    def late(*given: object) -> object:
        photograph(desk, tmp_path / "b.jpg", site=1)
        return right(*given)  # type: ignore[arg-type]  # as it was called

    monkeypatch.setattr(keeping, "bring", late)
    kept = keeping.backup(desk, tmp_path / "disk")
    assert kept.photos == 1, "the snapshot is that of its store"
    with desk.store.reading() as reading:
        assert len(reading.evidence.digests()) == 2
    assert again(kept, tmp_path).photos == 1
    with in_field(tmp_path / "again") as restored:
        assert restored.vault.get(photo)


def test_photos_that_vanish_while_they_are_copied_do_not_stop_it(
    desk: Desk, tmp_path: Path, photo: Digest, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = backup_photos.copy_proved

    def gone(source: Path, target: Path) -> int:
        source.unlink(missing_ok=True)
        return right(source, target)

    monkeypatch.setattr(backup_photos, "copy_proved", gone)
    assert keeping.backup(desk, tmp_path / "disk").photos == 0
    assert not desk.vault.has(photo)


def test_a_place_that_vanishes_is_said(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = backup_photos.copy_proved

    def pulled(source: Path, target: Path) -> int:
        shutil.rmtree(tmp_path / "disk")
        return right(source, target)

    monkeypatch.setattr(backup_photos, "copy_proved", pulled)
    with pytest.raises(FileMissing):
        keeping.backup(desk, tmp_path / "disk")
    assert not desk.store.faults()


def test_what_was_left_unfinished_goes_with_the_next_backup(desk: Desk, tmp_path: Path) -> None:
    kept = keeping.backup(desk, tmp_path / "disk")
    home = kept.path.parent
    left = home / "20260101_000000"
    left.mkdir()
    (left / STORE).write_bytes(b"half")
    part = next((home / "photos").glob("?")) / f".{'0' * 16}.part"
    part.write_bytes(b"half")
    (home / "别的").mkdir()
    keeping.backup(desk, tmp_path / "disk")
    assert not left.exists()
    assert not part.exists()
    assert (home / "别的").is_dir(), "what is not ours stays"


def test_a_whole_copy_is_never_replaced_by_a_damaged_original(
    desk: Desk, tmp_path: Path, photo: Digest
) -> None:
    kept = keeping.backup(desk, tmp_path / "disk")
    original = desk.vault.root / photo[0] / photo
    good = original.read_bytes()
    original.write_bytes(good[:-5])
    keeping.backup(desk, tmp_path / "disk")
    copy = kept.path.parent / "photos" / photo[0] / photo
    assert copy.read_bytes() == good
    original.write_bytes(good)
    copy.write_bytes(good[:-5])
    keeping.backup(desk, tmp_path / "disk")
    assert copy.read_bytes() == good, "a damaged copy is replaced by a whole original"


def test_packs_of_an_import_are_copied_and_come_back(
    county: County, tmp_path: Path, photo: Digest
) -> None:
    with in_field(county.laptop) as desk:
        sealing.seal(desk, count_site(desk, sites_of(desk)[0]))
        package = sending.export(desk, county.root / "back").path
    with at_office(county.office) as desk:
        receiving.take_in(desk, [package])
        kept = keeping.backup(desk, tmp_path / "disk")
        (pack,) = (desk.vault.root / "packs").iterdir()
        copy = kept.path.parent / "photos" / "packs" / pack.name
        whole = copy.read_bytes()
        copy.write_bytes(whole[:-9])
        keeping.backup(desk, tmp_path / "disk")
        assert copy.read_bytes() == whole
    assert again(kept, tmp_path).photos == 1
    with at_office(tmp_path / "again") as desk:
        assert desk.vault.get(photo)


# Restoring


def test_a_place_a_folder_or_a_snapshot_may_be_named(desk: Desk, tmp_path: Path) -> None:
    first = keeping.backup(desk, tmp_path / "五星考评备份")
    second = keeping.backup(desk, tmp_path / "五星考评备份")
    for source in (tmp_path, tmp_path / "五星考评备份", first.path.parent, second.path):
        assert keeping.choose(source).path == second.path
    assert keeping.choose(tmp_path, first.path.name).path == first.path
    assert [one.path for one in found_at(first.path)] == [first.path]
    with pytest.raises(BackupIncomplete):
        keeping.choose(tmp_path, "1999")
    assert found_at(tmp_path / "nowhere") == ()


def test_a_damaged_store_is_said_and_the_one_before_offered(desk: Desk, tmp_path: Path) -> None:
    first = keeping.backup(desk, tmp_path / "disk")
    second = keeping.backup(desk, tmp_path / "disk")
    flip(second.path / STORE, 5000)
    with pytest.raises(BackupDamaged) as caught:
        again(second, tmp_path)
    assert first.path.name in caught.value.advice()
    assert not (tmp_path / "again").exists()
    (first.path / STORE).write_bytes(b"cut off")
    with pytest.raises(BackupDamaged) as caught:
        again(second, tmp_path)
    assert "另一处" in caught.value.advice()


def test_the_one_before_is_told_by_saves_not_by_the_clock(desk: Desk, tmp_path: Path) -> None:
    def change() -> None:
        with desk.store.unit() as unit:
            unit.meta.put("x", "y")
            unit.commit()

    first = keeping.backup(later(desk, days=4000), tmp_path / "disk")
    change()
    second = keeping.backup(later(desk, days=-4000), tmp_path / "disk")
    change()
    third = keeping.backup(later(desk), tmp_path / "disk")
    flip(third.path / STORE, 5000)
    with pytest.raises(BackupDamaged) as caught:
        again(third, tmp_path)
    assert second.path.name in caught.value.advice(), "the clock puts it 8,000 days before"
    flip(second.path / STORE, 5000)
    with pytest.raises(BackupDamaged) as caught:
        again(second, tmp_path)
    assert first.path.name in caught.value.advice()
    (second.path / STORE).write_bytes(b"cut off")
    with pytest.raises(BackupDamaged) as caught:
        again(third, tmp_path)
    assert first.path.name in caught.value.advice(), "what is seen not to be whole is passed over"


def test_of_two_streams_the_one_before_is_of_the_same(desk: Desk, tmp_path: Path) -> None:
    own = keeping.backup(later(desk), tmp_path / "disk")
    clone = own.path.parent / "20261109_060000"
    shutil.copytree(own.path, clone)
    facts = facts_of(clone)
    assert facts is not None
    (clone / "complete.json").write_bytes(replace(facts, stream="clone").written())
    last = keeping.backup(later(desk, days=2), tmp_path / "disk")
    found = snapshot_at(last.path)
    assert found is not None
    assert [one.path for one in those_before(found)] == [own.path, clone]
    assert those_before(replace(found, path=tmp_path / "gone" / "20261108_060000")) == ()


def test_a_restore_among_the_backups_is_refused(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = keeping.backup(desk, tmp_path / "disk")
    home = kept.path.parent
    link = tmp_path / "link"
    link.symlink_to(home)
    for place in (
        home,
        home / "恢复",
        kept.path / "x",
        home / "photos" / "a" / "b",
        link / "恢复",
        tmp_path / backup_home.NAME / "恢复",
        tmp_path / f"{backup_home.NAME}_别的_12345678" / "恢复",
    ):
        before = sorted(tmp_path.rglob("*"))
        with pytest.raises(RestoreInside):
            keeping.restore(kept.path, place, PIN, clock=Clock())
        assert sorted(tmp_path.rglob("*")) == before
    monkeypatch.chdir(home)
    with pytest.raises(RestoreInside):
        keeping.restore(kept.path, Path("恢复"), PIN, clock=Clock())
    renamed = home.rename(tmp_path / "disk" / "我的备份")
    with pytest.raises(RestoreInside):
        keeping.restore(renamed / kept.path.name, renamed / "恢复", PIN, clock=Clock())
    keeping.restore(renamed / kept.path.name, tmp_path / "disk" / "恢复", PIN, clock=Clock())


def test_beside_an_old_backup_that_stands_alone_there_is_room(desk: Desk, tmp_path: Path) -> None:
    kept = keeping.backup(desk, tmp_path / "disk")
    old = tmp_path / "stick" / "备份_field_20261103_083000"
    shutil.copytree(kept.path, old)
    shutil.copytree(kept.path.parent / "photos", old / "vault")
    with pytest.raises(RestoreInside):
        keeping.restore(old, old / "恢复", PIN, clock=Clock())
    keeping.restore(old, tmp_path / "stick" / "恢复", PIN, clock=Clock())


def test_a_store_of_another_snapshot_is_not_taken_for_its_own(desk: Desk, tmp_path: Path) -> None:
    first = keeping.backup(desk, tmp_path / "disk")
    with desk.store.unit() as unit:
        unit.meta.put("x", "y")
        unit.commit()
    second = keeping.backup(desk, tmp_path / "disk")
    shutil.copy(first.path / STORE, second.path / STORE)
    with pytest.raises(BackupDamaged):
        again(second, tmp_path)


def test_a_facts_file_that_was_edited_is_found(desk: Desk, tmp_path: Path) -> None:
    kept = keeping.backup(desk, tmp_path / "disk")
    facts = facts_of(kept.path)
    assert facts is not None
    (kept.path / "complete.json").write_bytes(replace(facts, records=99).written())
    with pytest.raises(BackupDamaged):
        again(kept, tmp_path)
    for content in (b"[]", b'{"records": "x", "photos": 1}', b'{"records": 1}', b"\xff"):
        (kept.path / "complete.json").write_bytes(content)
        one = snapshot_at(kept.path)
        assert one is not None
        assert not one.whole


def test_lost_and_rotten_photos_are_counted_and_the_rest_comes_back(
    desk: Desk, tmp_path: Path, photo: Digest
) -> None:
    photograph(desk, tmp_path / "b.jpg")
    kept = keeping.backup(desk, tmp_path / "disk")
    copy = kept.path.parent / "photos" / photo[0] / photo
    flip(copy, 100)
    made = again(kept, tmp_path)
    assert (made.photos, made.lost) == (1, 1)
    shutil.rmtree(tmp_path / "again")
    copy.unlink()
    made = again(kept, tmp_path)
    assert (made.photos, made.lost) == (1, 1)


def test_an_old_backup_still_comes_back(desk: Desk, tmp_path: Path, photo: Digest) -> None:
    old = tmp_path / "disk" / "备份_field_20261103_083000"
    old.mkdir(parents=True)
    desk.store.backup(old / STORE)
    shutil.copytree(desk.vault.root, old / "vault")
    shutil.copy(desk.folder.path / "folder.json", old)
    (old / "complete.json").write_text('{"records": 1, "photos": 1}', "utf-8")
    made = keeping.restore(old, tmp_path / "again", PIN, clock=Clock())
    assert (made.records, made.photos, made.lost) == (1, 1, 0)
    with in_field(tmp_path / "again") as restored:
        assert restored.vault.get(photo)
    flip(old / STORE, 5000)
    with pytest.raises(BackupDamaged):
        keeping.restore(old, tmp_path / "more", PIN, clock=Clock())
    assert keeping.choose(tmp_path / "disk" / old.name).at.year == 2026
    assert snapshot_at(tmp_path / "备份_field_20269903_083000") is None


def test_the_recovery_key_opens_a_backup_on_a_new_machine(county: County, tmp_path: Path) -> None:
    with at_office(county.office) as desk:
        unlocking.add_recovery(desk)
        with desk.store.reading() as reading:
            recovery = root_of(reading).recovery_text
        kept = keeping.backup(desk, tmp_path / "disk")
    shutil.rmtree(county.root)
    wrong = Entry(secret=f"{recovery[:-1]}", way=Way.RECOVERY, new_pin="246801")
    with pytest.raises(unlocking.RecoveryMistyped):
        again(kept, tmp_path, wrong)
    with pytest.raises(PinTooShort):
        again(kept, tmp_path, Entry(secret=recovery, way=Way.RECOVERY, new_pin="1"))
    assert not (tmp_path / "again").exists()
    again(kept, tmp_path, Entry(secret=recovery.lower(), way=Way.RECOVERY, new_pin="246801"))
    with open_desk(tmp_path / "again", "246801", clock=Clock(), role=Role.OFFICE) as desk:
        assert all(one.well for one in examining.examine(desk))


def test_the_code_opens_a_laptops_backup(county: County, desk: Desk, tmp_path: Path) -> None:
    kept = keeping.backup(desk, tmp_path / "disk")
    other = county.handed["T02"].code
    with pytest.raises(WrongCode):
        again(kept, tmp_path, Entry(secret=other, way=Way.CODE, new_pin="246801"))
    code = county.handed["T01"].code
    again(kept, tmp_path, Entry(secret=code, way=Way.CODE, new_pin="246801"))
    with open_desk(tmp_path / "again", "246801", clock=Clock()):
        pass
    assert WrongRecovery.code == "K109"


def test_what_a_killed_restore_left_is_no_data_folder_and_gives_way(
    desk: Desk, tmp_path: Path
) -> None:
    kept = keeping.backup(desk, tmp_path / "disk")
    place = tmp_path / "again"
    (place / keeping.RESTORING / "vault").mkdir(parents=True)
    (place / "vault").mkdir()
    assert again(kept, tmp_path).photos == 1
    assert not (place / keeping.RESTORING).exists()


def test_a_stopped_restore_gives_an_empty_place_back_as_it_was(desk: Desk, tmp_path: Path) -> None:
    kept = keeping.backup(desk, tmp_path / "disk")
    (tmp_path / "again").mkdir()
    ticket = Ticket()
    ticket.cancel()
    with pytest.raises(Cancelled):
        keeping.restore(kept.path, tmp_path / "again", PIN, clock=Clock(), ticket=ticket)
    assert list((tmp_path / "again").iterdir()) == []


# By itself


def later(desk: Desk, **by: float) -> Desk:
    return replace(desk, clock=lambda: LATER + timedelta(**by))


def test_a_backup_is_due_when_something_changed_and_time_went_by(desk: Desk) -> None:
    assert safekeeping.is_due(later(desk))
    assert safekeeping.is_late(later(desk))
    made = safekeeping.keep(later(desk))
    assert [one.photos for one in made.kept] == [1]
    assert not safekeeping.is_due(later(desk, days=9)), "the note itself is no change"
    with desk.store.unit() as unit:
        unit.meta.put("x", "y")
        unit.commit()
    assert not safekeeping.is_due(later(desk, minutes=59))
    assert safekeeping.is_due(later(desk, minutes=60))
    assert safekeeping.is_due(later(desk, minutes=5), soon=True)
    assert not safekeeping.is_due(later(desk, minutes=4), soon=True)
    assert safekeeping.is_due(later(desk, days=-1)), "a clock that was set back stops nothing"
    assert not safekeeping.is_late(later(desk, hours=7))
    assert safekeeping.is_late(later(desk, hours=8))
    safekeeping.choose_minutes(desk, 15)
    assert safekeeping.is_due(later(desk, minutes=15))


def test_a_change_during_a_backup_is_owed(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = backup_photos.bring

    def late(*given: object) -> object:
        photograph(desk, tmp_path / "b.jpg")
        return right(*given)  # type: ignore[arg-type]  # as it was called

    monkeypatch.setattr(keeping, "bring", late)
    safekeeping.keep(desk)
    (place,) = safekeeping.places_of(desk)
    assert place.owed
    assert place.done is not None
    assert place.done.photos == 1


def test_a_second_place_that_is_away_is_caught_up_later(desk: Desk, tmp_path: Path) -> None:
    usb = tmp_path / "usb"
    usb.mkdir()
    safekeeping.choose_place(desk, usb, second=True)
    away = tmp_path / "away"
    usb.rename(away)
    made = safekeeping.keep(later(desk))
    assert (len(made.kept), made.absent, made.refused) == (1, (usb,), ())
    usb.mkdir()
    _first, second = safekeeping.places_of(desk)
    assert not second.there, "another stick under the same name"
    usb.rmdir()
    away.rename(usb)
    assert safekeeping.is_due(later(desk))
    assert len(safekeeping.keep(later(desk)).kept) == 2
    assert not any(place.owed for place in safekeeping.places_of(desk))
    safekeeping.choose_place(desk, None, second=True)
    assert len(safekeeping.places_of(desk)) == 1


def test_one_place_that_refuses_does_not_keep_the_other(desk: Desk, tmp_path: Path) -> None:
    safekeeping.choose_place(desk, tmp_path / "usb", second=True)
    (desk.folder.path.parent / "五星考评备份").write_text("在路上", "utf-8")
    made = safekeeping.keep(desk)
    assert len(made.refused) == len(made.kept) == 1


def test_another_first_place_may_be_chosen(desk: Desk, tmp_path: Path) -> None:
    safekeeping.choose_place(desk, tmp_path / "disk", second=False)
    (place,) = safekeeping.places_of(desk)
    assert (place.path, place.there, place.usual, place.same_disk) == (
        tmp_path / "disk", True, False, True,
    )  # fmt: skip
    safekeeping.choose_place(desk, None, second=False)
    assert safekeeping.places_of(desk)[0].usual


def test_snapshots_are_thinned_and_photos_that_none_needs_go(desk: Desk, tmp_path: Path) -> None:
    extra = photograph(desk, tmp_path / "b.jpg")
    for hour in (0, 1):
        safekeeping.keep(later(desk, hours=hour))
    home = snapshots_in_usual(desk)
    with desk.store.unit() as unit:
        (uid,) = (one.uid for one in unit.visits.lines(ROUND) if one.photos)
        unit.evidence.remove(uid, extra)
        unit.commit()
    desk.vault.discard(extra)
    copy = desk.vault.at(home / "photos")
    safekeeping.keep(later(desk, days=1))
    assert len(snapshots_in(home)) == 2, "of the first day one is left"
    assert copy.has(extra), "it needs the photo still"
    for one in snapshots_in(home)[1:]:
        backup_home.remove(one.path)
    for day, hour in ((1, 1), (2, 0)):
        safekeeping.keep(later(desk, days=day, hours=hour))
    assert not desk.vault.at(home / "photos").has(extra)
    assert desk.vault.at(home / "photos").count() == 1


def test_photos_stay_while_one_snapshot_cannot_be_asked(desk: Desk, tmp_path: Path) -> None:
    extra = photograph(desk, tmp_path / "b.jpg")
    for hour in (0, 1):
        safekeeping.keep(later(desk, hours=hour))
    home = snapshots_in_usual(desk)
    flip(snapshots_in(home)[0].path / STORE, 3000)
    with desk.store.unit() as unit:
        (uid,) = (one.uid for one in unit.visits.lines(ROUND) if one.photos)
        unit.evidence.remove(uid, extra)
        unit.commit()
    desk.vault.discard(extra)
    safekeeping.keep(later(desk, days=1))
    assert desk.vault.at(home / "photos").has(extra)


def snapshots_in_usual(desk: Desk) -> Path:
    (home,) = safekeeping.usual_place(desk).iterdir()
    return home


def test_once_a_week_the_photos_are_read_and_mended(desk: Desk, photo: Digest) -> None:
    safekeeping.keep(later(desk))
    home = snapshots_in_usual(desk)
    copy = home / "photos" / photo[0] / photo
    good = copy.read_bytes()
    flip(copy, 50)
    safekeeping.keep(later(desk, days=6))
    assert copy.read_bytes() != good, "only names are looked at on other days"
    safekeeping.keep(later(desk, days=7))
    assert copy.read_bytes() == good
    flip(copy, 50)
    flip(desk.vault.root / photo[0] / photo, 50)
    safekeeping.keep(later(desk, days=15))
    (place,) = safekeeping.places_of(desk)
    assert place.done is not None
    assert place.done.damaged == 1


def test_a_restored_laptop_has_one_new_stream_and_is_no_moved_one(
    desk: Desk, tmp_path: Path
) -> None:
    kept = keeping.backup(desk, tmp_path / "disk")
    with desk.store.reading() as reading:
        old = reading.meta.get("stream")
    again(kept, tmp_path)
    found = []
    for _ in range(2):
        with in_field(tmp_path / "again") as restored:
            assert homing.take_notice(restored.store) == ""
            with restored.store.reading() as reading:
                found.append(reading.meta.get("stream"))
                assert reading.meta.get("stream/parent") == old
    assert found[0] == found[1] != old


def test_a_clock_that_was_wrong_once_makes_no_old_backup_the_newest(
    desk: Desk, tmp_path: Path
) -> None:
    old = keeping.backup(later(desk, days=4000), tmp_path / "disk")
    with desk.store.unit() as unit:
        unit.meta.put("x", "y")
        unit.commit()
    new = keeping.backup(later(desk), tmp_path / "disk")
    oldest = keeping.backup(later(desk, days=-20000), tmp_path / "disk")
    assert [one.name for one in found_at(tmp_path / "disk")][:1] == [new.path.name]
    assert keeping.choose(tmp_path / "disk").path == new.path
    assert {one.path for one in found_at(tmp_path / "disk")} == {old.path, new.path, oldest.path}


def test_two_streams_in_one_folder_are_thinned_each_for_itself(desk: Desk) -> None:
    kept = safekeeping.keep(later(desk)).kept[0]
    other = kept.path.parent / "20261108_060000"
    shutil.copytree(kept.path, other)
    facts = facts_of(other)
    assert facts is not None
    (other / "complete.json").write_bytes(replace(facts, stream="clone").written())
    safekeeping.thin(kept.path.parent, LATER + timedelta(days=40))
    assert other.is_dir()
    assert json.loads((other / "complete.json").read_text("utf-8"))["stream"] == "clone"


def test_a_restored_folder_begins_its_backups_anew(desk: Desk, tmp_path: Path) -> None:
    safekeeping.choose_place(desk, tmp_path / "usb", second=True)
    safekeeping.keep(desk)
    made = safekeeping.keep(desk).kept[0]
    again(made, tmp_path)
    with in_field(tmp_path / "again") as restored:
        (place,) = safekeeping.places_of(restored)
        assert place.done is None


def test_the_doctor_says_how_the_backups_stand(desk: Desk) -> None:
    def said(at: Desk) -> tuple[str, bool]:
        found = safekeeping.check_backups(at)
        return f"{found.word} {found.sentence}", found.well

    assert said(desk) == ("注意 还没有备份过，请设好位置，在“备份”页备份一次", True)
    safekeeping.keep(later(desk))
    assert "同一块盘" in said(later(desk))[0]
    with desk.store.unit() as unit:
        unit.meta.put("x", "y")
        unit.commit()
    assert "9 天" in said(later(desk, days=9))[0]


def test_the_doctor_is_content_with_a_second_disk(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    safekeeping.choose_place(desk, tmp_path / "usb", second=True)
    safekeeping.keep(later(desk))
    monkeypatch.setattr(safekeeping, "same_disk", lambda one, _other: "usb" not in one.parts)
    found = safekeeping.check_backups(later(desk))
    assert found.word == "好"
    assert "已读回核对" in found.sentence


Spoil = Callable[[Path], None]


def truncate(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def broken(laptop: Path, harm: Spoil | None) -> None:
    if harm is shutil.rmtree:
        shutil.rmtree(laptop)
    elif harm is not None:
        harm(laptop / STORE)
    else:
        for at in range(4096, (laptop / STORE).stat().st_size, 4096):
            flip(laptop / STORE, at)
        with pytest.raises(StoreDamaged), in_field(laptop):
            pass


@pytest.mark.parametrize("harm", [shutil.rmtree, None, truncate], ids=["gone", "rot", "cut"])
def test_drill(county: County, tmp_path: Path, harm: Spoil | None) -> None:
    """F16: break the original, restore the newest, and hand in from it."""
    with in_field(county.laptop) as desk:
        one, two = sites_of(desk)
        photograph(desk, tmp_path / "a.jpg")
        sealing.seal(desk, count_site(desk, one))
        sent = sending.export(desk, county.root / "back").path
        safekeeping.keep(desk)
        sealing.seal(desk, count_site(desk, two, seed=2))
        (kept,) = safekeeping.keep(desk).kept
        with desk.store.reading() as reading:
            before = reading.records.digest(), reading.meta.get("stream")
    broken(county.laptop, harm)
    made = keeping.restore(kept.path.parent, tmp_path / "again", PIN, clock=Clock())
    assert (made.photos, made.lost) == (1, 0)
    with in_field(tmp_path / "again") as desk:
        with desk.store.reading() as reading:
            assert reading.records.digest() == before[0]
            assert reading.meta.get("stream") != before[1]
            (photo,) = reading.evidence.digests()
        assert desk.vault.get(photo)
        assert desk.vault.has(photo, Shape.THUMBNAIL)
        assert all(one.well for one in examining.examine(desk, rebuild=True))
        again_sent = sending.export(desk, county.root / "back").path
    with at_office(county.office) as desk:
        county.accept(desk, [sent, again_sent])
        with desk.store.reading() as reading:
            assert reading.records.digest() == before[0]
            assert reading.records.forks() == ()
            assert not desk.vault.missing(reading.evidence.digests())


def test_read_back_that_differs_is_said(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup_photos, "digest_of", lambda _path: "0" * 64)
    with pytest.raises(FileUnreadable):
        keeping.backup(desk, tmp_path / "disk")


def test_a_copy_of_another_program_version_is_no_backup(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "held_in", lambda *_given: None)
    with pytest.raises(StoreDamaged):
        keeping.backup(desk, tmp_path / "disk")


def test_a_vault_that_never_stands_still_is_copied_as_far_as_it_goes(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nothing = backup_photos.Brought(files=0, size=0)
    monkeypatch.setattr(backup_photos, "_bring", lambda *_given: nothing)
    assert keeping.backup(desk, tmp_path / "disk").photos == 0


def test_an_older_snapshot_keeps_photos_it_may_need(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    extra = photograph(desk, tmp_path / "b.jpg")
    for hour in (0, 1):
        safekeeping.keep(later(desk, hours=hour))
    desk.vault.discard(extra)
    monkeypatch.setattr(safekeeping, "held_in", lambda *_given: None)
    safekeeping.keep(later(desk, days=1))
    assert desk.vault.at(snapshots_in_usual(desk) / "photos").has(extra)


def test_a_snapshot_without_its_store_is_not_whole(desk: Desk, tmp_path: Path) -> None:
    kept = keeping.backup(desk, tmp_path / "disk")
    (kept.path / STORE).unlink()
    one = snapshot_at(kept.path)
    assert one is not None
    assert not one.whole


def test_the_doctor_names_photos_that_a_backup_lost(desk: Desk, photo: Digest) -> None:
    safekeeping.keep(later(desk))
    flip(snapshots_in_usual(desk) / "photos" / photo[0] / photo, 50)
    flip(desk.vault.root / photo[0] / photo, 50)
    safekeeping.keep(later(desk, days=8))
    assert "1 张照片已坏" in safekeeping.check_backups(later(desk, days=8)).sentence


def test_a_folder_that_is_only_read_is_backed_up_all_the_same(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.latch.meet(FileUnreadable(path=desk.folder.path, reason="磁盘读写错误"))
    monkeypatch.setattr(desk.latch, "revive", lambda: None)
    (made,) = safekeeping.keep(desk).kept
    assert made.photos == 1
    (place,) = safekeeping.places_of(desk)
    assert place.done is None
