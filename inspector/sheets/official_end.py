"""How an official document ends: attachments, signature, 版记 (GB/T 9704—2012, 7.3, 7.4)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial

from inspector.domain.wording import full_day_words
from inspector.sheets.flow import Row
from inspector.sheets.justifying import SetLine, set_paragraph
from inspector.sheets.official_facts import Official
from inspector.sheets.official_grid import (
    BOTTOM,
    CELL,
    COLUMNS,
    LEFT,
    PITCH,
    RIGHT,
    ROOM,
    SPAN,
    Styles,
    blank,
)
from inspector.sheets.page import BLACK, MM, Page, Style

THICK, THIN = 0.35 * MM, 0.25 * MM
"""Rules of the 版记: first and last, and between."""

DATE_INDENT = 4
"""Characters left free on the right of the date."""

COPIES = "抄送："
NAME = re.compile("[^，、；。]*[，、；。]?")
"""An office in the list of copies, and the mark after it."""

ATTACHED = "附件："


def attachment_rows(official: Official, styles: Styles) -> Iterator[Row]:
    """Yield the note of attachments: a line free, two characters in, numbered if several."""
    titles = ["".join(one.title) for one in official.attachments]
    if titles:
        yield blank(keep=True)
    numbered = len(titles) > 1
    inset = 2 + len(ATTACHED) + numbered
    for number, title in enumerate(titles, start=1):
        lead = (ATTACHED if number == 1 else "", f"{number}." if numbered else "")
        lines = set_paragraph([(title, styles.body)], (COLUMNS - inset) * CELL, cell=ROOM)
        for at, line in enumerate(lines):
            draw = partial(_note, line, styles, lead if at == 0 else ("", ""), inset)
            yield Row(height=PITCH, draw=draw, keep=True)


def _note(
    line: SetLine, styles: Styles, lead: tuple[str, str], inset: int, page: Page, y: float
) -> None:
    baseline = y + styles.body.rise
    label, number = lead
    page.text(LEFT + 2 * CELL, baseline, label, styles.body, CELL - styles.body.size)
    x = LEFT + inset * CELL
    page.text(x - CELL + 1, baseline, number, styles.body)
    line.draw(page, x, baseline)


def signature_rows(official: Official, styles: Styles) -> Iterator[Row]:
    """Yield signature and date with room for the seal; they never stand on a page alone."""
    if official.day is None:
        return
    yield blank(2, keep=True)
    date = full_day_words(official.day)
    wide, dated = styles.body.width(official.issuer), styles.body.width(date)
    edge = RIGHT - DATE_INDENT * CELL
    middle = edge - dated / 2
    if middle + wide / 2 > RIGHT - CELL:  # a long name moves left, and the date under its middle
        middle = RIGHT - CELL - wide / 2
    for words in (official.issuer, date):
        yield Row(height=PITCH, draw=_centring(words, middle, styles), keep=words != date)


def _centring(words: str, middle: float, styles: Styles) -> Callable[[Page, float], None]:
    return lambda page, y: page.text_centred(middle, y + styles.body.rise, words, styles.body)


def colophon_height(official: Official, styles: Styles) -> float:
    """Return the height of the 版记 in points; 0 if the document has none."""
    return len(_colophon(official, styles)) * styles.colophon.leading if official.printed_by else 0


def draw_colophon(official: Official, styles: Styles, page: Page) -> None:
    """Put the 版记 at the foot of the type area."""
    lines = _colophon(official, styles)
    style = styles.colophon
    y = BOTTOM - len(lines) * style.leading
    page.rule(LEFT, y, (RIGHT, y), width=THICK, paint=BLACK)
    for number, line in enumerate(lines):
        last = number == len(lines) - 1
        if last and number:
            page.rule(LEFT, y, (RIGHT, y), width=THIN, paint=BLACK)
        inset = style.size if number == 0 or last else style.size * (1 + len(COPIES))
        line.draw(page, LEFT + inset, y + style.rise)
        if last and official.day is not None:
            issued = f"{full_day_words(official.day)}印发"
            page.text_right(RIGHT - style.size, y + style.rise, issued, style)
        y += style.leading
    page.rule(LEFT, BOTTOM, (RIGHT, BOTTOM), width=THICK, paint=BLACK)


def _colophon(official: Official, styles: Styles) -> list[SetLine]:
    style = styles.colophon
    lines: list[SetLine] = []
    if official.copies:
        inset = style.size * (2 + len(COPIES))
        room = SPAN - inset - style.size
        lead, *more = _names(official.copies, style, room)
        label = set_paragraph([(COPIES, style)], room)[0]
        joined = SetLine((*label.signs, *lead.signs), (*label.steps, *lead.steps))
        lines += [joined, *more]
    return lines + set_paragraph([(official.printed_by, style)], SPAN / 2 + 40)[:1]


def _names(copies: str, style: Style, room: float) -> list[SetLine]:
    """Break a list of offices after one of them; only one wider than a line is torn."""
    lines: list[SetLine] = []
    line = ""
    for name in NAME.findall(copies):
        if line and style.width(line + name) > room:
            lines += set_paragraph([(line, style)], room)
            line = ""
        line += name
    return lines + set_paragraph([(line, style)], room)
