"""Phones of one model are told apart by what surely tells, and by nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inspector.domain.phones import (
    SIGNS,
    Trace,
    is_unclear,
    model_of,
    signed,
    signs_of,
    told_apart,
)

MODEL = "HUAWEI P60"
FIRST, SECOND, WHO = (signed(MODEL, sign) for sign in "甲乙？")
CARD_A, CARD_B = "media/A/DCIM/100", "media/B/DCIM/100"


def shot(name: str, folder: str = "收图", camera: str = MODEL) -> Trace:
    return Trace(camera=camera, name=name, folder=tuple(folder.split("/")))


def slate(name: str, seat: int, offset: int, folder: str = "收图") -> Trace:
    taken = f"2026-11-03T08:31:{seat + 10:02}"
    return replace(shot(name, folder), seat=seat, offset=offset, taken_at=taken)


def told(*coming: Trace, there: tuple[Trace, ...] = ()) -> list[str]:
    return told_apart(coming, there, {})[0]


def test_one_phone_keeps_its_name() -> None:
    assert told(slate("a.jpg", 1, 5), shot("b.jpg"), shot("c.jpg", camera="")) == [MODEL, MODEL, ""]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (slate("IMG_0001.jpg", 1, 5), slate("IMG_0002.jpg", 2, 6)),  # blurred, and taken again
        (slate("a.jpg", 1, 5), slate("b.jpg", 0, 6)),  # nobody's turn
        (slate("a.jpg", 1, 5), slate("b.jpg", 1, 6)),
        (slate("a.jpg", 1, 5, CARD_A), slate("b.jpg", 2, 900, CARD_A)),  # its clock was set
    ],
)
def test_two_slates_of_one_phone_make_no_two_of_it(one: Trace, other: Trace) -> None:
    assert told(one, other) == [MODEL, MODEL]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (slate("a.jpg", 1, 5), slate("b.jpg", 2, 6)),  # two members, clocks alike
        (slate("a.jpg", 1, 5), slate("b.jpg", 1, 90)),  # one key, two clocks
        (slate("IMG_0001.jpg", 1, 5), slate("IMG_0005.jpg", 2, 6)),
        (slate("IMG_0001.jpg", 1, 5, CARD_A), slate("IMG_0002.jpg", 2, 6, CARD_B)),
    ],
)
def test_slates_that_one_phone_cannot_have_taken_are_of_two(one: Trace, other: Trace) -> None:
    assert told(one, other, shot("x.jpg")) == [FIRST, SECOND, WHO]


def test_the_card_or_the_folder_tells_whose_a_picture_is() -> None:
    slates = (slate("a.jpg", 1, 5, CARD_A), slate("b.jpg", 2, 6, CARD_B))
    others = (shot("c.jpg", "media/A/DCIM/101"), shot("d.jpg", CARD_B), shot("e.jpg", "收图"))
    assert told(*slates, *others)[2:] == [FIRST, SECOND, WHO]
    slates = (slate("a.jpg", 1, 5, "收图/一"), slate("b.jpg", 2, 6, "收图/二"))
    assert told(*slates, shot("c.jpg", "收图/二"), shot("d.jpg"))[2:] == [SECOND, WHO]


def test_the_number_of_a_file_tells_where_the_series_lie_far_apart() -> None:
    slates = (slate("IMG_0400.jpg", 1, 5), slate("IMG_2900.jpg", 2, 5))
    coming = (*slates, shot("IMG_0412.jpg"), shot("IMG_2890.jpg"), shot("IMG_1500.jpg"))
    assert told(*coming)[2:] == [FIRST, SECOND, WHO]
    near = (slate("IMG_0400.jpg", 1, 5), slate("IMG_0900.jpg", 2, 5))
    assert told(*near, shot("IMG_0410.jpg"))[2] == WHO  # 490 away from the other: no proof
    dated = (slate("IMG_20261103_083112.jpg", 1, 5), slate("IMG_20261103_083150.jpg", 2, 5))
    assert told(*dated, shot("IMG_20261103_083115.jpg"))[2] == WHO


def test_pictures_that_are_there_tell_too() -> None:
    there = (shot("IMG_0400.jpg", camera=FIRST), shot("IMG_2900.jpg", camera=SECOND))
    known = {FIRST: (1, 5), SECOND: (2, 6)}
    found, renamed = told_apart([shot("IMG_0500.jpg"), shot("IMG_1600.jpg")], there, known)
    assert (found, renamed) == ([FIRST, WHO], {})


def test_a_second_phone_gives_the_first_its_sign() -> None:
    found, renamed = told_apart([slate("b.jpg", 2, 6), shot("c.jpg")], [], {MODEL: (1, 5)})
    assert (found, renamed) == ([SECOND, WHO], {MODEL: FIRST})
    again = told_apart([slate("b.jpg", 1, 6)], [], {MODEL: (1, 5)})
    assert again == ([MODEL], {})


def test_a_phone_that_is_known_keeps_its_sign_and_a_new_one_gets_another() -> None:
    known = {FIRST: (1, 5), SECOND: (2, 6)}
    coming = [slate("a.jpg", 2, 5), slate("b.jpg", 0, 500)]
    assert told_apart(coming, [], known)[0] == [SECOND, signed(MODEL, "丙")]


def test_a_model_that_the_team_has_twice_is_never_taken_for_one_phone() -> None:
    coming = [slate("a.jpg", 2, 5), shot("b.jpg"), shot("c.jpg", CARD_B)]
    assert told_apart(coming, [], {}, {MODEL})[0] == [SECOND, WHO, WHO]
    carded = [slate("a.jpg", 2, 5, CARD_B), shot("c.jpg", "media/B/DCIM/7")]
    assert told_apart(carded, [], {}, {MODEL})[0] == [SECOND, SECOND]


def test_a_camera_with_a_number_of_its_own_is_itself() -> None:
    camera = f"{MODEL} #3F2A"
    slates = [
        replace(slate("a.jpg", 1, 5), camera=camera),
        replace(slate("b.jpg", 2, 90), camera=camera),
    ]
    assert told_apart(slates, [], {})[0] == [camera, camera]


def test_more_phones_than_signs_share_the_last() -> None:
    slates = [slate(f"{at}.jpg", 0, 100 * at) for at in range(len(SIGNS) + 2)]
    found = told_apart(slates, [], {})[0]
    assert found[-1] == found[-2] == signed(MODEL, SIGNS[-1])
    assert len(set(found)) == len(SIGNS)


def test_a_sign_is_read_back() -> None:
    assert (model_of(FIRST), model_of(WHO), model_of(MODEL)) == (MODEL, MODEL, MODEL)
    assert (is_unclear(WHO), is_unclear(FIRST), is_unclear(MODEL)) == (True, False, False)
    assert signs_of([WHO, SECOND, MODEL, FIRST, "vivo 甲"], MODEL) == [FIRST, SECOND]
