"""Shapes on a photo read back as they were drawn, and strange ones are refused."""

from __future__ import annotations

import pytest

from inspector.domain.canonical import Tree
from inspector.domain.ids import Digest
from inspector.domain.marks import MOST, Marks, Shape, ShapeKind, marks_fields, marks_of, turned
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
    assert "turn" not in marks_fields(MARKS)  # as records were before a picture could be turned
    lying = Marks(photo=MARKS.photo, turn=3)
    assert marks_of(marks_fields(lying)) == lying
    assert lying
    assert not bare


@pytest.mark.parametrize("turn", [-1, 4, "1", True])
def test_a_strange_turn_is_refused(turn: Tree) -> None:
    with pytest.raises(BadTree):
        marks_of({"sha256": "a" * 64, "shapes": [], "turn": turn})


def test_shapes_turn_with_their_picture_and_back() -> None:
    arrow = Shape(kind=ShapeKind.ARROW, x1=100, y1=0, x2=300, y2=200)
    (once,) = turned([arrow], 1)
    assert (once.x1, once.y1, once.x2, once.y2) == (1000, 100, 800, 300)  # top edge → right edge
    assert turned([arrow], 4) == turned([arrow], 0) == (arrow,)
    assert turned(turned([arrow], 3), -3) == (arrow,)


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
