"""What all office documents share: a title, lines under it, paragraphs, pages to a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path

from inspector.platform.durable import write_durably
from inspector.sheets.flow import Row, paginate, space
from inspector.sheets.furniture import BODY_BOTTOM, BODY_TOP, Furniture
from inspector.sheets.page import BLACK, DARK, LEFT, RIGHT, Page, Style, plain, strong
from inspector.sheets.paper import Paper

SPAN = RIGHT - LEFT
TITLE = strong(19, 28)
SUBTITLE = plain(9.6, 15, DARK)
HEADING = strong(11.5, 20)
TEXT = plain(9.6, 15.6)


def write_document(
    out: Path, rows: Iterable[Row], furniture: Furniture, *, title: str, at: datetime
) -> None:
    """Lay ``rows`` out on A4 pages and write them, whole or not at all.

    Raises:
        InspectorError: The disk refused, see ``platform.durable``.
    """
    paper = Paper(title=title, author=furniture.left, at=at)
    pages = paginate(rows, lambda: furniture.under(paper.page()), top=BODY_TOP, bottom=BODY_BOTTOM)
    furniture.around(pages)
    for page in pages:
        paper.put(page)
    write_durably(out, paper.finish())


def title_rows(title: str, subtitles: Iterable[str] = ()) -> Iterator[Row]:
    """Yield a centred title, centred lines under it, and a rule."""
    yield space(8)
    yield _centred(title, TITLE)
    for subtitle in subtitles:
        yield _centred(subtitle, SUBTITLE)
    yield _rule()


def heading(text: str) -> Row:
    """Return a heading that stays with what follows it."""
    return _lines(text, HEADING, keep=True)


def paragraph(text: str, style: Style = TEXT) -> Row:
    """Return a paragraph as wide as the page."""
    return _lines(text, style, keep=False)


def _lines(text: str, style: Style, *, keep: bool) -> Row:
    lines = style.lines(text, SPAN)

    def draw(page: Page, y: float) -> None:
        page.lines(LEFT, y + 2, lines, style)

    return Row(height=len(lines) * style.leading + 4, draw=draw, keep=keep)


def _centred(text: str, style: Style) -> Row:
    lines = style.lines(text, SPAN)
    draw = _centring(lines, style)
    return Row(height=len(lines) * style.leading, draw=draw, keep=True)


def _centring(lines: list[str], style: Style) -> Callable[[Page, float], None]:
    def draw(page: Page, y: float) -> None:
        for line in lines:
            page.text_centred((LEFT + RIGHT) / 2, y + style.rise, line, style)
            y += style.leading

    return draw


def _rule() -> Row:
    def draw(page: Page, y: float) -> None:
        page.rule(LEFT, y + 5, (RIGHT, y + 5), width=1.4, paint=BLACK)

    return Row(height=13, draw=draw, keep=True)
