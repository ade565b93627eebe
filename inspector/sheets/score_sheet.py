"""实地考评打分表: what a village signs. Two to four A4 pages, a PDF a visit or one for many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from inspector.domain.errors import InspectorError
from inspector.domain.progress import Ticket
from inspector.domain.rubric import Rubric
from inspector.domain.wording import record_code
from inspector.platform.durable import write_durably
from inspector.sheets import qr
from inspector.sheets.flow import Row, paginate
from inspector.sheets.furniture import BODY_BOTTOM, BODY_TOP, Furniture
from inspector.sheets.page import Page
from inspector.sheets.paper import Paper
from inspector.sheets.pictures import Picture, picture_of
from inspector.sheets.score_end import (
    PHOTOS,
    afterword_rows,
    gap_rows,
    objection_rows,
    photo_rows,
    signature_rows,
)
from inspector.sheets.score_head import head_rows
from inspector.sheets.score_table import table_rows
from inspector.sheets.sheet_facts import ScoreSheet, SheetPhoto, Signer

__all__ = [
    "NothingToPrint",
    "ScoreSheet",
    "SheetPhoto",
    "Signer",
    "draw_score_sheets",
    "write_score_sheet",
]

PREVIEW = "预览稿"


class NothingToPrint(InspectorError):
    """No visit was chosen."""

    code = "W102"
    what = "没有选中要打印的打分表，没有生成文件。"
    next_step = "请先选至少一个已考评的站点，再打印。"


FIXED_WORDS = (
    "0123456789.-−×=/ABCDEFGHIJKLMNOPQRSTUVWXYZT（）“”：；，。、·–　 "
    "实地考评打分表版本得星满百制站点代码组轮次与方式时间村党组织书记陪同乡镇干部尾号未完否决"
    "编考项；扣的要查到的事实和算法适用无续填记录第页共签字一式两份和县各存受托人注明日期拒理由见证"
    "里不同意见当场提出如有写在这附现场照片年月日处每发扣完为止"
)


def score_sheet_bytes(sheet: ScoreSheet) -> bytes:
    """Return one visit's sheet as a PDF; the same bytes for the same visit.

    Raises:
        PhotoUnprintable: A photo is not a whole JPEG or PNG.
    """
    paper = Paper(
        title=f"{sheet.rubric.title} {sheet.place}",
        author=sheet.county,
        at=sheet.at,
        common=_common(sheet.rubric),
    )
    _put(paper, sheet)
    return paper.finish()


def write_score_sheet(out: Path, sheet: ScoreSheet) -> None:
    """Write one visit's sheet, whole or not at all; the same bytes for the same visit.

    Raises:
        PhotoUnprintable: A photo is not a whole JPEG or PNG.
        InspectorError: The disk refused, see ``platform.durable``.
    """
    write_durably(out, score_sheet_bytes(sheet))


def draw_score_sheets(
    out: Path, sheets: Iterable[ScoreSheet], ticket: Ticket, *, title: str, total: int
) -> int:
    """Write ``total`` sheets into one file, each with its own page numbers; return the pages.

    ``sheets`` is read one by one, so photos need not be in memory twice.

    Raises:
        NothingToPrint: ``sheets`` is empty.
        PhotoUnprintable: A photo is not a whole JPEG or PNG.
        Cancelled: The ticket was cancelled; nothing is written.
        InspectorError: The disk refused, see ``platform.durable``.
    """
    paper: Paper | None = None
    pages = 0
    for done, sheet in enumerate(sheets):
        ticket.step(done, total, sheet.place)
        paper = paper or Paper(
            title=title, author=sheet.county, at=sheet.at, common=_common(sheet.rubric)
        )
        pages += _put(paper, sheet)
    if paper is None:
        raise NothingToPrint
    ticket.step(total, total, title)
    write_durably(out, paper.finish())
    return pages


def _put(paper: Paper, sheet: ScoreSheet) -> int:
    furniture = _furniture(paper, sheet)
    pages = paginate(
        _rows(paper, sheet),
        lambda: furniture.under(paper.page()),
        top=BODY_TOP,
        bottom=BODY_BOTTOM,
    )
    furniture.around(pages)
    for page in pages:
        paper.put(page)
    return len(pages)


def _rows(paper: Paper, sheet: ScoreSheet) -> Iterator[Row]:
    yield from head_rows(sheet)
    yield from table_rows(sheet)
    if sheet.digest is None:
        yield from gap_rows(sheet.scorecard.gaps)
    yield from objection_rows(sheet.objections, sheet.rubric)
    yield from afterword_rows(sheet.afterword, sheet.rubric)
    yield from signature_rows(sheet, sheet.afterword.signatures)
    photos = sheet.photos[:PHOTOS]
    pictures = [
        picture_of(photo.open(), caption=photo.caption) if photo.open else photo.instead
        for photo in photos
    ]

    def place(
        page: Page, picture: Picture, corner: tuple[float, float], size: tuple[float, float]
    ) -> None:
        page.place(paper.picture(picture), corner, size)

    yield from photo_rows([photo.caption for photo in photos], pictures, place)


def _furniture(paper: Paper, sheet: ScoreSheet) -> Furniture:
    left = f"{sheet.county}　{sheet.place}"
    right = f"{sheet.round}　{sheet.team}"
    if sheet.digest is None:
        return Furniture(
            left=left,
            right=right,
            notice=sheet.rubric.notice,
            state=PREVIEW,
            hint="还没定稿，不能签字",
        )
    line = qr.sheet_line(
        site=sheet.site.code, at=sheet.at, points=sheet.scorecard.points, digest=sheet.digest
    )
    return Furniture(
        left=left,
        right=right,
        notice=sheet.rubric.notice,
        code=record_code(sheet.digest),
        qr_form=paper.form(qr.drawing(line), key=line),
    )


def _common(rubric: Rubric) -> str:
    """Return the characters that every sheet of this form is likely to need."""
    words = [FIXED_WORDS, rubric.title, rubric.notice]
    for star in rubric.stars:
        words += [star.name, star.lead_office, *(item.title for item in star.items)]
    return "".join(sorted(set("".join(words))))
