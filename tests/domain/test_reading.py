"""Typed reads give what was promised, or refuse."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from inspector.domain import reading
from inspector.domain.reading import BadTree

if TYPE_CHECKING:
    from inspector.domain.canonical import Tree


def test_what_is_promised_is_read() -> None:
    tree = reading.as_mapping({"a": "x", "n": "1.50", "l": [["k", 1]], "m": {}})
    assert reading.text(tree, "a") == "x"
    assert reading.text(tree, "none", "usual") == "usual"
    assert reading.decimal(tree, "n") == Decimal("1.5")
    assert reading.points(tree, "n") == 150
    assert reading.pairs(tree, "l") == [("k", 1)]
    assert reading.mapping(tree, "m") == reading.mapping(tree, "none") == {}
    assert reading.texts(None) == ()
    named = reading.as_mapping({"pairs": [["红榜", 1]], "mapping": {"a": 1}})
    assert reading.named(named, "pairs") == {"红榜": 1}
    assert reading.named(named, "mapping") == {"a": 1}
    assert reading.named(named, "none") == {}


@pytest.mark.parametrize("number", ["NaN", "Infinity", "x", True, None])
def test_what_is_not_a_finite_number_is_refused(number: Tree) -> None:
    with pytest.raises(BadTree):
        reading.as_decimal(number)
