"""Ruled boxes on a sheet: facts that are printed, and room that is filled in by pen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from inspector.sheets import marks
from inspector.sheets.flow import Row
from inspector.sheets.page import A4, BLACK, DARK, PALE, Page, PaperSize, Style, plain, strong

TITLE = strong(9.2, 13.4)
WORDS = plain(9.4, 14.4)
FOOT = plain(9, 14, DARK)
TITLE_WIDE = 74.0
PAD = 5.0
TICK = 8.0
RULE = 0.6
LEAST = 24.0
"""Points that a box is high at least, so that something can be written in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """One box: its title at the left, what is printed in it, and room below that.

    ``title`` and ``words`` break at a line end; ``choices`` are ticked, ``after`` is below them;
    ``foot`` stands at the lower right, such as the line to sign on; ``share`` is its part of the
    width.
    """

    title: str
    words: str = ""
    room: float = 0.0
    """Points to write in."""
    choices: tuple[str, ...] = ()
    after: str = ""
    foot: str = ""
    share: float = 1.0


def box_row(boxes: Sequence[Box], *, first: bool = False, size: PaperSize = A4) -> Row:
    """Return boxes beside one another, all as high as the highest; ``first`` draws the top."""
    whole = sum(box.share for box in boxes)
    spans = [size.span * box.share / whole for box in boxes]
    laid = [_Laid(box, span) for box, span in zip(boxes, spans, strict=True)]
    height = max(LEAST, *(one.height for one in laid))

    def draw(page: Page, y: float) -> None:
        x = size.left
        for one, span in zip(laid, spans, strict=True):
            one.draw(page, x, y, height)
            page.rule(x, y, (x, y + height), width=RULE, paint=DARK)
            x += span
        page.rule(size.right, y, (size.right, y + height), width=RULE, paint=DARK)
        page.rule(size.left, y + height, (size.right, y + height), width=RULE, paint=DARK)
        weight, paint = (1.0, BLACK) if first else (RULE, DARK)  # the fill covered half of it
        page.rule(size.left, y, (size.right, y), width=weight, paint=paint)

    return Row(height=height, draw=draw)


class _Laid:
    """One box with its texts broken to its width."""

    def __init__(self, box: Box, span: float) -> None:
        self._box, self._span = box, span
        self._titles = _parts(box.title, TITLE, TITLE_WIDE - 2 * PAD)
        inner = span - TITLE_WIDE - 2 * PAD
        self._words = _parts(box.words, WORDS, inner) if box.words else []
        used = len(self._words) * WORDS.leading + (WORDS.leading if box.choices else 0)
        used += WORDS.leading if box.after else 0
        used += box.room + (FOOT.leading if box.foot else 0)
        self.height = max(used, len(self._titles) * TITLE.leading) + 2 * PAD

    def draw(self, page: Page, x: float, y: float, height: float) -> None:
        page.box((x, y), (TITLE_WIDE, height), fill=PALE)
        top = y + (height - len(self._titles) * TITLE.leading) / 2
        for line in self._titles:
            page.text_centred(x + TITLE_WIDE / 2, top + TITLE.rise, line, TITLE)
            top += TITLE.leading
        inner = x + TITLE_WIDE + PAD
        single = not (self._box.room or self._box.choices or self._box.foot)
        spare = height - len(self._words) * WORDS.leading
        below = page.lines(inner, y + (spare / 2 if single else PAD), self._words, WORDS)
        for choice in self._box.choices:
            marks.checkbox(page, (inner, below + (WORDS.leading - TICK) / 2), TICK)
            page.text(inner + TICK + 4, below + WORDS.rise, choice, WORDS)
            inner += TICK + 4 + WORDS.width(choice) + 18
        if self._box.after:
            left = x + TITLE_WIDE + PAD
            page.text(left, below + WORDS.leading + WORDS.rise, self._box.after, WORDS)
        if self._box.foot:
            base = y + height - PAD - FOOT.leading + FOOT.rise
            page.text_right(x + self._span - PAD - 4, base, self._box.foot, FOOT)


def _parts(text: str, style: Style, width: float) -> list[str]:
    return [line for part in text.split("\n") for line in style.lines(part, width)]
