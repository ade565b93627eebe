"""Repeatable chance: the same seed gives the same order on every Python.

Only ``Random.random()`` is promised never to change, so orders are made from it alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from random import Random
from typing import TypeVar

T = TypeVar("T")


def dice(seed: int | str) -> Random:
    """Return a source of chance for a stored seed."""
    return Random(seed)  # noqa: S311 - a drawing of lots that can be repeated, not a secret


def shuffled(source: Random, things: Iterable[T]) -> list[T]:
    """Return the things in an order of chance."""
    order = list(things)
    for last in range(len(order) - 1, 0, -1):
        other = int(source.random() * (last + 1))
        order[last], order[other] = order[other], order[last]
    return order
