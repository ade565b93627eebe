"""Setting Chinese paragraphs on a grid: full lines reach both edges, marks give way.

Each full-width character takes a cell. Of two marks that meet, the blank half between them goes; a
closing mark at the end of a line may lose its right half; marks within a line may give up a
quarter, where that saves a break. What is missing after that is spread over the line, never inside
a Latin word; where a long figure would leave a line gaping, all lines of the paragraph are broken
anew, so that each takes its share. Source: GB/T 15834—2011, section 5; grid: GB/T 9704—2012, 5.2.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby, pairwise
from math import inf

from inspector.sheets.fonts import printable
from inspector.sheets.line_breaking import pieces
from inspector.sheets.page import Page, Style

CLOSING = frozenset("、。，．：；）］｝〕〉》」』】〗”’")
"""Full-width marks whose right half is blank."""

OPENING = frozenset("（［｛〔〈《「『【〖“‘")
"""Full-width marks whose left half is blank."""

DOUBLED = frozenset("—…")
"""Marks that come in twos and must touch."""

IDEOGRAPHIC = "\u3000"
FULL = 0.95
"""From this width on, in ems, a character fills a cell."""

LOOSE = 0.08
"""Ems between characters from which on the lines of a paragraph are broken anew."""

BEARABLE = 0.065
"""Ems between characters up to which （社区） is kept whole."""

GAPING = 0.25
"""Ems between characters at most where lines are broken anew."""

LONELY = 0.008
"""What a last line of one character (孤字不成行) costs: as much as .2 ems between all of a line."""

SHORT_OPENED = re.compile("（[\u4e00-\u9fff]")
"""What opens a bracket, up to the place where a line might tear （社区）."""

SLACK = 0.01
"""Points that do not count."""


@dataclass(frozen=True, slots=True)
class Sign:
    """One character in its type. ``wide`` is what it takes by itself, in points."""

    character: str
    style: Style
    wide: float
    full: bool


@dataclass(frozen=True, slots=True)
class Part:
    """Characters that stay together, and the blanks before them, which go at a break."""

    gap: tuple[Sign, ...]
    signs: tuple[Sign, ...]


Line = Sequence[Part]


@dataclass(frozen=True, slots=True)
class SetLine:
    """A line: characters and the room that each takes, in points."""

    signs: tuple[Sign, ...]
    steps: tuple[float, ...]

    @property
    def width(self) -> float:
        """From the first character's left edge to the last one's right edge, in points."""
        return sum(self.steps)

    @property
    def text(self) -> str:
        """The characters."""
        return "".join(sign.character for sign in self.signs)

    def draw(self, page: Page, x: float, baseline: float) -> None:
        """Write the line from ``x`` to the right."""
        pairs = zip(self.signs, self.steps, strict=True)
        for (style, extra), group in groupby(pairs, key=_look):
            run = list(group)
            page.text(x, baseline, "".join(sign.character for sign, _ in run), style, extra)
            x += sum(step for _, step in run)


def _look(pair: tuple[Sign, float]) -> tuple[Style, float]:
    sign, step = pair
    return sign.style, round(step - sign.style.width(sign.character), 3)


def signs_of(spans: Sequence[tuple[str, Style]], cell: float) -> list[Sign]:
    """Measure characters; those that are an em wide take ``cell`` ems."""
    found: list[Sign] = []
    for text, style in spans:
        for character in printable(text):
            wide = style.width(character)
            full = wide >= FULL * style.size
            found.append(Sign(character, style, wide * cell if full else wide, full))
    return found


def set_paragraph(
    spans: Sequence[tuple[str, Style]], width: float, *, cell: float = 1, last: bool = False
) -> list[SetLine]:
    """Break stretches of text into lines of ``width`` points that reach both edges.

    Args:
        spans: Texts with their type, which follow one another without a break.
        width: Of the lines, in points.
        cell: Room of a full-width character, in ems.
        last: Spread the last line too.
    """
    signs = signs_of(spans, cell)
    lines = _broken(signs, width)
    full = len(lines) - (not last)
    return [
        _spread(line, width) if number < full else _fitted(line, width)
        for number, line in enumerate(lines)
    ]


def _broken(signs: Sequence[Sign], width: float) -> list[list[Sign]]:
    """Break into lines, none of which runs over once its marks give way."""
    lines = _laid(_parts(signs, _pieces), width)
    if _widest(lines, width) > BEARABLE:
        free = _laid(_parts(signs, pieces), width)
        lines = min((lines, free), key=lambda one: _widest(one, width))
    return [_joined(line) for line in lines]


def _laid(parts: Sequence[Part], width: float) -> list[Line]:
    """Break parts into lines, and anew if a line gapes or the last is but one character."""
    lines = list(_filled(parts, width))
    whole = sum(len(line) for line in lines) == len(parts)  # nothing was torn
    poor = _lonely(_joined(lines[-1])) or _widest(lines, width) > LOOSE
    return _evened(parts, len(lines), width) if whole and len(lines) > 1 and poor else lines


def _widest(lines: Sequence[Line], width: float) -> float:
    """Return the most that is put between two characters of a line, in ems; not in the last."""
    return max((_gaping(_joined(line), width) for line in lines[:-1]), default=0)


def _parts(signs: Sequence[Sign], cut: Callable[[str], Iterable[str]]) -> list[Part]:
    """Return what may not be torn, each with the blanks before it."""
    found: list[Part] = []
    gap: tuple[Sign, ...] = ()
    at = 0
    for piece in cut("".join(sign.character for sign in signs)):
        part = tuple(signs[at : at + len(piece)])
        at += len(piece)
        if piece[0] == " ":
            gap = part
        else:
            found.append(Part(gap, part))
            gap = ()
    return found


def _pieces(text: str) -> Iterator[str]:
    """Yield the pieces of a text; a short word in brackets, such as （社区）, is one."""
    held = ""
    for piece in pieces(text):
        if held and "）" in piece[:2]:
            yield held + piece
            held = ""
            continue
        if held:
            yield held
        held = piece if SHORT_OPENED.fullmatch(piece) else ""
        if not held:
            yield piece
    if held:
        yield held


def _lonely(line: Sequence[Sign]) -> bool:
    """Say whether a line is one character, with the mark that closes it or without."""
    return len(line) <= 2 and all(sign.character in CLOSING for sign in line[1:])


def _gaping(line: Sequence[Sign], width: float) -> float:
    """Return how much room is put between two characters, in ems."""
    short = width - sum(_steps(line))
    gaps = sum(_opens(*pair) for pair in pairwise(line))
    return short / max(1, gaps) / line[0].style.size


def _filled(parts: Sequence[Part], width: float) -> Iterator[Line]:
    """Fill lines one after another; what is wider than a line is torn."""
    line: list[Part] = []
    for part in parts:
        if line and _least(_joined([*line, part])) > width + SLACK:
            yield line
            line = []
        line = [*line, part]
        while _least(_joined(line)) > width + SLACK and len(part.signs) > 1:
            rest = part.signs
            cut = next(n for n in range(len(rest), 0, -1) if n == 1 or _least(rest[:n]) <= width)
            yield [Part((), rest[:cut])]
            part = Part((), rest[cut:])  # noqa: PLW2901 - what is left of it goes on
            line = [part]
    yield line


def _evened(parts: Sequence[Part], count: int, width: float) -> list[Line]:
    """Break into ``count`` lines so that what is missing is shared fairly among them."""

    @cache
    def best(start: int, left: int) -> tuple[float, tuple[int, ...]]:
        """Return the cost of what begins at a part and takes ``left`` lines, and its breaks."""
        if left == 1:
            line = _joined(parts[start:])
            if not line or _least(line) > width + SLACK:
                return inf, ()
            return (LONELY if _lonely(line) else 0), ()
        found: tuple[float, tuple[int, ...]] = (inf, ())
        for end in range(_farthest(parts, start, width), start, -1):
            gaping = _gaping(_joined(parts[start:end]), width)
            cost = max(0, gaping) ** 3
            if cost >= found[0] or gaping > GAPING:
                break
            after, breaks = best(end, left - 1)
            if cost + after < found[0]:
                found = cost + after, (end, *breaks)
        return found

    cost, breaks = best(0, count)
    if cost == inf:
        return list(_filled(parts, width))
    edges = (0, *breaks, len(parts))
    return [list(parts[start:end]) for start, end in pairwise(edges)]


def _farthest(parts: Sequence[Part], start: int, width: float) -> int:
    """Return where the fullest line that begins at a part ends."""
    end = start + 1
    while end < len(parts) and _least(_joined(parts[start : end + 1])) <= width + SLACK:
        end += 1
    return end


def _joined(line: Sequence[Part]) -> list[Sign]:
    """Return the characters of a line, without the blanks at its beginning."""
    return [
        sign
        for number, part in enumerate(line)
        for sign in (*(part.gap if number else ()), *part.signs)
    ]


def _steps(line: Sequence[Sign]) -> list[float]:
    """Return the room of each character where nothing is spread or pressed."""
    steps = [sign.wide for sign in line]
    for number, (sign, after) in enumerate(pairwise(line)):
        marks = sign.character in CLOSING, after.character in CLOSING
        opening = sign.character in OPENING, after.character in OPENING
        if sign.full and after.full and ((marks[0] and (marks[1] or opening[1])) or all(opening)):
            steps[number] -= sign.wide / 2
    return steps


def _gives(line: Sequence[Sign], steps: Sequence[float]) -> list[float]:
    """Return how much each mark can give up: half at the end of the line, a quarter within."""
    given = [
        sign.wide / 4 if sign.full and sign.character in CLOSING and step >= sign.wide else 0
        for sign, step in zip(line, steps, strict=True)
    ]
    if given and given[-1]:
        given[-1] *= 2
    return given


def _least(line: Sequence[Sign]) -> float:
    steps = _steps(line)
    return sum(steps) - sum(_gives(line, steps))


def _fitted(line: Sequence[Sign], width: float) -> SetLine:
    """Set a line that need not reach the right edge; only press it if it would run over."""
    steps = _steps(line)
    over = sum(steps) - width
    if over > 0:
        given = _gives(line, steps)
        end = min(over, given[-1])
        steps[-1] -= end
        rest = sum(given[:-1])
        if rest and over > end:
            share = min(1, (over - end) / rest)
            steps = [
                *(step - give * share for step, give in zip(steps[:-1], given[:-1], strict=True)),
                steps[-1],
            ]
    return SetLine(tuple(line), tuple(steps))


def _spread(line: Sequence[Sign], width: float) -> SetLine:
    made = _fitted(line, width)
    short = width - made.width
    gaps = [number for number, pair in enumerate(pairwise(line)) if _opens(*pair)]
    if short <= SLACK or not gaps:
        return made
    steps = list(made.steps)
    for number in gaps:
        steps[number] += short / len(gaps)
    return SetLine(made.signs, tuple(steps))


def _opens(sign: Sign, after: Sign) -> bool:
    """Say whether room may be put between two characters."""
    if sign.character == IDEOGRAPHIC or {sign.character, after.character} <= DOUBLED:
        return False
    return sign.full or after.full or " " in (sign.character, after.character)
