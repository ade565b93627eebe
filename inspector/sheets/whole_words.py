"""Narrow columns: lists break between their words, sentences after a mark; no star is torn."""

from __future__ import annotations

import re
from collections.abc import Sequence

from inspector.sheets.fonts import printable
from inspector.sheets.page import Style

MARK = "、"
_CLAUSE = re.compile(r"[^、，：；]*[、，：；]*")


def whole_lines(words: Sequence[str], style: Style, width: float, *, lead: str = "") -> list[str]:
    """Set ``lead`` and the words, with 、 between them, into lines of at most ``width`` points.

    Only a word that is wider than a line is torn; always at least one line.
    """
    lines = [lead]
    for number, word in enumerate(words, start=1):
        piece = word if number == len(words) else word + MARK
        if style.width(lines[-1] + piece) <= width:
            lines[-1] += piece
            continue
        *whole, last = style.lines(piece, width)
        lines += [*whole, last]
    return lines if lines[0] or len(lines) == 1 else lines[1:]


def clause_lines(text: str, style: Style, width: float) -> list[str]:
    """Break a text after a mark where that takes no more lines than breaking anywhere."""
    anywhere = style.lines(text, width)
    if len(anywhere) == 1:
        return anywhere
    lines = [""]
    for clause in _CLAUSE.findall(printable(text)):
        if style.width(lines[-1] + clause) <= width:
            lines[-1] += clause
        else:
            lines.append(clause)
    whole = [line for line in lines if line]
    fits = len(whole) <= len(anywhere) and all(style.width(line) <= width for line in whole)
    return whole if fits else anywhere
