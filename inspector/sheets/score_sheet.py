"""实地考评打分表: what a village signs. Two to four A4 pages, a PDF a visit or one for many."""

from __future__ import annotations

from inspector.domain.place_words import place_words
from inspector.domain.rubric import Rubric
from inspector.domain.wording import record_code
from inspector.sheets import qr
from inspector.sheets.document import lay_out
from inspector.sheets.flow import Row, bound
from inspector.sheets.furniture import Furniture
from inspector.sheets.leaf import Leaf
from inspector.sheets.paper import Paper
from inspector.sheets.photo_annex import annex_rows
from inspector.sheets.score_end import (
    afterword_rows,
    gap_rows,
    objection_rows,
    signature_rows,
)
from inspector.sheets.score_head import head_rows
from inspector.sheets.score_table import table_rows
from inspector.sheets.sheet_facts import ScoreSheet, SheetPhoto, Signer

__all__ = ["ScoreSheet", "SheetPhoto", "Signer", "score_leaf"]

PREVIEW = "预览稿"
LAST_ROWS = 5
"""Rows of the table that stay with what follows: nobody signs a page that says nothing."""


FIXED_WORDS = (
    "0123456789.-−×=/ABCDEFGHIJKLMNOPQRSTUVWXYZT（）“”：；，。、·–　 "
    "实地考评打分表版本得星满百制站点代码组轮次与方式时间村社区党组织书记陪同乡镇干部尾号未完否决"
    "编考项；扣的要查到的事实和算法适用无续填记录第页共签字一式两份和县各存受托人注明日期拒理由见证"
    "里不同意见当场提出如有写在这附现场照片年月日处每发扣完为止"
)


def score_leaf(sheet: ScoreSheet, *, stem: str) -> Leaf:
    """Return one visit's sheet. Drawing it raises ``PhotoUnprintable`` for what is no photo."""
    return Leaf(
        stem=stem,
        title=f"{sheet.rubric.title} {sheet.place}",
        author=sheet.county,
        at=sheet.at,
        draw=lambda paper: lay_out(paper, _rows(paper, sheet), _furniture(paper, sheet)),
        common=_common(sheet.rubric),
        two_sided=True,
    )


def _rows(paper: Paper, sheet: ScoreSheet) -> list[Row]:
    words = place_words(sheet.site)
    rows = [*head_rows(sheet), *bound(list(table_rows(sheet)), last=LAST_ROWS)]
    if sheet.digest is None:
        rows += gap_rows(sheet.scorecard.gaps)
    rows += objection_rows(sheet.objections, sheet.rubric, words)
    rows += afterword_rows(sheet.afterword, sheet.rubric, words)
    rows += signature_rows(sheet, sheet.afterword.signatures)
    return [*rows, *annex_rows(paper, sheet.photos, rows, told=sheet.photos_told)]


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
