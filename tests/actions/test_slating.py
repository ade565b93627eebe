"""The slate says where and when; without one a reason is given, or a time read off a photo."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from phone_photos import Phone
from played_county import START, Clock, County, in_field, sites_of

from inspector.actions import collecting, scoring, slating
from inspector.actions.desk import Desk
from inspector.actions.scoring import OpenVisit
from inspector.domain.ids import PersonId
from inspector.domain.slate import How

NOON = START.replace(hour=9, minute=0)


@pytest.fixture
def desk(county: County) -> Iterator[Desk]:
    with in_field(county.laptop, Clock(NOON)) as desk:
        yield desk


@pytest.fixture
def visit(desk: Desk) -> OpenVisit:
    return scoring.open_visit(desk, sites_of(desk)[0])


def test_the_slate_shows_the_place_and_another_code_each_second(
    desk: Desk, visit: OpenVisit
) -> None:
    one, two = slating.face_of(desk, visit), slating.face_of(desk, visit, 1)
    assert (one.township, one.site, one.code) == (
        visit.line.township, visit.line.site.name, visit.line.site.code,
    )  # fmt: skip
    assert one.day == "2026年11月3日 星期二"
    assert one.clock < two.clock
    assert one.modules != two.modules
    assert {len(row) for row in one.modules} == {len(one.modules)} == {29}


def test_the_leader_may_do_without_a_slate_and_says_why(desk: Desk, visit: OpenVisit) -> None:
    with pytest.raises(slating.NoReason):
        slating.skip(desk, visit, "  ")
    slating.skip(desk, visit, " 四不两直 ")
    (clock,) = slating.clocks_of(desk, visit)
    assert (clock.how, clock.reason, clock.owner) == (How.SKIPPED, "四不两直", "T01-1")


def test_a_time_read_off_the_photo_sets_the_phone_s_clock(
    desk: Desk, visit: OpenVisit, tmp_path: Path
) -> None:
    phone = Phone(tmp_path / "a", "A1", timedelta(seconds=124))
    at = NOON + timedelta(minutes=5)
    (photo,) = collecting.collect(desk, visit, [phone.shoot(at)]).taken
    collecting.name_owner(desk, visit, "Maker A1", PersonId("T01-3"))
    with pytest.raises(slating.NotATime):
        slating.type_time(desk, visit, photo, "半夜")
    clock = slating.type_time(desk, visit, photo, f"{at:%H:%M:%S}")
    assert (clock.how, clock.offset, clock.owner) == (How.TYPED, 124, "T01-3")
    roll = collecting.roll_of(desk, visit)
    assert [one.aside for one in roll.photos] == [True]
    assert roll.at(roll.photos[0].evidence) == at.replace(tzinfo=None)


def test_a_photo_without_a_time_sets_no_clock(desk: Desk, visit: OpenVisit, tmp_path: Path) -> None:
    file = Phone(tmp_path / "a", "A1").shoot(NOON, timeless=True)
    (photo,) = collecting.collect(desk, visit, [file], anyway=True).taken
    with pytest.raises(slating.PhotoWithoutTime):
        slating.type_time(desk, visit, photo, "9:00")
    assert slating.clocks_of(desk, visit) == ()
