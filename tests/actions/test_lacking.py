"""A photo that rotted in a vault is named as missing, and comes again from the laptop."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from exchanged import T01, office_on, receive, seal_with_photos
from played_county import PIN, ROUND, Clock, County, in_field, sites_of
from sqlalchemy import delete

from inspector.actions import (
    acknowledging,
    checking_photos,
    custody,
    examining,
    keeping,
    purging,
    receipting,
    receiving,
    sending,
)
from inspector.actions.desk import Desk
from inspector.actions.diagnosis import Finding
from inspector.actions.handed import handed
from inspector.actions.lacking import note_rotten
from inspector.domain.ids import Digest
from inspector.domain.receipt import Receipt
from inspector.exchange.volumes import LIMITS, Profile
from inspector.media.vault import PhotoDamaged, Shape, Vault
from inspector.platform.durable import DiskFull
from inspector.store.schema import PurgedRow


def flip(vault: Vault, photo: Digest) -> None:
    """Flip one bit of every copy of a photo; a second time it is as it was."""
    for place in vault._places(photo, Shape.PICTURE):
        if place.path.exists():
            content = bytearray(place.path.read_bytes())
            content[place.offset + 40] ^= 1
            place.path.write_bytes(content)


def rot(vault: Vault, photo: Digest) -> None:
    flip(vault, photo)
    with pytest.raises(PhotoDamaged):
        vault.get(photo)


def photos_of(desk: Desk) -> list[Digest]:
    with desk.store.reading() as reading:
        return sorted(reading.evidence.digests())


def rotten(desk: Desk) -> set[Digest]:
    with desk.store.reading() as reading:
        return set(reading.rotten.digests())


def receipt_now(desk: Desk) -> Receipt:
    with desk.store.reading() as reading:
        return receipting.receipt_of(reading, desk, T01, 1)


def photo_finding(desk: Desk) -> Finding:
    return next(one for one in examining.examine(desk) if one.name == "照片")


@pytest.fixture
def handed_in(county: County, tmp_path: Path) -> Path:
    """Seal a site with two photos, hand it in, and return the package."""
    with in_field(county.laptop) as desk:
        seal_with_photos(desk, sites_of(desk)[0], tmp_path)
        return sending.export(desk, county.root / "back").path


def test_a_rotten_photo_is_asked_for_again_and_heals(county: County, handed_in: Path) -> None:
    receive(county, handed_in)
    with office_on(county.office, 6) as desk:
        bad, good = photos_of(desk)
        rot(desk.vault, bad)
        found = photo_finding(desk)
        assert not found.well
        assert "再写一次回执，考评组会重交" in found.sentence
        assert rotten(desk) == {bad}
        assert [one.photos_missing for one in custody.custody(desk, ROUND).teams][:2] == [1, 0]
    receipt = receive(county)
    with in_field(county.laptop) as desk:
        taken = acknowledging.take_receipt(desk, receipt)
        assert (taken.photos, taken.missing) == (1, (bad,))
        assert purging.purgeable(desk).photos == (good,), "ours is the last whole one"
        again = sending.export(desk, county.root / "back")
        assert (again.photos, again.volumes[0].records) == (1, 0)
    receipt = receive(county, again.path)
    with in_field(county.laptop) as desk:
        assert acknowledging.take_receipt(desk, receipt).missing == ()
        assert set(purging.purgeable(desk).photos) == {bad, good}
    with office_on(county.office, 7) as desk:
        assert desk.vault.get(bad)
        assert rotten(desk) == set()
        assert photo_finding(desk).well


def test_the_same_package_once_more_heals_too(county: County, handed_in: Path) -> None:
    receive(county, handed_in)
    with office_on(county.office, 6) as desk:
        for photo in photos_of(desk):
            rot(desk.vault, photo)
        photo_finding(desk)
        assert receipt_now(desk).held == ()
        receiving.take_in(desk, [handed_in])
        assert len(receipt_now(desk).held) == 2


def test_the_check_of_photos_notes_what_rotted(county: County, handed_in: Path) -> None:
    receive(county, handed_in)
    with office_on(county.office, 6) as desk:
        bad, good = photos_of(desk)
        rot(desk.vault, bad)
        checked = checking_photos.check_photos(desk)
        assert (checked.sound, checked.absent) == (1, 1)
        assert (receipt_now(desk).held, receipt_now(desk).missing) == ((good,), (bad,))


def test_a_suspicion_is_looked_into_before_a_photo_counts_as_missing(
    county: County, handed_in: Path
) -> None:
    receive(county, handed_in)
    with office_on(county.office, 6) as desk:
        bad, good = photos_of(desk)
        rot(desk.vault, bad)
        photo_finding(desk)
        flip(desk.vault, bad)
        assert receipt_now(desk).held == (bad, good)
        assert photo_finding(desk).well
        assert rotten(desk) == set()


def test_what_rotted_before_its_record_came_is_not_vouched_for(
    county: County, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(LIMITS, Profile.CHAT, 750_000)
    with in_field(county.laptop) as desk:
        seal_with_photos(desk, sites_of(desk)[0], tmp_path)
        sent = sending.export(desk, county.root / "back", sending.Wish(profile=Profile.CHAT))
    _marks, *photos = (one.path for one in sent.volumes)
    with office_on(county.office, 6) as desk:
        receiving.take_in(desk, photos)
        with desk.store.reading() as reading:
            bad, *good = sorted(reading.carried.of_team(T01))
        rot(desk.vault, bad)
        assert not photo_finding(desk).well
        said = receipt_now(desk)
        assert (said.held, said.missing) == (tuple(good), ()), "nobody asked for it yet"


def test_a_restored_vault_is_suspected_where_it_came_back_damaged(
    county: County, handed_in: Path, tmp_path: Path
) -> None:
    receive(county, handed_in)
    with office_on(county.office, 6) as desk:
        bad, good = photos_of(desk)
        note_rotten(desk, [good])
        kept = keeping.backup(desk, tmp_path / "backup")
        rot(desk.vault.at(kept.path.parent / "photos"), bad)
    shutil.rmtree(county.office)
    keeping.restore(kept.path, county.office, PIN, clock=Clock())
    with office_on(county.office, 7) as desk:
        assert rotten(desk) <= {bad}
        assert receipt_now(desk).held == (good,)


def test_a_doctor_who_may_not_write_says_what_the_receipt_will_claim(
    county: County, handed_in: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise DiskFull(path="store.db")

    receive(county, handed_in)
    with office_on(county.office, 6) as desk:
        rot(desk.vault, photos_of(desk)[0])
        monkeypatch.setattr(examining, "note_rotten", refuse)
        assert "坏照片没有记下" in photo_finding(desk).sentence


def test_a_laptop_names_its_own_damaged_photo_and_sends_the_rest(
    county: County, tmp_path: Path
) -> None:
    with in_field(county.laptop) as desk:
        seal_with_photos(desk, sites_of(desk)[0], tmp_path)
        bad, _good = photos_of(desk)
        rot(desk.vault, bad)
        assert "请用备份找回" in photo_finding(desk).sentence
        owed = handed(desk)
        assert (owed.photos, bad[:12] in owed.lacks) == (1, True), "said before the export is tried"
        sent = sending.export(desk, county.root / "back")
    assert (sent.photos, sent.lost) == (1, (bad,))


def test_all_acknowledged_names_what_was_lost_or_given_up_here(
    county: County, tmp_path: Path
) -> None:
    with in_field(county.laptop) as desk:
        seal_with_photos(desk, sites_of(desk)[0], tmp_path, count=8)
        sent = sending.export(desk, county.root / "back")
        lost, *others = photos_of(desk)
    receipt = receive(county, sent.path)
    with in_field(county.laptop) as desk:
        acknowledging.take_receipt(desk, receipt)
        with pytest.raises(sending.AllAcknowledged) as told:
            sending.export(desk, county.root / "back")
        assert told.value.sentence() == "都已回执（第 1 号），没有要交的。"
        assert handed(desk).lacks == ""
        purging.purge(desk)
        with desk.store.unit() as unit:  # as if one had not been given up but lost
            unit.purged._rows.write(delete(PurgedRow).where(PurgedRow.digest == lost))
            unit.commit()
    with office_on(county.office, 6) as desk:
        for photo in (lost, *others):
            desk.vault.discard(photo)
    receipt = receive(county)
    with in_field(county.laptop) as desk:
        acknowledging.take_receipt(desk, receipt)
        with pytest.raises(sending.AllAcknowledged) as told:
            sending.export(desk, county.root / "back")
        with desk.store.reading() as reading:
            line = reading.visits.lines(ROUND)[0]
            taken = [one.digest for one in reading.evidence.of_visit(line.uid)]
        site = line.site
        said, advice = told.value.sentence(), told.value.advice()
        named = "、".join(f"{site} {one[:12]}" for one in taken if one != lost)
        assert said == (
            "都已回执（第 2 号），没有要交的。"
            f"有 1 张照片在本机丢失或损坏，交不了：{site} {lost[:12]}。"
            f"有 7 张照片本机已按以前的回执清理，交不了：{named[: 5 * (len(site) + 14) - 1]}等。"
        )
        assert advice.startswith("丢失的请用本机的备份找回再交，清理过的请县办用备份找回。")
        assert (
            handed(desk).lacks == said.partition("没有要交的。")[2] + advice.partition("县办的")[0]
        )
