"""排名表 and 覆盖情况 of a county: paper, workbook and comma file from one description."""

from __future__ import annotations

import csv
from dataclasses import replace
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import pytest
from frozen_county import SECOND_REASON
from later_rounds import LATER, freeze_scores, plan_later
from openpyxl import load_workbook
from played_county import ROUND, County, at_office
from pypdfium2 import PdfDocument

from inspector.actions.editions import editions_of
from inspector.actions.forms import policies_of
from inspector.actions.papers import rankings
from inspector.actions.papers.boards import BOARDS
from inspector.actions.papers.coverage_paper import COVERAGE
from inspector.actions.papers.document import CODE, Document, Wish
from inspector.actions.papers.rankings import RANKING, ranking_sheet
from inspector.actions.papers.writing import Ending, Target, write_papers
from inspector.actions.printing import earlier_sheet
from inspector.actions.ranking import board_of, rank
from inspector.actions.verifying import OtherPaper, SheetUnknown
from inspector.domain.ids import Digest, SiteCode, TeamId, TownshipCode
from inspector.domain.ranking import Counts, Denied, Rechecked
from inspector.domain.wording import record_code
from inspector.sheets.ranking_list import Compared


def written(
    county: County, out: Path, document: Document, ending: Ending = Ending.PDF, **options: str
) -> bytes:
    with at_office(county.office) as desk:
        target = Target(out=out, ending=ending)
        (file,) = write_papers(desk, document, Wish(options=options), target).files
    assert file.suffix == ending.value
    return file.read_bytes()


def text_of(content: bytes) -> str:
    with PdfDocument(content) as document:
        return "".join(page.get_textpage().get_text_bounded() for page in document)


def test_a_frozen_ranking_bears_its_code_and_lists_what_it_corrected(
    frozen: County, tmp_path: Path
) -> None:
    text = text_of(written(frozen, tmp_path, RANKING))
    with at_office(frozen.office) as desk, desk.store.reading() as reading:
        digest = editions_of(reading, ROUND)[-1].digest
    assert record_code(digest) in text
    assert "更正版 第2版" in text
    assert SECOND_REASON in text
    assert "暂定" not in text
    assert text.count("未计入") >= 2
    assert "这一版更正的" in text


def test_the_same_edition_gives_the_same_bytes_in_every_form(
    frozen: County, tmp_path: Path
) -> None:
    for ending in Ending:
        first = written(frozen, tmp_path / "a", RANKING, ending)
        assert first == written(frozen, tmp_path / "b", RANKING, ending)


def test_an_earlier_edition_is_printed_again_byte_for_byte_by_its_code(
    county: County, tmp_path: Path
) -> None:
    with at_office(county.office) as desk:
        county.accept(desk, [county.hand_in(county.laptop)])
        code = record_code(rank(desk, ROUND, freeze=True, reason="不再等").digest)
    then = {ending: written(county, tmp_path / "then", RANKING, ending) for ending in Ending}
    laptop = county.open_laptop("t02", "T02")
    with at_office(county.office) as desk:
        county.accept(desk, [county.hand_in(laptop, seed=2)])
        rank(desk, ROUND, freeze=True, reason="T02 组补交")
    for ending in Ending:
        assert written(county, tmp_path / "a", RANKING, ending) != then[ending]
        assert written(county, tmp_path / "b", RANKING, ending, code=code) == then[ending]
        assert (tmp_path / "b" / f"排名表_2026-11_第1版{ending.value}").is_file()
    spoken = code.replace("-", " ").lower()
    assert written(county, tmp_path / "c", RANKING, Ending.CSV, code=spoken) == then[Ending.CSV]


def test_a_code_that_is_no_rankings_is_refused_in_words(frozen: County) -> None:
    with at_office(frozen.office) as desk:
        with pytest.raises(SheetUnknown, match="没有记录码为"):
            RANKING.plan(desk, Wish(options={CODE: "0" * 12}))
        with desk.store.reading() as reading:
            seal = next(
                str(record.tree["digest"])
                for uid in reading.records.visits()
                for record in reading.records.of_visit(uid)
                if record.type == "seal"
            )
            ranking = editions_of(reading, ROUND)[-1].digest
        with pytest.raises(OtherPaper, match="是打分表的，不是排名表的"):
            RANKING.plan(desk, Wish(options={CODE: seal[:12]}))
        with pytest.raises(OtherPaper, match="是排名表的，不是打分表的"):
            earlier_sheet(desk, record_code(ranking), frozen.root / "x.pdf")


def test_an_edition_names_the_rules_by_which_it_was_frozen(
    frozen: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    with at_office(frozen.office) as desk, desk.store.reading() as reading:
        policy, *_ = policies_of(reading)
        edition = editions_of(reading, ROUND)[0]
        other = replace(policy, digest=Digest("f" * 64), ranking=replace(policy.ranking, ties="新"))
        monkeypatch.setattr(rankings, "policies_of", lambda _reading: iter((other, policy)))
        assert rankings._policy(reading, edition) is policy
        assert rankings._policy(reading, None) is other
        gone = replace(edition, policy=Digest("0" * 64))
        assert rankings._policy(reading, gone) is other


def test_places_are_compared_with_the_edition_that_held_when_this_one_was_frozen(
    frozen_county: County,
) -> None:
    with at_office(frozen_county.office) as desk:
        codes = [line.code for line in rank(desk, ROUND).townships]
        plan_later(desk, LATER)
        freeze_scores(desk, LATER, dict(zip(codes, (60, 85, 90, 95), strict=True)))
        first = ranking_sheet(desk, LATER)
        with desk.store.reading() as reading:
            (kept,) = editions_of(reading, LATER)
        freeze_scores(desk, ROUND, dict.fromkeys(codes, 70))
        freeze_scores(desk, LATER, dict(zip(codes, (60, 85, 90, 96), strict=True)))
        again, newest = ranking_sheet(desk, LATER, kept), ranking_sheet(desk, LATER)
        oldest = ranking_sheet(desk, ROUND)
        freeze_scores(desk, LATER, dict(zip(codes, (60, 85, 91, 97), strict=True)))
        with desk.store.reading() as reading:
            second = editions_of(reading, LATER)[1]
        assert ranking_sheet(desk, LATER, second) == newest, "it corrected what it corrected"
        assert len(newest.corrected) == 1
        assert len(ranking_sheet(desk, LATER).corrected) == 2
    assert again == first
    assert first.before == Compared(round=ROUND, edition=1, sites=8)
    assert [one.before for one in first.townships] == [4, 3, 2, 1]
    assert newest.before == Compared(round=ROUND, edition=2, sites=4)
    assert {one.before for one in newest.townships} == {1}
    assert oldest.before is None


def test_rounds_of_very_different_size_are_not_compared_site_by_site(
    frozen_county: County,
) -> None:
    with at_office(frozen_county.office) as desk:
        codes = [line.code for line in rank(desk, ROUND).townships]
        plan_later(desk, LATER)
        freeze_scores(desk, LATER, {codes[0]: 80, codes[1]: 70, codes[2]: 60})
        before = ranking_sheet(desk, LATER).before
    assert before == Compared(round=ROUND, edition=1, sites=8, by_site=False)


def test_a_difference_that_rounding_hides_is_explained(frozen: County) -> None:
    with at_office(frozen.office) as desk:
        board = rank(desk, ROUND)
        first, *_ = board.ranking.sites
        again = Rechecked(
            site=first.site,
            township=first.township,
            first_team=TeamId("T01"),
            again_team=TeamId("T02"),
            first=Fraction(90696, 1000),
            again=Fraction(90772, 1000),
            counts=Counts.FIRST,
        )
        even = replace(again, first=Fraction(90), again=Fraction(91))
        ranking = replace(board.ranking, rechecked=(again, even))
        with desk.store.reading() as reading:
            odd, plain = board_of(reading, ROUND, ranking, None).notes[-2:]
    assert "90.70，T02 组复核 90.77，差 +0.08（按没有取整的分算）" in odd
    assert "差 +1.00，" in plain


@pytest.mark.parametrize(
    ("rows", "there", "gone"),
    [("townships", "乡镇（街道）", "百分制 总分"), ("sites", "村（社区）", "五星占比")],
)
def test_only_townships_or_only_sites_can_be_wished_for(
    frozen: County, tmp_path: Path, rows: str, there: str, gone: str
) -> None:
    text = text_of(written(frozen, tmp_path, RANKING, rows=rows))
    assert there in text
    assert gone not in text


def test_the_workbook_calculates_what_the_paper_says(frozen: County, tmp_path: Path) -> None:
    content = written(frozen, tmp_path, RANKING, Ending.XLSX)
    formulas = load_workbook(BytesIO(content))
    values = load_workbook(BytesIO(content), data_only=True)
    assert formulas.sheetnames == ["乡镇（街道）排名", "村（社区）排名", "这一版更正的"]
    townships, sites = formulas.worksheets[0], values.worksheets[1]
    cells = [str(cell.value) for row in townships.iter_rows() for cell in row]
    assert any(cell.startswith("=SUMPRODUCT(--('村（社区）排名'!$B$") for cell in cells)
    with at_office(frozen.office) as desk:
        board = rank(desk, ROUND)
    head = next(row[0].row for row in sites.iter_rows() if row[0].value == "名次")
    found = [sites.cell(head + at, 5).value for at in range(1, len(board.sites) + 1)]
    assert found == pytest.approx([float(row.percent) for row in board.ranking.sites])


def test_a_provisional_ranking_says_so_in_every_form(county: County, tmp_path: Path) -> None:
    with at_office(county.office) as desk:
        county.accept(desk, [county.hand_in(county.laptop)])
    assert "暂定" in text_of(written(county, tmp_path, RANKING))
    book = load_workbook(BytesIO(written(county, tmp_path, RANKING, Ending.XLSX)))
    shown = [str(row[0].value) for row in book.worksheets[0].iter_rows(max_row=6)]
    assert any(line.startswith("暂定　") for line in shown)
    assert shown[0].endswith("排名表（暂定）")
    for document in (RANKING, BOARDS):
        target = Target(out=tmp_path / "csv", ending=Ending.CSV)
        with at_office(county.office) as desk:
            files = write_papers(desk, document, Wish(), target).files
        assert all("暂定名次" in file.read_text("utf-8-sig") for file in files)
        assert all("_暂定" in file.name for file in files)


def test_rechecks_and_denials_stand_beside_their_site(frozen: County) -> None:
    with at_office(frozen.office) as desk:
        board = rank(desk, ROUND)
    first, second, *_ = board.ranking.sites
    again = Rechecked(
        site=first.site,
        township=first.township,
        first_team=TeamId("T01"),
        again_team=TeamId("T02"),
        first=first.percent,
        again=first.percent,
        counts=Counts.AGAIN,
    )
    denied = Denied(site=first.site, township=TownshipCode("x"), entries=("N1",), before=5, after=3)
    kept = replace(again, site=SiteCode(second.site), counts=Counts.FIRST)
    noted = replace(
        board, ranking=replace(board.ranking, rechecked=(again, kept), denied=(denied,))
    )
    remarks = [place.remark for place in rankings._site_places(noted, None)]
    assert remarks == ["按复核分、负面清单", *("" for _ in remarks[1:])]


def test_the_sheet_of_a_first_edition_corrects_nothing(county: County) -> None:
    with at_office(county.office) as desk:
        county.accept(desk, [county.hand_in(county.laptop)])
        rank(desk, ROUND, freeze=True, reason="不再等")
        sheet = ranking_sheet(desk, ROUND)
    assert sheet.corrected == ()
    assert sheet.frozen is not None
    assert all(place.seen for place in sheet.townships)


def test_coverage_names_what_is_missing_and_adds_up(frozen: County, tmp_path: Path) -> None:
    text = text_of(written(frozen, tmp_path, COVERAGE))
    assert "收到 6 / 8" in text
    assert "没有收到的 2 个站点" in text
    rows = list(
        csv.reader(written(frozen, tmp_path, COVERAGE, Ending.CSV).decode("utf-8-sig").splitlines())
    )
    assert ["北乡", "南村", "202", "T04", "未说明"] in rows or len(rows) > 8
    book = load_workbook(BytesIO(written(frozen, tmp_path, COVERAGE, Ending.XLSX)), data_only=True)
    last = [cell.value for cell in list(book.worksheets[1].iter_rows())[-1]]
    assert last[:5] == ["合计", 8, 6, 2, 0.75]
