"""Finding a site by a few keys: 汉字, pinyin initials, the tail of its code, or letters and digits.

``hx`` begins initials, ``217`` ends a code, ``h17`` does both: in three keys one of hundreds.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol, TypeVar
from unicodedata import normalize

from inspector.domain.ids import SiteCode

_LETTERS_AND_DIGITS = re.compile(r"([a-z]+)([0-9]{1,3})", re.ASCII)


class Findable(Protocol):
    """What a search looks at."""

    @property
    def code(self) -> SiteCode:
        """The twelve-digit code."""
        ...

    @property
    def name(self) -> str:
        """The site's name."""
        ...

    @property
    def township(self) -> str:
        """Its township's name."""
        ...

    @property
    def initials(self) -> str:
        """The initials of its name in pinyin, lower case."""
        ...


Found = TypeVar("Found", bound=Findable)


def find_sites(places: Sequence[Found], text: str) -> list[Found]:
    """Return what matches every word, best first; a blank text leaves all in their order."""
    words = normalize("NFKC", text).casefold().split()
    if not words:
        return list(places)
    ranked = [(max(_rank(place, word) for word in words), place) for place in places]
    return [place for rank, place in sorted(ranked, key=lambda one: one[0]) if rank < _NOWHERE]


_NOWHERE = 9
"""A rank above all those of :func:`_rank`."""


def _rank(place: Findable, word: str) -> int:
    """Return how well a word names a place: 0 is best."""
    if word.isascii() and word.isdecimal():
        return _digits(place, word)
    mixed = _LETTERS_AND_DIGITS.fullmatch(word)
    if mixed is not None:
        begins = place.initials.startswith(mixed[1])
        return 1 if begins and place.code.endswith(mixed[2]) else _NOWHERE
    if word in (place.name, place.initials):
        return 0
    if place.name.startswith(word) or place.initials.startswith(word):
        return 1
    if word in place.name or word in place.initials:
        return 2
    return 3 if word in place.township else _NOWHERE


def _digits(place: Findable, word: str) -> int:
    if place.code.endswith(word):
        return 0 if len(word) >= 3 else 1
    return 2 if word in place.name else _NOWHERE
