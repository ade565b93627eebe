"""What people should know of a print: typefaces not installed, characters that have no shape."""

from __future__ import annotations

from collections.abc import Sequence

from inspector.actions.papers.document import Document
from inspector.actions.papers.writing import Shapeless

SHAPELESS = "纸上印成“〓”的字：{found}。字库里没有，请手写补上。"
SIGN = "{sign}（U+{code:04X}）"
PLACED = "{sign}（U+{code:04X}，{place}）"
MORE_PLACES, MORE_SIGNS = "{place}等 {count} 份", "{said}等 {count} 个字"
NAMED = 5
"""Characters that are told; there may be as many as villages."""


def remarks_on(document: Document, shapeless: Sequence[Shapeless]) -> tuple[str, ...]:
    """Return a sentence for each typeface that is stood in for, and one for all 〓."""
    return tuple(filter(None, (*document.remarks(), shapeless_words(shapeless))))


def shapeless_words(shapeless: Sequence[Shapeless]) -> str:
    """Say in one sentence which characters stand as 〓 on which leaves; empty if none does.

    A leaf without words is the one that is looked at, and not named.
    """
    places: dict[str, list[str]] = {}
    for leaf in shapeless:
        for sign in leaf.signs:
            places.setdefault(sign, []).append(leaf.words)
    if not places:
        return ""
    said = "、".join(_sign(sign, where) for sign, where in list(places.items())[:NAMED])
    if len(places) > NAMED:
        said = MORE_SIGNS.format(said=said, count=len(places))
    return SHAPELESS.format(found=said)


def _sign(sign: str, where: Sequence[str]) -> str:
    """Name a character by its code too: a screen may have no shape for it either."""
    place = MORE_PLACES.format(place=where[0], count=len(where)) if len(where) > 1 else where[0]
    return (PLACED if place else SIGN).format(sign=sign, code=ord(sign), place=place)
