"""A rubric's file as stars, items and checkpoints, as far as it can be read.

The checks work on this instead of on :class:`~inspector.domain.rubric.Rubric`, because they have
to say everything that is wrong with a file from which no rubric can be built.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from inspector.domain.canonical import Tree
from inspector.domain.points import Points, parse
from inspector.exchange.rubric_yaml import Marked, Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A mapping of the file: a star, an item, a checkpoint, a rule or an entry of a list."""

    marked: Marked
    place: Place
    tree: dict[str, Tree]
    code: str
    """Its id, or for a part without one that of what is around it, or its key."""

    def text(self, key: str) -> str:
        """Return the text at ``key``, empty if there is none."""
        value = self.tree.get(key)
        return value if isinstance(value, str) else ""

    def whole(self, key: str) -> int | None:
        """Return the whole number at ``key``, or None."""
        value = self.tree.get(key)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def points(self, key: str) -> Points | None:
        """Return the points at ``key`` in hundredths, or None."""
        return as_points(self.tree.get(key))

    def decimal(self, key: str) -> Decimal | None:
        """Return the number at ``key``, or None."""
        return as_decimal(self.tree.get(key))

    def listed(self, key: str) -> list[Tree]:
        """Return the list at ``key``, empty if there is none."""
        value = self.tree.get(key)
        return value if isinstance(value, list) else []

    def texts(self, key: str) -> list[tuple[int, str]]:
        """Return the texts of the list at ``key`` with their positions."""
        return [(at, text) for at, text in enumerate(self.listed(key)) if isinstance(text, str)]

    def part(self, key: str) -> Part:
        """Return the mapping at ``key``, empty if there is none."""
        value = self.tree.get(key)
        tree = value if isinstance(value, dict) else {}
        return Part(marked=self.marked, place=(*self.place, key), tree=tree, code=self.code or key)

    def parts(self, key: str) -> list[Part]:
        """Return the mappings of the list at ``key``."""
        return [
            Part(
                marked=self.marked,
                place=(*self.place, key, at),
                tree=tree,
                code=_code(tree) or self.code,
            )
            for at, tree in enumerate(self.listed(key))
            if isinstance(tree, dict)
        ]

    def blame(self, key: str | Place, what: str, fix: str) -> None:
        """Add a problem at ``key``, a place inside this part; an empty key is the part itself."""
        inner = (key,) if isinstance(key, str) and key else tuple(key)
        self.marked.blame((*self.place, *inner), self.code, what, fix)


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemOutline:
    """An item with its star and checkpoints."""

    star: Part
    item: Part
    checkpoints: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StarOutline:
    """A star with its items."""

    star: Part
    items: tuple[ItemOutline, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """The whole file."""

    root: Part
    steps: tuple[Part, ...]
    stars: tuple[StarOutline, ...] = field(default=())

    def items(self) -> Iterator[ItemOutline]:
        """Yield every item."""
        for star in self.stars:
            yield from star.items

    def checkpoints(self) -> Iterator[Part]:
        """Yield every checkpoint."""
        for item in self.items():
            yield from item.checkpoints

    @property
    def id(self) -> str:
        """The form's id."""
        return self.root.text("id")

    def star_ids(self) -> list[str]:
        """Return the ids of the stars."""
        return [star.star.text("id") for star in self.stars]


def root_of(marked: Marked) -> Part:
    """Return the outermost mapping, empty if the file has none."""
    tree = marked.tree if isinstance(marked.tree, dict) else {}
    return Part(marked=marked, place=(), tree=tree, code="")


def outline_of(marked: Marked) -> Outline:
    """Return the stars, items and checkpoints of a rubric's file."""
    root = root_of(marked)
    return Outline(
        root=root,
        steps=tuple(root.parts("steps")),
        stars=tuple(
            StarOutline(
                star=star,
                items=tuple(
                    ItemOutline(star=star, item=item, checkpoints=tuple(item.parts("checkpoints")))
                    for item in star.parts("items")
                ),
            )
            for star in root.parts("stars")
        ),
    )


def as_points(value: Tree) -> Points | None:
    """Return points in hundredths, or None if the value is not a number of points."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    try:
        return parse(value)
    except ValueError:
        return None


def as_decimal(value: Tree) -> Decimal | None:
    """Return a finite number, or None."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _code(tree: dict[str, Tree]) -> str:
    value = tree.get("id")
    return value if isinstance(value, str) else ""
