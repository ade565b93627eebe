"""Reading JSON that must be canonical: whatever else it is, it is refused."""

from __future__ import annotations

import json

from inspector.domain.canonical import NotCanonical, Tree, canonical

LONGEST_TEXT = 20_000
"""Longest string in characters; source: package format, section 10."""

DEEPEST = 8
"""Deepest level of nesting, the outermost being 0; source: as above."""


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
    check_shape(tree, source, longest=longest)
    return tree


def check_shape(tree: Tree, source: bytes, *, longest: int = LONGEST_TEXT) -> None:
    """Check the lengths of the texts and the nesting of ``tree``.

    Args:
        tree: What is checked.
        source: Its canonical form; a short one spares walking through the tree.
        longest: Longest text in characters.

    Raises:
        NotStrict: A text is too long, or a level too deep.
    """
    if len(source) > longest or source.count(b"[") + source.count(b"{") > DEEPEST:
        _check_shape(tree, longest, 0)


def _refuse_float(text: str) -> Tree:
    raise NotCanonical(f"float {text}")


def _check_shape(tree: Tree, longest: int, depth: int) -> None:
    if depth > DEEPEST:
        raise NotStrict(f"deeper than {DEEPEST} levels")
    if isinstance(tree, str):
        if len(tree) > longest:
            raise NotStrict(f"text of {len(tree)} characters")
    elif isinstance(tree, list):
        for part in tree:
            _check_shape(part, longest, depth + 1)
    elif isinstance(tree, dict):
        for key, part in tree.items():
            _check_shape(key, longest, depth)
            _check_shape(part, longest, depth + 1)
