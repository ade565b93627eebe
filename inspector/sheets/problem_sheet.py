"""现场问题清单: what a visit found, one problem a line, for the village to put right and sign.

Two copies on A4: one for the team's files, one for the village; each says which it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from inspector.domain.ids import Digest
from inspector.domain.place_words import PlaceWords, place_words
from inspector.domain.points import ZERO, Points
from inspector.domain.rubric import Rubric
from inspector.domain.signing import SignRole
from inspector.domain.site import Site
from inspector.domain.visit import Objection
from inspector.domain.wording import day_words, full_day_words, record_code
from inspector.sheets import qr
from inspector.sheets.document import lay_out, paragraph
from inspector.sheets.flow import Row, space
from inspector.sheets.furniture import Furniture
from inspector.sheets.leaf import Leaf
from inspector.sheets.marks import checkbox
from inspector.sheets.page import (
    BLACK,
    DARK,
    LEFT,
    RIGHT,
    Page,
    Style,
    plain,
    strong,
)
from inspector.sheets.paper import Paper
from inspector.sheets.score_end import objection_rows, signature_rows
from inspector.sheets.sheet_facts import Signer

TITLE = strong(19, 28)
PLACE = strong(12.5, 18)
FACTS = plain(9, 14, DARK)
COPY = plain(8.4, 12)
HEAD = plain(8, 15, DARK)
ITEM = strong(9, 12.6)
NUMBER = plain(8, 11, DARK)
TEXT = plain(9, 12.6)
FOUND = plain(8.4, 12, DARK)
SMALL = plain(8.2, 11.6)
VIEW = plain(9.2, 14)

PAD = 3
INSET = 4
LEAST_HIGH = 34
"""Points of a line: room for a name by hand."""
LAST_LINES = 2
"""Lines that stand above the signatures, wherever these are."""
TOGETHER_HIGH = 200
"""Points of views and objections that stay with the signatures and the last lines."""
BELOW_HEAD = 6
SPAN = RIGHT - LEFT
COLUMNS = (
    ("序号", 24.0),
    ("考评项和编号", 104.0),
    ("查到的问题", 200.0),
    ("听看查", 29.0),
    ("照片", 39.0),
    ("期限", 48.0),
    ("整改责任人", 52.0),
)
NONE_FOUND = "本次{kind}没有查出问题。"
VIEWS = ("情况属实，按期整改", "有不同意见，写在下面")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemLine:
    """One problem as it is printed."""

    number: str
    """一件一号, as the ledger numbers it; 第 n 条 where the ledger has no such line."""
    item: str
    """Code and short title of the item; empty where it belongs to none."""
    text: str
    """What the form asks there, or the zero case, in the words of the score sheet."""
    facts: tuple[str, ...] = ()
    """What was found, and the sum, in the words of the score sheet; each begins a line."""
    step: str = ""
    """Which of 听, 看, 查 found it."""
    photos: str = ""
    """How many photos its item has, or that none may be taken."""
    deadline: str = ""
    """The class of its deadline; empty where the county has none."""
    due: date | None = None
    again: str = ""
    """What is said in place of a day where an earlier round found it already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemSheet:
    """Everything that is printed of one sealed visit."""

    county: str
    title: str
    """What the policy calls the document."""
    township: str
    site: Site
    team: str
    round: str
    kind: str
    at: datetime
    started: datetime
    form: Rubric
    digest: Digest
    points: Points = ZERO
    """What the visit came to: part of the QR code's line, printed nowhere."""
    lines: tuple[ProblemLine, ...] = ()
    people: tuple[Signer, ...] = ()
    secretary: str = ""
    escort: str = ""
    signers: tuple[SignRole, ...] = tuple(SignRole)
    objections: tuple[Objection, ...] = ()
    note: str = ""
    """What the policy says of the copies."""
    copies: tuple[str, ...] = field(default=("",))
    """For whom each copy is; an empty one is not marked."""

    @property
    def place(self) -> str:
        """Township, village and tail, as a site is always named."""
        return f"{self.township} {self.site.name}（尾号 {self.site.tail}）"


def problem_leaf(sheet: ProblemSheet, *, stem: str) -> Leaf:
    """Return one visit's list, all copies one after the other, each with pages of its own."""
    return Leaf(
        stem=stem,
        title=f"{sheet.title} {sheet.place}",
        author=sheet.county,
        at=sheet.at,
        draw=lambda paper: _draw(paper, sheet),
        two_sided=True,
    )


def _draw(paper: Paper, sheet: ProblemSheet) -> None:
    furniture = _furniture(paper, sheet)
    for place, copy in enumerate(sheet.copies):
        if place:  # each copy goes another way, so it has paper of its own
            paper.turn_over()
            paper.start_over()
        if copy:
            paper.bookmark(copy, level=1)
        lay_out(paper, _rows(sheet, copy), furniture)


def _furniture(paper: Paper, sheet: ProblemSheet) -> Furniture:
    line = qr.sheet_line(
        site=sheet.site.code, at=sheet.at, points=sheet.points, digest=sheet.digest
    )
    return Furniture(
        left=f"{sheet.county}　{sheet.place}",
        right=f"{sheet.round} 轮　{sheet.team}",
        notice=sheet.form.notice,
        code=record_code(sheet.digest),
        qr_form=paper.form(qr.drawing(line), key=line),
    )


def _rows(sheet: ProblemSheet, copy: str) -> Iterator[Row]:
    yield _title(sheet, copy)
    if sheet.lines:
        yield paragraph(f"本次{sheet.kind}查出问题 {len(sheet.lines)} 件，请按期限整改。")
        yield from _table(sheet)
    else:
        yield space(6)
        yield paragraph(NONE_FOUND.format(kind=sheet.kind), strong(11, 18))
    yield from _end(sheet)


def _end(sheet: ProblemSheet) -> Iterator[Row]:
    """Yield the village's view and the signatures, on one page unless much was objected."""
    words = place_words(sheet.site)
    rows = [space(8)]
    if sheet.lines:
        rows.append(_views(words))
    rows += objection_rows(sheet.objections, sheet.form, words)
    signing = "　".join(filter(None, ("签字", sheet.note)))
    short = sum(row.height for row in rows) < TOGETHER_HIGH
    yield from (replace(row, keep=True) for row in rows) if short else rows
    yield from signature_rows(sheet, heading=signing)


def _place_lines(sheet: ProblemSheet) -> list[str]:
    """Return the place in as few lines as it needs, the tail in one piece."""
    *lines, last = PLACE.lines(f"{sheet.township} {sheet.site.name}", SPAN)
    tail = f"（尾号 {sheet.site.tail}）"
    return [*lines, last + tail] if PLACE.width(last + tail) <= SPAN else [*lines, last, tail]


def _title(sheet: ProblemSheet, copy: str) -> Row:
    when = f"{full_day_words(sheet.at)} {sheet.started:%H:%M}–{sheet.at:%H:%M}"
    places = _place_lines(sheet)
    facts = FACTS.lines(f"{when}　{sheet.round} 轮　{sheet.kind}　{sheet.team}", SPAN)
    height = TITLE.leading + len(places) * PLACE.leading + len(facts) * FACTS.leading + 24

    def draw(page: Page, y: float) -> None:
        middle = (LEFT + RIGHT) / 2
        if copy:
            wide = COPY.width(copy) + 12
            page.box((RIGHT - wide, y + 2), (wide, 16), stroke=BLACK, width=0.6)
            page.text_centred(RIGHT - wide / 2, y + 13, copy, COPY)
        y += 8
        page.text_centred(middle, y + TITLE.rise, sheet.title, TITLE)
        y += TITLE.leading
        for style, lines in ((PLACE, places), (FACTS, facts)):
            for line in lines:
                page.text_centred(middle, y + style.rise, line, style)
                y += style.leading
        page.rule(LEFT, y + 6, (RIGHT, y + 6), width=1.4, paint=BLACK)

    return Row(height=height, draw=draw, keep=True)


def _table(sheet: ProblemSheet) -> Iterator[Row]:
    head = _head()
    yield head
    last = len(sheet.lines) - LAST_LINES
    for place, line in enumerate(sheet.lines, start=1):
        row = _line(place, line, (space(BELOW_HEAD), head))
        yield replace(row, keep=place > last)


def _head() -> Row:
    def draw(page: Page, y: float) -> None:
        page.rule(LEFT, y, (RIGHT, y), width=1, paint=BLACK)
        for (title, _wide), x in zip(COLUMNS, _edges(), strict=False):
            page.text(x + INSET, y + HEAD.rise, title, HEAD)
        page.rule(LEFT, y + HEAD.leading, (RIGHT, y + HEAD.leading), width=0.6, paint=BLACK)

    return Row(height=HEAD.leading + 1, draw=draw, keep=True)


def _edges() -> list[float]:
    """Return the left edge of each column, and the right one of the last."""
    edges = [LEFT]
    for _title, wide in COLUMNS:
        edges.append(edges[-1] + wide)
    edges[-1] = RIGHT
    return edges


def _line(place: int, line: ProblemLine, again: tuple[Row, ...]) -> Row:
    due = line.again or (day_words(line.due) if line.due is not None else "")
    said: tuple[tuple[tuple[str, Style], ...], ...] = (
        ((str(place), TEXT),),
        ((line.item, ITEM), (line.number, NUMBER)),
        ((line.text, TEXT), *((fact, FOUND) for fact in line.facts)),
        ((line.step, TEXT),),
        ((line.photos, SMALL),),
        ((line.deadline, SMALL), (due, SMALL)),
    )
    cells = [
        [(style, style.lines(text, wide - INSET - 2)) for text, style in parts if text]
        for parts, (_title, wide) in zip(said, COLUMNS, strict=False)
    ]
    tall = [sum(len(lines) * style.leading for style, lines in cell) for cell in cells]
    height = max(*tall, LEAST_HIGH) + 2 * PAD

    def draw(page: Page, y: float) -> None:
        edges = _edges()
        for cell, x in zip(cells, edges, strict=False):
            top = y + PAD
            for style, lines in cell:
                top = page.lines(x + INSET, top, lines, style)
        page.rule(edges[-2], y, (edges[-2], y + height), width=0.35)
        page.rule(LEFT, y + height, (RIGHT, y + height), width=0.35)

    return Row(height=height, draw=draw, again=again)


def _views(words: PlaceWords) -> Row:
    def draw(page: Page, y: float) -> None:
        label = f"{words.name}意见："
        x = LEFT + VIEW.width(label)
        page.text(LEFT, y + VIEW.rise, label, VIEW)
        for view in VIEWS:
            checkbox(page, (x + 4, y + 3.5))
            page.text(x + 15, y + VIEW.rise, view, VIEW)
            x += VIEW.width(view) + 30

    return Row(height=VIEW.leading + 6, draw=draw, keep=True)
