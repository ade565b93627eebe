"""Typed reads of canonical trees, such as rubrics, policies and records."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from inspector.domain.canonical import Tree
from inspector.domain.ids import Digest
from inspector.domain.points import Points, parse

_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)


class BadTree(ValueError):
    """A tree holds something else than its reader was promised."""


def as_mapping(tree: Tree) -> Mapping[str, Tree]:
    """Return a mapping as such.

    Raises:
        BadTree: It is something else.
    """
    if not isinstance(tree, Mapping):
        raise BadTree(f"not a mapping: {tree!r}")
    return tree


def mapping(tree: Mapping[str, Tree], key: str) -> Mapping[str, Tree]:
    """Return the mapping at ``key``, empty if there is none.

    Raises:
        BadTree: It is something else.
    """
    part = tree.get(key)
    return {} if part is None else as_mapping(part)


def listed(tree: Mapping[str, Tree], key: str) -> list[Tree]:
    """Return the list at ``key``.

    Raises:
        BadTree: It is something else.
    """
    part = tree.get(key)
    if not isinstance(part, list):
        raise BadTree(f"{key} is not a list")
    return part


def pairs(tree: Mapping[str, Tree], key: str) -> list[tuple[Tree, Tree]]:
    """Return the list of pairs at ``key``.

    Raises:
        BadTree: It is something else.
    """
    found: list[tuple[Tree, Tree]] = []
    for pair in listed(tree, key):
        if not isinstance(pair, list) or len(pair) != 2:
            raise BadTree(f"{key} is not a list of pairs")
        found.append((pair[0], pair[1]))
    return found


def named(tree: Mapping[str, Tree], key: str) -> dict[str, Tree]:
    """Return the mapping at ``key``, empty if there is none; Chinese keys are kept as pairs.

    Raises:
        BadTree: It is something else.
    """
    part = tree.get(key)
    if part is None or isinstance(part, Mapping):
        return dict(part or {})
    return {as_text(name): value for name, value in pairs(tree, key)}


def as_text(tree: Tree) -> str:
    """Return text as such.

    Raises:
        BadTree: It is something else.
    """
    if not isinstance(tree, str):
        raise BadTree(f"not text: {tree!r}")
    return tree


def text(tree: Mapping[str, Tree], key: str, default: str | None = None) -> str:
    """Return the text at ``key``, or ``default`` if there is none.

    Raises:
        BadTree: It is something else.
    """
    part = tree.get(key)
    if part is None and default is not None:
        return default
    if not isinstance(part, str):
        raise BadTree(f"{key} is not text: {part!r}")
    return part


def texts(tree: Tree) -> tuple[str, ...]:
    """Return a list of texts; nothing counts as empty.

    Raises:
        BadTree: It is something else.
    """
    if tree is None:
        return ()
    if not isinstance(tree, list):
        raise BadTree(f"not a list of texts: {tree!r}")
    return tuple(as_text(part) for part in tree)


def sha256s(tree: Tree) -> tuple[Digest, ...]:
    """Return a list of SHA-256 digests; nothing counts as empty.

    Raises:
        BadTree: It is something else.
    """
    found = texts(tree)
    if not all(map(_SHA256.fullmatch, found)):
        raise BadTree("not a SHA-256")
    return tuple(map(Digest, found))


def whole(tree: Tree) -> int:
    """Return a whole number as such; true and false are none.

    Raises:
        BadTree: It is something else.
    """
    if not isinstance(tree, int) or isinstance(tree, bool):
        raise BadTree(f"not a whole number: {tree!r}")
    return tree


def number(tree: Tree) -> str | int:
    """Return a number as it stands in the tree: an integer or decimal text.

    Raises:
        BadTree: It is something else.
    """
    if not isinstance(tree, str | int) or isinstance(tree, bool):
        raise BadTree(f"not a number: {tree!r}")
    return tree


def points(tree: Mapping[str, Tree], key: str) -> Points:
    """Return the points at ``key``, in hundredths.

    Raises:
        ValueError: It is something else, or finer than a hundredth.
    """
    return parse(number(tree.get(key)))


def as_decimal(tree: Tree) -> Decimal:
    """Return a finite number as a decimal.

    Raises:
        BadTree: It is something else.
    """
    try:
        value = Decimal(number(tree))
    except InvalidOperation as error:
        raise BadTree(f"not a number: {tree!r}") from error
    if not value.is_finite():
        raise BadTree(f"not a finite number: {tree!r}")
    return value


def decimal(tree: Mapping[str, Tree], key: str) -> Decimal:
    """Return the number at ``key`` as a decimal.

    Raises:
        BadTree: It is something else.
    """
    return as_decimal(tree.get(key))
