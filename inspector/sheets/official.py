"""Official documents 公文 by GB/T 9704—2012: pages, page numbers, 版记, the code of the record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from inspector.sheets import qr
from inspector.sheets.flow import Row
from inspector.sheets.furniture import ACROSS
from inspector.sheets.leaf import Leaf
from inspector.sheets.official_blocks import block_rows
from inspector.sheets.official_end import (
    attachment_rows,
    colophon_height,
    draw_colophon,
    signature_rows,
)
from inspector.sheets.official_faces import OfficialFaces
from inspector.sheets.official_facts import Attachment, Official
from inspector.sheets.official_flow import lay_out
from inspector.sheets.official_grid import (
    BOTTOM,
    LEFT,
    NO_4,
    PITCH,
    RIGHT,
    TOP,
    Styles,
    blank,
    styles_of,
)
from inspector.sheets.official_head import head_rows, title_rows
from inspector.sheets.page import HEIGHT, MM, WIDTH, Page
from inspector.sheets.paper import Paper

NUMBER_DROP = 7 * MM
"""From the type area to the dashes beside the page number."""

QR_SIDE = 17 * MM
QR_DROP = 3 * MM
BODY = "正文"
CODE_LABEL = "记录码"
COLOPHON_GAP = 4
"""Points between a text and the 版记 at least."""


def official_leaf(official: Official, faces: OfficialFaces, *, stem: str) -> Leaf:
    """Return an official document as a leaf; typefaces are read when it is drawn."""
    return Leaf(
        stem=stem,
        title="".join(official.title),
        author=official.issuer,
        at=official.at,
        draw=lambda paper: _draw(official, styles_of(faces), paper),
        two_sided=True,
    )


def _draw(official: Official, styles: Styles, paper: Paper) -> None:
    sheets = _Sheets(official, styles, paper)
    sheets.add(_body(official, styles), BODY if official.attachments else "")
    for number, attachment in enumerate(official.attachments, start=1):
        label = f"附件{number if len(official.attachments) > 1 else ''}"
        bookmark = f"{label}　{''.join(attachment.title)}"
        sheets.add(_attachment(attachment, styles, label), bookmark)
    sheets.close()


def _body(official: Official, styles: Styles) -> Iterator[Row]:
    yield from head_rows(official, styles)
    body = list(block_rows(official.blocks, styles))
    after = [*attachment_rows(official, styles), *signature_rows(official, styles)]
    if body and after:  # what follows never stands on a page alone
        body[-1] = replace(body[-1], keep=True)
    yield from body
    yield from after


def _attachment(attachment: Attachment, styles: Styles, label: str) -> Iterator[Row]:
    yield Row(
        height=PITCH,
        draw=lambda page, y: page.text(LEFT, y + styles.heading.rise, label, styles.heading),
        keep=True,
    )
    yield blank(keep=True)
    yield from title_rows(attachment.title, styles)
    yield from block_rows(attachment.blocks, styles)


class _Sheets:
    """The pages of one document in the making."""

    def __init__(self, official: Official, styles: Styles, paper: Paper) -> None:
        self._official, self._styles, self._paper = official, styles, paper
        self._pages: list[Page] = []
        self._bookmarks: dict[int, str] = {}
        self._end = TOP
        """How far down the last page is filled."""

    def add(self, rows: Iterator[Row], bookmark: str) -> None:
        """Lay rows out on pages of their own; a bookmark leads to the first of them."""
        self._bookmarks[len(self._pages)] = bookmark
        laid = lay_out(rows, self._new)
        self._pages += laid.pages
        self._end = laid.end

    def close(self) -> None:
        """Put 版记, page numbers and the record's code on, and the pages on the paper."""
        written = len(self._pages)
        self._add_colophon()
        for number, page in enumerate(self._pages[:written], start=1):
            self._number(page, number)
        if self._official.stamp is not None:
            self._stamp(self._pages[-1], len(self._pages))
        for at, page in enumerate(self._pages):
            if bookmark := self._bookmarks.get(at):
                self._paper.bookmark(bookmark, 1)
            self._paper.put(page)

    def _new(self) -> Page:
        page = self._paper.page()
        if self._official.state:
            for middle in (HEIGHT * 0.3, HEIGHT * 0.66):
                page.across(self._official.state, ACROSS, (WIDTH / 2, middle))
        return page

    def _add_colophon(self) -> None:
        """Put the 版记 on the last page, which is an even one: the back of the last leaf."""
        height = colophon_height(self._official, self._styles)
        if not height:
            return
        if self._end + height + COLOPHON_GAP > BOTTOM:
            self._pages.append(self._new())
        if len(self._pages) % 2:
            self._pages.append(self._new())
        draw_colophon(self._official, self._styles, self._pages[-1])

    def _number(self, page: Page, number: int) -> None:
        """Write — 1 —: odd pages right, even pages left, a character in."""
        style = replace(self._styles.colophon, size=NO_4)
        text, y = f"— {number} —", BOTTOM + NUMBER_DROP + NO_4 * 0.37
        if number % 2:
            page.text_right(RIGHT - NO_4, y, text, style)
        else:
            page.text(LEFT + NO_4, y, text, style)

    def _stamp(self, page: Page, number: int) -> None:
        """Put code and QR at the foot, on the side that the page number leaves free."""
        stamp = self._official.stamp
        if stamp is None:
            raise AssertionError("asked for only where there is one")
        name = self._paper.form(qr.drawing(stamp.line), key=stamp.line)
        style, top = self._styles.label, BOTTOM + QR_DROP
        right = number % 2 == 0
        x = RIGHT - QR_SIDE if right else LEFT
        page.place(name, (x, top), (QR_SIDE, QR_SIDE))
        for line, words in enumerate((CODE_LABEL, stamp.code)):
            y = top + QR_SIDE - 14 + line * style.leading
            if right:
                page.text_right(x - 3, y, words, style)
            else:
                page.text(x + QR_SIDE + 3, y, words, style)
