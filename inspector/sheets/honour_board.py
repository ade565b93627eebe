"""红榜 and 提醒榜: a page to hang up, by place and with concrete reasons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction

from inspector.domain.ids import Digest
from inspector.domain.wording import PROVISIONAL, full_day_words, record_code
from inspector.sheets import qr
from inspector.sheets.flow import Row, paginate, space
from inspector.sheets.furniture import Furniture, body_bottom, body_top
from inspector.sheets.leaf import Leaf
from inspector.sheets.listing import Column, Kind, Listing, Table, Value, shown
from inspector.sheets.page import (
    A4,
    BLACK,
    DARK,
    RED,
    WHITE,
    Page,
    Paint,
    PaperSize,
    Style,
    plain,
    strong,
)
from inspector.sheets.paper import Paper

NOBODY = "这一轮没有上榜的。"
NOT_FINAL = "还没冻结，不作依据"
FRAME, INNER = 2.2, 0.7
INSIDE = 26
"""Points between the type area and the text within the frame."""

SIZES = (1, 0.92, 0.84, 0.76)
"""Sizes that are tried so that all stands on one page; more than the smallest holds, on two."""

A3 = PaperSize(A4.height, 2 * A4.width)
"""Upright, to hang on a wall: all is 1.4 times as large."""

_PHRASE = re.compile("[^、；，]+[、；，]*|[、；，]+")
SHORTEST = 4
"""Characters of a last line; a shorter one takes some of the line before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardEntry:
    """A township or a site on the board. ``percent`` on the hundred scale, exact."""

    place: int
    name: str
    percent: Fraction
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardSection:
    """Entries of one sort, best first or, on a reminder, as they stand in the ranking."""

    title: str
    entries: tuple[BoardEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardSheet:
    """Everything that a board shows; without ``digest`` it is provisional and says so."""

    county: str
    round: str
    name: str
    """As the county calls it: 红榜, 提醒榜."""
    praise: bool
    at: datetime
    sections: tuple[BoardSection, ...]
    edition: int = 0
    digest: Digest | None = None
    notice: str = ""
    size: PaperSize = A4

    @property
    def headline(self) -> str:
        """The name in the largest type; nobody takes a provisional board for the final one."""
        return self.name if self.digest else f"{self.name}（{PROVISIONAL}）"

    @property
    def title(self) -> str:
        """Who, when and what."""
        return f"{self.county}{self.headline}"


def board_leaf(sheet: BoardSheet, *, stem: str) -> Leaf:
    """Return the board as a document."""

    def draw(paper: Paper) -> None:
        _draw(paper, sheet)

    return Leaf(
        stem=stem,
        title=f"{sheet.title} {sheet.round} 轮",
        author=sheet.county,
        at=sheet.at,
        draw=draw,
        listing=_listing(sheet),
    )


def _line(sheet: BoardSheet) -> str:
    if sheet.digest is None:
        return ""
    return qr.edition_line(sheet.round, sheet.edition, at=sheet.at, digest=sheet.digest)


def _draw(paper: Paper, sheet: BoardSheet) -> None:
    line = _line(sheet)
    furniture = Furniture(
        left=sheet.county,
        right=f"{sheet.round} 轮",
        notice=sheet.notice,
        state="" if sheet.digest else PROVISIONAL,
        hint="" if sheet.digest else NOT_FINAL,
        code=record_code(sheet.digest) if sheet.digest else "",
        qr_form=paper.form(qr.drawing(line), key=line) if line else "",
    )
    paint = RED if sheet.praise else BLACK
    size = sheet.size
    top, bottom = body_top(size) + 8, body_bottom(size) - 6

    def new_page() -> Page:
        page = furniture.under(paper.page(size))
        for inset, width in ((0, FRAME), (5, INNER)):
            corner = (size.left + inset, top + inset)
            inside = (size.span - 2 * inset, bottom - top - 2 * inset)
            page.box(corner, inside, stroke=paint, width=width)
        return page

    pages: list[Page] = []
    for scale in SIZES:
        rows = _Rows(sheet, paint, scale * size.width / A4.width).all()
        pages = paginate(rows, new_page, top=top + 14, bottom=bottom - 12)
        if len(pages) == 1:
            break
    furniture.around(pages)
    for page in pages:
        paper.put(page)


class _Rows:
    """The rows of a board at one size."""

    def __init__(self, sheet: BoardSheet, paint: Paint, scale: float) -> None:
        self._sheet, self._paint, self._scale, self._size = sheet, paint, scale, sheet.size
        self._left, self._right = self._size.left + INSIDE, self._size.right - INSIDE

    def all(self) -> Iterator[Row]:
        """Yield the rows from top to bottom; each further page says again what it is."""
        sheet, scale = self._sheet, self._scale
        yield self._centred(sheet.headline, 64, 88, self._paint)
        yield self._centred(f"{sheet.county}“五星”支部创建", 18, 28, BLACK)
        yield self._centred(f"{sheet.round} 轮　{full_day_words(sheet.at)}", 13, 24, DARK)
        again = self._centred(f"{sheet.headline}（续）", 30, 46, self._paint)
        for section in sheet.sections:
            if not section.entries:
                continue
            yield space(8 * scale)
            yield replace(self._section(section.title), again=(again,))
            for entry in section.entries:
                yield replace(self._entry(entry), again=(again, self._section(section.title)))
        if not any(section.entries for section in sheet.sections):
            yield self._centred(NOBODY, 15, 60, DARK)

    def _centred(self, text: str, size: float, height: float, paint: Paint) -> Row:
        """Return one line in the middle, smaller where it would not fit between the frames."""
        high, weight = height * self._scale, strong if size > 14 else plain
        wide = weight(size * self._scale).width(text)
        fitting = size * self._scale * min(1, (self._right - self._left) / max(wide, 1))
        style, middle = weight(fitting, high, paint), self._size.middle

        def draw(page: Page, y: float) -> None:
            page.text_centred(middle, y + style.rise, text, style)

        return Row(height=high, draw=draw, keep=True)

    def _section(self, title: str) -> Row:
        high, paint = 26 * self._scale, self._paint
        style = strong(15 * self._scale, high, paint)
        half = style.width(title) / 2 + 12
        left, right, middle = self._left, self._right, self._size.middle

        def draw(page: Page, y: float) -> None:
            page.text_centred(middle, y + style.rise, title, style)
            for x, end in ((left, middle - half), (middle + half, right)):
                page.rule(x, y + high / 2, (end, y + high / 2), width=0.8, paint=paint)

        return Row(height=high * 1.15, draw=draw, keep=True)

    def _entry(self, entry: BoardEntry) -> Row:
        scale, paint = self._scale, self._paint
        left, right = self._left, self._right
        disc = 16 * scale
        text = left + 2 * disc + 16 * scale
        name, score = strong(23 * scale, 31 * scale), strong(21 * scale, 31 * scale, paint)
        reason = plain(13 * scale, 20.5 * scale, DARK)
        number = strong((19 if entry.place < 100 else 14) * scale, 31 * scale, WHITE)
        points = f"{shown(Kind.SCORE, entry.percent)} 分"
        names = _even(entry.name, name, right - text - score.width(points) - 14)
        reasons = [line for said in entry.reasons for line in _phrases(said, reason, right - text)]

        def draw(page: Page, y: float) -> None:
            x, middle = left + disc, y + 17 * scale
            page.circle((x, middle), disc, fill=paint)
            page.text_centred(x, middle + number.size * 0.36, str(entry.place), number)
            page.text_right(right, y + score.rise, points, score)
            page.lines(text, page.lines(text, y, names, name), reasons, reason)

        height = len(names) * name.leading + len(reasons) * reason.leading + 13 * scale
        return Row(height=height, draw=draw)


def _phrases(text: str, style: Style, width: float) -> list[str]:
    """Break a reason after a mark, so that what was found is read in one piece."""
    parts = _PHRASE.findall(text)
    if any(style.width(part) > width for part in parts):
        return _even(text, style, width)
    lines = [""]
    for part in parts:
        if lines[-1] and style.width(lines[-1] + part) > width:
            lines.append("")
        lines[-1] += part
    return lines


def _even(text: str, style: Style, width: float) -> list[str]:
    """Break a text; where a character or two were left for the last line, all are shorter."""
    lines = style.lines(text, width)
    narrow = width
    while len(lines) > 1 and len(lines[-1]) < SHORTEST and narrow > width - 6 * style.size:
        narrow -= style.size
        shorter = style.lines(text, narrow)
        if len(shorter) > len(lines):
            break
        lines = shorter
    return lines


def _listing(sheet: BoardSheet) -> Listing:
    columns = (
        Column(title="类别", share=16),
        Column(
            title="名次" if sheet.digest else f"{PROVISIONAL}\n名次",
            share=8,
            kind=Kind.COUNT,
            strong=True,
        ),
        Column(title="名称", share=34, strong=True),
        Column(title="得分\n（百分制）", share=12, kind=Kind.SCORE, strong=True),
        Column(title="理由", share=60),
    )
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (section.title, one.place, one.name, one.percent, "\n".join(one.reasons))
        for section in sheet.sections
        for one in section.entries
    )
    return Listing(
        title=sheet.title,
        at=sheet.at,
        tables=(Table(columns=columns, rows=rows, name=sheet.name),),
        subtitles=(f"{sheet.round} 轮　{full_day_words(sheet.at)}",),
        left=sheet.county,
        right=f"{sheet.round} 轮",
        notice=sheet.notice,
        state="" if sheet.digest else PROVISIONAL,
        hint="" if sheet.digest else NOT_FINAL,
        code=record_code(sheet.digest) if sheet.digest else "",
        qr=_line(sheet),
    )
