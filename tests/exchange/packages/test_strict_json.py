"""Canonical JSON and nothing else."""

from __future__ import annotations

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from inspector.domain.canonical import Tree, canonical
from inspector.exchange.strict_json import NotStrict, read_tree

nfc = st.text('中文abc 012"\\\n\u00e9', max_size=12)
trees: st.SearchStrategy[Tree] = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | nfc,
    lambda part: st.lists(part, max_size=3) | st.dictionaries(st.text("abz_", max_size=4), part),
    max_leaves=8,
)


@given(trees)
def test_what_was_written_is_read_and_equals_rfc_8785(tree: Tree) -> None:
    source = canonical(tree)
    assert read_tree(source) == tree
    assert source == rfc8785.dumps(tree)


@pytest.mark.parametrize(
    "source",
    [
        b'{"a":1,"a":1}',
        b'{"a":1.0}',
        b'{"a":1e2}',
        b'{"a":NaN}',
        b'{"b":1,"a":2}',
        b'{"a": 1}',
        b'{"a":1}\n',
        b'{"a":"\\u0061"}',
        b'{"a":"\\ud800"}',
        b'{"a":"e\xcc\x81"}',
        b'{"a":9007199254740992}',
        b'{"a":' + b"9" * 5_000 + b"}",
        b"[" * 100_000,
        b"[" * 10 + b"]" * 10,
        b"\xff",
        b"\xef\xbb\xbf{}",
        b"",
        b"01",
        b"-0",
    ],
    ids=lambda source: repr(source[:16]),
)
def test_any_other_spelling_is_refused(source: bytes) -> None:
    with pytest.raises(NotStrict):
        read_tree(source)


@pytest.mark.parametrize("wrap", ["{}", "[{}]", '{{"a":{}}}'])
def test_a_text_may_be_as_long_as_the_limit_and_no_longer(wrap: str) -> None:
    read_tree(wrap.format('"' + "a" * 20_000 + '"').encode())
    with pytest.raises(NotStrict, match="20001"):
        read_tree(wrap.format('"' + "a" * 20_001 + '"').encode())


def test_many_short_texts_and_numbers_are_no_long_text() -> None:
    tree: Tree = [["字" * 100, 1, None, True]] * 300
    assert read_tree(canonical(tree)) == tree
