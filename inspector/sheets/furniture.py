"""What stands on every page: running head, notice, page number, record code, state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from inspector.sheets.page import (
    A4,
    BLACK,
    DARK,
    LIGHT,
    MM,
    Page,
    PaperSize,
    plain,
    strong,
)


def body_top(size: PaperSize) -> float:
    """Return where the text begins, below the head."""
    return size.top + 18


def body_bottom(size: PaperSize) -> float:
    """Return where the text ends, above the foot."""
    return _foot_top(size) - 4


def _foot_top(size: PaperSize) -> float:
    return size.height - 24 * MM


BODY_TOP, BODY_BOTTOM = body_top(A4), body_bottom(A4)

NOTICE = plain(7, 9.4, DARK)
SMALL = plain(8, 11, DARK)
CODE = strong(8.8, 12)
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
            size = page.size
            thirds = (0.3, 0.68) if size.height > size.width else (0.52,)
            for part in thirds:
                page.across(self.state, ACROSS, (size.width / 2, size.height * part))
        return page

    def around(self, pages: Sequence[Page]) -> None:
        """Draw heads and feet once it is known how many pages there are."""
        for number, page in enumerate(pages, start=1):
            self._head(page)
            self._foot(page, f"第 {number} 页　共 {len(pages)} 页")

    def _head(self, page: Page) -> None:
        size = page.size
        baseline = size.top + 9
        room = size.span - SMALL.width(self.right) - 12
        first, *more = SMALL.lines(self.left, room)
        page.text(size.left, baseline, f"{first}…" if more else first, SMALL)
        page.text_right(size.right, baseline, self.right, SMALL)
        if self.state:
            label, middle = f"{self.state}　{self.hint}", size.width / 2
            half = STATE.width(label) / 2 + 6
            page.box((middle - half, size.top - 15), (2 * half, 14.5), stroke=BLACK, width=0.9)
            page.text_centred(middle, size.top - 4.4, label, STATE)
        page.rule(size.left, size.top + 15, (size.right, size.top + 15), width=0.4, paint=LIGHT)

    def _foot(self, page: Page, number: str) -> None:
        size, top = page.size, _foot_top(page.size)
        page.rule(size.left, top, (size.right, top), width=0.4, paint=LIGHT)
        edge = size.right
        if self.qr_form:
            edge -= QR_SIDE + 8
            page.place(self.qr_form, (size.right - QR_SIDE, top + 2), (QR_SIDE, QR_SIDE))
        page.lines(size.left, top + 4, NOTICE.lines(self.notice, edge - size.left)[:3], NOTICE)
        baseline = top + 46
        if self.code:
            label = f"{self.code_label} "
            page.text(size.left, baseline, label, SMALL)
            page.text(size.left + SMALL.width(label), baseline, self.code, CODE)
        page.text_centred(size.middle, baseline, number, SMALL)
