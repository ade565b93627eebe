"""Photos fall into groups by phone and pause, and each group gets one sensible suggestion."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from inspector.domain.ids import Digest, ItemCode, StarId
from inspector.domain.rubric import Item, Rubric
from inspector.domain.sorting import (
    Group,
    Shot,
    digits_of,
    grouped,
    hung,
    item_at,
    lacking,
    may_show,
    suggestion,
)
from inspector.domain.visit import Counted, ItemEntry

NOON = datetime(2026, 11, 3, 9, 0)  # noqa: DTZ001 - cameras know no zone


def shot(name: str, seconds: float | None, camera: str = "A") -> Shot:
    at = None if seconds is None else NOON + timedelta(seconds=seconds)
    return Shot(digest=Digest(name), camera=camera, at=at, name=name)


def names(groups: tuple[Group, ...]) -> list[str]:
    return ["".join(shot.name for shot in group.shots) for group in groups]


def test_a_pause_of_more_than_ninety_seconds_begins_a_group() -> None:
    groups = grouped([shot("c", 181), shot("a", 0), shot("b", 90)])
    assert names(groups) == ["ab", "c"]
    assert (groups[0].begin, groups[0].end) == (NOON, NOON + timedelta(seconds=90))


def test_each_phone_has_groups_of_its_own_in_the_order_of_the_walk() -> None:
    shots = [shot("a", 0), shot("b", 10, "B"), shot("c", 20), shot("d", 500, "B"), shot("e", 300)]
    assert names(grouped(shots)) == ["ac", "b", "e", "d"]


def test_pictures_without_a_time_stand_together_at_the_end() -> None:
    shots = [shot("z", None), shot("a", 0), shot("y", None), shot("x", None, "B")]
    assert names(grouped(shots)) == ["a", "x", "yz"]


def test_no_picture_makes_no_group() -> None:
    assert grouped([]) == ()


@pytest.fixture
def small(rural: Rubric) -> Rubric:
    """Two stars with two items each, all of which want two pictures."""

    def wanting(item: Item) -> Item:
        return replace(item, photos_min=2)

    stars = tuple(
        replace(star, items=tuple(map(wanting, star.items[:2]))) for star in rural.stars[:2]
    )
    return replace(rural, stars=stars)


def codes(rubric: Rubric) -> list[ItemCode]:
    return [item.code for item in rubric.items()]


def hanging(**photos: tuple[str, ...]) -> Counted:
    return {
        ItemCode(code.replace("_", "-")): ItemEntry(photos=tuple(map(Digest, ones)))
        for code, ones in photos.items()
    }


def test_the_owner_s_stars_come_first(small: Rubric) -> None:
    second = small.stars[1]
    assert suggestion(small, {}, {second.id}) == second.items[0].code
    assert suggestion(small, {}, ()) == codes(small)[0]
    assert suggestion(small, {}, {StarId("none")}) == codes(small)[0]


def test_people_follow_the_form_and_do_not_go_back(small: Rubric) -> None:
    first, second, *_ = codes(small)
    counted = {second: ItemEntry(photos=(Digest("a"),))}
    assert suggestion(small, counted, (), [Digest("a")]) == second
    assert suggestion(small, counted, (), [Digest("b")]) == first
    done = {second: ItemEntry(photos=(Digest("a"), Digest("b")))}
    assert suggestion(small, done, (), [Digest("a")]) == codes(small)[2]


def test_an_item_that_has_its_pictures_or_forbids_them_is_not_suggested(small: Rubric) -> None:
    first = small.stars[0].items[0]
    counted = {first.code: ItemEntry(photos=(Digest("a"), Digest("b")))}
    assert lacking(first, counted) == 0
    assert lacking(first, {}) == 2
    assert suggestion(small, counted, ()) == codes(small)[1]
    closed = replace(
        first, checkpoints=tuple(replace(one, no_photo=True) for one in first.checkpoints)
    )
    assert may_show(first)
    assert not may_show(closed)
    star = replace(small.stars[0], items=(closed, small.stars[0].items[1]))
    assert suggestion(replace(small, stars=(star,)), {}, ()) == codes(small)[1]


def test_when_nothing_is_lacking_nothing_is_suggested(small: Rubric) -> None:
    enough = ItemEntry(photos=(Digest("a"), Digest("b")))
    assert suggestion(small, dict.fromkeys(codes(small), enough), ()) is None


def test_two_digits_mean_one_item_and_back(rural: Rubric) -> None:
    for star_at, star in enumerate(rural.stars, 1):
        for place, item in enumerate(star.items, 1):
            assert item_at(rural, star_at, place) is item
            assert digits_of(rural, item.code) == (star_at, place)


@pytest.mark.parametrize("digits", [(0, 1), (1, 0), (9, 1), (1, 99)])
def test_digits_beyond_the_form_mean_nothing(rural: Rubric, digits: tuple[int, int]) -> None:
    assert item_at(rural, *digits) is None


def test_an_item_of_another_form_has_no_digits(rural: Rubric) -> None:
    with pytest.raises(KeyError):
        digits_of(rural, ItemCode("XX-1"))


def test_a_picture_may_hang_on_two_items() -> None:
    counted = hanging(ST_1=("a", "b"), ST_2=("a",))
    assert hung(counted) == {"a": ("ST-1", "ST-2"), "b": ("ST-1",)}
