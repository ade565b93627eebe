"""An outline takes from a faulty file what can be taken."""

from __future__ import annotations

from decimal import Decimal

import pytest

from inspector.domain.canonical import Tree
from inspector.exchange.rubric_outline import as_decimal, as_points, outline_of, root_of
from inspector.exchange.rubric_yaml import Marked, parse_marked


@pytest.mark.parametrize(
    ("value", "points"),
    [(6, 600), ("0.5", 50), (True, None), ("x", None), ("1.005", None), (None, None), ([], None)],
)
def test_points_are_read_or_left_out(value: Tree, points: int | None) -> None:
    assert as_points(value) == points


@pytest.mark.parametrize(
    ("value", "number"),
    [(6, 6), ("13.5", Decimal("13.5")), (False, None), ("x", None), ("nan", None), ({}, None)],
)
def test_numbers_are_read_or_left_out(value: Tree, number: Decimal | None) -> None:
    assert as_decimal(value) == number


def test_parts_that_are_no_mappings_are_left_out() -> None:
    marked = parse_marked(
        b"id: 7\nstars:\n- 1\n- id: A\n  items: x\n- items: [{checkpoints: [{id: A-1}, y]}]\n"
    )
    outline = outline_of(marked)
    assert outline.id == ""
    assert outline.star_ids() == ["A", ""]
    assert [part.code for part in outline.checkpoints()] == ["A-1"]


def test_a_file_that_is_a_list_has_an_empty_root() -> None:
    assert root_of(Marked(tree=[1])).tree == {}
