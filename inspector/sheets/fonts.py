"""Typefaces: which face draws which character, and how wide it is.

The bold face has the characters of everyday use; rare ones fall back to the regular face glyph by
glyph. What neither has is drawn as 〓 and can be asked for: never an empty box.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from unicodedata import normalize

from inspector.platform.resources import resource
from inspector.sheets.truetype import Face, read_face

REPLACEMENT = "〓"
"""Drawn for a character that no face has (the printers' geta mark)."""

REGULAR_FILE = "NotoSansSC-Regular.ttf"
BOLD_FILE = "NotoSansSC-Bold-GB.ttf"

_BLANKS = re.compile(r"[\t\n\r\v\f\u00a0\u2028\u2029]")
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]"
)


class _Widths(dict[str, int]):
    """Widths of characters in thousandths of the type size, looked up once each."""

    def __init__(self, faces: tuple[Face, ...]) -> None:
        super().__init__()
        self._faces = faces

    def __missing__(self, character: str) -> int:
        face, shown = chosen(self._faces, character)
        (self[character],) = face.advances([ord(shown)])
        return self[character]


@dataclass(frozen=True, eq=False)
class Typeface:
    """A weight: its face, and those that help out where it lacks a character."""

    faces: tuple[Face, ...]
    _widths: _Widths = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Start with no width known."""
        object.__setattr__(self, "_widths", _Widths(self.faces))

    def width(self, text: str, size: float) -> float:
        """Return how wide ``text`` is at ``size``, in the unit of ``size``."""
        return sum(map(self._widths.__getitem__, text)) * size / 1000

    def runs(self, text: str) -> list[tuple[Face, str]]:
        """Split ``text`` into stretches that one face draws; unknown characters become 〓."""
        first = self.faces[0]
        if first.characters.issuperset(text):
            return [(first, text)]
        parts = [chosen(self.faces, character) for character in text]
        return [
            (face, "".join(shown for _, shown in run))
            for face, run in groupby(parts, key=itemgetter(0))
        ]

    def missing(self, text: str) -> tuple[str, ...]:
        """Return the characters of ``text`` that are drawn as 〓, each once, in order."""
        if self.faces[0].characters.issuperset(text):
            return ()
        return tuple(
            sign
            for sign in dict.fromkeys(text)
            if not any(sign in face.characters for face in self.faces)
        )


def chosen(faces: tuple[Face, ...], character: str) -> tuple[Face, str]:
    """Return the first face that has ``character``, else one that has 〓."""
    for shown in (character, REPLACEMENT):
        for face in faces:
            if shown in face.characters:
                return face, shown
    raise ValueError("no face has the replacement mark")


@lru_cache(maxsize=1)
def regular() -> Typeface:
    """Return the regular weight, which has every character that we can draw."""
    return Typeface((read_face(resource("fonts", REGULAR_FILE)),))


@lru_cache(maxsize=1)
def bold() -> Typeface:
    """Return the bold weight."""
    return Typeface((read_face(resource("fonts", BOLD_FILE)), *regular().faces))


@lru_cache(maxsize=8192)
def printable(text: str) -> str:
    """Return ``text`` composed (NFC), in one line, without characters that have no shape."""
    return _UNSEEN.sub("", _BLANKS.sub(" ", normalize("NFC", text)))
