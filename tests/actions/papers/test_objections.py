"""异议处理表: what the village said beside what the record says, and the days that bind."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from played_county import ROUND, County, at_office, count_site, in_field, sites_of
from pypdfium2 import PdfDocument

from inspector.actions import scoring, sealing, sending, verifying
from inspector.actions.papers.document import Wish
from inspector.actions.papers.objection_papers import OBJECTION, NoObjections
from inspector.actions.papers.writing import Ending, Target, paper_pdf, write_papers
from inspector.domain.ids import ItemCode
from inspector.domain.points import Points, show
from inspector.domain.scorecard import Scorecard
from inspector.domain.visit import Objection
from inspector.domain.visit_paper import Correction
from inspector.store.papers import Papers


def text_of(content: bytes) -> str:
    with PdfDocument(content) as document:
        text = "".join(page.get_textpage().get_text_bounded() for page in document)
    return text.replace("\r\n", "")


@pytest.fixture
def said(county: County) -> tuple[County, Scorecard]:
    """An office where a village objects to an item, to a lost one, and to the whole."""
    with in_field(county.laptop) as desk:
        site = sites_of(desk)[0]
        visit = count_site(desk, site)
        card = visit.card()
        objections = [
            Objection(item=None, text="那天停电", by="㟃东来"),
            Objection(item=ItemCode("XX-9"), text="没有这一项", by=""),
            Objection(item=card.losses[0].item, text="不该扣", by="韩建业"),
        ]
        scoring.put_objections(desk, visit, objections)
        sealing.seal_site(desk, site)
        file = sending.export(desk, county.root / "back").path
    with at_office(county.office) as desk:
        county.accept(desk, [file])
    return county, card


def test_the_record_stands_beside_what_the_village_said(said: tuple[County, Scorecard]) -> None:
    county, card = said
    with at_office(county.office) as desk:
        (one,) = OBJECTION.plan(desk, Wish())
        text = text_of(paper_pdf(one))
        code = text.split("记录码 ")[1][:14]
        assert verifying.verify_paper(desk, code).matches
    lost = card.losses[0]
    item = next(one for one in card.items if one.code == lost.item)
    assert one.words == "南镇 南村（尾号 201），3 条"
    assert f"异议 1 / 3　{lost.item} " in text, "in the order of the form"
    assert "不该扣（韩建业）" in text
    lack = show(item.max - item.points)
    told = f"得 {show(item.points)} 分，满分 {show(item.max)} 分，扣 {lack} 分。"
    assert told in text
    assert f"1. {lost.checkpoint} " in text, "one must see which point it is about"
    assert f"。查到：{lost.reasons[0]}" in text
    assert text.count("没有指明哪一项，看整张打分表。") == 2
    assert text.count("维持") == 3
    assert text.count("调整为") == 3


def test_deadlines_are_workdays_and_say_that_holidays_are_not_known(
    said: tuple[County, Scorecard],
) -> None:
    county, _card = said
    with at_office(county.office) as desk:
        (one,) = OBJECTION.plan(desk, Wish(round=ROUND))
        text = text_of(paper_pdf(one))
    assert "2026年11月6日周五定稿后 3 个工作日" in text, "sealed on Tuesday, 3 November"
    assert "2026年11月10日周二提出后 5 个工作日" in text
    assert "程序不知道法定节假日和调休" in text
    assert "村申请、乡镇（街道）签署意见、县考评办裁定" in text


def test_all_objections_of_a_round_are_one_list(
    said: tuple[County, Scorecard], tmp_path: Path
) -> None:
    county, card = said
    with at_office(county.office) as desk:
        wish = Wish(options={"by": "list"})
        (one,) = OBJECTION.plan(desk, wish)
        assert "1 个站点 3 条" in text_of(paper_pdf(one))
        target = Target(out=tmp_path, ending=Ending.XLSX)
        (book,) = write_papers(desk, OBJECTION, wish, target).files
        (own,) = write_papers(desk, OBJECTION, Wish(), target).files
    for path in (book, own):
        cells = [str(cell.value) for row in load_workbook(path).active.rows for cell in row]
        assert "不该扣" in cells
        item = next(one for one in card.items if one.code == card.losses[0].item)
        assert str((item.max - item.points) / 100).removesuffix(".0") in cells


def test_what_was_corrected_afterwards_is_said_with_its_reason(
    said: tuple[County, Scorecard], monkeypatch: pytest.MonkeyPatch
) -> None:
    county, card = said
    item = next(one for one in card.items if one.code == card.losses[0].item)
    made = Correction(
        item=item.code, reason="台账补到", by="田文博", before=Points(0), after=item.points
    )
    other = replace(made, item=ItemCode("XX-8"), reason="别的项")
    with at_office(county.office) as desk:
        (one,) = OBJECTION.plan(desk, Wish())
        (listed,) = OBJECTION.plan(desk, Wish(options={"by": "list"}))
        before = text_of(paper_pdf(one))
        monkeypatch.setattr(Papers, "corrections", lambda *_: (made, other))
        after, table = text_of(paper_pdf(one)), text_of(paper_pdf(listed))
    told = f"由 0 分更正为 {show(item.points)} 分，原因：台账补到（更正人 田文博）"
    assert "更正为" not in before
    assert after.count(told) == 1
    assert f"由 0 分更正为 {show(item.points)} 分" in table
    assert "别的项" not in after


def test_without_objections_there_is_nothing_to_print(county: County) -> None:
    file = county.hand_in(county.laptop)
    with at_office(county.office) as desk:
        county.accept(desk, [file])
        with pytest.raises(NoObjections, match="2026-11 轮"):
            OBJECTION.plan(desk, Wish())
