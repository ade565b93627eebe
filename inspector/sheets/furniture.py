"""What stands on every page: running head, notice, page number, record code, state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from inspector.sheets.page import (
    BLACK,
    DARK,
    GREY,
    HEIGHT,
    LEFT,
    LIGHT,
    MM,
    RIGHT,
    TOP,
    WIDTH,
    Page,
    plain,
    strong,
)

BODY_TOP = TOP + 18
FOOT = HEIGHT - 24 * MM
BODY_BOTTOM = FOOT - 4

NOTICE = plain(6.3, 8.6, GREY)
SMALL = plain(7.4, 11, DARK)
CODE = strong(8.2, 12)
STATE = strong(9, 12)
ACROSS = strong(112, paint=".925")
QR_SIDE = 17.5 * MM


@dataclass(frozen=True, slots=True, kw_only=True)
class Furniture:
    """The texts around a document's pages; empty ones are left out.

    ``state`` (预览稿, 暂定) goes across each page and into its head.
    """

    left: str
    right: str
    notice: str
    state: str = ""
    hint: str = ""
    """What follows from the state, beside it in the head."""
    code: str = ""
    """The record's code in groups, see ``wording.record_code``."""
    code_label: str = "记录码"
    qr_form: str = ""
    """The name of the QR drawing in the document."""

    def under(self, page: Page) -> Page:
        """Draw what lies under the text, and return the page."""
        if self.state:
            for middle in (HEIGHT * 0.3, HEIGHT * 0.68):
                page.across(self.state, ACROSS, (WIDTH / 2, middle))
        return page

    def around(self, pages: Sequence[Page]) -> None:
        """Draw heads and feet once it is known how many pages there are."""
        for number, page in enumerate(pages, start=1):
            self._head(page)
            self._foot(page, f"第 {number} 页　共 {len(pages)} 页")

    def _head(self, page: Page) -> None:
        baseline = TOP + 9
        room = RIGHT - LEFT - SMALL.width(self.right) - 12
        first, *more = SMALL.lines(self.left, room)
        page.text(LEFT, baseline, f"{first}…" if more else first, SMALL)
        page.text_right(RIGHT, baseline, self.right, SMALL)
        if self.state:
            label = f"{self.state}　{self.hint}"
            half = STATE.width(label) / 2 + 6
            page.box((WIDTH / 2 - half, TOP - 15), (2 * half, 14.5), stroke=BLACK, width=0.9)
            page.text_centred(WIDTH / 2, TOP - 4.4, label, STATE)
        page.rule(LEFT, TOP + 15, (RIGHT, TOP + 15), width=0.4, paint=LIGHT)

    def _foot(self, page: Page, number: str) -> None:
        page.rule(LEFT, FOOT, (RIGHT, FOOT), width=0.4, paint=LIGHT)
        edge = RIGHT
        if self.qr_form:
            edge -= QR_SIDE + 8
            page.place(self.qr_form, (RIGHT - QR_SIDE, FOOT + 2), (QR_SIDE, QR_SIDE))
        page.lines(LEFT, FOOT + 4, NOTICE.lines(self.notice, edge - LEFT)[:3], NOTICE)
        baseline = FOOT + 46
        if self.code:
            label = f"{self.code_label} "
            page.text(LEFT, baseline, label, SMALL)
            page.text(LEFT + SMALL.width(label), baseline, self.code, CODE)
        page.text_centred((LEFT + RIGHT) / 2, baseline, number, SMALL)
