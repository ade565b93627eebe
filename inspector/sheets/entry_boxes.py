"""Boxes to fill in by pen: counts, levels, grids, and the reasons under their letters.

A blank sheet and a strip show the same boxes for the same rule, at sizes of their own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from inspector.domain.points import show
from inspector.domain.rubric import Bands, Checkpoint, Deduct, Grid, Level, Ratio, Sample, YesNo
from inspector.sheets.marks import checkbox
from inspector.sheets.page import BLACK, DARK, GREY, PALE, Page, Style, plain, strong

LETTERS = "ABCDEF"
"""The keys of the first six reasons; paper and keyboard use the same."""

LABEL = plain(7, 8, DARK)
TICK = plain(8, 11)
CELL = plain(7, 7, GREY)
ROW_LABEL = plain(8, 9, DARK)

VALUE_HEIGHT = 19
TICK_HEIGHT = 11.0
CELL_HEIGHT = 12.0
STEP_CELL_HEIGHT = 17
LABEL_SHARE = 0.2
"""Part of a grid's width that its row names take."""

_UNIT = re.compile(r"（([^（）]+)）$")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChipLook:
    """How reasons are set: their letters, their words, room for a tally, room between."""

    letter: Style = field(default=strong(8, 10.7))
    word: Style = field(default=plain(8, 10.7))
    box: tuple[float, float] = (9.6, 9.2)
    gap: float = 3.6


@dataclass(frozen=True, slots=True)
class Chip:
    """One reason at ``x`` from the left of its line."""

    x: float
    letter: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chips:
    """The reasons of a checkpoint, broken into lines."""

    look: ChipLook
    lines: tuple[tuple[Chip, ...], ...]

    @property
    def height(self) -> float:
        """Height of all lines in points."""
        return len(self.lines) * self.look.letter.leading

    def draw(self, page: Page, x: float, y: float) -> None:
        """Draw them with the upper left corner at ``(x, y)``."""
        look = self.look
        wide, high = look.box
        for line in self.lines:
            baseline = y + look.letter.rise
            for chip in line:
                left = x + chip.x
                page.text(left, baseline, chip.letter, look.letter)
                left += look.letter.width(chip.letter) + 1.2
                page.text(left, baseline, chip.words, look.word)
                left += look.word.width(chip.words) + 1.2
                top = y + (look.letter.leading - high) / 2
                page.box((left, top), (wide, high), stroke=DARK, width=0.45)
            y += look.letter.leading


def chips(checkpoint: Checkpoint, span: float, look: ChipLook) -> Chips:
    """Set the reasons of a checkpoint into lines at most ``span`` points wide."""
    lines: list[list[Chip]] = [[]]
    x = 0.0
    for letter, words in zip(LETTERS, checkpoint.phrases, strict=False):
        wide = look.letter.width(letter) + 2.4 + look.word.width(words) + look.box[0]
        if lines[-1] and x + wide > span:
            lines.append([])
            x = 0.0
        lines[-1].append(Chip(x, letter, words))
        x += wide + look.gap
    return Chips(look=look, lines=tuple(tuple(line) for line in lines if line))


@dataclass(frozen=True, slots=True)
class Blank:
    """A box for a number, with a word in its corner."""

    label: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A small box to tick, with what it stands for."""

    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Where a checkpoint's answer goes: boxes for numbers side by side, or boxes to tick."""

    blanks: tuple[Blank, ...] = ()
    choices: tuple[Choice, ...] = ()
    across: int = 2
    """Boxes to tick beside one another."""

    @property
    def height(self) -> float:
        """Height in points."""
        if self.blanks:
            return VALUE_HEIGHT
        return -(-len(self.choices) // self.across) * TICK_HEIGHT

    def draw(self, page: Page, corner: tuple[float, float], width: float) -> None:
        """Draw all of it, ``width`` points wide, with its upper left at ``corner``."""
        x, y = corner
        if self.blanks:
            wide = (width - 4 * (len(self.blanks) - 1)) / len(self.blanks)
            for index, blank in enumerate(self.blanks):
                left = x + index * (wide + 4)
                page.box((left, y), (wide, VALUE_HEIGHT), stroke=BLACK, width=0.7)
                page.text(left + 2.4, y + 7, blank.label, LABEL)
            return
        wide = width / self.across
        for index, choice in enumerate(self.choices):
            left = x + index % self.across * wide
            top = y + index // self.across * TICK_HEIGHT
            checkbox(page, (left, top + 1.6), 8)
            page.text(left + 10.5, top + TICK.rise, choice.words, TICK)


def answer_of(checkpoint: Checkpoint) -> Answer:
    """Return the boxes that the kind of rule of a checkpoint needs."""
    match checkpoint.rule:
        case Deduct(unit=unit):
            return Answer(blanks=(Blank(f"几{unit}"),))
        case Sample(n=n, unit=unit):
            return Answer(blanks=(Blank(f"实看/{n}{unit}"), Blank("不合格")))
        case YesNo():
            return Answer(choices=(Choice("符合"), Choice("不符合")))
        case Level(levels=levels):
            words = tuple(Choice(f"{name}{show(points)}") for name, points in levels)
            return Answer(choices=words)
        case Bands(measure=measure) | Ratio(measure=measure):
            return Answer(blanks=(Blank(unit_of(measure) or "数值"),))


def unit_of(measure: str) -> str:
    """Return the unit that a measure's name ends with in brackets: ``万元``, ``%``; else empty."""
    found = _UNIT.search(measure)
    return found[1] if found else ""


def grid_height(grid: Grid) -> float:
    """Return the height of a grid's boxes in points."""
    return len(grid.rows) * _cell_height(grid) + 1.5


def draw_grid(page: Page, corner: tuple[float, float], width: float, grid: Grid) -> None:
    """Draw a grid to tick: a row of boxes for each matter; what is not due is struck grey."""
    x, y = corner
    label = width * LABEL_SHARE
    wide, high = (width - label) / len(grid.columns), _cell_height(grid)
    for row, name in enumerate(grid.rows):
        due = grid.due[row] if row < len(grid.due) else ()
        shown = ROW_LABEL.lines(name, label - 3)[0]
        page.text(x, y + high / 2 + 2.6, shown, ROW_LABEL)
        for column, title in enumerate(grid.columns):
            left = x + label + column * wide
            asked = not due or column + 1 in due
            page.box((left, y), (wide, high), fill="" if asked else PALE, stroke=DARK, width=0.45)
            page.text(left + 1.6, y + 6.6, _cell_title(title), CELL)
        y += high


def _cell_height(grid: Grid) -> float:
    return STEP_CELL_HEIGHT if grid.kind == "steps" else CELL_HEIGHT


def _cell_title(title: str) -> str:
    """Shorten the name of a month to its number: a cell is narrow."""
    return title.removeprefix("第").removesuffix("月") if title.endswith("月") else title
