"""未检 → 合格 / 不合格, and nothing of a stranger's photo is shown but what the process made."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from played_county import County, at_office, count_site, draw_photo, in_field, sites_of

from inspector.actions import (
    checking_photos,
    examining,
    gathering,
    receiving,
    showing,
    visit_sheets,
)
from inspector.actions.checking_photos import PhotoRefused, check_photos, picture_of
from inspector.actions.desk import Desk
from inspector.domain.errors import Cancelled
from inspector.domain.ids import Digest, VisitUid
from inspector.domain.progress import Ticket
from inspector.media.batch import Batch
from inspector.media.gate import GATE, Gate
from inspector.media.photo_errors import DecoderShut
from inspector.media.vault import PhotoDamaged, PhotoMissing, Shape
from inspector.platform.durable import DiskFull
from inspector.store.carried import Carried, CarriedPhotos, CheckState

NOBODY = VisitUid("2026-11/cross/419901100201/T01/1")
"""A visit that has no shapes on its photos."""


@pytest.fixture
def desk(county: County) -> Iterator[Desk]:
    with at_office(county.office) as desk:
        yield desk


def bring(desk: Desk, *contents: bytes, kept: bool = True) -> list[Digest]:
    """Put photos where an import leaves them."""
    digests = [Digest(sha256(content).hexdigest()) for content in contents]
    for content, digest in zip(contents, digests, strict=True):
        if kept:
            desk.vault.put(content, digest)
    rows = [
        Carried(digest=digest, package="ab" * 32, media="image/jpeg", size=len(content))
        for content, digest in zip(contents, digests, strict=True)
    ]
    with desk.store.unit() as unit:
        unit.carried.add(rows)
        unit.commit()
    return digests


def state(desk: Desk, digest: Digest) -> CheckState | None:
    with desk.store.reading() as reading:
        check = reading.checks.one(digest)
    return check.state if check is not None else None


@pytest.fixture
def photo(tmp_path: Path) -> bytes:
    return draw_photo(tmp_path / "a.jpg").read_bytes()


def test_a_photo_that_came_is_unchecked_until_it_was_decoded(desk: Desk, photo: bytes) -> None:
    good, bad = bring(desk, photo, photo[:4000])
    assert checking_photos.count_unchecked(desk) == 2
    checked = check_photos(desk)
    assert (checked.sound, checked.waiting, checked.absent) == (1, 0, 0)
    assert [one.digest for one in checked.refused] == [bad]
    assert checked.sentence == "查了 2 张照片，合格 1 张，不合格 1 张"
    assert (state(desk, good), state(desk, bad)) == (CheckState.SOUND, CheckState.REFUSED)
    assert desk.vault.get_thumbnail(good).startswith(b"\xff\xd8")
    assert not desk.vault.has(bad, Shape.THUMBNAIL)
    assert desk.vault.get(bad) == photo[:4000], "the evidence stays as it came"


def test_photos_that_records_name_are_checked_too(
    county: County, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder of an older program does not know what its packages carried."""
    monkeypatch.setattr(CarriedPhotos, "add", lambda *_arguments: 0)
    with in_field(county.laptop) as desk:
        visit = count_site(desk, sites_of(desk)[0])
        item = next(iter(visit.rubric.items())).code
        file = draw_photo(tmp_path / "a.jpg")
        (photo,) = gathering.attach(desk, visit, item, [file]).evidence
    package = county.hand_in(county.laptop)
    with at_office(county.office) as desk:
        receiving.take_in(desk, [package])
        assert check_photos(desk).sound == 1
        assert desk.vault.get_thumbnail(photo.digest)


def test_what_was_checked_is_not_checked_again(desk: Desk, photo: bytes) -> None:
    bring(desk, photo, photo[:4000])
    check_photos(desk)
    assert check_photos(desk).seen == 0
    again = check_photos(desk, again=True)
    assert (again.sound, len(again.refused)) == (0, 1)


def test_a_slice_leaves_the_rest_waiting(desk: Desk, tmp_path: Path) -> None:
    photos = [draw_photo(tmp_path / f"{at}.jpg").read_bytes() for at in range(3)]
    bring(desk, *photos)
    first = check_photos(desk, at_most=2)
    assert (first.sound, first.waiting) == (2, 1)
    assert first.sentence.endswith("还有 1 张未检")
    assert check_photos(desk, at_most=2).waiting == 0


def test_stopped_it_goes_on_where_it_was(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking_photos, "TOGETHER", 2)
    bring(desk, *(draw_photo(tmp_path / f"{at}.jpg").read_bytes() for at in range(5)))
    ticket = Ticket(lambda *_step: ticket.cancel())
    with pytest.raises(Cancelled):
        check_photos(desk, ticket=ticket)
    left = checking_photos.count_unchecked(desk)
    assert left == 3, "what was seen before is not lost"
    assert check_photos(desk).sound == left


def test_no_photo_is_called_sound_before_its_thumbnail_lasts(
    desk: Desk, photo: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    (digest,) = bring(desk, photo)

    def full(*_arguments: object) -> None:
        raise DiskFull(path="x", needed=1, free=0)

    with monkeypatch.context() as broken:
        broken.setattr(Batch, "settle", full)
        with pytest.raises(DiskFull):
            check_photos(desk)
    assert state(desk, digest) is None
    assert check_photos(desk).sound == 1


def test_a_photo_that_is_not_here_stays_unchecked(desk: Desk, photo: bytes) -> None:
    (absent,) = bring(desk, photo, kept=False)
    checked = check_photos(desk)
    assert (checked.seen, checked.absent) == (0, 1)
    assert "1 张没有收到" in checked.sentence
    assert state(desk, absent) is None


def test_a_photo_that_rotted_on_our_disk_is_no_fault_of_its_maker(
    desk: Desk, photo: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    (digest,) = bring(desk, photo)

    def rotten(*_arguments: object) -> bytes:
        raise PhotoDamaged(digest=digest, path="x")

    monkeypatch.setattr(type(desk.vault), "get", rotten)
    assert check_photos(desk).absent == 1
    assert state(desk, digest) is None


def test_a_process_that_does_not_start_decides_nothing(
    desk: Desk, photo: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    (digest,) = bring(desk, photo)
    GATE.close()
    monkeypatch.setattr(GATE, "_command", ["/no/such/program"])
    with pytest.raises(DecoderShut):
        check_photos(desk)
    assert state(desk, digest) is None


def test_unchecked_photos_are_decoded_before_they_are_seen(desk: Desk, photo: bytes) -> None:
    good, bad = bring(desk, photo, b"\xff\xd8\xff\xe0" + b"x" * 3000)
    assert showing.thumbnail_of(desk, good) != photo
    with pytest.raises(PhotoRefused) as caught:
        showing.thumbnail_of(desk, bad)
    assert bad[:12] in caught.value.sentence()


def test_a_refused_photo_is_not_decoded_again(
    desk: Desk, photo: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    (bad,) = bring(desk, photo[:4000])
    check_photos(desk)
    monkeypatch.delattr(Gate, "reduce")
    with desk.store.reading() as reading, pytest.raises(PhotoRefused):
        picture_of(reading, desk, bad, 1000)


def test_a_photo_that_is_gone_is_missing(desk: Desk) -> None:
    with desk.store.reading() as reading, pytest.raises(PhotoMissing):
        picture_of(reading, desk, Digest("ab" * 32), 256)


def test_paper_shows_a_box_in_place_of_a_photo_that_is_unfit(
    desk: Desk, photo: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    good, bad = bring(desk, photo, photo[:4000])
    with desk.store.reading() as reading:
        shown = visit_sheets._printed(reading, desk, NOBODY, good, "XC-1")
        assert shown.open is not None
        assert shown.open() != photo
        box = visit_sheets._printed(reading, desk, NOBODY, bad, "XC-1")
        assert (box.open, box.instead) == (None, "照片不合格，未印")
        GATE.close()
        monkeypatch.setattr(GATE, "_command", [sys.executable, "-c", "pass"])
        assert (
            visit_sheets._printed(reading, desk, NOBODY, good, "XC-1").instead == "照片未检，未印"
        )


def test_the_doctor_names_what_is_unfit(desk: Desk, photo: bytes) -> None:
    def said() -> dict[str, str]:
        return {one.name: one.sentence for one in examining.examine(desk)}

    assert not {"未检照片", "不合格照片"} & set(said())
    _, bad = bring(desk, photo, photo[:4000])
    assert "2 张" in said()["未检照片"]
    check_photos(desk)
    assert f"{bad[:12]} 文件 不完整" in said()["不合格照片"]
    assert "未检照片" not in said()


def test_a_laptop_has_nothing_to_check(county: County) -> None:
    with in_field(county.laptop) as desk:
        assert sites_of(desk)
        assert check_photos(desk).seen == 0
