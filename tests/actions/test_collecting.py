"""Cards and phones come in with wrong clocks, twice, half pulled out, and with strangers' codes."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from phone_photos import Phone
from played_county import START, Clock, County, at_office, count_site, in_field, sites_of

from inspector.actions import (
    checking_tables,
    collecting,
    gathering,
    phones,
    scoring,
    sealing,
    sending,
    slating,
)
from inspector.actions.collecting import Collected, collect, roll_of
from inspector.actions.desk import Desk
from inspector.actions.diagnosis import State
from inspector.actions.scoring import OpenVisit, Sealed
from inspector.domain.errors import Cancelled
from inspector.domain.ids import PersonId, SiteCode, TeamId, VisitUid
from inspector.domain.marks import Marks, Shape, ShapeKind
from inspector.domain.progress import Ticket
from inspector.domain.slate import LAPTOP, How, Slate, phone_key, slate_line
from inspector.domain.visit import EMPTY
from inspector.media.gate import GATE
from inspector.media.photo_errors import DecoderShut
from inspector.store.engine import VisitSealed

NOON = START.replace(hour=9, minute=0)


@pytest.fixture
def desk(county: County) -> Iterator[Desk]:
    with in_field(county.laptop, Clock(NOON)) as desk:
        yield desk


@pytest.fixture
def visit(desk: Desk) -> OpenVisit:
    return scoring.open_visit(desk, sites_of(desk)[0])


def line_of(visit: OpenVisit, shown: datetime, seat: int = 0) -> str:
    return slate_line(
        Slate(
            visit=visit.uid, site=visit.line.site.code, team=visit.team.id,
            shown=shown.replace(tzinfo=None), seat=seat,
        )
    )  # fmt: skip


def minutes(count: float) -> datetime:
    return NOON + timedelta(minutes=count)


def test_two_phones_with_wrong_clocks_tell_one_time(
    desk: Desk, visit: OpenVisit, tmp_path: Path
) -> None:
    slow = Phone(tmp_path / "a", "A1", timedelta(minutes=2, seconds=4))
    epoch = Phone(tmp_path / "b", "B1", NOON.replace(tzinfo=None) - datetime(1970, 1, 1))  # noqa: DTZ001 - phones know no zone
    files = [
        slow.shoot(minutes(1), slate=line_of(visit, minutes(1), seat=1)),
        epoch.shoot(minutes(1.2), slate=line_of(visit, minutes(1.2), seat=2)),
        slow.shoot(minutes(10)),
        epoch.shoot(minutes(11)),
    ]
    told = collect(desk, visit, files)
    assert {clock.offset for clock in told.slates} >= {124}
    assert [clock.owner for clock in sorted(told.slates, key=lambda clock: clock.camera)] == [
        visit.people[0].id,
        visit.people[1].id,
    ]
    roll = roll_of(desk, visit)
    whole = {one.evidence.camera: roll.at(one.evidence) for one in roll.photos if not one.aside}
    assert whole == {
        "Maker A1": minutes(10).replace(tzinfo=None),
        "Maker B1": minutes(11).replace(tzinfo=None),
    }
    assert sum(one.aside for one in roll.photos) == 2  # the slates themselves
    originals = {one.evidence.taken_at[:4] for one in roll.photos}
    assert originals == {"2026", "1970"}  # never overwritten


def test_a_phone_without_a_slate_goes_by_its_own_time(
    desk: Desk, visit: OpenVisit, tmp_path: Path
) -> None:
    phone = Phone(tmp_path / "a", "A1")
    told = collect(desk, visit, [phone.shoot(minutes(5)), phone.shoot(minutes(-600))])
    assert (len(told.taken), len(told.outside), told.slates) == (1, 1, ())
    assert roll_of(desk, visit).clock("Maker A1") is None


def test_what_lies_outside_is_offered_and_then_taken(
    desk: Desk, visit: OpenVisit, tmp_path: Path
) -> None:
    phone = Phone(tmp_path / "a", "A1")
    files = [phone.shoot(minutes(-2_000)), phone.shoot(minutes(3), timeless=True)]
    before = desk.vault.count()
    told = collect(desk, visit, files)
    assert told.outside == tuple(files)
    assert desk.vault.count() == before
    assert len(collect(desk, visit, told.outside, anyway=True).taken) == 2


def test_heic_comes_in(desk: Desk, visit: OpenVisit, tmp_path: Path) -> None:
    phone = Phone(tmp_path / "a", "A1", timedelta(seconds=30))
    slate = line_of(visit, minutes(1), seat=3)
    told = collect(desk, visit, [phone.shoot(minutes(1), slate=slate, heic=True)])
    assert [(clock.offset, clock.how) for clock in told.slates] == [(30, How.QR)]


def test_the_same_card_twice_brings_nothing_new(
    desk: Desk, visit: OpenVisit, tmp_path: Path
) -> None:
    phone = Phone(tmp_path / "a", "A1")
    files = [phone.shoot(minutes(at)) for at in range(3)]
    assert len(collect(desk, visit, files).taken) == 3
    again = collect(desk, visit, files)
    assert (again.taken, dict(again.doubles)) == ((), {visit.place: 3})
    assert len(roll_of(desk, visit).photos) == 3


def test_one_file_from_two_places_is_one_photo(
    desk: Desk, visit: OpenVisit, tmp_path: Path
) -> None:
    file = Phone(tmp_path / "a", "A1").shoot(minutes(1))
    copy = tmp_path / "copy.jpg"
    copy.write_bytes(file.read_bytes())
    told = collect(desk, visit, [file, copy])
    assert (len(told.taken), sum(told.doubles.values())) == (1, 1)


def test_a_photo_of_another_village_is_named_with_it(
    desk: Desk, visit: OpenVisit, tmp_path: Path
) -> None:
    file = Phone(tmp_path / "a", "A1").shoot(minutes(1))
    collect(desk, visit, [file])
    other = scoring.open_visit(desk, sites_of(desk)[1])
    assert dict(collect(desk, other, [file]).doubles) == {visit.place: 1}


def test_a_card_that_is_pulled_out_leaves_whole_photos(
    desk: Desk, visit: OpenVisit, tmp_path: Path
) -> None:
    phone = Phone(tmp_path / "a", "A1")
    files = [phone.shoot(minutes(at)) for at in range(4)]
    half = files[2].read_bytes()
    files[2].write_bytes(half[: len(half) // 2])
    files[3].unlink()
    told = collect(desk, visit, files)
    assert (len(told.taken), len(told.refused)) == (2, 2)
    assert all(desk.vault.has(photo) for photo in told.taken)


def test_stopped_in_the_middle_what_came_stays(
    desk: Desk, visit: OpenVisit, tmp_path: Path
) -> None:
    phone = Phone(tmp_path / "a", "A1")
    files = [phone.shoot(minutes(at)) for at in range(6)]
    ticket = Ticket(lambda done, _total, _label: ticket.cancel() if done == 1 else None)
    with pytest.raises(Cancelled):
        collect(desk, visit, files, ticket=ticket)
    photos = roll_of(desk, visit).photos
    assert 1 <= len(photos) < 6
    assert all(desk.vault.has(one.digest) for one in photos)


def test_without_a_decoder_nothing_is_taken(
    desk: Desk, visit: OpenVisit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    GATE.close()
    monkeypatch.setattr(GATE, "_command", [sys.executable, "-c", "pass"])
    with pytest.raises(DecoderShut):
        collect(desk, visit, [Phone(tmp_path / "a", "A1").shoot(minutes(1))])
    assert roll_of(desk, visit).photos == ()


def test_no_photo_at_all_is_no_error(desk: Desk, visit: OpenVisit) -> None:
    told = collect(desk, visit, [])
    assert told == Collected(
        taken=(), doubles={}, outside=(), refused=(), slates=(), unclear={}, strange=()
    )


def test_another_visit_s_slate_sets_no_clock(desk: Desk, visit: OpenVisit, tmp_path: Path) -> None:
    phone = Phone(tmp_path / "a", "A1", timedelta(minutes=9))
    other = scoring.open_visit(desk, sites_of(desk)[1])
    strange = slate_line(
        Slate(
            visit=VisitUid("2027-01/cross/999999999999/T99/1"), site=SiteCode("999999999999"),
            team=TeamId("T99"), shown=minutes(2).replace(tzinfo=None),
        )
    )  # fmt: skip
    files = [
        phone.shoot(minutes(1), slate=line_of(other, minutes(1))),
        phone.shoot(minutes(2), slate=strange),
        phone.shoot(minutes(3), slate="A" * 90),
    ]
    told = collect(desk, visit, files, anyway=True)
    assert told.slates == ()
    assert set(told.strange) == {other.place, "999999999999"}
    assert slating.clocks_of(desk, visit) == ()


def test_another_visit_s_slate_is_not_taken_for_ours(
    desk: Desk, visit: OpenVisit, tmp_path: Path
) -> None:
    other = scoring.open_visit(desk, sites_of(desk)[1])
    early = minutes(-600)
    file = Phone(tmp_path / "a", "A1").shoot(early, slate=line_of(other, early))
    told = collect(desk, visit, [file])
    assert (told.taken, told.outside) == ((), (file,))


def test_a_slate_without_a_time_in_the_photo_sets_no_clock(
    desk: Desk, visit: OpenVisit, tmp_path: Path
) -> None:
    phone = Phone(tmp_path / "a", "A1")
    file = phone.shoot(minutes(1), slate=line_of(visit, minutes(1)), timeless=True)
    told = collect(desk, visit, [file])
    assert (len(told.taken), told.slates) == (1, ())


def test_an_earlier_village_s_slate_serves_until_there_is_one(
    desk: Desk, visit: OpenVisit, tmp_path: Path
) -> None:
    phone = Phone(tmp_path / "a", "A1", timedelta(minutes=9))
    collect(desk, visit, [phone.shoot(minutes(1), slate=line_of(visit, minutes(1), seat=2))])
    other = scoring.open_visit(desk, sites_of(desk)[1])
    assert collect(desk, other, [phone.shoot(minutes(4))]).taken
    clock = roll_of(desk, other).clock("Maker A1")
    assert clock is not None
    assert (clock.offset, clock.owner) == (540, visit.people[1].id)
    again = collect(desk, other, [phone.shoot(minutes(5), slate=line_of(other, minutes(5)))])
    assert again.slates[0].owner == visit.people[1].id  # a phone stays whose it was


def test_a_sealed_visit_takes_no_photos(desk: Desk, tmp_path: Path) -> None:
    visit = count_site(desk, sites_of(desk)[0])
    sealing.seal(desk, visit, left="没有")
    with pytest.raises(Sealed):
        collect(desk, visit, [Phone(tmp_path / "a", "A1").shoot(START)])
    with pytest.raises(VisitSealed):
        collecting.name_owner(desk, visit, "x", None)


def test_photos_put_aside_come_back(desk: Desk, visit: OpenVisit, tmp_path: Path) -> None:
    told = collect(desk, visit, [Phone(tmp_path / "a", "A1").shoot(minutes(1))])
    collecting.put_aside(desk, visit, told.taken)
    assert [one.aside for one in roll_of(desk, visit).photos] == [True]
    collecting.put_aside(desk, visit, told.taken, aside=False)
    assert [one.aside for one in roll_of(desk, visit).photos] == [False]


def test_a_phone_is_somebody_s_with_a_slate_or_without(
    desk: Desk, visit: OpenVisit, tmp_path: Path
) -> None:
    collecting.name_owner(desk, visit, "Maker A1", PersonId("T01-2"))
    clock = roll_of(desk, visit).clocks[phone_key("Maker A1")]
    assert (clock.how, clock.offset, clock.owner) == (How.NAMED, 0, "T01-2")
    phone = Phone(tmp_path / "a", "A1", timedelta(minutes=9))
    collect(desk, visit, [phone.shoot(minutes(1), slate=line_of(visit, minutes(1)))])
    collecting.name_owner(desk, visit, "Maker A1", None)
    clock = roll_of(desk, visit).clocks[phone_key("Maker A1")]
    assert (clock.how, clock.offset, clock.owner) == (How.QR, 540, None)


def test_only_what_an_item_shows_becomes_evidence(
    desk: Desk, visit: OpenVisit, tmp_path: Path
) -> None:
    phone = Phone(tmp_path / "a", "A1")
    one, two = collect(desk, visit, [phone.shoot(minutes(1)), phone.shoot(minutes(2))]).taken
    item = next(iter(visit.rubric.items())).code

    def hang(*photos: str) -> list[str]:
        opened = scoring.open_visit(desk, visit.line.site.code)
        entry = opened.counted.get(item, EMPTY)
        gathering.put_item(desk, opened, item, entry.__class__(photos=tuple(photos)))  # type: ignore[arg-type]  # digests
        with desk.store.reading() as reading:
            return [evidence.digest for evidence in reading.evidence.of_visit(visit.uid)]

    assert hang(one) == [one]
    assert hang(one, two) == [one, two]
    assert hang(two) == [two]
    assert hang() == []
    assert len(roll_of(desk, visit).photos) == 2


def test_what_is_on_record_stays_evidence(desk: Desk, tmp_path: Path) -> None:
    """An earlier 定稿 named it; the doctor would miss it in the tables."""
    visit = count_site(desk, sites_of(desk)[0])
    (photo,) = collect(desk, visit, [Phone(tmp_path / "a", "A1").shoot(minutes(1))]).taken
    item = next(iter(visit.rubric.items())).code
    shown = replace(visit.counted[item], photos=(photo,))
    gathering.put_item(desk, visit, item, shown)
    sealing.seal(desk, visit, left="没有")
    opened = sealing.reopen(desk, visit, "补照片")
    gathering.put_item(desk, opened, item, replace(shown, photos=()))
    with desk.store.reading() as reading:
        assert [one.digest for one in reading.evidence.of_visit(visit.uid)] == [photo]


def test_clocks_and_shapes_travel_and_unsorted_photos_do_not(
    county: County, desk: Desk, tmp_path: Path
) -> None:
    visit = count_site(desk, sites_of(desk)[0])
    phone = Phone(tmp_path / "a", "A1", timedelta(seconds=124))
    files = [phone.shoot(minutes(1), slate=line_of(visit, minutes(1)))]
    files += [phone.shoot(minutes(at)) for at in (2, 3)]
    collect(desk, visit, files)
    shot = [one.digest for one in roll_of(desk, visit).photos if not one.aside]
    item = next(iter(visit.rubric.items())).code
    gathering.put_item(desk, visit, item, replace(visit.counted[item], photos=(shot[0],)))
    arrow = Shape(kind=ShapeKind.ARROW, x1=0, y1=0, x2=500, y2=400)
    marks = [Marks(photo=photo, shapes=(arrow,)) for photo in shot]
    with desk.store.unit() as unit:
        unit.photo_marks.put(visit.uid, marks)
        unit.commit()
    sealing.seal(desk, visit, left="没有")
    package = sending.export(desk, tmp_path / "stick").path
    with at_office(county.office) as office:
        county.accept(office, [package])
        with office.store.reading() as reading:
            (clock,) = reading.phone_clocks.of_visit(visit.uid)
            assert (clock.camera, clock.offset) == ("Maker A1", 124)
            assert reading.photo_marks.of_visit(visit.uid) == (marks[0],)
            assert [one.digest for one in reading.evidence.of_visit(visit.uid)] == [shot[0]]
        assert not office.vault.has(shot[1])
        assert checking_tables.check_projection(office, mend=False).state is State.WELL


def test_what_the_laptops_camera_took_belongs_to_the_visit_and_to_its_clock(
    desk: Desk, visit: OpenVisit, tmp_path: Path
) -> None:
    jpeg = Phone(tmp_path / "a", "A1").shoot(NOON - timedelta(days=3)).read_bytes()
    still = collecting.still_of(desk, jpeg)
    taken = datetime.fromisoformat(still.taken_at)
    assert abs(taken - desk.clock().replace(tzinfo=None)) < timedelta(minutes=1)
    told = collecting.collect(desk, visit, [still])
    (photo,) = told.taken
    (one,) = collecting.roll_of(desk, visit).photos
    assert (one.evidence.camera, one.evidence.taken_at) == (LAPTOP, still.taken_at)
    assert one.evidence.source_name.startswith(LAPTOP)
    roll = collecting.roll_of(desk, visit)
    assert roll.at(one.evidence) == taken
    assert desk.vault.get(photo)
    again = collecting.collect(desk, visit, [collecting.still_of(desk, jpeg)])
    assert (again.taken, sum(again.doubles.values())) == ((), 1)


def test_a_still_after_the_visits_time_is_kept_too_and_a_slate_in_it_sets_no_clock(
    desk: Desk, visit: OpenVisit, tmp_path: Path
) -> None:
    line = line_of(visit, NOON)
    jpeg = Phone(tmp_path / "a", "A1").shoot(NOON, slate=line).read_bytes()
    late = replace(collecting.still_of(desk, jpeg), taken_at="2027-05-01T08:00:00")
    told = collecting.collect(desk, visit, [late])
    assert (len(told.taken), told.slates, told.outside) == (1, (), ())


def twins(tmp_path: Path) -> tuple[Phone, Phone]:
    """Two phones of one model, whose clocks agree, each on a card of its own."""
    one, other = (Phone(tmp_path / f"{name}/DCIM/100", "P60") for name in "ab")
    other._count = 40  # its pictures show something else
    return one, other


def test_two_phones_of_one_model_each_keep_owner_and_clock(
    desk: Desk, visit: OpenVisit, tmp_path: Path
) -> None:
    one, other = twins(tmp_path)
    other._behind = timedelta(minutes=9)
    loose = Phone(tmp_path / "收图", "P60")
    files = [
        one.shoot(minutes(1), slate=line_of(visit, minutes(1), seat=1)),
        other.shoot(minutes(2), slate=line_of(visit, minutes(2), seat=2)),
        one.shoot(minutes(10)),
        other.shoot(minutes(11)),
        loose.shoot(minutes(12)),
    ]
    told = collect(desk, visit, files)
    assert told.unclear == {"Maker P60": 1}
    roll = roll_of(desk, visit)
    at = {one.evidence.camera: roll.at(one.evidence) for one in roll.photos if not one.aside}
    assert at == {
        "Maker P60 甲": minutes(10).replace(tzinfo=None),
        "Maker P60 乙": minutes(11).replace(tzinfo=None),
        "Maker P60 ？": minutes(12).replace(tzinfo=None),
    }
    owners = {clock.camera: clock.owner for clock in roll.clocks.values()}
    assert owners == {
        "Maker P60 甲": visit.people[0].id,
        "Maker P60 乙": visit.people[1].id,
    }
    (unclear,) = (one for one in roll.photos if one.evidence.camera.endswith("？"))
    with pytest.raises(slating.PhoneUnclear):
        slating.type_time(desk, visit, unclear.digest, "8:31")
    item = next(iter(visit.rubric.items())).code
    gathering.put_item(desk, visit, item, replace(EMPTY, photos=(unclear.digest,)))
    phones.name_phone(desk, visit, [unclear.digest], "Maker P60 乙")
    with desk.store.reading() as reading:
        (evidence,) = reading.evidence.of_visit(visit.uid)
    assert evidence.camera == "Maker P60 乙"
    roll = roll_of(desk, visit)
    assert roll.at(evidence) == minutes(21).replace(tzinfo=None)


def test_an_unclear_picture_belongs_if_it_does_for_one_of_the_phones(
    desk: Desk, visit: OpenVisit, tmp_path: Path
) -> None:
    one, other = twins(tmp_path)
    other._behind = timedelta(days=30)
    loose = Phone(tmp_path / "收图", "P60", timedelta(days=30))
    files = [
        one.shoot(minutes(1), slate=line_of(visit, minutes(1), seat=1)),
        other.shoot(minutes(2), slate=line_of(visit, minutes(2), seat=2)),
        loose.shoot(minutes(12)),
        loose.shoot(minutes(12) - timedelta(days=300)),
    ]
    told = collect(desk, visit, files)
    assert (len(told.taken), len(told.outside)) == (3, 1)


def test_a_second_phone_that_comes_later_unsettles_what_was_taken_for_one(
    desk: Desk, visit: OpenVisit, tmp_path: Path
) -> None:
    one, other = twins(tmp_path)
    collect(
        desk,
        visit,
        [one.shoot(minutes(1), slate=line_of(visit, minutes(1), seat=1)), one.shoot(minutes(5))],
    )
    assert set(roll_of(desk, visit).clocks) == {phone_key("Maker P60")}
    other._count = 3_000
    told = collect(
        desk,
        visit,
        [
            other.shoot(minutes(2), slate=line_of(visit, minutes(2), seat=2)),
            other.shoot(minutes(6)),
        ],
    )
    assert told.unclear == {}
    roll = roll_of(desk, visit)
    assert {clock.camera for clock in roll.clocks.values()} == {"Maker P60 甲", "Maker P60 乙"}
    cameras = [one.evidence.camera for one in roll.photos]
    assert cameras == ["Maker P60 ？", "Maker P60 ？", "Maker P60 乙", "Maker P60 乙"]


def test_what_an_earlier_visit_knew_of_twins_is_asked_and_not_guessed(
    desk: Desk, visit: OpenVisit, tmp_path: Path
) -> None:
    one, other = twins(tmp_path)
    files = [
        one.shoot(minutes(1), slate=line_of(visit, minutes(1), seat=1)),
        other.shoot(minutes(2), slate=line_of(visit, minutes(2), seat=2)),
    ]
    collect(desk, visit, files)
    later = scoring.open_visit(desk, sites_of(desk)[1])
    told = collect(desk, later, [Phone(tmp_path / "c", "P60").shoot(minutes(9))], anyway=True)
    assert told.unclear == {"Maker P60": 1}
