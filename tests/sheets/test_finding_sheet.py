"""The paper of a visit without points: every finding with its texts, signatures, the code."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pypdfium2

from inspector.domain.finding import Finding, Outcome
from inspector.domain.ids import Digest, ItemCode, RubricId, SiteCode, TownshipCode
from inspector.domain.policy import VisitKind
from inspector.domain.site import Site
from inspector.platform.clock import CHINA
from inspector.sheets.finding_sheet import FindingSheet, finding_leaf
from inspector.sheets.leaf import leaf_pdf
from inspector.sheets.sheet_facts import SheetPhoto, Signer

LONG = "黄泛区农场第三分场与清渠镇共同管理的东西大街及南北环路联合社区村"
SHEET = FindingSheet(
    county="禾县",
    township="㟃头镇",
    site=Site(
        code=SiteCode("419901100201"),
        township=TownshipCode("419901100000"),
        name=LONG,
        rubric=RubricId("rural"),
    ),
    team="T01 组（东街道）",
    round="2026-12",
    kind=VisitKind(id="survey", name="遍访调研"),
    at=datetime(2026, 12, 5, 11, 2, tzinfo=CHINA),
    started=datetime(2026, 12, 5, 9, 31, tzinfo=CHINA),
    findings=(
        Finding(
            n=1,
            item=ItemCode("ST-2"),
            fact="饮水要到村外挑",
            cause="主管道老化",
            proposal="列入明年项目",
            photos=(Digest("a" * 64),),
        ),
    ),
    items={ItemCode("ST-2"): "村容村貌"},
    people=(Signer(name="人11", role="组长"),),
    secretary="韩建业",
    digest=Digest("0f1e2d3c4b5a" + "0" * 52),
    photos=(SheetPhoto(caption="第 1 条", instead="照片未检，未印"),),
)


def printed(sheet: FindingSheet) -> bytes:
    return leaf_pdf(finding_leaf(sheet, stem="record"))


def texts(sheet: FindingSheet) -> str:
    document = pypdfium2.PdfDocument(printed(sheet))
    pages = [page.get_textpage().get_text_bounded() for page in document]
    return "".join("".join(pages).split())


def test_the_paper_says_all_of_it() -> None:
    said = texts(SHEET)
    for part in (
        "遍访调研记录",
        "尾号201",
        "第1条ST-2村容村貌",
        "实情：饮水要到村外挑",
        "症结：主管道老化",
        "办法：列入明年项目",
        "照片1张",
        "这次考评不打分、不参与排名。",
        "0F1E-2D3C-4B5A",
        "拒",
        "照片未检，未印",
    ):
        assert part in said, part
    assert "预览稿" not in said


def test_a_return_visit_says_what_became_of_each_problem() -> None:
    kind = VisitKind(id="revisit", name="整改回访", returns=True)
    fixed = Finding(n=1, outcome=Outcome.FIXED, problem="后街垃圾", fact="清了")
    said = texts(replace(SHEET, kind=kind, findings=(fixed, Finding(n=2)), again="补一条"))
    assert "第1条已改" in said
    assert "问题：后街垃圾" in said
    assert "备注：清了" in said
    assert "第2条没有选结果" in said
    assert "重新定稿：补一条" in said


def test_a_draft_says_so_and_bears_no_code() -> None:
    said = texts(replace(SHEET, digest=None, findings=()))
    assert "预览稿" in said
    assert "还没有写发现。" in said
    assert "0F1E" not in said


def test_the_same_visit_gives_the_same_bytes() -> None:
    assert printed(SHEET) == printed(SHEET)


def test_many_findings_take_more_pages() -> None:
    many = tuple(Finding(n=n, fact=LONG * 3) for n in range(1, 41))
    document = pypdfium2.PdfDocument(printed(replace(SHEET, findings=many)))
    assert len(document) > 2
