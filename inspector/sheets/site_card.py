"""站点卡: what a county knows of one site, on one A4 page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from inspector.domain.wording import full_day_words
from inspector.sheets.document import HEADING, heading, lay_out, paragraph
from inspector.sheets.flow import Row, space
from inspector.sheets.furniture import BODY_BOTTOM, BODY_TOP, Furniture
from inspector.sheets.leaf import Leaf
from inspector.sheets.page import BLACK, DARK, LEFT, RIGHT, Page, Style, plain, strong
from inspector.sheets.paper import Paper
from inspector.sheets.table import GUTTER, Column, table

TITLE = strong(10.5, 17)
PLACE = strong(17, 24)
LABEL = plain(8, 11, DARK)
VALUE = plain(9.2, 12.6)
REST = plain(8.6, 12.6, DARK)

SPAN = RIGHT - LEFT
CELLS = 4
MOST_LINES = 2
"""Lines of a cell; what is longer stands in full on the paper it comes from."""
REST_WORDS = "另有 {count} {unit}没有列出，见{where}。"


@dataclass(frozen=True, slots=True, kw_only=True)
class CardSection:
    """A table under a heading, newest lines first; ``none`` is said where it has none."""

    heading: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    none: str
    where: str
    """Where all lines stand, if there is no room for them here."""
    unit: str = "条"


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteCard:
    """Everything that a card prints; ``facts`` are labels with their values."""

    county: str
    place: str
    right: str
    at: datetime
    facts: tuple[tuple[str, str], ...]
    sections: tuple[CardSection, ...]
    notice: str = ""


def card_leaf(card: SiteCard, *, stem: str) -> Leaf:
    """Return the card; it has one page, whatever there is to say."""
    return Leaf(
        stem=stem,
        title=f"站点卡 {card.place}",
        author=card.county,
        at=card.at,
        draw=lambda paper: _draw(paper, card),
    )


def _draw(paper: Paper, card: SiteCard) -> None:
    furniture = Furniture(left=f"{card.county}　{card.place}", right=card.right, notice=card.notice)
    lay_out(paper, _rows(card), furniture)


def _rows(card: SiteCard) -> Iterator[Row]:
    top = (_title(card), _facts(card.facts), space(4))
    yield from top
    room = BODY_BOTTOM - BODY_TOP - sum(row.height for row in top)
    for rows in fitted(card.sections, room):
        yield from rows


def fitted(sections: Sequence[CardSection], room: float) -> list[list[Row]]:
    """Return the rows of sections that fit into ``room`` points: the fullest gives way first."""
    shown = [len(one.rows) for one in sections]
    while True:
        drawn = [list(_section(one, count)) for one, count in zip(sections, shown, strict=True)]
        high = [sum(row.height for row in rows) for rows in drawn]
        if sum(high) <= room or max(shown) <= 1:
            return drawn
        most = max((place for place, count in enumerate(shown) if count > 1), key=high.__getitem__)
        shown[most] -= 1


def _section(section: CardSection, shown: int) -> Iterator[Row]:
    yield space(3)
    if not section.rows:
        yield _nothing(section)
        return
    yield heading(section.heading)
    spans = [
        SPAN * one.share / sum(column.share for column in section.columns) - GUTTER
        for one in section.columns
    ]
    yield from table(
        section.columns,
        [
            [
                clipped(text, column.style, span)
                for text, column, span in zip(row, section.columns, spans, strict=True)
            ]
            for row in section.rows[:shown]
        ],
    )
    rest = len(section.rows) - shown
    if rest:
        said = REST_WORDS.format(count=rest, unit=section.unit, where=section.where)
        yield paragraph(said, REST)


def _nothing(section: CardSection) -> Row:
    """Return a heading with what is said beside it: the room is for sections that have rows."""

    def draw(page: Page, y: float) -> None:
        base = y + 2 + HEADING.rise
        page.text(LEFT, base, section.heading, HEADING)
        page.text(LEFT + HEADING.width(section.heading) + 12, base, section.none, REST)

    return Row(height=HEADING.leading + 4, draw=draw)


def clipped(text: str, style: Style, span: float) -> str:
    """Return what :data:`MOST_LINES` lines of ``span`` points hold."""
    lines = style.lines(text, span)
    if len(lines) <= MOST_LINES:
        return text
    last = lines[MOST_LINES - 1]
    while style.width(f"{last}…") > span:
        last = last[:-1]
    return "".join((*lines[: MOST_LINES - 1], last, "…"))


def _title(card: SiteCard) -> Row:
    lines = PLACE.lines(card.place, SPAN)
    title = f"站点卡　截至{full_day_words(card.at)}"

    def draw(page: Page, y: float) -> None:
        page.text(LEFT, y + TITLE.rise, title, TITLE)
        below = page.lines(LEFT, y + TITLE.leading, lines, PLACE)
        page.rule(LEFT, below + 4, (RIGHT, below + 4), width=1.4, paint=BLACK)

    return Row(height=TITLE.leading + len(lines) * PLACE.leading + 6, draw=draw, keep=True)


def _facts(facts: Sequence[tuple[str, str]]) -> Row:
    wide = SPAN / CELLS
    cells = [
        (label, VALUE.lines(clipped(value, VALUE, wide - 8), wide - 8)) for label, value in facts
    ]
    bands = [cells[start : start + CELLS] for start in range(0, len(cells), CELLS)]
    heights = [
        LABEL.leading + max(len(lines) for _, lines in band) * VALUE.leading + 5 for band in bands
    ]

    def draw(page: Page, y: float) -> None:
        for band, height in zip(bands, heights, strict=True):
            for column, (label, lines) in enumerate(band):
                x = LEFT + column * wide
                page.text(x, y + 3 + LABEL.rise, label, LABEL)
                page.lines(x, y + 2 + LABEL.leading, lines, VALUE)
            y += height
            page.rule(LEFT, y, (RIGHT, y), width=0.35)

    return Row(height=sum(heights) + 2, draw=draw)
