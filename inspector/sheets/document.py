"""What all office documents share: a title, lines under it, paragraphs, pages to a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from inspector.platform.durable import write_durably
from inspector.sheets.flow import Row, paginate, space
from inspector.sheets.furniture import Furniture, body_bottom, body_top
from inspector.sheets.page import A4, BLACK, DARK, Page, PaperSize, Style, plain, strong
from inspector.sheets.paper import Paper

TITLE = strong(19, 28)
SUBTITLE = plain(9.6, 15, DARK)
HEADING = strong(11.5, 20)
TEXT = plain(9.6, 15.6)
SIGN = plain(9.6, 15)
SIGN_GAP = 26


def write_document(
    out: Path, rows: Iterable[Row], furniture: Furniture, *, title: str, at: datetime
) -> None:
    """Lay ``rows`` out on A4 pages and write them, whole or not at all.

    Raises:
        InspectorError: The disk refused, see ``platform.durable``.
    """
    paper = Paper(title=title, author=furniture.left, at=at)
    lay_out(paper, rows, furniture)
    write_durably(out, paper.finish())


def lay_out(
    paper: Paper, rows: Iterable[Row], furniture: Furniture, *, size: PaperSize = A4
) -> int:
    """Put ``rows`` on pages of ``size`` with their furniture; return how many pages."""
    pages = paginate(
        rows,
        lambda: furniture.under(paper.page(size)),
        top=body_top(size),
        bottom=body_bottom(size),
    )
    furniture.around(pages)
    for page in pages:
        paper.put(page)
    return len(pages)


def title_rows(title: str, subtitles: Iterable[str] = (), *, size: PaperSize = A4) -> Iterator[Row]:
    """Yield a centred title, centred lines under it, and a rule."""
    yield space(8)
    yield _centred(title, TITLE, size)
    for subtitle in subtitles:
        yield _centred(subtitle, SUBTITLE, size)
    yield _rule(size)


def heading(text: str, *, size: PaperSize = A4) -> Row:
    """Return a heading that stays with what follows it."""
    return _lines(text, HEADING, size, keep=True)


def paragraph(text: str, style: Style = TEXT, *, size: PaperSize = A4) -> Row:
    """Return a paragraph as wide as the page."""
    return _lines(text, style, size, keep=False)


def signing(signers: Sequence[str], *, size: PaperSize = A4) -> Row:
    """Return the line at the end on which people sign, in equal parts."""
    span = size.span / len(signers)

    def draw(page: Page, y: float) -> None:
        for number, signer in enumerate(signers):
            label = f"{signer}："
            x, base = size.left + number * span, y + SIGN_GAP
            page.text(x, base, label, SIGN)
            end = x + span - (14 if number < len(signers) - 1 else 0)
            page.rule(x + SIGN.width(label), base + 3, (end, base + 3), width=0.5, paint=DARK)

    return Row(height=SIGN_GAP + 10, draw=draw)


def _lines(text: str, style: Style, size: PaperSize, *, keep: bool) -> Row:
    lines = style.lines(text, size.span)

    def draw(page: Page, y: float) -> None:
        page.lines(size.left, y + 2, lines, style)

    return Row(height=len(lines) * style.leading + 4, draw=draw, keep=keep)


def _centred(text: str, style: Style, size: PaperSize) -> Row:
    lines = style.lines(text, size.span)

    def draw(page: Page, y: float) -> None:
        for line in lines:
            page.text_centred(size.middle, y + style.rise, line, style)
            y += style.leading

    return Row(height=len(lines) * style.leading, draw=draw, keep=True)


def _rule(size: PaperSize) -> Row:
    def draw(page: Page, y: float) -> None:
        page.rule(size.left, y + 5, (size.right, y + 5), width=1.4, paint=BLACK)

    return Row(height=13, draw=draw, keep=True)
