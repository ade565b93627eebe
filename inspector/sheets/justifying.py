"""Setting Chinese paragraphs on a grid: full lines reach both edges, marks give way.

Each full-width character takes a cell. Of two marks that meet, the blank half between them goes; a
closing mark at the end of a line may lose its right half; marks within a line may give up a
quarter, where that saves a break. What is missing after that is spread over the line, never inside
a Latin word. Source: GB/T 15834—2011, section 5; the grid: GB/T 9704—2012, 5.2.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

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

MOVED = 2
"""Characters that a line gives at most to a last line that has but one (孤字不成行)."""

FAIR = 0.8
"""How full such a line has to stay."""

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
    lines = [[part for part in line if part] for line in _filled(signs, width)]
    if len(lines) > 1 and _lonely(_joined(lines[-1])):
        *kept, moved = lines[-2]
        room = sum(sign.wide for part in kept for sign in part)
        if kept and len(moved) <= MOVED and room >= width * FAIR:
            if kept[-1][0].character == " ":
                kept.pop()
            lines[-2:] = [kept, [moved, *lines[-1]]]
    return [_joined(line) for line in lines]


def _lonely(line: Sequence[Sign]) -> bool:
    """Say whether a line is one character, with the mark that closes it or without."""
    return len(line) <= 2 and all(sign.character in CLOSING for sign in line[1:])


def _filled(signs: Sequence[Sign], width: float) -> Iterator[list[list[Sign]]]:
    """Fill lines one after another with parts that may not be torn; blanks at breaks go."""
    line: list[list[Sign]] = []
    gap: list[Sign] = []
    at = 0
    for piece in pieces("".join(sign.character for sign in signs)):
        part = list(signs[at : at + len(piece)])
        at += len(piece)
        if piece[0] == " ":
            gap = part
            continue
        if not line or _least([*_joined(line), *gap, *part]) <= width + SLACK:
            line += [gap, part] if line else [part]
        else:
            yield line
            line = [part]
        gap = []
        while _least(_joined(line)) > width + SLACK and len(part) > 1:  # wider than a line itself
            cut = next(n for n in range(len(part), 0, -1) if n == 1 or _least(part[:n]) <= width)
            yield [part[:cut]]
            part = part[cut:]
            line = [part]
    yield line


def _joined(line: Sequence[Sequence[Sign]]) -> list[Sign]:
    return [sign for part in line for sign in part]


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
