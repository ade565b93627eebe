"""Workbooks: what people wrote is text, sums calculate, and the file keeps the format's rules."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from fractions import Fraction
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from python_calamine import CalamineWorkbook

from inspector.domain.points import Points
from inspector.sheets import workbook
from inspector.sheets.listing import Column, Kind, Listing, Table, Total, Value
from inspector.sheets.page import A3_ACROSS, A4, A4_ACROSS, PaperSize
from inspector.sheets.workbook import TooManyRows, clean, cut, listing_xlsx, sheet_name

AT = datetime(2026, 11, 14, 16, 30, tzinfo=timezone(timedelta(hours=8)))
WIDE = Column(title="名称", share=3)
HOSTILE = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r\n=1",
    "{=1+1}",
    "http://a.b/",
    "mailto:a@b.c",
    "internal:A1",
    "<r><t>x</t></r>",
    "&[Picture]",
    "_x0041_",
    "a\x00b\x0b\x1fc\ufffe",
    "坏\ud800字",
    "007",
    "TRUE",
)


def listing(*tables: Table, **changed: object) -> Listing:
    whole = Listing(title="一览表", at=AT, tables=tables, left="黍垣县", right="2026-11 轮")
    return replace(whole, **changed)  # type: ignore[arg-type] # keywords of the test's choosing


def texts_only(values: tuple[str, ...]) -> Table:
    return Table(
        columns=(WIDE, Column(title="码", share=1, kind=Kind.CODE)), rows=[(v, v) for v in values]
    )


def book(content: bytes, *, values: bool = False) -> Workbook:
    return load_workbook(BytesIO(content), data_only=values)


def read(content: bytes) -> list[list[object]]:
    """Read the first sheet by the library that reads lists for us."""
    found = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
    return [list(row) for row in found]


def members(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(BytesIO(content)) as whole:
        assert whole.testzip() is None
        return {name: whole.read(name).decode() for name in whole.namelist()}


def test_no_text_of_a_person_is_ever_a_formula_a_link_or_markup() -> None:
    content = listing_xlsx(
        listing(
            texts_only(HOSTILE),
            title="=1+1",
            subtitles=("=2",),
            notes=("=3",),
            left="=&P&[Picture]",
        )
    )
    parts = members(content)
    sheet = parts["xl/worksheets/sheet1.xml"]
    assert "<f>" not in sheet
    assert "<hyperlink" not in sheet
    assert not any("hyperlink" in name or name.endswith("sheet1.xml.rels") for name in parts)
    assert "<r><t>" not in parts["xl/sharedStrings.xml"]
    cells = [cell for row in book(content).active.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    shown = {
        row[0]
        for row in CalamineWorkbook.from_filelike(BytesIO(content))
        .get_sheet_by_index(0)
        .to_python()
    }
    assert {"=1+1", "+1", "@SUM(A1)", " =1", "007", "_x0041_", "abc", "坏字"} <= shown


@pytest.mark.parametrize("name", ["workbook", "styles", "sharedStrings", "worksheets/sheet1"])
def test_every_part_is_whole_xml_and_every_relation_leads_somewhere(name: str) -> None:
    parts = members(listing_xlsx(listing(texts_only(HOSTILE), texts_only(("a",)))))
    ET.fromstring(parts[f"xl/{name}.xml"])  # noqa: S314 - our own file
    relations = re.findall(r'Id="(\w+)"[^>]*Target="([^"]+)"', parts["xl/_rels/workbook.xml.rels"])
    assert len({one for one, _ in relations}) == len(relations)
    assert all(f"xl/{target}" in parts for _, target in relations)
    strings = parts["xl/sharedStrings.xml"]
    asked = [int(at) for at in re.findall(r't="s"><v>(\d+)</v>', parts["xl/worksheets/sheet1.xml"])]
    assert max(asked) < strings.count("<si>")


def test_formulas_bear_our_value_and_point_at_the_right_cells() -> None:
    places = Table(
        key="sites",
        name="村",
        columns=(
            Column(title="乡镇", share=2, key="township"),
            Column(title="分", share=1, kind=Kind.SCORE, key="percent", total=Total.MEAN),
            Column(title="分值", share=1, kind=Kind.POINTS, total=Total.SUM),
            Column(title="名次", share=1, kind=Kind.COUNT, formula="RANK({percent},{percent:})"),
        ),
        rows=(
            ("南镇", Fraction(1, 3), Points(45050), 2),
            ("北乡", Fraction(1, 2), Points(10), 1),
            ("北乡", "未评", None, "—"),
        ),
    )
    townships = Table(
        key="townships",
        name="乡'镇",
        columns=(
            Column(title="乡镇", share=2, key="name"),
            Column(
                title="最高",
                share=1,
                kind=Kind.SCORE,
                formula="MAX({sites.percent:})",
            ),
            Column(title="总", share=1, kind=Kind.COUNT, key="all"),
            Column(title="比", share=1, kind=Kind.PERCENT, formula="{all}/2"),
        ),
        rows=(("北乡", Fraction(1, 2), 1, Fraction(1, 2)),),
    )
    content = listing_xlsx(listing(places, townships))
    written, ours = book(content), book(content, values=True)
    first, second = written.worksheets
    assert first["D4"].value == "=RANK(B4,$B$4:$B$6)"
    assert first["B7"].value == "=AVERAGE(B4:B6)"
    assert first["C7"].value == "=SUM(C4:C6)"
    assert first["D6"].value == "—"
    assert second["B4"].value == "=MAX('村'!$B$4:$B$6)"
    assert second["D4"].value == "=C4/2"
    values = ours.worksheets[0]
    assert values["B7"].value == pytest.approx(5 / 12)
    assert values["C7"].value == pytest.approx(450.6)
    assert values["D4"].value == 2
    assert ours.worksheets[1]["D4"].value == 0.5
    assert second.title == "乡_镇"


def test_a_rate_under_a_table_is_calculated_from_its_parts() -> None:
    table = Table(
        name="率",
        columns=(
            Column(title="乡镇", share=2),
            Column(title="应评", share=1, kind=Kind.COUNT, total=Total.SUM, key="planned"),
            Column(title="率", share=1, kind=Kind.PERCENT, total=Total.MEAN, by="planned"),
            Column(title="包号", share=1, kind=Kind.DIGEST),
        ),
        rows=(("南镇", 10, Fraction(1), "0123abcd"), ("北乡", 30, Fraction(1, 2), "")),
    )
    content = listing_xlsx(listing(table))
    (first,) = book(content).worksheets
    rate = next(row[2] for row in first.iter_rows() if row[0].value == "合计")
    assert rate.value == "=SUMPRODUCT(C3:C4,B3:B4)/SUM(B3:B4)"
    (values,) = book(content, values=True).worksheets
    assert values[rate.coordinate].value == pytest.approx(0.625)
    assert values["D3"].value == "0123abcd", "in one piece"


def test_a_formula_that_looks_at_a_table_without_rows_is_a_plain_number() -> None:
    empty = Table(key="sites", columns=(Column(title="分", share=1, key="percent"),), rows=())
    asking = Table(
        columns=(
            WIDE,
            Column(title="分", share=1, kind=Kind.COUNT, formula="MAX({sites.percent:})"),
        ),
        rows=(("a", 3),),
    )
    content = listing_xlsx(listing(empty, asking))
    assert book(content).worksheets[1]["B3"].value == 3
    assert book(content).worksheets[0]["A3"].value == "没有。"


@pytest.mark.parametrize(
    ("kind", "value", "number", "shape"),
    [
        (Kind.COUNT, 7, 7, "#,##0"),
        (Kind.POINTS, Points(45050), 450.5, "0.00"),
        (Kind.SCORE, Fraction(280, 3), 280 / 3, "0.00"),
        (Kind.PERCENT, Fraction(1, 3), 1 / 3, "0.00%"),
        (Kind.MONEY, Fraction(5, 2), 2.5, "#,##0.00"),
        (Kind.DAY, date(2026, 11, 5), datetime(2026, 11, 5), "yyyy-mm-dd"),  # noqa: DTZ001 - a cell has no zone
        (Kind.MOMENT, AT, datetime(2026, 11, 14, 16, 30), "yyyy-mm-dd hh:mm"),  # noqa: DTZ001 - a cell has no zone
        (Kind.CODE, "007", "007", "@"),
        (Kind.MONEY, "待县里填写", "待县里填写", "@"),
        (Kind.MONEY, None, None, "@"),
    ],
)
def test_a_value_is_a_number_that_looks_like_paper(
    kind: Kind, value: Value, number: object, shape: str
) -> None:
    table = Table(columns=(WIDE, Column(title="值", share=1, kind=kind)), rows=(("a", value),))
    cell = book(listing_xlsx(listing(table))).active["B3"]
    assert cell.value == (pytest.approx(number) if isinstance(number, float) else number)
    assert cell.number_format == shape
    assert cell.alignment.horizontal == ("right" if kind.figures else "left")


@pytest.mark.parametrize(
    ("size", "code", "across"),
    [(A4, "9", False), (A4_ACROSS, "9", True), (A3_ACROSS, "8", True)],
    ids=["a4", "a4-across", "a3-across"],
)
def test_it_prints_like_our_paper(size: PaperSize, code: str, across: bool) -> None:  # noqa: FBT001 - a parameter of the test
    one = listing(
        texts_only(("a", "b")),
        size=size,
        subtitles=("2026-11 轮",),
        state="暂定",
        hint="还没冻结",
        code="0F1E-2D3C-4B5A",
        notes=("规则。",),
        notice="示范。",
        signers=("填表人", "审核人"),
    )
    sheet = book(listing_xlsx(one)).active
    assert sheet.page_setup.paperSize == int(code)
    assert (sheet.page_setup.orientation == "landscape") is across
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.freeze_panes == "A6"
    assert sheet.print_title_rows == "$5:$5"
    assert sheet.print_area == "'一览表'!$A$1:$B$10"
    assert sheet.auto_filter.ref == "A5:B7"
    assert [sheet.cell(row, 1).value for row in (1, 2, 3, 4)] == [
        "一览表",
        "2026-11 轮",
        "暂定　还没冻结",
        "记录码 0F1E-2D3C-4B5A",
    ]
    assert [sheet.cell(row, 1).value for row in (8, 9)] == ["规则。", "示范。"]
    assert str(sheet["A10"].value).startswith("填表人：")
    assert sheet.oddFooter.left.text == "记录码 0F1E-2D3C-4B5A"
    assert sheet.oddFooter.center.text == "第 &P 页　共 &N 页"
    assert sheet.oddHeader.left.text == "黍垣县"


def test_a_long_name_makes_its_row_higher_and_a_single_column_is_not_merged() -> None:
    names = (("短",), ("很长的名称" * 60,), ("两\n行",))
    table = Table(columns=(WIDE,), rows=names)
    sheet = book(listing_xlsx(listing(table))).active
    assert sheet.row_dimensions[4].height > 60
    assert sheet.row_dimensions[5].height > 30
    assert not sheet.merged_cells.ranges


def test_5000_rows_are_all_there() -> None:
    table = Table(
        columns=(WIDE, Column(title="数", share=1, kind=Kind.COUNT, total=Total.SUM)),
        rows=[(f"后𬇙沟{number}村", number) for number in range(5000)],
    )
    content = listing_xlsx(listing(table))
    found = read(content)
    assert len(found) == 5003
    assert found[-2] == ["后𬇙沟4999村", 4999]
    assert found[-1][1] == sum(range(5000))


def test_more_rows_than_a_sheet_has_are_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MAX_ROWS", 110)
    with pytest.raises(TooManyRows, match=r"“一览表”有 11 行"):
        listing_xlsx(listing(texts_only(("a",) * 11)))
    assert listing_xlsx(listing(texts_only(("a",) * 10)))


def test_the_same_listing_gives_the_same_bytes_and_says_when_it_stood_so() -> None:
    one = listing(texts_only(HOSTILE))
    content = listing_xlsx(one)
    assert content == listing_xlsx(one)
    properties = book(content).properties
    assert properties.created == datetime(2026, 11, 14, 16, 30)  # noqa: DTZ001 - the file bears no zone
    assert (properties.title, properties.creator) == ("一览表", "黍垣县")
    later = listing_xlsx(replace(one, at=datetime(2027, 1, 1, tzinfo=UTC)))
    assert later != content


def test_a_text_is_cut_at_what_a_cell_holds_and_the_cut_shows() -> None:
    assert clean("长" * 40_000) == "长" * 32_766 + "…"
    assert clean("𬇙" * 16_384) == "𬇙" * 16_383 + "…"
    assert clean("长" * 32_767) == "长" * 32_767
    assert cut("𬇙𬇙𬇙", 4) == "𬇙…"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("a[b]:c*d?e/f\\g'h", "a_b__c_d_e_f_g_h"),
        ("", "表"),
        ("  ", "表"),
        ("History", "History_"),
        ("长" * 40, "长" * 30 + "…"),
        ("𬇙" * 20, "𬇙" * 15 + "…"),
    ],
)
def test_a_sheet_has_a_name_that_excel_takes(text: str, name: str) -> None:
    assert sheet_name(text, set()) == name


def test_sheets_of_one_name_are_told_apart_whatever_their_case() -> None:
    taken: set[str] = set()
    assert [sheet_name(text, taken) for text in ("Abc", "aBC", "abc")] == [
        "Abc",
        "aBC（2）",
        "abc（3）",
    ]
    assert len(sheet_name("长" * 40, {"长" * 30 + "…"})) == 31
