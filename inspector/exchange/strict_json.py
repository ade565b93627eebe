"""Reading JSON that must be canonical: whatever else it is, it is refused."""

from __future__ import annotations

import json

from inspector.domain.canonical import NotCanonical, Tree, canonical

LONGEST_TEXT = 20_000
"""Longest string in characters; source: package format, section 10."""


class NotStrict(ValueError):
    """The bytes are not canonical JSON; the text says why."""


def read_tree(source: bytes, *, longest: int = LONGEST_TEXT) -> Tree:
    """Return the tree that ``source`` is the canonical form of.

    Duplicate keys, spaces and other spellings go the same way as floats: writing the tree
    again would not give the same bytes.

    Raises:
        NotStrict: It is anything else, or a string is longer than ``longest`` characters.
    """
    try:
        tree: Tree = json.loads(
            source.decode("utf-8"), parse_float=_refuse_float, parse_constant=_refuse_float
        )
        same = canonical(tree) == source
    except NotCanonical as error:
        raise NotStrict(str(error)) from error
    except (ValueError, RecursionError) as error:
        raise NotStrict(type(error).__name__) from error
    if not same:
        raise NotStrict("not in canonical form")
    if len(source) > longest:
        _check_texts(tree, longest)
    return tree


def _refuse_float(text: str) -> Tree:
    raise NotCanonical(f"float {text}")


def _check_texts(tree: Tree, longest: int) -> None:
    if isinstance(tree, str):
        if len(tree) > longest:
            raise NotStrict(f"text of {len(tree)} characters")
    elif isinstance(tree, list):
        for part in tree:
            _check_texts(part, longest)
    elif isinstance(tree, dict):
        for key, part in tree.items():
            _check_texts(key, longest)
            _check_texts(part, longest)
