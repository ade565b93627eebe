"""Canonical bytes: one way to write a tree, so that equal content has one digest."""

from __future__ import annotations

import json
from hashlib import sha256
from unicodedata import is_normalized

from inspector.domain.ids import Digest

Tree = str | int | bool | None | list["Tree"] | dict[str, "Tree"]
"""What may stand in a record: floats are refused, measures are decimal strings."""

MAX_INTEGER = 2**53
MAX_DEPTH = 12
"""A rubric is ten levels deep; the reader of packages holds records to eight."""


class NotCanonical(ValueError):
    """A tree holds something that has no canonical form; the text says where."""


def canonical(tree: Tree) -> bytes:
    """Return the canonical UTF-8 JSON of ``tree``, equal to RFC 8785 for what is allowed.

    Raises:
        NotCanonical: A float, an integer of 2^53 or more, text that is not NFC, a key that is
            not ASCII, or more than twelve levels.
    """
    _check(tree, "$", 0)
    return json.dumps(tree, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def digest(tree: Tree, prefix: bytes = b"") -> Digest:
    """Return the SHA-256 of ``prefix`` and the canonical bytes.

    Raises:
        NotCanonical: As :func:`canonical`.
    """
    return Digest(sha256(prefix + canonical(tree)).hexdigest())


def _check(tree: object, where: str, depth: int) -> None:
    if depth > MAX_DEPTH:
        raise NotCanonical(f"{where}: deeper than {MAX_DEPTH} levels")
    if isinstance(tree, list):
        for index, part in enumerate(tree):
            _check(part, f"{where}[{index}]", depth + 1)
    elif isinstance(tree, dict):
        for key, part in tree.items():
            if not isinstance(key, str) or not key.isascii():
                raise NotCanonical(f"{where}: key {key!r} is not ASCII text")
            _check(part, f"{where}.{key}", depth + 1)
    else:
        _check_leaf(tree, where)


def _check_leaf(leaf: object, where: str) -> None:
    if isinstance(leaf, str):
        if not is_normalized("NFC", leaf):
            raise NotCanonical(f"{where}: text is not NFC")
    elif isinstance(leaf, int):
        if abs(leaf) >= MAX_INTEGER:
            raise NotCanonical(f"{where}: integer too large")
    elif leaf is not None:
        raise NotCanonical(f"{where}: {type(leaf).__name__} has no canonical form")
