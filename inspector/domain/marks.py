"""Marks 圈画 on a photo: arrows, circles and covered parts, kept beside it.

Arrows and circles are drawn when the photo is shown or printed. What is covered (遮挡) is taken
out of the pixels: the picture that hangs on the item, travels and prints is another one, without
them, and the uncovered one stays in this laptop's vault.

A picture that lies on its side is turned (转正) in the same way: beside it, never in it.

Coordinates are whole thousandths of width and height, so that they fit every size of a picture,
and of the picture as it lies in the vault, not as it is turned.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from inspector.domain.canonical import Tree
from inspector.domain.ids import Digest
from inspector.domain.reading import BadTree, listed, text, whole

WHOLE = 1000
"""The full width and height."""

TURNS = 4
"""Quarter turns that make a whole one."""

MOST = 40
"""Shapes on one photo: more is no mark but a drawing."""


class ShapeKind(StrEnum):
    """What is drawn."""

    ARROW = "arrow"
    """From the first point to the second, its head at the second."""
    CIRCLE = "circle"
    """The ellipse in the box of the two points."""
    COVER = "cover"
    """The box of the two points, made unrecognisable."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """One shape between two points, each 0 to 1000."""

    kind: ShapeKind
    x1: int
    y1: int
    x2: int
    y2: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """The shapes on one photo; ``photo`` is the picture that travels.

    ``turn`` counts the quarter turns clockwise, 0 to 3, that show it upright.
    """

    photo: Digest
    shapes: tuple[Shape, ...] = ()
    turn: int = 0

    def __bool__(self) -> bool:
        """Tell whether there is anything to show."""
        return bool(self.shapes) or bool(self.turn)


def turned(shapes: Iterable[Shape], turn: int) -> tuple[Shape, ...]:
    """Return shapes as they lie on a picture that was turned by ``turn`` quarters clockwise.

    A negative ``turn`` leads back: from what somebody drew on a turned picture to the picture.
    """
    found = tuple(shapes)
    for _ in range(turn % TURNS):
        found = tuple(
            replace(one, x1=WHOLE - one.y1, y1=one.x1, x2=WHOLE - one.y2, y2=one.x2)
            for one in found
        )
    return found


def marks_fields(marks: Marks) -> dict[str, Tree]:
    """Return the fields of their record; a picture that is not turned says nothing of it."""
    fields: dict[str, Tree] = {
        "sha256": str(marks.photo),
        "shapes": [shape_fields(one) for one in marks.shapes],
    }
    return fields | {"turn": marks.turn} if marks.turn else fields


def shape_fields(shape: Shape) -> dict[str, Tree]:
    """Return one shape as its record and the decode process read it."""
    return {"kind": str(shape.kind), "box": [shape.x1, shape.y1, shape.x2, shape.y2]}


def marks_of(tree: Mapping[str, Tree]) -> Marks:
    """Read the fields of their record.

    Raises:
        BadTree: A field is missing, of another kind, or out of range.
    """
    shapes = listed(tree, "shapes")
    if len(shapes) > MOST:
        raise BadTree("shapes")
    turn = whole(tree.get("turn", 0))
    if not 0 <= turn < TURNS:
        raise BadTree("turn")
    photo = Digest(text(tree, "sha256"))
    return Marks(photo=photo, shapes=tuple(map(_shape, shapes)), turn=turn)


def _shape(tree: Tree) -> Shape:
    if not isinstance(tree, dict):
        raise BadTree("shape")
    kind, box = text(tree, "kind"), [whole(part) for part in listed(tree, "box")]
    if kind not in set(ShapeKind) or len(box) != 4 or not all(0 <= part <= WHOLE for part in box):
        raise BadTree("shape")
    x1, y1, x2, y2 = box
    return Shape(kind=ShapeKind(kind), x1=x1, y1=y1, x2=x2, y2=y2)
