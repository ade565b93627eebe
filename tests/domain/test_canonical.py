"""Equal content has one digest, the one that RFC 8785 gives."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from inspector.domain.canonical import MAX_DEPTH, NotCanonical, canonical, digest

if TYPE_CHECKING:
    from inspector.domain.canonical import Tree

composed = st.text('abc 一垌㟃𬇙é\n"\\/\u2028', max_size=8)
leaves = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | composed
keys = st.text(st.characters(min_codepoint=0, max_codepoint=127), max_size=5)
trees = st.recursive(
    leaves,
    lambda part: st.lists(part, max_size=4) | st.dictionaries(keys, part, max_size=4),
    max_leaves=20,
)


@given(tree=trees)
def test_canonical_bytes_are_those_of_the_standard(tree: Tree) -> None:
    assert canonical(tree) == rfc8785.dumps(tree)
    assert json.loads(canonical(tree)) == tree


def test_the_order_of_keys_does_not_matter_but_the_prefix_does() -> None:
    assert digest({"b": 1, "a": [2]}) == digest({"a": [2], "b": 1})
    assert digest({"a": 1}) != digest({"a": 1}, b"other\0")
    assert len(digest(None)) == 64


def test_a_tree_may_be_as_deep_as_a_form() -> None:
    tree: Tree = "x"
    for _ in range(MAX_DEPTH):
        tree = [tree]
    assert canonical(tree)
    with pytest.raises(NotCanonical, match="deeper"):
        canonical([tree])


@pytest.mark.parametrize(
    ("tree", "words"),
    [
        ({"a": [0, 0.5]}, r"\$\.a\[1\]: float"),
        ({"一": 1}, "not ASCII"),
        ({1: 1}, "not ASCII"),
        ("e\u0301", "not NFC"),
        (2**53, "too large"),
        (-(2**53), "too large"),
        ((1, 2), "tuple"),
        ({"a": {1}}, "set"),
    ],
)
def test_what_has_no_canonical_form_is_refused_with_its_place(tree: Tree, words: str) -> None:
    with pytest.raises(NotCanonical, match=words):
        canonical(tree)
