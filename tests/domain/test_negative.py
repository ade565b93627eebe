"""The negative list says which entries a form has, and what each takes away."""

from __future__ import annotations

import pytest

from inspector.domain.canonical import Tree
from inspector.domain.ids import RubricId, StarId
from inspector.domain.negative import VALIDITY_MONTHS, negative_list_from_tree
from inspector.exchange.rubric_file import read_negative_list
from inspector.platform.resources import form

RURAL, COMMUNITY = RubricId("rural"), RubricId("community")


def test_the_countys_list_is_read_with_its_effects() -> None:
    negative = negative_list_from_tree(read_negative_list(form("negative-list.yaml")).tree)
    assert len(negative.entries) == 24
    assert negative.validity_months == 12
    assert negative.entry("N01").cap_level == 2
    assert negative.entry("N01").deny_star[RURAL] == {StarId("ZB")}
    assert negative.entry("N05").deny_all
    assert not negative.entry("N06").deny_all
    assert "N22" not in [entry.id for entry in negative.of_form(RURAL)]
    assert "N22" in [entry.id for entry in negative.of_form(COMMUNITY)]
    with pytest.raises(KeyError):
        negative.entry("N99")


def test_a_list_that_does_not_say_how_long_has_the_usual() -> None:
    tree: dict[str, Tree] = {"entries": [{"id": "N1", "condition": "虚报"}]}
    negative = negative_list_from_tree(tree)
    assert negative.validity_months == VALIDITY_MONTHS
    assert negative.entry("N1").cap_level is None
