"""What a site is called on paper and on screen."""

from __future__ import annotations

import pytest

from inspector.domain.ids import RubricId, SiteCode, TownshipCode
from inspector.domain.place_words import (
    COMMUNITY_WORDS,
    EITHER_WORDS,
    VILLAGE_WORDS,
    PlaceWords,
    place_words,
)
from inspector.domain.site import Site


def a_site(kind: str, tail: str) -> Site:
    return Site(
        code=SiteCode(f"419924100{tail}"),
        name="南村社区",
        township=TownshipCode("419924100000"),
        rubric=RubricId("rural"),
        kind=kind,
    )


@pytest.mark.parametrize(
    ("kind", "tail", "words"),
    [
        ("村民委员会", "001", VILLAGE_WORDS),
        ("行政村", "500", VILLAGE_WORDS),
        ("居民委员会", "217", COMMUNITY_WORDS),
        ("社区", "217", COMMUNITY_WORDS),
        ("农村社区", "199", COMMUNITY_WORDS),
        ("农村社区", "200", VILLAGE_WORDS),
        ("", "001", COMMUNITY_WORDS),
        ("", "399", VILLAGE_WORDS),
        ("农场", "498", EITHER_WORDS),
        ("", "000", EITHER_WORDS),
        ("", "x17", EITHER_WORDS),
    ],
)
def test_a_site_is_called_by_its_kind_else_by_its_code(
    kind: str, tail: str, words: PlaceWords
) -> None:
    assert place_words(a_site(kind, tail)) == words


def test_a_form_for_anywhere_says_both() -> None:
    assert place_words(None).secretary == "村（社区）党组织书记"


def test_a_community_has_a_secretary_and_keeps_a_copy_but_is_no_village() -> None:
    assert COMMUNITY_WORDS.secretary == "社区党组织书记"
    assert COMMUNITY_WORDS.both_sign == "一式两份，社区和县各存一份"
    assert VILLAGE_WORDS.secretary == "村党组织书记"
    assert VILLAGE_WORDS.inside == "村里"


def test_a_policy_s_text_for_either_is_said_as_it_is_there() -> None:
    text = "考评组存档一份，村（社区）对照整改一份"
    assert COMMUNITY_WORDS.fit(text) == "考评组存档一份，社区对照整改一份"
    assert VILLAGE_WORDS.fit(text) == "考评组存档一份，村对照整改一份"
    assert EITHER_WORDS.fit(text) == text
