"""Entries survive the way through their trees."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.domain.canonical import canonical
from inspector.domain.entry_tree import (
    entry_from_tree,
    entry_to_tree,
    item_from_tree,
    item_to_tree,
)
from inspector.domain.ids import CheckpointCode, Digest, StepId
from inspector.domain.reading import BadTree
from inspector.domain.visit import EMPTY, Entry, ItemEntry, Reason, ZeroCase

if TYPE_CHECKING:
    from inspector.domain.canonical import Tree

chinese = st.text("一二三垌㟃𬇙A1 ", max_size=5)
codes = st.sampled_from(["ST-2.1", "CY-2.4", "ZB-1.1"])
measures = st.decimals(-(10**11), 10**11, places=6, allow_nan=False, allow_infinity=False)
reasons = st.builds(Reason, text=chinese, count=st.integers(1, 99))
entries = st.builds(
    Entry,
    defects=st.none() | st.integers(0, 9999),
    seen=st.none() | st.integers(0, 99),
    level=st.none() | chinese,
    met=st.none() | st.booleans(),
    measure=st.none() | measures,
    reasons=st.lists(reasons, max_size=3).map(tuple),
    note=chinese,
    filled=st.booleans(),
    later=st.booleans(),
    cells=st.lists(st.text("yn-x", min_size=1, max_size=12), max_size=4).map(tuple),
    dates=st.lists(st.text("01-2,", min_size=1, max_size=40), max_size=4).map(tuple),
)
photos = st.integers(0, 2**256 - 1).map(lambda n: Digest(f"{n:064x}"))
items = st.builds(
    ItemEntry,
    entries=st.dictionaries(codes.map(CheckpointCode), entries.filter(lambda e: e != Entry())),
    zero=st.none() | st.builds(ZeroCase, condition=chinese, basis=chinese),
    na=chinese,
    confirmed=st.frozensets(st.sampled_from(["listen", "look", "check"]).map(StepId)),
    photos=st.lists(photos, max_size=3).map(tuple),
)


@given(entry=entries)
def test_an_entry_comes_back_as_it_was(entry: Entry) -> None:
    tree = entry_to_tree(entry)
    assert entry_from_tree(tree) == entry
    assert canonical(tree)


@given(item=items)
def test_an_item_comes_back_as_it_was(item: ItemEntry) -> None:
    tree = item_to_tree(item)
    assert item_from_tree(tree) == item
    assert canonical(tree)


def test_an_untouched_item_has_a_tree_without_entries() -> None:
    untouched = ItemEntry(entries={CheckpointCode("ST-2.1"): Entry()})
    assert item_to_tree(untouched)["entries"] == {}
    assert item_from_tree({}) == EMPTY


@pytest.mark.parametrize(
    ("value", "text"),
    [("13.50", "13.5"), ("1E+3", "1000"), ("-0.00", "0"), ("0E-99", "0"), ("-3", "-3")],
)
def test_equal_measures_have_one_way_to_be_written(value: str, text: str) -> None:
    assert entry_to_tree(Entry(measure=Decimal(value))) == {"m": text}


@pytest.mark.parametrize("value", ["1E+999999999", "1E-999999999", "NaN", "Infinity", "1.1234567"])
def test_a_measure_that_no_one_can_have_measured_is_not_written(value: str) -> None:
    with pytest.raises(ValueError, match="measured"):
        entry_to_tree(Entry(measure=Decimal(value)))


def test_texts_are_composed_so_that_equal_ones_have_equal_bytes() -> None:
    assert entry_to_tree(Entry(note="e\u0301")) == {"note": "\u00e9"}


@pytest.mark.parametrize(
    "tree",
    [
        {"points": 3},
        {"d": "3"},
        {"d": True},
        {"met": 1},
        {"m": 3},
        {"m": "1E+9"},
        {"m": "٣"},
        {"m": "3\n"},
        {"lv": 3},
        {"why": [["a"]]},
        {"why": [["a", "b"]]},
        {"auto": "yes"},
        {"cells": "yyy"},
    ],
)
def test_an_entry_of_another_shape_is_refused(tree: dict[str, Tree]) -> None:
    with pytest.raises(BadTree):
        entry_from_tree(tree)


@pytest.mark.parametrize(
    "tree",
    [
        {"more": 1},
        {"entries": []},
        {"entries": {"ST-2.1": 3}},
        {"zero": ["only"]},
        {"zero": "x"},
        {"na": 1},
        {"photos": ["ABC"]},
        {"photos": ["0" * 63 + "\n"]},
        {"confirmed": [1]},
    ],
)
def test_an_item_of_another_shape_is_refused(tree: dict[str, Tree]) -> None:
    with pytest.raises(BadTree):
        item_from_tree(tree)


scraps: st.SearchStrategy[Tree] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(["", "x", "ST-2.1", "a" * 64]),
    lambda part: st.lists(part, max_size=3) | st.dictionaries(
        st.sampled_from(["entries", "zero", "na", "photos", "ST-2.1", "d", "why", "m"]),
        part,
        max_size=4,
    ),
    max_leaves=12,
)  # fmt: skip


@given(tree=st.dictionaries(st.sampled_from(["entries", "zero", "na", "photos"]), scraps))
def test_whatever_another_machine_sends_is_read_or_refused(tree: dict[str, Tree]) -> None:
    try:
        read = item_from_tree(tree)
    except BadTree:
        return
    assert item_from_tree(item_to_tree(read)) == replace(
        read, entries={code: one for code, one in read.entries.items() if one != Entry()}
    )
