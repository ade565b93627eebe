"""年度汇总 and 申报表 of a played county: figures, files, and what is refused by name."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from played_county import ROUND, County, at_office
from pypdfium2 import PdfDocument

from inspector.actions import denying
from inspector.actions.desk import Desk
from inspector.actions.forms import POLICY, document_of
from inspector.actions.papers.document import Document, Wish
from inspector.actions.papers.registry import DOCUMENTS, documents_of
from inspector.actions.papers.star_forms import STAR_FORM, NothingToApplyWith
from inspector.actions.papers.writing import Ending, Target, paper_pdf, planned_leaves, write_papers
from inspector.actions.papers.year_paper import ANNUAL
from inspector.actions.ranking import latest_edition, rank
from inspector.actions.year_results import NoFrozenRound
from inspector.domain.canonical import Tree
from inspector.domain.denial import Verdict
from inspector.domain.ids import RoundId
from inspector.domain.ranking import percent_text
from inspector.domain.team import Pattern, Round
from inspector.domain.wording import record_code
from inspector.platform.folder import Role


@pytest.fixture
def office(frozen: County, tmp_path: Path) -> Iterator[Desk]:
    """Six of eight sites came in; the newest of two editions has them."""
    shutil.copytree(frozen.office, tmp_path / "office")
    with at_office(tmp_path / "office") as desk:
        yield desk


def text_of(desk: Desk, size: str = "a3") -> str:
    (one,) = planned_leaves(desk, ANNUAL, Wish(options={"size": size}))
    with PdfDocument(paper_pdf(one)) as document:
        return "".join(page.get_textpage().get_text_bounded() for page in document)


def test_both_are_printed_at_the_office_only() -> None:
    assert {DOCUMENTS["annual"], DOCUMENTS["star-form"]} <= set(documents_of(Role.OFFICE))
    assert not {ANNUAL, STAR_FORM} & set(documents_of(Role.FIELD))


@pytest.mark.parametrize("size", ["a3", "a4"])
def test_the_table_shows_each_site_of_the_newest_edition(office: Desk, size: str) -> None:
    text = text_of(office, size)
    board = rank(office, ROUND)
    with office.store.reading() as reading:
        edition = latest_edition(reading, ROUND)
    assert edition is not None
    assert all(percent_text(row.percent) in text for row in board.ranking.sites)
    assert f"计入 {ROUND} 轮　8 个站点，6 个有成绩" in text
    assert f"依据的排名：{ROUND} 轮更正版 第2版 {record_code(edition.digest)}" in text
    assert "考评规则里没有本县 2026 年的目标。" in text
    assert text.count("本年没有计入的考评") == 2
    assert all(name in text for name in ("㟃头村", "产业兴旺星", "文明幸福星"))
    assert "更正待发" not in text


def test_levels_stand_beside_the_county_s_own_targets(office: Desk) -> None:
    with office.store.unit() as unit:
        document = unit.documents.current(POLICY)
        assert document is not None
        rows: list[Tree] = [{"county": "禾县", "year": 2026, "five": 3, "three": 5}]
        unit.documents.put(document_of(POLICY, {**document.tree(), "targets": rows}))
        unit.commit()
    text = text_of(office)
    assert "星级分布和目标" in text
    assert "比目标多（少为负）" in text
    assert "考评规则里没有本县" not in text


def test_a_round_that_is_not_frozen_is_named(office: Desk) -> None:
    with office.store.unit() as unit:
        later = Round(id=RoundId("2026-12"), pattern=Pattern.DRAW, kind="cross")
        unit.rounds.put(later, ())
        unit.commit()
    (one,) = planned_leaves(office, ANNUAL, Wish(round=ROUND))
    with PdfDocument(paper_pdf(one)) as document:
        text = "".join(page.get_textpage().get_text_bounded() for page in document)
    assert "2026-12 轮还没有冻结，没有计入。" in text


@pytest.mark.parametrize("document", [ANNUAL, STAR_FORM], ids=["annual", "star-form"])
def test_a_year_without_a_frozen_ranking_is_refused(
    office: Desk, county: County, document: Document
) -> None:
    for value, year in (("last", 2025), ("before", 2024)):
        with pytest.raises(NoFrozenRound, match=f"{year} 年没有冻结的排名"):
            planned_leaves(office, document, Wish(options={"year": value}))
    with at_office(county.office) as desk, pytest.raises(NoFrozenRound, match="2026 年"):
        planned_leaves(desk, document, Wish())


def test_a_round_whose_name_has_no_year_belongs_to_none(office: Desk) -> None:
    with office.store.unit() as unit:
        unit.rounds.put(Round(id=RoundId("春季"), pattern=Pattern.DRAW, kind="cross"), ())
        unit.commit()
    with pytest.raises(NoFrozenRound, match="春季 年没有冻结的排名"):
        planned_leaves(office, ANNUAL, Wish(round=RoundId("春季")))


def test_the_same_year_gives_the_same_bytes(office: Desk) -> None:
    first, second = (planned_leaves(office, ANNUAL, Wish())[0] for _ in range(2))
    assert paper_pdf(first) == paper_pdf(second)


@pytest.mark.parametrize("ending", [Ending.XLSX, Ending.CSV], ids=lambda one: str(one.value))
def test_the_table_is_written_to_calculate_with(
    office: Desk, tmp_path: Path, ending: Ending
) -> None:
    target = Target(out=tmp_path / "out", ending=ending)
    (file,) = write_papers(office, ANNUAL, Wish(), target).files
    assert file.name == f"年度星级汇总与奖补测算表_2026{ending.value}"
    if ending is Ending.XLSX:
        names = load_workbook(file).sheetnames
        assert names[:3] == ["2026 年星级和奖补", "按乡镇（街道）小计", "星级分布"]


def test_every_site_with_a_year_gets_its_page_and_the_others_are_named(
    office: Desk, tmp_path: Path
) -> None:
    written = write_papers(office, STAR_FORM, Wish(), Target(out=tmp_path / "forms"))
    assert len(written.files) == 6
    assert [type(one.fault) for one in written.failed] == [NothingToApplyWith] * 2
    for one in written.failed:
        assert one.words in one.fault.sentence()
        assert "2026 年没有计入的考评" in one.fault.sentence()
    board = rank(office, ROUND)
    for row in board.ranking.sites:
        (path,) = (file for file in written.files if row.site in file.name)
        with PdfDocument(path) as document:
            assert len(document) == 1
            text = document[0].get_textpage().get_text_bounded()
        assert percent_text(row.percent) in text
        assert "2026年11月" in text
        assert "2024 年 缺　2025 年 缺" in text


def test_a_page_says_what_the_joint_review_decided(office: Desk) -> None:
    site = rank(office, ROUND).ranking.sites[0].site
    decision = denying.Decision(
        entry="N06", verdict=Verdict.UPHELD, document="县联审〔2026〕3号", office="农业农村局",
        decided=date(2026, 11, 6), by="王审定",
    )  # fmt: skip
    denying.decide(office, site, decision)
    wish = Wish(picked=frozenset({site}))
    (one,) = planned_leaves(office, STAR_FORM, wish)
    with PdfDocument(paper_pdf(one)) as document:
        text = document[0].get_textpage().get_text_bounded().replace("\r\n", "")
    assert "县联审〔2026〕3号，农业农村局，2026-11-06" in text
    assert "否决" in text
