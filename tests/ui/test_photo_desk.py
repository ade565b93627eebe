"""Slate and photos of the visit page on a real folder: what is plugged in comes in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from phone_photos import Phone, code_picture
from played_county import START, Clock, County, in_field, sites_of

from inspector.actions.desk import Desk
from inspector.domain.marks import Shape, ShapeKind
from inspector.domain.progress import Ticket
from inspector.domain.visit import ItemEntry
from inspector.platform.removable import Mount
from inspector.ui import photo_desk
from inspector.ui.field_desk import FieldDesk

NOON = START.replace(hour=9, minute=0)
FACE = Shape(kind=ShapeKind.COVER, x1=200, y1=200, x2=600, y2=700)


@pytest.fixture
def desk(county: County) -> Iterator[Desk]:
    with in_field(county.laptop, Clock(NOON)) as desk:
        yield desk


@pytest.fixture
def field(desk: Desk) -> FieldDesk:
    return FieldDesk(desk, sites_of(desk)[0])


def test_cards_and_the_folder_come_in_from_the_slate_to_the_item(
    field: FieldDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slates, roll = field.slates, field.roll
    assert [person.name for person in slates.people] == ["人11", "人12", "人13"]
    card = Phone(tmp_path / "card/DCIM/100", "A1", timedelta(seconds=124))
    inbox = Phone(tmp_path / "收图/手机二", "B1")
    card.shoot(NOON - timedelta(days=2))
    card.shoot(NOON + timedelta(minutes=1))
    inbox.shoot(NOON + timedelta(minutes=2))
    monkeypatch.setattr(photo_desk, "mounts", lambda: [Mount(path=tmp_path / "card", name="卡")])
    found = roll.find(tmp_path / "收图", Ticket())
    assert (found.names, len(found.files), found.older) == (("卡", "收图"), 2, 1)
    told = roll.collect(found.files, anyway=False, ticket=Ticket())
    assert (told.new, told.doubles, told.refused) == (2, (), ())
    again = roll.collect([tmp_path / "收图"], anyway=False, ticket=Ticket())
    assert again.doubles == (("", 1),)
    one, two = (photo.digest for photo in field.photos())
    assert roll.find(tmp_path / "none", Ticket()).names == ("卡",)
    assert roll.picture(one).startswith(b"\xff\xd8")
    roll.put_aside([two], aside=True)
    assert len(field.photos()) == 1
    roll.name_owner("Maker A1", slates.people[2].id)
    roll.type_time(one, "9:03:04")
    assert {clock.camera: clock.offset for clock in slates.clocks()} == {"Maker A1": 248}
    item = next(iter(field.rubric.items())).code
    field.put_item(item, ItemEntry(photos=(one,)))
    stands = roll.mark(one, [FACE])
    field.put_item(item, ItemEntry(photos=(stands,)))
    roll.drop(one)
    assert roll.export(tmp_path / "out", Ticket()) == 1


def test_the_slate_shows_the_site_and_may_be_skipped(field: FieldDesk) -> None:
    face = field.slates.face(2)
    assert face.site == field.place.name
    assert code_picture("x").width == 300
    field.slates.skip("四不两直")
    assert [clock.reason for clock in field.slates.clocks()] == ["四不两直"]
