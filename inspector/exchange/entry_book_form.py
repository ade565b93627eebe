"""录入表: how a workbook is laid out that one fills in, and what each cell of it may hold.

Written by ``entry_book`` and read back by ``entry_book_reader``; this is what the two agree on.
One sheet is one visit. The key cell names visit and form, so a sheet cannot be entered elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from inspector.domain.ids import Digest, VisitUid
from inspector.domain.ledger import QUESTIONS
from inspector.domain.rubric import (
    Bands,
    Checkpoint,
    Deduct,
    Item,
    Level,
    Ratio,
    Rubric,
    Sample,
    YesNo,
)

PREFIX = "WXKE1"
"""The product's initials and the version of this layout."""

KEY_ROW, HEAD_ROW = 3, 4
"""Rows of the key cell and of the column titles, counted from 0."""

KEY_COLUMN = 1

CELLS = 12
"""Cells of a ledger 勾选格 that a line holds, as many as a form may have."""

LETTERS = "ABCDEF"
HEADS = (
    "编号", "内容", "怎么扣", "满分", "记录", "实看数", *LETTERS, "其他原因、依据、理由", "备注",
    *(f"格{number}" for number in range(1, CELLS + 1)),
)  # fmt: skip
CODE, TEXT, RULE, MAX, ANSWER, SEEN, FIRST_LETTER, OWN, NOTE = 0, 1, 2, 3, 4, 5, 6, 12, 13
FIRST_CELL = 14

YES = "是"
MET, UNMET = "符合", "不符合"
REST = "其余无问题"
ZERO = "零分情形："
NA = "不适用"
GRID = "勾选格"
WHOLE = "齐"
"""What the answer of a ledger's line says if nothing is missing."""
OBJECTION = "异议"
OBJECTIONS = 5
"""Lines for the village's different views."""

MAX_COUNT = 9999


class Line(StrEnum):
    """What a row of a sheet is about."""

    STAR = "star"
    REST = "rest"
    ZERO = "zero"
    NA = "na"
    POINT = "point"
    GRID_HEAD = "grid-head"
    GRID = "grid"
    OBJECTION = "objection"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormLine:
    """One row below the head: its code and text stand in the book, and are what it is known by."""

    kind: Line
    code: str
    text: str
    item: Item | None = None
    point: Checkpoint | None = None
    row: int = -1
    """The row of a ledger, from 0."""


def key_of(uid: VisitUid, form: Digest) -> str:
    """Return what stands in the key cell: ``WXKE1|visit|form``."""
    return f"{PREFIX}|{uid}|{form}"


def read_key(text: str) -> tuple[VisitUid, Digest] | None:
    """Return visit and form of a key cell, or None if it is none."""
    parts = text.strip().split("|")
    if len(parts) != 3 or parts[0] != PREFIX:
        return None
    return VisitUid(parts[1]), Digest(parts[2])


def form_lines(rubric: Rubric) -> Iterator[FormLine]:
    """Yield the rows of a sheet below its head, from top to bottom."""
    for star in rubric.stars:
        yield FormLine(kind=Line.STAR, code=star.id, text=star.name)
        for item in star.items:
            yield FormLine(kind=Line.REST, code=item.code, text=f"{item.title}　{REST}", item=item)
            for point in item.checkpoints:
                yield FormLine(
                    kind=Line.POINT, code=point.code, text=point.text, item=item, point=point
                )
                yield from _grid_lines(item, point)
            for case in item.zero_if:
                yield FormLine(kind=Line.ZERO, code=item.code, text=f"{ZERO}{case}", item=item)
            if item.allow_na:
                yield FormLine(kind=Line.NA, code=item.code, text=NA, item=item)
    for number in range(1, OBJECTIONS + 1):
        yield FormLine(kind=Line.OBJECTION, code=f"{OBJECTION}{number}", text="村里的不同意见")


def _grid_lines(item: Item, point: Checkpoint) -> Iterator[FormLine]:
    """Yield the lines of a ledger by months or steps; questions are asked on the screen."""
    grid = point.grid
    if grid is None or grid.kind == QUESTIONS:
        return
    yield FormLine(kind=Line.GRID_HEAD, code=point.code, text=GRID, item=item, point=point)
    for place, name in enumerate(grid.rows):
        text = f"{GRID}：{name}"
        yield FormLine(
            kind=Line.GRID, code=point.code, text=text, item=item, point=point, row=place
        )


def choices(checkpoint: Checkpoint) -> tuple[str, ...]:
    """Return the words that the answer may be; empty where it is a number."""
    match checkpoint.rule:
        case YesNo():
            return (MET, UNMET)
        case Level(levels=levels):
            return tuple(name for name, _points in levels)
        case Deduct() | Sample() | Bands() | Ratio():
            return ()


def counts(checkpoint: Checkpoint) -> bool:
    """Return True if the answer is a count of defects."""
    return isinstance(checkpoint.rule, Deduct | Sample)


def most(checkpoint: Checkpoint) -> int:
    """Return the largest count that can be: of a sample, its size."""
    return checkpoint.rule.n if isinstance(checkpoint.rule, Sample) else MAX_COUNT


def cell_name(row: int, column: int) -> str:
    """Return a cell's name as Excel and WPS show it: row 5, column 4 is ``E6``."""
    letters, left = "", column + 1
    while left:
        left, place = divmod(left - 1, 26)
        letters = chr(ord("A") + place) + letters
    return f"{letters}{row + 1}"


LineKey = tuple[str, str]
"""Code and text of a row, by which it is found again wherever it was moved."""


def line_key(line: FormLine) -> LineKey:
    """Return what a row is known by: its code, and what it is about where several share that."""
    if line.kind in (Line.POINT, Line.OBJECTION, Line.STAR):
        return line.code, ""
    if line.kind is Line.REST:
        return line.code, REST
    return line.code, line.text
