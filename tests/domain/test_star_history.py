"""Levels of earlier years as a document."""

from __future__ import annotations

import pytest

from inspector.domain.ids import SiteCode
from inspector.domain.reading import BadTree
from inspector.domain.star_history import history_from_tree, history_to_tree, merged

A, B = SiteCode("a"), SiteCode("b")


def test_what_is_new_takes_the_place_of_what_was_there() -> None:
    before, new = {2024: {A: 3, B: 4}}, {2023: {A: 1}, 2024: {A: 5}}
    assert merged(before, new) == {2023: {A: 1}, 2024: {A: 5, B: 4}}
    assert before == {2024: {A: 3, B: 4}}


def test_a_document_reads_as_it_was_written() -> None:
    history = {2024: {A: 3, B: 0}, 2025: {B: 5}}
    assert history_from_tree(history_to_tree(history)) == history
    with pytest.raises(BadTree):
        history_from_tree({"levels": {"2024": {"a": "三"}}})
