"""PDFs to look at and to print: a long list with long and rare names, sheets across and upright."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from functools import cache

from inspector.sheets.leaf import leaf_pdf
from inspector.sheets.listing import Column, Kind, Listing, Table
from inspector.sheets.listing_pdf import listing_leaf
from inspector.sheets.page import A3_ACROSS, A4, A4_ACROSS, BLACK, PaperSize, strong
from inspector.sheets.paper import Paper

AT = datetime(2026, 11, 5, 9, 30, tzinfo=timezone(timedelta(hours=8)))
LONG = "黄泛区农场第三分场与清渠镇共同管理的东西大街及南北环路联合社区村"
RARE = "䢺𬇙垌村"


@cache
def list_pdf(sites: int = 499, size: PaperSize = A4) -> bytes:
    """A list of villages: every seventh has 33 characters, the others rare ones."""
    columns = (
        Column(title="乡镇（街道）", share=2),
        Column(title="村（社区）", share=5, strong=True),
        Column(title="尾号", share=1, kind=Kind.CODE),
        Column(title="考评组", share=1),
    )
    rows = tuple(
        ("㟃头镇", LONG if number % 7 == 0 else f"{RARE}{number}", f"{number:03}", "T01")
        for number in range(sites)
    )
    listing = Listing(
        title="禾县站点名册",
        at=AT,
        left="禾县",
        size=size,
        tables=(Table(columns=columns, rows=rows),),
    )
    return leaf_pdf(listing_leaf(listing, stem="名册"))


def mixed_pdf(*leaves: str, begin: int = 0) -> bytes:
    """A page for each word: ``A4``, ``across`` or ``A3``, numbered, framed at the rim."""
    sizes = {"A4": A4, "across": A4_ACROSS, "A3": A3_ACROSS}
    paper, figure = Paper(title="几种纸", author="禾县", at=AT), strong(160)
    for number, leaf in enumerate(leaves, begin + 1):
        size = sizes[leaf]
        page = paper.page(size)
        page.box((40, 40), (size.width - 80, size.height - 80), stroke=BLACK, width=1)
        page.text_centred(size.width / 2, size.height / 2, str(number), figure)
        paper.put(page)
    return paper.finish()
