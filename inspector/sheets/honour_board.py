"""红榜 and 提醒榜: a page to hang up, by place and with concrete reasons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from inspector.domain.ids import Digest
from inspector.domain.wording import PROVISIONAL, full_day_words, record_code
from inspector.sheets import qr
from inspector.sheets.flow import Row, paginate, space
from inspector.sheets.furniture import Furniture, body_bottom, body_top
from inspector.sheets.leaf import Leaf
from inspector.sheets.listing import Column, Kind, Listing, Table, Value, shown
from inspector.sheets.page import A4, BLACK, DARK, RED, WHITE, Page, Paint, plain, strong
from inspector.sheets.paper import Paper

NOBODY = "这一轮没有上榜的。"
NOT_FINAL = "还没冻结，不作依据"
FRAME, INNER = 2.2, 0.7
INSIDE = 26
"""Points between the type area and the text within the frame."""

SIZES = (1, 0.92, 0.84, 0.76)
"""Sizes that are tried so that all stands on one page; more than the smallest holds, on two."""


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

    @property
    def title(self) -> str:
        """Who, when and what."""
        return f"{self.county}{self.name}"


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
    top, bottom = body_top(A4) + 8, body_bottom(A4) - 6

    def new_page() -> Page:
        page = furniture.under(paper.page())
        for inset, width in ((0, FRAME), (5, INNER)):
            corner = (A4.left + inset, top + inset)
            size = (A4.span - 2 * inset, bottom - top - 2 * inset)
            page.box(corner, size, stroke=paint, width=width)
        return page

    pages: list[Page] = []
    for scale in SIZES:
        rows = _Rows(sheet, paint, scale).all()
        pages = paginate(rows, new_page, top=top + 14, bottom=bottom - 12)
        if len(pages) == 1:
            break
    furniture.around(pages)
    for page in pages:
        paper.put(page)


class _Rows:
    """The rows of a board at one size."""

    def __init__(self, sheet: BoardSheet, paint: Paint, scale: float) -> None:
        self._sheet, self._paint, self._scale = sheet, paint, scale

    def all(self) -> Iterator[Row]:
        """Yield the rows from top to bottom."""
        sheet, scale = self._sheet, self._scale
        yield self._centred(sheet.name, 64, 88, self._paint)
        yield self._centred(f"{sheet.county}“五星”支部创建", 18, 28, BLACK)
        yield self._centred(f"{sheet.round} 轮　{full_day_words(sheet.at)}", 13, 24, DARK)
        for section in sheet.sections:
            yield space(8 * scale)
            yield self._section(section.title)
            for entry in section.entries:
                yield self._entry(entry)
        if not any(section.entries for section in sheet.sections):
            yield self._centred(NOBODY, 15, 60, DARK)

    def _centred(self, text: str, size: float, height: float, paint: Paint) -> Row:
        high = height * self._scale
        weight = strong if size > 14 else plain
        style = weight(size * self._scale, high, paint)

        def draw(page: Page, y: float) -> None:
            page.text_centred(A4.middle, y + style.rise, text, style)

        return Row(height=high, draw=draw, keep=True)

    def _section(self, title: str) -> Row:
        high, paint = 26 * self._scale, self._paint
        style = strong(15 * self._scale, high, paint)
        half = style.width(title) / 2 + 12
        left, right = A4.left + INSIDE, A4.right - INSIDE

        def draw(page: Page, y: float) -> None:
            page.text_centred(A4.middle, y + style.rise, title, style)
            for x, end in ((left, A4.middle - half), (A4.middle + half, right)):
                page.rule(x, y + high / 2, (end, y + high / 2), width=0.8, paint=paint)

        return Row(height=high * 1.15, draw=draw, keep=True)

    def _entry(self, entry: BoardEntry) -> Row:
        scale, paint = self._scale, self._paint
        left, right = A4.left + INSIDE, A4.right - INSIDE
        disc = 16 * scale
        text = left + 2 * disc + 16
        name, score = strong(23 * scale, 31 * scale), strong(21 * scale, 31 * scale, paint)
        reason = plain(13 * scale, 20.5 * scale, DARK)
        number = strong((19 if entry.place < 100 else 14) * scale, 31 * scale, WHITE)
        points = f"{shown(Kind.SCORE, entry.percent)} 分"
        names = name.lines(entry.name, right - text - score.width(points) - 14)
        reasons = [line for said in entry.reasons for line in reason.lines(said, right - text)]

        def draw(page: Page, y: float) -> None:
            x, middle = left + disc, y + 17 * scale
            page.circle((x, middle), disc, fill=paint)
            page.text_centred(x, middle + number.size * 0.36, str(entry.place), number)
            page.text_right(right, y + score.rise, points, score)
            page.lines(text, page.lines(text, y, names, name), reasons, reason)

        height = len(names) * name.leading + len(reasons) * reason.leading + 13 * scale
        return Row(height=height, draw=draw)


def _listing(sheet: BoardSheet) -> Listing:
    columns = (
        Column(title="类别", share=16),
        Column(title="名次", share=8, kind=Kind.COUNT, strong=True),
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
