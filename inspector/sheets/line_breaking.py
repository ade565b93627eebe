"""Breaking Chinese lines by 避头尾: which marks may not begin a line, which may not end one.

Latin words stay whole, figures keep their unit, a day its month, double marks (—— ……) are not torn
apart. A stretch that is wider than the column is the one case in which a line may break anywhere,
since print that runs out of its box is worse. Source: GB/T 15834—2011, section 5.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

NOT_FIRST = "、。，．·：；？！…—～）］｝〕〉》」』】〗〙〛”’»›)]},.:;?!%‰℃°々ー"
"""Marks that may not begin a line."""

NOT_LAST = "（［｛〔〈《「『【〖〘〚“‘«‹([{￥＄#"
"""Marks that may not end a line."""

INDENT = "\u3000\u3000"
"""The indent of a paragraph: two full-width blanks."""

_WORD = r"[0-9A-Za-z\u00c0-\u024f]+(?:[-+./:_'@×–][0-9A-Za-z\u00c0-\u024f]+)*"
_NUMBER = r"[−+-]?(?:[0-9]+[-./:×–])*[0-9]+"
_FIGURE = (
    rf"(?:[=×÷] )?(?:[扣得差抽少] )?{_NUMBER} [\u4e00-\u9fff]"
    rf"|(?:[=×÷]|[扣得差抽少]) {_NUMBER}(?= [×÷=])"
)
"""A figure, a blank and its unit, with what sums say before it: 20 分, × 0.5 分, = 扣 2.5 分."""

_DATE = (
    r"[0-9]{1,2}月[0-9]{1,2}日"
    r"|[0-9]+(?:[.,][0-9]+)*[年月日个村户名条项分元期届轮次位件%％℃]"
    r"|[0-9]+(?:,[0-9]{3})+"
)
"""Arabic figures with what they count, without a blank between: 2026年, 11月5日, 3,214个."""

_PIECE = re.compile(
    rf"(?P<blank> +)|[{re.escape(NOT_LAST)}]*"
    rf"(?:{_FIGURE}|{_DATE}|{_WORD}|[−+-]{_WORD}|[^ ])(?: *[{re.escape(NOT_FIRST)}])*"
)

Measure = Callable[[str], float]


def break_lines(text: str, width: float, measure: Measure) -> list[str]:
    """Break ``text`` into lines at most ``width`` wide; always at least one line.

    Blanks at a break are dropped, nothing else is; leading full-width blanks stay. ``measure``
    gives the width of a text in the unit of ``width`` and grows with the text.
    """
    if measure(text) <= width:
        return [text]
    lines, line, used, gap = [], "", 0.0, ""
    for piece in _pieces(text, width, measure):
        if piece.isspace() and piece[0] == " ":
            gap = piece
            continue
        wide = measure(gap + piece)
        if used + wide > width:
            if line:
                lines.append(line)
            line, used = piece, measure(piece)
        else:
            line, used = line + gap + piece, used + wide
        gap = ""
    return [*lines, line] if line else lines or [""]


def pieces(text: str) -> Iterator[str]:
    """Yield the parts of ``text`` that no line break may tear; blanks are parts of their own."""
    return (match.group() for match in _PIECE.finditer(text))


def _pieces(text: str, width: float, measure: Measure) -> Iterator[str]:
    for match in _PIECE.finditer(text):
        piece = match.group()
        if len(piece) > 1 and not match["blank"] and measure(piece) > width:
            yield from _torn(piece, width, measure)
        else:
            yield piece


def _torn(piece: str, width: float, measure: Measure) -> Iterator[str]:
    """Tear a piece that is wider than a line into parts that fit, at least a character each."""
    part = ""
    for character in piece:
        if part and measure(part + character) > width:
            yield part
            part = ""
        part += character
    yield part
