"""Shapes on a photo read back as they were drawn, and strange ones are refused."""

from __future__ import annotations

import pytest

from inspector.domain.canonical import Tree
from inspector.domain.ids import Digest
from inspector.domain.marks import MOST, Marks, Shape, ShapeKind, marks_fields, marks_of
from inspector.domain.reading import BadTree

MARKS = Marks(
    photo=Digest("a" * 64),
    shapes=(
        Shape(kind=ShapeKind.ARROW, x1=0, y1=1000, x2=500, y2=2),
        Shape(kind=ShapeKind.COVER, x1=1, y1=2, x2=3, y2=4),
    ),
)


def test_shapes_read_back() -> None:
    assert marks_of(marks_fields(MARKS)) == MARKS
    bare = Marks(photo=MARKS.photo, shapes=())
    assert marks_of(marks_fields(bare)) == bare


@pytest.mark.parametrize(
    "shape",
    [
        "circle",
        {"kind": "heart", "box": [0, 0, 1, 1]},
        {"kind": "arrow", "box": [0, 0, 1]},
        {"kind": "arrow", "box": [0, 0, 1, 1001]},
        {"kind": "arrow", "box": [-1, 0, 1, 1]},
        {"kind": "arrow", "box": ["0", 0, 1, 1]},
        {"kind": "arrow"},
    ],
)
def test_a_strange_shape_is_refused(shape: Tree) -> None:
    with pytest.raises(BadTree):
        marks_of({"sha256": "a" * 64, "shapes": [shape]})


def test_more_shapes_than_a_photo_bears_are_refused() -> None:
    fields = marks_fields(Marks(photo=MARKS.photo, shapes=MARKS.shapes[:1] * (MOST + 1)))
    with pytest.raises(BadTree):
        marks_of(fields)
